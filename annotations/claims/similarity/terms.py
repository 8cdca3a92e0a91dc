"""What passages are compared by: the stems of their words, and the grams of those words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from annotations.claims.similarity.tokens import STOP_WORDS

GRAM = 4
"""Characters of a gram. Words are padded with a blank on both sides and cut one by one.

Such grams did better than those of three to five characters that cross from word to word,
and there are a sixth as many.
"""
_LONGEST_STEMMED = 30


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the stems and of the grams of a passage.

    Stop words give grams, but no stem.
    """

    stems: frozenset[int]
    grams: frozenset[int]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (so Snowball calls it)


@cache
def _stemmer() -> _Stemmer:
    # loaded when passages are first compared: it takes 10 ms, for all of Snowball's languages
    from snowballstemmer import stemmer

    english: _Stemmer = stemmer("english")
    return english


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, by Porter's rules for English (Snowball)."""
    if word.isascii() and word.isalpha() and len(word) <= _LONGEST_STEMMED:
        return _stemmer().stemWord(word)
    return word


_Numbers = tuple[tuple[int, ...], tuple[int, ...]]
"""Those of a word's stem, if it has one, and of its grams."""


class Vocabulary:
    """The stems and grams that were met, numbered in the order in which they were."""

    __slots__ = ("_gram_numbers", "_known", "_stem_numbers", "grams", "stems")

    def __init__(self) -> None:
        self.stems: list[str] = []
        self.grams: list[str] = []
        self._stem_numbers: dict[str, int] = {}
        self._gram_numbers: dict[str, int] = {}
        self._known: dict[str, _Numbers] = {}

    def terms(self, words: Iterable[str]) -> Terms:
        """The terms of a passage of these words, in lower case."""
        known = [self._known.get(word) or self._learn(word) for word in words]
        return Terms(
            frozenset().union(*(stems for stems, _ in known)),
            frozenset().union(*(grams for _, grams in known)),
        )

    def _learn(self, word: str) -> _Numbers:
        stems = () if word in STOP_WORDS else (_number(stem(word), self._stem_numbers, self.stems),)
        cut = tuple(_number(gram, self._gram_numbers, self.grams) for gram in grams(word))
        self._known[word] = stems, cut
        return stems, cut


def _number(term: str, numbers: dict[str, int], names: list[str]) -> int:
    number = numbers.setdefault(term, len(names))
    if number == len(names):
        names.append(term)
    return number


def grams(word: str) -> list[str]:
    """The grams of a word; a word of one letter has one, which is shorter.

    >>> grams("boat")
    [' boa', 'boat', 'oat ']
    """
    padded = f" {word} "
    return [padded[i : i + GRAM] for i in range(max(1, len(padded) - GRAM + 1))]
