"""The board drawn: claims down the left, articles across, a cursor on a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from annotations.claims.board.layout import Column
from annotations.claims.board.rows import Row
from reader.ui.board.words import Pieces, cell_pieces, claim_pieces, head_pieces
from reader.ui.themes import Palette
from reader.ui.widgets.drawing import blank, strip

HEAD = 4
"""Lines above the rows: two of headings, one of dates, and a rule."""

TALL = 2
"""Lines of a row: the claim and what is said, then what is to be known of them."""

_LEAST_CELL, _MOST_CELL = 14, 19
_LEAST_CLAIM, _CLAIM_SHARE = 22, 0.36


class BoardTable(Widget, can_focus=True):
    """Rows of claims and columns of articles; column 0 of the cursor is the claim itself.

    The widget moves, draws and says what was chosen; any number of rows and columns costs
    what the visible ones cost. A blank line and a heading stand above the first suggestion.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell, or other rows are in view."""

    @dataclass
    class Opened(Message):
        """The cell under the mouse was clicked when the cursor was on it already."""

    def __init__(self, palette: Palette, accept: str, reject: str, id: str | None = None) -> None:
        super().__init__(id=id)
        keys = f"not marked yet; {accept} marks one, {reject} drops it"
        # What stands above the suggestions: the longest that has room.
        self.partings = (f"  Suggestions: worth checking, {keys}", f"  Suggestions, {keys}")
        self.palette = palette
        self.rows: Sequence[Row] = ()
        self.columns: Sequence[Column] = ()
        self.entries: list[int | None] = []
        self.empty = ""
        self.row = 0
        self.column = 0
        self.first = 0
        self.left = 0

    def show(self, rows: Sequence[Row], columns: Sequence[Column], row: int, column: int) -> None:
        """Show these, the cursor on this cell or the nearest there is."""
        self.rows, self.columns = rows, columns
        claims = sum(row.suggestion is None for row in rows)
        numbers: list[int | None] = list(range(len(rows)))
        self.entries = numbers[:claims] + [None] * (claims < len(rows)) + numbers[claims:]
        self.place(row, column)

    def place(self, row: int, column: int) -> None:
        """Put the cursor on this cell, or on the nearest there is, and bring it into view."""
        self.row = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.columns)))
        entry = self.entries.index(self.row) if self.rows else 0
        fit = self.fitting
        self.first = max(0, min(self.first, entry, len(self.entries) - fit))
        self.first = max(self.first, entry - fit + 1)
        if self.first and entry == self.first and self.entries[entry - 1] is None:
            self.first -= fit > 1  # with the heading that it stands under
        across = self.across
        self.left = max(0, min(self.left, self.column - 1, len(self.columns) - across))
        self.left = max(self.left, self.column - across)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def fitting(self) -> int:
        """How many rows have room."""
        return max(1, (self.size.height - HEAD) // TALL)

    @property
    def claim_width(self) -> int:
        """The cells for the claims; what the articles do not need is theirs."""
        width = self.size.width
        least = max(_LEAST_CLAIM, int(width * _CLAIM_SHARE))
        return max(least, width - len(self.columns) * _MOST_CELL)

    @property
    def across(self) -> int:
        """How many columns of articles have room."""
        return max(1, (self.size.width - self.claim_width) // _LEAST_CELL)

    @property
    def in_view(self) -> list[Row]:
        """The rows in view."""
        entries = self.entries[self.first : self.first + self.fitting]
        return [self.rows[entry] for entry in entries if entry is not None]

    def on_resize(self, event: Resize) -> None:
        self.place(self.row, self.column)

    # Drawing

    def _shares(self) -> list[int]:
        """The width of each visible column."""
        shown = len(self.columns[self.left : self.left + self.across])
        room = self.size.width - self.claim_width
        return [room // shown] * shown if shown else []

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y < HEAD:
            return self._head(y)
        at = self.first + (y - HEAD) // TALL
        if not self.entries and y == HEAD:
            return strip([("  " + self.empty, "quiet")], width, self.palette)
        if at >= len(self.entries) or at >= self.first + self.fitting:
            return blank(width, self.palette["base"])
        entry, line = self.entries[at], (y - HEAD) % TALL
        return self._parting(line) if entry is None else self._row(entry, line)

    def _parting(self, line: int) -> Strip:
        width = self.size.width
        label = next((each for each in self.partings if len(each) <= width), self.partings[-1])
        return strip([(label, "quiet italic")] if line else [], width, self.palette)

    def _head(self, y: int) -> Strip:
        shares = self._shares()
        if y == HEAD - 1:
            rule = "─" * self.size.width
            return strip([(rule, "quiet")], self.size.width, self.palette)
        more = self.left, max(0, len(self.columns) - self.left - len(shares))
        parts = [self._fit(head_pieces(None, y, more, self.claim_width), self.claim_width, "base")]
        for number, share in enumerate(shares, start=self.left):
            base = "base strong" if number + 1 == self.column else "base"
            parts.append(
                self._fit(head_pieces(self.columns[number], y, more, share - 1), share, base)
            )
        return Strip.join(parts)

    def _row(self, number: int, line: int) -> Strip:
        row, is_here = self.rows[number], number == self.row
        base = "base focus" if is_here else "base"
        pieces = claim_pieces(row, self.columns, line, is_here)
        chosen = " selection" if is_here and self.column == 0 else ""
        parts = [self._fit(pieces, self.claim_width, base + chosen)]
        for at, share in enumerate(self._shares(), start=self.left):
            chosen = " selection" if is_here and self.column == at + 1 else ""
            cell = cell_pieces(row, self.columns[at].name, line, share - 2)
            parts.append(self._fit([(" ", ""), *cell], share, base + chosen))
        return Strip.join(parts)

    def _fit(self, pieces: Pieces, width: int, base: str) -> Strip:
        """The pieces in this width, the last cell kept free."""
        shown = strip(pieces, max(0, width - 1), self.palette, base)
        return Strip.join([shown, blank(1, self.palette[base])])

    # Moving

    def action_lines(self, count: int) -> None:
        self.place(self.row + count, self.column)

    def action_pages(self, count: int) -> None:
        self.place(self.row + count * max(1, self.fitting - 1), self.column)

    def action_top(self) -> None:
        self.place(0, self.column)

    def action_bottom(self) -> None:
        self.place(len(self.rows) - 1, self.column)

    def move(self, columns: int) -> None:
        """Move the cursor so many columns to the right."""
        self.place(self.row, self.column + columns)

    # The mouse

    def on_click(self, event: Click) -> None:
        found = self._cell_at(event.x, event.y)
        if found is None:
            return
        if found == (self.row, self.column):
            self.post_message(self.Opened())
        else:
            self.place(*found)

    def _cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        at = self.first + (y - HEAD) // TALL
        entry = self.entries[at] if y >= HEAD and at < len(self.entries) else None
        if entry is None:
            return None
        x -= self.claim_width
        shares = self._shares()
        column = self.left + 1 + x // shares[0] if x >= 0 and shares else 0
        return entry, min(column, self.left + len(shares)) if column else 0

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self.place(self.row + 1, self.column)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self.place(self.row - 1, self.column)
