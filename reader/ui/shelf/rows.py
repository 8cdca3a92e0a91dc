"""What stands on the shelf: the articles of a view, each made when it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from reader.articles.entry import Entry
from reader.errors import CatalogueError
from reader.library.catalogue import SORTS, Catalogue, Said

_LOT = 64
"""Articles looked up together: a page of them and more."""

_LOTS = 32

ORDERS = {sort: sort for sort in SORTS} | {
    "added": "time added, the last first",
    "read": "time read, the last first",
}
"""The words for each order in the status line."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article on the shelf: its entry, the part of it that was read (0 to 1), its marks.

    ``is_known`` is false until it was looked into.
    """

    entry: Entry
    read: float
    marks: int
    is_known: bool = True


class Rows(Sequence[Shelved]):
    """The articles with these ids in the catalogue, looked up as they are asked for."""

    def __init__(self, catalogue: Catalogue, ids: Sequence[int], said: Said) -> None:
        self.ids = ids
        self.said = said
        self._catalogue = catalogue
        self._lots: dict[int, list[Shelved]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, row: int) -> Shelved: ...
    @overload
    def __getitem__(self, row: slice) -> list[Shelved]: ...
    def __getitem__(self, row: int | slice) -> Shelved | list[Shelved]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._lot(row // _LOT)[row % _LOT]

    def __iter__(self) -> Iterator[Shelved]:
        return (self[row] for row in range(len(self)))

    def forget(self) -> None:
        """Look all up again: something in the catalogue has changed."""
        self._lots.clear()

    def _lot(self, number: int) -> list[Shelved]:
        if number not in self._lots:
            if len(self._lots) >= _LOTS:
                self._lots.clear()
            self._lots[number] = self._looked_up(self.ids[number * _LOT : (number + 1) * _LOT])
        return self._lots[number]

    def _looked_up(self, ids: Sequence[int]) -> list[Shelved]:
        try:
            records = self._catalogue.records(ids)
        except CatalogueError:
            records = {}  # it is being made anew; the next look at the disk brings them back
        return [
            self._shelved(records[id].entry, records[id].is_read) if id in records else _GONE
            for id in ids
        ]

    def _shelved(self, entry: Entry, is_read: bool) -> Shelved:
        said = self.said
        text = entry.sha256 or ""
        place = said.places.get(entry.path) or said.places.get(text)
        marks = said.marks.get(entry.path) or said.marks.get(text, 0)
        is_known = is_read or entry.sha256 is not None
        return Shelved(entry, place.fraction if place is not None else 0.0, marks, is_known)


_GONE = Shelved(Entry("", "", ""), 0.0, 0, is_known=False)
