"""What likeness is worth: scores, tiers, and which pairs of passages are each other's closest."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from annotations.claims.similarity.context import lifted, likeness_beside, supported

LEAST = 0.05
"""The score below which two passages are no match at all."""
MAYBE = 0.18
SOLID = 0.42
"""The scores of matches of which about half, and nine in ten, say the same in news that nothing
was tuned to, if their articles are plainly on one event (``benchmarks/claims.md``)."""
_PLAIN = 0.3
"""The cosine from which on two articles are plainly on one event."""
_DOUBT = 0.8
"""How much more a score must be where the articles' cosine is less, for each unit of it."""
CLOSE = 0.16
"""From here on, passages are looked at for differences even if others are closer to them."""
MUTUAL = 1.35
"""Times as much as their likeness (less where that is high, so that none is over 1) is the score
of two passages, if each is closest to the other in its article."""
LEAST_MUTUAL = 0.13 / MUTUAL
"""The likeness from which on that counts."""


class Alike(NamedTuple):
    """Two passages by their numbers, and how alike they are."""

    likeness: float
    a: int
    b: int


class Scored(NamedTuple):
    """Two passages by their numbers, their score, and whether each is the other's closest."""

    score: float
    a: int
    b: int
    is_mutual: bool


def tier_of(score: float, cosine: float = 1.0) -> str | None:
    """The label of a score: ``solid``, ``maybe``, or None for the tail that no screen shows.

    ``cosine`` tells how much the two articles are about the same: where that is in doubt, a
    score must be higher.

    >>> tier_of(0.5), tier_of(0.5, 0.15), tier_of(0.1)
    ('solid', 'maybe', None)
    """
    left = score - _DOUBT * max(0.0, _PLAIN - cosine)
    return "solid" if left >= SOLID else "maybe" if left >= MAYBE else None


def needed(least: float) -> float:
    """The likeness from which on passages may score so much without what is beside them.

    It is small enough to tell, of those, which are each other's closest and what is beside them.
    """
    return min(least, LEAST_MUTUAL)


def score_of(likeness: float, is_mutual: bool) -> float:
    """The score of two passages; rounded, for sums of the same numbers in another order."""
    likeness = min(1.0, likeness)
    return round(1 - (1 - likeness) ** MUTUAL if is_mutual else likeness, 6)


def scored(
    pairs: Iterable[Alike],
    texts: Mapping[int, int],
    order: Mapping[int, int],
    least: float,
    likeness_of: Callable[[int, int], float],
) -> list[Scored]:
    """The pairs that score so much, best first; of one score, those of the first passages.

    ``pairs`` are all that reach ``needed(least)``, ``likeness_of`` tells it of others. ``texts``
    tells the text of each passage, whose numbers follow each other, and ``order`` its place
    among all passages. Of equals a passage has several closest ones.
    """
    alike = {(a, b): likeness for likeness, a, b in pairs}
    closest: dict[tuple[int, int], float] = {}
    for (a, b), likeness in alike.items():
        for side in ((a, texts[b]), (b, texts[a])):
            if likeness > closest.get(side, 0.0):
                closest[side] = likeness
    beside = likeness_beside(alike, texts)
    found = []
    alike |= lifted(alike, beside, likeness_of, needed(least), least)
    for pair, likeness in alike.items():
        a, b = pair
        is_mutual = likeness >= LEAST_MUTUAL and (
            likeness == closest.get((a, texts[b])) == closest.get((b, texts[a]))
        )
        score = score_of(supported(likeness, beside.get(pair, 0.0)), is_mutual)
        if score >= least:
            found.append(Scored(score, a, b, is_mutual))
    found.sort(key=lambda pair: (-pair.score, order[pair.a], order[pair.b]))
    return found
