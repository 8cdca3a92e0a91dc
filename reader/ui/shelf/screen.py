"""The shelf: every article with its title, date, length, progress and marks."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import Change
from reader.errors import CatalogueError, ReaderError
from reader.library.catalogue import SORTS, Filled, Said, View, ids_of, parse
from reader.library.library import Entry
from reader.ui.completion import complete_tags, split_tags
from reader.ui.desk_screen import DeskScreen
from reader.ui.messages import FindEverywhere, ListMarks, OpenArticle
from reader.ui.shelf.filter import complete_filter
from reader.ui.shelf.lines import heads, line
from reader.ui.shelf.rows import ORDERS, Rows
from reader.ui.shell import Shell
from reader.ui.timers import after
from reader.ui.widgets.fitted_names import fitted_path
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece, size_of
from reader.ui.widgets.prompt import Prompt, Question

if TYPE_CHECKING:
    from reader.library.collections import Collections

_BREATH = 0.002
"""Seconds between two steps of catching up with the store."""

_LOOK_AGAIN = 1.0

_FEW = 2_000
"""Articles that are sorted and filtered in less time than a key may take."""

_AFTER_THE_FIRST_PICTURE = 0.05

_LONGEST_WITHOUT_KEYS = 1.0
"""Seconds after which keys are obeyed, however little is known of the folder."""

_FIRST = 256
"""Articles shown before it is known how many there are."""

_LEAST_FILE = 12
"""Cells from which on it helps to say at the foot which file the cursor is on."""

_BETWEEN = 5
"""Cells before what is said last on the left of the bottom line, and after it."""

_NOTHING_YET = "Looking for articles …"


class ShelfScreen(DeskScreen):
    """Lists what the catalogue knows while it is brought up to date, and opens what is chosen."""

    PLACES = frozenset({"app", "list", "shelf"})
    FOOTER = ("shelf.open", "shelf.filter")
    IS_GROUND = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, _NOTHING_YET, id="shelf")
        self.catalogue = self.desk.library.catalogue
        self.shown = Rows(self.catalogue, (), Said())
        self.view = View()
        self.letters = ""
        self.round = 0
        self.collections: Collections | None = None
        self.was_known = False

    def compose(self) -> ComposeResult:
        yield OneLine(self.palette, "base", id="heading")
        yield self.rows
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self._show_first()
        # Not while the first picture is made and drawn: both would be slower.
        self.set_timer(_AFTER_THE_FIRST_PICTURE, self._begin)
        self.set_timer(_LONGEST_WITHOUT_KEYS, self.obey)
        if self.desk.library.is_sample:
            self.say("A sample: four articles on one invented event. postil FOLDER reads yours.")
        self._tell_trouble(self.desk.progress.problem)
        self.set_interval(_LOOK_AGAIN, self.look_again)

    def can_obey(self) -> bool:
        """Once there are articles to choose from: the keys typed before are about them."""
        return self.was_known or self.is_complete or len(self.shown) >= self.app.size.height

    def _begin(self) -> None:
        import reader.ui.reading.screen  # noqa: F401  (so that the first article opens at once)

        self.shell.watching.begin()
        if self.desk.notebook.is_behind:
            self._catch_up()

    def _catch_up(self) -> None:
        """Read a large store in steps between the keys; then the shelf tells how many marks there are."""
        if self.desk.notebook.catch_up():
            after(_BREATH, self, self._catch_up)
        else:
            self._arrange()
            self.tell_of_store()

    def on_resize(self) -> None:
        self.show_status()

    def refresh_marks(self, change: Change | None = None) -> None:
        self._arrange()

    def library_changed(self, filled: Filled) -> None:
        """Show what the catalogue has now."""
        is_due = self.shell.watching.is_complete or (
            not self.letters and filled.count != len(self.shown)
        )
        if is_due and filled.is_news:
            self._arrange()
        if self.can_obey():
            self.obey()
        self.rows.empty = self._nothing_such() if self.letters else _NOTHING_YET
        self.shown.forget()
        self.rows.refresh()
        self.show_status()
        self._tell_trouble(self.shell.watching.trouble)

    def _tell_trouble(self, trouble: str | None) -> None:
        """Say, once, what is wrong with the folder, or with what is kept of it."""
        for problem in (trouble, self.catalogue.problem):
            if problem is not None and problem not in self.shell.told:
                self.shell.told.add(problem)
                self.warn(problem)

    # What is shown, and in what order

    def _show_first(self) -> None:
        """Show a screenful at once, and the rest as soon as it is known."""
        said = self._said()
        try:
            ids = self.catalogue.first(_FIRST)
        except CatalogueError:
            ids = []
        self.was_known = bool(ids)
        self._show(ids, said, self.round)
        if len(ids) == _FIRST:
            self._look_up(self.view, said, self.round)

    def _arrange(self) -> None:
        """Show the articles of the view, sorted and filtered; many of them a moment later."""
        self.round += 1
        said = self._said()
        if len(self.shown) > _FEW or self._count() > _FEW:
            self._look_up(self.view, said, self.round)
        else:
            self._show(self._ids(self.view, said), said, self.round)

    def _count(self) -> int:
        progress = self.shell.watching.progress
        return progress.count if progress is not None else 0

    @work(thread=True, exclusive=True, group="arranging", description="sorting the shelf")
    def _look_up(self, view: View, said: Said, round: int) -> None:
        ids = self._ids(view, said)
        if not get_current_worker().is_cancelled:
            self.call_later(self._show, ids, said, round)

    def _ids(self, view: View, said: Said) -> list[int]:
        try:
            return ids_of(self.catalogue, view, said)
        except CatalogueError:
            return []  # it is being made anew

    def _show(self, ids: list[int], said: Said, round: int) -> None:
        if round != self.round:
            return  # something else was asked for meanwhile
        here = self.shown.ids[self.rows.cursor] if self.shown.ids else None
        if not self.rows.cursor and not self.is_complete:
            here = None  # the first of those that were found first: nobody chose it
        self.shown = Rows(self.catalogue, ids, said)
        cursor = ids.index(here) if here in ids else 0
        self.rows.show(len(ids), self._draw, cursor)
        self.show_status()

    def _said(self) -> Said:
        """What the reader did with the articles."""
        notebook, home = self.desk.notebook, self.desk.marks.home
        is_unasked = notebook.is_behind and self.view == View()
        marks = {} if is_unasked else {**notebook.text_counts(), **notebook.counts(home)}
        tags = {each.value for each in self.view.filters if each.field == "tag"}
        tagged = {tag: notebook.tagged(tag, home) for tag in tags}
        wants_collections = any(each.field == "in" for each in self.view.filters)
        return Said(
            {name: count for name, count in marks.items() if count},
            self.desk.progress.places(),
            lambda tag: tagged.get(tag, ()),
            self.collected().members() if wants_collections else {},
        )

    def collected(self) -> "Collections":
        """The reader's collections, as they are now."""
        if self.collections is None:
            from reader.library.collections import Collections  # when the first is asked for

            self.collections = Collections(self.desk.progress.folder, self.desk.library.root)
        self.collections.refresh()
        return self.collections

    @property
    def is_complete(self) -> bool:
        """Whether every article was read."""
        return self.shell.watching.is_complete

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        row = self.rows.cursor
        return self.shown[row].entry if row < len(self.shown) else None

    # Drawing

    def _draw(self, row: int, width: int) -> Pieces:
        return line(self.shown[row], width, row == self.rows.cursor)

    def status(self) -> list[Piece]:
        count = len(self.shown)
        what = f" {count:,} article{'s' * (count != 1)}"
        if self.letters:
            what += f" with “{self.letters}”"
        progress = self.shell.watching.progress
        if progress is None:
            what += " · looking …"
        elif progress.read < progress.count:
            what += f" · reading {progress.read:,} of {progress.count:,} …"
        order = f" · by {ORDERS[self.view.sort]}{' ↑' if self.view.is_reversed else ''}"
        pieces = [Piece(f" {self.desk.library.name} ·", "accent"), Piece(what)]
        sorted_by = Piece(order, "", "shelf.sort")
        room = self.app.size.width - size_of([*pieces, *self.hints()]) - _BETWEEN
        left = room - size_of([sorted_by])
        if self.view == View() and room >= _LEAST_FILE > left:
            return [*pieces, *self._file(room)]  # in the usual order, which the heading tells too
        return [*pieces, sorted_by, *(self._file(left) if left >= _LEAST_FILE else ())]

    def _file(self, room: int) -> list[Piece]:
        """Which article the cursor is on, in this room."""
        return [Piece(f" · {fitted_path(self.current.path, room)}")] if self.current else []

    @on(LineList.Moved, "#shelf")
    def _moved(self) -> None:
        self.show_status()

    def show_status(self) -> None:
        super().show_status()
        columns = heads(self.app.size.width, self.view.sort)
        self.query_one("#heading", OneLine).say([Piece(columns, "quiet", "shelf.sort")])

    def _nothing_such(self) -> str:
        return f"Nothing here has these letters; {self.key('app.escape')} shows all again."

    # What can be done

    def action_open(self) -> None:
        """Open the article under the cursor where it was left."""
        entry = self.current
        if entry is None:
            return
        if entry.problem is not None:
            self.warn(f"{entry.path} {entry.problem}")
        else:
            self.post(OpenArticle(entry.path))

    @on(LineList.Opened, "#shelf")
    def _opened(self) -> None:
        self.action_open()

    def action_sort(self) -> None:
        """Sort by the next column."""
        after = SORTS.index(self.view.sort) + 1
        self.view = replace(self.view, sort=SORTS[after % len(SORTS)])
        self._arrange()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.view = replace(self.view, is_reversed=not self.view.is_reversed)
        self._arrange()

    def action_last_read(self) -> None:
        """Show what was read, the last first; again: all as it was before."""
        if self.view.sort == "read" and self.letters == _WAS_OPENED:
            self.view = replace(self.view, sort="name")
            self._filter("")
            return
        self.view = replace(self.view, sort="read", is_reversed=False)
        self._filter(_WAS_OPENED)

    def action_filter(self) -> None:
        """Ask for letters that titles, dates or names must have, or for other conditions."""
        question = Question(
            "Show only",
            self._filter,
            self.letters,
            typed=self._filter,
            given_up=self._unfilter,
            complete=self._complete,
        )
        self.ask(question)

    def _complete(self, letters: str) -> list[str]:
        tags = [tag for tag, _ in self.desk.notebook.tags()]
        return complete_filter(letters, tags, self.collected().names)

    def _filter(self, letters: str) -> None:
        self.letters = letters.strip()
        self.rows.empty = self._nothing_such()
        self.view = replace(self.view, filters=parse(self.letters))
        self._arrange()

    def _unfilter(self) -> None:
        self._filter("")

    def action_collect(self) -> None:
        """Ask which collections the article under the cursor is in."""
        entry = self.current
        if entry is None:
            return
        if entry.sha256 is None:
            self.warn(f"{entry.path} cannot be read, so it cannot be put into a collection.")
            return
        kept = self.collected()
        names = ", ".join(kept.of(entry.path, entry.sha256))
        question = Question(
            "Collections",
            lambda answer: self._collect(entry, answer),
            names,
            complete=lambda typed: complete_tags(typed, kept.names),
        )
        self.ask(question)

    def _collect(self, entry: Entry, answer: str) -> None:
        names, kept = split_tags(answer), self.collected()
        try:
            kept.put(entry.path, entry.sha256 or "", names)
        except ReaderError as error:
            self.warn(str(error))
            return
        self._arrange()
        said = ", ".join(kept.of(entry.path, entry.sha256 or ""))
        self.say(f"In {said}. in:NAME filters by it." if said else "In no collection.")

    def action_marks(self) -> None:
        """List the marks of all articles."""
        self.post(ListMarks(None))

    def action_find_everywhere(self) -> None:
        """Ask what to find in all articles."""
        self.post(FindEverywhere(""))

    def escape(self) -> bool:
        """Show all articles again; whether some were hidden."""
        was = self.letters
        if was:
            self._unfilter()
        return bool(was)


_WAS_OPENED = "-is:unread"
