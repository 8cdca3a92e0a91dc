"""How the width of a screen is shared between the gutter, the text and the margin.

From the left: blank, gutter, text, one cell for an edge, and with a margin a gap for the
leaders and the margin itself. Light on imports, because the first page is painted with it.
"""

from collections.abc import Sequence

GUTTER = 5
"""The focus bar, three lanes for the bars of marks, and one cell for an edge."""

GAP = 3
"""Between the text and the margin, where the leaders run."""

LEAST_MARGIN = 22
MOST_MARGIN = 44
LEAST_COLUMN = 20


BETWEEN = 3
"""Between two columns."""

LEAST_OF_TWO = 40
"""The narrowest of two columns; where they would be narrower there is one."""


def share(width: int, column: int, with_margin: bool, side: int = 0) -> tuple[int, int, int]:
    """The blank cells on the left, the width of the text, and that of the margin (0 without).

    ``side`` cells are left free on each side, unless the text would be too narrow for it.

    >>> share(120, 66, True)
    (0, 66, 44)
    >>> share(80, 66, False)
    (4, 66, 0)
    """
    side = max(0, min(side, (width - GUTTER - 1 - LEAST_COLUMN) // 2))
    if side:
        left, column, margin = share(width - 2 * side, column, with_margin)
        return left + side, column, margin
    column = max(1, min(column, width - GUTTER - 1))
    margin = 0
    if with_margin:
        free = width - GUTTER - 1 - GAP - 1
        margin = min(MOST_MARGIN, max(LEAST_MARGIN, free - column))
        if free - margin < LEAST_COLUMN:
            margin = 0
        else:
            column = min(column, free - margin)
    used = GUTTER + column + 1 + (GAP + margin if margin else 0)
    return max(0, (width - used) // 2), column, margin


def share_in_two(width: int, column: int, side: int = 0) -> tuple[int, int] | None:
    """The blank cells on the left and the width of each of two columns; None if they do not fit.

    >>> share_in_two(160, 66), share_in_two(120, 66), share_in_two(80, 66)
    ((6, 66), (0, 52), None)
    """
    taken = 2 * (GUTTER + 1) + BETWEEN
    column = min(column, (width - 2 * side - taken) // 2)
    if column < LEAST_OF_TWO:
        return None
    return (width - taken - 2 * column) // 2, column


def head_of_second(rows: Sequence[object], height: int) -> int:
    """Which of the rows of two columns of this height is the first in the second column.

    Blank ones, which are false, are kept from its head, as they are from that of a page.
    """
    return next((at for at in range(height, len(rows)) if rows[at]), height)
