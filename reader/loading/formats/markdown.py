"""Markdown: the canonical text is the source; the parser only says where its blocks stand."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.article import Block
from reader.articles.header import header
from reader.articles.structure import note_kind, outline
from reader.loading.content import Content
from reader.loading.decoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_PARSED = 4_000_000
_KINDS = {
    "fence": "code",
    "code_block": "code",
    "html_block": "code",
    "table_open": "code",
    "hr": "rule",
    "heading_open": "heading",
    "paragraph_open": "paragraph",
}


def load_markdown(source: bytes, name: Path) -> Content:
    """The content of a Markdown file: CommonMark with tables and front matter.

    Raises:
        LoadError: the bytes are not text.
    """
    text, encoding, encoding_source = decode(source, name)
    style, body, fields = header(text)
    if len(text) > _LONGEST_PARSED:
        # The parser takes seconds a megabyte; the light reading finds headings and items too.
        blocks = tuple(Block(*block) for block in outline(text))
    else:
        blocks = tuple(_blocks(text, body))
    return Content(text, blocks, fields, style, encoding, "markdown", encoding_source)


def _blocks(text: str, body: int) -> Iterator[Block]:
    """The blocks, and as paragraphs what the parser passes over: nothing is left uncovered."""
    yield from _lines(text, 0, body, "meta")
    at = body
    found = list(_parsed(text, body))
    for index, block in enumerate(found):
        yield from _lines(text, at, block.start, "paragraph")
        words = text[block.start : min(block.end, block.start + 250)]
        note = block.kind == "paragraph" and note_kind(words, index, len(found) - index)
        yield Block(note, block.start, block.end) if note else block
        at = block.end
    yield from _lines(text, at, len(text), "paragraph")


def _parsed(text: str, body: int) -> Iterator[Block]:
    starts = [body, *accumulate((len(line) + 1 for line in text[body:].split("\n")), initial=body)]
    starts = starts[1:]
    depth, quotes, end = 0, 0, body
    for token in _tokens(text[body:]):
        depth += token.nesting if token.type in _LISTS else 0
        quotes += token.nesting if token.type.startswith("blockquote") else 0
        kind = _KINDS.get(token.type)
        if not kind or token.map is None:
            continue
        first = max(end, starts[token.map[0]])
        start, end = _trimmed(text, first, min(starts[token.map[1]], len(text)))
        if start < end:
            yield _block(kind, start, end, depth, quotes, token)


_LISTS = ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close")


def _block(kind: str, start: int, end: int, depth: int, quotes: int, token: "Token") -> Block:
    if kind == "heading":
        return Block(kind, start, end, int(token.tag[1:]))
    if kind == "paragraph" and depth:
        return Block("item", start, end, depth)
    if kind == "paragraph" and quotes:
        return Block("quote", start, end, quotes)
    return Block(kind, start, end)


def _tokens(source: str) -> list["Token"]:
    # Deferred: a folder of plain text never needs the parser, and it costs 20 ms to import.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    # Only the blocks: what stands inside them is read by reader.articles.inline, with offsets.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.parse(source)


def _lines(text: str, start: int, end: int, kind: str) -> Iterator[Block]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        first, last = _trimmed(text, start, stop)
        if first < last:
            yield Block(kind, first, last)
        start = stop + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    end = start + len(words.rstrip())
    return min(end, start + len(words) - len(words.lstrip())), end
