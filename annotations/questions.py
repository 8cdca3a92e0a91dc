"""What a front end may ask of a store."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring import Resolver
from annotations.errors import UnknownAnnotationError
from annotations.model import Anchor, Annotation, Source
from annotations.query import parse

if TYPE_CHECKING:
    from annotations.store import Store


class Questions:
    """The half of the Notebook that only reads, from memory; ``refresh`` brings that up to date."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def get(self, id: str) -> Annotation:
        """The annotation with this id.

        Raises:
            UnknownAnnotationError: there is none, or it was removed.
        """
        annotation = self._store.annotations.get(id)
        if annotation is None or annotation.deleted:
            raise UnknownAnnotationError(id)
        return annotation

    def annotations(self, query: str = "") -> list[Annotation]:
        """Those that the query matches, oldest first; see ``annotations.query``.

        Raises:
            QueryError: the query cannot be read.
        """
        wanted = parse(query)
        return [annotation for annotation in self._store.live() if wanted.matches(annotation)]

    def of(self, source: Source) -> list[Annotation]:
        """Those made on this article, oldest first: on its very text, or at its path or URL."""
        return [each for each in self._store.on(source) if _is_on(each.source, source)]

    def anchors(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """Those made on this article, each with where it stands in this text now.

        They come in the order of the text; those whose passage is not found come last.
        """
        resolver = Resolver(text)
        found = [
            (annotation, _anchor(annotation, source, resolver)) for annotation in self.of(source)
        ]
        return sorted(found, key=lambda pair: _place(pair[1]))

    def counts(self) -> Mapping[str, int]:
        """How many annotations there are on the article at each path; 0 for any other path."""
        return Counter(self._store.index.counts())

    def tags(self) -> list[tuple[str, int]]:
        """The tags in use and how often each is, most used first, then by name."""
        return self._store.index.tags()

    def last_marking(self) -> tuple[str, tuple[str, ...]] | None:
        """The kind and the tags of the newest annotation; None when there is none."""
        newest = self._store.newest()
        return None if newest is None else (newest.kind, newest.tags)

    def text(self, sha256: str) -> str | None:
        """The text with this hash, as it was when an annotation was made on it."""
        return self._store.text(sha256)

    def refresh(self) -> bool:
        """Look whether another process wrote to the store; True when something is new.

        What cannot be read any more stays as it is in memory, and is told by ``problems``.
        """
        return self._store.refresh()


def _is_on(made_on: Source, source: Source) -> bool:
    if made_on.text_sha256 is not None and made_on.text_sha256 == source.text_sha256:
        return True
    if made_on.url and source.url:
        return made_on.url == source.url
    return made_on.path is not None and made_on.path == source.path


def _anchor(annotation: Annotation, source: Source, resolver: Resolver) -> Anchor:
    anchor = resolver.resolve(annotation.quote, annotation.position)
    return replace(anchor, text_sha256=source.text_sha256)


def _place(anchor: Anchor) -> tuple[bool, int, int]:
    if anchor.start is None or anchor.end is None:
        return True, 0, 0
    return False, anchor.start, anchor.end
