"""Laying a passage, word by word, beside a stretch of a folded text."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from annotations.anchoring.borders import Borders
from annotations.anchoring.passage import Passage, Words, words
from annotations.anchoring.word_matches import Matches, likeness, match

_FADE = 0.9
"""Each word further from the quote says so much less about the place."""

_ELSEWHERE = 0.25
"""So much less do words of another paragraph say."""

_RARITY = 0.8
_LONGEST_WEIGHED = 6
_COUNTED = 150_000
_SORTED, _MANY_COUNTED = 60_000, 100
_LAST = "\U0010ffff"
_ARTICLE = 20_000
"""Words are counted in so many characters, and taken to be as frequent in an article."""

_SLACK = 20
"""Characters to look further, because words may have grown or been put in."""

_CONVINCING = 0.8
_AGREEING = 0.6
_NEXT = 12
_PUT_IN = 4

_LABELS = 0.1
"""The number of a row says so much less than it would elsewhere: rows are numbered anew."""

_STRAY = 0.2
"""Words at an end that are no more of what is left are dropped if they stand apart from it."""

_STRAYED = 3
"""So many words more between them than there were."""

_FACTS = 3
"""With so many names and numbers, all of them others, something else is spoken of."""

_ECHOED = 1.5
"""A copy beside the quote is at most so much longer."""

_SAME = 0.6

_NO_NEIGHBOURS = 0.3
_ALL = 0.999


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage fits a place of the folded text: shares from 0 to 1.

    ``kept`` is that of the quote's own words, by weight; ``left`` and ``right`` are those
    of its neighbours, the nearest counting most. ``new`` is the share of the words there
    now that are none of the old ones; ``figures`` that of the quote's numbers that stand
    there still, and ``count`` how many words there are; ``is_block`` says that it was a
    line or a paragraph of its own, and is one there.

    A fit that kept no word tells where the neighbours stand, the nearest of them in
    ``around`` if they closed up; it is no place for the mark. ``context`` is the share of all
    its neighbours, near and far alike; ``names`` that of the quote's names. ``echo`` is the
    share of the quote's words that were put in again right beside it.
    """

    start: int
    end: int
    kept: float
    left: float
    right: float
    new: float = 0.0
    figures: float = 1.0
    count: int = 0
    is_block: bool = False
    around: tuple[int, int] | None = None
    context: float = 0.0
    names: float = 1.0
    facts: float = 1.0
    echo: float = 0.0

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

    @property
    def is_convincing(self) -> bool:
        """Whether so much is left that nobody need ask whether the neighbours closed up."""
        return self.kept >= _CONVINCING and self.worse >= _AGREEING and self.figures == 1

    @property
    def is_whole(self) -> bool:
        """Whether all the old words stand there, and no others."""
        return self.kept > _ALL and not self.new

    @property
    def is_another(self) -> bool:
        """Whether all the names and all the figures are others: that is said of something else."""
        return self.names == 0 and self.figures == 0

    def has_beside_it(self, other: "Fit") -> bool:
        """Whether most of the other is what stands before or after this."""
        if self.around is None:
            return False
        before = min(other.end, self.start) - max(other.start, self.around[0])
        after = min(other.end, self.around[1]) - max(other.start, self.end)
        return max(before, after) > (other.end - other.start) / 2

    def overlaps(self, other: "Fit") -> bool:
        """Whether they claim some of the same characters, or touch where one is empty."""
        return self.start < max(other.end, other.start + 1) and other.start < max(
            self.end, self.start + 1
        )


