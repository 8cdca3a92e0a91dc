"""In what order the shelf stands, and what of it is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.library import Entry
from reader.loading import article_id

SORTS = ("name", "date", "title", "length", "progress", "marks")


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article on the shelf: its entry, the part of it that was read (0 to 1), its marks."""

    entry: Entry
    read: float
    marks: int


_KEYS: dict[str, Callable[[Shelved], tuple[object, ...]]] = {
    "date": lambda row: (row.entry.date is None, row.entry.date or ""),
    "title": lambda row: (row.entry.title.casefold(),),
    "length": lambda row: (row.entry.words,),
    "progress": lambda row: (-row.read,),
    "marks": lambda row: (-row.marks,),
}


def unread(path: str) -> Entry:
    """What stands on the shelf for an article until it was looked into: its path, no text."""
    return Entry(path, article_id(path), path)


def arranged(
    rows: Sequence[Shelved], sort: str, is_reversed: bool = False, letters: str = ""
) -> list[Shelved]:
    """The rows with these letters, in this order; by ``name`` they stay as the library has them.

    Every word of ``letters`` must stand in the title, the date or the path, in any case.
    """
    words = letters.casefold().split()
    shown = [row for row in rows if all(word in _said(row.entry) for word in words)]
    if sort in _KEYS:
        shown.sort(key=_KEYS[sort])
    return shown[::-1] if is_reversed else shown


def _said(entry: Entry) -> str:
    return f"{entry.title} {entry.date or ''} {entry.path}".casefold()
