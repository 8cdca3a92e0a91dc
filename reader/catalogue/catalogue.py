"""What is known of each article of a library, found by path, by text or by place on the shelf."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from reader.catalogue.rows import (
    COLUMNS,
    SELECTED,
    entry_of,
    folder_of,
    letters_of,
    path_of,
    plain,
    stored,
    values_of,
)
from reader.discovery import Stamp, natural_key
from reader.entry import Entry
from reader.long_text import Text

Kept = TypeVar("Kept")

PIECES = 1 << 32
"""More than there are articles: what the numbers of an article's pieces lie apart."""

_PIECE = 1 << 20
"""Characters of a text that are indexed together; all words of a query must stand in one piece."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the library's folders, with its stamp, and the articles in it if several.

    ``members`` is None of a file that was looked into and is no article.
    """

    path: str
    stamp: Stamp
    members: tuple[str, ...] | None = ()


class Catalogue:
    """Entries and texts of a library's articles; any thread may ask, several windows may write.

    ``file`` is None where nothing is to be kept. All of it can be made again, so a damaged
    file is thrown away, and one that cannot be written is done without.

    Raises, from what reads and writes:
        CatalogueError: the file cannot be used any more; ``start_over`` makes it anew.
    """

    def __init__(self, file: Path | None) -> None:
        from reader.catalogue.database import Database  # SQLite: an article is read without it

        self.database = Database(file)

    @property
    def problem(self) -> str | None:
        """A sentence for the user where nothing can be kept."""
        return self.database.problem

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def start_over(self) -> None:
        """Forget everything."""
        self.database.start_over()

    def do_without(self, error: Exception) -> None:
        """Keep nothing from here on, because of this error; ``problem`` says so."""
        self.database.do_without(
            error.__cause__ if isinstance(error.__cause__, Exception) else error
        )

    # Looking up

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
        """The id, path and text's hash of each article that has one of these paths or hashes."""
        for column, kept in (("path", list(map(stored, names))), ("sha256", _hashes(names))):
            for few in _in_few(kept):
                rows = self.database.rows(
                    f"SELECT id, path, sha256 FROM articles WHERE {column} IN ({_marks(few)})",
                    tuple(few),
                )
                yield from ((_number(id), path_of(path), str(sha)) for id, path, sha in rows)

    def place(self, path: str) -> tuple[int, int] | None:
        """How many articles stand before this one, and how many there are; None if it is none."""
        rows = self.database.rows(
            "SELECT (SELECT count(*) FROM articles WHERE sorted < ?1),"
            " (SELECT count(*) FROM articles), EXISTS (SELECT 1 FROM articles WHERE path = ?2)",
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

    # Taking stock

    @property
    def is_stocked(self) -> bool:
        """Whether all that is on the disk has been taken in once."""
        return bool(self.database.rows("PRAGMA application_id")[0][0])

    @is_stocked.setter
    def is_stocked(self, is_so: bool) -> None:
        if is_so is not self.is_stocked:
            with self.database.writing() as connection:
                connection.execute(f"PRAGMA application_id = {int(is_so)}")

    def stamps(self) -> dict[str, Stamp]:
        """The files that are known, each with its stamp as it was last seen."""
        rows = self.database.rows(
            "SELECT path, ino, size, mtime FROM articles WHERE member IS NULL"
            " UNION ALL SELECT path, ino, size, mtime FROM looked_into"
        )
        return {path_of(path): (_number(i), _number(s), _number(m)) for path, i, s, m in rows}

    def add(self, found: Iterable[tuple[Found, float]]) -> None:
        """Have the articles of these files, which are new or changed, in the catalogue to be read.

        Beside each stands when it was added, in seconds since 1970, if it was not known yet.
        """
        with self.database.writing() as connection:
            for file, now in found:
                if file.members == ():
                    self._add_single(file, now)
                    continue
                connection.execute(
                    "INSERT OR REPLACE INTO looked_into VALUES (?, ?, ?, ?)",
                    (stored(file.path), *file.stamp),
                )
                self._drop(file.path)
                for member in file.members or ():
                    self._insert(f"{file.path}/{member}", file, member, now)

    def _add_single(self, file: Found, now: float) -> None:
        connection = self.database.connection()
        known = connection.execute(
            "UPDATE articles SET ino = ?, size = ?, mtime = ?, is_read = 0"
            " WHERE path = ? AND member IS NULL",
            (*file.stamp, stored(file.path)),
        )
        if not known.rowcount:
            self._insert(file.path, file, None, now)

    def _insert(self, path: str, file: Found, member: str | None, now: float) -> None:
        self.database.connection().execute(
            "INSERT OR REPLACE INTO articles"
            "(path, file, member, sorted, folder, ino, size, mtime, added, letters)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                stored(path), stored(file.path), member, natural_key(path), folder_of(path),
                *file.stamp, now, plain(path.casefold()),
            ),
        )  # fmt: skip

    def rename(self, paths: Mapping[str, str]) -> None:
        """Know these files, which hold one article each, by other paths.

        They are read again: another file may have come by the inode of one that is gone.
        """
        with self.database.writing() as connection:
            for old, new in paths.items():
                record = self.record(old)
                if record is None:
                    continue
                connection.execute(
                    "UPDATE OR REPLACE articles SET path = ?, file = ?, sorted = ?, folder = ?,"
                    " letters = ?, is_read = 0 WHERE path = ?",
                    (
                        stored(new), stored(new), natural_key(new), folder_of(new),
                        letters_of(replace(record.entry, path=new)), stored(old),
                    ),
                )  # fmt: skip

    def remove(self, files: Iterable[str]) -> None:
        """Forget these files and what is in them."""
        with self.database.writing() as connection:
            for file in files:
                connection.execute("DELETE FROM looked_into WHERE path = ?", (stored(file),))
                self._drop(file)

    def _drop(self, file: str) -> None:
        connection = self.database.connection()
        of_it = "path = ?1 OR (member IS NOT NULL AND file = ?1)"
        ids = connection.execute(f"SELECT id FROM articles WHERE {of_it}", (stored(file),))
        for row in ids.fetchall():
            self._drop_text(row[0])
        connection.execute(f"DELETE FROM articles WHERE {of_it}", (stored(file),))

    # Reading

    def forget(self, path: str) -> None:
        """Have the article read again, although its file has not changed."""
        with self.database.writing() as connection:
            connection.execute("UPDATE articles SET is_read = 0 WHERE path = ?", (stored(path),))

    def unread(self, most: int) -> list[Record]:
        """The first articles that were not read yet, in their order."""
        rows = self.database.rows(
            f"SELECT {SELECTED} FROM articles WHERE NOT is_read ORDER BY sorted LIMIT ?", (most,)
        )
        return [_record(row) for row in rows]

    def put(self, read: Iterable[tuple[Entry, Text]]) -> None:
        """Keep what was read: the entries and the texts, which are empty where there is a problem."""
        sets = ", ".join(f"{column} = ?" for column in COLUMNS)
        with self.database.writing() as connection:
            for entry, text in read:
                key = stored(entry.path)
                row = connection.execute(
                    "SELECT id, sha256 FROM articles WHERE path = ?", (key,)
                ).fetchone()
                if row is None:
                    continue  # it was removed meanwhile
                connection.execute(
                    f"UPDATE articles SET is_read = 1, letters = ?, {sets} WHERE id = ?",
                    (letters_of(entry), *values_of(entry), row[0]),
                )
                if row[1] is not None:
                    self._drop_text(row[0])
                if text:
                    # Of a title that is no part of the text, as a web page may have one.
                    is_apart = entry.title_source == "field" and text.find(entry.title) < 0
                    title = plain(entry.title) if is_apart else ""
                    self._insert_text(row[0], title, text)

    def _insert_text(self, id: int, title: str, text: Text) -> None:
        """Have the text in the index: in pieces, if it is so long that one would wait for it."""
        connection = self.database.connection()
        for number, (start, piece) in enumerate(_pieces(text)):
            at = number * PIECES + id
            if number:
                connection.execute("INSERT INTO pieces VALUES (?, ?, ?)", (at, id, start))
            connection.execute(
                "INSERT INTO texts(rowid, title, body) VALUES (?, ?, ?)",
                (at, "" if number else title, plain(piece)),
            )

    def _drop_text(self, id: int) -> None:
        connection = self.database.connection()
        connection.execute(
            "DELETE FROM texts WHERE rowid IN (SELECT id FROM pieces WHERE article = ?)", (id,)
        )
        connection.execute("DELETE FROM texts WHERE rowid = ?", (id,))
        connection.execute("DELETE FROM pieces WHERE article = ?", (id,))

    def piece(self, number: int) -> tuple[int, int]:
        """Of which article, by its id, a text in the index is, and where it begins in that."""
        if number < PIECES:
            return number, 0
        rows = self.database.rows("SELECT article, start FROM pieces WHERE id = ?", (number,))
        return (_number(rows[0][0]), _number(rows[0][1])) if rows else (number % PIECES, 0)


def _pieces(text: Text) -> Iterator[tuple[int, str]]:
    """The text in pieces that can be read at once, each with its offset, cut after a line or word."""
    start = 0
    while start < len(text):
        piece = text[start : start + _PIECE]
        if start + len(piece) < len(text):
            cut = max(piece.rfind("\n", _PIECE // 2), piece.rfind(" "))
            piece = piece[: cut + 1] or piece
        yield start, piece
        start += len(piece)


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
