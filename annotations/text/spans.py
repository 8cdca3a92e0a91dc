"""Interval algebra over half-open spans ``(start, end)``."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def overlap(one: Span, other: Span) -> Span | None:
    """The part that two spans share, or None where they share no character."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def union(spans: Iterable[Span]) -> list[Span]:
    """The same characters in as few spans as will do, in order; those that touch are joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def flatten(spans: Sequence[Span]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Cut overlapping spans into pieces that do not overlap.

    Each piece names, by their index, the spans that cover it, in the order given.
    Stretches that nothing covers are left out.

    >>> flatten([(0, 5), (3, 8)])
    [(0, 3, (0,)), (3, 5, (0, 1)), (5, 8, (1,))]
    """
    edges = sorted(
        (offset, closes, index)
        for index, (start, end) in enumerate(spans)
        if start < end
        for offset, closes in ((start, False), (end, True))
    )
    pieces: list[tuple[int, int, tuple[int, ...]]] = []
    open_now: set[int] = set()
    since = 0
    for offset, closes, index in edges:
        if open_now and offset > since:
            pieces.append((since, offset, tuple(sorted(open_now))))
        since = offset
        (open_now.discard if closes else open_now.add)(index)
    return pieces


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty, at ``start``, if it is all white."""
    inner = text[start:end].strip()
    if not inner:
        return start, start
    begin = start + text[start:end].index(inner[0])
    return begin, begin + len(inner)
