"""The files of a store as they are carried: what kind each is, and the versions in it."""

import zlib
from enum import Enum, auto

from annotations.ids import hash_text
from annotations.store.line import head_of, is_sound, salvage


class Carried(Enum):
    """How two versions of a file are made one."""

    RECORDS = auto()
    """Lines of the store, to which lines are only added."""
    HISTORY = auto()
    """The same, compressed; written once."""
    LINES = auto()
    """Lines that one machine adds to, and rewrites when there are many."""
    TEXT = auto()
    """A text under the name of its hash."""
    BY_HAND = auto()
    """Lines that people write and delete."""
    WHOLE = auto()
    """Replaced as a whole, by one machine."""


_BY_FOLDER = {
    "log": Carried.RECORDS,
    "pack": Carried.RECORDS,
    "history": Carried.HISTORY,
    "texts": Carried.TEXT,
}
_LEFT_OUT = ("drafts",)
_LARGEST_UNPACKED = 512 << 20


def carried_as(path: str) -> Carried | None:
    """How the file at this path in a store is carried; None if it is not.

    Left out are drafts, which belong to their machine, temporary and hidden files, and what
    lies deeper than a store has files.
    """
    folder, _, name = path.rpartition("/")
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    if not name or "/" in folder or folder in _LEFT_OUT or is_hidden or not _is_plain(path):
        return None
    if name.endswith((".tmp", ".lock")):
        return None
    if path == "aliases.txt":
        return Carried.BY_HAND
    kind = _BY_FOLDER.get(folder)
    if kind in (Carried.RECORDS, Carried.HISTORY, Carried.TEXT):
        ending = {Carried.RECORDS: ".jsonl", Carried.HISTORY: ".gz", Carried.TEXT: ".z"}[kind]
        return kind if name.endswith(ending) else Carried.WHOLE
    return Carried.LINES if name.endswith(".jsonl") else Carried.WHOLE


def _is_plain(path: str) -> bool:
    """Whether the path means the same file on every system, and nothing else."""
    return all(each.isprintable() and each not in '\\:*?"<>|' for each in path)


def whole_lines(content: bytes) -> bytes:
    """The content to its last line feed: what follows is still being written, or torn."""
    return content[: content.rfind(b"\n") + 1]


def versions_in(kind: Carried, content: bytes) -> set[bytes]:
    """The lines in the file that are versions of records."""
    if kind is Carried.HISTORY:
        content = _unpacked(content)
    pieces = content.split(b"\n")
    sound = [line for line in pieces if is_sound(line)]
    if len(sound) < len(pieces) - 1:
        sound = salvage(pieces)[0]
    return {line for line in sound if head_of(line)}


def lines_of(content: bytes) -> list[bytes]:
    """The lines of the content that are not empty."""
    return [line for line in content.split(b"\n") if line.strip()]


def is_text_of(name: str, content: bytes) -> bool:
    """Whether the file holds the text whose hash its name bears."""
    try:
        unpacked = _inflated(content, zlib.MAX_WBITS)
        text = unpacked.decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return False
    return hash_text(text) == name.rpartition("/")[2].removesuffix(".z")


def _unpacked(content: bytes) -> bytes:
    try:
        return _inflated(content, 31)
    except zlib.error:
        return b""


def _inflated(content: bytes, window: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    unpacked = unpacker.decompress(content, _LARGEST_UNPACKED)
    if not unpacker.eof:
        raise zlib.error("it is cut off, or unpacks to too much")
    return unpacked
