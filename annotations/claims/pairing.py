"""All pairs of passages that are alike enough, without looking at every pair.

Each text is compared with those before it, and then joins them (the index grows as it is
asked: Bayardo, Ma and Srikant 2007). What two passages have in common is added up from the
stems and from the grams that few hold; those grams that many hold weigh little, and are looked
at for the pairs only that could still reach the bound if they had all of them in common. So no
pair is lost, and each has the likeness that adding up everything gives.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from annotations.claims.channel import Channel
from annotations.claims.scoring import Alike

_LEFT = 0.15
"""Share of the bound that the grams which are left to the second look may reach together."""
_BLOCK = 32
"""Places that are passed over together where none of them can reach the bound."""
_SLACK = 1e-9
"""Far more than the rounding of a quotient, far less than a score shows."""


def alike_pairs(
    stems: Channel, grams: Channel, texts: Iterable[Sequence[int]], least: float
) -> Iterator[Alike]:
    """The pairs of passages of different texts whose likeness is ``least`` (over 0) or more.

    ``texts`` are the passages of each text, by their numbers; ``a`` is of the one that comes
    first.
    """
    earlier = _Earlier(stems, grams)
    for text in texts:
        for passage in text:
            yield from earlier.alike(passage, least)
        for passage in text:
            earlier.add(passage)


class _Earlier:
    """The passages so far, by their places in the order they came in."""

    def __init__(self, stems: Channel, grams: Channel) -> None:
        self._stems, self._grams = stems, grams
        self._numbers: list[int] = []
        self._by_stem: dict[int, list[int]] = defaultdict(list)
        self._by_gram: dict[int, list[int]] = defaultdict(list)
        self._stem_lengths: list[float] = []
        self._gram_lengths: list[float] = []
        self._shortest: list[float] = []
        self._held: list[frozenset[int]] = []

    def add(self, passage: int) -> None:
        place, grams = len(self._numbers), self._grams.terms(passage)
        length = self._grams.length(passage)
        self._numbers.append(passage)
        self._stem_lengths.append(self._stems.length(passage))
        self._gram_lengths.append(length)
        self._held.append(grams)
        if place % _BLOCK == 0:
            self._shortest.append(length)
        self._shortest[-1] = min(length, self._shortest[-1])
        for stem in self._stems.terms(passage):
            self._by_stem[stem].append(place)
        for gram in grams:
            self._by_gram[gram].append(place)

    def alike(self, passage: int, least: float) -> Iterator[Alike]:
        length = self._grams.length(passage)
        if length == inf:
            return
        grams = self._grams.terms(passage)
        left, unseen = self._left_of(grams, _LEFT * 2 * least * length**2)
        common = self._in_common(grams - left)
        by_stems = self._in_common_stems(self._stems.terms(passage))
        bound, stem_length = (2 * least - _SLACK) * length, self._stems.length(passage)
        places = set(self._alike_by_grams(common, bound, unseen))
        places.update(self._alike_by_both(common, bound, unseen, by_stems, length / stem_length))
        for place in sorted(places):
            rest = sum(map(self._grams.square, left & self._held[place]))
            by_grams = (common[place] + rest) / (length * self._gram_lengths[place])
            in_stems = by_stems.get(place)
            by_stem = in_stems / (stem_length * self._stem_lengths[place]) if in_stems else 0.0
            likeness = (by_stem + by_grams) / 2
            if likeness >= least:
                yield Alike(likeness, self._numbers[place], passage)

    def _alike_by_grams(
        self, common: Sequence[float], bound: float, unseen: float
    ) -> Iterator[int]:
        """The places that may be alike enough without a stem in common."""
        for block, shortest in enumerate(self._shortest):
            first = block * _BLOCK
            part = common[first : first + _BLOCK]
            if max(part) + unseen >= bound * shortest:
                lengths = self._gram_lengths[first : first + _BLOCK]
                for place, (seen, own) in enumerate(zip(part, lengths, strict=True), first):
                    if seen + unseen >= bound * own:
                        yield place

    def _alike_by_both(
        self,
        common: Sequence[float],
        bound: float,
        unseen: float,
        by_stems: Mapping[int, float],
        ratio: float,
    ) -> list[int]:
        """The places with stems in common that may be alike enough; ``ratio`` of the lengths."""
        by_stem, by_gram = self._stem_lengths, self._gram_lengths
        return [
            place
            for place, seen in by_stems.items()
            if common[place] + unseen >= (bound - seen * ratio / by_stem[place]) * by_gram[place]
        ]

    def _left_of(self, grams: Iterable[int], most: float) -> tuple[frozenset[int], float]:
        """The grams of most passages that are worth no more together, and what they are."""
        left: list[int] = []
        worth = 0.0
        for gram in sorted(grams, key=lambda gram: -len(self._by_gram.get(gram, ()))):
            worth += self._grams.square(gram)
            if worth > most:
                return frozenset(left), worth - self._grams.square(gram)
            left.append(gram)
        return frozenset(left), worth

    def _in_common_stems(self, stems: Iterable[int]) -> Mapping[int, float]:
        """What the earlier passages that hold some of the stems have in common with them."""
        common: dict[int, float] = defaultdict(float)
        for stem in stems:
            square = self._stems.square(stem)
            for place in self._by_stem.get(stem, ()):
                common[place] += square
        return common

    def _in_common(self, grams: Iterable[int]) -> list[float]:
        """What each earlier passage and the grams have in common, in squares of weights."""
        common = [0.0] * len(self._numbers)
        for gram in grams:
            square = self._grams.square(gram)
            for place in self._by_gram.get(gram, ()):
                common[place] += square
        return common
