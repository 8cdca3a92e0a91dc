"""Finding the articles in folders, and the order in which they are listed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from reader.errors import LibraryError


def files_in(folder: Path, endings: frozenset[str]) -> list[str]:
    """The paths under the folder, with ``/``, of the files with these endings, unsorted.

    Hidden files and folders are passed over; links are followed, each folder once. A
    folder inside that may not be read is passed over too.

    Raises:
        LibraryError: the folder itself cannot be read.
    """
    try:
        seen = {_identity(os.stat(folder))}  # noqa: PTH116  (paths stay strings here: speed)
        entries = _entries(os.fspath(folder))
    except OSError as error:
        raise LibraryError(
            f"The folder {folder} cannot be read ({error.strerror or error})."
        ) from error
    found: list[str] = []
    waiting = [("", entries)]
    while waiting:
        prefix, entries = waiting.pop()
        for entry in entries:
            if _is_folder(entry):
                waiting += _opened(prefix, entry, seen)
            elif os.path.splitext(entry.name)[1].lower() in endings and _is_file(entry):  # noqa: PTH122
                found.append(prefix + entry.name)
    return found


def natural_key(path: str) -> tuple[tuple[tuple[str | int, ...], ...], str]:
    """What to sort paths by so that ``2.txt`` comes before ``10.txt``, without regard to case.

    >>> sorted(["part 10", "Part 2", "a/z"], key=natural_key)
    ['a/z', 'Part 2', 'part 10']
    """
    parts = path.casefold().split("/")
    # re.split gives words and numbers by turns, so that like is compared with like.
    return tuple(tuple(_numbered(re.split(r"(\d+)", part))) for part in parts), path


def _numbered(pieces: list[str]) -> Iterator[str | int]:
    for place, piece in enumerate(pieces):
        yield int(piece) if place % 2 else piece


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _opened(
    prefix: str, folder: os.DirEntry[str], seen: set[tuple[int, int]]
) -> list[tuple[str, list[os.DirEntry[str]]]]:
    try:
        identity = _identity(os.stat(folder.path))  # noqa: PTH116  (as above)
        if identity in seen:
            return []
        seen.add(identity)
        return [(f"{prefix}{folder.name}/", _entries(folder.path))]
    except OSError:
        return []


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
