"""reStructuredText: the text as it is written; its structure is told from the lines.

The rules are those of the reStructuredText Markup Specification, as far as they make
blocks; what stands within a line is left as it is.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from reader.articles.header import header
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.source_lines import SourceLine, blocks_of, end_of_indented, source_lines

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•‣⁃]|\(?(?:\d{1,4}|[A-Za-z]|#|[ivxlcdmIVXLCDM]{1,6})[.)])\s+(?=\S)")
_FIELD = re.compile(r":([^:\s][^:]*):(?:\s+(.*))?$")
_EXPLICIT = re.compile(r"\.\.(?:\s+(.*))?$")
_LITERAL = ("code", "code-block", "sourcecode", "parsed-literal", "math", "table", "csv-table")
_PROSE = ("note", "warning", "tip", "important", "epigraph", "pull-quote", "topic", "sidebar")
_FIELDS = {"author": "author", "authors": "author", "date": "date", "language": "language"}

Kinds = Iterator[tuple[str, int, int, int]]


def load_rst(source: bytes, name: Path) -> Content:
    """The content of a reStructuredText file; its text is the source.

    Raises:
        LoadError: the bytes are not text.
    """
    text, encoding, encoding_source = decode(source, name)
    style, body, fields = header(text)
    lines = source_lines(text)
    reading = _Reading(lines)
    first = sum(line.start < body for line in lines)
    kinds = [("meta", 0, at, at) for at in range(first) if not lines[at].is_blank]
    blocks = tuple(blocks_of(lines, (*kinds, *reading.kinds(first))))
    fields = {**reading.fields, **fields}
    return Content(text, blocks, fields, style, encoding, encoding_source=encoding_source)


class _Reading:
    """One reading of the lines; the order in which adornments come says how deep they are."""

    def __init__(self, lines: list[SourceLine]) -> None:
        self.fields: dict[str, str] = {}
        self._lines = lines
        self._styles: list[str] = []
        self._is_literal = False

    def kinds(self, at: int) -> Kinds:
        """The blocks from this line on, by their lines."""
        while at < len(self._lines):
            if self._lines[at].is_blank:
                at += 1
                continue
            last = at
            for kind, level, first, last in self._block(at):
                yield kind, level, first, last
            at = last + 1

    def _block(self, at: int) -> Kinds:
        line = self._lines[at]
        if self._is_literal and line.indent:
            self._is_literal = False
            yield "code", 0, at, end_of_indented(self._lines, at, line.indent)
            return
        self._is_literal = False
        if (heading := self._heading(at)) is not None:
            yield from heading
        elif line.words.startswith(".."):
            yield from self._explicit(at)
        elif found := _FIELD.match(line.words):
            self.fields.setdefault(_FIELDS.get(found[1].lower(), found[1]), found[2] or "")
            yield "meta", 0, at, max(at, end_of_indented(self._lines, at + 1, 1))
        elif line.words.startswith(">>>"):
            yield "code", 0, at, self._paragraph_end(at)
        elif found := _ITEM.match(line.words):
            yield from self._item(at, len(found[0].expandtabs()))
        else:
            yield from self._paragraph(at)

    def _heading(self, at: int) -> list[tuple[str, int, int, int]] | None:
        """A line with an adornment below it, and perhaps one above; or a line between texts."""
        words = self._lines[at].words
        below = self._lines[at + 1].words if at + 1 < len(self._lines) else ""
        if adornment := _ADORNMENT.match(words):
            last = self._lines[at + 2].words if at + 2 < len(self._lines) else ""
            if below.strip() and last.strip() == words.strip():
                level = self._level(adornment[1] * 2)
                around = [("meta", 0, at, at), ("meta", 0, at + 2, at + 2)]
                return [around[0], ("heading", level, at + 1, at + 1), around[1]]
            return [("rule", 0, at, at)] if not below.strip() else None
        found = _ADORNMENT.match(below)
        if found and not words[:1].isspace() and len(below.strip()) >= min(4, len(words.strip())):
            return [("heading", self._level(found[1]), at, at), ("meta", 0, at + 1, at + 1)]
        return None

    def _level(self, style: str) -> int:
        if style not in self._styles:
            self._styles.append(style)
        return min(self._styles.index(style) + 1, 6)

    def _explicit(self, at: int) -> Kinds:
        """A directive, a footnote, a link's target or a comment."""
        found = _EXPLICIT.match(self._lines[at].words)
        words = (found[1] or "") if found else ""
        directive, is_directive, _ = words.partition("::")
        last = max(at, end_of_indented(self._lines, at + 1, 1))
        if found is None:
            yield from self._paragraph(at)
        elif is_directive and directive in _LITERAL:
            yield "meta", 0, at, at
            yield from [("code", 0, at + 1, last)] if last > at else []
        elif is_directive and directive in _PROSE:
            yield "meta", 0, at, at
            yield from self._quoted(at + 1, last)
        elif words.startswith("[") and "]" in words:
            yield "item", 1, at, last
        else:
            yield "meta", 0, at, last

    def _quoted(self, at: int, last: int) -> Kinds:
        while at <= last:
            if not self._lines[at].is_blank:
                end = min(self._paragraph_end(at), last)
                yield "quote", 1, at, end
                at = end
            at += 1

    def _item(self, at: int, hang: int) -> Kinds:
        """The first paragraph of an item; what is nested in it comes as items of its own."""
        level = 1 + self._lines[at].indent // 2
        end = at
        while (
            end + 1 < len(self._lines)
            and not self._lines[end + 1].is_blank
            and self._lines[end + 1].indent >= hang
            and not _ITEM.match(self._lines[end + 1].words)
        ):
            end += 1
        self._is_literal = self._lines[end].words.rstrip().endswith("::")
        yield "item", min(level, 6), at, end

    def _paragraph(self, at: int) -> Kinds:
        end = self._paragraph_end(at)
        words = self._lines[end].words.rstrip()
        is_table = _ADORNMENT.match(self._lines[at].words) or self._lines[at].words.startswith("+-")
        self._is_literal = words.endswith("::")
        if is_table or words[:1] == "|":
            yield "code", 0, at, end
        elif self._lines[at].indent:
            yield "quote", 1, at, end
        else:
            yield "paragraph", 0, at, end

    def _paragraph_end(self, at: int) -> int:
        while at + 1 < len(self._lines) and not self._lines[at + 1].is_blank:
            at += 1
        return at
