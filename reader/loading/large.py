"""Large files of plain text: in one pass hashed, checked and cut, and never decoded whole."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reader.articles.article import Block
from reader.articles.header import header
from reader.articles.long_text import LongText, cut
from reader.articles.structure import outline
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.files import chunks

LARGE = 1 << 20
"""Files of this many bytes are read so."""

_HEAD = 65_536
_MARK = b"\xef\xbb\xbf"


class Large(NamedTuple):
    """A large text, the hash of it in UTF-8, and the encoding that it was written in."""

    text: LongText
    sha256: str
    encoding: str
    encoding_source: str

    def head(self, syntax: str) -> Content:
        """What the beginning tells, from the first words on: title, date and author stand there."""
        at = next((offset for offset, piece in self.text.pieces() if not piece.isspace()), 0)
        head = self.text[at : at + _HEAD]
        style, _, fields = header(head)
        blocks = tuple(Block(*block) for block in outline(head, more=len(head) < len(self.text)))
        syntax = syntax if syntax == "markdown" else "plain"
        return Content(
            head, blocks, fields, style, self.encoding, syntax, encoding_source=self.encoding_source
        )


def read_large(file: Path) -> Large:
    """The text of the file, in whatever encoding.

    Raises:
        LoadError: the file cannot be read, or is not text.
    """
    return _read(lambda: chunks(file), file)


def large_of(source: bytes, name: Path) -> Large:
    """The text in the bytes, likewise.

    Raises:
        LoadError: they are not text; ``name`` is for its message.
    """
    return _read(lambda: [source], name)


def _read(chunks: Callable[[], Iterable[bytes]], name: Path) -> Large:
    hashed = sha256()
    pieces: list[bytes] = []
    for piece in cut(_with_one_line_end(chunks())):
        hashed.update(piece)
        pieces.append(piece)
    if pieces:
        _, encoding, source = decode(pieces[0], name)
        try:
            if encoding == "utf-8":
                return Large(LongText(pieces), hashed.hexdigest(), encoding, source)
        except UnicodeDecodeError:
            pass  # damaged, or of an old encoding, or cut: all of it has to be looked at
    pieces.clear()
    return _decoded(b"".join(chunks()), name)


def _decoded(whole: bytes, name: Path) -> Large:
    text, encoding, source = decode(whole, name)
    long = LongText.of(text)
    hashed = sha256()
    for piece in long.utf8():
        hashed.update(piece)
    return Large(long, hashed.hexdigest(), encoding, source)


def _with_one_line_end(source: Iterable[bytes]) -> Iterator[bytes]:
    r"""The chunks without a byte order mark, with ``\n`` for every line end."""
    held, mark = b"", _MARK
    for chunk in source:
        here = held + chunk.removeprefix(mark)
        # What follows in the next chunk may be the other half of a line end.
        held, mark = here[-1:] if here.endswith(b"\r") else b"", b""
        here = here[: len(here) - len(held)]
        yield here.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in here else here
    yield held.replace(b"\r", b"\n")
