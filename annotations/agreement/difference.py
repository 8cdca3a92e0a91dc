"""Where annotators differ, most instructive first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotations.agreement.passage import SharedPassage
from annotations.agreement.unit import Unit
from annotations.model import UNCHECKED
from annotations.tags import key

MARK, BORDERS, KIND, TAGS, VERDICT = "mark", "borders", "kind", "tags", "verdict"
ABOUT = (VERDICT, TAGS, KIND, MARK, BORDERS)
"""What annotators may differ in about a passage, the weightiest first."""

_OPPOSED = frozenset({"supported", "refuted"})


class Difference(NamedTuple):
    """A passage about which annotators differ, in what, and how much one learns from it (0 to 1)."""

    passage: SharedPassage
    about: tuple[str, ...]
    weight: float


def differences(passages: Iterable[SharedPassage]) -> list[Difference]:
    """What the annotators who read these passages differ about, most instructive first.

    First come verdicts that contradict each other, then other verdicts, tags, kinds, and what
    some marked and others did not, the more evenly they are split the sooner; then borders.
    """
    found = []
    for passage in passages:
        if len(passage.readers) > 1 and (about := in_what(passage)):
            found.append(Difference(passage, about, _weight(passage, about)))
    return sorted(found, key=lambda each: (-each.weight, each.passage.text, each.passage.start))


def in_what(passage: SharedPassage) -> tuple[str, ...]:
    """In what those who have read the passage differ."""
    units = list(passage.units.values())
    differ = {
        VERDICT: len(set(verdicts(units))) > 1,
        TAGS: len({tag_set(unit) for unit in units}) > 1,
        KIND: len({unit.kind for unit in units}) > 1,
        MARK: not passage.is_by_all or any(len(each) > 1 for each in passage.all.values()),
        BORDERS: not passage.has_same_borders,
    }
    return tuple(about for about in ABOUT if differ[about])


def verdicts(units: Iterable[Unit]) -> list[str]:
    """The verdicts given; a claim that is unchecked has none."""
    return [unit.verdict for unit in units if unit.verdict and unit.verdict != UNCHECKED]


def tag_set(unit: Unit) -> frozenset[str]:
    """The unit's tags as they are compared."""
    return frozenset(map(key, unit.tags))


def _weight(passage: SharedPassage, about: Sequence[str]) -> float:
    units = list(passage.units.values())
    if VERDICT in about:
        given = verdicts(units)
        is_opposed = set(given) >= _OPPOSED
        return (0.9 if is_opposed else 0.8) + 0.1 * _split(Counter(given))
    if TAGS in about:
        return 0.6 + 0.1 * _split(Counter(map(tag_set, units)))
    if KIND in about:
        return 0.5 + 0.1 * _split(Counter(unit.kind for unit in units))
    if not passage.is_by_all:
        marked = len(passage.units)
        return 0.2 + 0.3 * _split(Counter({"yes": marked, "no": len(passage.readers) - marked}))
    common = min(unit.end for unit in units) - max(unit.start for unit in units)
    return 0.2 * (1 - max(0, common) / (passage.end - passage.start))


def _split(counts: "Counter[str] | Counter[frozenset[str]]") -> float:
    """How evenly values are spread: 0 where all are one, towards 1 where none is alike."""
    total = sum(counts.values())
    if total < 2:
        return 0.0
    return (total * total - sum(times * times for times in counts.values())) / (
        total * total - total
    )
