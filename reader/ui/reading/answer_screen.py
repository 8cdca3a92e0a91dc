"""What a dictionary or another program says of some words."""

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.ui.desk_screen import DeskScreen
from reader.ui.external import look_up
from reader.ui.page_marks import note_lines
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece

_WIDEST = 88


class AnswerScreen(DeskScreen):
    """Runs one look-up, which the reader asked for, and shows the answer."""

    PLACES = frozenset({"app", "list", "lookup"})

    def __init__(self, shell: Shell, name: str, command: str, words: str) -> None:
        super().__init__(shell)
        self.name_of, self.command, self.words = name, command, words
        self.answer = ""

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, "Asking …", id="answer")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.query_one("#answer", LineList).focus()
        self.show_status()
        self._ask()

    @work(thread=True, exclusive=True, description="looking words up")
    def _ask(self) -> None:
        try:
            answer = look_up(self.command, self.words)
        except ReaderError as error:
            answer = str(error)
        if not get_current_worker().is_cancelled:
            self.call_later(self._show, answer)

    def _show(self, answer: str) -> None:
        self.answer = answer
        lines = note_lines(answer.expandtabs(4), max(20, min(_WIDEST, self.size.width - 6)))
        self.query_one("#answer", LineList).show(
            len(lines), lambda row, width: [("   ", ""), (lines[row], "")]
        )
        self.show_status()

    def on_resize(self) -> None:
        if self.answer:
            self._show(self.answer)

    def status(self) -> list[Piece]:
        return [Piece(f" {self.name_of}", "accent"), Piece(f" · “{self.words}”")]

    def action_copy(self) -> None:
        """Copy the answer."""
        if self.answer:
            self.shell.copy(self.answer)
