"""F1 of two annotators' marks: the same borders, any overlap, or half of both in common.

A mark counts as found by the other annotator if one of the other's marks fits it. Precision and
recall are the parts of either's marks that are; F1 is their harmonic mean, the same whichever
of the two is taken for the truth.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotations.agreement.figure import Share
from annotations.agreement.unit import Unit

EXACT, OVERLAP, IOU = "F1 exact", "F1 overlap", "F1 IoU ≥ .5"
MEASURES = (EXACT, OVERLAP, IOU)


class Found(NamedTuple):
    """How many of either's marks the other has, and how many there are."""

    ones: int = 0
    others: int = 0
    of_ones: int = 0
    of_others: int = 0


def found(ones: Sequence[Unit], others: Sequence[Unit]) -> dict[str, Found]:
    """What of two annotators' marks on a text is found by the other, by each measure."""
    of_ones, of_others = _fits(ones, others), _fits(others, ones)
    return {
        measure: Found(of_ones[at], of_others[at], len(ones), len(others))
        for at, measure in enumerate(MEASURES)
    }


def f1(ones: float, others: float, of_ones: float, of_others: float) -> Share:
    """F1 of the counts."""
    if not of_ones + of_others:
        return Share(None, "neither marked anything")
    if not (of_ones and of_others):
        return Share(0.0)
    precision, recall = ones / of_ones, others / of_others
    if not precision + recall:
        return Share(0.0)
    return Share(2 * precision * recall / (precision + recall))


def _fits(units: Sequence[Unit], others: Sequence[Unit]) -> tuple[int, int, int]:
    """How many units the others' fit: exactly, by overlap, by half of both."""
    spans = sorted((other.start, other.end) for other in others)
    longest = max((end - start for start, end in spans), default=0)
    exact = overlap = half = 0
    low = 0
    for start, end in sorted((unit.start, unit.end) for unit in units):
        while low < len(spans) and spans[low][0] <= start - longest:
            low += 1
        at, best, is_same = low, 0.0, False
        while at < len(spans) and spans[at][0] < end:
            begin, stop = spans[at]
            shared = min(end, stop) - max(start, begin)
            if shared > 0:
                best = max(best, shared / (max(end, stop) - min(start, begin)))
                is_same = is_same or (begin, stop) == (start, end)
            at += 1
        exact += is_same
        overlap += best > 0
        half += best >= 0.5
    return exact, overlap, half
