"""What likeness is worth: scores, tiers, and which pairs of passages are each other's closest."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

LEAST = 0.05
"""The score below which two passages are no match at all."""
MAYBE = 0.13
SOLID = 0.3
CLOSE = 0.16
"""From here on, passages are looked at for differences even if others are closer to them."""
MUTUAL = 1.35
"""Times as much as their likeness (less where that is high, so that none is over 1) is the score
of two passages, if each is closest to the other in its article."""


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


def tier_of(score: float) -> str | None:
    """The label of a score: ``solid``, ``maybe``, or None for the tail that no screen shows."""
    return "solid" if score >= SOLID else "maybe" if score >= MAYBE else None


def score_of(likeness: float, is_mutual: bool) -> float:
    """The score of two passages; rounded, for sums of the same numbers in another order."""
    likeness = min(1.0, likeness)
    return round(1 - (1 - likeness) ** MUTUAL if is_mutual else likeness, 6)


def scored(
    pairs: Iterable[Alike], texts: Mapping[int, int], order: Mapping[int, int], least: float
) -> list[Scored]:
    """The pairs that score so much, best first; of one score, those of the first passages.

    ``texts`` tells the text of each passage, ``order`` its place among all passages. Of equals
    a passage has several closest ones.
    """
    alike = list(pairs)
    closest: dict[tuple[int, int], float] = {}
    for likeness, a, b in alike:
        for side in ((a, texts[b]), (b, texts[a])):
            if likeness > closest.get(side, 0.0):
                closest[side] = likeness
    found = []
    for likeness, a, b in alike:
        is_mutual = likeness == closest[a, texts[b]] == closest[b, texts[a]]
        score = score_of(likeness, is_mutual)
        if score >= least:
            found.append(Scored(score, a, b, is_mutual))
    found.sort(key=lambda pair: (-pair.score, order[pair.a], order[pair.b]))
    return found
