"""Finding the articles in folders, and the order in which they are listed."""

import os
import re
from collections.abc import Iterator
from heapq import heappop, heappush
from pathlib import Path

from reader.errors import LibraryError

ALIASES = "aliases.txt"
"""The one text in a folder that is no article: which names mean the same."""

_NUMBER = re.compile(r"\d{1,400}")

Stamp = tuple[int, int, int]
"""A file's inode, size in bytes and time of change in nanoseconds."""

REFUSED = (0, 0, 0)
"""The stamp of what may not even be looked at."""


def walk(
    folder: Path, endings: frozenset[str], refused: list[str]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What stands under the folder with these endings, unsorted, and what the folders say of it.

    Each comes with its path under the folder, with ``/``: files, and what only has the name of
    one, such as a pipe or a link to nothing. Hidden files and folders are passed over, as is
    the alias file. Links are followed after all else, so that what is met twice has the path
    that it has without them; each folder is walked once. The paths of what could not be
    walked are added to ``refused``, each with a ``/`` at its end.

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
    return _Walk(endings, seen, refused, [("", entries)]).files()


class _Walk:
    """A walk under way: the folders that were ``seen``, and those that are ``waiting``, opened.

    ``links`` to folders are a heap, in the order of their paths.
    """

    def __init__(
        self,
        endings: frozenset[str],
        seen: set[tuple[int, int]],
        refused: list[str],
        waiting: list[tuple[str, list[os.DirEntry[str]]]],
    ) -> None:
        self.endings, self.seen, self.refused, self.waiting = endings, seen, refused, waiting
        self.links: list[tuple[bytes, str, os.DirEntry[str]]] = []

    def files(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        while self.waiting:
            prefix, entries = self.waiting.pop()
            for entry in entries:
                # Most names tell by their ending; whether it is a folder costs more to ask.
                ending = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122  (as above)
                if ending in self.endings and _is_file(entry):
                    yield prefix + entry.name, entry
                elif _is_folder(entry):
                    if entry.is_symlink():
                        heappush(self.links, (natural_key(prefix + entry.name), prefix, entry))
                    else:
                        self._open(prefix, entry)
                elif ending in self.endings:
                    yield prefix + entry.name, entry
                elif not ending and _leads_nowhere(entry):
                    self.refused.append(f"{prefix}{entry.name}/")
            if not self.waiting:
                self._follow_a_link()

    def _follow_a_link(self) -> None:
        """Open the first of the folders that links lead to, until there is one to walk."""
        while self.links and not self.waiting:
            _, prefix, link = heappop(self.links)
            if leads_back(link.path):
                self.refused.append(f"{prefix}{link.name}/")
            else:
                self._open(prefix, link)

    def _open(self, prefix: str, folder: os.DirEntry[str]) -> None:
        try:
            identity = _identity(os.stat(folder.path))  # noqa: PTH116  (as above)
            if identity not in self.seen:
                self.seen.add(identity)
                self.waiting.append((f"{prefix}{folder.name}/", _entries(folder.path)))
        except FileNotFoundError:
            return  # it was removed meanwhile
        except OSError:
            self.refused.append(f"{prefix}{folder.name}/")


def leads_back(link: str) -> bool:
    """Whether the link leads to a folder that it is in itself."""
    return Path(os.path.realpath(os.path.dirname(link))).is_relative_to(os.path.realpath(link))  # noqa: PTH120  (as above)


def stamp_of(entry: os.DirEntry[str]) -> Stamp | None:
    """What changes when the file is replaced or written to; None if it is gone.

    Of a link to nothing it is the link's own.
    """
    try:
        status = _status(entry)
    except FileNotFoundError:
        return None
    except OSError:
        return REFUSED
    return status.st_ino, status.st_size, status.st_mtime_ns


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


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


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link of which nobody can tell any more what it led to."""
    try:
        return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110  (as above)
    except OSError:
        return False
