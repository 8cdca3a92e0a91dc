"""Laying a passage, word by word, beside a stretch of a folded text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.anchoring.passage import Passage, Word, words

_FADE = 0.9
"""Each word further from the quote says so much less about the place."""

_RARITY = 0.8
_LONGEST_WEIGHED = 6
_SLACK = 20
"""Characters to look further, because words may have grown or been put in."""

_NEAR = 3
"""So many words from the quote its neighbours still show its border."""

_REPLACED = 6
"""At most so many new words may stand for those lost at a border."""

_NO_NEIGHBOURS = 0.3

Matches = list[int | None]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage fits a place of the folded text: three shares from 0 to 1.

    ``kept`` is that of the quote's own words, by weight; ``left`` and ``right`` are those
    of its neighbours, the nearest counting most. ``new`` is the share of the words there
    now that are none of the old ones.
    """

    start: int
    end: int
    kept: float
    left: float
    right: float
    new: float = 0.0

    @property
    def score(self) -> float:
        """All in one figure; the words weigh as much as their surroundings."""
        return 0.5 * self.kept * (1 - self.new / 2) + 0.25 * (self.left + self.right)

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
        kept_words = [index for index in range(first, last) if matches[index] is not None]
        if not kept_words:
            return None
        borders = _borders(matches, kept_words, self._neighbours(matches, passage, here))
        weights = self._weights(passage)[first:last]
        kept = _share(weights, matches[first:last])
        span = self._with_marks(passage, here[borders.start].start, here[borders.stop - 1].end)
        fit = self._fit(passage, span, kept, matches[:first][::-1], matches[last:])
        return replace(fit, new=1 - len(kept_words) / len(borders))

    def _neighbours(
        self, matches: Matches, passage: Passage, here: Sequence[Word]
    ) -> tuple[int | None, int | None]:
        """The words next to the quote on both sides, found again; the text's ends count as such."""
        first, last = passage.first, passage.last
        before = [match for match in matches[max(0, first - _NEAR) : first] if match is not None]
        after = [match for match in matches[last : last + _NEAR] if match is not None]
        if not first and self._begins_at(here[0].start):
            before = [-1]
        if last == len(matches) and self._ends_at(here[-1].end):
            after = [len(here)]
        return before[-1] if before else None, after[0] if after else None

    def _fit(
        self, passage: Passage, span: tuple[int, int], kept: float, left: Matches, right: Matches
    ) -> Fit:
        weights = self._weights(passage)
        before, after = weights[: passage.first][::-1], weights[passage.last :]
        if not passage.has_context:
            return Fit(*span, kept, 1.0, 1.0)
        at_start = 1.0 if self._begins_at(span[0]) else _NO_NEIGHBOURS
        at_end = 1.0 if self._ends_at(span[1]) else _NO_NEIGHBOURS
        return Fit(
            *span,
            kept,
            _share(_faded(before), left) if before else at_start,
            _share(_faded(after), right) if after else at_end,
        )

    def _begins_at(self, offset: int) -> bool:
        """Whether the text has no words before this."""
        return not words(self._text, max(0, offset - _SLACK), offset)

    def _ends_at(self, offset: int) -> bool:
        """Whether the text has no words from here on."""
        return not words(self._text, offset, min(len(self._text), offset + _SLACK))

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


def _borders(
    matches: Matches, kept: Sequence[int], neighbours: tuple[int | None, int | None]
) -> range:
    """The words the altered quote has now, by index.

    Where the quote's own border word is gone, its next neighbour outside shows the border,
    if that is near: the words between the two then replaced the old ones.
    """
    start, end = matches[kept[0]], matches[kept[-1]]
    assert start is not None
    assert end is not None
    before, after = neighbours
    return range(
        start if before is None or start - before > _REPLACED else before + 1,
        end + 1 if after is None or after - end > _REPLACED else after,
    )
