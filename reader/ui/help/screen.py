"""The help: every command with its keys, from the one table; one can look for words in it."""

from collections.abc import Mapping

from textual.app import ComposeResult

from reader.ui.commands import COMMANDS
from reader.ui.desk_screen import DeskScreen
from reader.ui.keymap import keys_of, shown
from reader.ui.page_marks import note_lines
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_KEYS_WIDTH = 25

_MOUSE = (
    ("click", "Put the caret there, or open what is clicked"),
    ("double click", "Select the word"),
    ("triple click", "Select the sentence"),
    ("drag", "Select; at the edge the page scrolls"),
    ("Shift-click", "Extend the selection"),
    ("Shift-drag", "In most terminals: the terminal's own selection"),
)


class HelpScreen(DeskScreen):
    """Lists what can be done."""

    PLACES = frozenset({"app", "list", "help"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.letters = ""

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, "No command has these letters.", id="commands")
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self._list("")
        self.query_one("#commands", LineList).focus()
        self.show_status()

    def action_filter(self) -> None:
        """Ask for a word that the commands must have."""
        question = Question("Commands with", self._list, typed=self._list, given_up=self._all)
        self.ask(question)

    def _all(self) -> None:
        self._list("")

    def _list(self, letters: str) -> None:
        self.letters = letters
        rows = help_rows(self.desk.settings.keys, letters, self.app.size.width)
        self.query_one("#commands", LineList).show(len(rows), lambda row, width: rows[row], 0)

    def on_resize(self) -> None:
        self._list(self.letters)

    def status(self) -> list[Piece]:
        return [Piece(" Help", "accent")]

    def hints(self) -> list[Piece]:
        return self.footer("help.filter", "app.palette", "app.back")


def help_rows(own: Mapping[str, str], letters: str = "", width: int = 120) -> list[Pieces]:
    """The lines of the help: a heading for each group and the commands with these letters.

    A label that is longer than ``width`` leaves room for goes on below.
    """
    lines: list[tuple[str, str, str]] = [
        (command.group, "  ".join(shown(key) for key in keys_of(command, own)), command.label)
        for command in COMMANDS
    ]
    lines += [("With the mouse", key, label) for key, label in _MOUSE]
    wanted = letters.casefold().split()
    rows: list[Pieces] = []
    group = ""
    for heading, key, label in lines:
        if not all(word in f"{heading} {key} {label}".casefold() for word in wanted):
            continue
        if heading != group:
            rows += [[("", "")], [("  " + heading, "heading")]]
            group = heading
        label_lines = note_lines(label, max(20, width - _KEYS_WIDTH - 5))
        rows.append([("    ", ""), (f"{key:<{_KEYS_WIDTH}}", "accent"), (label_lines[0], "")])
        rows += [[(" " * (_KEYS_WIDTH + 4), ""), (line, "")] for line in label_lines[1:]]
    return rows[1:]
