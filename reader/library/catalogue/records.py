"""What may be asked of a catalogue: by path, by text, by place on the shelf."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reader.articles.entry import Entry
from reader.library.catalogue.rows import SELECTED, entry_of, path_of, stored
from reader.loading.folders import Stamp, natural_key

if TYPE_CHECKING:
    from reader.library.catalogue.database import Database

Kept = TypeVar("Kept")

PIECES = 1 << 32
"""More than there are articles: what the numbers of an article's pieces lie apart."""

_HASH = 64
_FEW = 500
"""Values in one statement; SQLite takes at least 999."""


@dataclass(frozen=True, slots=True)
class Record:
    """An article in the catalogue: its entry, when it was first seen, whether it was read.

    ``added`` is in seconds since 1970. ``file`` is the path of its file in the library;
    ``member`` is its name in that file where that holds several.
    """

    entry: Entry
    file: str
    member: str | None
    added: float
    is_read: bool


class Asking:
    """The half of the Catalogue that only reads."""

    def __init__(self, database: "Database") -> None:
        self.database = database

    def counts(self) -> tuple[int, int]:
        """How many articles there are, and how many of them were not read yet."""
        rows = self.database.rows(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles WHERE NOT is_read)"
        )
        return _number(rows[0][0]), _number(rows[0][1])

    def paths(self) -> tuple[str, ...]:
        """The paths of all articles, in their order."""
        rows = self.database.rows("SELECT path FROM articles ORDER BY sorted")
        return tuple(path_of(row[0]) for row in rows)

    def first(self, most: int) -> list[int]:
        """The ids of the first articles in their order; as soon as can be."""
        rows = self.database.rows("SELECT id FROM articles ORDER BY sorted LIMIT ?", (most,))
        return [_number(row[0]) for row in rows]

    def entries(self) -> Iterator[Entry]:
        """What is known of each article, in their order."""
        ids = [
            _number(row[0]) for row in self.database.rows("SELECT id FROM articles ORDER BY sorted")
        ]
        for few in _in_few(ids):
            records = self.records(few)
            yield from (records[id].entry for id in few if id in records)

    def record(self, path: str) -> Record | None:
        """The article at this path."""
        rows = self.database.rows(
            f"SELECT {SELECTED} FROM articles WHERE path = ?", (stored(path),)
        )
        return _record(rows[0]) if rows else None

    def records(self, ids: Sequence[int]) -> dict[int, Record]:
        """The articles with these ids."""
        found: dict[int, Record] = {}
        for few in _in_few(ids):
            rows = self.database.rows(
                f"SELECT {SELECTED} FROM articles WHERE id IN ({_marks(few)})", tuple(few)
            )
            found.update((_number(row[0]), _record(row)) for row in rows)
        return found

    def of_text(self, sha256: str) -> list[str]:
        """The paths of the articles with this text, in their order."""
        rows = self.database.rows(
            "SELECT path FROM articles WHERE sha256 = ? ORDER BY sorted", (sha256,)
        )
        return [path_of(row[0]) for row in rows]

    def named(self, names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
        """The id, path and text's hash of each article that has one of these paths or hashes.

        One that has both may come twice.
        """
        if len(names) > self.counts()[0]:
            yield from self._all_of(frozenset(names))
            return
        for column, kept in (("path", list(map(stored, names))), ("sha256", _hashes(names))):
            for few in _in_few(kept):
                rows = self.database.rows(
                    f"SELECT id, path, sha256 FROM articles WHERE {column} IN ({_marks(few)})",
                    tuple(few),
                )
                yield from ((_number(id), path_of(path), str(sha)) for id, path, sha in rows)

    def _all_of(self, names: frozenset[str]) -> Iterator[tuple[int, str, str]]:
        """Those of all articles that have one of these paths or hashes: where names are more."""
        for id, kept, sha in self.database.rows("SELECT id, path, sha256 FROM articles"):
            path = path_of(kept)
            if path in names or sha in names:
                yield _number(id), path, str(sha)

    def place(self, path: str) -> tuple[int, int] | None:
        """How many articles stand before this one, and how many there are; None if it is none."""
        rows = self.database.rows(
            "SELECT (SELECT count(*) FROM articles WHERE sorted < ?),"
            " (SELECT count(*) FROM articles), EXISTS (SELECT 1 FROM articles WHERE path = ?)",
            (natural_key(path), stored(path)),
        )
        before, count, is_there = rows[0]
        return (_number(before), _number(count)) if is_there else None

    def beside(self, path: str, step: int) -> str | None:
        """The path of the next article, or the previous one if ``step`` is negative."""
        sign, order = (">", "ASC") if step > 0 else ("<", "DESC")
        rows = self.database.rows(
            f"SELECT path FROM articles WHERE sorted {sign} ? ORDER BY sorted {order} LIMIT 1",
            (natural_key(path),),
        )
        return path_of(rows[0][0]) if rows else None

    def stamps(self) -> dict[str, Stamp]:
        """The files that are known, each with its stamp as it was last seen."""
        rows = self.database.rows(
            "SELECT path, ino, size, mtime FROM articles WHERE member IS NULL"
            " UNION ALL SELECT path, ino, size, mtime FROM looked_into"
        )
        return {path_of(path): (_number(i), _number(s), _number(m)) for path, i, s, m in rows}

    def unread(self, most: int) -> list[Record]:
        """The first articles that were not read yet, in their order."""
        rows = self.database.rows(
            f"SELECT {SELECTED} FROM articles WHERE NOT is_read ORDER BY sorted LIMIT ?", (most,)
        )
        return [_record(row) for row in rows]

    def piece(self, number: int) -> tuple[int, int]:
        """Of which article, by its id, a text in the index is, and where it begins in that."""
        if number < PIECES:
            return number, 0
        rows = self.database.rows("SELECT article, start FROM pieces WHERE id = ?", (number,))
        return (_number(rows[0][0]), _number(rows[0][1])) if rows else (number % PIECES, 0)


def _record(row: tuple[object, ...]) -> Record:
    _, kept, file, member, added, is_read, *values = row
    assert member is None or isinstance(member, str)
    entry = entry_of(path_of(kept), tuple(values))
    return Record(entry, path_of(file), member, float(str(added)), bool(is_read))


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _hashes(names: Sequence[str]) -> list[str]:
    return [name for name in names if len(name) == _HASH and name.isalnum()]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _in_few(values: Sequence[Kept]) -> Iterator[Sequence[Kept]]:
    return (values[at : at + _FEW] for at in range(0, len(values), _FEW))
