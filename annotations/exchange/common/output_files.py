"""Writing an export so that there is the whole file or none."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from annotations.errors import ExportError


def write_file(path: Path, chunks: Iterable[str | bytes], *, overwrite: bool = False) -> None:
    """Write bytes, and text in UTF-8, as they are, to a file that appears only when it is complete.

    Raises:
        ExportError: there is a file already and ``overwrite`` is not set, or the disk
            does not take it; what was there before is still there.
    """
    target = path.resolve()
    _refuse_what_is_there(path, target, overwrite)
    try:
        _write(target, chunks)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(path, f"{path} could not be written: {reason}.") from error


def write_folder(
    path: Path, files: Iterable[tuple[str, str | bytes]], *, overwrite: bool = False
) -> None:
    """Write files, each whole or not at all, into a folder that is made if it is missing.

    One document alone, which is no text, goes to ``path`` itself where that ends as it does.

    Raises:
        ExportError: there is something in the folder already and ``overwrite`` is not set,
            or the disk does not take it.
    """
    if path.is_dir() and not overwrite and any(path.iterdir()):
        raise ExportError(path, f"{path} is not empty; choose another folder or allow overwriting.")
    rest = iter(files)
    first = list(islice(rest, 2))  # which tells whether they can be made at all
    if _is_for(path, first):
        write_file(path, [first[0][1]], overwrite=overwrite)
        return
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(path, f"{path} could not be made a folder: {reason}.") from error
    for name, content in chain(first, rest):
        write_file(path / name, [content], overwrite=overwrite)


def _is_for(path: Path, files: Sequence[tuple[str, str | bytes]]) -> bool:
    """Whether the path is meant for the only file, and for no folder."""
    if len(files) != 1 or path.is_dir():
        return False
    name, content = files[0]
    return isinstance(content, bytes) and path.suffix == Path(name).suffix


def _refuse_what_is_there(path: Path, target: Path, overwrite: bool) -> None:
    if not target.exists():
        return
    if not target.is_file():
        raise ExportError(path, f"{path} is no file; give the name of one to write to.")
    if not overwrite:
        raise ExportError(path, f"{path} exists already; choose another name or allow overwriting.")


def _write(target: Path, chunks: Iterable[str | bytes]) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(each if isinstance(each, bytes) else each.encode() for each in chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The mode the file has, or that a new one gets here: ``mkstemp`` makes it private."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
