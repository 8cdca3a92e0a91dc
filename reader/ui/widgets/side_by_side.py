"""Two texts beside each other, a line between them."""

from textual.strip import Strip
from textual.widget import Widget

from reader.ui.themes import Palette
from reader.ui.widgets.drawing import strip
from reader.ui.widgets.wrapped_text import Pieces, wrapped

Styled = tuple[str, tuple[tuple[int, int, str], ...]]
"""A text, and its styles as spans of it."""

_NARROW = 72


class SideBySide(Widget):
    """Shows a left text and a right one; below each other where there is no room for two."""

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.left: Styled = ("", ())
        self.right: Styled = ("", ())

    def show(self, left: Styled, right: Styled) -> None:
        """Show these two."""
        self.left, self.right = left, right
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if width < _NARROW:
            lines = [*self._pane(self.left, width - 4), [], *self._pane(self.right, width - 4)]
            found = lines[y] if y < len(lines) else []
            return strip([("  ", ""), *found], width, self.palette)
        half = (width - 3) // 2
        left, right = self._row(self.left, y, half), self._row(self.right, y, width - 3 - half)
        middle = strip([(" │ ", "quiet")], 3, self.palette)
        return Strip.join([left, middle, right])

    def _row(self, text: Styled, y: int, width: int) -> Strip:
        lines = self._pane(text, width - 2)
        found = lines[y] if y < len(lines) else []
        return strip([("  ", ""), *found], width, self.palette)

    def _pane(self, text: Styled, width: int) -> list[Pieces]:
        return wrapped(*text, width)
