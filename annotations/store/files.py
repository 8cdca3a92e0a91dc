"""Putting bytes on the disk so that a crash leaves the old file or the new one."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PRIVATE = 0o600


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, and make it lasting.

    Raises:
        OSError: it could not be written; if only the sync of the folder failed, the new
            content is already there.
    """
    swap_in(path, content)
    sync_folder(path.parent)


def swap_in(path: Path, content: bytes, newer_than: int = 0, *, sure: bool = True) -> None:
    """Put ``content`` on the disk and rename it to ``path``.

    The modification time is made later than ``newer_than`` (nanoseconds), so that no two
    versions of a file look alike. To be called with the folder's lock held: the temporary
    file has a fixed name, so that one left by a crash is overwritten.

    Raises:
        OSError: it could not be written or, if it is to be ``sure``, not synced; what is at
            ``path`` has not changed.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        with _opened(temporary) as descriptor:
            _write(descriptor, content)
            _date_after(temporary, os.fstat(descriptor), newer_than)
            with suppress(*() if sure else (OSError,)):
                _sync(descriptor)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _date_after(path: Path, made: os.stat_result, newer_than: int) -> None:
    if made.st_mtime_ns <= newer_than:
        os.utime(path, ns=(made.st_atime_ns, newer_than + 1))


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, _PRIVATE)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        # fsync on macOS stops at the drive's own cache.
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in the folder lasting; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
