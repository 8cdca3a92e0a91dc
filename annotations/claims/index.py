"""Which passages hold which terms, and how alike two passages are."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt

from annotations.claims.background import share_of_gram, share_of_stem
from annotations.claims.terms import Terms, Vocabulary

_BACKGROUND_SIZE = 20
"""Passages that the background counts for: little beside a folder, much beside one text."""
_LEAST_WEIGHT = 0.5
"""What a term of every passage weighs. With 0, agreement in common words of short texts is
lost; with 1, the names that a whole folder is about drown the rest."""


class _Channel:
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
        passage = len(self._held)
        self._postings += (array("I") for _ in range(len(self._names) - len(self._postings)))
        self._held.append(array("I", terms))
        for number in terms:
            self._postings[number].append(passage)

    def drop(self, passage: int) -> None:
        self._dropped.update(self._held[passage])
        self._held[passage] = array("I")

    def weigh(self, passages: int) -> None:
        """Bring weights and lengths up to date, so many passages being alive."""
        top = log(passages + _BACKGROUND_SIZE + 1) + _LEAST_WEIGHT
        counts = (len(posting) - self._dropped[k] for k, posting in enumerate(self._postings))
        self._squares = [
            (top - log(count + _BACKGROUND_SIZE * self._background(name) + 0.5)) ** 2
            for name, count in zip(self._names, counts, strict=False)
        ]
        self._lengths = [self._length(held) for held in self._held]

    def cosines(self, terms: Iterable[int]) -> list[float]:
        """How alike a passage of these terms and each passage is, from 0 to 1."""
        known = self._known(terms)
        found = [0.0] * len(self._held)
        for number in known:
            square = self._squares[number]
            for passage in self._postings[number]:
                found[passage] += square
        length = self._length(known)
        return [
            common / (length * own) if common and own else 0.0
            for common, own in zip(found, self._lengths, strict=True)
        ]

    def cosine(self, ours: Iterable[int], theirs: Iterable[int]) -> float:
        """How alike passages of these terms are."""
        one, other = self._known(ours), self._known(theirs)
        common = sum(map(self._squares.__getitem__, one & other))
        return common / (self._length(one) * self._length(other)) if common else 0.0

    def cosines_among(self, passage: int, others: Iterable[int]) -> list[float]:
        """How alike a passage and others are."""
        square, held = self._squares.__getitem__, frozenset(self._held[passage])
        return [
            sum(map(square, held.intersection(self._held[other])))
            / (self._lengths[passage] * self._lengths[other] or 1.0)
            for other in others
        ]

    def terms(self, passage: int) -> frozenset[int]:
        return frozenset(self._held[passage])

    def _known(self, terms: Iterable[int]) -> frozenset[int]:
        size = len(self._squares)
        return frozenset(number for number in terms if number < size)

    def _length(self, terms: Iterable[int]) -> float:
        return sqrt(sum(map(self._squares.__getitem__, terms)))


class Index:
    """Passages by number, in the order they came in, and how alike they are.

    The likeness of two passages is the mean of that of their stems and that of their grams.
    """

    __slots__ = ("_alive", "_grams", "_is_weighed", "_size", "_stems", "_vocabulary")

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._stems = _Channel(self._vocabulary.stems, share_of_stem)
        self._grams = _Channel(self._vocabulary.grams, share_of_gram)
        self._size = self._alive = 0
        self._is_weighed = False

    def __len__(self) -> int:
        """How many numbers were given, those of dropped passages included."""
        return self._size

    @property
    def alive(self) -> int:
        """How many passages were not dropped."""
        return self._alive

    def terms(self, words: Iterable[str]) -> Terms:
        """The terms of a passage of these words, in lower case."""
        return self._vocabulary.terms(words)

    def terms_of(self, passage: int) -> Terms:
        """The terms of a passage that was taken in."""
        return Terms(self._stems.terms(passage), self._grams.terms(passage))

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

    def closest(self, passage: int, others: Sequence[int]) -> int:
        """Which of the others is most like a passage, the first of equals."""
        self.weigh()
        by_stems = self._stems.cosines_among(passage, others)
        by_grams = self._grams.cosines_among(passage, others)
        likeness = [a + b for a, b in zip(by_stems, by_grams, strict=True)]
        return others[likeness.index(max(likeness))]

    def likeness(self, ours: Terms, theirs: Terms) -> float:
        """How alike two passages of these terms are."""
        self.weigh()
        by_stems = self._stems.cosine(ours.stems, theirs.stems)
        return (by_stems + self._grams.cosine(ours.grams, theirs.grams)) / 2
