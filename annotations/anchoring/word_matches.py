"""Which word of an old text each word of a new one is."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_IN_A_ROW = 0.2
"""Words that follow each other in both texts count for so much more."""

_FEW = 2
_ALIKE = 0.6
_NUMBER_FOR_NUMBER = 0.3
_SHORTEST_ALIKE = 4
"""Shorter words that differ are different words."""

_WIDEST_GAP = 12
"""Words in a row that found no partner; in longer rows nobody looks for misspellings."""


@dataclass(frozen=True, slots=True)
class Matches:
    """For each old word the index of the new one it became, or None, and how alike they are.

    The likeness is 1 for the same word, less for one that is spelt otherwise, 0 for None.
    ``halves`` are the new words that are the second half of the one before them.
    """

    places: list[int | None]
    likeness: list[float]
    halves: set[int]

    def end(self, word: int) -> int | None:
        """The last new word that the old one became."""
        place = self.places[word]
        return None if place is None else place + (place + 1 in self.halves)


_Chain: TypeAlias = tuple[float, int, int, "_Chain | None"]
"""Pairs of equal words in order: their weight, the last pair, and the chain before it."""


def match(old: Sequence[str], new: Sequence[str], weights: Sequence[float]) -> Matches:
    """Match two rows of words, in order: the same ones first, then those misspelt between."""
    places: list[int | None] = [None] * len(old)
    likeness = [0.0] * len(old)
    halves: set[int] = set()
    done, there = len(old), len(new)
    chain = _heaviest(old, new, weights)
    while True:
        at, to = (chain[1], chain[2]) if chain else (-1, -1)
        if at + 1 < done and to + 1 < there:
            for one, other, alike, is_cut in _misspelt(old, new, (at + 1, done), (to + 1, there)):
                places[one], likeness[one] = other, alike
                if is_cut:
                    halves.add(other + 1)
        if not chain:
            return Matches(places, likeness, halves)
        places[at], likeness[at] = to, 1.0
        done, there, chain = at, to, chain[3]


def _heaviest(old: Sequence[str], new: Sequence[str], weights: Sequence[float]) -> _Chain | None:
    """The heaviest common subsequence (Jacobson and Vo, 1992), rows of words preferred.

    ``reach[n]`` is the first place in the new row where a chain of so much weight ends.
    """
    where: dict[str, list[int]] = {}
    for place, word in enumerate(new):
        where.setdefault(word, []).append(place)
    reach: list[int] = []
    chains: list[_Chain] = []
    last_row: dict[int, _Chain] = {}
    for index, word in enumerate(old):
        row: dict[int, _Chain] = {}
        places: Sequence[int] = where.get(word, ())
        if len(places) > _FEW:
            places = _likely(old, new, index, places)
        own = weights[index]
        for place in places:
            below = bisect_left(reach, place) - 1
            best = chains[below] if below >= 0 else None
            weight = best[0] if best else 0.0
            beside = last_row.get(place - 1)
            if beside and beside[0] + _IN_A_ROW * own >= weight:
                best, weight = beside, beside[0] + _IN_A_ROW * own
            row[place] = (weight + own, index, place, best)
        for place, chain in row.items():
            _keep(reach, chains, place, chain)
        last_row = row
    return chains[-1] if chains else None


def _likely(
    old: Sequence[str], new: Sequence[str], index: int, places: Sequence[int]
) -> Sequence[int]:
    """Of many places of a word, those that have one of its neighbours beside them too."""
    before = old[index - 1] if index else None
    after = old[index + 1] if index + 1 < len(old) else None
    last = len(new) - 1
    return [
        place
        for place in places
        if (place and new[place - 1] == before) or (place < last and new[place + 1] == after)
    ]


def _keep(reach: list[int], chains: list[_Chain], place: int, chain: _Chain) -> None:
    """Note the chain, unless one as heavy ends no later; forget those it makes needless."""
    at = bisect_left(reach, place)
    if at and chains[at - 1][0] >= chain[0]:
        return
    stop = at
    while stop < len(chains) and chains[stop][0] <= chain[0]:
        stop += 1
    reach[at:stop] = [place]
    chains[at:stop] = [chain]


def _misspelt(
    old: Sequence[str], new: Sequence[str], row: tuple[int, int], gap: tuple[int, int]
) -> Iterator[tuple[int, int, float, bool]]:
    """Words of a row that stand in the gap in another spelling, in order; cut ones too."""
    if row[1] - row[0] > _WIDEST_GAP or gap[1] - gap[0] > _WIDEST_GAP:
        return
    start = gap[0]
    for one in range(*row):
        for other in range(start, gap[1]):
            alike = likeness(old[one], new[other])
            joined = alike
            if alike < 1 and other + 1 < gap[1]:
                joined = max(alike, likeness(old[one], new[other] + new[other + 1]))
            if joined >= _ALIKE or joined == _NUMBER_FOR_NUMBER:
                is_cut = joined > alike
                yield one, other, joined, is_cut
                start = other + 1 + is_cut
                break


def likeness(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1: by the letters they begin and end with.

    A slip of the pen leaves all letters but one or two. A number is the same or another one,
    which may well stand for it.
    """
    if one == other:
        return 1.0
    if one[0] != other[0] and one[-1] != other[-1] and not one[0].isdigit():
        return 0.0
    if one[0].isdigit() or other[0].isdigit():
        return _NUMBER_FOR_NUMBER if one[0].isdigit() and other[0].isdigit() else 0.0
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if longest < _SHORTEST_ALIKE or longest > 2 * shortest:
        return 0.0
    begin = 0
    while begin < shortest and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < shortest - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return (begin + end) / longest
