"""Which passages hold which terms, and how alike two passages are."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from annotations.claims.similarity.background import share_of_gram, share_of_stem
from annotations.claims.similarity.channel import Channel
from annotations.claims.similarity.pairs import alike_pairs
from annotations.claims.similarity.scores import Alike
from annotations.claims.similarity.terms import Terms, Vocabulary


class Index:
    """Passages by number, in the order they came in, and how alike they are.

    The likeness of two passages is the mean of that of their stems and that of their grams.
    """

    __slots__ = ("_alive", "_grams", "_is_weighed", "_size", "_stems", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._vocabulary = vocabulary or Vocabulary()
        self._stems = Channel(self._vocabulary.stems, share_of_stem)
        self._grams = Channel(self._vocabulary.grams, share_of_gram)
        self._size = self._alive = 0
        self._is_weighed = False

    def __len__(self) -> int:
        """How many numbers were given, those of dropped passages included."""
        return self._size

    @property
    def alive(self) -> int:
        """How many passages were not dropped."""
        return self._alive

    def emptied(self) -> "Index":
        """An index without passages, in which terms go by the same numbers."""
        return Index(self._vocabulary)

    def terms(self, words: Iterable[str]) -> Terms:
        """The terms of a passage of these words, in lower case."""
        return self._vocabulary.terms(words)

    def terms_of(self, passage: int) -> Terms:
        """The terms of a passage that was taken in."""
        return Terms(frozenset(self._stems.held(passage)), frozenset(self._grams.held(passage)))

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
        by_grams = self._grams.cosines(terms.grams)
        likeness = [by_gram / 2 for by_gram in by_grams]
        for passage, by_stem in self._stems.few_cosines(terms.stems).items():
            likeness[passage] = (by_stem + by_grams[passage]) / 2
        return likeness

    def likeness_from(self, terms: Terms, least: float) -> dict[int, float]:
        """How alike these terms and the passages are that reach ``least``, which is over 0."""
        self.weigh()
        by_stems = self._stems.few_cosines(terms.stems)
        by_grams = self._grams.cosines_from(terms.grams, 2 * least, by_stems)
        found = {
            passage: (by_stems.get(passage, 0.0) + by_gram) / 2
            for passage, by_gram in by_grams.items()
        }
        return {passage: alike for passage, alike in found.items() if alike >= least}

    def alike(
        self,
        texts: Sequence[Sequence[int]],
        least: float,
        tell: Callable[[int, int], None] | None = None,
        cut: Callable[[int], None] | None = None,
    ) -> Iterator[Alike]:
        """The pairs of passages of two texts, given by their passages, that are so much alike.

        See ``alike_pairs``, also for whom to ``tell`` and what is ``cut``.
        """
        self.weigh()
        return alike_pairs(self._stems, self._grams, texts, least, tell, cut)

    def closest(self, passage: int, others: Sequence[int]) -> int:
        """Which of the others is most like a passage, the first of equals."""
        self.weigh()
        by_stems = self._stems.cosines_among(passage, others)
        by_grams = self._grams.cosines_among(passage, others)
        likeness = [a + b for a, b in zip(by_stems, by_grams, strict=True)]
        return others[likeness.index(max(likeness))]

    def likeness_of(self, one: int, other: int) -> float:
        """How alike two passages are."""
        self.weigh()
        (by_stem,) = self._stems.cosines_among(one, (other,))
        (by_gram,) = self._grams.cosines_among(one, (other,))
        return (by_stem + by_gram) / 2

    def likeness_between(
        self, ours: Sequence[Terms], theirs: Sequence[Terms]
    ) -> Callable[[int, int], float]:
        """What tells how alike the passages at these places of the two are."""
        self.weigh()
        by_stem = self._stems.cosine_between([t.stems for t in ours], [t.stems for t in theirs])
        by_gram = self._grams.cosine_between([t.grams for t in ours], [t.grams for t in theirs])
        return lambda one, other: (by_stem(one, other) + by_gram(one, other)) / 2

    def likeness(self, ours: Terms, theirs: Terms) -> float:
        """How alike two passages of these terms are."""
        self.weigh()
        by_stems = self._stems.cosine(ours.stems, theirs.stems)
        return (by_stems + self._grams.cosine(ours.grams, theirs.grams)) / 2
