"""What passages are compared by: the stems of their words, and the grams of those words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from annotations.claims.tokens import STOP_WORDS

GRAM = 4
"""Characters of a gram. Words are padded with a blank on both sides and cut one by one.

Such grams did better than those of three to five characters that cross from word to word,
and there are a sixth as many.
"""
_LONGEST_STEMMED = 30


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems and the grams of a passage, each once; stop words give grams, but no stem."""

    stems: frozenset[str]
    grams: frozenset[str]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (so Snowball calls it)


@cache
def _stemmer() -> _Stemmer:
    # loaded when passages are first compared: it takes 10 ms, for all of Snowball's languages
    from snowballstemmer import stemmer

    english: _Stemmer = stemmer("english")
    return english


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, by Porter's rules for English (Snowball)."""
    if word.isascii() and word.isalpha() and len(word) <= _LONGEST_STEMMED:
        return _stemmer().stemWord(word)
    return word


class TermMaker:
    """Makes terms of words, and remembers what it made of each."""

    __slots__ = ("_grams", "_stems")

    def __init__(self) -> None:
        self._stems: dict[str, str] = {}
        self._grams: dict[str, tuple[str, ...]] = {}

    def terms(self, words: Iterable[str]) -> Terms:
        """The terms of a passage of these words, in lower case."""
        stems: set[str] = set()
        grams: set[str] = set()
        for word in words:
            if word not in self._stems:
                self._learn(word)
            stems.add(self._stems[word])
            grams.update(self._grams[word])
        return Terms(frozenset(stems - {""}), frozenset(grams))

    def _learn(self, word: str) -> None:
        self._grams[word] = tuple(set(grams(word)))
        self._stems[word] = "" if word in STOP_WORDS else stem(word)


def grams(word: str) -> list[str]:
    """The grams of a word; a word of one letter has one, which is shorter.

    >>> grams("boat")
    [' boa', 'boat', 'oat ']
    """
    padded = f" {word} "
    return [padded[i : i + GRAM] for i in range(max(1, len(padded) - GRAM + 1))]
