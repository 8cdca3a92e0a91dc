"""The passages of a library's articles, and which of them say the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import RLock

from annotations.claims.aliases import Aliases
from annotations.claims.index import Index
from annotations.claims.model import Match, Passage
from annotations.claims.passages import passages
from annotations.claims.terms import TermMaker, Terms
from annotations.claims.tokens import words
from annotations.spans import Span, overlap

LEAST = 0.05
"""The score below which two passages are no match at all."""
MAYBE = 0.13
SOLID = 0.25
MUTUAL = 1.35
"""Times as much as their likeness (less where that is high, so that none is over 1) is the score
of two passages, if each is closest to the other in its article."""

_Scored = tuple[float, int, int]
"""A score and the numbers of two passages."""


def tier_of(score: float) -> str | None:
    """The label of a score: ``solid``, ``maybe``, or None for the tail that no screen shows."""
    return "solid" if score >= SOLID else "maybe" if score >= MAYBE else None


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A text and its passages, which the index knows by the numbers from ``first`` on."""

    name: str
    text: str
    date: date | None
    spans: Sequence[Span]
    first: int

    def numbers(self) -> range:
        return range(self.first, self.first + len(self.spans))

    def passage(self, number: int) -> Passage:
        return Passage(self.name, *self.spans[number - self.first])


class Corpus:
    """Texts by name, their passages indexed: which of them say what a span says?

    ``aliases`` are groups of names for one thing, see ``read_aliases``. What several threads
    ask and put may overlap: each waits for the other's single text or question at most.
    """

    def __init__(self, aliases: Iterable[Sequence[str]] = ()) -> None:
        self._aliases = Aliases(aliases)
        self._maker = TermMaker()
        self._index = Index()
        self._texts: dict[str, _Indexed] = {}
        self._lock = RLock()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the texts, in the order they came in."""
        with self._lock:
            return tuple(self._texts)

    def put(self, name: str, text: str, date: date | None = None) -> bool:
        """Take in a text, or what has become of it; False if nothing has changed.

        ``date`` is when the text was published, which relative dates in it are counted from.
        """
        with self._lock:
            known = self._texts.get(name)
        if known and (known.text, known.date) == (text, date):
            return False
        spans = passages(text)
        said = [self._aliases.unified(words(text[start:end])) for start, end in spans]
        with self._lock:
            self._forget(name)
            first = len(self._index)
            for passage in said:
                self._index.add(self._maker.terms(passage))
            self._texts[name] = _Indexed(name, text, date, spans, first)
        return True

    def remove(self, name: str) -> None:
        """Forget a text; nothing happens if there is none of that name."""
        with self._lock:
            self._forget(name)
            self._texts.pop(name, None)

    def weigh(self) -> None:
        """Do now, in a worker, what the first question after a change would have to wait for."""
        with self._lock:
            self._index.weigh()

    def matches(self, name: str, start: int, end: int, *, limit: int | None = None) -> list[Match]:
        """The passage of each other text that is closest to a span of this one, best first.

        ``a`` of each match is the span. Passages that score less than ``LEAST`` are left out;
        ``limit`` is how many texts to name at most. Raises KeyError for an unknown name.
        """
        with self._lock:
            own = self._texts[name]
            terms = self._terms(own.text[start:end])
            likeness = self._index.likeness_to_all(terms)
            found = [
                self._match(own, (start, end), other, number, likeness[number])
                for other in self._texts.values()
                if other.spans and other is not own
                for number in [_best(likeness, other.numbers())]
                if likeness[number] * MUTUAL >= LEAST
            ]
        found = [match for match in found if match.score >= LEAST]
        found.sort(key=lambda match: -match.score)
        return found[:limit]

    def pairs(self, least: float = LEAST) -> list[Match]:
        """Every two passages of different texts that score so much, best first.

        ``a`` is of the text that came in first; matches of one score stand in that order.
        """
        with self._lock:
            owners = {n: own for own in self._texts.values() for n in own.numbers()}
            return [
                Match(owners[a].passage(a), owners[b].passage(b), score, tier_of(score))
                for score, a, b in self._scored(owners, least)
            ]

    def _scored(self, owners: Mapping[int, _Indexed], least: float) -> list[_Scored]:
        """All pairs of passages that score so much, best first, equals in the order of texts."""
        alike = list(self._alike(owners, least / MUTUAL))
        closest: dict[tuple[int, int], float] = {}
        for likeness, a, b in alike:
            for side in ((a, owners[b].first), (b, owners[a].first)):
                closest[side] = max(likeness, closest.get(side, 0.0))
        scored = []
        for likeness, a, b in alike:
            mutual = likeness == closest[a, owners[b].first] == closest[b, owners[a].first]
            score = _raised(likeness, mutual)
            if score >= least:
                scored.append((score, a, b))
        place = {number: place for place, number in enumerate(owners)}
        scored.sort(key=lambda pair: (-pair[0], place[pair[1]], place[pair[2]]))
        return scored

    def _alike(self, owners: Mapping[int, _Indexed], least: float) -> Iterator[_Scored]:
        done: set[int] = set()
        for a, own in owners.items():
            likeness = self._index.likeness_to_all(self._terms(_words_at(own, a)))
            done.add(a)
            for b, alike in enumerate(likeness):
                if alike >= least and b not in done and owners[b] is not own:
                    yield alike, a, b

    def _match(
        self, own: _Indexed, span: Span, other: _Indexed, number: int, likeness: float
    ) -> Match:
        is_close = likeness * MUTUAL >= MAYBE
        is_mutual = is_close and self._is_mutual(own, span, other, number)
        score = _raised(likeness, is_mutual)
        return Match(Passage(own.name, *span), other.passage(number), score, tier_of(score))

    def _is_mutual(self, own: _Indexed, span: Span, other: _Indexed, number: int) -> bool:
        """Whether the span lies in the passage of its text that is closest to the other's."""
        terms = self._terms(_words_at(other, number))
        closest = max(
            own.numbers(), key=lambda a: (self._index.likeness(terms, a), -a), default=None
        )
        return closest is not None and bool(overlap(span, own.spans[closest - own.first]))

    def _terms(self, said: str) -> Terms:
        return self._maker.terms(self._aliases.unified(words(said)))

    def _forget(self, name: str) -> None:
        known = self._texts.get(name)
        for number in known.numbers() if known else ():
            self._index.drop(number)


def _words_at(own: _Indexed, number: int) -> str:
    start, end = own.spans[number - own.first]
    return own.text[start:end]


def _best(likeness: Sequence[float], numbers: range) -> int:
    part = likeness[numbers.start : numbers.stop]
    return numbers.start + part.index(max(part))


def _raised(likeness: float, is_mutual: bool) -> float:
    """The score of two passages; rounded, for sums of the same numbers in another order."""
    return round(1 - (1 - likeness) ** MUTUAL if is_mutual else likeness, 6)
