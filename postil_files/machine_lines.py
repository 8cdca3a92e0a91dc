"""Small records that several machines keep in one folder: one file of lines for each machine.

A machine appends to its own file and to no other, so neither git nor a synchroniser ever meets
two versions of one. All files together are what is kept; copies that a synchroniser made of a
file in an earlier conflict are among them, and a line that is in two counts once.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from postil_files import (
    NotOrdinaryError,
    file_mode,
    have_folder_within,
    have_private_folder,
    open_ordinary,
    opened_folder,
    read_file,
    replace_file,
    set_mode,
)
from postil_files.machines import have_machine

ENDING = ".jsonl"
_MARKERS = (b"<<<<<<< ", b"=======", b">>>>>>> ", b"||||||| ")
"""What git leaves at the beginnings of lines where it met two versions."""
_TRIES = 10

Stamp = tuple[tuple[str, int, int, int], ...]
"""What tells two states of all files apart."""


class MachineLines:
    """The lines in the folder ``name`` of a store, and in the files ``others`` from before."""

    def __init__(self, store: str | os.PathLike[str], name: str, others: str = "") -> None:
        """``others`` is the beginning of the names of files in the store that are read as well."""
        self._store = os.fspath(store)
        self.folder = os.path.join(self._store, name)
        self._others = others
        self._own: str | None = None
        self._seen: Stamp | None = None
        self.failed: dict[str, str] = {}
        """The files that cannot be read, and why."""

    def has_changed(self) -> bool:
        """Whether a file is another than when the lines were read last."""
        return self._stamp() != self._seen

    def take_for_read(self) -> None:
        """Take the files as they are now for read: what was appended is known to the caller."""
        self._seen = self._stamp()

    def read(self) -> dict[bytes, str]:
        """Each line that is in a file, with the file; what git left of a conflict is left out."""
        self._seen = self._stamp()
        self.failed = {}
        found: dict[bytes, str] = {}
        for path in self._paths():
            try:
                lines = read_file(path).splitlines()
            except FileNotFoundError:
                continue
            except OSError as error:
                self.failed[path] = error.strerror or str(error)
                continue
            for line in lines:
                if line.strip() and not line.startswith(_MARKERS):
                    found.setdefault(line, path)
        return found

    def append(self, lines: Iterable[bytes]) -> None:
        """Append the lines to this machine's file; they are lasting when this returns.

        Raises:
            OSError: they could not be written.
        """
        content = b"".join(line + b"\n" for line in lines)
        path = self.own()
        have_folder_within(self.folder)
        for _ in range(_TRIES):
            with opened_folder(self.folder, follow=False) as at:
                descriptor = open_ordinary(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, at=at)
            with os.fdopen(descriptor, "ab+") as file:
                _lock(descriptor)
                if not _is_at(descriptor, path):
                    continue  # it was replaced by a shorter one in this moment
                set_mode(descriptor, file_mode(self.folder))
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                is_torn = file.read(1) not in (b"", b"\n")
                file.write(b"\n" * is_torn + content)
                file.flush()
                os.fsync(descriptor)
            return
        raise NotOrdinaryError(path, "it vanishes as it is written")

    def shorten(self, most: int, fewer: Callable[[list[bytes]], list[bytes]]) -> None:
        """Have fewer lines in this machine's file if it has more than ``most``.

        ``fewer`` gives those that say the same. Where it cannot be done now it is done later.
        """
        with suppress(OSError):
            path = self.own()
            descriptor = open_ordinary(path, os.O_RDWR)
            with os.fdopen(descriptor, "rb") as file:
                lines = file.read().splitlines()
                if len(lines) > most and _lock(descriptor, waits=False):
                    # What was appended before the file was held is to be among them.
                    file.seek(0)
                    lines = file.read().splitlines()
                    if _is_at(descriptor, path):
                        replace_file(path, b"".join(line + b"\n" for line in fewer(lines)))

    def own(self) -> str:
        """The path of this machine's file.

        Raises:
            OSError: this machine has no id in the store yet, and none can be written.
        """
        if self._own is None:
            have_private_folder(self._store)
            self._own = os.path.join(self.folder, have_machine(self._store) + ENDING)
        return self._own

    def _paths(self) -> list[str]:
        # Nothing in a store is reached through a link; the store itself may be.
        names = [] if os.path.islink(self.folder) else _names(self.folder)
        inside = [(self.folder, name) for name in names if name.endswith(ENDING)]
        if self._others:
            stem, ending = os.path.splitext(self._others)
            inside += [
                (self._store, name)
                for name in _names(self._store)
                if name.startswith(stem) and name.endswith(ending)
            ]
        return [os.path.join(folder, name) for folder, name in inside]

    def _stamp(self) -> Stamp:
        found = []
        for path in self._paths():
            with suppress(OSError):
                status = os.lstat(path)
                found.append((path, status.st_ino, status.st_size, status.st_mtime_ns))
        return tuple(found)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _is_at(descriptor: int, path: str) -> bool:
    """Whether what is open is the file that has the name now."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _lock(descriptor: int, *, waits: bool = True) -> bool:
        return waits  # a file that is open is never replaced there: none is shortened

else:
    import fcntl

    def _lock(descriptor: int, *, waits: bool = True) -> bool:
        """Hold the file until it is closed; False if another holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except OSError:
            return waits  # there are no locks on this drive
        return True
