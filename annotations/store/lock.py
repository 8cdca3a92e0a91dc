"""A lock between processes, and between the Notebooks of one process."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.005


@contextmanager
def locked(path: Path, patience: float = 3.0) -> Iterator[None]:
    """Hold the lock of the file at ``path``, which is made if missing and never removed.

    The system lets go of it when the process ends, however it ends.

    Raises:
        TimeoutError: another process held it for all of ``patience`` seconds.
        OSError: the file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(descriptor, path, time.monotonic() + patience)
        yield
    finally:
        # Closing lets go of the lock.
        os.close(descriptor)


def _wait(descriptor: int, path: Path, until: float) -> None:
    while not _try(descriptor):
        if time.monotonic() > until:
            raise TimeoutError(f"another program holds {path}")
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
