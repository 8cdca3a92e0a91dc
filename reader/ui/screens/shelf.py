"""The shelf: every article with its title, date, length, progress and marks."""

from collections.abc import Mapping

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import Change, Source
from reader.library import Entry
from reader.page.printable import printable
from reader.ui.screens.base import DeskScreen
from reader.ui.shell import Shell
from reader.ui.shelving import SORTS, Shelved, arranged, unread
from reader.ui.widgets.drawing import elided
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_BATCH = 64
_BAR = 8
_FILE = 22
_WITH_FILE, _WITH_WORDS, _WITH_BAR = 96, 110, 72
"""The widths from which there is room for these columns."""

_LEFT = ("file", "date")
"""The columns whose values begin at the left."""

_LOOK_AGAIN = 1.0


class ShelfScreen(DeskScreen):
    """Lists the library as it is read, and opens what is chosen."""

    PLACES = frozenset({"app", "list", "shelf"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows = LineList(
            self.palette, "Nothing here has these letters; Esc shows all again.", id="shelf"
        )
        self.entries = [unread(path) for path in self.desk.library.paths]
        self.count_read = 0
        self.shown: list[Shelved] = []
        self.letters = ""
        self.order = 0
        self.is_reversed = False
        self.counts: Mapping[str, int] = {}

    def compose(self) -> ComposeResult:
        yield OneLine(self.palette, "base", id="heading")
        yield self.rows
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.rows.focus()
        self._arrange()
        self._scan()
        if self.desk.library.is_sample:
            self.say("A sample: four articles on one invented event. postil FOLDER reads yours.")
        if self.desk.progress.problem is not None:
            self.warn(self.desk.progress.problem)
        self.set_interval(_LOOK_AGAIN, self.look_again)

    def on_resize(self) -> None:
        self._arrange()

    def refresh_marks(self, change: Change | None = None) -> None:
        self._arrange()

    @work(thread=True)
    def _scan(self) -> None:
        """Read the articles one by one; the list fills meanwhile."""
        worker, batch = get_current_worker(), list[Entry]()
        for entry in self.desk.library.scan():
            if worker.is_cancelled:
                return
            batch.append(entry)
            if len(batch) >= _BATCH:
                self.call_later(self._add, batch)
                batch = []
        self.call_later(self._add, batch)

    def _add(self, entries: list[Entry]) -> None:
        """Put these in the place of the next rows, whose articles were not read yet."""
        first, self.count_read = self.count_read, self.count_read + len(entries)
        self.entries[first : self.count_read] = entries
        self._arrange()

    def _arrange(self) -> None:
        here = self.current
        self.counts = self.desk.notebook.counts()
        has_strays = not self.counts.keys() <= set(self.desk.library.paths)
        progress = self.desk.progress
        rows = []
        for entry in self.entries:
            place = progress.place(entry.path, entry.sha256 or "")
            read = place.fraction if place is not None else 0.0
            marks = self.counts.get(entry.path, 0)
            if has_strays and not marks and entry.sha256 is not None:
                # Marks made under a path that is not here may be on this very text, renamed.
                renamed = Source(path=entry.path, text_sha256=entry.sha256)
                marks = len(self.desk.notebook.of(renamed))
            rows.append(Shelved(entry, read, marks))
        self.shown = arranged(rows, SORTS[self.order], self.is_reversed, self.letters)
        paths = [row.entry.path for row in self.shown]
        cursor = paths.index(here.path) if here is not None and here.path in paths else 0
        self.rows.show(len(self.shown), self._draw, cursor)
        self.show_status()

    @property
    def is_complete(self) -> bool:
        """Whether every article was read."""
        return self.count_read == len(self.entries)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        row = self.rows.cursor
        return self.shown[row].entry if row < len(self.shown) else None

    def go_to_path(self, path: str) -> None:
        """Put the cursor on the article at this path."""
        for row, shelved in enumerate(self.shown):
            if shelved.entry.path == path:
                self.rows.place(row)

    # Drawing

    def _draw(self, row: int, width: int) -> Pieces:
        shelved = self.shown[row]
        entry = shelved.entry
        if entry.problem is not None:
            return [("  ", ""), (f"{entry.path}  ", "quiet"), (entry.problem, "warning")]
        if entry.sha256 is None:
            return [("  ", ""), (entry.path, "quiet")]
        tail = _tail(shelved, width)
        room = max(8, width - 2 - sum(cell_len(text) for text, _ in tail))
        return [("  ", ""), *_title(entry, room, row == self.rows.cursor), *tail]

    def status(self) -> list[Piece]:
        count = len(self.shown)
        what = f" {count} article{'s' * (count != 1)}"
        if self.letters:
            what += f" with “{self.letters}”"
        if not self.is_complete:
            what += f" · reading {self.count_read} of {len(self.entries)} …"
        order = f" · by {SORTS[self.order]}{' ↑' if self.is_reversed else ''}"
        name = [Piece(f" {self.desk.library.name} ·", "accent")]
        file = [Piece(f" · {self.current.path}")] if self.current is not None else []
        return [*name, Piece(what), Piece(order, "", "shelf.sort"), *file]

    @on(LineList.Moved, "#shelf")
    def _moved(self) -> None:
        self.show_status()

    def show_status(self) -> None:
        super().show_status()
        heads = _heads(self.app.size.width, SORTS[self.order])
        self.query_one("#heading", OneLine).say([Piece(heads, "quiet", "shelf.sort")])

    def hints(self) -> list[Piece]:
        pieces = [Piece("  Enter ", "accent", "shelf.open"), Piece("open", "", "shelf.open")]
        pieces += [Piece("  / ", "accent", "shelf.filter"), Piece("filter", "", "shelf.filter")]
        return [*pieces, *super().hints()]

    # What can be done

    def action_open(self) -> None:
        """Open the article under the cursor where it was left."""
        entry = self.current
        if entry is None:
            return
        if entry.problem is not None:
            self.warn(f"{entry.path} {entry.problem}")
        else:
            self.shell.open_article(entry.path)

    @on(LineList.Opened, "#shelf")
    def _opened(self) -> None:
        self.action_open()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.order = (self.order + 1) % len(SORTS)
        self._arrange()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.is_reversed = not self.is_reversed
        self._arrange()

    def action_filter(self) -> None:
        """Ask for letters that titles, dates or names must have."""
        question = Question(
            "Show only", self._filter, self.letters, typed=self._filter, given_up=self._unfilter
        )
        self.query_one("#prompt", Prompt).ask(question)

    def _filter(self, letters: str) -> None:
        self.letters = letters.strip()
        self._arrange()

    def _unfilter(self) -> None:
        self._filter("")

    def action_marks(self) -> None:
        """List the marks of all articles."""
        self.shell.open_marks(None)

    def action_find_everywhere(self) -> None:
        """Ask what to find in all articles."""
        question = Question("Find in all articles", self.shell.find_everywhere)
        self.query_one("#prompt", Prompt).ask(question)

    def escape(self) -> bool:
        """Show all articles again; whether some were hidden."""
        was, self.letters = self.letters, ""
        if was:
            self._arrange()
        return bool(was)


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


def _heads(width: int, sort: str) -> str:
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
                stem = printable(entry.path.rpartition("/")[2])
                pieces.append(("  " + elided(stem, size - 2), "quiet"))
            case "date":
                pieces.append(
                    (f"  {entry.date or 'no date':<{size - 2}}", "" if entry.date else "quiet")
                )
            case "words":
                pieces.append((f"{entry.words:>{size - 1},} ", "quiet"))
            case "min":
                pieces.append((f"{entry.minutes:>{size - 1}} ", ""))
            case "read":
                pieces += [("  ", ""), *_progress(shelved.read)]
            case _:
                marks = f"{shelved.marks:>{size - 3}} ⚑ " if shelved.marks else " " * size
                pieces.append((marks, "accent"))
    return pieces


def _progress(read: float) -> Pieces:
    full = round(read * _BAR)
    return [("━" * full, "accent"), ("─" * (_BAR - full), "quiet")]
