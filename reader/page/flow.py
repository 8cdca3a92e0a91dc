"""From blocks to the paragraphs that are laid out one below the other.

A ``Paragraph`` is a plain tuple, because the first page is made of them before anything
heavy is imported: ``(start, end, gap, indent, hang)``. ``gap`` is the number of blank rows
above it (0 or 1), ``indent`` the cells on its left, ``hang`` those that its rows after the
first have besides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.page.cells import cluster_start

TYPE_CHECKING = False  # ``typing`` is not light
if TYPE_CHECKING:
    from reader.articles.long_text import Text

Block = tuple[str, int, int, int]
Span = tuple[int, int]
Paragraph = tuple[int, int, int, int, int]

LONGEST = 65_536
"""No more characters than this are wrapped, or searched for sentences, at once."""

_SEARCHED_FOR_A_CUT = 4_096
_LOOKED_BACK = 64
_INDENT = 2
_DEEPEST = 8
_MAY_TOUCH = ("code", "item", "meta", "byline", "quote")
# Compiled when they are first needed: the first page is waited for.
_ITEM_MARKER = r"(?:[-*+•●▪–]|\(?\w{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?"
_QUOTE_MARKER = r"(?:>[ \t]?)+"


def flow(text: str, blocks: Iterable[Block]) -> list[Paragraph]:
    """The paragraphs in which the text is laid out, in order and apart.

    ``blocks`` are (kind, start, end, level), in order. Every character that is not white
    space is in some paragraph, whether a block covers it or not. However many blank lines
    the text has between two paragraphs, they are one blank row.
    """
    paragraphs: list[Paragraph] = []
    before, kind_before = 0, ""
    for kind, start, end, level in _covering(text, blocks):
        indent, hang = _indents(text, kind, start, end, level)
        may_touch = kind == kind_before and kind in _MAY_TOUCH
        for a, b in _lines(text, kind, start, end):
            gap = int(before > 0 and not (may_touch and text.count("\n", before, a) < 2))
            paragraphs += _laid(text, a, b, gap, indent, hang)
            if kind != "quote":
                indent, hang = indent + hang, 0
            before, kind_before, may_touch = b, kind, True
    return paragraphs


def flow_slice(
    text: "Text", blocks: Sequence[Block], start: int, end: int, kind_before: str, joins: bool
) -> list[Paragraph]:
    """The paragraphs of the slice ``start:end`` of a text, as ``flow`` gives them for all of it.

    ``blocks`` are the slice's, ``kind_before`` is the kind of the block before it. Where the
    slice was cut within a line, or ``joins`` says that lines run on, it goes on without a gap.
    """
    here = ((kind, a - start, b - start, level) for kind, a, b, level in blocks)
    found = flow(text[start:end], here)
    if not found or not start:
        return found
    first, last, _, indent, hang = found[0]
    before = text[max(0, start - _LOOKED_BACK) : start + first]
    blank = before[len(before.rstrip()) :].count("\n")
    may_touch = bool(blocks) and blocks[0][0] == kind_before and kind_before in _MAY_TOUCH
    gap = int(blank > 1 or (blank == 1 and not joins and not may_touch))
    found[0] = first, last, gap, indent, hang
    return [(a + start, b + start, gap, indent, hang) for a, b, gap, indent, hang in found]


def cut(text: "Text", start: int, end: int) -> Iterator[Span]:
    """The span in pieces of at most ``LONGEST``, cut after a sentence or a word if possible."""
    while end - start > LONGEST:
        high = start + LONGEST
        low = high - _SEARCHED_FOR_A_CUT
        searched = text[low:high]
        at = low + searched.rfind(". ") + 2
        if at < low + 2:
            at = low + searched.rfind(" ") + 1
        if at <= low:
            at = cluster_start(text, high)
        yield start, at
        start = at
    yield start, end


def trimmed(text: "Text", start: int, end: int) -> Span:
    """The span without the white space at its ends; empty if there is nothing else."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    passage = text[start:end]
    kept = passage.lstrip()
    start += len(passage) - len(kept)
    return start, start + len(kept.rstrip())


def _covering(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, and a paragraph for whatever lies outside them."""
    done = 0
    for kind, block_start, end, level in blocks:
        start = max(block_start, done)
        if start < end:
            yield from _uncovered(text, done, start)
            yield kind, start, end, level
            done = end
    yield from _uncovered(text, done, len(text))


def _uncovered(text: str, start: int, end: int) -> Iterator[Block]:
    start, end = trimmed(text, start, end)
    if start < end:
        yield "paragraph", start, end, 0


def _indents(text: str, kind: str, start: int, end: int, level: int) -> Span:
    """The indent of a block's first row, and how much further its other rows go in."""
    if kind == "item":
        found = re.compile(_ITEM_MARKER).match(text, start, end)
        depth = min(max(0, level - 1), _DEEPEST)
    elif kind == "quote":
        found = re.compile(_QUOTE_MARKER).match(text, start, end)
        depth = 1
    else:
        return 0, 0
    return _INDENT * depth, found.end() - start if found else 0


def _lines(text: str, kind: str, start: int, end: int) -> Iterator[Span]:
    """The block's pieces that begin on a row of their own: source lines, where it meant them."""
    keeps_lines = kind in ("code", "meta")
    if kind == "code":
        line = text.rfind("\n", 0, start) + 1
        start = line if text[line:start].isspace() else start
    at = text.find("\n", start, end)
    while at >= 0:
        if keeps_lines or text[at + 1 : at + 2] in " \t>\n" or text[at - 2 : at] == "  ":
            yield from _line(text, kind, start, at)
            start = at + 1
        at = text.find("\n", at + 1, end)
    yield from _line(text, kind, start, end)


def _line(text: str, kind: str, start: int, end: int) -> Iterator[Span]:
    """The line without white space around it, of which code keeps its own; none if blank."""
    a, b = trimmed(text, start, end)
    if a < b:
        yield start if kind == "code" else a, b


def _laid(text: str, start: int, end: int, gap: int, indent: int, hang: int) -> Iterator[Paragraph]:
    """The paragraph, in several without a gap between them if it is very long."""
    if end - start <= LONGEST:
        yield start, end, gap, indent, hang
        return
    for piece in cut(text, start, end):
        a, b = trimmed(text, *piece)
        if a < b:
            yield a, b, gap, indent, hang
            gap, indent, hang = 0, indent + hang, 0
