"""What every screen of ours has: the desk, the palette, a line to say things on, a prompt."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.events import Event, Key, Mount
from textual.screen import Screen

from annotations import Annotation, AnnotationsError, Change
from annotations.errors import NotYoursError
from reader.ui.commands import BY_ID
from reader.ui.exchange.scope import Scope
from reader.ui.messages import Message as OurMessage
from reader.ui.notes.both_notes import both_notes
from reader.ui.notes.drafts import EVERY
from reader.ui.shell import Shell
from reader.ui.timers import after
from reader.ui.widgets.choice import Answer, Choice
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

if TYPE_CHECKING:
    from annotations import Draft
    from reader.library.catalogue import Filled
    from reader.ui.notes.editor import Note, NoteEditor


LEAST_COLUMNS, LEAST_ROWS = 60, 20
"""The smallest window in which everything has its place; in a smaller one text is still read."""

_MADE_AT_ONCE = 500
"""Annotations made for a screen before it shows itself; more are made in steps."""

_MADE_IN_A_STEP = 100
_BETWEEN_STEPS = 0.001
"""Seconds in which keys are looked at, and the screen is drawn."""

_ALWAYS = ("app.palette", "app.help")
"""What every bottom line names last: a click there is the way to everything without a keyboard."""

_NOTE = frozenset({"note"})


class DeskScreen(Screen[None]):
    """A screen over the desk; ``say`` puts a sentence on its bottom line until the next key."""

    PLACES: ClassVar[frozenset[str]] = frozenset({"app"})
    """The places of the table of commands whose commands can be done here."""

    FOOTER: ClassVar[tuple[str, ...]] = ()
    """The ids of the commands that the bottom line names, each with its key and its hint."""

    IS_READING: ClassVar[bool] = False
    """Whether it is the screen that shows an article."""

    IS_GROUND: ClassVar[bool] = False
    """Whether lists are opened over this screen, and closed again to come back to it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.desk = shell.desk
        self.palette = shell.colours
        self.notice: tuple[str, str] | None = None
        self.was_covered = False
        self.editor: NoteEditor | None = None
        self.is_ready = False
        self.is_gathering = False
        """Whether what it shows is still being gathered: keys wait for that, but for Escape."""

    async def on_event(self, event: Event) -> None:
        """Begin nothing as the program ends: what the screen is made of is not there then."""
        if not (isinstance(event, Mount) and self.shell.is_leaving):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Obey the keys typed while the screen came up; its own ``on_mount`` comes before this."""
        self.tell_of_store()
        if self.can_obey():
            self.obey()

    def can_obey(self) -> bool:
        """Whether there is what the first keys are about."""
        return not self.is_gathering

    def gather_marks(self, then: Callable[[], None]) -> None:
        """Have all annotations made, then do that: at once if they are few, else in steps.

        The keys wait for it, but for Escape, which closes the screen.
        """
        ids = self.desk.notebook.unmade()
        if len(ids) <= _MADE_AT_ONCE:
            then()
        else:
            self.is_gathering = True
            self._make_some(ids, 0, then)

    def _make_some(self, ids: list[str], done: int, then: Callable[[], None]) -> None:
        self.desk.notebook.make(ids[done : done + _MADE_IN_A_STEP])
        done += _MADE_IN_A_STEP
        if done < len(ids):
            self.say(
                f"Reading the marks … {done * 100 // len(ids)} % · {self.key('app.escape')} goes back"
            )
            after(_BETWEEN_STEPS, self, partial(self._make_some, ids, done, then))
            return
        self.is_gathering, self.notice = False, None
        then()
        self.obey()

    def obey(self) -> None:
        """Obey keys from here on, those first that were typed before."""
        if not self.is_ready:
            self.is_ready = True
            self.shell.call_later(self.shell.obey_typed)

    @property
    def places(self) -> frozenset[str]:
        """The places whose commands can be done now."""
        return self.PLACES

    def key(self, id: str) -> str:
        """The key of the command with this id, as the user has set it, for a sentence."""
        return self.shell.keys.name(id)

    def say(self, sentence: str, style: str = "strong") -> None:
        """Show a sentence on the bottom line until something else happens."""
        self.notice = (sentence, style)
        if self.query("#status"):  # a screen that was just opened shows it once it is there
            self.show_status()

    def warn(self, sentence: str) -> None:
        """Say it as a warning."""
        self.say(sentence, "warning strong")

    def ask(self, question: Question) -> None:
        """Ask for a line of text at the foot of the screen."""
        self.query_one("#prompt", Prompt).ask(question)

    def choose(
        self, label: str, answers: Sequence[Answer], then: Callable[[str], None], current: str = ""
    ) -> None:
        """Ask for one of a few answers; ``then`` gets it, ``current`` is the one that holds now."""
        self.query_one("#choice", Choice).ask(label, answers, then, current)

    def show_status(self) -> None:
        """Write the bottom line: the notice if there is one, else what the screen has to say."""
        status = self.query_one("#status", OneLine)
        columns, rows = self.app.size
        if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
            text = (
                f" {columns}×{rows} is small: everything fits from {LEAST_COLUMNS}×{LEAST_ROWS} on."
            )
            status.say([Piece(text, "warning strong")])
        elif self.notice is not None:
            status.tell(*self.notice, self.hints())
        elif self.is_writing:
            key = self.key
            told = f" {key('note.save')} saves · {key('note.outside')} your own editor"
            status.say([Piece(f"{told} · {key('note.leave')} leaves it as it was")])
        else:
            status.say(self.status(), self.hints())

    def settle(self) -> None:
        """Bring everything beside the main thing up to date, so that one frame shows it all."""
        self.show_status()

    def status(self) -> list[Piece]:
        """The left side of the bottom line."""
        return []

    def hints(self) -> list[Piece]:
        """The right side of the bottom line."""
        return self.footer(*self.FOOTER, *_ALWAYS)

    def footer(self, *ids: str) -> list[Piece]:
        """The key and the hint of each of these commands, to be read and to be clicked."""
        pieces: list[Piece] = []
        for id in ids:
            pieces.append(Piece(f"  {self.key(id)} ", "accent", id))
            pieces.append(Piece(BY_ID[id].hint, "", id))
        return [*pieces, Piece(" ")] if ids[-1:] == _ALWAYS[-1:] else pieces

    def post(self, message: OurMessage) -> None:
        """Ask the app for another screen, or for another place."""
        self.shell.handle(message)

    def try_to(self, verb: Callable[[], Change | None]) -> Change | None:
        """Do one verb of the notebook; what failed is said, and nothing is shown as done."""
        if self.shell.is_stepping:
            self.warn("Still working on the last change. Try again in a moment.")
            return None
        try:
            return verb()
        except NotYoursError as error:
            self._ask_about_others(error, verb)
            return None
        except AnnotationsError as error:
            self.warn(str(error))
            return None

    def _ask_about_others(self, error: NotYoursError, verb: Callable[[], Change | None]) -> None:
        """Ask whether to change what is another annotator's, and do it where that is the answer."""

        def decide(_: str) -> None:
            with self.desk.notebook.deciding_for_others():
                self.carry_out(
                    verb, f"Changed, and kept that you did; {self.key('app.undo')} undoes it."
                )

        asking = next(iter(self.query(Choice)), None)
        if asking is None or asking.is_open:
            self.warn(str(error))
        else:
            answers = (Answer("y", "yes", "change it all the same"), Answer("n", "no", "leave it"))
            asking.ask(str(error), answers, lambda said: decide(said) if said == "yes" else None)

    def carry_out(self, verb: Callable[[], Change | None], said: str = "") -> bool:
        """Do one verb and show what came of it; whether it was done."""
        change = self.try_to(verb)
        if change is None:
            return False
        self.refresh_marks(change)
        if said:
            self.say(said)
        return True

    def write_note(self, made: Annotation, text: str | None = None) -> None:
        """Open the note of an annotation for writing, or this text for it.

        It is the note as it is in the store now: what another window wrote since the last
        look is not to be overwritten unseen, nor is a note that was only looked at.
        """
        self.look_again()
        try:
            # A text that could not be saved is shown again over the note that it began with.
            made = self.desk.notebook.get(made.id) if text is None else made
        except AnnotationsError as error:
            self.warn(str(error))
            return
        quote = " ".join(made.quote.exact.split())
        from reader.ui.notes.editor import Note  # with the widget, when it is first needed

        note = Note(
            made.id,
            f"{made.kind}: {quote[:60]}",
            made.note if text is None else text,
            lambda written: self.keep_note(made, written),
            lambda written: self._leave_note(made, written),
            self.shell.copy,
            lambda written: self.edit_note_outside(made, written),
            self._forget_draft,
        )
        if self.editor is not None:
            self._edit(self.editor, made.id, note)
        else:
            self.is_ready = False  # the keys that follow are the note's
            self.run_worker(self._mount_editor(made.id, note))

    async def _mount_editor(self, id: str, note: "Note") -> None:
        """Make the editor when the first note is written: most articles are read without one."""
        from reader.ui.notes.editor import NoteEditor

        self.editor = NoteEditor(self.palette, id="note")
        await self.mount(self.editor, before="#status")
        self.set_interval(EVERY, self._keep_draft)
        self._edit(self.editor, id, note)
        self.is_ready = True
        self.settle()
        await self.shell.obey_typed()

    def _edit(self, editor: "NoteEditor", id: str, note: "Note") -> None:
        self.place_editor(editor, id)
        editor.edit(note)

    def _keep_draft(self) -> None:
        """Have what is written of a note on the disk, in case the program is killed."""
        editor = self.editor
        if editor is None or editor.note is None or editor.written == editor.note.text:
            return
        from annotations import Draft  # with the editor, when it is first needed

        draft = Draft(editor.note.id, editor.note.text, editor.written)
        if self.shell.drafts.is_news(draft):
            self.run_worker(partial(self._write_draft, draft), thread=True, group="draft")

    def _write_draft(self, draft: "Draft") -> None:
        try:
            self.shell.drafts.keep(draft)
        except AnnotationsError as error:
            self.app.call_later(self.warn, str(error))

    def _forget_draft(self) -> None:
        drafts = self.shell.drafts
        drafts.forget()
        self.run_worker(drafts.drop, thread=True, group="draft")

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written."""
        return self.editor is not None and self.editor.is_open

    def place_editor(self, editor: "NoteEditor", id: str) -> None:
        """Put the editor where the note of this annotation is to be written: at the foot."""

    def keep_note(self, made: Annotation, written: str) -> bool:
        """Keep what was written over the note ``made`` had; whether that was done.

        What another window wrote there meanwhile is kept too, above it.
        """
        if written == made.note:
            return True
        self.look_again()
        said = ""

        def verb() -> Change | None:
            nonlocal said
            self.desk.notebook.refresh()
            there = self.desk.notebook.get(made.id).note
            if there not in (made.note, written):
                said = "Another window also wrote a note here: both are kept."
            return self.desk.notebook.note(made.id, both_notes(made.note, there, written))

        done = self.carry_out(verb)
        if done and said:
            self.warn(said)
        return done

    def _leave_note(self, made: Annotation, written: str) -> bool:
        """Leave the note as it was; what was written is a step of its own, so that undo has it."""
        if written == made.note:
            return True
        if not self.keep_note(made, written):
            return False
        back = lambda: self.desk.notebook.note(made.id, made.note)  # noqa: E731
        return self.carry_out(
            back, f"The note is as it was; {self.key('app.undo')} brings back what you wrote."
        )

    def edit_note_outside(self, made: Annotation, text: str) -> None:
        """Let the user's own editor have the note; what it gives back is saved, or stays open."""
        from reader.ui.notes.external_editor import (  # subprocess: only when asked for
            EditorError,
            edit_outside,
        )

        try:
            edited = edit_outside(self.app, text, self.desk.settings.editor)
        except EditorError as error:
            self.warn(str(error))
            return
        if self.keep_note(made, edited):
            if self.editor is not None:
                self.editor.close()
        else:
            self.write_note(made, edited)

    def doers(self) -> tuple[object, ...]:
        """The screen's parts that do commands, and the screen; the first with the action does it."""
        return (self,)

    def obstacle(self, id: str) -> str | None:
        """Why the command with this id cannot be done now, in a sentence; None if it can."""
        return None

    def refresh_marks(self, change: Change | None = None) -> None:
        """Show what the notebook holds now; ``change`` is what was just done, if it is known."""

    def library_changed(self, filled: "Filled") -> None:
        """Show what the library's catalogue has now."""

    def exportable(self) -> list[Scope]:
        """What of this screen could be exported, the nearest first."""
        return []

    def exports_itself(self) -> bool:
        """Export what the screen shows, if that is more than marks; whether it does."""
        return False

    def comparison_changed(self) -> None:
        """Show what the comparison of the articles has found since, where the screen has a use for it."""

    def escape(self) -> bool:
        """Drop what is shown on top of the screen; whether there was anything."""
        return False

    async def press(self, event: Key) -> bool:
        """Obey a key if something on the screen waits for one; whether it did."""
        self.notice = None
        for asking in self.query(".open"):
            if isinstance(asking, Choice):
                asking.press(event)
                return event.key != "ctrl+q"  # which closes it, and the program too
            if isinstance(asking, Prompt):
                if event.key == "ctrl+c" and asking.selected:
                    self.shell.copy(asking.selected)
                else:
                    await asking.press(event)
                return event.key != "ctrl+q"
        if self.editor is None or not self.editor.is_open:
            return False
        if event.key == "ctrl+q":
            self.editor.save()
            return self.editor.is_open
        await self.editor.press(event, self.shell.keys.find(_NOTE, event))
        return True

    async def paste(self, text: str) -> None:
        """Give what is pasted to whatever waits for text; where nothing does, it is no keys."""
        self.notice = None
        for asking in self.query(".open").results(Prompt):
            await asking.paste(text)
            return
        if self.editor is not None and self.editor.is_open:
            await self.editor.paste(text)

    @property
    def unsaved(self) -> str | None:
        """The note that is being written, if saving it did not close the editor."""
        return self.editor.area.text if self.editor is not None and self.is_writing else None

    def on_screen_suspend(self) -> None:
        self.was_covered = True

    def on_screen_resume(self) -> None:
        """Show what was done on the screens that were over this one."""
        if self.was_covered:
            self.was_covered = False
            self.refresh_marks()

    def look_again(self) -> None:
        """Show what another window did to the store since the last look; the screen in front looks."""
        if (
            self.is_gathering
            or not self.is_active
            or self.shell.is_stepping
            or not self.desk.notebook.is_read
        ):
            return
        try:
            is_new = self.desk.notebook.refresh()
        except AnnotationsError as error:
            self.warn(str(error))
            return
        if is_new:
            self.refresh_marks()
            self._tell_conflicts()
        self._tell_problems()

    def tell_of_store(self) -> None:
        """Say, once, what is to be said of the store, if it has been read."""
        if self.desk.notebook.is_read:
            self._tell_conflicts()
            self._tell_problems()

    def _tell_conflicts(self) -> None:
        """Say, once, that marks were changed in two places at once."""
        count = len(self.desk.notebook.conflicts())
        told = (
            f"{count} mark{'s' * (count != 1)} changed in two places: "
            f"{self.key('app.settling')} shows both versions."
        )
        if count and told not in self.shell.told:
            self.shell.told.add(told)
            self.warn(told)

    def _tell_problems(self) -> None:
        """Say, once, what is wrong with the store."""
        for problem in self.desk.notebook.problems():
            if problem not in self.shell.told:
                self.shell.told.add(problem)
                self.warn(problem)

    def leave(self) -> None:
        """Keep what is to be kept when the screen closes: a note that is still open is saved."""
        if self.editor is not None:
            self.editor.save()

    def on_one_line_clicked(self, event: OneLine.Clicked) -> None:
        """A click on a word of the bottom line does what the word stands for."""
        event.stop()
        self.shell.call_later(self.shell.do, BY_ID[event.action])
