"""The texts that annotations were made on, compressed, one file for each hash."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from annotations.errors import InvalidAnnotationError
from annotations.ids import encode_text, hash_pieces, hash_text
from annotations.store.disk import Disk, Stamp

FOLDER = "texts"
ENDING = ".z"

_LARGEST = 512 << 20
"""Bytes that a text may unpack to: none that was read is larger."""
_SMALL = 64 << 10
"""Bytes that unpack to so little that the text may be made before it is verified."""
_BLOCK = 1 << 20


class Texts:
    """The folder of text snapshots.

    Those that something was marked on in this run stay in memory, to be written again if
    they vanish.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self._disk = disk
        self._kept: set[str] = set()
        self._ours: dict[Path, bytes] = {}
        self._stamp: Stamp | None = None

    def keep(self, text: str, sha256: str) -> None:
        """Have the text on the disk under its hash.

        Raises:
            InvalidAnnotationError: the hash is not that of the text.
            OSError: it could not be written.
        """
        if sha256 in self._kept and self._disk.look(self.file(sha256)) is not None:
            return
        if hash_text(text) != sha256:
            raise InvalidAnnotationError("source.text_sha256", "is not the hash of the text")
        # One that is there is read, because it may be damaged.
        content = zlib.compress(encode_text(text))
        if self.get(sha256) is None:
            self._write(self.file(sha256), content)
        self._ours[self.file(sha256)] = content
        self._kept.add(sha256)

    def get(self, sha256: str) -> str | None:
        """The text with this hash, or None if it was not kept or its file is damaged."""
        try:
            content = self._disk.read(self.file(sha256), 0, _LARGEST)
            if len(content) > _SMALL and not _is_of(content, sha256):
                return None
            text = b"".join(_unpacked(content)).decode("utf-8", "surrogatepass")
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        return text if hash_text(text) == sha256 else None

    def restore(self) -> None:
        """Write again what this run wrote and is there no more; what fails is tried again."""
        if not self._ours:
            return
        with suppress(OSError):
            stamp = self._disk.look(self.folder)
            if stamp is None or stamp != self._stamp:
                for path, content in self._ours.items():
                    if self._disk.look(path) is None:
                        self._write(path, content)
                self._stamp = self._disk.look(self.folder)

    def take(self, other: "Texts") -> dict[Path, str]:
        """Take over the texts of another store that are not here, or damaged here.

        Gives the files of the other that cannot be read, with the reasons.

        Raises:
            OSError: one could not be written.
        """
        failed: dict[Path, str] = {}
        try:
            names = other.names()
        except OSError as error:
            return {other.folder: error.strerror or str(error)}
        for name in names:
            text = other.get(name)
            if text is not None:
                self.keep(text, name)
            else:
                failed[other.file(name)] = "it is damaged, or may not be read"
        return failed

    def names(self) -> list[str]:
        """The hashes of the texts there are."""
        names = self._disk.names(self.folder)
        return [name.removesuffix(ENDING) for name in names if name.endswith(ENDING)]

    def _write(self, path: Path, content: bytes) -> None:
        self._disk.have_folder(self.folder)
        self._disk.put(path, content)
        self._ours[path] = content

    def file(self, sha256: str) -> Path:
        """Where the text with this hash is kept, if it is."""
        # A hash comes from records that others may have written: never a path out of the folder.
        name = sha256 if sha256.isalnum() else "unknown"
        return self.folder / f"{name}{ENDING}"


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the bytes unpack to, piece by piece.

    Raises:
        zlib.error: they are damaged, or unpack to more than a text can be.
    """
    unpacker = zlib.decompressobj()
    total = 0
    while content:
        piece = unpacker.decompress(content, _BLOCK)
        content = unpacker.unconsumed_tail
        total += len(piece)
        if total > _LARGEST:
            raise zlib.error("it unpacks to too much")
        yield piece
    yield unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("it is cut off")


def _is_of(content: bytes, sha256: str) -> bool:
    """Whether the bytes unpack to what has the hash: what does not is never in memory whole."""
    return hash_pieces(_unpacked(content)) == sha256
