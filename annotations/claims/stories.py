"""Which articles are about one event: only those are compared, and they make up a story.

Two articles are related if the cosine of their stems is high enough, each weighed by how few
articles have it (Salton 1975). What a folder is too small to tell is taken from a background.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from annotations.claims.similarity.article_background import share_of_articles

_RELATED = 0.15
"""The cosine from which on two articles are about one event."""
_SHORT = 40
"""Stems; an article of fewer is short: its few words decide at a lower cosine."""
_RELATED_SHORT = 0.1
_RELATED_TRANSLATED = 0.05
"""The same of two languages, which have but names and numbers in common."""
_BACKGROUND_SIZE = 200
"""Articles that the background counts for."""
_RARE_SHARE = 0.3
"""Articles of the background that have a stem which it does not know."""
_FEW = 30
"""In so few texts every short one is compared with all."""
_MOST_HOLDERS = 400
"""Articles that may hold a stem which tells that two are worth a look: more is no sign of it."""


class Stories:
    """The articles of a library by their stems: which are about the same?

    ``joined`` and ``parted`` are pairs of names that a reader said are, or are not, of one
    story; they count before all that is found.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Mapping[str, int]] = {}
        self._is_english: dict[str, bool] = {}
        self._weights: dict[str, dict[str, float]] = {}
        self._holders: dict[str, list[str]] = {}
        self._related: dict[str, frozenset[str]] = {}
        self._cosines: dict[tuple[str, str], float] = {}
        self._is_weighed = False
        self._joined: frozenset[frozenset[str]] = frozenset()
        self._parted: frozenset[frozenset[str]] = frozenset()

    def put(self, name: str, stems: Iterable[str], *, is_english: bool = True) -> None:
        """Take in an article, or what has become of it, by its stems in order."""
        self._counts[name] = Counter(stems)
        self._is_english[name] = is_english
        self._is_weighed = False

    def remove(self, name: str) -> None:
        """Forget an article."""
        if self._counts.pop(name, None) is not None:
            self._is_weighed = False

    def correct(self, joined: Iterable[Sequence[str]], parted: Iterable[Sequence[str]]) -> None:
        """Take over which pairs of articles a reader joined and parted."""
        self._joined = frozenset(frozenset(pair) for pair in joined)
        self._parted = frozenset(frozenset(pair) for pair in parted)
        self._related = {}

    def are_related(self, one: str, other: str) -> bool:
        """Whether two articles are compared: they may be about one event."""
        return other in self.related(one)

    def are_of_one_event(self, one: str, other: str) -> bool:
        """Whether two articles that are compared are about one event."""
        pair = frozenset((one, other))
        if pair in self._joined:
            return True
        return self.are_related(one, other) and self._is_enough(one, other, self.cosine(one, other))

    def related(self, name: str) -> frozenset[str]:
        """The other articles that are about what this one is about."""
        self.weigh()
        known = self._related.get(name)
        if known is None:
            known = self._related[name] = self._found(name)
        return known

    def groups(self) -> list[list[str]]:
        """The articles that hang together, each in one group, in the order they came in."""
        left = dict.fromkeys(self._counts)
        groups = []
        while left:
            group, waiting = set[str](), [next(iter(left))]
            while waiting:
                name = waiting.pop()
                if name in left:
                    del left[name]
                    group.add(name)
                    waiting += (each for each in self.related(name) if each in left)
            groups.append([name for name in self._counts if name in group])
        return groups

    def stories(self) -> list[list[str]]:
        """The stories, each of articles that are all related to its first; the largest first.

        An article that is about two things is in two of them. Articles that nothing is related
        to are in none.
        """
        order = {name: place for place, name in enumerate(self._counts)}
        ranked = sorted(order, key=lambda name: (-len(self.related(name)), order[name]))
        placed: set[str] = set()
        found = []
        for name in ranked:
            fellows = self.related(name)
            if name in placed or not fellows:
                continue
            story = sorted({name, *fellows}, key=order.__getitem__)
            placed |= {name, *(each for each in fellows if self._belongs(each, story))}
            found.append(story)
        return found

    def cosine(self, one: str, other: str) -> float:
        """How much two articles are about the same, from 0 to 1."""
        self.weigh()
        pair = (one, other) if one < other else (other, one)
        known = self._cosines.get(pair)
        if known is None:
            ours, theirs = sorted((self._weights[one], self._weights[other]), key=len)
            known = sum(weight * theirs[stem] for stem, weight in ours.items() if stem in theirs)
            self._cosines[pair] = known
        return known

    def certainty(self, one: str, other: str) -> float:
        """Their cosine; 1 where a reader joined them, or where they are too short to tell."""
        if frozenset((one, other)) in self._joined or self._is_short(one) or self._is_short(other):
            return 1.0
        return self.cosine(one, other)

    def weigh(self) -> None:
        """Do now what the first question after a change would have to wait for."""
        if self._is_weighed:
            return
        held: Counter[str] = Counter()
        for counts in self._counts.values():
            held.update(counts.keys())
        total = len(self._counts) + _BACKGROUND_SIZE
        idf = {
            stem: log(
                total / (count + max(_RARE_SHARE, _BACKGROUND_SIZE * share_of_articles(stem)))
            )
            for stem, count in held.items()
        }
        self._weights = {name: _weighed(counts, idf) for name, counts in self._counts.items()}
        self._holders = defaultdict(list)
        for name, weights in self._weights.items():
            for stem in weights:
                if held[stem] <= _MOST_HOLDERS:
                    self._holders[stem].append(name)
        self._related, self._cosines = {}, {}
        self._is_weighed = True

    def _found(self, name: str) -> frozenset[str]:
        weights = self._weights[name]
        common: dict[str, float] = defaultdict(float)
        for stem, weight in weights.items():
            for other in self._holders.get(stem, ()):
                common[other] += weight * self._weights[other][stem]
        found = {other for other, cosine in common.items() if self._is_enough(name, other, cosine)}
        if len(self._counts) <= _FEW:
            found |= {each for each in self._counts if self._is_short(name) or self._is_short(each)}
        pairs = ((each, frozenset((name, each))) for each in self._counts if each != name)
        if self._joined or self._parted:
            for other, pair in pairs:
                if pair in self._joined:
                    found.add(other)
                elif pair in self._parted:
                    found.discard(other)
        return frozenset(found - {name})

    def _is_enough(self, one: str, other: str, cosine: float) -> bool:
        if self._is_english[one] is not self._is_english[other]:
            return cosine >= _RELATED_TRANSLATED
        is_short = self._is_short(one) or self._is_short(other)
        return cosine >= (_RELATED_SHORT if is_short else _RELATED)

    def _is_short(self, name: str) -> bool:
        return len(self._counts[name]) < _SHORT

    def _belongs(self, name: str, story: Sequence[str]) -> bool:
        """Whether all that is related to an article is in the story."""
        return self.related(name) <= set(story)


def _weighed(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    weights = {stem: (1 + log(count)) * max(idf[stem], 0.0) for stem, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items() if weight}
