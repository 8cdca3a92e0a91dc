"""What is known of each article of a library, kept in a cache."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from reader.articles.entry import Entry
from reader.articles.long_text import Text
from reader.library.catalogue.records import PIECES, Asking
from reader.library.catalogue.rows import COLUMNS, folder_of, letters_of, plain, stored, values_of
from reader.loading.folders import Stamp, natural_key

_PIECE = 1 << 20
"""Characters of a text that are indexed together; all words of a query must stand in one piece."""

_STALE = 10.0
"""Seconds after which a window that said it reads is taken to be gone, or to wait for a disk."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the library's folders, with its stamp, and the articles in it if several.

    ``members`` is None of a file that was looked into and is no article.
    """

    path: str
    stamp: Stamp
    members: tuple[str, ...] | None = ()


class Catalogue(Asking):
    """Entries and texts of a library's articles; any thread may ask, several windows may write.

    ``file`` is None where nothing is to be kept; ``of`` are the paths of the library. All of it
    can be made again, so a damaged file is thrown away, and one that cannot be written is done
    without.

    Raises, from what reads and writes:
        CatalogueError: the file cannot be used any more; ``start_over`` makes it anew.
    """

    def __init__(self, file: Path | None, of: Sequence[Path] = ()) -> None:
        from reader.library.catalogue.database import (
            Database,  # SQLite: an article is read without it
        )

        super().__init__(Database(file, of))
        self._who = token_hex(8)

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
                        letters_of(record.entry._replace(path=new)), stored(old),
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
        of_it = "path = ? OR (member IS NOT NULL AND file = ?)"
        ids = connection.execute(f"SELECT id FROM articles WHERE {of_it}", (stored(file),) * 2)
        for row in ids.fetchall():
            self._drop_text(row[0])
        connection.execute(f"DELETE FROM articles WHERE {of_it}", (stored(file),) * 2)

    # Reading

    def claim(self, now: float) -> bool:
        """Whether it is for this window to read: no other has said lately that it does.

        ``now`` is in seconds since 1970. To be said again before each lot.
        """
        with self.database.writing() as connection:
            row = connection.execute("SELECT who, at FROM reading").fetchone()
            if row is not None and row[0] != self._who and abs(now - row[1]) < _STALE:
                return False
            connection.execute("DELETE FROM reading")
            connection.execute("INSERT INTO reading VALUES (?, ?)", (self._who, now))
        return True

    def release(self) -> None:
        """Let another window read."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM reading WHERE who = ?", (self._who,))

    def forget(self, path: str) -> None:
        """Have the article read again, although its file has not changed."""
        with self.database.writing() as connection:
            connection.execute("UPDATE articles SET is_read = 0 WHERE path = ?", (stored(path),))

    def forget_file(self, file: str) -> None:
        """Have a file of several looked into again: its articles may be called otherwise."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE articles SET is_read = 0, mtime = -1 WHERE file = ?", (stored(file),)
            )

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
