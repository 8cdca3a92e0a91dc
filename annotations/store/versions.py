"""The annotations of a store, made from their lines when they are asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from annotations.errors import InvalidAnnotationError
from annotations.model import Annotation
from annotations.record import from_record
from annotations.store.line import document_of
from annotations.store.storage import LogStorage

ANNOTATIONS = "annotations"
_MADE = 32_768
"""Annotations that are kept made: of so many the claims board asks for all at every change."""


class Versions(Mapping[str, Annotation]):
    """The latest versions of all annotations, tombstones among them, made when asked for."""

    def __init__(self, storage: LogStorage) -> None:
        self._storage = storage
        self._made: dict[str, tuple[bytes, Annotation]] = {}
        self.unreadable: dict[str, str] = {}

    def __getitem__(self, id: str) -> Annotation:
        line = self._storage.records.line(ANNOTATIONS, id)
        if line is None:
            raise KeyError(id)
        made = self._made.get(id)
        if made is not None and made[0] is line:
            return made[1]
        annotation = self._make(id, line)
        if annotation is None:
            raise KeyError(id)
        if len(self._made) >= _MADE:
            self._made.clear()
        self._made[id] = line, annotation
        return annotation

    def glance(self, id: str) -> Annotation | None:
        """The latest version of an annotation that is there, without keeping what is made of it."""
        line = self._storage.records.line(ANNOTATIONS, id)
        kept = self._made.get(id)
        if kept is not None and kept[0] is line:
            made: Annotation | None = kept[1]
        else:
            made = None if line is None else self._make(id, line)
        return None if made is None or made.deleted else made

    def later(self, ids: Iterable[str]) -> "Later":
        """The annotations with these ids as they are now, to be made in a thread."""
        lines = ((id, self._storage.records.line(ANNOTATIONS, id)) for id in ids)
        return Later([(id, line) for id, line in lines if line is not None])

    def keep(self, later: "Later") -> None:
        """Keep what was made in a thread."""
        for id, line, annotation in later.made:
            self._made[id] = line, annotation

    def unmade(self) -> list[str]:
        """The ids of those that would have to be made first, were all asked for.

        None where there are more than are kept: to make them beforehand would be no use.
        """
        latest = dict(self._storage.records.latest(ANNOTATIONS))
        if len(latest) > _MADE:
            return []
        return [id for id, line in latest.items() if self._made.get(id, (b"",))[0] is not line]

    def tagged_last(self, but: str) -> Annotation | None:
        """Of those with tags, but for the one with this id, the one that was changed last."""
        from annotations.store.recent import tagged_last  # to repeat tags, which few do at once

        return tagged_last(self._storage.records.latest(ANNOTATIONS), self.glance, but)

    def _make(self, id: str, line: bytes) -> Annotation | None:
        try:
            return made_of(line)
        except InvalidAnnotationError as error:
            # A later version may know more kinds of things than this one.
            self.unreadable[id] = str(error)
            return None

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._storage.records.ids(ANNOTATIONS) if id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def made_of(line: bytes) -> Annotation:
    """The annotation in this version.

    Raises:
        InvalidAnnotationError: it holds what an annotation cannot have, or it was removed.
    """
    return from_record(document_of(line) or {})


class Later:
    """Annotations to be made in a thread, which takes nothing of the store but their lines."""

    def __init__(self, lines: Sequence[tuple[str, bytes]]) -> None:
        self._lines = lines
        self.made: list[tuple[str, bytes, Annotation]] = []

    def make(self) -> list[Annotation]:
        """Make them; those that were removed or cannot be shown are left out."""
        for id, line in self._lines:
            with suppress(InvalidAnnotationError):
                self.made.append((id, line, made_of(line)))
        return [each for _, _, each in self.made if not each.deleted]
