"""Laying a passage, word by word, beside a stretch of a folded text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.anchoring.passage import Passage, Word, words

_FADE = 0.9
"""Each word further from the quote says so much less about the place."""

_RARITY = 0.8
_LONGEST_WEIGHED = 6
_SLACK = 20
_NEAR = 3
_NO_NEIGHBOURS = 0.3

Matches = list[int | None]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage fits a place of the folded text: three shares from 0 to 1.

    ``kept`` is that of the quote's own words, by weight; ``left`` and ``right`` are those
    of its neighbours, the nearest counting most.
    """

    start: int
    end: int
    kept: float
    left: float
    right: float

    @property
    def score(self) -> float:
        """All three in one figure; the words weigh as much as their surroundings."""
        return 0.5 * self.kept + 0.25 * (self.left + self.right)

    @property
    def worse(self) -> float:
        """How well the neighbours on the worse side agree."""
        return min(self.left, self.right)

    @property
    def better(self) -> float:
        """How well the neighbours on the better side agree."""
        return max(self.left, self.right)


class Aligner:
    """Aligns passages with one folded text; words that are rare in it weigh more."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts = Counter[str](words(text))

    def at_hit(self, passage: Passage, start: int) -> Fit:
        """The fit where the very words stand."""
        end = start + len(passage.exact)
        reach = max(passage.start, len(passage.text) - passage.end) + _SLACK
        before = words(self._text, max(0, start - reach), start)[::-1]
        after = words(self._text, end, min(len(self._text), end + reach))
        left = _matches(passage.words[: passage.first][::-1], before)
        right = _matches(passage.words[passage.last :], after)
        return self._fit(passage, (start, end), 1.0, left, right)

    def in_region(self, passage: Passage, region: tuple[int, int]) -> Fit | None:
        """The best fit of altered words in a stretch; None where none of them is left."""
        here = words(self._text, *region)
        matches = _matches(passage.words, here)
        first, last = passage.first, passage.last
        borders = _borders(matches, first, last)
        if borders is None:
            return None
        weights = self._weights(passage)[first:last]
        kept = _share(weights, matches[first:last])
        span = self._with_marks(passage, here[borders[0]].start, here[borders[1]].end)
        return self._fit(passage, span, kept, matches[:first][::-1], matches[last:])

    def _fit(
        self, passage: Passage, span: tuple[int, int], kept: float, left: Matches, right: Matches
    ) -> Fit:
        weights = self._weights(passage)
        before, after = weights[: passage.first][::-1], weights[passage.last :]
        nothing = 1.0 if not passage.has_context else _NO_NEIGHBOURS
        return Fit(
            *span,
            kept,
            _share(_faded(before), left) if before else self._edge(self._text[: span[0]], nothing),
            _share(_faded(after), right) if after else self._edge(self._text[span[1] :], nothing),
        )

    @staticmethod
    def _edge(beyond: str, otherwise: float) -> float:
        """What a side without old neighbours is worth: all, where the text ends there too."""
        return otherwise if beyond.strip() else 1.0

    def _weights(self, passage: Passage) -> list[float]:
        own = Counter[str](passage.words)
        return [
            (min(len(word), _LONGEST_WEIGHED) + 1) / max(self._counts[word], own[word]) ** _RARITY
            for word in passage.words
        ]

    def _with_marks(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Take in the punctuation that belonged to the quote's ends."""
        quoted = passage.words[passage.first : passage.last]
        for mark in reversed(passage.text[passage.start : quoted[0].start].replace(" ", "")):
            if start and self._text[start - 1] == mark:
                start -= 1
        for mark in passage.text[quoted[-1].end : passage.end].replace(" ", ""):
            if self._text[end : end + 1] == mark:
                end += 1
        return start, end


def _matches(old: Sequence[Word], new: Sequence[Word]) -> Matches:
    """For each old word the index of the new one it became, or None."""
    from difflib import SequenceMatcher  # costs 4 ms, and unchanged texts never come here

    matches: Matches = [None] * len(old)
    for at, there, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        matches[at : at + size] = range(there, there + size)
    return matches


def _share(weights: Sequence[float], matches: Matches) -> float:
    kept = sum(weight for weight, match in zip(weights, matches, strict=True) if match is not None)
    return kept / (sum(weights) or 1)


def _faded(weights: Sequence[float]) -> list[float]:
    return [weight * _FADE**distance for distance, weight in enumerate(weights)]


def _borders(matches: Matches, first: int, last: int) -> tuple[int, int] | None:
    """The first and the last word of the altered quote, by index.

    Where the quote's own border word is gone, its next neighbour outside shows the border,
    if that is near: the words between the two then replaced the old ones.
    """
    kept = [index for index in range(first, last) if matches[index] is not None]
    if not kept:
        return None
    start, end = matches[kept[0]], matches[kept[-1]]
    before = [match for match in matches[max(0, first - _NEAR) : first] if match is not None]
    after = [match for match in matches[last : last + _NEAR] if match is not None]
    assert start is not None
    assert end is not None
    if before and 0 < start - before[-1] - 1 <= kept[0] - first + 2 and kept[0] > first:
        start = before[-1] + 1
    if after and 0 < after[0] - end - 1 <= last - 1 - kept[-1] + 2 and kept[-1] < last - 1:
        end = after[0] - 1
    return start, end
