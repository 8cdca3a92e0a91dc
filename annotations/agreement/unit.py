"""What annotators are compared by: the units that each of them marked in a text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Unit(NamedTuple):
    """A span that one annotator marked, with what was said of it; ``id`` is the mark's."""

    start: int
    end: int
    id: str = ""
    kind: str = "highlight"
    tags: tuple[str, ...] = ()
    verdict: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and, for each annotator who has read it, what was marked in it.

    Who has read it and marked nothing is there with no units.
    """

    name: str
    length: int
    units: Mapping[str, Sequence[Unit]]

    @property
    def annotators(self) -> tuple[str, ...]:
        """Who has read the text."""
        return tuple(self.units)

    def of(self, annotators: Iterable[str]) -> "AnnotatedText":
        """The text as these annotators, of those who have read it, marked it."""
        kept = {who: self.units[who] for who in annotators if who in self.units}
        return AnnotatedText(self.name, self.length, kept)

    def tagged(self, tag: str) -> "AnnotatedText":
        """The text with the units that have this tag alone."""
        kept = {
            who: [unit for unit in units if tag in unit.tags] for who, units in self.units.items()
        }
        return AnnotatedText(self.name, self.length, kept)


def apart(units: Iterable[Unit]) -> list[tuple[int, int, str]]:
    """The spans of one annotator's units, with their kinds, so that no two overlap.

    One that begins within another begins where that ends; one that lies in another goes.

    >>> [span[:2] for span in apart([Unit(0, 5), Unit(3, 8), Unit(4, 6)])]
    [(0, 5), (5, 8)]
    """
    spans: list[tuple[int, int, str]] = []
    end = 0
    for begin, stop, kind in sorted((unit.start, unit.end, unit.kind) for unit in units):
        start = max(begin, end)
        if start < stop:
            spans.append((start, stop, kind))
            end = stop
    return spans
