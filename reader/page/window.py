"""The part of a layout that is on screen, and how it moves."""

from reader.page.layout import Layout, Line, Place


class Window:
    """``height`` rows of a layout, from ``top`` on.

    Below the end of the text there is nothing blank, unless the text is shorter than the
    window. Whatever moves the window tells whether it did. It keeps the first visible
    character in mind: a new size shows it again, and the old size the old page.
    """

    def __init__(self, layout: Layout, height: int) -> None:
        self.layout = layout
        self.height = max(1, height)
        self._top: Place = layout.first
        self._first_offset = 0
        self._blank_above = 0

    @property
    def top(self) -> Place:
        """The first row; set, it goes no further down than to the last full page."""
        return self._top

    @top.setter
    def top(self, place: Place) -> None:
        self._top = min(max(place, self.layout.first), self._lowest_top())
        shown = self.layout.rows(self._top, 2 + 2 * self.layout.spacing)
        line = next((line for _, line in shown if line is not None), None)
        self._first_offset = line.start if line else 0
        self._blank_above = next((n for n, (_, line) in enumerate(shown) if line), 0)

    def resize(self, layout: Layout, height: int, seen: tuple[int, int] | None = None) -> None:
        """Show another layout of the same text, or more or fewer rows of it.

        The first visible character stays visible, unless that would put the span ``seen``
        out of sight; resized there and back, the page is what it was.
        """
        self.layout = layout
        self.height = max(1, height)
        place = layout.place_of(self._first_offset)
        for _ in range(self._blank_above):
            above = layout.step(place, -1)
            if layout.line(above) is None:
                place = above
        self._top = min(place, self._lowest_top())
        first, last = self.visible()
        if seen is not None and not (seen[0] < last and first < seen[1]):
            kept = self._first_offset, self._blank_above
            self.show(*seen)
            self._first_offset, self._blank_above = kept

    def scroll(self, rows: int) -> bool:
        """Move by so many rows, blank ones counted."""
        return self._move_to(self.layout.step(self._top, rows))

    def page(self, direction: int) -> bool:
        """Turn the page down (1) or up (-1), with one line of the old page kept."""
        return self._page_down() if direction > 0 else self._page_up()

    def half(self, direction: int) -> bool:
        """Move down (1) or up (-1) by half the height."""
        rows = max(1, self.height // 2)
        return self._turn_to(self.layout.step(self._top, rows if direction > 0 else -rows))

    def to_top(self) -> bool:
        """Move to the beginning."""
        return self._move_to(self.layout.first)

    def to_bottom(self) -> bool:
        """Move to the end."""
        return self._move_to(self.layout.last)

    def to(self, offset: int) -> bool:
        """Move so that the row with the offset is the first, unless the text ends before."""
        return self._move_to(self.layout.place_of(offset))

    def centre(self, offset: int) -> bool:
        """Move so that the row with the offset is in the middle."""
        return self._move_to(self.layout.step(self.layout.place_of(offset), -(self.height // 2)))

    def show(self, start: int, end: int, context: int = 1) -> bool:
        """Move as little as possible for the span to be visible, with rows of context around.

        Of a span longer than the window, the beginning is shown.
        """
        layout, height = self.layout, self.height
        first = layout.place_of(start)
        last = max(first, layout.place_of(max(start, end - 1)))
        taken = layout.distance(first, last, height) + 1
        if taken > height:
            return self._move_to(first)
        context = min(context, (height - taken) // 2)
        highest = layout.step(first, -context)
        lowest = layout.step(layout.step(last, context), 1 - height)
        return self._move_to(min(highest, max(lowest, self._top)))

    def lines(self) -> list[Line | None]:
        """What is on screen, None for a blank row: ``height`` rows, fewer if the text is short."""
        return [line for _, line in self.layout.rows(self._top, self.height)]

    def visible(self) -> tuple[int, int]:
        """The span of the text on screen, from its first character to after its last."""
        shown = [line for line in self.lines() if line is not None]
        return (shown[0].start, shown[-1].end) if shown else (self._first_offset,) * 2

    def fraction(self) -> float:
        """How much of the text, from 0 to 1, lies before the end of the page."""
        last = self.layout.line(self.layout.last)
        return self.visible()[1] / last.end if last and last.end else 1.0

    @property
    def at_end(self) -> bool:
        """Whether the last row is on screen."""
        return self._top >= self._lowest_top()

    def _lowest_top(self) -> Place:
        return self.layout.step(self.layout.last, 1 - self.height)

    def _move_to(self, place: Place) -> bool:
        before = self._top
        self.top = place
        return self._top != before

    def _turn_to(self, place: Place) -> bool:
        """Move, but begin the page with text where the text does not end on it."""
        return self._move_to(max(place, (place[0], 0)))

    def _page_down(self) -> bool:
        rows = self.layout.rows(self._top, self.height)
        kept = next((place for place, line in reversed(rows) if line is not None), self._top)
        if kept <= self._top:
            kept = self.layout.step(self._top, max(1, len(rows) - 1))
        return self._turn_to(kept)

    def _page_up(self) -> bool:
        place = self.layout.step(self._top, -max(1, self.height - 1))
        while place[1] < 0 and (place[0], 0) >= self._top:
            place = self.layout.step(place, -1)
        return self._turn_to(place)
