"""Throwing away the catalogues that nobody has opened for long.

A catalogue is as large as the texts it knows, and there is one for each set of folders that was
ever read together. When one was opened last is the time of change of its file.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from reader.library.catalogue.database import ENDS, VERSION

_DAY = 86_400.0
GONE, UNUSED = 30 * _DAY, 180 * _DAY
"""Seconds without being opened after which it is thrown away: of a library that is not there, so
that a disk may be away for a while, or that this version cannot read; and of any other."""


def prune(folder: Path, now: float) -> list[Path]:
    """Throw away the old catalogues in the folder, and give which; one in use is never touched.

    ``now`` is in seconds since 1970. What cannot be thrown away stays, and nothing is raised.
    """
    return [file for file in _files(folder) if _is_old(file, now) and _discard(file)]


def weigh(folder: Path) -> tuple[int, int]:
    """How many catalogues there are in the folder, and how many bytes they take."""
    beside = [file.with_name(file.name + end) for file in _files(folder) for end in ENDS]
    sizes = [size for file in beside if (size := _size(file)) is not None]
    return len(list(_files(folder))), sum(sizes)


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.glob("*.sqlite"))


def _is_old(file: Path, now: float) -> bool:
    try:
        age = now - file.stat().st_mtime
    except OSError:
        return False
    return age > UNUSED or (age > GONE and not _is_of_use(file))


def _is_of_use(file: Path) -> bool:
    """Whether a library that is there could be listed from it, as far as can be told."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if abs(version) != VERSION:
                return False
            named = [os.fsdecode(row[0]) for row in connection.execute("SELECT path FROM named")]
    except sqlite3.OperationalError:
        return True  # it is in use
    except sqlite3.DatabaseError:
        return False
    return not named or any(os.path.lexists(path) for path in named)


def _discard(file: Path) -> bool:
    """Delete the file unless a window has it open; whether it is gone."""
    try:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
            _be_alone_with_it(connection)
            with suppress(OSError):
                file.unlink()
    except sqlite3.OperationalError:
        return False
    with suppress(OSError):
        file.unlink(missing_ok=True)  # some systems delete no file that is open
    for end in ENDS[1:]:
        with suppress(OSError):
            file.with_name(file.name + end).unlink(missing_ok=True)
    return not file.exists()


def _be_alone_with_it(connection: sqlite3.Connection) -> None:
    try:
        # Only who is alone with a file can take it out of this mode. Whoever opens it from here
        # on waits, and then sees that it is another: see Database.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return  # it is damaged: no window can go on using it


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None
