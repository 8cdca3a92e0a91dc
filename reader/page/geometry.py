"""How the width of a screen is shared between the gutter, the text and the margin.

From the left: blank, gutter, text, one cell for an edge, and with a margin a gap for the
leaders and the margin itself. Light on imports, because the first page is painted with it.
"""

GUTTER = 5
"""The focus bar, three lanes for the bars of marks, and one cell for an edge."""

GAP = 3
"""Between the text and the margin, where the leaders run."""

LEAST_MARGIN = 22
MOST_MARGIN = 44
LEAST_COLUMN = 20


def share(width: int, column: int, with_margin: bool) -> tuple[int, int, int]:
    """The blank cells on the left, the width of the text, and that of the margin (0 without).

    >>> share(120, 66, True)
    (0, 66, 44)
    >>> share(80, 66, False)
    (4, 66, 0)
    """
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
