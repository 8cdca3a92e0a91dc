"""Where paragraphs begin and end in plain text, hard-wrapped or not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Span = tuple[int, int]

NARROWEST_WRAP = 40
WIDEST_WRAP = 110
_FULL = 0.9
_MOSTLY = 2 / 3

_LINE = r"\S[^\n\f\u2028\u2029]*+"
_OPENS = r"[#|>]|[-*+•⁃▪–]\s|\(?\d{1,3}[.)]\s|[A-Za-z][.)]\s"


def paragraphs(text: str) -> Iterator[Span]:
    """Give the trimmed spans of the paragraphs, in order.

    A blank line always ends one. A single line end does so too, unless the text is
    wrapped by hand: then the lines that a fill would have made are put together.
    """
    lines = [_trimmed(text, *found.span()) for found in re.finditer(_LINE, text)]
    width = _wrap_width(text, lines)
    above: Span | None = None
    start = 0
    for line in lines:
        if above and not _goes_on(text, above, line, width):
            yield start, above[1]
            above = None
        if above is None:
            start = line[0]
        above = line
    if above:
        yield start, above[1]


def _trimmed(text: str, start: int, end: int) -> Span:
    return start, start + len(text[start:end].rstrip())


def _goes_on(text: str, above: Span, below: Span, width: int) -> bool:
    return width > 0 and _are_neighbours(text, above, below) and _is_full(text, above, below, width)


def _are_neighbours(text: str, above: Span, below: Span) -> bool:
    """Whether nothing but one line end stands between two lines, and the second opens nothing."""
    if text[above[1] : below[0]].strip(" \t") != "\n":
        return False
    if text[above[0]] == text[below[0]] == ">":
        return True
    return text[above[0]] != "#" and not re.compile(_OPENS).match(text, *below)


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the first word of the line below would not have fitted above."""
    word = text[below[0] : below[0] + width + 1].split(None, 1)[0]
    return above[1] - above[0] + 1 + len(word) > width * _FULL


def _wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width the text was wrapped at by hand, or 0 if it was not.

    The longest twentieth is left out (links stand over), and most lines that have
    another right below must be full: a list of headlines is no wrapped paragraph.
    """
    lengths = sorted(end - start for start, end in lines)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)] if lengths else 0
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    pairs = [pair for pair in pairwise(lines) if _are_neighbours(text, *pair)]
    full = sum(_is_full(text, *pair, width) for pair in pairs)
    return width if pairs and full >= _MOSTLY * len(pairs) else 0
