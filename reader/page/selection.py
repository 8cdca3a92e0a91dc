"""A selection: from the unit where it began to the unit where its loose end is."""

from typing import NamedTuple

from reader.articles.long_text import Text
from reader.page.flow import trimmed as _trimmed
from reader.page.units import Span, Units


class Selection(NamedTuple):
    """What is selected is the anchor, the head, and all between, whichever comes first.

    The anchor is where the selection began, the head its loose end. Both are whole
    characters, words or sentences, so that a selection made backwards keeps its first.
    """

    anchor_start: int
    anchor_end: int
    head_start: int
    head_end: int

    @property
    def span(self) -> Span:
        """From the first character selected to after the last."""
        return min(self.anchor_start, self.head_start), max(self.anchor_end, self.head_end)

    @property
    def is_backwards(self) -> bool:
        """Whether the loose end is the first."""
        return self.head_start < self.anchor_start

    def extended(self, units: Units, offset: int, unit: str) -> "Selection":
        """The selection with its loose end at the unit with the offset."""
        head = units.at(unit, offset)
        if head is None:
            return self
        return Selection(self.anchor_start, self.anchor_end, *head)

    def swapped(self) -> "Selection":
        """The same selection with the other end loose."""
        return Selection(self.head_start, self.head_end, self.anchor_start, self.anchor_end)


def select(units: Units, offset: int, unit: str) -> Selection | None:
    """The unit with the offset, selected; None in a text without any."""
    span = units.at(unit, offset)
    return Selection(*span, *span) if span is not None else None


def trimmed(text: Text, span: Span) -> Span:
    """The span without the white space at its ends; empty if there is nothing else."""
    return _trimmed(text, *span)


def grown(selection: Selection, units: Units, unit: str, edge: str = "end") -> Selection:
    """One unit more at the ``"end"`` or the ``"start"``, which becomes the loose end.

    An edge within a unit moves to that unit's border. Where the text ends, nothing changes.
    """
    start, end = selection.span
    if edge == "start":
        start = _start_before(units, unit, start)
    else:
        end = _end_after(units, unit, end)
    return _with_loose_edge(selection, units, (start, end), edge)


def shrunk(selection: Selection, units: Units, unit: str, edge: str = "end") -> Selection:
    """One unit less at the ``"end"`` or the ``"start"``; unchanged if nothing would be left."""
    start, end = selection.span
    if edge == "start":
        start = _start_after(units, unit, start)
    else:
        end = _end_before(units, unit, end)
    if start >= end:
        return selection
    return _with_loose_edge(selection, units, (start, end), edge)


def _with_loose_edge(selection: Selection, units: Units, span: Span, edge: str) -> Selection:
    """The span selected, its first or last character being the loose end."""
    first = units.character_at(span[0])
    last = units.character_at(span[1] - 1)
    if span == selection.span or first is None or last is None:
        return selection
    forwards = Selection(*first, *last)
    return forwards.swapped() if edge == "start" else forwards


def _end_after(units: Units, unit: str, end: int) -> int:
    found = units.at(unit, end)
    return max(end, found[1]) if found is not None else end


def _start_before(units: Units, unit: str, start: int) -> int:
    found = units.at(unit, start - 1)
    if found is not None and found[0] >= start:
        found = units.before(unit, (start, start))
    return found[0] if found is not None else start


def _end_before(units: Units, unit: str, end: int) -> int:
    """The last border before the end at which a unit ends; the end itself if there is none."""
    found = units.before(unit, (end - 1, end))
    return found[1] if found is not None else end


def _start_after(units: Units, unit: str, start: int) -> int:
    found = units.at(unit, start + 1)
    while found is not None and found[0] <= start:
        found = units.after(unit, found)
    return found[0] if found is not None else start
