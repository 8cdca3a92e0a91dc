"""Finding the articles in folders, and the order in which they are listed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from reader.errors import LibraryError

ALIASES = "aliases.txt"
"""The one text in a folder that is no article: which names mean the same."""

_NUMBER = re.compile(r"\d{1,400}")

Stamp = tuple[int, int, int]
"""A file's inode, size in bytes and time of change in nanoseconds."""


def walk(
    folder: Path, endings: frozenset[str], refused: list[str]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files under the folder with these endings, unsorted, and what their folders say of them.

    Each comes with its path under the folder, with ``/``. Hidden files and folders are passed
    over, as is the alias file; links are followed, each folder once. The paths of folders inside that may not be
    read are added to ``refused``.

    Raises:
        LibraryError: the folder itself cannot be read.
    """
    try:
        seen = {_identity(os.stat(folder))}  # noqa: PTH116  (paths stay strings here: speed)
        entries = [each for each in _entries(os.fspath(folder)) if each.name != ALIASES]
    except OSError as error:
        raise LibraryError(
            f"The folder {folder} cannot be read ({error.strerror or error})."
        ) from error
    waiting = [("", entries)]
    while waiting:
        prefix, entries = waiting.pop()
        for entry in entries:
            # Most names tell by their ending; whether it is a folder costs more to ask.
            if os.path.splitext(entry.name)[1].lower() in endings and _is_file(entry):  # noqa: PTH122
                yield prefix + entry.name, entry
            elif _is_folder(entry):
                waiting += _opened(prefix, entry, seen, refused)


def stamp_of(entry: os.DirEntry[str]) -> Stamp | None:
    """What changes when the file is replaced or written to; None if it is gone."""
    try:
        status = entry.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def natural_key(path: str) -> bytes:
    """What to sort paths by so that ``2.txt`` comes before ``10.txt``, without regard to case.

    >>> sorted(["part 10", "Part 2", "a/z"], key=natural_key)
    ['a/z', 'Part 2', 'part 10']
    """
    # Where paths part company, an end comes before a folder's, that before a number, that before
    # a letter; of two that are alike but for case, the paths themselves decide.
    folded = _NUMBER.sub(_counted, path.casefold().replace("/", "\1"))
    return f"{folded}\0{path}".encode("utf-8", "surrogatepass")


def _counted(number: re.Match[str]) -> str:
    """The number so that shorter ones come first."""
    digits = str(int(number[0]))
    return f"\2{len(digits):03}{digits}"


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _opened(
    prefix: str,
    folder: os.DirEntry[str],
    seen: set[tuple[int, int]],
    refused: list[str],
) -> list[tuple[str, list[os.DirEntry[str]]]]:
    try:
        identity = _identity(os.stat(folder.path))  # noqa: PTH116  (as above)
        if identity in seen:
            return []
        seen.add(identity)
        return [(f"{prefix}{folder.name}/", _entries(folder.path))]
    except OSError:
        refused.append(f"{prefix}{folder.name}/")
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
