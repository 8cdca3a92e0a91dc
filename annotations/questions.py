"""What a front end may ask of a store."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import UnknownAnnotationError
from annotations.homes import path_within, source_location
from annotations.making import is_lesson
from annotations.model import Anchor, Annotation, Source
from annotations.review import anchored

if TYPE_CHECKING:
    from annotations.query import Fields
    from annotations.store import Store
    from annotations.store.glimpse import Glimpse
    from annotations.store.on_article import OnArticle
    from annotations.store.versions import Later


class Questions:
    """The half of the Notebook that only reads, from memory; ``refresh`` brings that up to date."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self._store.folder

    def get(self, id: str) -> Annotation:
        """The annotation with this id.

        Raises:
            UnknownAnnotationError: there is none, or it was removed.
        """
        annotation = self._store.annotations.get(id)
        if annotation is None or annotation.deleted:
            raise UnknownAnnotationError(id)
        return annotation

    def annotations(self, query: str = "", fields: "Fields | None" = None) -> list[Annotation]:
        """Those that the query matches, oldest first; see ``annotations.query``.

        ``fields`` are what the query may ask of annotations besides.

        Raises:
            QueryError: the query cannot be read.
        """
        from annotations.query import parse  # to open an article asks nothing so

        wanted = parse(query, fields=fields)
        return [annotation for annotation in self._store.live() if wanted.matches(annotation)]

    def everything(self) -> list[Annotation]:
        """All that were not removed, of hidden kinds too, oldest first."""
        return self._store.live()

    def of(self, source: Source, *, is_hidden: bool = False) -> list[Annotation]:
        """Those made on this article, oldest first: on its very text, or at its path or URL.

        Only those of hidden kinds if ``is_hidden``, and only the others if not.
        """
        on = self._store.on(source)
        return self._store.made(on.hidden if is_hidden else on.ids())

    def marks_on(self, source: Source) -> "OnArticle":
        """What is known of those made on this article without making them; it follows the store."""
        return self._store.on(source)

    def later(self, ids: Iterable[str]) -> "Later":
        """Those with these ids, to be made in a thread, and then kept (``keep``) for ``make``."""
        return self._store.annotations.later(ids)

    def keep(self, later: "Later") -> None:
        """Keep what was made in a thread."""
        self._store.annotations.keep(later)

    @property
    def is_read(self) -> bool:
        """Whether the store has been read; before that, whoever asks anything has it read first."""
        return self._store.is_read

    @property
    def is_behind(self) -> bool:
        """Whether a store was opened lazily and there is much to catch up with yet."""
        return self._store.is_behind

    def knows(self, source: Source) -> bool:
        """Whether the store has been read, and what is on this article sorted out since."""
        return self._store.knows(source)

    def catch_up(self) -> bool:
        """Do some of what opening left undone, for a few milliseconds; whether there is more."""
        return self._store.catch_up()

    def glimpse(self, source: Source, start: int, end: int) -> "Glimpse":
        """The marks on this article that touch the span, found in the files before these are read.

        Of an article with few marks it has all. It is for showing alone: a mark that was moved
        from elsewhere may be missing, or one that was moved there may stand where it was.
        """
        return self._store.glimpse(source, start, end)

    def glance(self, id: str) -> Annotation | None:
        """The annotation with this id, which is not kept; for one who looks at many. None as in ``make``."""
        return self._store.annotations.glance(id)

    def make(self, ids: Iterable[str]) -> list[Annotation]:
        """Those with these ids, oldest first; one that was removed, or cannot be shown, is left out."""
        return self._store.made(ids)

    def anchors(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """Those made on this article, each with where it stands in this text now.

        They come in the order of the text; those whose passage is not found come last. See
        ``annotations.review`` for how a reader's decision counts.
        """
        return anchored(self.of(source), source, text, self.text)

    @property
    def own(self) -> str:
        """The library that the store lies in, to it; empty if it lies in none."""
        return self._store.own

    def location(self, annotation: Annotation) -> str | None:
        """Where the annotation's article is now; see ``annotations.homes``."""
        source = annotation.source
        return self._store.homes.now(source_location(source, self.own), source.text_sha256)

    def path_in(self, library: str, annotation: Annotation) -> str | None:
        """The path in the library of the annotation's article; None if it is another's."""
        return path_within(self.location(annotation), library)

    def locations(self) -> list[tuple[str, str | None, int]]:
        """Where articles with marks are now, on which of their texts, and how many marks each."""
        homes = self._store.homes
        found = self._store.index.locations()
        return [(homes.now(was, text) or was, text, count) for was, text, count in found]

    def seen_at(self, location: str) -> frozenset[tuple[str, str | None]]:
        """Where else the article at a location was, and on which texts it was seen or marked."""
        return self._store.homes.was(location)

    def counts(self, library: str = "") -> Mapping[str, int]:
        """How many annotations there are on the article at each path of the library; else 0.

        Without a library, of all there are, at their locations.
        """
        return Counter(self._store.index.counts(library))

    def text_counts(self) -> Mapping[str, int]:
        """How many annotations were made on each text, by its hash; 0 for any other."""
        return Counter(self._store.index.text_counts())

    def tags(self) -> list[tuple[str, int]]:
        """The tags in use and how often each is, most used first, then by name."""
        return self._store.index.tags()

    def tagged(self, tag: str, library: str = "") -> set[str]:
        """What articles have marks of this tag or below: paths in the library, hashes of texts.

        Without a library the paths are locations.
        """
        return self._store.index.tagged(tag, library)

    def last_tags(self, but: str = "") -> tuple[str, ...]:
        """The tags of the annotation that was changed last, the one with the id ``but`` left out."""
        found = self._store.annotations.tagged_last(but)
        return () if found is None else found.tags

    def unmade(self) -> list[str]:
        """The ids of those that ``annotations`` and ``everything`` would have to make first.

        Making one takes some 50 µs: where thousands are to be made and no one may wait, ``make``
        them a few at a time. None where there are more than are kept in memory.
        """
        return self._store.annotations.unmade()

    def last_marking(self) -> tuple[str, tuple[str, ...]] | None:
        """The kind and the tags of the newest mark; None when there is none."""
        newest = self._store.newest()
        return None if newest is None else (newest.kind, newest.tags)

    def dismissed(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """What the reader dismissed in this article, each with where it stands in this text now.

        With a relation ``not-same-claim`` it says that the passage does not say what that claim
        says; without one it is a suggestion that was not wanted.
        """
        return anchored(self.of(source, is_hidden=True), source, text, self.text)

    def learned(self) -> tuple[list[Annotation], list[Annotation]]:
        """The suggestions accepted and those dismissed that are to be learned from, oldest first.

        They are those since ``forget_suggestions``; what was undone or removed is not among them.
        """
        found = [each for each in self._store.offered() if is_lesson(each)]
        return (
            [each for each in found if not each.is_hidden],
            [each for each in found if each.is_hidden],
        )

    def text(self, sha256: str) -> str | None:
        """The text with this hash, as it was when an annotation was made on it."""
        return self._store.text(sha256)

    def refresh(self) -> bool:
        """Look whether another process wrote to the store; True when something is new.

        What cannot be read any more stays as it is in memory, and is told by ``problems``.
        """
        return self._store.refresh()

    def refresh_some(self) -> bool:
        """Take up some of what another process, or another notebook, wrote; whether there is more."""
        return self._store.storage.refresh_some()
