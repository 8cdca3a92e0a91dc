"""The page: one widget that draws an article line by line and hears keys and mouse.

It keeps its place in its own state, never in Textual's scroll position, so that keys
typed ahead are all obeyed. What to draw is handed down; what the reader does goes up
as messages.
"""

from collections.abc import Callable

from textual.events import (
    Click,
    Key,
    MouseDown,
    MouseMove,
    MouseScrollDown,
    MouseScrollUp,
    MouseUp,
    Resize,
)
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.articles.slices import Sliced
from reader.page.caret import Caret
from reader.page.flow import Paragraph
from reader.page.geometry import BETWEEN, GAP, GUTTER, head_of_second, share, share_in_two
from reader.page.hints import labels
from reader.page.layout import Layout, Line
from reader.page.shape import Shape
from reader.page.units import Units
from reader.ui.page_marks import PageMark, marks_at
from reader.ui.themes import Palette
from reader.ui.widgets.frame import Content, Frame

Span = tuple[int, int]
Segment = Callable[[str], list[Span]]

_CLICKS = {1: "character", 2: "word", 3: "sentence"}
_EDGE_TICK = 1 / 30


class PageView(Widget, can_focus=True):
    """An article's text, with a caret on a sentence.

    ``shape`` is how the page is wanted; ``spread`` is the height of each of two columns, 0
    where there is one.
    """

    ALLOW_SELECT = False

    class Moved(Message):
        """The page or the caret is somewhere else, or the selection is another."""

    def __init__(self, palette: Palette, segment: Segment, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.segment = segment
        self.caret: Caret | None = None
        self.chosen: str | None = None
        self.content = Content("")
        self.shape = Shape()
        self.with_margin = False
        self.geometry = (0, self.shape.width, 0)
        self.spread = 0
        self.frame: Frame | None = None
        self.pending: Callable[[str], None] | None = None
        self.drag_from: int | None = None
        self.dragged = False
        self.drag_at: tuple[int, int] = (0, 0)
        self.edge_timer: Timer | None = None

    # What the screen hands down

    def open(
        self,
        content: Content,
        paragraphs: Sliced[Paragraph],
        blocks: Sliced[Span],
        offset: int,
    ) -> None:
        """Show another text, the caret on the sentence at ``offset`` and that at the top."""
        self.content = content
        rows = self._share(
            self.size.width or self.app.size.width,
            self.size.height or max(1, self.app.size.height - 2),
        )
        shape = self.shape
        layout = Layout(content.text, paragraphs, self.geometry[1], shape.spacing, shape.justified)
        self.caret = Caret(content.text, layout, rows, Units(content.text, blocks, self.segment))
        if offset:
            self.caret.window.to(offset)
            self.caret.focus = self.caret.units.sentence_at(offset)
        self.changed()

    def show(self, content: Content) -> None:
        """Draw other things on the same text: marks, hits, styles."""
        self.content = content
        self.changed()

    def take_shape(self, shape: Shape, with_margin: bool) -> None:
        """Lay the text out so, with or without a margin; the place is kept."""
        self.shape, self.with_margin = shape, with_margin
        self._fit(self.size.width, self.size.height)

    def changed(self) -> None:
        """Draw anew and tell the screen."""
        self.frame = None
        self.refresh()
        self.post_message(self.Moved())

    @property
    def touched(self) -> list[PageMark]:
        """The marks that share a letter with the sentence under the caret, the shortest first."""
        focus = self.caret.focus if self.caret is not None else None
        return marks_at(self.content.marks, *focus) if focus is not None else []

    @property
    def current(self) -> PageMark | None:
        """The mark under the caret; where several overlap, the one that ``cycle`` came to."""
        touched = self.touched
        chosen = [mark for mark in touched if mark.id == self.chosen]
        return next(iter(chosen or touched), None)

    def choose(self, mark: PageMark | None) -> None:
        """Make this mark the current one while the caret is on it."""
        self.chosen = mark.id if mark is not None else None
        self.changed()

    def go_to_mark(self, mark: PageMark) -> None:
        """Put the caret on the mark, and make it the current one."""
        if self.caret is not None:
            self.chosen = mark.id
            self.caret.jump_to(mark.start, mark.end)
            self.changed()

    # Drawing

    def on_resize(self, event: Resize) -> None:
        self._fit(event.size.width, event.size.height)

    def _fit(self, width: int, height: int) -> None:
        if self.caret is None or not width or not height:
            return
        rows = self._share(width, height)
        layout, shape = self.caret.layout, self.shape
        wanted = (self.geometry[1], shape.spacing, shape.justified)
        if (layout.width, layout.spacing, layout.justified) != wanted:
            layout = layout.resized(*wanted)
        self.caret.resize(layout, rows)
        self.changed()

    def _share(self, width: int, height: int) -> int:
        """Settle how the width is shared; gives the rows of text that are seen at once."""
        shape, self.spread = self.shape, 0
        in_two = share_in_two(width, shape.width, shape.side) if shape.columns == 2 else None
        if in_two is None:
            self.geometry = share(width, shape.width, self.with_margin, shape.side)
            return height
        self.geometry, self.spread = (*in_two, 0), height
        return 2 * height

    def notify_style_update(self) -> None:
        """The theme is another: the lines drawn in the old colours are no use."""
        self.frame = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self.caret is None:
            return Strip.blank(self.size.width, self.palette["base"])
        return self._frame().strip(y, self.size.width)

    def _frame(self) -> Frame:
        if self.frame is None and self.caret is not None:
            selection, current = self.caret.selection, self.current
            id = current.id if current is not None else None
            self.frame = Frame(
                self.content._replace(current=id, is_choice=len(self.touched) > 1),
                self._rows(),
                self.caret.focus,
                selection.span if selection is not None else None,
                self.geometry,
                self.palette,
                self.spread,
            )
        assert self.frame is not None, "there is a page to draw"
        return self.frame

    def margin_corner(self, id: str) -> tuple[int, int] | None:
        """The cell at which the margin's card of this mark begins, or would; None without a margin."""
        if self.caret is None or not self.geometry[2]:
            return None
        left, column, _ = self.geometry
        frame = self._frame()
        row = frame.margin.row_of(id) if frame.margin is not None else None
        return left + GUTTER + column + 1 + GAP, row or 0

    def _rows(self) -> list[Line | None]:
        """The lines on screen, and below a short text the blank rows that notes may stand in."""
        lines = self._shown()
        return lines + [None] * (max(self.size.height, 2 * self.spread) - len(lines))

    def _shown(self) -> list[Line | None]:
        """The rows of the text, column by column."""
        lines = self.caret.window.lines() if self.caret is not None else []
        if not self.spread:
            return lines
        return lines[: self.spread] + lines[head_of_second(lines, self.spread) :]

    # Keys

    def press(self, event: Key) -> bool:
        """Take the second key of a pair; whether one was waited for."""
        pending, self.pending = self.pending, None
        if pending is not None:
            pending(event.character or event.key)
        return pending is not None

    @property
    def is_selecting(self) -> bool:
        """Whether there is a selection, so that keys move its end."""
        return self.caret is not None and self.caret.selection is not None

    def action_lines(self, count: int) -> None:
        self._do(lambda caret: caret.lines(count))

    def action_pages(self, count: int) -> None:
        self._do(lambda caret: caret.pages(count))

    def action_halves(self, count: int) -> None:
        self._do(lambda caret: caret.halves(count))

    def action_top(self) -> None:
        self._do(Caret.top)

    def action_bottom(self) -> None:
        self._do(Caret.bottom)

    def action_sentences(self, count: int) -> None:
        self._do(lambda caret: caret.sentences(count))

    def action_paragraphs(self, count: int) -> None:
        self._do(lambda caret: caret.paragraphs(count))

    def action_jump(self, step: int) -> None:
        self._do(lambda caret: caret.jump(step))

    def action_select(self, unit: str) -> None:
        self._do(lambda caret: caret.start_selecting(unit))

    def action_deselect(self) -> None:
        self._do(Caret.stop_selecting)

    def action_motion(self, key: str) -> None:
        self._do(lambda caret: caret.motion(key))

    def action_swap(self) -> None:
        self._do(Caret.swap)

    def action_inside(self) -> None:
        self.pending = lambda key: self._do(lambda caret: caret.inside(key))

    def action_hints(self) -> None:
        """Letter every sentence on the page; the next key puts the caret on one."""
        if self.caret is None:
            return
        shown = self.caret.visible_sentences()
        names = labels(len(shown))
        self._ask_hint(dict(zip(names, shown, strict=True)), "")

    def _ask_hint(self, spans: dict[str, Span], typed: str) -> None:
        left = {name: span for name, span in spans.items() if name.startswith(typed)}
        if typed in left:
            self._hint({})
            self._do(lambda caret: caret.go(left[typed][0]))
        elif left:
            self._hint({span[0]: name[len(typed) :] for name, span in left.items()})
            self.pending = lambda key: self._ask_hint(left, typed + key)
        else:
            self._hint({})

    def _hint(self, hints: dict[int, str]) -> None:
        self.show(self.content._replace(hints=hints))

    def _do(self, step: Callable[[Caret], object]) -> None:
        if self.caret is not None:
            step(self.caret)
            self.changed()

    # The mouse: our own hit test, exact on wide characters, and clamped to the text

    def offset_at(self, x: int, y: int) -> int:
        """The offset of the character drawn at this cell, or of the nearest one in the text."""
        if self.caret is None:
            return 0
        rows = self._shown()
        left = self.geometry[0] + GUTTER
        if self.spread:
            y = max(0, min(y, self.spread - 1))
            second = left + self.geometry[1] + 1 + BETWEEN
            if x >= second and len(rows) > self.spread:
                left, y = second + GUTTER, y + self.spread
        y = max(0, min(y, len(rows) - 1))
        line = rows[y] if rows else None
        for near in (y - 1, y + 1, y - 2, y + 2):
            if line is None and 0 <= near < len(rows):
                line = rows[near]
        if line is None:
            return 0
        return self.caret.layout.hit(line, x - left)

    def on_mouse_down(self, event: MouseDown) -> None:
        if event.button != 1 or self.caret is None:
            return
        event.stop()
        self.pending = None
        if self.content.hints:
            self._hint({})
        offset = self.offset_at(event.x, event.y)
        if event.shift:
            self._do(lambda caret: caret.extend_to(offset))
        self.drag_from = offset
        self.dragged = event.shift
        self.drag_at = (event.x, event.y)
        self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        if self.drag_from is None or (event.x, event.y) == self.drag_at:
            return
        self.drag_at = (event.x, event.y)
        if not self.dragged:
            self.dragged = True
            self._do(Caret.stop_selecting)
        self._drag()
        at_edge = event.y <= 0 or event.y >= self.size.height - 1
        if at_edge and self.edge_timer is None:
            self.edge_timer = self.set_interval(_EDGE_TICK, self._scroll_at_edge)
        elif not at_edge:
            self._stop_edge()

    def on_mouse_up(self, event: MouseUp) -> None:
        if self.drag_from is not None:
            event.stop()
            self.drag_from = None
            self._stop_edge()
            self.release_mouse()

    def on_click(self, event: Click) -> None:
        """One click puts the caret there, two select the word, three the sentence."""
        event.stop()
        event.prevent_default()
        offset = self.offset_at(event.x, event.y)
        if self.dragged or self.caret is None:
            return
        if event.chain == 1:
            self._do(lambda caret: _put(caret, offset))
        else:
            unit = _CLICKS.get(event.chain, "paragraph")
            self._do(lambda caret: caret.select_at(offset, unit))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._do(lambda caret: caret.lines(3))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._do(lambda caret: caret.lines(-3))

    def _drag(self) -> None:
        origin, here = self.drag_from, self.offset_at(*self.drag_at)
        if origin is None:
            return

        def extend(caret: Caret) -> None:
            if caret.selection is None:
                caret.select_at(origin, "character")
            caret.extend_to(here)

        self._do(extend)

    def _scroll_at_edge(self) -> None:
        beyond = self.drag_at[1] - (self.size.height - 1)
        step = 1 + max(0, beyond) if beyond >= 0 else -(1 + max(0, -self.drag_at[1]))
        if self.caret is not None and self.drag_from is not None:
            self.caret.window.scroll(step)
            self._drag()

    def _stop_edge(self) -> None:
        if self.edge_timer is not None:
            self.edge_timer.stop()
            self.edge_timer = None


def _put(caret: Caret, offset: int) -> None:
    caret.stop_selecting()
    caret.focus = caret.units.sentence_at(offset)
