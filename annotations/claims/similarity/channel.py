"""Terms of one kind: which passages hold each, and what each weighs."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf, log, sqrt

_BACKGROUND_SIZE = 20
"""Passages that the background counts for: little beside a folder, much beside one text."""
_LEAST_WEIGHT = 0.5
"""What a term of every passage weighs. With 0, agreement in common words of short texts is
lost; with 1, the names that a whole folder is about drown the rest."""
_LEFT = 0.25
"""Share of a bound that the terms which are left to the second look may reach together."""
_SLACK = 1e-9
"""Far more than the rounding of a quotient, far less than a score shows."""
_STEP = 2.0**-20
"""Squares of weights are multiples of it, so that their sums are the same in any order."""


class Channel:
    """Terms of one kind, by number: which passages hold each, and what each weighs.

    A term weighs the logarithm of how few passages hold it (inverse document frequency,
    Sparck Jones 1972); two passages are as alike as the cosine of the angle between their
    weighted terms (Salton 1975). Terms that no passage holds count for nothing.
    """

    __slots__ = ("_background", "_dropped", "_held", "_lengths", "_names", "_postings", "_squares")

    def __init__(self, names: Sequence[str], background: Callable[[str], float]) -> None:
        self._names = names
        self._background = background
        self._postings: list[array[int]] = []
        self._held: list[array[int]] = []
        self._dropped: Counter[int] = Counter()
        self._squares: list[float] = []
        self._lengths: list[float] = []

    def add(self, terms: frozenset[int]) -> None:
        """Take in the next passage, which holds these terms."""
        passage = len(self._held)
        self._postings += (array("I") for _ in range(len(self._names) - len(self._postings)))
        self._held.append(array("I", terms))
        for number in terms:
            self._postings[number].append(passage)

    def drop(self, passage: int) -> None:
        """Forget what a passage holds."""
        self._dropped.update(self._held[passage])
        self._held[passage] = array("I")

    def weigh(self, passages: int) -> None:
        """Bring weights and lengths up to date, so many passages being alive."""
        top = log(passages + _BACKGROUND_SIZE + 1) + _LEAST_WEIGHT
        counts = (len(posting) - self._dropped[k] for k, posting in enumerate(self._postings))
        self._squares = [
            _exact((top - log(count + _BACKGROUND_SIZE * self._background(name) + 0.5)) ** 2)
            for name, count in zip(self._names, counts, strict=False)
        ]
        # What holds nothing is infinitely long: nothing is like it, without a look at each.
        self._lengths = [self._length(held) or inf for held in self._held]

    def cosines(self, terms: Iterable[int]) -> list[float]:
        """How alike a passage of these terms and each passage is, from 0 to 1."""
        known = self._known(terms)
        length = self._length(known) or inf
        return [
            common / (length * own)
            for common, own in zip(self._in_common(known), self._lengths, strict=True)
        ]

    def cosines_from(
        self, terms: Iterable[int], least: float, others: Mapping[int, float]
    ) -> dict[int, float]:
        """The same for the passages that reach ``least``, or do with what ``others`` adds to it.

        What is most common is added up for those only that could reach it with all of that.
        """
        known = self._known(terms)
        length = self._length(known) or inf
        left, unseen = self._most_common(known, _LEFT * least * length**2)
        common = self._in_common(known - left)
        bound = (least - _SLACK) * length
        enough = [
            passage
            for passage, (seen, own) in enumerate(zip(common, self._lengths, strict=True))
            if seen + unseen >= bound * own
        ]
        enough += (
            passage
            for passage, more in others.items()
            if common[passage] + unseen >= (bound - more * length) * self._lengths[passage]
        )
        square = self._squares.__getitem__
        return {
            passage: (common[passage] + sum(map(square, left.intersection(self._held[passage]))))
            / (length * self._lengths[passage])
            for passage in enough
        }

    def _in_common(self, known: Iterable[int]) -> list[float]:
        found = [0.0] * len(self._held)
        for number in known:
            square = self._squares[number]
            for passage in self._postings[number]:
                found[passage] += square
        return found

    def _most_common(self, known: Iterable[int], most: float) -> tuple[frozenset[int], float]:
        """The terms of most passages that are worth no more together, and what they are."""
        left: list[int] = []
        worth = 0.0
        for number in sorted(known, key=lambda number: -len(self._postings[number])):
            if worth + self._squares[number] > most:
                break
            worth += self._squares[number]
            left.append(number)
        return frozenset(left), worth

    def few_cosines(self, terms: Iterable[int]) -> dict[int, float]:
        """The same for the passages that hold one of the terms, which should be few."""
        known = self._known(terms)
        found: dict[int, float] = defaultdict(float)
        for number in known:
            square = self._squares[number]
            for passage in self._postings[number]:
                found[passage] += square
        length = self._length(known) or inf
        return {
            passage: common / (length * self._lengths[passage]) for passage, common in found.items()
        }

    def cosine(self, ours: Iterable[int], theirs: Iterable[int]) -> float:
        """How alike passages of these terms are."""
        one, other = self._known(ours), self._known(theirs)
        common = sum(map(self._squares.__getitem__, one & other))
        return common / (self._length(one) * self._length(other)) if common else 0.0

    def cosine_between(
        self, ours: Iterable[Iterable[int]], theirs: Iterable[Iterable[int]]
    ) -> Callable[[int, int], float]:
        """What tells how alike the passages at these places of the two are."""
        sides = [[self._known(terms) for terms in side] for side in (ours, theirs)]
        lengths = [[self._length(terms) or inf for terms in side] for side in sides]

        def cosine(one: int, other: int) -> float:
            common = self.in_common(sides[0][one], sides[1][other])
            return common / (lengths[0][one] * lengths[1][other])

        return cosine

    def cosines_among(self, passage: int, others: Iterable[int]) -> list[float]:
        """How alike a passage and others are."""
        square, held = self._squares.__getitem__, frozenset(self._held[passage])
        return [
            sum(map(square, held.intersection(self._held[other])))
            / (self._lengths[passage] * self._lengths[other])
            for other in others
        ]

    def held(self, passage: int) -> Sequence[int]:
        """What a passage holds, each term once."""
        return self._held[passage]

    def in_common(self, ours: frozenset[int], theirs: frozenset[int]) -> float:
        """What passages that hold these terms have in common, in squares of weights."""
        return sum(map(self._squares.__getitem__, ours & theirs))

    def length(self, passage: int) -> float:
        """How long the passage's weighted terms are; infinite where it has none."""
        return self._lengths[passage]

    def square(self, term: int) -> float:
        """What a term adds to what two passages that hold it have in common."""
        return self._squares[term]

    def _known(self, terms: Iterable[int]) -> frozenset[int]:
        size = len(self._squares)
        return frozenset(number for number in terms if number < size)

    def _length(self, terms: Iterable[int]) -> float:
        return sqrt(sum(map(self._squares.__getitem__, terms)))


def _exact(square: float) -> float:
    return round(square / _STEP) * _STEP
