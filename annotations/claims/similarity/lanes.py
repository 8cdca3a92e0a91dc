"""How alike one passage and each of thousands are at most: one sum for all of them at once.

The passages lie side by side in a long integer, 16 bits (a lane) for each. A term has such an
integer too, which holds what the term adds to the likeness of each passage that has it; those
of all terms of a passage are added up, with as few steps of the interpreter as there are terms
(several sums in one word: Lamport 1975, "Multiple Byte Processing with Full-Word Instructions").
Numbers are rounded up, so no passage is passed over that is alike enough.
"""

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, inf

from annotations.claims.similarity.channel import Channel

SIZE = 2048
"""Passages that lie side by side; an even number."""
_MANY = 8
"""Passages with a term from which on its integer is worth its room; fewer are added one by one."""
_LARGEST = 1 << 15
"""What the longest passage's terms add up to; there is room for as much again by rounding up."""
_PARTS = 16
"""Parts of one in which the weight of the stems beside the grams is counted."""
_BITS = 16
_PAIR = 4
"""Bytes of two lanes, in which the stems and the grams of one passage come together."""
_TOP = 1 << 31
"""The highest bit of those, which is set in what reaches the bound."""
_REACHES = re.compile(rb"[\x80-\xff]")


class _Column:
    """What each term of one kind adds, in the lanes of the passages that hold it."""

    def __init__(self, channel: Channel, passages: Sequence[int], scale: float) -> None:
        rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for lane, passage in enumerate(passages):
            unit = scale / channel.length(passage)
            for term in channel.held(passage):
                rows[term].append((lane, int(channel.square(term) * unit) + 1))
        self._none = array("H", [0]) * len(passages)
        self._many = {term: self._wide(row) for term, row in rows.items() if len(row) >= _MANY}
        self._few = {term: row for term, row in rows.items() if len(row) < _MANY}

    def sum(self, terms: Iterable[int]) -> int:
        """What the terms add up to in all lanes."""
        total, few = 0, self._none[:]
        for term in terms:
            wide = self._many.get(term)
            if wide is not None:
                total += wide
            else:
                for lane, value in self._few.get(term, ()):
                    few[lane] += value
        return total + _long(few)

    def _wide(self, row: Iterable[tuple[int, int]]) -> int:
        lanes = self._none[:]
        for lane, value in row:
            lanes[lane] = value
        return _long(lanes)


class Lanes:
    """Passages of an index side by side; they go by their places in ``passages``, the lanes."""

    def __init__(self, stems: Channel, grams: Channel, passages: Sequence[int]) -> None:
        self._stems, self._grams, self._size = stems, grams, len(passages)
        lengths = [each.length(passage) for each in (stems, grams) for passage in passages]
        self._longest = max((length for length in lengths if length < inf), default=1.0)
        self._scale = _LARGEST / self._longest
        self._by_stem = _Column(stems, passages, self._scale)
        self._by_gram = _Column(grams, passages, self._scale)
        self._bytes = _PAIR * ((self._size + 1) // 2)
        self._ones = _long(array("H", [1, 0]) * (self._bytes // _PAIR))
        self._even = self._ones * 0xFFFF

    def reaching(self, passage: int, least: float, end: int, most: int) -> Sequence[int]:
        """The lanes before ``end`` that may be alike enough; of more than ``most``, the likest."""
        length = self._grams.length(passage)
        if length == inf:
            return ()
        times = ceil(_PARTS * length / self._stems.length(passage))
        if not self._has_room(passage, times):
            return range(min(end, self._size))
        bound = max(1, int(2 * least * _PARTS * length * self._scale) - 2)
        halves = list(self._halves(passage, times, max(0, _TOP - bound)))
        found = [
            lane
            for odd, data in enumerate(halves)
            for each in _REACHES.finditer(data[_PAIR - 1 :: _PAIR])
            if (lane := 2 * each.start() + odd) < end
        ]
        if len(found) > most:
            found.sort(key=lambda lane: (_sum_at(halves, lane), -lane), reverse=True)
        return found[:most]

    def _halves(self, passage: int, times: int, start: int) -> Iterator[bytes]:
        """What the passage's terms add up to from ``start`` on: in the even lanes, in the odd."""
        by_gram = self._by_gram.sum(self._grams.held(passage))
        by_stem = self._by_stem.sum(self._stems.held(passage))
        for shift in (0, _BITS):
            total = _PARTS * ((by_gram >> shift) & self._even)
            total += times * ((by_stem >> shift) & self._even)
            total += start * self._ones
            yield total.to_bytes(self._bytes, "little")

    def _has_room(self, passage: int, times: int) -> bool:
        """Whether no sum runs over into the next lane; of the usual passages none does."""
        for channel in (self._grams, self._stems):
            most = min(channel.length(passage), self._longest) * self._scale
            if most + len(channel.held(passage)) >= 1 << _BITS:
                return False
        return (_PARTS + times) << _BITS < _TOP


def _sum_at(halves: Sequence[bytes], lane: int) -> int:
    place = lane // 2 * _PAIR
    return int.from_bytes(halves[lane % 2][place : place + _PAIR], "little")


def _long(lanes: "array[int]") -> int:
    """The lanes as one integer, the first in its lowest bits."""
    if sys.byteorder == "big":
        lanes = lanes[:]
        lanes.byteswap()
    return int.from_bytes(lanes, "little")
