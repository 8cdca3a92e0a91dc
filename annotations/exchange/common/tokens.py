"""Tokens as spaCy counts them, cut so that no span is out of line with them."""

import re
from collections.abc import Iterable

from annotations.exchange.common.documents import Span

_RUN = re.compile(r"\S+|\s+")


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends, where no token can end."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.start + len(words.rstrip()), span.mark)


def tokens(text: str, borders: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of white space and of other characters, cut at the borders.

    A single blank after a word is no token of its own.

    >>> tokens("No one  came.", {3, 12})
    [(0, 2), (3, 6), (7, 8), (8, 12), (12, 13)]
    """
    cuts: list[tuple[int, int]] = []
    ahead = sorted(borders, reverse=True)
    for run in _RUN.finditer(text):
        start, end = run.span()
        if not text[start].isspace():
            while ahead and ahead[-1] < end:
                border = ahead.pop()
                if border > start:
                    cuts.append((start, border))
                    start = border
            cuts.append((start, end))
            continue
        start += start > 0 and text[start] == " "
        if start < end:
            cuts.append((start, end))
    return cuts
