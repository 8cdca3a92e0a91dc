"""The text of an article as HTML, with its marks in it."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.documents import Span

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def words_of(text: str) -> str:
    """The words, of which none is taken for markup."""
    return escape(without_controls(text), quote=True)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The spans between blank lines."""
    start = 0
    for blank in _BLANK_LINES.finditer(text):
        if start < blank.start():
            yield start, blank.start()
        start = blank.end()
    if end := len(text[start:].rstrip()):
        yield start, start + end


def marked(text: str, start: int, end: int, inside: Sequence[tuple[int, Span]], noted: int) -> str:
    """The block's words, cut where marks begin and end; marks may overlap.

    Those up to the number ``noted`` began in a block before.
    """
    cuts = {start, end}
    for _, span in inside:
        cuts |= {max(start, span.start), min(end, span.end)}
    edges = sorted(cuts)
    pieces = []
    for left, right in pairwise(edges):
        covering = [(n, span) for n, span in inside if span.start < right and span.end > left]
        words = words_of(text[left:right])
        if covering:
            kinds = {f"k-{class_of(span.mark.kind)}" for _, span in covering}
            depth = f" d{min(len(covering), 3)}"
            words = f'<mark class="{" ".join(sorted(kinds))}{depth}">{words}</mark>'
        begun = [n for n, span in covering if max(span.start, start) == left and n > noted]
        pieces.append("".join(map(_reference, begun)) + words)
    return "".join(pieces)


def class_of(kind: str) -> str:
    """The kind as a part of a class's name."""
    return re.sub(r"[^a-z0-9-]", "", kind.lower()) or "other"


def _reference(number: int) -> str:
    return f'<a class="ref" id="m{number}" href="#n{number}">{number}</a>'
