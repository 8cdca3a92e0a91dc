"""Spans of a text in order, made slice by slice where they are asked for."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T", bound=tuple[int, ...])

_IN_A_SLICE = 1 << 32
_KEPT = 8

_Slice = tuple[Sequence[T], "array[int]", "array[int]"]


class Sliced(Generic[T]):
    """Tuples that begin with a start and an end, in order and apart.

    Each has a key, a whole number: keys stand in the order of the text, but only ``after``
    and ``before`` say which is next. However
    long the text, only the last few slices that were asked for are held.
    """

    def __init__(self, edges: Sequence[int], make: Callable[[int], Sequence[T]]) -> None:
        """``edges`` are the slices' starts and the text's end; ``make`` gives one slice's spans."""
        self.edges = edges
        self._make = make
        self._made: dict[int, _Slice[T]] = {}

    @classmethod
    def whole(cls, spans: Sequence[T], end: int) -> "Sliced[T]":
        """All the spans of a text that ends at ``end``, as one slice."""
        return cls((0, end), lambda _: spans)

    def __bool__(self) -> bool:
        return self.first is not None

    def __getitem__(self, key: int) -> T:
        number, index = divmod(key, _IN_A_SLICE)
        return self._slice(number)[0][index]

    def slice(self, number: int) -> Sequence[T]:
        """All the spans of one slice."""
        return self._slice(number)[0]

    @cached_property
    def first(self) -> int | None:
        """The key of the first span, None if there is none."""
        return self._from(0)

    @cached_property
    def last(self) -> int | None:
        """The key of the last span, None if there is none."""
        return self._until(len(self.edges) - 2)

    def after(self, key: int) -> int | None:
        """The key of the next span; None after the last."""
        number, index = divmod(key, _IN_A_SLICE)
        if index + 1 < len(self._slice(number)[0]):
            return key + 1
        return self._from(number + 1)

    def before(self, key: int) -> int | None:
        """The key of the span before; None before the first."""
        return key - 1 if key % _IN_A_SLICE else self._until(key // _IN_A_SLICE - 1)

    def begun(self, offset: int) -> int | None:
        """The key of the last span that begins at the offset or before it; else of the first."""
        number = self._number(offset)
        found = bisect_right(self._slice(number)[1], offset) - 1
        if found >= 0:
            return number * _IN_A_SLICE + found
        before = self._until(number - 1)
        return self._from(number) if before is None else before

    def unended(self, offset: int) -> int | None:
        """The key of the first span that ends after the offset; None after the last."""
        number = self._number(offset)
        found = bisect_right(self._slice(number)[2], offset)
        if found < len(self._slice(number)[0]):
            return number * _IN_A_SLICE + found
        return self._from(number + 1)

    def beginning(self, offset: int) -> int | None:
        """The key of the first span that begins at the offset or after it; None if none does."""
        number = self._number(offset)
        found = bisect_left(self._slice(number)[1], offset)
        if found < len(self._slice(number)[0]):
            return number * _IN_A_SLICE + found
        return self._from(number + 1)

    def ended(self, offset: int) -> int | None:
        """The key of the last span that ends at the offset or before it; None if none does."""
        number = self._number(offset)
        found = bisect_right(self._slice(number)[2], offset) - 1
        return number * _IN_A_SLICE + found if found >= 0 else self._until(number - 1)

    def _number(self, offset: int) -> int:
        return max(0, min(bisect_right(self.edges, offset) - 1, len(self.edges) - 2))

    def _from(self, number: int) -> int | None:
        """The first key in this slice or a later one."""
        for each in range(number, len(self.edges) - 1):
            if self._slice(each)[0]:
                return each * _IN_A_SLICE
        return None

    def _until(self, number: int) -> int | None:
        """The last key in this slice or an earlier one."""
        for each in range(number, -1, -1):
            if spans := self._slice(each)[0]:
                return each * _IN_A_SLICE + len(spans) - 1
        return None

    def _slice(self, number: int) -> _Slice[T]:
        made = self._made.get(number)
        if made is None:
            if len(self._made) >= _KEPT:
                del self._made[next(iter(self._made))]
            spans = self._make(number)
            starts = array("q", (span[0] for span in spans))
            made = self._made[number] = spans, starts, array("q", (span[1] for span in spans))
        return made
