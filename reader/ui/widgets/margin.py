"""The margin: each note beside its line, pushed down where there is no room, with a leader to it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from reader.page.geometry import GAP
from reader.page.layout import Line
from reader.page.margin import arrange
from reader.page.printable import printable
from reader.ui.page_marks import PageMark, Pieces, card
from reader.ui.widgets.drawing import elided

_LEFT, _UP, _DOWN, _RIGHT = 1, 2, 4, 8

_JUNCTION = {
    _LEFT | _RIGHT: "╌", _LEFT | _DOWN: "╮", _LEFT | _UP: "╯", _UP | _DOWN: "│",
    _UP | _RIGHT: "╰", _DOWN | _RIGHT: "╭", _LEFT | _UP | _DOWN: "┤", _UP | _DOWN | _RIGHT: "├",
    _LEFT | _DOWN | _RIGHT: "┬", _LEFT | _UP | _RIGHT: "┴", _LEFT | _UP | _DOWN | _RIGHT: "┼",
}  # fmt: skip
"""The glyph for the arms that meet in one cell of the leaders' column."""


class Card(NamedTuple):
    """What the margin says of a mark, which begins in this row of the page."""

    id: str
    row: int
    lines: Sequence[Pieces]
    gap: int = 1

    @property
    def height(self) -> int:
        """The rows it takes, with the blank one below it."""
        return len(self.lines) + self.gap


class Margin:
    """The cards of the marks on one page; ``row(y)`` gives the pieces right of the text."""

    def __init__(
        self,
        marks: Sequence[PageMark],
        rows: Sequence[Line | None],
        width: int,
        current: str | None,
        more: str,
        others: str,
    ) -> None:
        self.width = GAP + width
        self._rows: dict[int, Pieces] = {}
        self._arms: dict[int, int] = {}
        self._lit: set[int] = set()
        self._places = {mark.id: row for mark in marks if (row := _row_of(mark, rows)) >= 0}
        cards = [
            Card(mark.id, row, card(mark, width - 1, mark.id == current, more))
            for mark in marks
            if mark.has_card and (row := _row_of(mark, rows)) >= 0
        ]
        cards, left_out = _that_fit(cards, len(rows), current)
        # A blank row between cards, and none wanted below the last.
        wanted = [(each.row, each.height) for each in cards]
        places = arrange(wanted, len(rows) - 1 if left_out else len(rows) + 1)
        for each, place in zip(cards, places, strict=True):
            if place is not None:
                self._places[each.id] = place
                self._put(each.row, place, each.lines, width, lit=each.id == current)
        if left_out:
            said = f"… {left_out} more{others}"
            self._rows[len(rows) - 1] = _fitted([(said, "quiet italic")], width)

    def row_of(self, id: str) -> int | None:
        """The row where the card of this mark begins, or would begin; None if it is not here."""
        return self._places.get(id)

    def row(self, y: int) -> Pieces:
        """The leader's cells and the card's line in this row, ``width`` cells in all."""
        arms = self._arms.get(y, 0)
        style = "accent" if y in self._lit else "quiet"
        left = "╌" if arms & _LEFT else " "
        right = "╌" if arms & _RIGHT else " "
        leader = (left + _JUNCTION.get(arms, " ") + right, style)
        return [leader, *self._rows.get(y, [(" " * (self.width - GAP), "")])]

    def _put(self, row: int, place: int, lines: Sequence[Pieces], width: int, lit: bool) -> None:
        for number, pieces in enumerate(lines):
            self._rows[place + number] = _fitted(pieces, width)
        self._join(row, _LEFT)
        self._join(place, _RIGHT)
        step = 1 if place > row else -1
        for y in range(row, place, step):
            self._join(y, _DOWN if step > 0 else _UP)
            self._join(y + step, _UP if step > 0 else _DOWN)
        if lit:
            self._lit.update(range(min(row, place), max(row, place) + 1))

    def _join(self, y: int, arm: int) -> None:
        self._arms[y] = self._arms.get(y, 0) | arm


def _row_of(mark: PageMark, rows: Sequence[Line | None]) -> int:
    """The first row that shows some of the mark, -1 if none does."""
    for row, line in enumerate(rows):
        if line is not None and mark.start < line.end and line.start < mark.end:
            return row
    return -1


def _that_fit(cards: list[Card], rows: int, current: str | None) -> tuple[list[Card], int]:
    """The cards as there is room for them, and how many there is no room for.

    Where not all fit whole, all but the current one are cut to their headlines; where not even
    those fit, the first ones and the current one stay.
    """
    if sum(each.height for each in cards) <= rows + 1:
        return cards, 0
    cards = [
        each if each.id == current else each._replace(lines=each.lines[:1], gap=0) for each in cards
    ]
    if sum(each.height for each in cards) <= rows + 1:
        return cards, 0
    room = rows - sum(each.height for each in cards if each.id == current)
    kept = []
    for each in cards:
        if each.id != current:
            room -= each.height
        if each.id == current or room > 0:
            kept.append(each)
    return kept, len(cards) - len(kept)


def _fitted(pieces: Pieces, width: int) -> Pieces:
    """The pieces cut or padded to the width, one blank cell before them."""
    fitted: Pieces = [(" ", "")]
    room = width - 1
    for text, style in pieces:
        if room <= 0:
            break
        shown = printable(text)
        size = cell_len(shown)
        fitted.append((shown if size <= room else elided(shown, room), style))
        room -= min(size, room)
    if room > 0:
        fitted.append((" " * room, ""))
    return fitted
