"""Spans laid over a line of text: where the styles change, and how bars share the gutter."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
Overlay = tuple[int, int, str]


def pieces(
    start: int, end: int, overlays: Iterable[Overlay]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """``start:end`` cut wherever an overlay begins or ends, with the names that lie on each piece.

    Names come in the order of the overlays, each once. Together the pieces are the span.

    >>> pieces(0, 9, [(2, 12, "mark"), (4, 6, "hit")])
    [(0, 2, ()), (2, 4, ('mark',)), (4, 6, ('mark', 'hit')), (6, 9, ('mark',))]
    """
    over = [o for o in overlays if o[0] < end and start < o[1] and o[0] < o[1]]
    edges = {max(start, a) for a, _, _ in over} | {min(end, b) for _, b, _ in over}
    cuts = sorted(edges | {start, end})
    return [
        (a, b, tuple(dict.fromkeys(name for x, y, name in over if x <= a and b <= y)))
        for a, b in pairwise(cuts)
    ]


def lanes(spans: Sequence[Span]) -> list[int]:
    """A lane for each span, the lowest that is free, so that spans that overlap have different ones.

    The span that begins first (of several, the longest) has the lowest lane.

    >>> lanes([(0, 9), (3, 5), (5, 20), (10, 11)])
    [0, 1, 1, 0]
    """
    lane_of = [0] * len(spans)
    ends: list[int] = []
    for index in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i)):
        start, end = spans[index]
        lane = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        lane_of[index] = lane
    return lane_of
