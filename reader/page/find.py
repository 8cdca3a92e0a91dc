"""Finding words in a text, as a reader means them: not by the code point."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from unicodedata import normalize

Span = tuple[int, int]

_ALIKE = ("'’‘‛ʼ′", '"“”„‟″', "-‐‑‒–—―−")
_SLACK = 4_096
# Looked for at the start of a run only, since a long run would else be read again and again.
_RUN_START = r"(?<!\s)"
# A letter is not found in the same letter with an accent, which may be a character of its own.
_WHOLE = "(?![\u0300-\u036f])"


def hits(text: str, query: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Where the words of the query stand in the text, in order and apart, as one asks for them.

    Capitals matter only if the query has some. White space in the query is any white space,
    also across lines; straight and curly quotes are alike, as are hyphens and dashes, and
    the two ways to write an accented letter. Only hits that begin in ``start:end`` are given,
    so that a long text can be searched slice by slice.
    """
    words = _pattern(query)
    if words is None:
        return
    end = len(text) if end is None else end
    for found in words.finditer(text, start, min(len(text), end + len(query) + _SLACK)):
        if found.start() >= end:
            return
        yield found.span()


def nearest(found: Sequence[Span], offset: int) -> int | None:
    """Which of the hits (in order) has the offset, or is the nearest to it; None of none."""
    after = bisect_right(found, offset, key=lambda span: span[1])
    if after == len(found):
        return after - 1 if found else None
    if after and offset - found[after - 1][1] < found[after][0] - offset:
        return after - 1
    return after


def next_hit(found: Sequence[Span], offset: int) -> int | None:
    """Which of the hits is the first to begin after the offset; from the end on, the first."""
    if not found:
        return None
    return bisect_right(found, offset, key=lambda span: span[0]) % len(found)


def previous_hit(found: Sequence[Span], offset: int) -> int | None:
    """Which of the hits is the last to begin before the offset; from the start on, the last."""
    if not found:
        return None
    return (bisect_left(found, offset, key=lambda span: span[0]) - 1) % len(found)


def _pattern(query: str) -> re.Pattern[str] | None:
    if not query.strip():
        return None
    query = re.sub(r"\s+", " ", normalize("NFC", query))
    has_capital = any(character.isupper() for character in query)
    written = "".join(_alike(character) for character in query) + _WHOLE
    if query[0] == " ":
        written = _RUN_START + written
    return re.compile(written, re.NOFLAG if has_capital else re.IGNORECASE)


def _alike(character: str) -> str:
    """A pattern for all that the reader may have meant by the character."""
    if character == " ":
        return r"\s++"
    if character == "…":
        return r"(?:…|\.\.\.)"
    for group in _ALIKE:
        if character in group:
            return f"[{re.escape(group)}]"
    apart = normalize("NFD", character)
    if apart != character:
        return f"(?:{re.escape(character)}|{re.escape(apart)})"
    return re.escape(character)
