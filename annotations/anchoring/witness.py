"""What the difference between the old text and the new one says of an anchor."""

from dataclasses import replace

from annotations.anchoring.text_diff import TextDiff, Whereabouts
from annotations.anchoring.unchanged_place import inner
from annotations.model import Anchor, Position, Quote

_ENOUGH = 0.5
"""Where so many of the words are left between unaltered lines, they are the passage."""

_FEW, _ENOUGH_OF_FEW = 4, 0.6
_CLEARLY = 0.7
_SOME = 0.3
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
    if there.is_line:
        start, end = inner(quote.exact, there.start)
        if anchor.start == start and anchor.end == end and anchor.status != "ambiguous":
            return anchor
        return Anchor("exact", 1.0, start, end)
    return _between_lines(anchor, quote, there)


def hint(quote: Quote, position: Position, diff: TextDiff) -> Anchor | None:
    """Where some of the words still stand between the lines that are unaltered, if they do."""
    if diff.old[position.start : position.end] != quote.exact:
        return None
    there = diff.whereabouts(position.start, position.end)
    if there is None or there.kept < _SOME:
        return None
    return Anchor("ambiguous", round(there.kept * _SURE, 4), there.start, there.end)


def _between_lines(anchor: Anchor, quote: Quote, there: Whereabouts) -> Anchor:
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
        is_settled = anchor.status == "ambiguous" and is_clear
        return replace(anchor, status="changed") if is_settled else anchor
    return found if there.kept < 1 else anchor
