"""A text laid out in a column: lines that know their offsets, wrapped when they are asked for.

A ``Place`` is (the paragraph's key, row). The blank row above a paragraph is its row -1.
Places compare as they stand on the page, and nothing here depends on how far down a place is:
a page in the middle of a long text costs what the first page costs.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from reader.articles.long_text import Text
from reader.articles.slices import Sliced
from reader.page.cells import cluster_start, is_simple, width, widths
from reader.page.flow import Paragraph
from reader.page.justification import stretched
from reader.page.wrapping import wrap

Place = tuple[int, int]

_KEPT = 4_096
_NARROWEST = 12


class Line(NamedTuple):
    """One row of text: the span drawn on it, without white space at its end, and where.

    ``indent`` is the number of blank cells to its left; ``added`` are the offsets of spaces
    that are drawn a cell wider, one for each cell.
    """

    start: int
    end: int
    paragraph: int
    row: int
    indent: int
    added: tuple[int, ...] = ()


class Layout:
    """The lines of a text in a column ``width`` cells wide.

    ``spacing`` is the number of blank rows below each line; where lines are ``justified``
    their spaces are stretched until the line fills the column, but for a paragraph's last.
    """

    def __init__(
        self,
        text: Text,
        paragraphs: Sliced[Paragraph],
        width: int,
        spacing: int = 0,
        justified: bool = False,
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.width = max(1, width)
        self.spacing = spacing
        self.justified = justified
        self._wrapped: dict[int, list[int]] = {}

    def resized(
        self, width: int, spacing: int | None = None, justified: bool | None = None
    ) -> "Layout":
        """The same text in a column of another width, its lines set as before or otherwise."""
        return Layout(
            self.text,
            self.paragraphs,
            width,
            self.spacing if spacing is None else spacing,
            self.justified if justified is None else justified,
        )

    @property
    def last(self) -> Place:
        """The last row; (0, 0) where there is no text."""
        paragraph = self.paragraphs.last
        return (paragraph, self._height(paragraph) - 1) if paragraph is not None else (0, 0)

    @property
    def first(self) -> Place:
        """The first row; (0, 0) where there is no text."""
        return self.paragraphs.first or 0, 0

    def line(self, place: Place) -> Line | None:
        """The line at the place; None for a blank row, or where there is no text."""
        paragraph, row = place
        number, between = divmod(row, 1 + self.spacing)
        if row < 0 or between or not self.paragraphs:
            return None
        starts = self._rows(paragraph)
        is_last = number + 1 == len(starts)
        start, end = starts[number], self.paragraphs[paragraph][1]
        shown = self.text[start : end if is_last else starts[number + 1]].rstrip()
        indent, hang = self._indents(paragraph)
        indent += hang if number else 0
        added: tuple[int, ...] = ()
        if self.justified and not is_last:
            missing = self.width - indent - width(shown)
            added = tuple(start + at for at in stretched(shown, missing))
        return Line(start, start + len(shown), paragraph, row, indent, added)

    def rows(self, top: Place, count: int) -> list[tuple[Place, Line | None]]:
        """Up to ``count`` rows from ``top`` on, fewer where the text ends."""
        found: list[tuple[Place, Line | None]] = []
        paragraph: int | None = top[0] if self.paragraphs else None
        row = top[1]
        while len(found) < count and paragraph is not None:
            until = min(self._height(paragraph), row + count - len(found))
            found += [((paragraph, r), self.line((paragraph, r))) for r in range(row, until)]
            paragraph = self.paragraphs.after(paragraph)
            row = -self._gap(paragraph)
        return found

    def step(self, place: Place, count: int) -> Place:
        """The place ``count`` rows further down (up, if negative), blank rows counted.

        It stays between the first row and the last.
        """
        if not self.paragraphs:
            return 0, 0
        paragraph, row = place
        row += count
        while row < -self._gap(paragraph):
            before = self.paragraphs.before(paragraph)
            if before is None:
                return paragraph, 0
            row += self._gap(paragraph)
            paragraph = before
            row += self._height(paragraph)
        while row >= (rows := self._height(paragraph)):
            after = self.paragraphs.after(paragraph)
            if after is None:
                return paragraph, rows - 1
            paragraph = after
            row -= rows + self._gap(paragraph)
        return paragraph, row

    def distance(self, a: Place, b: Place, limit: int) -> int:
        """How many rows ``b`` is below ``a`` (negative: above), counted no further than ``limit``."""
        if b < a:
            return -self.distance(b, a, limit)
        rows, paragraph, row = 0, *a
        while paragraph < b[0] and rows < limit:
            rows += self._height(paragraph) - row
            paragraph = self.paragraphs.after(paragraph) or b[0]
            row = -self._gap(paragraph)
        return min(limit, rows + b[1] - row) if paragraph == b[0] else limit

    def place_of(self, offset: int) -> Place:
        """The row that shows the offset; for white space between paragraphs, the nearest."""
        paragraph = self.paragraphs.begun(offset)
        if paragraph is None:
            return 0, 0
        end = self.paragraphs[paragraph][1]
        after = self.paragraphs.after(paragraph) if offset >= end else None
        if after is not None and self.paragraphs[after][0] - offset <= offset - end:
            return after, 0
        number = max(0, bisect_right(self._rows(paragraph), offset) - 1)
        return paragraph, number * (1 + self.spacing)

    def hit(self, line: Line, x: int) -> int:
        """The offset of the character drawn over cell ``x`` of the row; the line's end past it.

        Both halves of a wide character are that character, and an emoji of several code
        points is one.
        """
        x -= line.indent
        if x < 0:
            return line.start
        shown = self.text[line.start : line.end]
        if is_simple(shown) and not line.added:
            return min(line.start + x, line.end)
        sizes = widths(shown)
        for at in line.added:
            sizes[at - line.start] += 1
        edges = list(accumulate(sizes))
        return line.start + cluster_start(shown, bisect_right(edges, x))

    def cell(self, line: Line, offset: int) -> int:
        """The cell of the row at which the character with the offset begins."""
        shown = self.text[line.start : line.end]
        at = cluster_start(shown, min(max(0, offset - line.start), len(shown)))
        return line.indent + width(shown[:at]) + bisect_left(line.added, line.start + at)

    def _gap(self, paragraph: int | None) -> int:
        if paragraph is None or paragraph == self.paragraphs.first:
            return 0
        return self.paragraphs[paragraph][2] + self.spacing

    def _height(self, paragraph: int) -> int:
        """The rows from the paragraph's first line to its last."""
        return len(self._rows(paragraph)) * (1 + self.spacing) - self.spacing

    def _indents(self, paragraph: int) -> tuple[int, int]:
        """The indents, less where the column is too narrow for them."""
        _, _, _, indent, hang = self.paragraphs[paragraph]
        indent = min(indent, max(0, self.width - _NARROWEST))
        return indent, min(hang, max(0, self.width - _NARROWEST - indent))

    def _rows(self, paragraph: int) -> list[int]:
        """Where the paragraph's rows begin, kept until the next few thousand are asked for."""
        rows = self._wrapped.get(paragraph)
        if rows is None:
            if len(self._wrapped) >= _KEPT:
                self._wrapped.clear()
            rows = self._wrapped[paragraph] = self._wrap(paragraph)
        return rows

    def _wrap(self, paragraph: int) -> list[int]:
        start, end, *_ = self.paragraphs[paragraph]
        indent, hang = self._indents(paragraph)
        return wrap(self.text, self.width - indent, start, end, hang)


def line_start(layout: Layout, offset: int) -> int:
    """The first character of the row that shows the offset."""
    line = layout.line(layout.place_of(offset))
    return line.start if line else offset


def line_end(layout: Layout, offset: int) -> int:
    """The last character of the row that shows the offset."""
    line = layout.line(layout.place_of(offset))
    return _last_character(layout, line) if line else offset


def line_down(layout: Layout, offset: int, x: int) -> int:
    """The character over cell ``x`` of the next row with text; the offset on the last row."""
    return _beside(layout, offset, x, 1)


def line_up(layout: Layout, offset: int, x: int) -> int:
    """The character over cell ``x`` of the row with text before; the offset on the first row."""
    return _beside(layout, offset, x, -1)


def _beside(layout: Layout, offset: int, x: int, direction: int) -> int:
    there = layout.place_of(offset)
    line = None
    while line is None and (there := layout.step(here := there, direction)) != here:
        line = layout.line(there)
    if line is None:
        return offset
    return min(layout.hit(line, x), _last_character(layout, line))


def _last_character(layout: Layout, line: Line) -> int:
    return max(line.start, cluster_start(layout.text, line.end - 1))
