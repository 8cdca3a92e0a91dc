"""Which passages hold which terms, and how alike two passages are."""

from array import array
from collections.abc import Callable, Iterable
from math import log, sqrt

from annotations.claims.background import share_of_gram, share_of_stem
from annotations.claims.terms import Terms

_BACKGROUND_SIZE = 20
"""Passages that the background counts for: little beside a folder, much beside one text."""
_LEAST_WEIGHT = 0.5
"""What a term of every passage weighs. With 0, agreement in common words of short texts is
lost; with 1, the names that a whole folder is about drown the rest."""


class _Channel:
    """Terms of one kind: which passages hold each, and what each weighs.

    A term weighs the logarithm of how few passages hold it (inverse document frequency,
    Sparck Jones 1972); two passages are as alike as the cosine of the angle between their
    weighted terms (Salton 1975).
    """

    __slots__ = (
        "_background", "_counts", "_held", "_lengths", "_names", "_numbers", "_postings",
        "_squares",
    )  # fmt: skip

    def __init__(self, background: Callable[[str], float]) -> None:
        self._background = background
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._postings: list[array[int]] = []
        self._counts: list[int] = []
        self._held: list[array[int]] = []
        self._squares: list[float] = []
        self._lengths: list[float] = []

    def add(self, terms: Iterable[str]) -> None:
        passage = len(self._held)
        held = array("I", sorted(map(self._number, terms)))
        self._held.append(held)
        for number in held:
            self._postings[number].append(passage)
            self._counts[number] += 1

    def drop(self, passage: int) -> None:
        for number in self._held[passage]:
            self._counts[number] -= 1
        self._held[passage] = array("I")

    def weigh(self, passages: int) -> None:
        """Bring weights and lengths up to date, so many passages being alive."""
        top = log(passages + _BACKGROUND_SIZE + 1) + _LEAST_WEIGHT
        self._squares = [
            (top - log(count + _BACKGROUND_SIZE * self._background(name) + 0.5)) ** 2
            for name, count in zip(self._names, self._counts, strict=True)
        ]
        square = self._squares.__getitem__
        self._lengths = [sqrt(sum(map(square, held))) for held in self._held]

    def cosines(self, terms: Iterable[str]) -> list[float]:
        """How alike a passage of these terms and each passage is, from 0 to 1."""
        known = [self._numbers[term] for term in terms if term in self._numbers]
        found = [0.0] * len(self._held)
        for number in known:
            square = self._squares[number]
            for passage in self._postings[number]:
                found[passage] += square
        length = sqrt(sum(self._squares[number] for number in known))
        return [
            common / (length * own) if common and own else 0.0
            for common, own in zip(found, self._lengths, strict=True)
        ]

    def cosine(self, ours: Iterable[str], theirs: Iterable[str]) -> float:
        """How alike passages of these terms are; terms of no passage count for nothing."""
        one, other = (
            {self._numbers[term] for term in terms if term in self._numbers}
            for terms in (ours, theirs)
        )
        square = self._squares.__getitem__
        common = sum(map(square, one & other))
        return common / sqrt(sum(map(square, one)) * sum(map(square, other))) if common else 0.0

    def terms(self, passage: int) -> frozenset[str]:
        return frozenset(map(self._names.__getitem__, self._held[passage]))

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._names)
            self._names.append(term)
            self._postings.append(array("I"))
            self._counts.append(0)
        return number


class Index:
    """Passages by number, in the order they came in, and how alike they are.

    The likeness of two passages is the mean of that of their stems and that of their grams.
    """

    __slots__ = ("_alive", "_grams", "_is_weighed", "_size", "_stems")

    def __init__(self) -> None:
        self._stems = _Channel(share_of_stem)
        self._grams = _Channel(share_of_gram)
        self._size = self._alive = 0
        self._is_weighed = False

    def __len__(self) -> int:
        """How many numbers were given, those of dropped passages included."""
        return self._size

    @property
    def alive(self) -> int:
        """How many passages were not dropped."""
        return self._alive

    def add(self, terms: Terms) -> int:
        """Take in a passage and give its number."""
        self._stems.add(terms.stems)
        self._grams.add(terms.grams)
        self._size += 1
        self._alive += 1
        self._is_weighed = False
        return self._size - 1

    def drop(self, passage: int) -> None:
        """Forget a passage; its likeness to any other is 0 from now on."""
        self._stems.drop(passage)
        self._grams.drop(passage)
        self._alive -= 1
        self._is_weighed = False

    def weigh(self) -> None:
        """Bring the weights up to date, which the first question would do otherwise."""
        if not self._is_weighed:
            self._stems.weigh(self._alive)
            self._grams.weigh(self._alive)
            self._is_weighed = True

    def likeness_to_all(self, terms: Terms) -> list[float]:
        """How alike these terms and each passage are, by the passages' numbers."""
        self.weigh()
        return [
            (by_stems + by_grams) / 2
            for by_stems, by_grams in zip(
                self._stems.cosines(terms.stems), self._grams.cosines(terms.grams), strict=True
            )
        ]

    def likeness(self, ours: Terms, theirs: Terms) -> float:
        """How alike two passages of these terms are."""
        self.weigh()
        by_stems = self._stems.cosine(ours.stems, theirs.stems)
        return (by_stems + self._grams.cosine(ours.grams, theirs.grams)) / 2

    def terms(self, passage: int) -> Terms:
        """The terms of a passage."""
        return Terms(self._stems.terms(passage), self._grams.terms(passage))
