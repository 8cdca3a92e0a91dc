"""From bytes to the canonical text: which encoding, and one kind of line end."""

import codecs
from pathlib import Path
from typing import NamedTuple

from reader.errors import LoadError

_SAMPLE = 65_536
_BOMS = (
    # The longer marks first: UTF-32's begins as UTF-16's does.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_ISO_2022 = b"\x1b$"
_NEVER_SEEN = ("iso8859-3", "iso8859-4", "iso8859-10", "iso8859-14", "iso8859-16")
"""Encodings that were named, but that hardly anything was ever written in."""
_STOPS = " \n、。．，"
_BEFORE = 4_096
"""Bytes before the first that is not UTF-8 that are looked at with what follows."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x1b"))
_LEADING = bytes(range(0xC2, 0xF5))
"""The bytes that begin a character of several in UTF-8."""
_PICTURE = "a picture: have a program for text recognition, such as OCRmyPDF, make a PDF of it"
_RECORDING = "a recording: have it transcribed, a transcript as .vtt or .srt is read"
_PACKED = "a compressed file: unpack it to read what is in it"
_SIGNATURES = (
    (b"%PDF-", "a PDF: name it so, with .pdf at its end"),
    (b"PK\x03\x04", "an archive, an e-book or an office document: give it the ending it had"),
    (b"\x1f\x8b", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"BZh", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old office document: save it as .docx, with LibreOffice",
    ),
    (b"AT&TFORM", "a DjVu: make a PDF with text of it, with ddjvu and OCRmyPDF"),
    (b"WARC/", "an archive of many web pages: open it with ReplayWeb.page, and save the page"),
    (b"ITSF", "a help file (CHM): turn it into EPUB, with calibre"),
    (b"%!PS", "PostScript: turn it into PDF, with ps2pdf"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "Rich Text: name it so, with .rtf at its end"),
)

_SIGNATURES_WITHIN = (
    (b"BOOKMOBI", 60, "a Kindle book: turn it into EPUB, with calibre, if it is not locked"),
    (b"TEXtREAd", 60, "a Palm book: turn it into EPUB, with calibre"),
    (b"ftyp", 4, _RECORDING),
    (b"WAVE", 8, _RECORDING),
)
"""Likewise, with where they stand in the file."""


class Decoded(NamedTuple):
    """A canonical text, the encoding that it was written in, and who says so.

    ``source`` is ``mark`` (a byte order mark), ``pattern`` (the zeros of UTF-16), ``valid``
    (it is UTF-8 throughout, or nearly), ``declared`` (the file says so itself), ``guessed``
    (from how often its bytes occur) or ``asked`` (by the reader).
    """

    text: str
    encoding: str
    source: str


def decode(source: bytes, name: Path, declared: str | None = None, *, asked: str = "") -> Decoded:
    """The canonical text in the bytes, and the encoding that it was written in.

    The byte order mark is dropped and ``\\r\\n`` and ``\\r`` become ``\\n``; nothing else
    is touched. Bytes that fit no character become U+FFFD. ``declared`` is what the file
    says of itself, such as a web page's charset: taken where the bytes do not say more.
    What is ``asked`` for goes before all of that.

    Raises:
        LoadError: the bytes are not text; ``name`` is for its message.
    """
    if asked:
        return decode_as(source, asked, name)
    for signature, what in _SIGNATURES:
        if source.startswith(signature):
            raise LoadError(name, f"is not text (it looks like {what})")
    for signature, at, what in _SIGNATURES_WITHIN:
        if source.startswith(signature, at):
            raise LoadError(name, f"is not text (it looks like {what})")
    text, encoding, origin = _decoded(source, name, declared)
    return Decoded(_canonical(text), encoding, origin)


def decode_as(source: bytes, encoding: str, name: Path) -> Decoded:
    """The canonical text in the bytes, read with the encoding that the reader asked for.

    Raises:
        LoadError: there is no such encoding.
    """
    known = known_encoding(encoding)
    if not known:
        raise LoadError(name, f"cannot be read with {encoding!r}: no encoding is called so")
    return Decoded(_canonical(source.decode(known, "replace")), known, "asked")


def encoded(text: str) -> bytes:
    """The text in UTF-8, as it is hashed; halves of surrogate pairs survive."""
    return text.encode("utf-8", "surrogatepass")


def known_encoding(name: str) -> str:
    """The encoding's usual name, empty if there is none of that name that makes text.

    >>> known_encoding("Windows-1252"), known_encoding("latin9"), known_encoding("rot13")
    ('cp1252', 'iso8859-15', '')
    """
    try:
        b"x".decode(name.strip(), "replace")
        return codecs.lookup(name.strip()).name
    except (LookupError, ValueError):  # unknown, or not of text; with a NUL in it
        return ""


def _canonical(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(source: bytes, name: Path, declared: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if source.startswith(mark):
            return Decoded(source.decode(encoding, "replace"), encoding, "mark")
    sample = source[:_SAMPLE]
    if encoding := _utf16_without_mark(sample):
        return Decoded(source.decode(encoding, "replace"), encoding, "pattern")
    if _controls(sample) > 8 and _controls(sample) * 20 > len(sample):
        return _wide(source, name)
    # ISO-2022 has bytes of ASCII only, and escapes between them.
    if _ISO_2022 not in sample:
        try:
            return Decoded(source.decode("utf-8"), "utf-8", "valid")
        except UnicodeDecodeError as error:
            # From a multiple of four, lest the pairs of UTF-16 be cut in half.
            sample = source[max(0, error.start - _BEFORE) & ~3 :][:_SAMPLE]
    return _declared(source, declared) or _damaged(source) or _guessed(source, sample)


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 told by its NULs: every other byte of Western text is one. Empty if it is not."""
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if pairs < 2 or max(first, second) < 0.4 * pairs or min(first, second) > 0.05 * pairs:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _CONTROLS))


