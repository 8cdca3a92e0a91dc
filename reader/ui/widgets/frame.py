"""One page as it is drawn: lines of text with their marks, the gutter and the margin.

A frame is made anew whenever something on the page changed, holds only what can be
seen, and makes each strip when Textual asks for it.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.articles.long_text import Text
from reader.page.cells import is_simple, whole_clusters
from reader.page.geometry import BETWEEN, GUTTER
from reader.page.justification import filled
from reader.page.layout import Line
from reader.page.overlay import lanes, pieces
from reader.page.printable import printable
from reader.ui.page_marks import PageMark, PageMarks
from reader.ui.themes import LOOKS, OTHER_LOOK, SUGGESTED, Palette
from reader.ui.widgets.margin import Margin

Span = tuple[int, int]
Overlay = tuple[int, int, str]
Styles = Callable[[int, int], Sequence[Overlay]]

_LANES = 3
_LANE_CELLS = range(GUTTER - 2, GUTTER - 2 - _LANES, -1)


class Content(NamedTuple):
    """What stands in an article besides its letters; all spans are in the text.

    ``current`` is the id of the mark under the caret, ``is_choice`` says that there are
    several. ``styles`` gives the blocks' and the inline styles that touch a span,
    ``hits`` and ``suggested`` in order and without overlaps, ``hints`` the labels by offset,
    ``more`` what ends a card in the margin that has no room for all, and ``others`` what is said
    after how many cards have none.
    """

    text: Text
    styles: Styles = lambda start, end: ()
    marks: PageMarks = PageMarks()
    suggested: Sequence[Span] = ()
    current: str | None = None
    is_choice: bool = False
    hits: Sequence[Span] = ()
    hit: Span | None = None
    hints: Mapping[int, str] = MappingProxyType({})
    more: str = "…"
    others: str = ""


class Frame:
    """The page at one moment; ``strip(y)`` is its row ``y``, ``width`` cells wide.

    With a ``spread`` of so many rows, the rows after these stand in a second column.
    """

    def __init__(
        self,
        content: Content,
        rows: Sequence[Line | None],
        focus: Span | None,
        selection: Span | None,
        geometry: tuple[int, int, int],
        palette: Palette,
        spread: int = 0,
    ) -> None:
        self.content = content
        self.rows = rows
        self.spread = spread
        self.focus = focus
        self.palette = palette
        self.left, self.column, self.margin_width = geometry
        first, last = _extent(rows)
        self.marks = content.marks.touching(first, last)
        self._lanes = lanes([(mark.start, mark.end) for mark in self.marks])
        self._overlays = self._visible(first, last, selection)
        self._edges = self._edge_glyphs()
        self._suggested = _between(content.suggested, first, last)
        self._strips: dict[int, Strip] = {}
        self.margin = (
            Margin(
                self.marks, rows, self.margin_width, content.current, content.more, content.others
            )
            if self.margin_width
            else None
        )

    def strip(self, y: int, width: int) -> Strip:
        """The row ``y`` of the page."""
        made = self._strips.get(y)
        if made is None:
            made = self._strips[y] = self._draw(y, width).simplify()
        return made

    # Collecting what can be seen

    def _visible(self, first: int, last: int, selection: Span | None) -> list[Overlay]:
        content = self.content
        seen = list(content.styles(first, last))
        if self.focus is not None and not selection:
            seen.append((*self.focus, "focus"))
        # A mark from elsewhere may cut an emoji in two, which has no width in halves.
        whole = [whole_clusters(content.text, mark.start, mark.end) for mark in self.marks]
        for mark, span in zip(self.marks, whole, strict=True):
            seen.append((*span, f"{mark.annotation.kind}.text"))
            if mark.id == content.current and content.is_choice:
                seen.append((*span, "current"))
        seen += [(*span, "overlap") for span in _shared(self.marks)]
        for hit in _between(content.hits, first, last):
            seen.append((*whole_clusters(content.text, *hit), "hit"))
        if content.hit is not None:
            seen.append((*whole_clusters(content.text, *content.hit), "current_hit"))
        if selection is not None:
            seen.append((*selection, "selection"))
        return seen

    def _edge_glyphs(self) -> dict[int, tuple[str, str]]:
        """Glyphs to draw over the white space around marks, by offset (the end's is the offset after)."""
        edges: dict[int, tuple[str, str]] = {}
        for mark in self.marks:
            glyphs = LOOKS.get(mark.annotation.kind, OTHER_LOOK).edges
            if glyphs is not None:
                style = f"{_colour(mark)}.edge"
                edges[mark.start - 1] = (glyphs[0], style)
                edges.setdefault(mark.end, (glyphs[1], style))
        return edges

    # Drawing

    def _draw(self, y: int, width: int) -> Strip:
        base = self.palette["base"]
        segments = [Segment(" " * self.left, base)]
        used = self.left + self._draw_column(segments, y)
        if self.spread:
            segments.append(Segment(" " * BETWEEN, base))
            used += BETWEEN + self._draw_column(segments, y + self.spread)
        if self.margin is not None:
            segments += [
                Segment(text, base + self.palette[style]) for text, style in self.margin.row(y)
            ]
            used += self.margin.width
        self._pad(segments, width - used)
        return (
            Strip(segments, max(width, used)).crop(0, width)
            if used > width
            else Strip(segments, width)
        )

    def _draw_column(self, segments: list[Segment], y: int) -> int:
        """Add the row's gutter and text; gives the cells it takes, never less than the column."""
        line = self.rows[y] if y < len(self.rows) else None
        used = 0
        if line is not None:
            text, size = self._text(line)
            segments += [*self._gutter(line), *text]
            used = GUTTER + size
        return used + self._pad(segments, GUTTER + self.column + 1 - used)

    def _pad(self, segments: list[Segment], cells: int) -> int:
        if cells > 0:
            segments.append(Segment(" " * cells, self.palette["base"]))
        return max(0, cells)

    def _gutter(self, line: Line) -> list[Segment]:
        """The focus bar, the bars of the marks on this line, and the edge before its first letter."""
        palette = self.palette
        glyphs = [(" ", "")] * GUTTER
        if self.focus is not None and self.focus[0] < line.end and line.start < self.focus[1]:
            glyphs[0] = ("▌", "accent")
        for mark, lane in zip(self.marks, self._lanes, strict=True):
            if lane < _LANES and mark.start < line.end and line.start < mark.end:
                look = LOOKS.get(mark.annotation.kind, OTHER_LOOK)
                glyphs[GUTTER - 2 - lane] = (look.bar, f"{_colour(mark)}.bar")
        if any(line.start <= start < line.end for start, _ in self._suggested):
            # In the lane next to the text that no mark has.
            free = [at for at in _LANE_CELLS if glyphs[at][0] == " "]
            for cell in free[:1]:
                glyphs[cell] = (SUGGESTED, "quiet")
        opening = self._edges.get(line.start - 1)
        if opening is not None and opening[0] in _OPENING and not line.indent:
            glyphs[-1] = opening
        return [Segment(glyph, palette[f"base {style}"]) for glyph, style in glyphs]

    def _text(self, line: Line) -> tuple[list[Segment], int]:
        """The line's segments, its indent and closing edge included, and their width."""
        palette, text = self.palette, self.content.text
        segments = [Segment(" " * line.indent, palette["base"])] if line.indent else []
        for start, end, names in pieces(line.start, line.end, self._cuts(line)):
            style = palette[" ".join(("base", *names))]
            glyph = self._edges.get(start) if end == start + 1 and text[start].isspace() else None
            added = [at - start for at in line.added if start <= at < end]
            if glyph is not None:
                segments.append(Segment(glyph[0], style + palette[glyph[1]]))
                segments.append(Segment(" " * len(added), style))
            else:
                segments.append(Segment(printable(filled(text[start:end], added)), style))
        segments = self._with_hints(line, segments)
        size = line.indent + _width(text[line.start : line.end]) + len(line.added)
        closing = self._edges.get(line.end)
        if closing is not None and closing[0] in _CLOSING:
            segments.append(Segment(closing[0], palette[f"base {closing[1]}"]))
            size += 1
        return segments, size

    def _cuts(self, line: Line) -> list[Overlay]:
        """The overlays of a line, and one of no style wherever an edge glyph is drawn."""
        over = [o for o in self._overlays if o[0] < line.end and line.start < o[1]]
        over += [(at, at + 1, "") for at in self._edges if line.start <= at < line.end]
        return over

    def _with_hints(self, line: Line, segments: list[Segment]) -> list[Segment]:
        """The segments with the letters of hints laid over the first letters of sentences."""
        text = self.content.text
        for offset, label in self.content.hints.items():
            if line.start <= offset < line.end:
                at = line.indent + _width(text[line.start : offset])
                at += bisect_left(line.added, offset)
                shown = Strip(segments)
                rest = shown.crop(at + len(label), shown.cell_length)
                mark = Segment(label, self.palette["base hint"])
                segments = [*shown.crop(0, at), mark, *rest]
        return segments


_OPENING = frozenset(look.edges[0] for look in LOOKS.values() if look.edges)
_CLOSING = frozenset(look.edges[1] for look in LOOKS.values() if look.edges)


def _colour(mark: PageMark) -> str:
    return mark.annotation.colour or mark.annotation.kind


def _width(text: str) -> int:
    return len(text) if is_simple(text) else cell_len(printable(text))


def _extent(rows: Sequence[Line | None]) -> Span:
    lines = [line for line in rows if line is not None]
    return (lines[0].start, lines[-1].end + 1) if lines else (0, 0)


def _between(spans: Sequence[Span], first: int, last: int) -> Sequence[Span]:
    """The spans that touch first:last, of spans that are in order and do not overlap."""
    low = bisect_left(spans, first, key=lambda span: span[1])
    high = bisect_left(spans, last, key=lambda span: span[0])
    return spans[low:high]


def _shared(marks: Sequence[PageMark]) -> list[Span]:
    """The stretches that more than one of the marks covers."""
    shared: list[Span] = []
    reach = -1
    for mark in marks:
        if mark.start < reach:
            shared.append((mark.start, min(mark.end, reach)))
        reach = max(reach, mark.end)
    return shared
