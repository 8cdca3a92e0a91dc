"""Spans that may overlap, found by where they lie at a cost that does not grow with their number."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Something that stands on a span of a text."""

    @property
    def start(self) -> int:
        """Its first offset."""
        ...

    @property
    def end(self) -> int:
        """The offset after its last."""
        ...


T = TypeVar("T", bound=Spanned)


class Intervals(Generic[T]):
    """What stands on spans, in the order given, which is that of their starts.

    Spans are kept by length, doubling from group to group: those of one group that touch
    a span begin near it, so that one search in each of a few groups finds them.
    """

    def __init__(self, spanned: Sequence[T]) -> None:
        self._spanned = spanned
        groups: dict[int, list[int]] = {}
        for index, each in enumerate(spanned):
            groups.setdefault((each.end - each.start).bit_length(), []).append(index)
        self._groups = [
            (1 << bits, array("q", (spanned[i].start for i in indices)), array("q", indices))
            for bits, indices in groups.items()
        ]

    def touching(self, start: int, end: int) -> list[T]:
        """Those that share a character with ``start:end``, in order."""
        found: list[int] = []
        for longest, starts, indices in self._groups:
            low = bisect_right(starts, start - longest)
            high = bisect_left(starts, end)
            found += (i for i in indices[low:high] if start < self._spanned[i].end)
        return [self._spanned[i] for i in sorted(found)]