def _wide(source: bytes, name: Path) -> Decoded:
    """UTF-16 of other scripts and UTF-32, which are full of control codes, as a program is."""
    guess = _guess(source[:_SAMPLE])
    if guess.startswith(("utf-16", "utf-32")):
        return Decoded(source.decode(guess, "replace"), guess, "guessed")
    sample = source[:_SAMPLE]
    raise LoadError(
        name, f"is not text ({_controls(sample)} of {len(sample)} bytes are control codes)"
    )


def _declared(source: bytes, declared: str | None) -> Decoded | None:
    """What the file says, if it can be so; UTF-8 it would have been taken for already."""
    encoding = known_encoding(declared or "")
    if not encoding or encoding.startswith("utf"):
        return None
    try:
        return Decoded(source.decode(encoding), encoding, "declared")
    except UnicodeDecodeError:
        return None


def _damaged(source: bytes) -> Decoded | None:
    """UTF-8 with some damage, if most of its accented characters are whole."""
    text = source.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    whole = len(source) - len(source.translate(None, _LEADING)) - damage
    return Decoded(text, "utf-8", "valid") if damage and whole > 4 * damage else None


def _guessed(source: bytes, sample: bytes) -> Decoded:
    """What the bytes look like, else Windows-1252, which most old texts of the West are in."""
    guess = _guess(sample) or "cp1252"
    for encoding in (guess, "cp1252"):
        try:
            return Decoded(source.decode(encoding), encoding, "guessed")
        except UnicodeDecodeError:
            continue
    return Decoded(source.decode(guess, "replace"), guess, "guessed")


def _guess(sample: bytes) -> str:
    """The encoding of the sample as Python calls it, empty if it cannot be told."""
    import chardet  # loaded when a file is not UTF-8: 30 ms that hardly any file needs
    from chardet.enums import EncodingEra

    # What DOS and old Macintoshes wrote is too often seen where it is not.
    eras = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO | EncodingEra.LEGACY_REGIONAL
    found = chardet.detect(sample, encoding_era=eras, exclude_encodings=_NEVER_SEEN)["encoding"]
    return known_encoding(found or "") or _utf16_by_its_stops(sample)


def _utf16_by_its_stops(sample: bytes) -> str:
    """UTF-16 told by the spaces and full stops that one order of its bytes has; else empty."""
    pairs = sample[: len(sample) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = pairs.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(text.count(stop) for stop in _STOPS) * 100 > len(text):
            return encoding
    return ""
