"""Plain text."""

from pathlib import Path

from reader.articles.article import Block
from reader.articles.header import header
from reader.articles.structure import outline
from reader.loading.content import Content
from reader.loading.decoding import decode


def load_plain(source: bytes, name: Path) -> Content:
    """The content of a plain text of any encoding that ``decode`` knows.

    Raises:
        LoadError: the bytes are not text.
    """
    text, encoding, encoding_source = decode(source, name)
    style, _, fields = header(text)
    blocks = tuple(Block(*block) for block in outline(text))
    return Content(text, blocks, fields, style, encoding, encoding_source=encoding_source)