class Aligner:
    """Aligns passages with one folded text; words that are rare in it weigh more."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, float] = {}
        self._weighed: tuple[Passage | None, list[float]] = None, []

    def at_hit(self, passage: Passage, start: int) -> Fit:
        """The fit where the very words stand."""
        end = start + len(passage.exact)
        before = words(self._text, start - passage.start - _SLACK, start).texts[::-1]
        after_end = end + len(passage.text) - passage.end + _SLACK
        after = words(self._text, end, min(len(self._text), after_end)).texts
        old, weights = passage.words.texts, self.weights(passage)
        first, last = passage.first, passage.last
        left = match(old[:first][::-1], before, weights[:first][::-1])
        right = match(old[last:], after, weights[last:])
        fit = self._fit(passage, (start, end), (1.0, 0.0), left.likeness, right.likeness)
        echo = max(self._echo(passage, left, start, -1), self._echo(passage, right, end, 1))
        return replace(fit, count=passage.count, echo=echo)

    def _echo(self, passage: Passage, side: Matches, border: int, step: int) -> float:
        """The share of the quote's words that stand beside it now, and did not before."""
        if side.places[:2] == [0, 1]:
            return 0.0
        reach = int(len(passage.exact) * _ECHOED) + _SLACK
        if step > 0:
            beside = words(self._text, border, min(len(self._text), border + reach)).texts
            before = passage.words.texts[passage.last :]
        else:
            beside = words(self._text, border - reach, border).texts
            before = passage.words.texts[: passage.first]
        own = set(passage.words.texts[passage.first : passage.last]).difference(before)
        again = sum(any(likeness(word, other) >= _SAME for other in beside) for word in own)
        return again / len(own) if own else 0.0

    def in_region(
        self, passage: Passage, region: tuple[int, int], but: Sequence[tuple[int, int]] = ()
    ) -> list[Fit]:
        """The best fit of altered words in a stretch, and where its neighbours have closed up.

        What stands in one of the spans of ``but`` is left out.
        """
        here = words(self._text, *region)
        if but:
            here = here.without(but)
        if not here.texts:
            return []
        best = self._best(passage, here)
        if best is not None and best.is_convincing:
            return [best]
        closed = self._closed_up(passage, here)
        return [fit for fit in (best, closed) if fit is not None]

    def _best(self, passage: Passage, here: Words) -> Fit | None:
        """The fit of the most words; None where nothing is left of them."""
        weights = self.weights(passage)
        matches = match(passage.words.texts, here.texts, weights)
        first, last = passage.first, passage.last
        alike = matches.likeness
        inside = [n for n in range(first, last) if matches.places[n] is not None]
        if not inside or _are_numbers_alone(passage, inside):
            return self._between(passage, matches, here)
        if len(inside) > 1:
            inside = self._without_strays(passage, matches, here, inside)
        begins, ends = self._begins_at(here.starts[0]), self._ends_at(here.ends[-1])
        borders = Borders(self._text, passage, matches, here)
        begin, stop = borders.found(inside, begins=begins, ends=ends)
        kept = _share(weights[first:last], alike[first:last])
        span = self._with_marks(passage, here.starts[begin], here.ends[stop - 1])
        new = 1 - len(inside) / max(len(inside), stop - begin)
        fit = self._fit(passage, span, (kept, new), alike[:first][::-1], alike[last:])
        figures = _figures(passage, matches)
        # Names matter only where all figures are others.
        are_told = not figures and len(passage.names) + len(passage.numbers) >= _FACTS
        names = _names(passage, matches) if are_told else 1.0
        facts = _facts(passage, matches)
        return replace(fit, figures=figures, names=names, facts=facts, count=stop - begin)

    def _without_strays(
        self, passage: Passage, matches: Matches, here: Words, inside: list[int]
    ) -> list[int]:
        """The quote's words that were kept, but for a few at its ends that stand far from the rest.

        Such are the number of a row that is another row's now, and small words of the sentence
        before. What follows the rest as they did takes their place.
        """
        weights, places = self.weights(passage), matches.places
        least = _STRAY * sum(weights[n] for n in inside)
        kept = inside
        for step in (1, -1):
            row, weight, cut = kept[::step], 0.0, 0
            for number, (one, other) in enumerate(pairwise(row), 1):
                weight += weights[one]
                if weight > least:
                    break
                if _distance(places, one, other) - abs(other - one) >= _STRAYED:
                    cut = number
            strays, rest = row[:cut], row[cut:]
            for word in strays:
                places[word], matches.likeness[word] = None, 0.0
            kept = [*_beside(passage, matches, here, rest, step), *rest][::step]
        return kept

    def _between(self, passage: Passage, matches: Matches, here: Words) -> Fit | None:
        """The place between the neighbours, where nothing of the quote is left."""
        before = [n for n in matches.places[: passage.first] if n is not None]
        after = [n for n in matches.places[passage.last :] if n is not None]
        if not before or not after:
            return None
        span = here.ends[before[-1]], here.starts[after[0]]
        left, right = matches.likeness[: passage.first][::-1], matches.likeness[passage.last :]
        return self._fit(passage, span, (0.0, 1.0), left, right)

    def _closed_up(self, passage: Passage, here: Words) -> Fit | None:
        """Where the old neighbours follow each other; None where something is between them.

        Words that the quote and its neighbours have in common say nothing about which of
        them is left: here they are taken for the neighbours'.
        """
        first, last = passage.first, passage.last
        texts, weights = passage.words.texts, self.weights(passage)
        outer = [*texts[:first], *texts[last:]]
        found = match(outer, here.texts, [*weights[:first], *weights[last:]])
        places = [*found.places[:first], *[None] * (last - first), *found.places[first:]]
        alike = [*found.likeness[:first], *[0.0] * (last - first), *found.likeness[first:]]
        around = Matches(places, alike, found.halves)
        put_in = min(_PUT_IN, last - first - 1)
        left, right = _next_to(places[:first][::-1], put_in), _next_to(places[last:], put_in)
        if not left or not right or right[0] != left[0] + 1 + (left[0] + 1 in found.halves):
            return None
        fit = self._between(passage, around, here)
        # The mark at the end of the words before is theirs.
        start, stretch = here.starts[right[0]] - 1, (here.starts[left[-1]], here.ends[right[-1]])
        return fit and replace(fit, start=start, around=stretch)

    def _fit(
        self,
        passage: Passage,
        span: tuple[int, int],
        kept: tuple[float, float],
        left: Sequence[float],
        right: Sequence[float],
    ) -> Fit:
        weights = self.weights(passage)
        before, after = _faded(passage, weights)
        if not passage.has_context:
            return Fit(*span, kept[0], 1.0, 1.0, kept[1])
        is_first = passage.begins_text and self._begins_at(span[0])
        is_last = passage.ends_text and self._ends_at(span[1])
        first, last = passage.first, passage.last
        return Fit(
            *span,
            kept[0],
            _share(before, left) if before else 1.0 if is_first else _NO_NEIGHBOURS,
            _share(after, right) if after else 1.0 if is_last else _NO_NEIGHBOURS,
            kept[1],
            context=_share([*weights[:first][::-1], *weights[last:]], [*left, *right]),
        )

    def _begins_at(self, offset: int) -> bool:
        """Whether the text has no words before this."""
        return not words(self._text, offset - _SLACK, offset).texts

    def _ends_at(self, offset: int) -> bool:
        """Whether the text has no words from here on."""
        return not words(self._text, offset, min(len(self._text), offset + _SLACK)).texts

    def rarity(self, passage: Passage) -> float:
        """What the quote's words tell about the place, all together."""
        return sum(self.weights(passage)[passage.first : passage.last])

    def weights(self, passage: Passage) -> list[float]:
        """What each word of the passage tells about the place: rare and long ones most."""
        old = passage.words.texts
        if self._weighed[0] is not passage:
            own = Counter(old)
            of = {
                word: (min(len(word), _LONGEST_WEIGHED) + 1)
                / max(self._count(word), count) ** _RARITY
                for word, count in own.items()
            }
            weights = [of[word] for word in old]
            for word in range(passage.first, passage.first + passage.label):
                weights[word] *= _LABELS
            self._weighed = passage, weights
        return self._weighed[1]

    def _count(self, word: str) -> float:
        """About how often the word stands in as much text as an article has.

        In a book too, its commonest words say something of a place; one that only begins
        with the word counts.
        """
        if word not in self._counts:
            is_sorted = len(self._text) <= _SORTED or len(self._counts) > _MANY_COUNTED
            if word.isascii() and is_sorted:
                begin = bisect_left(self._sorted, word)
                found = bisect_left(self._sorted, word + _LAST, begin) - begin
            else:
                found = self._text.count(f" {word}" if word.isascii() else word, 0, _COUNTED)
            counted = min(_COUNTED, len(self._text))
            self._counts[word] = found * min(1.0, _ARTICLE / max(1, counted))
        return self._counts[word]

    @cached_property
    def _sorted(self) -> list[str]:
        """The words in order: to count those that begin alike is quicker than to search.

        To sort those of a book takes longer than to search for a few.
        """
        return sorted(self._text[:_COUNTED].split(" "))

    def _with_marks(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Take in the punctuation that belonged to the quote's ends."""
        first, last = passage.words.starts[passage.first], passage.words.ends[passage.last - 1]
        for mark in reversed(passage.text[passage.start : first].replace(" ", "")):
            blank = self._text[start - 1 : start] == " "
            if start - blank and self._text[start - blank - 1] == mark:
                start -= 1 + blank
        for mark in passage.text[last : passage.end].replace(" ", ""):
            blank = self._text[end : end + 1] == " "
            if self._text[end + blank : end + blank + 1] == mark:
                end += 1 + blank
        return start, end


def _are_numbers_alone(passage: Passage, inside: Sequence[int]) -> bool:
    """Whether only numbers are left of a quote that had words: these say nothing."""
    texts = passage.words.texts
    if any(not texts[n][0].isdigit() for n in inside):
        return False
    return any(not text[0].isdigit() for text in texts[passage.first : passage.last])


def _distance(places: Sequence[int | None], one: int, other: int) -> int:
    here, there = places[one], places[other]
    assert here is not None
    assert there is not None
    return abs(there - here)


def _beside(
    passage: Passage, matches: Matches, here: Words, rest: Sequence[int], step: int
) -> list[int]:
    """The lost words at an end that stand right beside the others, numbers for numbers.

    The number of a row is its own, even where that of the row before would fit.
    """
    found: list[int] = []
    word, place = rest[0] - step, matches.places[rest[0]]
    assert place is not None
    taken = {each for each in matches.places if each is not None}
    while passage.first <= word < passage.last and matches.places[word] is None:
        place -= step
        is_label = word < passage.first + passage.label
        if not 0 <= place < len(here) or (place in taken and not is_label):
            break
        alike = likeness(passage.words.texts[word], here.texts[place])
        if not alike:
            break
        if place in taken:
            other = matches.places.index(place)
            matches.places[other], matches.likeness[other] = None, 0.0
        matches.places[word], matches.likeness[word] = place, alike
        found.insert(0, word)
        word -= step
    return found


def _next_to(places: Sequence[int | None], put_in: int) -> list[int]:
    """Where the nearest words stand, from the middle outwards.

    Empty where more others than ``put_in`` stand together among them: they may be the quote.
    """
    found = [(n, place) for n, place in enumerate(places[:_NEXT]) if place is not None]
    for (before, last), (number, place) in pairwise(found):
        if abs(place - last) - (number - before) > put_in:
            return []
    return [place for _, place in found]


def _figures(passage: Passage, matches: Matches) -> float:
    """The share of the quote's numbers that are the same."""
    numbers = passage.numbers
    return sum(matches.likeness[n] == 1 for n in numbers) / len(numbers) if numbers else 1.0


def _names(passage: Passage, matches: Matches) -> float:
    """The share of the quote's names that are the same, or spelt a little otherwise."""
    names = passage.names
    return sum(matches.likeness[n] > 0 for n in names) / len(names) if names else 1.0


def _facts(passage: Passage, matches: Matches) -> float:
    """The share of the quote's names and numbers that are the same."""
    told = [*passage.names, *passage.numbers]
    return sum(matches.likeness[n] == 1 for n in told) / len(told) if told else 1.0


def _share(weights: Sequence[float], likeness: Sequence[float]) -> float:
    kept = sum(weight * alike for weight, alike in zip(weights, likeness, strict=True))
    return kept / (sum(weights) or 1)


def _faded(passage: Passage, weights: Sequence[float]) -> tuple[list[float], list[float]]:
    """What the neighbours on both sides say about the place, from the quote outwards.

    Those in other paragraphs say less: paragraphs move as a whole.
    """
    begin, stop = passage.paragraph
    first, last = passage.first, passage.last
    before = [
        weight * _FADE**n * (1 if n < first - begin else _ELSEWHERE)
        for n, weight in enumerate(weights[:first][::-1])
    ]
    after = [
        weight * _FADE**n * (1 if n < stop - last else _ELSEWHERE)
        for n, weight in enumerate(weights[last:])
    ]
    return before, after
