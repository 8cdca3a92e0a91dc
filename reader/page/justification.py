"""Stretching the spaces of a line until it fills its column. Light on imports, as the first page is."""

MOST_ADDED = 2
"""Cells that a space is widened by at most; a line that would need more stays ragged."""


def stretched(shown: str, missing: int) -> list[int]:
    """Where a blank cell is added to the line, by indices of its spaces; a space may be there twice.

    ``missing`` are the cells that the line is short of its column. Added cells are spread
    evenly; the spaces before the first word are left alone. Empty where the line is full,
    has too few spaces, or would get holes.

    >>> stretched("nine boats sank", 3)
    [4, 10, 10]
    """
    first = len(shown) - len(shown.lstrip())
    gaps = [at for at in range(first + 1, len(shown)) if shown[at] == " " != shown[at - 1]]
    if missing <= 0 or not gaps or missing > MOST_ADDED * len(gaps):
        return []
    # The n-th added cell goes where the middle of the n-th part of the line is.
    return [gaps[(2 * n + 1) * len(gaps) // (2 * missing)] for n in range(missing)]


def filled(shown: str, added: list[int]) -> str:
    """The line with the blank cells that ``stretched`` says.

    >>> filled("nine boats sank", [4, 4, 10])
    'nine   boats  sank'
    """
    parts, done = [], 0
    for at in added:
        parts.append(shown[done : at + 1])
        parts.append(" ")
        done = at + 1
    return "".join(parts) + shown[done:]
