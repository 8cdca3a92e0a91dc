"""The passages of a library's articles, and which of them say the same."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import RLock

from annotations.claims.aliases import Aliases
from annotations.claims.conflicts import (
    Facts,
    altered_quotations,
    differences,
    facts,
    quotations,
    quotes,
)
from annotations.claims.detection.language import is_english
from annotations.claims.indexed_text import Indexed, Likest, all_around
from annotations.claims.model import Difference, Match, Passage
from annotations.claims.origins import Origin, copied, origins, unquoted
from annotations.claims.passages import passages
from annotations.claims.similarity.context import ALIKE, supported
from annotations.claims.similarity.index import Index
from annotations.claims.similarity.scores import (
    CLOSE,
    LEAST,
    LEAST_MUTUAL,
    MAYBE,
    Alike,
    needed,
    score_of,
    scored,
    tier_of,
)
from annotations.claims.similarity.terms import Terms, stem
from annotations.claims.similarity.tokens import STOP_WORDS, words
from annotations.claims.stories import Stories
from annotations.text.spans import Span, overlap

_MOST_DROPPED = 1000
"""Passages that may be dropped before it is worth while to index the others anew."""
_MOST_LOOKED_AT = 300_000
"""Passages of its text that a span's matches are compared with: in a usual library all are."""


