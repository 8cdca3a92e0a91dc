"""Exporting: choose a format and what goes in, look at it, write it."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from annotations import AnnotationsError
from annotations.export import FORMATS, write_file
from reader.page.printable import printable
from reader.ui.exporting import Scope
from reader.ui.screens.base import DeskScreen
from reader.ui.shell import Shell
from reader.ui.widgets.choice import Answer, Choice
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_PREVIEW = 400
"""Lines of the preview; the file has them all."""


def scopes(screen: DeskScreen) -> list[Scope]:
    """What can be exported from a screen, the nearest first."""
    offered = list(screen.exportable())
    everything = screen.desk.notebook.annotations()
    offered.append(Scope("all articles", everything, screen.desk.library.name or "postil"))
    return offered


class ExportScreen(DeskScreen):
    """Formats above, a preview below; Enter asks for the file."""

    PLACES = frozenset({"app", "list", "export"})

    def __init__(self, shell: Shell, offered: Sequence[Scope]) -> None:
        super().__init__(shell)
        self.offered = offered
        self.at = 0
        self.lines: list[str] = []
        self.file = Path()

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, id="formats")
        yield LineList(self.palette, "There are no marks to export here.", id="preview")
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        formats = self.query_one("#formats", LineList)
        formats.styles.height = len(FORMATS) + 1
        formats.show(len(FORMATS), self._draw_format)
        formats.focus()
        self.query_one("#preview", LineList).has_cursor = False
        self._preview()

    @property
    def scope(self) -> Scope:
        """What is to be exported."""
        return self.offered[self.at]

    @property
    def format_name(self) -> str:
        """The name of the format under the cursor."""
        return list(FORMATS)[self.query_one("#formats", LineList).cursor]

    def _draw_format(self, row: int, width: int) -> Pieces:
        made = list(FORMATS.values())[row]
        return [(f"  {made.name:<10}", "accent"), (f"{made.ending:<10}", "quiet"), (made.help, "")]

    def _preview(self) -> None:
        chunks = FORMATS[self.format_name].write(self.scope.annotations)
        text = "".join(islice(chunks, _PREVIEW))
        self.lines = text.splitlines()[:_PREVIEW] if self.scope.annotations else []
        lines = self.lines
        preview = self.query_one("#preview", LineList)
        preview.show(len(lines), lambda row, width: [("  " + lines[row], "quiet")], 0)
        self.show_status()

    @on(LineList.Moved, "#formats")
    def _moved(self) -> None:
        self._preview()

    @on(LineList.Opened, "#formats")
    def _opened(self) -> None:
        self.action_write()

    def status(self) -> list[Piece]:
        count = len(self.scope.annotations)
        return [
            Piece(" Export ", "accent"),
            Piece(f"{count} mark{'s' * (count != 1)} of {self.scope.name}", "", "export.scope"),
        ]

    def hints(self) -> list[Piece]:
        return [
            Piece("  s ", "accent", "export.scope"), Piece("scope", "", "export.scope"),
            Piece("  Enter ", "accent", "export.write"), Piece("write", "", "export.write"),
            *super().hints(),
        ]  # fmt: skip

    def action_scope(self) -> None:
        """Export something wider, around to the nearest."""
        self.at = (self.at + 1) % len(self.offered)
        self._preview()

    def action_write(self) -> None:
        """Ask for the file."""
        name = f"{self.scope.stem}{FORMATS[self.format_name].ending}"
        self.query_one("#prompt", Prompt).ask(Question("Write to", self._write_to, name))

    def _write_to(self, value: str) -> None:
        if not value.strip():
            return
        try:
            self.file = Path(value.strip()).expanduser()
            is_there = self.file.exists()
        except (OSError, RuntimeError) as error:  # a name too long; a home that nobody has
            self.warn(f"Not written: {error}")
            return
        if is_there:
            answers = (Answer("y", "yes", "replace it"), Answer("n", "no", "keep it"))
            ask = self.query_one("#choice", Choice).ask
            ask(f"{printable(str(self.file))} exists", answers, self._replace)
        else:
            self._write(overwrite=False)

    def _replace(self, answer: str) -> None:
        if answer == "yes":
            self._write(overwrite=True)

    def _write(self, overwrite: bool) -> None:
        chunks = FORMATS[self.format_name].write(self.scope.annotations)
        try:
            write_file(self.file, chunks, overwrite=overwrite)
        except (AnnotationsError, OSError) as error:
            self.warn(f"Not written: {error}")
        else:
            self.say(f"Wrote {self.file}.")
