"""The list of all commands, to look one up by its name or its key and do it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, Key
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.ui.commands import COMMANDS
from reader.ui.desk_screen import DeskScreen
from reader.ui.help.palette_match import PaletteMatch, meant
from reader.ui.keymap import keys_of, shown
from reader.ui.keys import paste_into, type_into
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.text_line import TextLine

_MOVES = {"up": -1, "down": 1, "ctrl+p": -1, "ctrl+n": 1}


class PaletteScreen(DeskScreen, ModalScreen[None]):
    """Lists what can be done on the screen below; Enter does it there.

    Every key is obeyed wholly before the next, as everywhere: a name typed at once, with
    its Enter and what follows, does what it names.
    """

    def __init__(self, shell: Shell, over: DeskScreen) -> None:
        super().__init__(shell)
        self.over = over
        self.offered = [command for command in COMMANDS if command.place in over.places]
        self.matches: list[PaletteMatch] = []
        self.line = TextLine(
            id="line", compact=True, select_on_focus=False, placeholder="What to do?"
        )
        self.rows = LineList(self.palette, "No command has these letters.", "commands", "raised")
        self.rows.opens_at_once = True

    def compose(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield self.line
            yield self.rows
            yield OneLine(self.palette, "raised", id="status")

    def on_mount(self) -> None:
        self.rows.can_focus = False
        self.set_focus(self.line)
        self._look()

    async def press(self, event: Key) -> bool:
        """Move in the list, choose, give up, or write."""
        match event.key:
            case "ctrl+q":
                return False
            case "ctrl+c" if self.line.selected_text:
                self.shell.copy(self.line.selected_text)
            case "escape" | "ctrl+c":
                self.dismiss()
            case "enter":
                await self._choose()
            case "up" | "down" | "ctrl+p" | "ctrl+n":
                self.rows.action_lines(_MOVES[event.key])
            case "pageup" | "pagedown":
                self.rows.action_pages(1 if event.key == "pagedown" else -1)
            case _:
                await type_into(self.app, self.line, event)
                self._look()
        return True

    async def paste(self, text: str) -> None:
        await paste_into(self.line, " ".join(text.splitlines()))
        self._look()

    async def _choose(self) -> None:
        if self.matches:
            command = self.matches[self.rows.cursor].command
            self.dismiss()
            await self.shell.do(command)

    @on(Input.Changed, "#line")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def _look(self) -> None:
        """List what is meant by what is typed, if that is something else now."""
        found = meant(self.line.value, self.offered, self.desk.settings.keys)
        if found != self.matches:
            self.matches = found
            self.rows.show(len(found), self._draw, 0)
        self.show_status()

    def _draw(self, row: int, width: int) -> Pieces:
        match = self.matches[row]
        reason = self.over.obstacle(match.command.id)
        label = _styled(match, "quiet" if reason else "")
        said = reason or "  ".join(shown(key) for key in keys_of(match.command, self._own))
        gap = width - 2 - len(match.command.label) - len(said)
        end = (said, "quiet" if reason else "accent")
        return [
            ("▌" if row == self.rows.cursor else " ", "accent"),
            *label,
            (" " * max(2, gap), ""),
            end,
        ]

    @property
    def _own(self) -> dict[str, str]:
        return dict(self.desk.settings.keys)

    def status(self) -> list[Piece]:
        count = len(self.matches)
        said = self._reason() or f"{count} command{'s' * (count != 1)}"
        return [Piece(f" {said}", "quiet")]

    def _reason(self) -> str | None:
        """Why the command under the cursor cannot be done now."""
        if not self.matches:
            return None
        return self.over.obstacle(self.matches[self.rows.cursor].command.id)

    def hints(self) -> list[Piece]:
        if self._reason():
            return []
        return [Piece("↑ ↓ ", "accent"), Piece("choose  "), Piece("Enter ", "accent"),
                Piece("do it  "), Piece("Esc ", "accent"), Piece("back  ")]  # fmt: skip

    # The mouse

    @on(LineList.Opened, "#commands")
    async def _clicked(self, event: LineList.Opened) -> None:
        event.stop()
        self.shell.call_later(self._choose)

    @on(LineList.Moved, "#commands")
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()

    def on_click(self, event: Click) -> None:
        """A click beside the list closes it."""
        if event.widget is self and self.is_current:
            self.dismiss()


def _styled(match: PaletteMatch, base: str) -> Pieces:
    """The label, what was typed of it made strong."""
    label, pieces, at = match.command.label, [], 0
    for start, end in match.spans:
        if start >= at:
            pieces += [(label[at:start], base), (label[start:end], f"{base} strong underline")]
            at = end
    return [*pieces, (label[at:], base)]
