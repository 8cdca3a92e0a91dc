"""The one seam for file operations: the store touches the disk through a ``Disk`` alone."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]
"""What tells two states of a file apart: inode, size, time of change in nanoseconds."""

_PRIVATE = 0o600
_NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP)
_BINARY = getattr(os, "O_BINARY", 0)
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
    """

    def create(self, path: Path) -> int:
        """A descriptor to append to a file that was not there before."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | _BINARY
        return os.open(path, flags, _PRIVATE)

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
        """Give the file another name, in place of the file that has it."""
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Remove the file."""
        path.unlink()

    def make_folder(self, folder: Path) -> None:
        """Make one folder in a folder that is there; FileExistsError if it is there too."""
        folder.mkdir(mode=0o700)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in the folder lasting.

        Windows and some network drives have no such call.
        """
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_SUCH_CALL:
                raise
        finally:
            os.close(descriptor)

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        """The bytes of the file from ``start`` to its end, or ``size`` of them if there are."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    def look(self, path: Path) -> Stamp | None:
        """The stamp of what is at the path; None if nothing is."""
        try:
            found = os.stat(path)  # noqa: PTH116 (asked every second)
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
            return sorted(os.listdir(folder))  # noqa: PTH208 (asked every second)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def hold(self, descriptor: int) -> bool:
        """Lock the file until the descriptor is closed; False if another holds it.

        The system lets go of it when the process ends, however it ends.
        """
        return _lock(descriptor)

    def open(self, path: Path) -> int:
        """A descriptor by which a file that is there can be held; nothing is written to it."""
        return os.open(path, os.O_RDWR | _BINARY)

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
