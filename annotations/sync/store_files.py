"""The files of a store on the disk, for one who carries them: read as they stand, replaced whole."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotations.errors import SyncError
from annotations.store import Disk
from annotations.sync.contents import Carried, carried_as, whole_lines
from annotations.sync.tree_merge import Contents
from postil_files import (
    NotOrdinaryError,
    have_folder_within,
    opened_folder,
    read_file,
    replace_file,
)
from postil_files.machines import find_machine

LARGEST = 95 << 20
"""Bytes of a file: the usual hosts take none of 100 MB."""
_FOLDERS = 64


class _Known(NamedTuple):
    """A file as it was when its content was given to git."""

    inode: int
    size: int
    time: int
    blob: str


class StoreFiles:
    """The store in ``folder``. ``known`` is a file that remembers which files were read before."""

    def __init__(self, folder: Path, known: Path, contents: Contents) -> None:
        self.folder = folder
        self._contents = contents
        self._memory = known
        self._known = _remembered(known)
        self._disk = Disk()
        self._disk.enter(folder)

    @property
    def machine(self) -> str:
        """The id that this machine has in the store; empty if it has none."""
        return find_machine(self.folder)

    def snapshot(self) -> dict[str, str]:
        """The object of each file that is carried, by its path in the store.

        A line that is being written is not in it.

        Raises:
            SyncError: a file cannot be read, or is larger than can be carried.
        """
        found: dict[str, _Known] = {}
        for path in self._paths():
            with suppress(FileNotFoundError):  # tidied up in this moment
                found[path] = self._look(path)
        self._remember(found)
        return {path: known.blob for path, known in found.items()}

    def _paths(self) -> list[str]:
        top = self._names(self.folder)
        found = [name for name in top if (self.folder / name).is_file()]
        for folder in top[:_FOLDERS]:
            if not folder.startswith(".") and not (self.folder / folder).is_symlink():
                found += [f"{folder}/{name}" for name in self._names(self.folder / folder)]
        return sorted(path for path in found if carried_as(path))

    def _names(self, folder: Path) -> list[str]:
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 (half the time of iterdir)
        except NotADirectoryError:
            return []
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _unreadable(folder, error) from error

    def _look(self, path: str) -> _Known:
        file = self.folder / path
        status = file.lstat()
        known = self._known.get(path)
        now = (status.st_ino, status.st_size, status.st_mtime_ns)
        if known is not None and known[:3] == now:
            return known
        try:
            content = read_file(file, largest=LARGEST)
        except FileNotFoundError:
            raise
        except NotOrdinaryError as error:
            raise SyncError(f"{file} cannot be carried: {error.reason}.") from error
        except OSError as error:
            raise _unreadable(file, error) from error
        if carried_as(path) in (Carried.RECORDS, Carried.LINES):
            content = whole_lines(content)
        return _Known(*now, self._contents.write(content))

    def put(self, wanted: Mapping[str, str], snapshot: Mapping[str, str]) -> None:
        """Have the wanted contents on the disk, where ``snapshot`` was found; remove the others.

        What was written to a file since is not lost: it is left alone, and carried next time.

        Raises:
            SyncError: a file cannot be written. What was written until then does no harm.
        """
        try:
            for path, blob in wanted.items():
                if snapshot.get(path) != blob:
                    self._put(path, blob, snapshot.get(path))
            for path in snapshot.keys() - wanted.keys():
                self._remove(path, snapshot[path])
        except OSError as error:
            reason = error.strerror or str(error)
            raise SyncError(
                f"{error.filename or self.folder} cannot be written ({reason}). Nothing is lost: "
                "mend that and sync again."
            ) from error

    def _put(self, path: str, blob: str, was: str | None) -> None:
        file = self.folder / path
        if not self._is_as(file, path, was) or self._is_in_use(file):
            return
        if "/" in path:
            have_folder_within(file.parent)
            with opened_folder(file.parent, follow=False):
                pass
        replace_file(file, self._contents.read(blob))
        status = file.lstat()
        self._known[path] = _Known(status.st_ino, status.st_size, status.st_mtime_ns, blob)

    def _remove(self, path: str, was: str) -> None:
        file = self.folder / path
        if self._is_as(file, path, was) and not self._is_in_use(file):
            self._disk.unlink(file)

    def _is_as(self, file: Path, path: str, was: str | None) -> bool:
        """Whether the file is as it was found; if not, somebody writes on it."""
        try:
            status = file.lstat()
        except FileNotFoundError:
            return was is None
        known = self._known.get(path)
        now = (status.st_ino, status.st_size, status.st_mtime_ns)
        return known is not None and known.blob == was and known[:3] == now

    def _is_in_use(self, file: Path) -> bool:
        """Whether a running program writes the file: that one puts back itself what is missing."""
        try:
            return self._disk.is_held(file)
        except OSError:
            return False

    def _remember(self, found: dict[str, _Known]) -> None:
        if found != self._known:
            self._known = dict(found)
            content = json.dumps({path: list(known) for path, known in found.items()})
            with suppress(OSError):
                replace_file(self._memory, content.encode(), is_lasting=False)


def _remembered(path: Path) -> dict[str, _Known]:
    try:
        kept = json.loads(read_file(path))
        return {
            name: _Known(int(inode), int(size), int(time), str(blob))
            for name, (inode, size, time, blob) in kept.items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _unreadable(path: Path, error: OSError) -> SyncError:
    reason = error.strerror or str(error)
    return SyncError(f"{path} cannot be read ({reason}): nothing was recorded. Mend it first.")
