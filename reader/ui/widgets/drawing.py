"""From pieces of styled text to a strip of cells: safe to show, and exactly as wide as asked."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.page.printable import printable
from reader.ui.themes import Palette


def strip(
    pieces: Iterable[tuple[str, str]], width: int, palette: Palette, base: str = "base"
) -> Strip:
    """The pieces, each a text and the names of its styles, in exactly ``width`` cells.

    What does not fit is cut, with an ellipsis; foreign text may stand in a piece, since
    nothing that could command the terminal passes ``printable``.
    """
    ground = palette[base]
    segments: list[Segment] = []
    room = width
    for text, names in pieces:
        if room <= 0:
            break
        shown = printable(text)
        size = cell_len(shown)
        if size > room:
            shown, size = elided(shown, room), room
        segments.append(Segment(shown, ground + palette[names] if names else ground))
        room -= size
    if room > 0:
        segments.append(Segment(" " * room, ground))
    return Strip(segments, width)


def elided(text: str, room: int) -> str:
    """The text cut to exactly ``room`` cells, an ellipsis at its end if it was longer."""
    if cell_len(text) <= room:
        return set_cell_size(text, room)
    return set_cell_size(text, room - 1) + "…" if room > 0 else ""


def blank(width: int, style: Style) -> Strip:
    """A strip of spaces."""
    return Strip([Segment(" " * width, style)], width)
