"""The one seam for file operations: the store touches the disk through a ``Disk`` alone."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from postil_files import file_mode, folder_mode, open_ordinary, opened_folder, set_mode

Stamp: TypeAlias = tuple[int, int, int]
"""What tells two states of a file apart: inode, size, time of change in nanoseconds."""

_NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP)
# Windows locks bytes, and keeps others from reading them: this one no log ever reaches.
_LOCKED_BYTE = 0x7FFF0000


class Disk:
    """The operations of the system, one effect each, and three that are made of them.

    Tests make a subclass that fails, tears, counts or records. The contract:

    * What changes the disk is ``create``, ``write``, ``sync``, ``truncate``, ``replace``,
      ``unlink``, ``make_folder`` and ``sync_folder``; nothing else does, and nothing in the
      store goes round them. ``append``, ``put`` and ``have_folder`` are made of these alone.
    * ``write`` may take fewer bytes than it was given, as the system's may; ``append`` goes on.
    * What was written is lasting once ``sync`` of its descriptor has returned; a new name, a
      replaced one and a removed one are lasting once ``sync_folder`` of their folder has
      returned; a new folder, once that of the folder it lies in has.
    * A descriptor whose ``write`` or ``sync`` has failed is given to ``truncate``, ``sync``
      (the answer is not believed) and ``close``, and never written again.
    * Everything raises ``OSError`` and nothing else; what only looks (``look``, ``names``)
      answers "nothing" for what is not there.
    * Only ordinary files in real folders are opened: a store may come from somebody else. A
      link, a pipe or a device in their place is a ``NotOrdinaryError``. The folder of the
      store itself, once it was given to ``enter``, is as the user named it, by way of links too.
    * A new file or folder is for its owner alone, or for the group that may write in its folder.
    """

    def __init__(self, refusal: str = "") -> None:
        self._entered: set[Path] = set()
        self.refusal = refusal
        """Why nothing is to be changed; empty if it may be."""

    def enter(self, folder: Path) -> None:
        """Take the folder for a store, whose own path may lead through links."""
        self._entered.add(folder)

    def _refuse(self, path: Path) -> None:
        if self.refusal:
            raise OSError(errno.EROFS, self.refusal, str(path))

    @contextmanager
    def _folder_of(self, path: Path) -> Iterator[int | None]:
        with opened_folder(path.parent, follow=path.parent in self._entered) as at:
            yield at

    def create(self, path: Path) -> int:
        """A descriptor to append to a file that was not there before."""
        self._refuse(path)
        with self._folder_of(path) as at:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            descriptor = open_ordinary(path, flags, at=at)
        set_mode(descriptor, file_mode(path.parent))
        return descriptor

    def write(self, descriptor: int, content: bytes | memoryview) -> int:
        """Write at the end of the file; gives how many bytes were taken."""
        return os.write(descriptor, content)

    def sync(self, descriptor: int) -> None:
        """Make what was written to the descriptor lasting."""
        if sys.platform == "darwin":
            # fsync on macOS stops at the drive's own cache.
            import fcntl

            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in _NO_SUCH_CALL:
                    raise
                os.fsync(descriptor)
        else:
            os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file back to its first ``size`` bytes."""
        os.ftruncate(descriptor, size)

    def close(self, descriptor: int) -> None:
        """Let go of the descriptor, and of the lock on it."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give the file another name in its folder, in place of the file that has it."""
        self._refuse(target)
        with self._folder_of(source) as at:
            if at is None:
                source.replace(target)
            else:
                os.replace(source.name, target.name, src_dir_fd=at, dst_dir_fd=at)

    def unlink(self, path: Path) -> None:
        """Remove the file."""
        self._refuse(path)
        with self._folder_of(path) as at:
            if at is None:
                path.unlink()
            else:
                os.unlink(path.name, dir_fd=at)

    def make_folder(self, folder: Path) -> None:
        """Make one folder in a folder that is there; FileExistsError if it is there too."""
        self._refuse(folder)
        mode = folder_mode(folder.parent)
        folder.mkdir(mode=0o700)
        if mode != 0o700:
            folder.chmod(mode)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in the folder lasting.

        Windows and some network drives have no such call.
        """
        if sys.platform == "win32":
            return
        with opened_folder(folder) as descriptor:
            try:
                if descriptor is not None:
                    os.fsync(descriptor)
            except OSError as error:
                if error.errno not in _NO_SUCH_CALL:
                    raise

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        """The bytes of the file from ``start`` to its end, or ``size`` of them if there are."""
        with self._folder_of(path) as at:
            descriptor = open_ordinary(path, os.O_RDONLY, at=at)
        with os.fdopen(descriptor, "rb") as file:
            file.seek(start)
            return file.read(size)

    def look(self, path: Path) -> Stamp | None:
        """The stamp of what is at the path, of a link itself; None if nothing is."""
        try:
            found = os.stat(path, follow_symlinks=path in self._entered)  # noqa: PTH116 (asked every second)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def stamp(self, descriptor: int) -> Stamp:
        """The stamp of the file behind the descriptor, wherever it has gone."""
        found = os.fstat(descriptor)
        return found.st_ino, found.st_size, found.st_mtime_ns

    def names(self, folder: Path) -> list[str]:
        """The names in the folder, sorted; none if there is no folder."""
        try:
            with opened_folder(folder, follow=folder in self._entered) as at:
                return sorted(os.listdir(folder if at is None else at))  # noqa: PTH208 (asked every second)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def hold(self, descriptor: int) -> bool:
        """Lock the file until the descriptor is closed; False if another holds it.

        The system lets go of it when the process ends, however it ends.
        """
        return _lock(descriptor)

    def open(self, path: Path) -> int:
        """A descriptor by which a file that is there can be held; nothing is written to it."""
        with self._folder_of(path) as at:
            return open_ordinary(path, os.O_RDONLY if self.refusal else os.O_RDWR, at=at)

    def is_held(self, path: Path) -> bool:
        """Whether a running program holds the file."""
        descriptor = self.open(path)
        try:
            return not self.hold(descriptor)
        finally:
            self.close(descriptor)

    def have_folder(self, folder: Path) -> None:
        """Make the folder, and those it lies in, where they are missing; lasting."""
        if self.look(folder) is not None:
            return
        self.have_folder(folder.parent)
        with suppress(FileExistsError):
            self.make_folder(folder)
        self.sync_folder(folder.parent)

    def append(self, descriptor: int, content: bytes) -> None:
        """Write all of the content, however little is taken at a time."""
        rest = memoryview(content)
        while rest:
            taken = self.write(descriptor, rest)
            if taken <= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            rest = rest[taken:]

    def put(self, path: Path, content: bytes) -> None:
        """Have the content at the path, whole and lasting, or leave all as it was.

        If only the last sync of the folder failed, the content may be there all the same.
        """
        temporary = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
        try:
            descriptor = self.create(temporary)
            try:
                self.append(descriptor, content)
                self.sync(descriptor)
            finally:
                self.close(descriptor)
            self.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                self.unlink(temporary)
            raise
        self.sync_folder(path.parent)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
