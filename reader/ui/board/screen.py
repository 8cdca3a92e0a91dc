"""The claims board: claims down, articles across, and in each cell what the article says."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import Annotation, AnnotationsError, Change
from annotations.claims.board.layout import (
    ORDERS,
    Column,
    Filter,
    arranged,
    parse_filter,
    relevant_first,
)
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from reader.articles.article import Article
from reader.ui.background import Background
from reader.ui.board.export import BoardExport
from reader.ui.board.judge import ClaimJudge, claim_in
from reader.ui.board.preview import heads, preview
from reader.ui.board.rows import BoardRows, Places, beside_names
from reader.ui.board.table import BoardTable
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.scope import Scope
from reader.ui.messages import ShowBeside
from reader.ui.shell import Shell
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question
from reader.ui.widgets.side_by_side import SideBySide

_EXAMPLE = 'tag:money verdict:unchecked conflict:any conflict:amount "these words"'
_BATCH = 8

_ROOMY = 90
"""From this width on the bottom line has room for the keys that judge."""


class BoardScreen(DeskScreen):
    """Shows the rows as they are known at once; what the articles say fills in."""

    PLACES: ClassVar = frozenset({"app", "list", "board"})

    def __init__(self, shell: Shell, claim: str = "") -> None:
        super().__init__(shell)
        self.wanted = claim
        self.source = BoardRows(self.desk.notebook, shell.comparison)
        keys = self.key("board.accept"), self.key("board.reject")
        self.table = BoardTable(self.palette, *keys, id="board")
        self.preview = SideBySide(self.palette, id="preview-cell")
        self.order = 0
        self.query_text = ""
        self.filter: Filter = parse_filter("")
        self.all_columns: Sequence[Column] = ()
        self.counted = (0, 0)
        self.compared_next: frozenset[Passage] = frozenset()
        self.judge = ClaimJudge("board", self.desk, self, self, self.write_note)
        self.export = BoardExport(
            self, Background(self), self.shown, self.article, self._export_marks
        )
        self.wants_marks_exported = False

    def compose(self) -> ComposeResult:
        yield self.table
        yield OneLine(self.palette, "raised", id="heads")
        yield self.preview
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.table.focus()
        self.gather_marks(self._begin)
        self.set_interval(1.0, self.look_again)

    def _begin(self) -> None:
        self.refresh_marks()
        self.shell.compare()

    def on_resize(self) -> None:
        self.set_class(self.app.size.height < 30, "low")

    # What it shows

    def refresh_marks(self, change: Change | None = None) -> None:
        self.source.refresh()
        self._show()
        self._complete()

    def comparison_changed(self) -> None:
        """Show what was found; while articles are still read, how far that is."""
        if self.is_gathering:
            return
        if self.shell.comparison.version != self.source.version:
            self.refresh_marks()
            if self.shell.comparison.problem is not None:
                self.warn(self.shell.comparison.problem)
        else:
            self.show_status()

    def _show(self) -> None:
        """Show the rows that are wanted in their order, the cursor where it was."""
        here, name = self.row, self.column.name if self.column is not None else None
        self.all_columns = self.source.columns()
        rows = [row for row in self.source.rows() if self.filter.matches(row)]
        dates = {column.name: column.date for column in self.all_columns}
        rows = arranged(rows, ORDERS[self.order], dates)
        suggested = sum(row.suggestion is not None for row in rows)
        self.counted = len(rows) - suggested, suggested
        at = self._place(rows, here.key if here is not None else "")
        shown = self._ordered(rows)
        self.table.empty = self._nothing()
        self.table.show(rows, shown, at, self._across(shown, name) if rows else 0)

    def _across(self, shown: Sequence[Column], name: str | None) -> int:
        """Where the column of this name is among these; where the cursor is, if it is not."""
        found = (at for at, column in enumerate(shown, start=1) if column.name == name)
        return next(found, self.table.column)

    def _place(self, rows: Sequence[Row], key: str) -> int:
        """The row with this key, or with the claim that the board was opened from."""
        wanted, self.wanted = self.wanted, ""
        for number, row in enumerate(rows):
            if row.key == key if not wanted else any(c.id == wanted for c in row.claims):
                return number
        return self.table.row

    def _ordered(self, rows: Sequence[Row]) -> Sequence[Column]:
        """By date where all fit; else those first that say something of the rows in view."""
        if len(self.all_columns) <= self.table.across:
            return self.all_columns
        seen = {row.key for row in self.table.in_view}
        in_view = [row for row in rows if row.key in seen]
        return relevant_first(self.all_columns, in_view or rows[: self.table.fitting])

    def _nothing(self) -> str:
        if self.query_text:
            return f"No claim here is like that; {self.key('app.escape')} shows all again."
        if not self.shell.comparison.is_ready:
            return "No claims yet; the articles are being read for suggestions."
        return f"No claims yet: in an article, {self.key('reading.claim')} marks the sentence under the caret as one."

    def _complete(self) -> None:
        """Have claims looked for in changed texts, and rows compared, those in view first.

        Suggestions that are out of view wait until they are scrolled to.
        """
        claims = (row for row in self.table.rows if row.claims)
        rows = [*self.table.in_view, *claims]
        passages = list(dict.fromkeys(self.source.waiting(rows)))
        self.compared_next = frozenset(passages)
        if passages or self.source.unplaced:
            self._compare(passages, list(self.source.unplaced))

    @work(thread=True, exclusive=True, group="filling", description="comparing claims")
    def _compare(self, passages: list[Passage], unplaced: list[Annotation]) -> None:
        worker = get_current_worker()
        if unplaced:
            self.call_later(self._placed, self.source.look_for(unplaced))
        for number, passage in enumerate(passages, start=1):
            if worker.is_cancelled:
                return
            self.shell.comparison.matches(passage)
            if number % _BATCH == 0:
                self.call_later(self._show)
        self.call_later(self._show)

    def _placed(self, found: Places) -> None:
        self.source.learn(found)
        self.refresh_marks()

    @on(BoardTable.Moved)
    def _moved(self) -> None:
        row, cell = self.row, self.cell
        width = self.app.size.width
        head = heads(row, cell, self.column, self.all_columns, width)
        self.query_one("#heads", OneLine).say(head)
        self.preview.show(*preview(row, cell, self.article, width, self.shell.comparison.name))
        self.show_status()
        ordered = self._ordered(self.table.rows)
        if ordered != self.table.columns and self.table.rows:
            name = self.column.name if self.column is not None else None
            at = self._across(ordered, name)
            self.table.show(self.table.rows, ordered, self.table.row, at)
        if not self.compared_next.issuperset(self.source.waiting(self.table.in_view)):
            self._complete()

    def status(self) -> list[Piece]:
        claims, suggested = self.counted
        comparison = self.shell.comparison
        pieces = [Piece(f" {claims} claim{'s' * (claims != 1)}", "accent")]
        if suggested:
            pieces.append(Piece(f" · {suggested} suggested"))
        if not comparison.is_ready:
            far = f"{comparison.done} of {comparison.total}" if comparison.total else "the"
            pieces.append(Piece(f" · reading {far} articles"))
        if self.order:
            pieces.append(Piece(f" · by {ORDERS[self.order]}", "", "board.sort"))
        if self.query_text:
            pieces.append(Piece(f" · {self.query_text}", "accent", "board.filter"))
        return pieces

    def hints(self) -> list[Piece]:
        more = ("board.same", "board.reject", "board.sort")
        is_room = self.app.size.width >= _ROOMY
        return [*self.footer("board.beside", *(more if is_room else ())), *super().hints()]

    # Where the cursor is

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        rows = self.table.rows
        return rows[self.table.row] if self.table.row < len(rows) else None

    @property
    def column(self) -> Column | None:
        """The column under the cursor; None for the claim itself."""
        at = self.table.column - 1
        return self.table.columns[at] if 0 <= at < len(self.table.columns) else None

    @property
    def cell(self) -> Cell | None:
        row, column = self.row, self.column
        return row.cell(column.name) if row is not None and column is not None else None

    @property
    def claim(self) -> Annotation | None:
        return claim_in(self.row, self.cell)

    @property
    def passage(self) -> Passage | None:
        """The passage of the cell, or of the claim."""
        if self.cell is not None:
            return self.cell.passage
        return self.row.lead if self.row is not None else None

    def exportable(self) -> list[Scope]:
        made = [claim.annotation for row in self.table.rows for claim in row.claims]
        marked = [self.shell.doubts.marked(each) for each in made]
        return [Scope("the claims on the board", marked, "claims")]

    def exports_itself(self) -> bool:
        """Ask in which format to write the board; from the last answer the marks are exported."""
        if self.wants_marks_exported:
            self.wants_marks_exported = False
            return False
        self.export.begin()
        return True

    def _export_marks(self) -> None:
        self.wants_marks_exported = True
        self.app.call_later(self.app.run_action, "export")

    def shown(self) -> tuple[list[Row], list[Column]]:
        """The rows and the columns that are exported, in their order."""
        return list(self.table.rows), list(self.all_columns)

    def article(self, name: str) -> Article | None:
        return self.shell.comparison.article(name)

    def doers(self) -> tuple[object, ...]:
        return self.judge, self

    def obstacle(self, id: str) -> str | None:
        """What is under the cursor must allow it."""
        place, _, name = id.partition(".")
        if place != "board" or name in ("sort", "filter", "left", "right", "first", "last"):
            return super().obstacle(id)
        if reason := self.judge.obstacle(name):
            return reason
        row, cell = self.row, self.cell
        if name in ("open", "beside", "reject") and cell is not None and cell.state == SILENT:
            return "This article says nothing of it."
        if name == "open" and self.passage is None:
            return "These words are not in the article any more."
        if name == "accept" and row is not None and row.suggestion is None:
            return "This is a claim already."
        if name == "beside" and row is not None and not beside_names(row, self.all_columns):
            return "No other article says anything of it."
        if name == "reject" and row is not None and row.first is not None:
            is_itself = cell is None or (cell.claim is not None and cell.claim.id == row.key)
            return (
                f"This is the claim itself; {self.key('reading.remove')} in its article removes it."
                if is_itself
                else None
            )
        return None

    # What can be done

    def action_move(self, columns: int) -> None:
        """Move to the column beside."""
        self.table.move(columns)

    def action_far(self, way: int) -> None:
        """Move to the claim, or to the last column."""
        self.table.move(way * (len(self.table.columns) + 1))

    def action_open(self) -> None:
        """Go to the passage in its article; q comes back."""
        if passage := self.passage:
            self.judge.visit(passage)

    @on(BoardTable.Opened)
    def _opened(self) -> None:
        if reason := self.obstacle("board.open"):
            self.warn(reason)
        else:
            self.action_open()

    def action_beside(self) -> None:
        """Show the claim and the passage side by side."""
        if row := self.row:
            names = beside_names(row, self.all_columns)
            here = self.column.name if self.column is not None else ""
            self.post(ShowBeside(row, names, here))

    def action_sort(self) -> None:
        """Sort by the next of the orders."""
        self.order = (self.order + 1) % len(ORDERS)
        self._show()
        self.say(f"Sorted by {ORDERS[self.order]}." if self.order else "As they were marked.")

    def action_filter(self) -> None:
        """Ask for a query."""
        question = Question(f"Filter ({_EXAMPLE})", self._filter, self.query_text)
        self.ask(question)

    def _filter(self, value: str) -> None:
        try:
            self.filter = parse_filter(value.strip())
        except AnnotationsError as error:
            self.warn(str(error))
            return
        self.query_text = value.strip()
        self._show()
        self._complete()

    def escape(self) -> bool:
        """Show all rows again; whether some were hidden."""
        was = self.query_text
        if was:
            self._filter("")
        return bool(was)
