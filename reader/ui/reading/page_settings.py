"""How the page is set while one reads: width, sides, spacing, justified lines, two columns."""

from reader.page.geometry import LEAST_OF_TWO
from reader.ui.host import Voice
from reader.ui.page_shapes import SIDES, SPACINGS, WIDTHS, Shapes
from reader.ui.widgets.page_view import PageView


class PageSettings:
    """Sets the page as the user wants it; what is changed with keys is remembered."""

    def __init__(self, page: PageView, shapes: Shapes, voice: Voice) -> None:
        self._page = page
        self._shapes = shapes
        self._voice = voice

    def lay_out(self, with_margin: bool) -> None:
        """Lay the page out as it is wanted now, with or without a margin; the place is kept."""
        self._page.take_shape(self._shapes.now, with_margin)

    def _change(self, said: str, **changes: int | bool) -> None:
        self._shapes.change(**changes)
        self.lay_out(self._page.with_margin)
        self._voice.say(said)

    def action_width(self, step: int) -> None:
        """Change the width of the column; 0 sets all of the page as in the settings."""
        if not step:
            self._shapes.reset()
            self.lay_out(self._page.with_margin)
            self._voice.say(f"As in the settings: a column of {self._page.geometry[1]}")
            return
        wanted = min(self._shapes.now.width, self._page.geometry[1]) + step
        self._change("", width=max(WIDTHS.start, min(wanted, WIDTHS.stop - 1)))
        self._voice.say(f"Column of {self._page.geometry[1]}")

    def action_side(self) -> None:
        """Keep more cells free on each side of the page; after the most, none."""
        here = self._shapes.now.side
        side = next((side for side in SIDES if side > here), SIDES[0])
        self._change(f"{side or 'No'} cells free on each side", side=side)

    def action_spacing(self) -> None:
        """Put more blank rows between the lines; after the most, none."""
        spacing = (self._shapes.now.spacing + 1) % len(SPACINGS)
        said = ("Lines close together", "A blank row between lines", "Two blank rows between lines")
        self._change(said[spacing], spacing=spacing)

    def action_justify(self) -> None:
        """Fill the lines to the edge of the column, or leave them ragged."""
        justified = not self._shapes.now.justified
        self._change("Lines justified" if justified else "Lines ragged", justified=justified)

    def action_columns(self) -> None:
        """Show two pages side by side, or one."""
        columns = 3 - self._shapes.now.columns
        self._change("Two columns" if columns == 2 else "One column", columns=columns)
        if columns == 2 and not self._page.spread:
            self._voice.say(f"Two columns, once each has room for {LEAST_OF_TWO} cells")
