"""Reading a file whole, without ever waiting for one that is not an ordinary file."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.errors import LoadError
from reader.loading.folders import leads_back

LARGEST = 256 * 1024 * 1024


def read_file(file: Path) -> bytes:
    """The bytes of the file.

    Raises:
        LoadError: it is gone, may not be read, is too large, or is a folder, a pipe or a device.
    """
    source = read_head(file, LARGEST + 1)
    if len(source) > LARGEST:
        raise LoadError(file, _TOO_LARGE)
    return source


def read_head(file: Path, length: int) -> bytes:
    """The first bytes of the file, as many as it has up to that length.

    Raises:
        LoadError: as ``read_file``.
    """
    with reading(file) as stream:
        return stream.read(length)


def chunks(file: Path, size: int = 1 << 18) -> Iterator[bytes]:
    """The bytes of the file, so many at a time.

    Raises:
        LoadError: as ``read_file``.
    """
    left = LARGEST
    with reading(file) as stream:
        while chunk := stream.read(size):
            left -= len(chunk)
            if left < 0:
                raise LoadError(file, _TOO_LARGE)
            yield chunk


def size_of(file: Path) -> int:
    """How many bytes the file has; 0 where that cannot be told."""
    try:
        return file.stat().st_size
    except (OSError, ValueError):  # gone; a NUL in the name
        return 0


@contextmanager
def reading(file: Path, *, of_any_size: bool = False) -> Iterator[BinaryIO]:
    """The file opened to be read, ``of_any_size`` where only parts of it will be.

    Raises:
        LoadError: as ``read_file``; also for what fails while it is read.
    """
    try:
        # A pipe would keep us waiting at open, so the kind is looked at first, and again
        # on the open file: it may have been replaced in between.
        _check(file.stat(), file, of_any_size)
        handle = os.open(
            file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as stream:
            _check(os.fstat(handle), file, of_any_size)
            yield stream
    except OSError as error:
        raise LoadError(file, _reason(error, file)) from error
    except ValueError as error:  # a NUL in the name
        raise LoadError(file, "is not a name that a file can have") from error


_TOO_LARGE = f"is larger than {LARGEST // 1024**2} MB: split it into parts to read it"


def _check(status: os.stat_result, file: Path, of_any_size: bool) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise LoadError(file, "is a folder, not an article: open it by itself to see what is in it")
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(file, "is a pipe or a device, not a file: hand its text in with - instead")
    if status.st_size > LARGEST and not of_any_size:
        raise LoadError(file, _TOO_LARGE)


def folder_refusal(folder: Path) -> str:
    """Why a folder that stands in another is not looked into: a sentence without its subject."""
    if os.path.islink(folder) and leads_back(os.fspath(folder)):  # noqa: PTH114  (it raises nothing)
        return "is a link to a folder that it is in itself: it is not followed"
    try:
        with os.scandir(os.fspath(folder)):
            return "could not be read a moment ago"
    except OSError as error:
        return _reason(error, folder)


def _reason(error: OSError, file: Path) -> str:
    if error.errno == errno.ELOOP:
        return "is a link that leads round in a circle, to nothing"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if os.path.islink(file):  # noqa: PTH114  (as above)
            return f"is a link to nothing: there is no {os.path.realpath(file)}"
        return "is not there (any more)"
    if isinstance(error, PermissionError):
        return "may not be read: ask for the right to read it"
    return f"cannot be read ({error.strerror or error})"
