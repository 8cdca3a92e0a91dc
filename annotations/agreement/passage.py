"""The passages where marks of several annotators meet, each with what every one of them said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotations.agreement.unit import AnnotatedText, Unit

MEET = 0.5
"""Two marks meet if they share this part of the shorter one."""


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage of a text that one annotator or more marked, and who has read it.

    ``units`` has for each annotator who marked there the unit that meets the others most;
    ``all`` has every unit of the passage.
    """

    text: str
    start: int
    end: int
    units: Mapping[str, Unit]
    all: Mapping[str, Sequence[Unit]]
    readers: tuple[str, ...]

    @property
    def is_by_all(self) -> bool:
        """Whether everybody who has read the text marked here."""
        return len(self.units) == len(self.readers)

    @property
    def has_same_borders(self) -> bool:
        """Whether all marked the same span."""
        return len({(unit.start, unit.end) for unit in self.units.values()}) == 1


def shared_passages(texts: Iterable[AnnotatedText]) -> list[SharedPassage]:
    """The passages of the texts, in their order."""
    return [passage for text in texts for passage in _in_text(text)]


def _in_text(text: AnnotatedText) -> list[SharedPassage]:
    marked = sorted(
        ((unit, who) for who, units in text.units.items() for unit in units),
        key=lambda pair: (pair[0].start, -pair[0].end, pair[1], pair[0].id),
    )
    parents = list(range(len(marked)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    open_ones: list[int] = []
    for at, (unit, _) in enumerate(marked):
        open_ones = [other for other in open_ones if marked[other][0].end > unit.start]
        for other in open_ones:
            if meets(unit, marked[other][0]):
                parents[root(at)] = root(other)
        open_ones.append(at)
    groups: dict[int, list[tuple[Unit, str]]] = {}
    for at, pair in enumerate(marked):
        groups.setdefault(root(at), []).append(pair)
    found = [_passage(text, pairs) for pairs in groups.values()]
    return sorted(found, key=lambda passage: (passage.start, passage.end))


def meets(one: Unit, other: Unit) -> bool:
    """Whether the two mark the same passage."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= MEET * min(one.end - one.start, other.end - other.start)


def _passage(text: AnnotatedText, pairs: Sequence[tuple[Unit, str]]) -> SharedPassage:
    by: dict[str, list[Unit]] = {}
    for unit, who in pairs:
        by.setdefault(who, []).append(unit)
    chosen = {
        who: units[0]
        if len(units) == 1
        else max(units, key=lambda unit: _shared_with_others(unit, who, pairs))
        for who, units in by.items()
    }
    order = [who for who in text.units if who in chosen]
    return SharedPassage(
        text.name,
        min(unit.start for unit, _ in pairs),
        max(unit.end for unit, _ in pairs),
        {who: chosen[who] for who in order},
        {who: tuple(by[who]) for who in order},
        text.annotators,
    )


def _shared_with_others(unit: Unit, who: str, pairs: Sequence[tuple[Unit, str]]) -> int:
    return sum(
        max(0, min(unit.end, other.end) - max(unit.start, other.start))
        for other, by in pairs
        if by != who
    )
