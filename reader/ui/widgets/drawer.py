"""The drawer: where there is no margin, the note of the mark under the caret, at the foot of the page."""

from textual.strip import Strip
from textual.widget import Widget

from reader.ui.page_marks import PageMark, Pieces, card
from reader.ui.themes import Palette
from reader.ui.widgets.drawing import strip

_MOST_LINES = 6


class Drawer(Widget):
    """Shows one card, and takes no room while there is none."""

    def __init__(self, palette: Palette, more: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.more = more
        self.is_wanted = True
        self.card_lines: list[Pieces] = []

    def show(self, mark: PageMark | None) -> None:
        """Show the card of this mark, or nothing."""
        lines: list[Pieces] = []
        if mark is not None and mark.has_card and self.is_wanted:
            lines = card(mark, max(10, self.app.size.width - 4), True, self.more)[:_MOST_LINES]
        if lines != self.card_lines:
            self.card_lines = lines
            self.styles.height = len(lines)
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        pieces = self.card_lines[y] if y < len(self.card_lines) else []
        return strip([("  ", ""), *pieces], self.size.width, self.palette, "base raised")
