"""Org: the text as it is written; its structure is told from the lines.

The rules are those of the Org syntax specification, as far as they make blocks; what
stands within a line is left as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.source_lines import SourceLine, blocks_of, source_lines

_HEADING = re.compile(r"(\*+)[ \t]+\S")
_KEYWORD = re.compile(r"(?i)[ \t]*#\+(\w+):[ \t]*(.*)$")
_BEGIN = re.compile(r"(?i)[ \t]*#\+begin_(\w+)")
_DRAWER = re.compile(r"(?i)[ \t]*:(\w[\w-]*):[ \t]*$")
_PLANNING = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED):")
_ITEM = re.compile(r"(?:[ \t]*(?:[-+]|\d{1,4}[.)])|[ \t]+\*)[ \t]+(?:\[[ xX-]\][ \t]+)?(?=\S)")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_QUOTES = ("quote", "verse", "center", "abstract")
_FIELDS = {
    "title": "title",
    "author": "author",
    "date": "date",
    "language": "language",
    "filetags": "tags",
    "keywords": "tags",
}

Kinds = Iterator[tuple[str, int, int, int]]


def load_org(source: bytes, name: Path) -> Content:
    """The content of an Org file; its text is the source.

    Raises:
        LoadError: the bytes are not text.
    """
    text, encoding, encoding_source = decode(source, name)
    lines = source_lines(text)
    reading = _Reading(lines)
    blocks = tuple(blocks_of(lines, reading.kinds()))
    style = "front" if reading.fields else ""
    return Content(text, blocks, reading.fields, style, encoding, encoding_source=encoding_source)


class _Reading:
    def __init__(self, lines: list[SourceLine]) -> None:
        self.fields: dict[str, str] = {}
        self._lines = lines
        self._ends = _ends(lines)

    def kinds(self) -> Kinds:
        """All blocks, by their lines."""
        at = 0
        while at < len(self._lines):
            if self._lines[at].is_blank:
                at += 1
                continue
            last = at
            for kind, level, first, last in self._block(at):
                yield kind, level, first, last
            at = last + 1

    def _block(self, at: int) -> Kinds:
        words = self._lines[at].words
        if found := _HEADING.match(words):
            yield "heading", min(len(found[1]), 6), at, at
        elif found := _BEGIN.match(words):
            yield from self._greater(at, found[1].lower())
        elif found := _KEYWORD.match(words):
            self._keep(found[1].lower(), found[2])
            yield "meta", 0, at, at
        elif _DRAWER.match(words):
            yield "meta", 0, at, self._end_of(at, ":end:")
        elif _PLANNING.match(words) or _COMMENT.match(words):
            yield "meta", 0, at, at
        elif _RULE.match(words):
            yield "rule", 0, at, at
        elif words.lstrip().startswith(("|", ": ")):
            sign = words.lstrip()[0]
            yield "code", 0, at, self._while(at, lambda line: line.words.lstrip()[:1] == sign)
        elif found := _ITEM.match(words):
            hang = len(found[0].expandtabs())
            last = self._while(
                at, lambda line: line.indent >= min(hang, 2) and self._is_words(line)
            )
            yield "item", min(1 + self._lines[at].indent // 2, 6), at, last
        else:
            yield "paragraph", 0, at, self._while(at, self._is_words)

    def _greater(self, at: int, kind: str) -> Kinds:
        """A block between ``#+begin_`` and ``#+end_``; without an end, only its first line."""
        last = self._end_of(at, f"#+end_{kind}")
        yield "meta", 0, at, at
        if last == at:
            return
        if kind in _QUOTES:
            start = at + 1
            for here in range(at + 1, last + 1):
                if here == last or self._lines[here].is_blank:
                    yield from [("quote", 1, start, here - 1)] if here > start else []
                    start = here + 1
        elif last > at + 1:
            yield "meta" if kind == "comment" else "code", 0, at + 1, last - 1
        yield "meta", 0, last, last

    def _keep(self, key: str, words: str) -> None:
        if key in _FIELDS and words.strip():
            value = words.replace(":", ",") if key == "filetags" else words
            self.fields.setdefault(_FIELDS[key], value.strip(" ,"))

    def _end_of(self, at: int, end: str) -> int:
        """The next line after this one that is such an end; this one if there is none."""
        ends = self._ends.get(end, [])
        place = bisect_right(ends, at)
        return ends[place] if place < len(ends) else at

    def _while(self, at: int, goes_on: Callable[[SourceLine], bool]) -> int:
        while at + 1 < len(self._lines) and goes_on(self._lines[at + 1]):
            at += 1
        return at

    def _is_words(self, line: SourceLine) -> bool:
        """Whether the line goes on with the paragraph above it."""
        words = line.words
        starts = (_HEADING, _KEYWORD, _BEGIN, _DRAWER, _ITEM, _RULE, _COMMENT)
        return not (
            line.is_blank
            or words.lstrip().startswith("|")
            or any(pattern.match(words) for pattern in starts)
        )


def _ends(lines: list[SourceLine]) -> dict[str, list[int]]:
    """The lines on which blocks and drawers end, by what stands on them in lower case."""
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        end = line.words.strip(" \t").lower()
        if end.startswith(("#+end_", ":end:")):
            found.setdefault(end, []).append(at)
    return found
