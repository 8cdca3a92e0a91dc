"""Reading lists and arrays of articles: what each entry is called, and where it stands."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.errors import LoadError
from reader.loading.lists.records import only_an_address
from reader.loading.loader import Part

MOST_ENTRIES = 200_000
"""Each takes half a kilobyte, and a row on the shelf."""
_LONGEST_NAME = 80
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,60}")

Read = Callable[[], Part]
"""Gives the part, reading it now; raises LoadError."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries by their names, each with the way to read it."""

    file: Path
    _entries: Mapping[str, Read]

    @property
    def members(self) -> tuple[str, ...]:
        """The names in the order of the file."""
        return tuple(self._entries)

    def part(self, member: str) -> Part:
        """The article of that name.

        Raises:
            LoadError: there is none, it is damaged, or it is only an address.
        """
        if member not in self._entries:
            raise LoadError(self.file, f"has no entry {member}")
        return self._entries[member]()


def check_count(count: int, file: Path) -> None:
    """Refuse a file with more entries than any list has.

    Raises:
        LoadError: it has so many.
    """
    if count > MOST_ENTRIES:
        raise LoadError(file, f"holds more than {MOST_ENTRIES:,} entries: split it into parts")


def listed(file: Path, entries: Iterable[tuple[str, str, Read]]) -> Entries:
    """The entries of a file by their ids if these can be names, else by their numbers.

    An entry is handed over as its id, its title if it is only an address, and the way to
    read it. The title then stands in its name, so that a list shows what could be read.

    Raises:
        LoadError: there are more than any list has.
    """
    found: dict[str, Read] = {}
    for number, (id, title, read) in enumerate(entries, 1):
        check_count(number, file)
        plain = f"{number:04}"
        words = re.sub(r"[\s/\\\x00-\x1f\x7f]+", " ", title).strip()[:_LONGEST_NAME].strip()
        name = f"{plain} {words}" if words else plain
        if not words and _PLAIN_NAME.fullmatch(id) and id not in found:
            name = id
        found[name if name not in found else f"{plain} {id}"] = read
    return Entries(file, found)


def address(file: Path, url: str) -> Read:
    """The way to read what is only an address: it cannot be, and the reason names it."""

    def read() -> Part:
        raise LoadError(file, only_an_address(url) if url else "holds neither text nor address")

    return read
