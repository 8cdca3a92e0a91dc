"""The versions that others took the place of, set aside by compaction, and all versions."""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotations.store.disk import Disk
from annotations.store.line import salvage
from annotations.store.log import stem
from annotations.store.reading import Reading

FOLDER = "history"
_ENDING = ".jsonl.gz"
_GZIP = 31
"""What tells zlib to write and read the format of gzip."""


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


def all_lines(disk: Disk, folder: Path) -> Iterator[bytes]:
    """Every version in every file of the store, in no order; some may come twice."""
    for lines in Reading(disk, folder).scan():
        yield from lines
    for name in disk.names(folder / FOLDER):
        if name.endswith(_ENDING):
            yield from _unpacked(disk.read(folder / FOLDER / name))


def _unpacked(content: bytes) -> list[bytes]:
    """The lines of a compressed file, to where it is damaged."""
    unpacker = zlib.decompressobj(_GZIP)
    pieces: list[bytes] = []
    try:
        for at in range(0, len(content), 4096):
            pieces.append(unpacker.decompress(content[at : at + 4096]))
    except zlib.error:
        pass
    return salvage(b"".join(pieces).split(b"\n"))[0]
