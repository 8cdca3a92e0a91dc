"""The small files that Postil keeps: read without surprises, replaced whole, for their owner alone.

A folder may come from somebody else, so what lies where a file of ours should be may be a
link, a pipe or a device. Only an ordinary file is opened here, and never through a link; what
is found instead raises ``NotOrdinaryError``. Both packages use this module and it knows
neither. It is light, because it is loaded before the first page is painted.

Linux and macOS are asked to refuse links as they open (``O_NOFOLLOW``, ``dir_fd``). Windows
has no such calls: there the name is looked at before, and again on what was opened, and
whoever can exchange the folder in between is not kept out.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

Name = str | os.PathLike[str]

LARGEST = 64 << 20
"""Bytes of a small file: one that is larger is not ours."""

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_GROUP = 0o070
_TEMPORARY = ".tmp"
_HAS_DIR_FD = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_ALWAYS = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class NotOrdinaryError(OSError):
    """What should be a file or a folder of ours is a link, a pipe, a device or too large."""

    def __init__(self, path: Name, reason: str) -> None:
        super().__init__(errno.ELOOP, reason, os.fspath(path))
        self.reason = reason


@contextmanager
def opened_folder(folder: Name, *, follow: bool = True) -> Iterator[int | None]:
    """A descriptor of the folder to open names in; None on systems that have no such thing.

    Raises:
        NotOrdinaryError: it is a link, and links are not to be followed.
        OSError: it cannot be opened.
    """
    if not follow:
        _refuse_link(folder, os.lstat(folder))
    if not _HAS_DIR_FD:
        yield None
        return
    try:
        descriptor = os.open(folder, _FOLDER | (0 if follow else _NO_FOLLOW))
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotOrdinaryError(folder, _LINK) from error
        raise
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def open_ordinary(path: Name, flags: int, *, at: int | None = None, follow: bool = False) -> int:
    """A descriptor of the ordinary file at the path, or of a new one if ``flags`` create it.

    ``at`` is a descriptor of the folder, as ``opened_folder`` gives it. Only ``follow`` lets
    the name be a link, to an ordinary file.

    Raises:
        NotOrdinaryError: there is something else.
        OSError: it cannot be opened.
    """
    name = os.path.basename(path) if at is not None else path
    with suppress(FileNotFoundError):
        # To open a device or a pipe may do something by itself: it is looked at first.
        _require_file(path, os.stat(name, dir_fd=at, follow_symlinks=follow))
    try:
        descriptor = os.open(
            name, flags | _ALWAYS | (0 if follow else _NO_FOLLOW), PRIVATE_FILE, dir_fd=at
        )
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotOrdinaryError(path, _LINK) from error
        raise
    try:
        _require_file(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_file(path: Name, *, largest: int = LARGEST, follow: bool = False) -> bytes:
    """The bytes of the file.

    Raises:
        FileNotFoundError: there is none.
        NotOrdinaryError: it is no ordinary file, a link that is not to be followed, or larger.
        OSError: it cannot be read.
    """
    descriptor = open_ordinary(path, os.O_RDONLY, follow=follow)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise NotOrdinaryError(path, f"it is larger than {largest / (1 << 20):.0f} MB")
    return content


def replace_file(path: Name, content: bytes, *, is_lasting: bool = True) -> None:
    """Put the content at the path, whole and lasting, for its owner; or leave all as it was.

    The folder is made if it is missing. A link at the path is replaced and not followed. A
    cache need not be ``is_lasting``: whoever makes it anew waits for no disk.

    Raises:
        OSError: it could not be written.
    """
    folder, name = os.path.split(os.fspath(path))
    have_private_folder(folder)
    with opened_folder(folder or ".") as at:
        temporary = f"{name}.{os.urandom(8).hex()}{_TEMPORARY}"
        if at is None:
            temporary, name = os.path.join(folder, temporary), os.fspath(path)
        try:
            _write_new(temporary, content, at, folder, is_lasting=is_lasting)
            os.replace(temporary, name, src_dir_fd=at, dst_dir_fd=at)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=at)
            raise
        if at is not None and is_lasting:
            with suppress(OSError):  # some network drives have no such call
                os.fsync(at)


def write_new_file(path: Name, content: bytes) -> None:
    """Write a file that was not there before, for its owner; its folder is made if missing.

    Raises:
        FileExistsError: there is something of that name.
        OSError: it could not be written.
    """
    folder = os.path.dirname(os.fspath(path))
    have_private_folder(folder)
    _write_new(os.fspath(path), content, None, folder)


def have_private_file(path: Name) -> None:
    """Make an empty file for its owner where there is none; others fill it then.

    Raises:
        OSError: it cannot be made, or there is something that is no ordinary file.
    """
    with suppress(FileExistsError):
        os.close(open_ordinary(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))


def append_lines(path: Name, lines: bytes) -> None:
    """Append whole lines to the file, lasting; one that was torn before them is ended first.

    Raises:
        NotOrdinaryError: it is no ordinary file.
        OSError: they could not be written.
    """
    folder = os.path.dirname(os.fspath(path))
    have_private_folder(folder)
    descriptor = open_ordinary(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    with os.fdopen(descriptor, "ab+") as file:
        set_mode(descriptor, file_mode(folder))
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        is_torn = file.read(1) not in (b"", b"\n")
        file.write(b"\n" * is_torn + lines)
        file.flush()
        os.fsync(descriptor)


def have_private_folder(folder: Name) -> None:
    """Make the folder, and those it lies in, where they are missing: for their owner alone.

    Raises:
        OSError: one cannot be made.
    """
    if not folder or os.path.isdir(folder):
        return
    have_private_folder(os.path.dirname(os.fspath(folder)))
    with suppress(FileExistsError):
        os.mkdir(folder, PRIVATE_FOLDER)


def have_folder_within(folder: Name) -> None:
    """Make the folder where it is missing: for those who may write in the one that it lies in.

    Raises:
        OSError: it cannot be made.
    """
    if os.path.isdir(folder):
        return
    around = os.path.dirname(os.fspath(folder))
    have_private_folder(around)
    with suppress(FileExistsError):
        os.mkdir(folder, PRIVATE_FOLDER)
        if (mode := folder_mode(around)) != PRIVATE_FOLDER:
            os.chmod(folder, mode)


def file_mode(folder: Name) -> int:
    """The mode of a file in the folder: for its owner, and for a group that may write there."""
    return PRIVATE_FILE | _group_bits(folder) & 0o060


def folder_mode(folder: Name) -> int:
    """The mode of a folder in the folder, likewise."""
    return PRIVATE_FOLDER | _group_bits(folder)


def _group_bits(folder: Name) -> int:
    try:
        status = os.stat(folder)
    except OSError:
        return 0
    return status.st_mode & (_GROUP | stat.S_ISGID) if is_shared(status) else 0


def is_shared(folder: os.stat_result) -> bool:
    """Whether a folder is a group's, by intent and not by an umask that leaves it writable.

    It is if the group may write and the world may not, and either the group is another than
    the user's own, or new files get it (setgid), or others have no way in at all.
    """
    mode = folder.st_mode
    if not mode & stat.S_IWGRP or mode & stat.S_IWOTH or not hasattr(os, "getegid"):
        return False
    return bool(mode & stat.S_ISGID) or folder.st_gid != os.getegid() or not mode & stat.S_IRWXO


def set_mode(descriptor: int, mode: int) -> None:
    """Give an open file of ours the mode, where the system knows modes."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # somebody else's file, or a drive without modes
            if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
                os.fchmod(descriptor, mode)


