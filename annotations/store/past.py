"""The versions that others took the place of, set aside by compaction, and all versions."""

import zlib
from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path

from annotations.store.disk import Disk
from annotations.store.files import Reading
from annotations.store.line import salvage
from annotations.store.log import stem

FOLDER = "history"
_ENDING = ".jsonl.gz"
_GZIP = 31
"""What tells zlib to write and read the format of gzip."""

_BLOCK = 1 << 20
_STEP = 4096
_LARGEST = 512 << 20
"""Bytes that one file may unpack to: one that is larger was not written by Postil."""
_LONGEST = 64 << 20
"""Bytes of a line, likewise."""


def set_aside(disk: Disk, folder: Path, device: str, lines: Sequence[bytes]) -> None:
    """Put lines into a compressed file of their own.

    Raises:
        OSError: it could not be written.
    """
    packer = zlib.compressobj(wbits=_GZIP)
    content = packer.compress(b"\n".join([*lines, b""])) + packer.flush()
    path = folder / FOLDER / (stem(device) + _ENDING)
    disk.have_folder(path.parent)
    disk.put(path, content)


def all_lines(
    disk: Disk, folder: Path, failed: MutableMapping[Path, str] | None = None
) -> Iterator[bytes]:
    """Every version in every file of the store, in no order; some may come twice.

    What cannot be read is left out, and stands in ``failed`` with the reason.
    """
    failed = {} if failed is None else failed
    reading = Reading(disk, folder)
    for lines in reading.scan():
        yield from lines
    failed.update(reading.failed)
    try:
        names = disk.names(folder / FOLDER)
    except OSError as error:
        failed[folder / FOLDER] = error.strerror or str(error)
        return
    for path in (folder / FOLDER / name for name in names if name.endswith(_ENDING)):
        try:
            yield from _unpacked(disk, path)
        except OSError as error:
            failed[path] = error.strerror or str(error)
        except zlib.error:
            failed[path] = "it is damaged"


def _unpacked(disk: Disk, path: Path) -> Iterator[bytes]:
    """The lines of a compressed file, to where it is damaged or is larger than it can be.

    Raises:
        OSError: it cannot be read.
        zlib.error: it is damaged, or unpacks to more than was ever packed.
    """
    rest: list[bytes] = []
    kept = total = 0
    damage: zlib.error | None = None
    try:
        for piece in _pieces(disk, path):
            total, kept = total + len(piece), kept + len(piece)
            if kept > _LONGEST or total > _LARGEST:
                raise zlib.error("it unpacks to too much")
            rest.append(piece)
            if b"\n" in piece:
                *lines, left = b"".join(rest).split(b"\n")
                yield from salvage(lines)[0]
                rest, kept = [left], len(left)
    except zlib.error as error:
        damage = error
    if kept <= _LONGEST:
        # What stands before the damage is as good as it was.
        yield from salvage(b"".join(rest).split(b"\n"))[0]
    if damage is not None:
        raise damage


def _pieces(disk: Disk, path: Path) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    at = 0
    while content := disk.read(path, at, _BLOCK):
        # What a call unpacked before it met the damage is lost: so it is given little.
        for begin in range(0, len(content), _STEP):
            packed = content[begin : begin + _STEP]
            while packed:
                yield unpacker.decompress(packed, _BLOCK)
                packed = unpacker.unconsumed_tail
        at += len(content)
    if not unpacker.eof and at:
        raise zlib.error("it is cut off")
