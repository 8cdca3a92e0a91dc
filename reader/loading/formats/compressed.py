"""Texts that were packed by themselves: ``.txt.gz``, ``.html.xz``, ``.jsonl.bz2``."""

import bz2
import lzma
import zlib
from pathlib import Path

from reader.errors import LoadError, damaged
from reader.loading.archives import most_unpacked

_STEP = 1 << 20


def unpacked(source: bytes, name: Path) -> bytes:
    """The bytes that were packed, bounded as those of archives are.

    Raises:
        LoadError: it is damaged, or unpacks to more than any text does.
    """
    found: list[bytes] = []
    left = most_unpacked(len(source))
    try:
        while source and (not found or source.startswith((b"\x1f\x8b", b"\xfd7zXZ", b"BZh"))):
            packed = _opened(source)
            piece = packed.decompress(source, _STEP)
            while True:
                left -= len(piece)
                if left < 0:
                    raise LoadError(name, "unpacks to more than any text has: it may be a trap")
                found.append(piece)
                if packed.eof:
                    break
                rest = packed.unconsumed_tail if isinstance(packed, _Gzip) else b""
                if not piece and not rest:
                    raise LoadError(name, damaged("it is cut short"))
                piece = packed.decompress(rest, _STEP)
            source = packed.unused_data
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError) as error:
        raise LoadError(name, damaged("it does not unpack")) from error
    return b"".join(found)


class _Gzip:
    """zlib's unpacking of gzip with the face that lzma's and bz2's have."""

    def __init__(self) -> None:
        self._packed = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._packed.eof

    @property
    def unused_data(self) -> bytes:
        return self._packed.unused_data

    @property
    def unconsumed_tail(self) -> bytes:
        return self._packed.unconsumed_tail

    def decompress(self, source: bytes, most: int) -> bytes:
        return self._packed.decompress(source, most)


def _opened(source: bytes) -> "_Gzip | lzma.LZMADecompressor | bz2.BZ2Decompressor":
    if source.startswith(b"\x1f\x8b"):
        return _Gzip()
    if source.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor()