def narrow(folder: Name) -> None:
    """Take from others what they may in a folder of ours and all in it, if they may anything.

    A group that may write in the folder keeps what it may. Links are left alone; so is what
    belongs to somebody else. It looks at the folder and the names in it alone, and goes into
    folders only where something is to be narrowed.
    """
    if not hasattr(os, "geteuid"):
        return
    with suppress(OSError):
        top = os.stat(folder)
        if top.st_uid != os.geteuid():
            return
        taken = 0o007 if is_shared(top) else 0o077
        with os.scandir(folder) as entries:
            found = [(each, each.stat(follow_symlinks=False)) for each in entries]
        if not (top.st_mode & taken or any(_is_wide(one, taken) for _, one in found)):
            return
        os.chmod(folder, stat.S_IMODE(top.st_mode) & ~taken)
        _narrow_in(found, taken)


_DEPTH = 8


def _narrow_in(
    found: list[tuple["os.DirEntry[str]", os.stat_result]], taken: int, depth: int = 0
) -> None:
    for entry, status in found:
        with suppress(OSError):
            if _is_wide(status, taken):
                os.chmod(entry.path, stat.S_IMODE(status.st_mode) & ~taken)
            if stat.S_ISDIR(status.st_mode) and depth < _DEPTH:
                with os.scandir(entry.path) as entries:
                    inner = [(each, each.stat(follow_symlinks=False)) for each in entries]
                _narrow_in(inner, taken, depth + 1)


def _is_wide(status: os.stat_result, taken: int) -> bool:
    is_ours = status.st_uid == os.geteuid()
    is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return is_ours and is_plain and bool(status.st_mode & taken) and status.st_nlink > 0


def _write_new(
    name: str, content: bytes, at: int | None, folder: str, *, is_lasting: bool = True
) -> None:
    descriptor = open_ordinary(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, at=at)
    with os.fdopen(descriptor, "wb") as file:
        set_mode(descriptor, file_mode(folder or "."))
        file.write(content)
        file.flush()
        if is_lasting:
            os.fsync(descriptor)


_LINK = "it is a link, which is not followed"


def _refuse_link(path: Name, status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise NotOrdinaryError(path, _LINK)


def _require_file(path: Name, status: os.stat_result) -> None:
    _refuse_link(path, status)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(status.st_mode):
        raise NotOrdinaryError(path, "it is a pipe or a device, which is not opened")
