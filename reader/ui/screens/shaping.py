"""Setting the page otherwise while one reads: width, sides, spacing, justified lines, two columns."""

from reader.page.geometry import LEAST_OF_TWO
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shaping import SIDES, SPACINGS, WIDTHS


class Shaping(ArticleScreen):
    """The part of the reading screen that changes how its page is set."""

    @property
    def has_margin(self) -> bool:
        """Whether notes stand beside the text."""
        return False

    def show_shape(self) -> None:
        """Lay the page out as it is wanted now, for the size of the screen; the place is kept."""
        self.page.take_shape(self.shell.shapes.now, self.has_margin)

    def _reshape(self, said: str, **changes: int | bool) -> None:
        self.shell.shapes.change(**changes)
        self.show_shape()
        self.say(said)

    def action_width(self, step: int) -> None:
        """Change the width of the column; 0 sets all of the page as in the settings."""
        if not step:
            self.shell.shapes.reset()
            self.show_shape()
            self.say(f"As in the settings: a column of {self.page.geometry[1]}")
            return
        wanted = min(self.shell.shapes.now.width, self.page.geometry[1]) + step
        self._reshape("", width=max(WIDTHS.start, min(wanted, WIDTHS.stop - 1)))
        self.say(f"Column of {self.page.geometry[1]}")

    def action_side(self) -> None:
        """Keep more cells free on each side of the page; after the most, none."""
        here = self.shell.shapes.now.side
        side = next((side for side in SIDES if side > here), SIDES[0])
        self._reshape(f"{side or 'No'} cells free on each side", side=side)

    def action_spacing(self) -> None:
        """Put more blank rows between the lines; after the most, none."""
        spacing = (self.shell.shapes.now.spacing + 1) % len(SPACINGS)
        said = ("Lines close together", "A blank row between lines", "Two blank rows between lines")
        self._reshape(said[spacing], spacing=spacing)

    def action_justify(self) -> None:
        """Fill the lines to the edge of the column, or leave them ragged."""
        justified = not self.shell.shapes.now.justified
        self._reshape("Lines justified" if justified else "Lines ragged", justified=justified)

    def action_columns(self) -> None:
        """Show two pages side by side, or one."""
        columns = 3 - self.shell.shapes.now.columns
        self._reshape("Two columns" if columns == 2 else "One column", columns=columns)
        if columns == 2 and not self.page.spread:
            self.say(f"Two columns, once each has room for {LEAST_OF_TWO} cells")
