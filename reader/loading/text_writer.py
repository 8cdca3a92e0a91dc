"""Making a canonical text out of marked-up words: paragraphs, items, links, in order."""

import re
from collections.abc import Mapping

from reader.articles.article import Block, Link
from reader.loading.content import Content

_SPACE = re.compile(r"[ \t\n\r\f\v]+|[ \t\n\r\f\v\u00a0]{2,}")
_TIGHT = ("item", "code")
"""Kinds of which two in a row stand on neighbouring lines."""


class Writer:
    """A text that is written from its beginning to its end, and what stands where in it.

    White space is collapsed as a browser does, and soft hyphens are dropped; between
    blocks there is a blank line, between items of a list a line end.
    """

    def __init__(self) -> None:
        self.images: list[Link] = []
        self.remarks: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._kind, self._level, self._marker = "paragraph", 0, ""
        self._start: int | None = None
        self._is_spaced = False
        self._links: list[tuple[int, int, str, str]] = []
        self._open_links: list[tuple[int, str, str]] = []
        self._settled_links = 0
        self._anchors: dict[str, int] = {}
        self._waiting: list[str] = []
        self._expected = "", 0

    @property
    def is_empty(self) -> bool:
        """Whether no word was written yet."""
        return not self._parts

    @property
    def has_text(self) -> bool:
        """Whether there is anything but headings."""
        self.end()
        return any(block.kind != "heading" for block in self._blocks)

    @property
    def is_marked(self) -> bool:
        """Whether a block with a marker was begun, of which no word is written yet."""
        return self._start is None and bool(self._marker)

    @property
    def offset(self) -> int:
        """Where the next word will stand, or later by a space or a blank line."""
        return self._length

    def begin(self, kind: str, level: int = 0, marker: str = "") -> None:
        """End the block that is being written, and let the next words begin one of this kind.

        ``marker`` stands before its first word, as a list's bullet does.
        """
        self.end()
        self._kind, self._level, self._marker = kind, level, marker

    def end(self) -> None:
        """End the block; what follows, if nothing is begun, is a paragraph."""
        if self._start is not None:
            if self._kind == "code":
                self._trim()
            kind, level = self._kind, self._level
            if self._expected[0] and kind == "paragraph":
                if letters(self._written_from(self._start)) == self._expected[0]:
                    kind, level = "heading", self._expected[1]
            self._expected = "", 0
            self._blocks.append(Block(kind, self._start, self._length, level))
        self._start, self._is_spaced = None, False
        self._kind, self._level, self._marker = "paragraph", 0, ""

    def words(self, words: str) -> None:
        """Write words; in a block of code every space and line end is kept."""
        words = words.replace("\u00ad", "")
        if self._kind == "code":
            self._code(words)
            return
        words = _SPACE.sub(" ", words)
        stripped = words.strip(" ")
        if not stripped:
            self._is_spaced |= bool(words)
            return
        self._open_block()
        if (self._is_spaced or words[0] == " ") and not self._at_line_start():
            self._put(" ")
        self._settle()
        self._put(stripped)
        self._is_spaced = words[-1] == " "

    def line_break(self) -> None:
        """End the line within the block, as a poem does; a paragraph ends with two in a row."""
        if self._start is not None and not self._at_line_start():
            # Two spaces before a line end are how a text says that it means it.
            self._put("\n" if self._kind == "code" else "  \n")
        elif self._start is not None and self._kind in ("paragraph", "quote"):
            self._end_before_break()
        self._is_spaced = False

    def _end_before_break(self) -> None:
        """End the block before the line break that it ends with; the next one is of its kind."""
        kind, level = self._kind, self._level
        if self._parts[-1] != "  \n" or self._open_links:
            return
        self._parts.pop()
        self._length -= 3
        self.begin(kind, level)

    def link(self, address: str, to: str = "") -> None:
        """The words from here to ``end_link`` lead to the address, or to the anchor ``to``."""
        self._open_links.append((-1, address, to))

    def end_link(self) -> None:
        """End the innermost link."""
        if not self._open_links:
            return
        start, address, to = self._open_links.pop()
        self._settled_links = min(self._settled_links, len(self._open_links))
        if 0 <= start < self._length and (address or to):
            self._links.append((start, self._length, address, to))

    def anchor(self, name: str) -> None:
        """A link to this name leads to the next words."""
        self._waiting.append(name)

    def image(self, words: str, address: str) -> None:
        """A picture, as a caption of its own with the words that stand for it."""
        kind, level = self._kind, self._level
        self.begin("caption")
        self.words(f"[{words}]")
        end = self._length
        self.end()
        self.images.append(Link(self._blocks[-1].start, end, address))
        self._kind, self._level = kind, level

    def expect(self, heading: str, level: int) -> None:
        """If the next block has just these words, it is a heading, whatever it is called."""
        self._expected = letters(heading), level

    def content(
        self, fields: Mapping[str, str], extractor: str, encoding: str = "utf-8"
    ) -> Content:
        """What was written."""
        self.end()
        return Content(
            text="".join(self._parts) + ("\n" if self._parts else ""),
            blocks=tuple(self._blocks),
            fields=fields,
            encoding=encoding,
            links=tuple(self._resolved()),
            images=tuple(self.images),
            remarks=tuple(self.remarks),
            extractor=extractor,
        )

    def _resolved(self) -> list[Link]:
        links = []
        for start, end, address, to in sorted(self._links):
            offset = self._anchors.get(to)
            if offset is None:  # then to where the part begins in which it should be
                offset = self._anchors.get(f"{to.partition('#')[0]}#")
            if offset is not None or address:
                links.append(Link(start, end, address, offset))
        return links

    def _code(self, words: str) -> None:
        if self._start is None:
            words = words.lstrip("\r\n")
            if not words.strip():
                return
            self._open_block()
        self._settle()
        self._put(words.replace("\r\n", "\n").replace("\r", "\n"))

    def _open_block(self) -> None:
        if self._start is not None:
            return
        if self._parts:
            before = self._blocks[-1].kind if self._blocks else ""
            self._put("\n" if self._kind == before and before in _TIGHT else "\n\n")
        self._start = self._length
        if self._marker:
            self._put(f"{self._marker} ")

    def _settle(self) -> None:
        """The next character is the first of the links and of what anchors wait for."""
        for name in self._waiting:
            self._anchors.setdefault(name, self._length)
        self._waiting.clear()
        for place in range(self._settled_links, len(self._open_links)):
            self._open_links[place] = (self._length, *self._open_links[place][1:])
        self._settled_links = len(self._open_links)

    def _written_from(self, start: int) -> str:
        found: list[str] = []
        at = self._length
        for part in reversed(self._parts):
            if at <= start:
                break
            found.append(part)
            at -= len(part)
        return "".join(reversed(found))

    def _trim(self) -> None:
        """Take the line ends after the last line of code back."""
        while self._parts[-1][-1].isspace():
            last = self._parts.pop()
            kept = last.rstrip()
            self._length -= len(last) - len(kept)
            if kept:
                self._parts.append(kept)

    def _at_line_start(self) -> bool:
        return self._length == self._start or self._parts[-1][-1] in " \n"

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


def letters(words: str) -> str:
    """The letters and digits of the words alone, to compare them by."""
    return "".join(filter(str.isalnum, words)).casefold()
