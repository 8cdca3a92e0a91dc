"""What the difference between the old text and the new one says of an anchor."""

from dataclasses import replace

from annotations.anchoring.text_diff import TextDiff, Whereabouts
from annotations.anchoring.unchanged_place import inner
from annotations.model import Anchor, Position, Quote

_ENOUGH = 0.5
"""Where so many of the words are left between unaltered lines, they are the passage."""

_FEW, _ENOUGH_OF_FEW = 4, 0.6
_CLEARLY = 0.7
_SOME, _STAYED = 0.3, 0.3
_SURE = 0.99


def heard(anchor: Anchor, quote: Quote, position: Position, diff: TextDiff) -> Anchor:
    """The anchor, or another one where the diff of both texts knows better.

    It is asked where the anchor is not certain, or where the quote stood more than once.
    """
    is_plain = anchor.status in ("exact", "folded") and anchor.score == 1
    if is_plain and not diff.stands_twice(quote.exact.strip()):
        return anchor
    there = diff.whereabouts(position.start, position.end)
    if there is None:
        # The words that stand elsewhere are those of another copy.
        is_copy = anchor.status in ("exact", "moved") and diff.stands_twice(quote.exact.strip())
        return replace(anchor, status="ambiguous") if is_copy else anchor
    if not there.is_line:
        return _between_lines(anchor, quote, there, is_twin=diff.stands_twice(quote.exact.strip()))
    start, end = inner(quote.exact, there.start)
    is_same = (anchor.start, anchor.end) == (start, end)
    if is_same and (anchor.status != "ambiguous" or there.is_one_of_more):
        return anchor
    if there.is_moved:
        # The old words may have been put in elsewhere, and the passage altered in its place.
        stayed = diff.between_lines(position.start, position.end)
        if stayed is not None and not is_same and stayed.kept >= _STAYED:
            return _stayed(anchor, stayed)
        if diff.is_replaced(position.start, position.end):
            return Anchor("ambiguous", _SURE, start, end)
        return Anchor("moved", 1.0, start, end)
    if not is_same and not there.is_held and anchor.start is not None:
        # All lines around were altered: a line put in elsewhere may be taken for this one.
        return anchor
    return Anchor("exact", 1.0, start, end)


def _stayed(anchor: Anchor, stayed: Whereabouts) -> Anchor:
    """The anchor if it is where the words stayed, else a doubtful one there."""
    if anchor.start is not None and anchor.end is not None:
        if anchor.start < stayed.end and stayed.start < anchor.end:
            return anchor
    return Anchor("ambiguous", round(stayed.kept * _SURE, 4), stayed.start, stayed.end)


def hint(quote: Quote, position: Position, diff: TextDiff) -> Anchor | None:
    """Where some of the words still stand between the lines that are unaltered, if they do."""
    if diff.old[position.start : position.end] != quote.exact:
        return None
    there = diff.whereabouts(position.start, position.end)
    if there is None or there.kept < _SOME:
        return None
    return Anchor("ambiguous", round(there.kept * _SURE, 4), there.start, there.end)


def _between_lines(anchor: Anchor, quote: Quote, there: Whereabouts, *, is_twin: bool) -> Anchor:
    """What words that are left at another place, or at the same one, make of the anchor."""
    few = len(quote.exact.split()) <= _FEW
    if there.kept < (_ENOUGH_OF_FEW if few else _ENOUGH):
        return anchor
    is_clear = there.kept >= _CLEARLY
    found = Anchor(
        "changed" if is_clear else "ambiguous",
        round(there.kept * _SURE, 4),
        there.start,
        there.end,
    )
    if anchor.start is None or anchor.end is None:
        return replace(found, status="ambiguous")
    if anchor.start < there.end and there.start < anchor.end:
        is_settled = anchor.status == "ambiguous" and is_clear and there.kept < 1
        return replace(anchor, status="changed") if is_settled else anchor
    if there.kept == 1:
        return anchor
    return found if is_twin else replace(found, status="ambiguous")
