"""One quiet line of pieces, some of which can be clicked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.page.printable import printable
from reader.ui.page_marks import note_lines
from reader.ui.themes import Palette
from reader.ui.widgets.drawing import elided, strip


class Piece(NamedTuple):
    """A stretch of the line; a click on it asks for ``action`` if it has one."""

    text: str
    style: str = ""
    action: str = ""


class OneLine(Widget):
    """A line with something on the left and something on the right; the left gives way."""

    @dataclass
    class Clicked(Message):
        """The reader clicked a piece that stands for ``action``."""

        action: str

    def __init__(self, palette: Palette, style: str = "bar", id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ground = style
        self.rows: list[tuple[Piece, ...]] = [()]
        self.fit_again: Callable[[], None] = _nothing

    def say(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show these pieces, the right ones at the right edge."""
        self.fit_again = lambda: self.say(left, right)
        width = self.size.width or self.app.size.width
        shown = (Piece("  "), *right) if right else ()
        if size_of(shown) > width:
            shown = ()
        self._show([(*_fitted(left, width - size_of(shown)), *shown)])

    def tell(self, sentence: str, style: str, right: Sequence[Piece] = ()) -> None:
        """Show a sentence whole: it takes the room of the right pieces, and more lines, if need be."""
        width = self.size.width or self.app.size.width
        size = cell_len(printable(sentence)) + 1
        if size >= width:
            self._show([(Piece(f" {line}", style),) for line in note_lines(sentence, width - 2)])
        else:
            is_room = size + 2 + size_of(right) <= width
            self.say([Piece(f" {sentence}", style)], right if is_room else ())
        self.fit_again = lambda: self.tell(sentence, style, right)

    def say_all(self, groups: Sequence[Sequence[Piece]]) -> None:
        """Show these groups of pieces, on as many lines as they take; no group is broken."""
        self.fit_again = lambda: self.say_all(groups)
        width = self.size.width or self.app.size.width
        rows: list[tuple[Piece, ...]] = [()]
        for group in groups:
            is_room = size_of(rows[-1]) + size_of(group) <= width
            if is_room or not rows[-1]:
                rows[-1] = (*rows[-1], *group)
            else:
                rows.append(tuple(group))
        self._show(rows)

    def _show(self, rows: list[tuple[Piece, ...]]) -> None:
        if len(rows) != len(self.rows):
            self.styles.height = len(rows)
        if rows != self.rows:
            self.rows = rows
            self.refresh()

    def on_resize(self) -> None:
        # Else the line would be wrong until the screen has heard of the new size, two frames later.
        self.fit_again()

    def render_line(self, y: int) -> Strip:
        return strip(
            ((piece.text, piece.style) for piece in (self.rows[y] if y < len(self.rows) else ())),
            self.size.width,
            self.palette,
            f"base {self.ground}",
        )

    def on_click(self, event: Click) -> None:
        x = event.x
        for piece in self.rows[min(event.y, len(self.rows) - 1)]:
            x -= cell_len(printable(piece.text))
            if x < 0:
                if piece.action:
                    event.stop()
                    self.post_message(self.Clicked(piece.action))
                return


def _nothing() -> None:
    """There is nothing to fit yet."""


def size_of(pieces: Sequence[Piece]) -> int:
    """The cells that these pieces take."""
    return sum(cell_len(printable(piece.text)) for piece in pieces)


def _fitted(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """The pieces in exactly ``room`` cells: padded at the end, or the last ones cut."""
    fitted: list[Piece] = []
    for piece in pieces:
        size = cell_len(printable(piece.text))
        if size > room:
            if room > 1:
                fitted.append(Piece(elided(printable(piece.text), room), piece.style, piece.action))
            return fitted
        fitted.append(piece)
        room -= size
    if room:
        fitted.append(Piece(" " * room))
    return fitted