class Corpus:
    """Texts by name, their passages indexed: which of them say what a span says?

    ``aliases`` are groups of names for one thing, see ``read_aliases``. What several threads
    ask and put may overlap: each waits for the other's single text or question at most.
    """

    def __init__(self, aliases: Iterable[Sequence[str]] = ()) -> None:
        self._aliases = Aliases(aliases)
        self._index = Index()
        self._texts: dict[str, Indexed] = {}
        self._stories = Stories()
        self._facts: dict[Passage, Facts] = {}
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
        said = [words(text[start:end]) for start, end in spans]
        quoted = quotations(text)
        with self._lock:
            self._forget(name)
            first = len(self._index)
            for passage in said:
                self._index.add(self._terms(passage))
            self._texts[name] = Indexed(name, text, date, spans, first, quoted)
            told = (
                stem(word)
                for passage in said
                for word in self._aliases.unified(passage)
                if word not in STOP_WORDS
            )
            self._stories.put(name, told, is_english=is_english(text))
            self._compact()
        return True

    def remove(self, name: str) -> None:
        """Forget a text; nothing happens if there is none of that name."""
        with self._lock:
            self._forget(name)
            self._texts.pop(name, None)
            self._stories.remove(name)
            self._compact()

    def weigh(self) -> None:
        """Do now, in a worker, what the first question after a change would have to wait for."""
        with self._lock:
            self._index.weigh()
            self._stories.weigh()

    def stories(self) -> list[list[str]]:
        """The names of the texts that are about one event each, the largest story first.

        A text that is about two is in both; one that nothing else is about is in none.
        """
        with self._lock:
            return self._stories.stories()

    def correct_stories(
        self, joined: Iterable[Sequence[str]], parted: Iterable[Sequence[str]]
    ) -> None:
        """Take over which pairs of texts a reader said are of one story, and which are not."""
        with self._lock:
            self._stories.correct(joined, parted)

    def matches(
        self,
        name: str,
        start: int,
        end: int,
        *,
        limit: int | None = None,
        least: float = LEAST,
        each: int = 1,
    ) -> list[Match]:
        """The passage of each other text that is closest to a span of this one, best first.

        ``a`` of each match is the span. Passages that score less than ``least`` are left out,
        unless they score ``LEAST`` and alter what the span quotes; ``limit`` is how many to
        name at most, ``each`` how many of one text. Raises KeyError for an unknown name.
        """
        with self._lock:
            own = self._texts[name]
            terms = self._terms(words(own.text[start:end]))
            is_quoting = bool(self._quotes_of(Passage(name, start, end)))
            likeness = self._index.likeness_from(terms, needed(LEAST if is_quoting else least))
            near = self._near_those_beside(own, (start, end))
            likest = [
                one
                for other, numbers in self._by_text({*likeness, *all_around(near)})
                if other is not own and self._stories.are_related(name, other.name)
                for one in self._likest(other, terms, numbers, likeness, near)[: each + 1]
            ]
            found = self._matched(own, (start, end), likest, each)
        found = [match for match in found if match.score >= (LEAST if match.conflicts else least)]
        found.sort(key=lambda match: -match.score)
        return found[:limit]

    def pairs(
        self,
        least: float = LEAST,
        tell: Callable[[int, int], None] | None = None,
        cut: Callable[[int], None] | None = None,
    ) -> list[Match]:
        """Every two passages of different texts that score so much, best first.

        ``a`` is of the text that came in first; matches of one score stand in that order.
        ``tell`` is called as it goes with how many of how many texts were compared. A sentence
        that stands in thousands of places has millions of pairs: of more than a quarter of a million,
        and where a passage has hundreds, only the likest of each ``b`` are given, ten at least,
        and ``cut`` is called with how many.
        """
        with self._lock:
            owners = {n: own for own in self._texts.values() for n in own.numbers()}
            passages = {number: own.passage(number) for number, own in owners.items()}
            order = {number: place for place, number in enumerate(owners)}
            alike = self._alike(needed(least), tell, cut)
            texts = {number: own.first for number, own in owners.items()}
            found = []
            for score, a, b, is_mutual in scored(
                alike, texts, order, least, self._index.likeness_of
            ):
                one, other = passages[a], passages[b]
                conflicts = self._conflicts(one, other, score, is_mutual)
                found.append(Match(one, other, score, self._tier(one, other, score), conflicts))
        return found

    def _alike(
        self,
        least: float,
        tell: Callable[[int, int], None] | None,
        cut: Callable[[int], None] | None,
    ) -> Iterator[Alike]:
        """The pairs of passages that are alike, of texts on one event, group after group."""
        done, total = 0, len(self._texts)
        owners = {n: own.name for own in self._texts.values() for n in own.numbers()}
        for group in self._stories.groups():
            if len(group) > 1:
                numbers = [self._texts[name].numbers() for name in group]
                found = self._index.alike(numbers, least, _from(done, total, tell), cut)
                yield from (
                    each
                    for each in found
                    if self._stories.are_related(owners[each.a], owners[each.b])
                )
            done += len(group)

    def _tier(self, a: Passage, b: Passage, score: float) -> str | None:
        """The label of a score; none where the articles are of two events."""
        if score < MAYBE or not self._stories.are_of_one_event(a.name, b.name):
            return None
        return tier_of(score, self._stories.certainty(a.name, b.name))

    def origins(self) -> list[Origin]:
        """The pairs of texts that are likely to go back to one, the surest first.

        Ask for them in a worker: in a large library it takes seconds. Others need not wait.
        """
        with self._lock:
            known = tuple(self._texts.values())
        texts = [unquoted(own.name, own.text, own.spans) for own in known]
        return origins(texts, self._terms, self._likeness_between)

    def copied(self, name: str, other: str) -> list[tuple[Passage, Passage]]:
        """The passages of a text that another has nearly word for word, quotations left out.

        Raises KeyError for an unknown name.
        """
        with self._lock:
            sides = self._texts[name], self._texts[other]
        ours, theirs = (unquoted(own.name, own.text, own.spans) for own in sides)
        return [
            (
                Passage(name, *sides[0].spans[ours.places[mine]]),
                Passage(other, *sides[1].spans[theirs.places[yours]]),
            )
            for mine, yours in copied(ours, theirs)
        ]

    def _near_those_beside(self, own: Indexed, span: Span) -> dict[int, float]:
        """The passages that are like the one before the span, or the one after it, and how much."""
        near: dict[int, float] = {}
        for number in own.beside(span):
            found = self._index.likeness_from(self._index.terms_of(number), ALIKE)
            for other, likeness in found.items():
                near[other] = max(likeness, near.get(other, 0.0))
        return near

    def _by_text(self, numbers: Iterable[int]) -> Iterator[tuple[Indexed, Sequence[int]]]:
        """The passages by their texts, in the texts' order."""
        ordered = sorted(numbers)
        for own in self._texts.values():
            first = bisect_left(ordered, own.first)
            last = bisect_left(ordered, own.first + len(own.spans), first)
            if first < last:
                yield own, ordered[first:last]

    def _likest(
        self,
        other: Indexed,
        terms: Terms,
        numbers: Sequence[int],
        likeness: Mapping[int, float],
        near: Mapping[int, float],
    ) -> list[Likest]:
        """Passages of a text: the likest by its own words, then by what is beside it as well."""
        own = {
            n: likeness.get(n) or self._likeness(terms, self._index.terms_of(n)) for n in numbers
        }
        all_told = {
            n: supported(
                own[n], max((near.get(each, 0.0) for each in other.around(n)), default=0.0)
            )
            for n in numbers
        }
        first = max(numbers, key=own.__getitem__)
        ranked = dict.fromkeys((first, *sorted(numbers, key=lambda n: -all_told[n])))
        is_close = own[first] >= LEAST_MUTUAL
        return [Likest(other, n, all_told[n], n == first and is_close) for n in ranked]

    def _matched(
        self, own: Indexed, span: Span, likest: Sequence[Likest], most: int
    ) -> list[Match]:
        """The best of each text, so many of one by their scores; in the texts' order."""
        mutual = self._mutual(own, span, likest)
        by_text: dict[str, list[tuple[float, Likest]]] = {}
        for each in likest:
            score = score_of(each.likeness, each.number in mutual)
            by_text.setdefault(each.text.name, []).append((score, each))
        return [
            self._match(own, span, each, score, each.number in mutual)
            for found in by_text.values()
            for score, each in sorted(found, key=lambda one: -one[0])[:most]
        ]

    def _match(
        self, own: Indexed, span: Span, found: Likest, score: float, is_mutual: bool
    ) -> Match:
        a, b = Passage(own.name, *span), found.text.passage(found.number)
        return Match(a, b, score, self._tier(a, b, score), self._conflicts(a, b, score, is_mutual))

    def _conflicts(
        self, a: Passage, b: Passage, score: float, is_mutual: bool
    ) -> tuple[Difference, ...]:
        """Where two passages differ, looked for where they are likely to say the same.

        An altered quotation shows that by itself, whatever the score.
        """
        tier = self._tier(a, b, score)
        quoted = self._quotes_of(a)
        altered = altered_quotations(quoted, self._quotes_of(b)) if quoted else ()
        if not tier or not (is_mutual or score >= CLOSE):
            return altered
        ours, theirs = self._facts_of(a), self._facts_of(b)
        found = differences(ours, theirs, only_related=tier != "solid")
        return tuple(dict.fromkeys((*found, *altered)))

    def _quotes_of(self, passage: Passage) -> list[str]:
        own = self._texts[passage.name]
        if not own.quoted:
            return []
        return quotes(own.text, (passage.start, passage.end), own.quoted)

    def _facts_of(self, passage: Passage) -> Facts:
        known = self._facts.get(passage)
        if known is None:
            own = self._texts[passage.name]
            known = facts(own.text[passage.start : passage.end], own.date)
            self._facts[passage] = known
        return known

    def _mutual(self, own: Indexed, span: Span, found: Iterable[Likest]) -> set[int]:
        """Which of the passages have the span in the passage of its text that is their closest.

        The likest are looked at first, for so long as that takes no time to speak of.
        """
        likest = sorted(
            (each for each in found if each.may_be_mutual), key=lambda each: -each.likeness
        )
        mutual, room = set(), _MOST_LOOKED_AT // len(own.spans) if own.spans else 0
        for each in likest[:room]:
            closest = self._index.closest(each.number, own.numbers())
            if overlap(span, own.spans[closest - own.first]) is not None:
                mutual.add(each.number)
        return mutual

    def _likeness(self, ours: Terms, theirs: Terms) -> float:
        with self._lock:
            return self._index.likeness(ours, theirs)

    def _likeness_between(
        self, ours: Sequence[Terms], theirs: Sequence[Terms]
    ) -> Callable[[int, int], float]:
        with self._lock:
            return self._index.likeness_between(ours, theirs)

    def _terms(self, said: Sequence[str]) -> Terms:
        with self._lock:
            return self._index.terms(self._aliases.unified(said))

    def _compact(self) -> None:
        """Index the living passages anew where most numbers are those of dropped ones."""
        if len(self._index) - self._index.alive <= max(_MOST_DROPPED, self._index.alive):
            return
        fuller, self._index = self._index, self._index.emptied()
        for name, own in self._texts.items():
            first = len(self._index)
            for number in own.numbers():
                self._index.add(fuller.terms_of(number))
            self._texts[name] = replace(own, first=first)

    def _forget(self, name: str) -> None:
        known = self._texts.get(name)
        if known:
            for number in known.numbers():
                self._index.drop(number)
            self._facts = {
                passage: found for passage, found in self._facts.items() if passage.name != name
            }


def _from(
    done: int, total: int, tell: Callable[[int, int], None] | None
) -> Callable[[int, int], None] | None:
    """What tells of texts after so many others have been done."""
    return (lambda count, _: tell(done + count, total)) if tell is not None else None
