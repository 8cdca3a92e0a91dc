"""Texts with a light markup, read line by line: the lines stay as they are, and get a kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from reader.articles.article import Block


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source; ``start`` is where it begins, and ``words`` it without its end."""

    start: int
    words: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.words.strip()

    @property
    def indent(self) -> int:
        """The columns before its first word, a tab reaching to the next eighth."""
        words = self.words.expandtabs()
        return len(words) - len(words.lstrip())


def source_lines(text: str) -> list[SourceLine]:
    """All lines of the text, blank ones too."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [SourceLine(start, words) for start, words in zip(starts, lines, strict=False)]


Kinds = Iterable[tuple[str, int, int, int]]
"""A kind, a level, and the first and the last line of a block, in order."""


def blocks_of(lines: list[SourceLine], kinds: Kinds) -> Iterator[Block]:
    """The blocks of the kinds, without the white space at their ends."""
    for kind, level, first, last in kinds:
        filled = [at for at in range(first, last + 1) if not lines[at].is_blank]
        if not filled:
            continue
        head, tail = lines[filled[0]], lines[filled[-1]]
        start = head.start + len(head.words) - len(head.words.lstrip())
        end = tail.start + len(tail.words.rstrip())
        yield Block(kind, start, end, level)


def end_of_indented(lines: list[SourceLine], at: int, indent: int) -> int:
    """The last line, from ``at`` on, before one that is not indented by as much; blanks go on.

    It is the line before ``at`` if that one is not indented.
    """
    last = at - 1
    while at < len(lines) and (lines[at].is_blank or lines[at].indent >= indent):
        last = at if not lines[at].is_blank else last
        at += 1
    return last
