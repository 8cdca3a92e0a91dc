"""Finding words in a text, as a reader means them: not by the code point."""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from reader.articles.long_text import LongText, Text

Span = tuple[int, int]

_ALIKE = ("'’‘‛ʼ′", '"“”„‟″', "-‐‑‒–—―−")
_SLACK = 4_096
_ALSO_LETTERS = (
    (b"\xc4", "\u0130".encode()),
    (b"\xc4", "\u0131".encode()),
    (b"\xc5", "\u017f".encode()),
    (b"\xaa", "\u212a".encode()),
)
"""What ``re.IGNORECASE`` takes for an i, an s or a k, although it is not in ASCII.

Before each the rarer of its bytes: one byte is looked for twenty times as fast as two.
"""
# Looked for at the start of a run only, since a long run would else be read again and again.
_RUN_START = r"(?<!\s)"
# A letter is not found in the same letter with an accent, which may be a character of its own.
_WHOLE = "(?![\u0300-\u036f])"


def hits(text: Text, query: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
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
    if isinstance(text, LongText):
        windows = _windows(text, query, start, end)
    else:
        windows = iter([(0, text, start, min(len(text), end + len(query) + _SLACK))])
    done = start
    for offset, window, low, high in windows:
        for found in words.finditer(window, max(low, done - offset), high):
            if offset + found.start() >= end:
                return
            done = offset + found.end()
            yield offset + found.start(), done


def _windows(
    text: LongText, query: str, start: int, end: int
) -> Iterator[tuple[int, str, int, int]]:
    """The parts of the text in which a hit may begin: (offset, part, from, to); each overlaps the next."""
    may_hold = _prefilter(query)
    for number in range(text.piece_at(start), len(text.edges) - 1):
        edge, next_edge = text.edges[number : number + 2]
        if edge >= end:
            return
        if may_hold(text, number):
            offset = max(0, edge - 1)  # what stands before a hit matters too
            window = text[offset : next_edge + len(query) + _SLACK]
            yield offset, window, max(start, edge) - offset, len(window)


def _prefilter(query: str) -> Callable[[LongText, int], bool]:
    """Whether a hit may begin in a piece of a text, told from its bytes, ten times as fast."""
    plain = max(re.split(r"[^0-9A-Za-z]+", normalize("NFC", query)), key=len)
    needle = plain.encode()
    is_exact = any(character.isupper() for character in query)
    reach = 4 * len(query) + _SLACK

    def may_hold(text: LongText, number: int) -> bool:
        source, following = text.raw(number), b""
        while len(following) < reach and (number := number + 1) < len(text.edges) - 1:
            following += text.raw(number)[:reach]
        source += following
        if is_exact:
            return needle in source
        if needle in source.lower():
            return True
        return not source.isascii() and any(
            byte in source and letter in source for byte, letter in _ALSO_LETTERS
        )

    return may_hold


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
