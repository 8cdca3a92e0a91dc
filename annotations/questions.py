"""What a front end may ask of a store."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring import Resolver, select
from annotations.errors import UnknownAnnotationError
from annotations.model import Anchor, Annotation, Source
from annotations.query import parse
from annotations.tags import count

if TYPE_CHECKING:
    from annotations.store import Store

UNALTERED = ("exact", "folded", "moved")
"""The statuses of words that are still the same."""


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
        found = [annotation for annotation in self._live() if wanted.matches(annotation)]
        return sorted(found, key=lambda annotation: annotation.id)

    def of(self, source: Source) -> list[Annotation]:
        """Those made on this article, oldest first: on its very text, or at its path or URL."""
        found = [annotation for annotation in self._live() if _is_on(annotation, source)]
        return sorted(found, key=lambda annotation: annotation.id)

    def anchors(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """Those made on this article, each with where it stands in this text now.

        They come in the order of the text; those whose passage is not found come last. A
        place that the reader accepted in this very text is given as ``exact``.
        """
        resolver = Resolver(text)
        found = []
        for annotation in self.of(source):
            anchor = _accepted(annotation, source, text) or self._found(annotation, resolver)
            found.append((annotation, replace(anchor, text_sha256=source.text_sha256)))
        return sorted(found, key=lambda pair: _place(pair[1]))

    def _found(self, annotation: Annotation, resolver: Resolver) -> Anchor:
        """Where the words stand: those accepted last, if they are unaltered, else those marked."""
        kept = annotation.anchor
        if kept and kept.start is not None and kept.end is not None and kept.text_sha256:
            earlier = self.text(kept.text_sha256)
            if earlier is not None and earlier[kept.start : kept.end].strip():
                anchor = resolver.resolve(*select(earlier, kept.start, kept.end))
                if anchor.status in UNALTERED:
                    return anchor
        return resolver.resolve(annotation.quote, annotation.position)

    def counts(self) -> Mapping[str, int]:
        """How many annotations there are on the article at each path; 0 for any other path."""
        paths = (annotation.source.path for annotation in self._live())
        return Counter(path for path in paths if path is not None)

    def tags(self) -> list[tuple[str, int]]:
        """The tags in use and how often each is, most used first, then by name."""
        return count(tag for annotation in self._live() for tag in annotation.tags)

    def last_marking(self) -> tuple[str, tuple[str, ...]] | None:
        """The kind and the tags of the newest annotation; None when there is none."""
        newest = max(self._live(), key=lambda annotation: annotation.id, default=None)
        return None if newest is None else (newest.kind, newest.tags)

    def text(self, sha256: str) -> str | None:
        """The text with this hash, as it was when an annotation was made on it."""
        return self._store.text(sha256)

    def refresh(self) -> bool:
        """Look whether another process wrote to the store; True when something is new.

        Raises:
            StoreError: the store cannot be read any more; what is in memory stays.
        """
        return self._store.refresh()

    def _live(self) -> Iterable[Annotation]:
        return (each for each in self._store.annotations.values() if not each.deleted)


def _is_on(annotation: Annotation, source: Source) -> bool:
    made_on, kept = annotation.source, annotation.anchor
    known = made_on.text_sha256, kept.text_sha256 if kept else None
    if source.text_sha256 is not None and source.text_sha256 in known:
        return True
    if made_on.url and source.url:
        return made_on.url == source.url
    return made_on.path is not None and made_on.path == source.path


def _accepted(annotation: Annotation, source: Source, text: str) -> Anchor | None:
    """The place that the reader accepted in this very text."""
    kept = annotation.anchor
    if kept is None or kept.text_sha256 is None or kept.text_sha256 != source.text_sha256:
        return None
    return kept if kept.end is not None and kept.end <= len(text) else None


def _place(anchor: Anchor) -> tuple[bool, int, int]:
    if anchor.start is None or anchor.end is None:
        return True, 0, 0
    return False, anchor.start, anchor.end
