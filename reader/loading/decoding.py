"""From bytes to the canonical text: which encoding, and one kind of line end."""

import codecs
from pathlib import Path

from reader.errors import LoadError

_SAMPLE = 65_536
_BOMS = (
    # The longer marks first: UTF-32's begins as UTF-16's does.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x1b"))
_LEADING = bytes(range(0xC2, 0xF5))
"""The bytes that begin a character of several in UTF-8."""
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive, an e-book or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
)


def decode(source: bytes, name: Path) -> tuple[str, str]:
    """The canonical text in the bytes, and the encoding that it was written in.

    The byte order mark is dropped and ``\\r\\n`` and ``\\r`` become ``\\n``; nothing else
    is touched. Bytes that fit no character become U+FFFD.

    Raises:
        LoadError: the bytes are not text; ``name`` is for its message.
    """
    for signature, what in _SIGNATURES:
        if source.startswith(signature):
            raise LoadError(name, f"is not text (it looks like {what})")
    text, encoding = _decoded(source, name)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), encoding


def encoded(text: str) -> bytes:
    """The text in UTF-8, as it is hashed; halves of surrogate pairs survive."""
    return text.encode("utf-8", "surrogatepass")


def _decoded(source: bytes, name: Path) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if source.startswith(mark):
            return source.decode(encoding, "replace"), encoding
    if encoding := _utf16_without_mark(source[:_SAMPLE]):
        return source.decode(encoding, "replace"), encoding
    _refuse_binary(source[:_SAMPLE], name)
    try:
        return source.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _damaged_or_old(source)


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 told by its NULs: every other byte of Western text is one. Empty if it is not."""
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if pairs < 2 or max(first, second) < 0.4 * pairs or min(first, second) > 0.05 * pairs:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _refuse_binary(sample: bytes, name: Path) -> None:
    """A few NULs may stand in a text; one control byte in twenty says it is none."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 8 and controls * 20 > len(sample):
        raise LoadError(name, f"is not text ({controls} of {len(sample)} bytes are control codes)")


def _damaged_or_old(source: bytes) -> tuple[str, str]:
    """UTF-8 with some damage if most of its accented characters are whole, else cp1252."""
    text = source.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    whole = len(source) - len(source.translate(None, _LEADING)) - damage
    if whole > 4 * damage:
        return text, "utf-8"
    return source.decode("cp1252", "replace"), "cp1252"
