"""Importing: name a file, look at what would come in, take it in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.message import Message
from textual.worker import Worker

from annotations import AnnotationsError, ImportResult
from annotations.exchange import READABLE
from reader.errors import ReaderError
from reader.marks.import_files import importable_endings
from reader.ui.completion import complete_name
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.export_job import Pulse, StoppedError
from reader.ui.exchange.import_job import Intake, Rehearsed
from reader.ui.exchange.import_lines import head_of, line_of, said_of
from reader.ui.exchange.path_completion import Paths
from reader.ui.page_marks import Pieces
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_ALLOWED = ("list.", "app.escape", "app.quit", "app.copy_or_quit", "app.suspend", "app.theme")
"""Commands, or beginnings of their ids, that can be done while annotations are taken in."""

_ENDINGS = tuple(importable_endings())


class ImportScreen(DeskScreen):
    """What a file holds: counts first, then each annotation; Enter takes it in as one step."""

    PLACES = frozenset({"app", "list", "import"})

    @dataclass
    class Progressed(Message):
        """So far it has come."""

        said: str

    @dataclass
    class Read(Message):
        """This would come in."""

        rehearsed: Rehearsed

    @dataclass
    class Taken(Message):
        """It is in the store."""

        rehearsed: Rehearsed
        result: ImportResult

    @dataclass
    class Failed(Message):
        """Nothing was taken in, and why."""

        trouble: str

    def __init__(self, shell: Shell, behind: DeskScreen) -> None:
        super().__init__(shell)
        self.behind = behind
        self.rows = LineList(self.palette, self._no_file(), id="queue")
        self.intake = Intake(self.desk.notebook, self.desk.library)
        self.named = ""
        self.rehearsed: Rehearsed | None = None
        self.head: list[Pieces] = []
        self.worker: Worker[None] | None = None
        self.stop = Event()
        self.doing = ""
        self.progress = ""
        self.is_taking = False
        self.asks_again = False

    def _no_file(self) -> str:
        return f"No file has been read yet: {self.key('import.file')} asks for one."

    def compose(self) -> ComposeResult:
        yield self.rows
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.action_file()

    # What is asked

    def action_file(self) -> None:
        """Ask for a file."""
        label, complete = "Import annotations from", Paths(_ENDINGS).complete
        ask = self.ask
        ask(Question(label, self._read, self.named, complete, given_up=self._leave_empty))

    def _read(self, value: str) -> None:
        self.named = value.strip()
        if not self.named:
            self._leave_empty()
            return
        try:
            path = Path(self.named).expanduser()
        except RuntimeError as error:  # a home that nobody has
            self.action_file()
            self.warn(f"{self.named} was not imported: {error}")
        else:
            self._rehearse(path, None)

    def action_format(self) -> None:
        """Ask which format the file shall be read as."""
        complete = partial(complete_name, names=list(READABLE))
        self.ask(Question("Read it as", self._read_as, "", complete))

    def _read_as(self, format: str) -> None:
        if self.rehearsed is not None and format.strip():
            self._rehearse(self.rehearsed.path, format.strip())

    # What is done beside the screen

    def _rehearse(self, path: Path, format: str | None) -> None:
        rehearse = self.intake.rehearse
        self.asks_again = format is None
        self._run(f"Reading {path.name}", lambda pulse: self.Read(rehearse(path, format, pulse)))

    def action_take(self) -> None:
        """Take in what is shown."""
        rehearsed = self.rehearsed
        if rehearsed is None:
            return
        carry_out = self.intake.carry_out
        self.is_taking, self.asks_again = True, False
        self._run(
            f"Taking in {rehearsed.path.name}",
            lambda pulse: self.Taken(rehearsed, carry_out(rehearsed, pulse)),
        )

    def _run(self, doing: str, work: Callable[[Pulse], Message]) -> None:
        self.doing, self.progress = doing, ""
        self.show_status()
        # A worker that is cancelled before its thread has begun never says that it ended.
        self.stop = Event()
        run = partial(self._ran, work, self.stop)
        self.worker = self.run_worker(run, thread=True, exit_on_error=False)

    def _ran(self, work: Callable[[Pulse], Message], stop: Event) -> None:
        """Do it in a thread of its own; messages say how it goes."""
        pulse = Pulse(stop.is_set, lambda said: self._tell(self.Progressed(said)))
        try:
            done = work(pulse)
        except StoppedError:
            done = self.Failed("It was stopped; nothing was taken in.")
        except (ReaderError, AnnotationsError) as error:
            done = self.Failed(str(error))
        self._tell(done)

    def _tell(self, message: Message) -> None:
        self.post_message(message)

    def on_import_screen_progressed(self, event: Progressed) -> None:
        event.stop()
        self.progress = f": {event.said}"
        self.show_status()

    def on_import_screen_failed(self, event: Failed) -> None:
        event.stop()
        self._end()
        if self.asks_again and self.is_current:
            self.action_file()
        self.warn(event.trouble)

    def on_import_screen_read(self, event: Read) -> None:
        event.stop()
        self._end()
        self._show(event.rehearsed)

    def on_import_screen_taken(self, event: Taken) -> None:
        event.stop()
        self._end()
        self.look_again()
        self._show(None)
        self._go_back(
            said_of(event.rehearsed, event.result, self.key("app.review"), self.key("app.undo"))
        )

    def _end(self) -> None:
        self.worker, self.is_taking = None, False

    # Leaving

    def _leave_empty(self) -> None:
        if self.rehearsed is None:
            self._go_back()

    def _go_back(self, said: str = "") -> None:
        """Close; the keys typed meanwhile are for the screen behind, which says what came in."""
        if not self.is_current:  # the list of commands is over it
            self.say(said)
            return
        self.is_ready = False
        self.shell.call_later(self._close, said)

    async def _close(self, said: str) -> None:
        await self.app.run_action("back")
        if said:
            self.behind.say(said)
        await self.shell.obey_typed()

    def escape(self) -> bool:
        if self.worker is None:
            return False
        self.stop.set()
        return True

    def leave(self) -> None:
        self.stop.set()
        super().leave()

    def obstacle(self, id: str) -> str | None:
        """One thing at a time, and while the store is written nothing else is."""
        if self.is_taking and not id.startswith(_ALLOWED):
            return f"Annotations are being taken in; {self.key('app.escape')} stops that."
        if self.worker is not None and id.startswith("import."):
            return f"A file is being read; {self.key('app.escape')} stops that."
        if self.rehearsed is None and id in ("import.take", "import.format"):
            return self._no_file()
        if id == "import.take" and self.rehearsed is not None and not self.rehearsed.result.added:
            return f"There is nothing new in it; {self.key('app.back')} goes back."
        return super().obstacle(id)

    # Drawing

    def _show(self, rehearsed: Rehearsed | None) -> None:
        self.rehearsed = rehearsed
        self.head = [] if rehearsed is None else head_of(rehearsed, self.key("app.review"))
        count = 0 if rehearsed is None else len(rehearsed.rows)
        self.rows.show(len(self.head) + count, self._draw, 0)
        self.show_status()

    def _draw(self, row: int, width: int) -> Pieces:
        rehearsed = self.rehearsed
        if rehearsed is None or row < len(self.head):
            return self.head[row]
        return line_of(rehearsed.rows[row - len(self.head)], width)

    def status(self) -> list[Piece]:
        if self.worker is not None:
            return [
                Piece(f" {self.doing}{self.progress} · {self.key('app.escape')} stops it", "strong")
            ]
        if self.rehearsed is None:
            return [Piece(" Import", "accent")]
        return [Piece(f" {self.rehearsed.path.name} ", "accent"), Piece(self.rehearsed.format)]

    def hints(self) -> list[Piece]:
        if self.rehearsed is None or self.worker is not None:
            return super().hints()
        return [*self.footer("import.take", "import.format"), *super().hints()]
