"""A list drawn line by line: any number of rows costs what the visible ones cost."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.themes import Palette
from reader.ui.widgets.drawing import blank, strip

Pieces = list[tuple[str, str]]
Draw = Callable[[int, int], Pieces]
"""From a row's number and the width to the pieces of its line."""


class LineList(Widget, can_focus=True):
    """Rows that ``draw`` gives on demand, with a cursor on one of them.

    The widget knows nothing of what the rows are: it moves, draws and says what was
    chosen. ``empty`` is the line shown when there are no rows, ``ground`` the style of what
    lies under them; with ``opens_at_once`` the first click on a row opens it.
    """

    cursor: var[int] = var(0)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        rows: "LineList"
        row: int

        @property
        def control(self) -> "LineList":
            """The list it happened in."""
            return self.rows

    @dataclass
    class Opened(Message):
        """The row under the mouse was clicked, as a rule when the cursor was on it already."""

        rows: "LineList"
        row: int

        @property
        def control(self) -> "LineList":
            """The list it happened in."""
            return self.rows

    def __init__(
        self, palette: Palette, empty: str = "", id: str | None = None, ground: str = "base"
    ) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ground = ground
        self.empty = empty
        self.count = 0
        self.draw: Draw = _nothing
        self.first = 0
        self.has_cursor = True
        self.opens_at_once = False

    def show(self, count: int, draw: Draw, cursor: int | None = None) -> None:
        """Show this many rows; the cursor stays where it was unless it is given."""
        self.count, self.draw = count, draw
        self.place(self.cursor if cursor is None else cursor)
        self.refresh()

    def place(self, row: int) -> None:
        """Put the cursor on this row, or on the nearest there is, and bring it into view."""
        self.cursor = max(0, min(row, self.count - 1))
        height = max(1, self.size.height)
        self.first = max(0, min(self.first, self.cursor, self.count - height))
        self.first = max(self.first, self.cursor - height + 1)
        self.refresh()

    def watch_cursor(self, row: int) -> None:
        self.post_message(self.Moved(self, row))

    def on_resize(self, event: Resize) -> None:
        self.place(self.cursor)

    def render_line(self, y: int) -> Strip:
        row, width = self.first + y, self.size.width
        if row < self.count:
            focused = row == self.cursor and self.has_cursor
            ground = f"{self.ground} row" if focused else self.ground
            pieces = self.draw(row, width)
            return strip(_barred(pieces) if focused else pieces, width, self.palette, ground)
        if y == 0 and not self.count:
            return strip([("  " + self.empty, "quiet")], width, self.palette, self.ground)
        return blank(width, self.palette[self.ground])

    def action_lines(self, count: int) -> None:
        self.place(self.cursor + count)

    def action_pages(self, count: int) -> None:
        rows = count * max(1, self.size.height - 1)
        self.first += rows  # the page is turned, and the cursor stays where it is on it
        self.place(self.cursor + rows)

    def action_top(self) -> None:
        self.place(0)

    def action_bottom(self) -> None:
        self.place(self.count - 1)

    def on_click(self, event: Click) -> None:
        row = self.first + event.y
        if row >= self.count:
            return
        if row == self.cursor or self.opens_at_once:
            self.place(row)
            self.post_message(self.Opened(self, row))
        else:
            self.place(row)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self.place(self.cursor + 3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self.place(self.cursor - 3)


def _barred(pieces: Pieces) -> Pieces:
    """The row under the cursor, with a bar in the blank that it begins with; colour does not tell it."""
    (first, style), *more = pieces or [("", "")]
    return [("▌", "accent"), (first[1:], style), *more] if first.startswith(" ") else pieces


def _nothing(row: int, width: int) -> Pieces:
    return []
