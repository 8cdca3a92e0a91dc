"""All pairs of passages that are alike enough, without looking at every pair.

Passages of the same terms are compared once, whatever their number. For thousands of passages
at a time it is found out which may reach the bound (``annotations.claims.similarity.lanes``); only those
are compared term by term. So no pair is lost, unless there are so many that nobody could look
through them, as where one sentence stands in thousands of places.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import heappush, heappushpop

from annotations.claims.similarity.channel import Channel
from annotations.claims.similarity.lanes import SIZE, Lanes
from annotations.claims.similarity.scores import Alike
from annotations.claims.similarity.wordings import Wordings

_MOST_PAIRS = 250_000
"""Pairs that are given at most, but for the least of each passage."""
_LEAST_OF_EACH = 10
"""Pairs that each passage has with earlier ones, if it has so many, whatever the others have."""
_MOST_NEAR = 2_000_000
_LEAST_NEAR = 20
"""The same for what is remembered in between, for each wording."""
_STEP = 0.001
"""How much likelier others must be that are looked for once there are enough."""

_Near = list[tuple[float, int]]
"""Numbers of wordings, after how alike each is to one (or how unlike: the same below 0)."""


def alike_pairs(
    stems: Channel,
    grams: Channel,
    texts: Sequence[Sequence[int]],
    least: float,
    tell: Callable[[int, int], None] | None = None,
    cut: Callable[[int], None] | None = None,
) -> Iterator[Alike]:
    """The pairs of passages of different texts whose likeness is ``least`` (over 0) or more.

    ``texts`` are the passages of each text, by their numbers; ``a`` is of the text that comes
    first. Of more than a quarter of a million pairs, and where a passage has hundreds, only the
    likest of each ``b`` are given, ten at least, and ``cut`` is called with how many.
    """
    wordings = Wordings(stems, grams, texts)
    most_near = max(_LEAST_NEAR, _MOST_NEAR // max(1, len(wordings)))
    search = _Search(stems, grams, wordings, least, most_near)
    search.run(len(texts), tell or _nothing)
    near = search.near()
    most = _most_of_each(texts, wordings, near, most_near)
    if most is not None and cut is not None:
        cut(most)
    for text, passages in enumerate(texts):
        for passage in passages:
            left = most or most_near
            for unlikeness, wording in near[wordings.of[passage]]:
                others = wordings.before(wording, text, left)
                yield from (Alike(-unlikeness, other, passage) for other in others)
                left -= len(others)
                if not left:
                    break


def _most_of_each(
    texts: Sequence[Sequence[int]], wordings: Wordings, near: Sequence[_Near], limit: int
) -> int | None:
    """How many pairs of each passage there is room for; None if for all that it has."""
    counts: Counter[int] = Counter()
    for text, passages in enumerate(texts):
        for passage in passages:
            others = near[wordings.of[passage]]
            counts[min(limit, sum(wordings.count(each, text) for _, each in others))] += 1
    most = max(counts, default=0)
    kept = bisect_right(range(most + 1), _MOST_PAIRS, key=lambda k: _total(counts, k)) - 1
    return None if kept == most < limit else max(kept, _LEAST_OF_EACH)


def _total(counts: Counter[int], most: int) -> int:
    """How many pairs there are, if no passage has more than so many."""
    return sum(min(count, most) * passages for count, passages in counts.items())


def _nothing(done: int, total: int) -> None:
    """Nobody wants to know."""


class _Search:
    """Which wordings are alike: each is compared with those before it."""

    def __init__(
        self, stems: Channel, grams: Channel, wordings: Wordings, least: float, most: int
    ) -> None:
        self._stems, self._grams, self._wordings = stems, grams, wordings
        self._least, self._most = least, most
        self._before: list[_Near] = [[] for _ in wordings.heads]

    def run(self, texts: int, tell: Callable[[int, int], None]) -> None:
        """Compare them; ``tell`` hears of it as if one text after the other were compared."""
        size, done, told = len(self._wordings), 0, -1
        work = sum(size - first for first in range(0, size, SIZE))
        for first in range(0, size, SIZE):
            block = _Block(self._stems, self._grams, self._wordings.heads[first : first + SIZE])
            for wording in range(first, size):
                if texts * done // work > told:
                    told = texts * done // work
                    tell(told, texts)
                done += 1
                self._compare(wording, block, first)

    def _compare(self, wording: int, block: "_Block", first: int) -> None:
        """Take over those of the block that are likelier than what is known."""
        before, end = self._before[wording], self._wordings.ends[wording] - first
        if end <= 0:
            return
        is_full = len(before) >= self._most
        least = max(self._least, before[0][0] + _STEP) if is_full else self._least
        head = self._wordings.heads[wording]
        for likeness, lane in block.alike(head, least, end, self._most):
            if len(before) < self._most:
                heappush(before, (likeness, -first - lane))
            else:
                heappushpop(before, (likeness, -first - lane))

    def near(self) -> list[_Near]:
        """For each wording those like it that earlier texts may have, the likest first."""
        near: list[_Near] = [[] for _ in self._before]
        for wording, before in enumerate(self._before):
            near[wording] += ((-likeness, -negative) for likeness, negative in before)
            if self._wordings.is_repeated(wording):
                for likeness, negative in before:
                    near[-negative].append((-likeness, wording))
            before.clear()
        for wording, others in enumerate(near):
            likeness = self._likeness_to_itself(wording)
            if likeness >= self._least:
                others.append((-likeness, wording))
            others.sort()
        return near

    def _likeness_to_itself(self, wording: int) -> float:
        """1, give or take what is rounded, and less for words that say nothing; 0 if in one text."""
        if not self._wordings.is_repeated(wording):
            return 0.0
        head = self._wordings.heads[wording]
        stems, grams = self._stems.held(head), self._grams.held(head)
        return (self._stems.cosine(stems, stems) + self._grams.cosine(grams, grams)) / 2


class _Said:
    """A passage's terms and lengths, at hand."""

    __slots__ = ("gram_length", "grams", "stem_length", "stems")

    def __init__(self, stems: Channel, grams: Channel, passage: int) -> None:
        self.stems = frozenset(stems.held(passage))
        self.grams = frozenset(grams.held(passage))
        self.stem_length, self.gram_length = stems.length(passage), grams.length(passage)


class _Block:
    """Passages that others are compared with; they go by their places, the lanes."""

    def __init__(self, stems: Channel, grams: Channel, passages: Sequence[int]) -> None:
        self._stems, self._grams = stems, grams
        self._lanes = Lanes(stems, grams, passages)
        self._said = [_Said(stems, grams, passage) for passage in passages]

    def alike(self, passage: int, least: float, end: int, most: int) -> _Near:
        """The lanes before ``end`` that are alike enough, of the ``most`` that seem the likest."""
        lanes = self._lanes.reaching(passage, least, end, most)
        if not lanes:
            return []
        own = _Said(self._stems, self._grams, passage)
        found = ((self._likeness(own, self._said[lane]), lane) for lane in lanes)
        return [one for one in found if one[0] >= least]

    def _likeness(self, one: _Said, other: _Said) -> float:
        by_stem = self._stems.in_common(one.stems, other.stems)
        by_gram = self._grams.in_common(one.grams, other.grams)
        by_stem /= one.stem_length * other.stem_length
        return (by_stem + by_gram / (one.gram_length * other.gram_length)) / 2
