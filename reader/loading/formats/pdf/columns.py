"""Columns of a page that was drawn row by row, across all of them: read one after the other.

Columns are found by the gutters between them: upright stripes without a letter that run
along many rows. A table has them too, but its cells are short; columns are filled with prose.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.loading.formats.pdf.words import Word

_STEP = 2.0
"""Points that a page is cut into, across."""
_LEAST_ROWS = 5
"""Rows that a gutter runs along, and that turn from one column to another."""
_MOST_ROWS = 1_000
_NARROWEST = 0.7
"""How wide a gutter is at least, in letters' heights."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A stripe without letters, and the rows that it runs along, the last one exclusive."""

    left: float
    right: float
    first: int
    end: int


def by_columns(words: list[Word]) -> list[Word]:
    """The words of a page in the order in which its columns are read.

    They stay as they are where they were not drawn row by row, or where what stands beside
    each other is no prose, as in a table.
    """
    if not _has_wide_gaps(words):
        return words
    tall = median(word.height for word in words)
    rows = _rows([word for word in words if word.height > 0.85 * tall or len(word.text) > 3])
    if not _LEAST_ROWS <= len(rows) <= _MOST_ROWS:
        return words
    regions = [
        _Region(rows, gutters)
        for gutters in _beside(rows, tall)
        if _is_drawn_across(words, _Region(rows, gutters)) and _is_prose(rows, gutters, tall)
    ]
    if not regions:
        return words
    return sorted(words, key=lambda word: _place(word, regions))


class _Region:
    """A part of a page that has columns: how high it stands, and the borders between them."""

    def __init__(self, rows: Sequence[Sequence[Word]], gutters: Sequence[_Gutter]) -> None:
        within = rows[gutters[0].first : gutters[0].end]
        self.top = max(word.top for word in within[0])
        self.bottom = min(word.bottom for word in within[-1])
        self.borders = [(gutter.left + gutter.right) / 2 for gutter in gutters]

    def column(self, word: Word) -> int:
        """The number of the column that the word stands in, from the left."""
        return bisect_left(self.borders, (word.left + word.right) / 2)

    def holds(self, word: Word) -> bool:
        """Whether the word stands at its height."""
        return self.bottom <= (word.bottom + word.top) / 2 <= self.top


def _place(word: Word, regions: Sequence[_Region]) -> tuple[int, int]:
    """What the word is read with: the text above, between or below the regions, or a column."""
    above = 0
    for number, region in enumerate(regions, 1):
        if region.holds(word):
            return 2 * number - 1, region.column(word)
        if (word.bottom + word.top) / 2 < region.bottom:
            above = 2 * number
    return above, 0


def _is_drawn_across(words: Sequence[Word], region: _Region) -> bool:
    """Whether the words were drawn row by row, and not one column after the other."""
    columns = [(region.column(word), word.bottom) for word in words if region.holds(word)]
    turns = sum(one[0] != other[0] for one, other in pairwise(columns))
    rows = 1 + sum(other[1] < one[1] - 2 for one, other in pairwise(columns))
    return turns >= _LEAST_ROWS and turns * 2 >= rows


def _has_wide_gaps(words: Sequence[Word]) -> bool:
    """Whether in many places the next word stands beyond a gap on the same row."""
    count = 0
    for last, word in pairwise(words):
        least = min(last.height, word.height)
        if word.left - last.right > _NARROWEST * least and (
            min(last.top, word.top) - max(last.bottom, word.bottom) > 0.5 * least
        ):
            count += 1
            if count >= _LEAST_ROWS:
                return True
    return False


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """The words that stand at one height, from the highest row down, each from left to right."""
    rows: list[list[Word]] = []
    lowest = top = 0.0
    for word in sorted(words, key=lambda word: -(word.bottom + word.top)):
        middle = (word.bottom + word.top) / 2
        if rows and lowest < middle < top:
            rows[-1].append(word)
        else:
            rows.append([word])
            lowest, top = word.bottom, word.top
    for row in rows:
        row.sort(key=lambda word: word.left)
    return rows


def _beside(rows: Sequence[Sequence[Word]], tall: float) -> Iterator[list[_Gutter]]:
    """Gutters that run along the same rows, from the top down, cut to what they have in common."""
    waiting = sorted(_gutters(rows, tall), key=lambda one: (one.first - one.end, one.left))
    taken: list[list[_Gutter]] = []
    while waiting:
        longest = waiting[0]
        beside = [
            one
            for one in waiting
            if _overlap(one, longest) * 3 >= (longest.end - longest.first) * 2
        ]
        first, end = max(one.first for one in beside), min(one.end for one in beside)
        region = [
            _Gutter(one.left, one.right, first, end)
            for one in sorted(beside, key=lambda one: one.left)
        ]
        if end - first >= _LEAST_ROWS:
            taken.append(region)
        waiting = [one for one in waiting[1:] if one not in beside and not _overlap(one, longest)]
    yield from sorted(taken, key=lambda region: region[0].first)


