"""Where words stand in a text, going by their letters and digits alone."""

import unicodedata
from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import islice

_MOST = 1_000
"""Places of the same words that are compared."""

Span = tuple[int, int]


class LetterIndex:
    """Finds words in a text although spaces, line ends, hyphens, accents and case differ."""

    def __init__(self, text: str) -> None:
        self._text = text
        letters: list[str] = []
        places = array("L")
        for place, character in enumerate(text):
            folded = _folded(character)
            letters.append(folded)
            places.extend([place] * len(folded))
        self._letters, self._places = "".join(letters), places

    def spans(self, words: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The spans between ``start`` and ``end`` that have the letters of the words, in order."""
        wanted = letters_of(words)
        if not wanted:
            return []
        first = bisect_left(self._places, start)
        last = len(self._places) if end is None else bisect_left(self._places, end)
        found: list[Span] = []
        at = self._letters.find(wanted, first, last)
        while at >= 0 and len(found) < _MOST:
            found.append(self._span(at, at + len(wanted), words))
            at = self._letters.find(wanted, at + 1, last)
        return found

    def nearest(self, words: str, near: int) -> Span | None:
        """The span that has the letters of the words, of several the one nearest to an offset."""
        return min(self.spans(words), key=lambda span: abs(span[0] - near), default=None)

    def _span(self, first: int, last: int, words: str) -> Span:
        start, end = self._places[first], self._places[last - 1] + 1
        before, after = _edges(words)
        while start and self._text[start - 1] in before:
            start -= 1
        while end < len(self._text) and self._text[end] in after:
            end += 1
        return start, end


def letters_of(words: str) -> str:
    """The letters and digits of the words, without case and accents.

    >>> letters_of("László’s 10⁶")
    'laszlos106'
    """
    return "".join(map(_folded, words))


@lru_cache(4096)
def _folded(character: str) -> str:
    whole = unicodedata.normalize("NFKD", character).casefold()
    return "".join(filter(str.isalnum, whole))


def _edges(words: str) -> tuple[str, str]:
    """The signs before the first letter and after the last one, white space left out."""
    words = words.strip()
    before = "".join(islice(_until_letter(words), 20))
    after = "".join(islice(_until_letter(words[::-1]), 20))
    return before, after


def _until_letter(words: str) -> list[str]:
    signs: list[str] = []
    for character in words[:20]:
        if _folded(character):
            break
        signs.append(character)
    return [sign for sign in signs if not sign.isspace()]
