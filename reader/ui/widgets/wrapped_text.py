"""Text with styles, wrapped to a width: what a pane of a screen is drawn from."""

from collections.abc import Sequence

from reader.page.overlay import pieces
from reader.page.wrapping import wrap

Pieces = list[tuple[str, str]]


def wrapped(text: str, styles: Sequence[tuple[int, int, str]], width: int) -> list[Pieces]:
    """The lines of the text at this width, each in pieces with the names of their styles.

    ``styles`` are spans of the text; line ends of the text begin new lines.

    >>> wrapped("nine boats", [(0, 4, "strong")], 20)
    [[('nine', 'strong'), (' boats', '')]]
    """
    lines: list[Pieces] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        starts = wrap(text, max(1, width), start, end) if paragraph else [start]
        for at, after in zip(starts, [*starts[1:], end], strict=True):
            until = at + len(text[at:after].rstrip())
            cut = pieces(at, until, styles) if until > at else []
            lines.append([(text[a:b], " ".join(names)) for a, b, names in cut])
        start = end + 1
    return lines
