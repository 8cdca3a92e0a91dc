"""Where a note is written: several lines of Markdown at the foot of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widget import Widget

from reader.ui.commands import Command
from reader.ui.keys import paste_into, type_into
from reader.ui.notes.text_area import Area
from reader.ui.themes import Palette
from reader.ui.widgets.one_line import OneLine, Piece


@dataclass(frozen=True, slots=True)
class Note:
    """The note to write, of the annotation with this id, and what is done with it.

    ``save`` gets the text and says whether it is kept now: where it is not, the editor
    stays open. ``leave`` is given the text that is not wanted, and says whether the note is as
    it was before. ``edit_outside`` gets the text for the user's own editor, ``copy`` what is
    selected. ``closed`` is told that it is written no more.
    """

    id: str
    label: str
    text: str
    save: Callable[[str], bool]
    leave: Callable[[str], bool]
    copy: Callable[[str], None]
    edit_outside: Callable[[str], None]
    closed: Callable[[], None]


class NoteEditor(Vertical):
    """Edits one note. Leaving it saves, so that a word once typed is never thrown away."""

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.label_line = OneLine(palette, "raised", id="note-label")
        self.area = Area(id="note-text", soft_wrap=True, show_line_numbers=False, compact=True)
        self.note: Note | None = None
        self.shown = ""
        self.focus_after: Widget | None = None

    HEIGHT = 9
    """Rows that it takes, the line above the text included."""

    def move_to(self, x: int, y: int, width: int) -> None:
        """Lie over the screen with the corner in this cell."""
        self.add_class("over")
        self.styles.offset = (x, y)
        self.styles.width = width

    def move_to_foot(self) -> None:
        """Stand at the foot of the screen."""
        self.remove_class("over")
        self.styles.offset = (0, 0)
        self.styles.width = "1fr"

    def compose(self) -> ComposeResult:
        yield self.label_line
        yield self.area

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return self.note is not None

    @property
    def written(self) -> str:
        """The note as it is now; what could not be shown is kept where nothing was changed."""
        text = self.area.text
        return self.note.text if self.note is not None and text == self.shown else text

    def edit(self, note: Note) -> None:
        """Open on this note; the keyboard is the editor's until it is left."""
        if self.note is None:
            self.focus_after = self.screen.focused
        self.note = note
        self.add_class("open")
        self.area.load_text(note.text)
        self.shown = self.area.text
        self.area.move_cursor(self.area.document.end)
        self.label_line.say([Piece(f" {note.label}", "accent")])
        self.screen.set_focus(self.area)

    async def press(self, event: Key, command: Command | None) -> None:
        """Obey a key, which may stand for a command of the place ``note``."""
        if command is not None:
            await self.app.run_action(command.action, self)
        else:
            await type_into(self.app, self.area, event)

    async def paste(self, text: str) -> None:
        """Put what is pasted where the cursor is."""
        await paste_into(self.area, text)

    def save(self) -> None:
        """Save what is written, and close if it is saved."""
        if self.note is not None and self.note.save(self.written):
            self.close()

    def action_save(self) -> None:
        """Save the note."""
        self.save()

    def action_edit_outside(self) -> None:
        """Write on in the user's own editor."""
        if self.note is not None:
            self.note.edit_outside(self.written)

    def action_leave_as_it_was(self) -> None:
        """Close with the note as it was before; what was written can be had back by undo."""
        if self.note is not None and self.note.leave(self.written):
            self.close()

    def action_copy(self) -> None:
        """Copy what is selected; the key that does so harms nobody who has selected nothing."""
        if self.note is not None and (words := self.area.selected_text):
            self.note.copy(words)
        else:
            self.save()

    def close(self) -> None:
        """Hide, and give the keyboard back."""
        if self.note is not None:
            self.note.closed()
            self.note = None
            self.remove_class("open")
            self.screen.set_focus(self.focus_after)