def _overlap(one: _Gutter, other: _Gutter) -> int:
    return max(0, min(one.end, other.end) - max(one.first, other.first))


def _gutters(rows: Sequence[Sequence[Word]], tall: float) -> Iterator[_Gutter]:
    """The stripes between words that are free along enough rows."""
    start = min(row[0].left for row in rows)
    count = int((max(word.right for row in rows for word in row) - start) / _STEP) + 1
    open_at = [0] * count
    sides = [_sides(rows, start + place * _STEP) for place in range(count)]
    found: dict[tuple[int, int], list[int]] = {}
    for number, row in enumerate([*rows, None]):
        taken = range(count) if row is None else _covered(row, start, count)
        for place in taken:
            first = open_at[place]
            if (
                number - first >= _LEAST_ROWS
                and sides[place][number] - sides[place][first] >= _LEAST_ROWS
            ):
                found.setdefault((first, number), []).append(place)
            open_at[place] = number + 1
    yield from _widest(found, start, tall)


def _sides(rows: Sequence[Sequence[Word]], x: float) -> list[int]:
    """How many of the first rows have words on either side of a place; for each number of rows."""
    counts = [0]
    for row in rows:
        counts.append(counts[-1] + (row[0].left < x < row[-1].right))
    return counts


def _covered(row: Sequence[Word], start: float, count: int) -> Iterator[int]:
    """The places on which letters stand."""
    last = -1
    for word in row:
        first = max(last + 1, int((word.left - start) / _STEP + 0.5))
        end = min(count, int((word.right - start) / _STEP + 0.5))
        yield from range(first, end)
        last = max(last, end - 1)


def _widest(
    found: dict[tuple[int, int], list[int]], start: float, tall: float
) -> Iterator[_Gutter]:
    """One gutter of the places beside each other that are free along nearly the same rows."""
    runs = sorted(
        ((first, end, place) for (first, end), places in found.items() for place in places),
        key=lambda run: run[2],
    )
    groups: list[list[tuple[int, int, int]]] = []
    for run in runs:
        group = groups[-1] if groups else None
        if group and run[2] - group[-1][2] <= 1 and _is_alike(run, group[-1]):
            group.append(run)
        else:
            groups.append([run])
    for group in groups:
        best = max(group, key=lambda run: run[1] - run[0])
        near = [run for run in group if (run[1] - run[0]) * 4 >= (best[1] - best[0]) * 3]
        first, end = max(run[0] for run in near), min(run[1] for run in near)
        left, right = start + near[0][2] * _STEP, start + (near[-1][2] + 1) * _STEP
        if right - left >= _NARROWEST * tall and end - first >= _LEAST_ROWS:
            yield _Gutter(left, right, first, end)


def _is_alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0


def _columns(rows: Sequence[Sequence[Word]], region: Sequence[_Gutter]) -> list[list[list[Word]]]:
    """The rows of each column, those without words left out."""
    borders = [(gutter.left + gutter.right) / 2 for gutter in region]
    columns: list[list[list[Word]]] = [[] for _ in range(len(region) + 1)]
    for row in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for word in row:
            cells[bisect_left(borders, (word.left + word.right) / 2)].append(word)
        for column, cell in zip(columns, cells, strict=True):
            if cell:
                column.append(cell)
    return columns


def _is_prose(rows: Sequence[Sequence[Word]], region: Sequence[_Gutter], tall: float) -> bool:
    """Whether each column is filled with lines of several words that go on in the next one."""
    columns = _columns(rows[region[0].first : region[0].end], region)
    return all(_is_filled(column, tall) for column in columns)


def _is_filled(column: Sequence[Sequence[Word]], tall: float) -> bool:
    if len(column) < _LEAST_ROWS:
        return False
    width = max(row[-1].right for row in column) - min(row[0].left for row in column)
    fill = median((row[-1].right - row[0].left) / max(width, 1.0) for row in column)
    words = median(len(row) for row in column)
    going_on = sum(_goes_on(row[0].text) for row in column)
    return fill > 0.6 and words >= 3 and width > 6 * tall and going_on * 4 >= len(column)


def _goes_on(word: str) -> bool:
    """Whether a line that begins so may go on with a sentence: as no cell with a name or a figure."""
    letter = next(filter(str.isalnum, word), "A")
    return letter.isalpha() and not letter.isupper()
