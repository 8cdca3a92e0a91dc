"""A drawn screen as SVG: cells on a grid, without fonts from elsewhere, the same bytes every time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SIZE = 14
CELL = 8.4
ROW = 16.3
"""As high as the font's box-drawing characters, so that they join from row to row."""
BASELINE = 12.9
EDGE = 10

_APART = re.compile(r"\S+(?: \S+)*")


def svg(lines: Sequence[Iterable[Segment]], columns: int, page: str, label: str) -> str:
    """The lines of a screen that is ``columns`` wide, on a page of this colour."""
    width, height = columns * CELL + 2 * EDGE, len(lines) * ROW + 2 * EDGE
    runs = [run for y, line in enumerate(lines) for run in _runs(line, y)]
    grounds = "".join(_ground(run) for run in runs if _back(run[3]) not in (None, page))
    texts = "".join(_text(run) for run in runs if run[2].strip() or run[3].underline)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(label)}">\n'
        f'<rect width="100%" height="100%" rx="6" fill="{page}"/>\n'
        f'<g transform="translate({EDGE} {EDGE})" shape-rendering="crispEdges">{grounds}</g>\n'
        f'<g transform="translate({EDGE} {EDGE})" font-family="{FONT}" font-size="{SIZE}" '
        f'xml:space="preserve">{texts}</g>\n</svg>\n'
    )


Run = tuple[int, int, str, Style]
"""Column, row, text, and the style of all of it."""


def _runs(line: Iterable[Segment], y: int) -> Iterator[Run]:
    """Neighbours of one style together; spaces at the ends of a run count for its ground only."""
    x, start, text, style = 0, 0, "", Style()
    for segment in line:
        now = segment.style or Style()
        if text and _look(now) != _look(style):
            yield start, y, text, style
            start, text = x, ""
        style = now
        text += segment.text
        x += cell_len(segment.text)
    if text:
        yield start, y, text, style


def _look(style: Style) -> tuple[object, ...]:
    return _fore(style), _back(style), style.bold, style.italic, style.underline


def _ground(run: Run) -> str:
    x, y, text, style = run
    return (
        f'<rect x="{x * CELL:g}" y="{y * ROW:.4g}" width="{cell_len(text) * CELL:g}" '
        f'height="{ROW + 0.3:g}" fill="{_back(style)}"/>'
    )


def _text(run: Run) -> str:
    """The words of a run; where several spaces part them, which browsers draw as one, apart."""
    x, y, text, style = run
    looks = [f'fill="{_fore(style) or "#888888"}"']
    looks += ['font-weight="bold"'] if style.bold else []
    looks += ['font-style="italic"'] if style.italic else []
    looks += ['text-decoration="underline"'] if style.underline else []
    parts = [(0, text)] if style.underline else [(m.start(), m[0]) for m in _APART.finditer(text)]
    return "".join(
        f'<text x="{(x + cell_len(text[:at])) * CELL:g}" y="{y * ROW + BASELINE:.4g}" '
        f'textLength="{cell_len(part) * CELL:g}" {" ".join(looks)}>'
        f"{escape(part, quote=False)}</text>\n"
        for at, part in parts
    )


def _fore(style: Style) -> str | None:
    return _back(style, False) if style.reverse else _hex(style, True)


def _back(style: Style, swap: bool = True) -> str | None:
    return _hex(style, style.reverse is True and swap)


def _hex(style: Style, is_fore: bool) -> str | None:
    colour = style.color if is_fore else style.bgcolor
    if colour is None or colour.is_default:
        return None
    return colour.get_truecolor().hex
