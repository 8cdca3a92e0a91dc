"""Lines that stand under each other in one column, and what is usual in a document."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.loading.formats.pdf.lines import Line, Page

_MOST_COLUMNS = 100
"""Columns of a page that a short run may belong to."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines under each other. ``left`` and ``right`` are the column's, not the lines' own.

    ``lead`` is the usual distance from a line to the next, ``scale`` how high its letters are
    beside those of most of the text. Its paragraphs may have their first lines indented,
    or all others, as those of a bibliography (``is_hanging``); or its rows are a table's.
    """

    lines: list[Line]
    left: float
    right: float
    lead: float
    scale: float
    is_indented: bool
    is_hanging: bool
    is_table: bool

    @property
    def font(self) -> str:
        """That in which most of its lines begin."""
        return Counter(line.fonts[0] for line in self.lines).most_common(1)[0][0]


def body_height(pages: Sequence[Page]) -> float:
    """How high the letters of most of the text are; 0 of a document without any."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            heights[line.height] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def runs_of(pages: Sequence[Page], height: float) -> list[Run]:
    """The runs of all pages in reading order; ``height`` is ``body_height``."""
    parts = [part for page in pages for part in _parts(page.lines)]
    columns: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for part in parts:
        if len(part) >= 4:
            columns[part[0].page].append(_borders(part))
    leads = [_lead(part) for part in parts if len(part) >= 3]
    usual = median(leads) if leads else 0.0
    return [_run(part, _nearby(columns, part[0].page), usual, height) for part in parts]


def _nearby(
    columns: Mapping[int, list[tuple[float, float]]], page: int
) -> Sequence[tuple[float, float]]:
    """The columns of the page, and of those beside it."""
    around = (page - 1, page, page + 1)
    return [one for near in around for one in columns.get(near, ())[:_MOST_COLUMNS]]


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and not _is_under(part[-1], line):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _is_under(last: Line, line: Line) -> bool:
    """Whether the line stands beneath the last one, or beside it on the same row."""
    tall = max(last.height, line.height)
    if abs(last.height - line.height) > 0.12 * tall:
        return False
    fall = last.bottom - line.bottom
    overlap = min(last.right, line.right) - max(last.left, line.left)
    if abs(fall) < 0.5 * tall:
        return line.left > last.left
    return 0 < fall < 2.6 * tall and overlap > -2 * tall


def _borders(part: Sequence[Line]) -> tuple[float, float]:
    """The left and right border of a column, paragraphs' first lines aside."""
    tall = median(line.height for line in part)
    lefts = sorted(line.left for line in part)
    # What only one line reaches is no border, but a number hung out, or an accident.
    left = next((x for x in lefts if _count_near(x, lefts, 0.3 * tall) > 1), lefts[0])
    rights = sorted(line.right for line in part)
    together = {x: _count_near(x, rights, 0.3 * tall) for x in rights}
    usual = max(rights, key=lambda x: (together[x], x))
    # Lines as long as each other are justified, and one beyond them sticks out.
    is_justified = len(part) > 3 and together[usual] * 5 >= len(part) * 2
    return left, usual if is_justified else max(rights)


def _count_near(x: float, ordered: Sequence[float], reach: float) -> int:
    return bisect_right(ordered, x + reach) - bisect_left(ordered, x - reach)


def _lead(part: Sequence[Line]) -> float:
    falls = [a.bottom - b.bottom for a, b in pairwise(part)]
    falls = [fall for fall in falls if fall > 0.5 * part[0].height]
    return median(falls) if falls else part[0].height * 1.2


def is_short(last: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had had room on the last line."""
    return right - last.right > line.opening + 0.4 * last.height


def is_beside(last: Line, line: Line) -> bool:
    """Whether they stand side by side with a wide gap between, as a table's cells do."""
    tall = max(last.height, line.height)
    return abs(last.bottom - line.bottom) < 0.5 * tall and line.left - last.right > 1.5 * tall


def _run(
    part: list[Line], columns: Sequence[tuple[float, float]], usual: float, height: float
) -> Run:
    left, right = _borders(part)
    tall = part[0].height
    lead = _lead(part) if len(part) >= 3 else max(usual * tall / height, tall * 1.2)
    if len(part) < 4:
        around = [(a, b) for a, b in columns if a - 3 <= left and right <= b + 3]
        left, right = min(around, key=lambda column: column[1] - column[0], default=(left, right))
    inside = [0.4 * tall < line.left - left < 4 * tall for line in part]
    is_hanging = (
        len(part) > 3 and sum(inside) * 5 > len(part) * 2 and _starts_out(part, inside, right)
    )
    is_indented = 1 < sum(inside) * 2 < len(part) and not is_hanging
    cells = sum(is_beside(last, line) for last, line in pairwise(part))
    is_table = cells > 2 and cells * 4 > len(part)
    return Run(part, left, right, lead, tall / height, is_indented, is_hanging, is_table)


def _starts_out(part: Sequence[Line], inside: Sequence[bool], right: float) -> bool:
    """Whether what follows a short line, and so begins a paragraph, is mostly not indented."""
    pairs = zip(part, part[1:], inside[1:], strict=False)
    begins = [is_in for last, line, is_in in pairs if is_short(last, line, right)]
    return len(begins) > 0 and sum(begins) * 2 < len(begins)
