"""An article in a pane of its own, scrolled to a passage that is marked in it."""

from dataclasses import dataclass

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.articles.slices import Sliced
from reader.page.flow import Paragraph
from reader.page.geometry import share
from reader.page.layout import Layout
from reader.page.window import Window
from reader.ui.themes import Palette
from reader.ui.widgets.drawing import blank, strip
from reader.ui.widgets.frame import Content, Frame

Span = tuple[int, int]

_COLUMN = 72
"""The widest column: a pane of a wide screen has room beside its text."""

_ABOVE = 3
"""The passage begins after this part of the pane: 1/3 of its height."""


class ArticlePane(Widget, can_focus=True):
    """Scrolls a text; the passage has a bar in the gutter, its words that differ are marked."""

    @dataclass
    class Chosen(Message):
        """The reader clicked into this pane."""

        pane: "ArticlePane"

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.content = Content("")
        self.passage: Span | None = None
        self.lines: Layout | None = None
        self.window: Window | None = None
        self.geometry = (0, _COLUMN, 0)
        self.made: Frame | None = None
        self.missing = ""

    def open(
        self,
        content: Content,
        paragraphs: Sliced[Paragraph],
        passage: Span | None,
    ) -> None:
        """Show a text, the passage a third of the way down."""
        self.content, self.passage = content, passage
        self.window, self.missing = None, ""
        self.lines = Layout(content.text, paragraphs, _COLUMN)
        self._lay_out()

    def close(self, sentence: str) -> None:
        """Show no text but a sentence that says why."""
        self.window, self.missing = None, sentence
        self.content = Content("")
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.size
        self.made = None
        if not width or not height or self.missing or self.lines is None:
            return
        self.geometry = share(width, min(_COLUMN, width), False)
        layout = self.lines.resized(self.geometry[1])
        if self.window is None:
            self.window = Window(layout, height)
            self._to_passage()
        else:
            self.window.resize(layout, height, self.passage)
        self.refresh()

    def _to_passage(self) -> None:
        if self.window is not None and self.passage is not None:
            place = self.window.layout.place_of(self.passage[0])
            self.window.top = self.window.layout.step(place, -(self.window.height // _ABOVE))

    def render_line(self, y: int) -> Strip:
        if self.window is None:
            words = f"  {self.missing}" if y == 1 else ""
            return strip([(words, "warning")], self.size.width, self.palette)
        if y >= self.size.height:
            return blank(self.size.width, self.palette["base"])
        if self.made is None:
            rows = self.window.lines()
            rows += [None] * (self.size.height - len(rows))
            self.made = Frame(self.content, rows, self.passage, None, self.geometry, self.palette)
        return self.made.strip(y, self.size.width)

    def notify_style_update(self) -> None:
        """The theme is another: the lines drawn in the old colours are no use."""
        self.made = None
        super().notify_style_update()

    # Moving

    def _scroll(self, moved: bool) -> None:
        if moved:
            self.made = None
            self.refresh()

    def action_lines(self, count: int) -> None:
        if self.window is not None:
            self._scroll(self.window.scroll(count))

    def action_pages(self, count: int) -> None:
        if self.window is not None:
            self._scroll(self.window.page(count))

    def action_top(self) -> None:
        if self.window is not None:
            self._scroll(self.window.to_top())

    def action_bottom(self) -> None:
        if self.window is not None:
            self._scroll(self.window.to_bottom())

    def on_click(self, event: Click) -> None:
        self.post_message(self.Chosen(self))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self.action_lines(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self.action_lines(-3)
