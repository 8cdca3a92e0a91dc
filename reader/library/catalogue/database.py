"""The SQLite file of a catalogue: a cache, which may be damaged, deleted or not be kept at all."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from postil_files import have_private_file, have_private_folder
from reader.errors import CatalogueError
from reader.library.catalogue.connection import Connection

VERSION = 4
"""Of the tables and of what is read into them; a file of another version is made anew."""

ENDS = ("", "-wal", "-shm", "-journal")
"""What the names of the files of a database end in, after that of its first."""

_MOST_NAMED = 100
"""Paths of a library by which it is told whether it is still there."""

_WAIT = 10.0
"""Seconds to wait for another window that is writing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles(
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    file BLOB NOT NULL, member TEXT,
    sorted BLOB NOT NULL, folder TEXT NOT NULL,
    ino INTEGER NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    added REAL NOT NULL,
    is_read INTEGER NOT NULL DEFAULT 0,
    title TEXT, title_source TEXT, date TEXT, date_source TEXT, modified TEXT,
    words INTEGER NOT NULL DEFAULT 0, minutes INTEGER NOT NULL DEFAULT 0,
    language TEXT, sha256 TEXT, problem TEXT,
    letters TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS looked_into(
    path BLOB PRIMARY KEY, ino INTEGER NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pieces(
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, start INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS named(path BLOB PRIMARY KEY);
CREATE TABLE IF NOT EXISTS reading(who TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS by_article ON pieces(article);
CREATE INDEX IF NOT EXISTS by_file ON articles(file) WHERE member IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_name ON articles(sorted);
CREATE INDEX IF NOT EXISTS by_text ON articles(sha256);
CREATE INDEX IF NOT EXISTS unread ON articles(sorted) WHERE NOT is_read;
"""
INDEXED = """
CREATE VIRTUAL TABLE IF NOT EXISTS texts
    USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '3');
"""
UNINDEXED = "CREATE TABLE IF NOT EXISTS texts(title TEXT, body TEXT);"


class Database:
    """One connection for each thread to the file, or one for all to a database in memory.

    ``file`` is None where nothing is to be kept. ``problem`` is a sentence where it should
    have been kept and cannot be. ``has_index`` tells whether this SQLite can search texts.
    ``of`` are the paths that the library was opened by.
    """

    def __init__(self, file: Path | None, of: Sequence[Path] = ()) -> None:
        self.problem: str | None = None
        self.has_index = True
        self._file = file
        self._of = tuple(of)[:_MOST_NAMED]
        self._local = threading.local()
        self._memory: Connection | None = None
        self._opened: list[Connection] = []
        self._opening = threading.Lock()
        self._is_closed = False
        self._prepare()

    def _prepare(self) -> None:
        if self._file is not None:
            try:
                # It holds the whole text of articles that others may not be able to read.
                have_private_folder(self._file.parent)
                have_private_file(self._file)
                self._open_it(self._file)
                return
            except (sqlite3.Error, OSError) as error:
                if _is_damage(error) and self._discard_once():
                    return
                self._give_up(error)
        self._make()

    def _open_it(self, file: Path) -> None:
        before, trouble = _identity(file), None
        try:
            self._make()
        except sqlite3.OperationalError as error:
            trouble = error
        if before is not None and _identity(file) != before:
            # It was old, and thrown away by another window while it was opened.
            self._let_go()
            self._make()
        elif trouble is not None:
            raise trouble
        with suppress(OSError):
            os.utime(file)  # tells when it was opened last

    def _discard_once(self) -> bool:
        """Make the file anew; whether that could be done."""
        self.discard()
        try:
            if self._file is not None:
                have_private_file(self._file)
            self._make()
        except (sqlite3.Error, OSError):
            return False
        return True

    def do_without(self, error: Exception) -> None:
        """Go on in memory, because of this error."""
        self._give_up(error)
        self._prepare()

    def _give_up(self, error: Exception) -> None:
        self._let_go()
        self.problem = (
            f"The cache {self._file} cannot be kept ({error}): "
            "the articles are read anew at every start."
        )
        self._file = None

    def _make(self) -> None:
        with self.using() as connection:
            self._make_tables(connection)

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version:
            self.has_index = has_fts5(connection)
            if version != (VERSION if self.has_index else -VERSION):
                raise sqlite3.DatabaseError("it is of another version")
            connection.execute("SELECT id, letters FROM articles LIMIT 1").fetchall()
            connection.execute("SELECT rowid FROM texts LIMIT 1").fetchall()
        else:
            self.has_index = has_fts5(connection)
            connection.executescript(
                f"BEGIN; {_SCHEMA}{INDEXED if self.has_index else UNINDEXED}"
                f"PRAGMA user_version = {VERSION if self.has_index else -VERSION}; COMMIT;"
            )
            connection.executemany(
                "INSERT OR IGNORE INTO named VALUES (?)",
                [(os.fsencode(path),) for path in self._of],
            )

    def using(self) -> AbstractContextManager[sqlite3.Connection]:
        """This thread's connection, kept open meanwhile; statements are transactions of their own.

        Raises:
            CatalogueError: all was closed.
        """
        return self._mine().using()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for who is using it already, as ``writing`` does."""
        return self._mine().plain

    def _mine(self) -> Connection:
        if self._file is None:
            if self._memory is None:
                self._memory = self._open(":memory:")
            return self._memory
        mine: Connection | None = getattr(self._local, "mine", None)
        if mine is None:
            mine = self._local.mine = self._open(str(self._file))
        return mine

    def _open(self, name: str) -> Connection:
        with self._opening:
            if self._is_closed:
                raise CatalogueError("This library was closed.")
            connection = sqlite3.connect(
                name, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            opened = Connection(connection)
            self._opened.append(opened)
        # What a power cut takes is read again; it must only not leave a broken file.
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -8000;"
        )
        return opened

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing.

        Raises:
            CatalogueError: it cannot be written; nothing has changed then.
        """
        with self.using() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise CatalogueError(
                    f"The cache of this library cannot be written: {error}."
                ) from error
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """What the statement selects.

        Raises:
            CatalogueError: it cannot be read.
        """
        try:
            with self.using() as connection:
                return connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise CatalogueError(f"The cache of this library cannot be read ({error}).") from error

    def start_over(self) -> None:
        """Throw everything away and begin anew."""
        self.discard()
        self._prepare()

    def discard(self) -> None:
        """Delete the file."""
        self._let_go()
        if self._file is not None:
            for end in ENDS:
                with suppress(OSError):
                    self._file.with_name(self._file.name + end).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file for good: a thread that still asks is refused."""
        self._let_go(for_good=True)

    def _let_go(self, *, for_good: bool = False) -> None:
        with self._opening:
            self._is_closed |= for_good
            self._close_all()

    def _close_all(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()
        self._memory = None


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def has_fts5(connection: sqlite3.Connection) -> bool:
    """Whether this Python's SQLite has its full-text index; most have."""
    asked = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
    return connection.execute(asked).fetchone() is not None


def _is_damage(error: Exception) -> bool:
    """Whether the file is no database (any more), rather than one that cannot be opened."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )
