"""Where the words of a quotation stand in a text."""

import re

from annotations.text.spans import Span


def quote_spans(text: str, quote: str) -> list[Span]:
    """Every place of the words: to the letter, or where there is none, however they are spaced.

    >>> quote_spans("a b, a b", "a b")
    [(0, 3), (5, 8)]
    >>> quote_spans("one\\n  two", "one two")
    [(0, 9)]
    """
    words = quote.split()
    if not words:
        return []
    exact = [match.span() for match in re.finditer(re.escape(quote), text)]
    if exact:
        return exact
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
