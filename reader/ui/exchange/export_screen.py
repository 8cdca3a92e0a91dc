"""Exporting: choose a format and what goes in, look at it, write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.worker import Worker

from annotations import Annotation, AnnotationsError, Change
from annotations.exchange import FORMATS, Format
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.destination import ask_destination
from reader.ui.exchange.export_job import Job, StoppedError, texts_of
from reader.ui.exchange.scope import Remembered, Scope, keep
from reader.ui.shell import Shell
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt

_PREVIEW = 400
"""Lines of the preview; the file has them all."""

_PREVIEWED = 100
"""Marks that the preview is made of."""


def scopes(screen: DeskScreen) -> list[Scope]:
    """What can be exported from a screen, the nearest first."""
    desk = screen.desk
    stem = desk.library.name or "postil"
    offered = [
        *screen.exportable(),
        Scope(f"this library ({desk.library.name})", desk.marks.annotations(), stem),
    ]
    if desk.marks.has_others():
        everything = desk.marks.annotations(everywhere=True)
        offered.append(Scope("all libraries", everything, "postil"))
    return offered


class ExportScreen(DeskScreen):
    """Formats above, a preview below; Enter asks for the file."""

    PLACES = frozenset({"app", "list", "export"})
    FOOTER = ("export.scope", "export.write")

    @dataclass
    class Progressed(Message):
        """So many characters are written."""

        characters: int

    @dataclass
    class Ended(Message):
        """It is written, or ``trouble`` says why it is not."""

        file: Path
        trouble: str | None = None

    def __init__(self, shell: Shell, behind: DeskScreen, remembered: Remembered) -> None:
        super().__init__(shell)
        self.behind = behind
        self.offered: Sequence[Scope] = (Scope("", (), ""),)
        self.remembered = remembered
        self.at = 0
        self.lines: list[str] = []
        self.file = Path()
        self.writing: Worker[None] | None = None
        self.stop = Event()

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, id="formats")
        yield LineList(self.palette, "There are no marks to export here.", id="preview")
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        formats = self.query_one("#formats", LineList)
        formats.styles.height = len(FORMATS) + 1
        formats.styles.max_height = "50%"
        names = list(FORMATS)
        last = self.remembered.format
        formats.show(len(names), self._draw_format, names.index(last) if last in names else 0)
        self.set_focus(formats)
        self.query_one("#preview", LineList).has_cursor = False
        self.gather_marks(self._offer)

    def _offer(self) -> None:
        """Offer what can be exported, once it is made."""
        self.offered = scopes(self.behind)
        self.at = self._library_at if self.remembered.is_everything else 0
        self._preview()

    @property
    def _library_at(self) -> int:
        """Where among what is offered this library stands; all libraries are chosen each time."""
        names = [scope.name for scope in self.offered]
        return next((at for at, name in enumerate(names) if name.startswith("this library")), 0)

    @property
    def scope(self) -> Scope:
        """What is to be exported."""
        return self.offered[self.at]

    @property
    def format(self) -> Format:
        """The format under the cursor."""
        return list(FORMATS.values())[self.query_one("#formats", LineList).cursor]

    def _draw_format(self, row: int, width: int) -> Pieces:
        made = list(FORMATS.values())[row]
        ending = "a folder" if made.is_folder else made.ending
        return [(f"  {made.name:<12}", "accent"), (f"{ending:<19}", "quiet"), (made.help, "")]

    def _preview(self) -> None:
        self.lines = self._previewed().splitlines()[:_PREVIEW] if self.scope.annotations else []
        lines = self.lines
        preview = self.query_one("#preview", LineList)
        preview.show(len(lines), lambda row, width: [("  " + lines[row], "quiet")], 0)
        self.show_status()

    def _previewed(self) -> str:
        marks = self.scope.annotations[:_PREVIEWED]
        chunks = self.format.write(marks, texts_of(self.desk.notebook, marks))
        try:
            return "".join(islice(chunks, _PREVIEW))
        except AnnotationsError as error:
            return str(error)

    @on(LineList.Moved, "#formats")
    def _moved(self) -> None:
        self.remembered.format = self.format.name
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

    def action_scope(self) -> None:
        """Export something wider, around to the nearest."""
        self.at = (self.at + 1) % len(self.offered)
        self.remembered.is_everything = self.at >= self._library_at
        self._preview()

    def action_write(self) -> None:
        """Ask for the file."""
        if self.writing is not None:
            self.warn(f"An export is being written; {self.key('app.escape')} stops it.")
            return
        ending = f"-{self.format.name}" if self.format.is_folder else self.format.ending
        name = f"{self.scope.stem}{ending}"
        ask_destination(self, name, self._write)

    def _write(self, file: Path, overwrite: bool) -> None:
        self.file, marks = file, self.scope.annotations
        context = texts_of(self.desk.notebook, marks, self._file_of)
        job = Job(self.format, marks, context, self.file, overwrite)
        self.say(f"Writing {self.file}; {self.key('app.escape')} stops it.")
        # A worker that is cancelled before its thread has begun never says that it ended.
        self.stop = Event()
        self.writing = self.run_worker(lambda: self._work(job), thread=True, exit_on_error=False)

    def _file_of(self, mark: Annotation) -> Path | None:
        """The file of a mark that only a copy of it can hold."""
        if self.format.holds is None or not self.format.holds(mark):
            return None
        return self.desk.marks.file_of(mark)

    def _work(self, job: Job) -> None:
        """Write it, in a thread of its own; messages say how it goes."""
        stop, trouble = self.stop, None
        try:
            job.write(
                stop.is_set,
                lambda count: self._tell(self.Progressed(count)),
            )
        except StoppedError:
            trouble = "it was stopped."
        except (AnnotationsError, OSError) as error:
            trouble = str(error)
        self._tell(self.Ended(job.path, trouble))

    def _tell(self, message: Message) -> None:
        self.post_message(message)

    def on_export_screen_progressed(self, event: Progressed) -> None:
        event.stop()
        if self.writing is not None:
            self.say(
                f"Writing {self.file}: {event.characters:,} characters; {self.key('app.escape')} stops it."
            )

    def on_export_screen_ended(self, event: Ended) -> None:
        event.stop()
        self.writing = None
        if event.trouble is None:
            count = self.format.left_out(self.scope.annotations)
            left_out = f"; {count} mark{'s' * (count != 1)} had no place in it" if count else ""
            self.say(f"Wrote {event.file}{left_out}.")
        else:
            self.warn(f"Not written: {event.trouble}")

    def escape(self) -> bool:
        if self.writing is None:
            return False
        self.stop.set()
        return True

    def refresh_marks(self, change: Change | None = None) -> None:
        """Offer what there is now; the screen behind knows what it lists."""
        self.behind.refresh_marks(change)
        self.offered = scopes(self.behind)
        self._preview()

    def leave(self) -> None:
        keep(self.remembered, self.desk.progress.folder)
        self.stop.set()
        super().leave()
