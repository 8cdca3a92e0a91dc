"""The lines of the shelf: a title, and beside it as many columns as there is room for."""

from rich.cells import cell_len

from reader.library.library import Entry
from reader.page.printable import printable
from reader.ui.shelf.rows import Shelved
from reader.ui.widgets.drawing import elided
from reader.ui.widgets.fitted_names import fitted_name, fitted_path
from reader.ui.widgets.line_list import Pieces

_BAR = 8
_MANY = 1_000_000
_FILE = 22
_WITH_FILE, _WITH_WORDS, _WITH_BAR = 96, 110, 72
"""The widths from which there is room for these columns."""

_PATH_SHARE = 0.4
"""The part of a line that the path may take of what cannot be read; the rest is the reason's."""

_LEFT = ("file", "date")
"""The columns whose values begin at the left."""


def line(shelved: Shelved, width: int, is_current: bool) -> Pieces:
    """The pieces of an article's line."""
    entry = shelved.entry
    if not shelved.is_known:
        return [("  ", ""), (fitted_path(entry.path, width - 2), "quiet")]
    if entry.problem is not None:
        path = fitted_path(entry.path, int(width * _PATH_SHARE))
        return [("  ", ""), (f"{path}  ", "quiet"), (entry.problem, "warning")]
    tail = _tail(shelved, width)
    room = max(8, width - 2 - sum(cell_len(text) for text, _ in tail))
    return [("  ", ""), *_title(entry, room, is_current), *tail]


def _title(entry: Entry, room: int, is_current: bool) -> Pieces:
    generated = entry.title_source in ("first-sentence", "file-name")
    style = ("italic" if is_current else "quiet italic") if generated else ""
    return [(elided(printable(entry.title), room), style)]


def _columns(width: int) -> list[tuple[str, int]]:
    """The columns right of the title that there is room for, each with its width."""
    columns = [("file", _FILE)] if width >= _WITH_FILE else []
    columns += [("date", 12)]
    columns += [("words", 9)] if width >= _WITH_WORDS else []
    columns += [("min", 6)]
    columns += [("read", _BAR + 2)] if width >= _WITH_BAR else []
    return [*columns, ("marks", 8)]


def heads(width: int, sort: str) -> str:
    """The names of the columns, where their values end."""
    columns = _columns(width)
    room = max(8, width - 2 - sum(size for _, size in columns))
    named = {"length": "words", "progress": "read", "title": "title", "name": "file"}
    heads = [
        f"  {name:<{size - 2}}" if name in _LEFT else f"{name:>{size - 1}} "
        for name, size in columns
    ]
    marked = named.get(sort, sort)
    line = "  " + elided("title", room) + "".join(heads)
    return line.replace(f" {marked}", f"▾{marked}", 1)


def _tail(shelved: Shelved, width: int) -> Pieces:
    """The columns on the right of a row."""
    entry = shelved.entry
    pieces: Pieces = []
    for name, size in _columns(width):
        match name:
            case "file":
                pieces.append(("  " + fitted_name(entry.path, size - 2), "quiet"))
            case "date":
                about = "≈ " if entry.date_source == "inferred" else "  "
                date = f"{about}{entry.date or 'no date'}"
                pieces.append((f"{date:<{size}}", "" if entry.date else "quiet"))
            case "words":
                pieces.append((f"{_short(entry.words):>{size - 1}} ", "quiet"))
            case "min":
                pieces.append((f"{entry.minutes:>{size - 1}} ", ""))
            case "read":
                pieces += [("  ", ""), *_progress(shelved.read)]
            case _:
                marks = f"{shelved.marks:>{size - 3}} ⚑ " if shelved.marks else " " * size
                pieces.append((marks, "accent"))
    return pieces


def _short(count: int) -> str:
    return f"{count:,}" if count < _MANY else f"{count / _MANY:.1f} m"


def _progress(read: float) -> Pieces:
    full = round(read * _BAR)
    return [("━" * full, "accent"), ("─" * (_BAR - full), "quiet")]
