"""A question on one line at the bottom, where the hands already are."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from reader.page.printable import printable
from reader.ui.keys import paste_into, type_into
from reader.ui.themes import Palette
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.text_line import TextLine

Complete = Callable[[str], Sequence[str]]
"""From what is typed to the whole lines it could become, best first."""

ROOM = 8
"""Completions shown at once."""


def _ignore(value: str) -> None:
    """Do nothing."""


def _pass() -> None:
    """Do nothing."""


class Question(NamedTuple):
    """What is asked, and what is done with the answer.

    ``then`` gets the answer, ``typed`` the line at every change, ``given_up`` nothing
    when the reader leaves without an answer.
    """

    label: str
    then: Callable[[str], None]
    value: str = ""
    complete: Complete | None = None
    typed: Callable[[str], None] = _ignore
    given_up: Callable[[], None] = _pass


class Prompt(Vertical):
    """Asks for one line of text; kept mounted and hidden, because opening must be instant.

    Tab (or the arrows) takes a completion into the line, Enter answers, Escape gives up.
    """

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.offered = LineList(palette, id="offers")
        self.offered.can_focus = False
        self.label_line = OneLine(palette, "raised", id="label")
        self.line = TextLine(id="line", compact=True, select_on_focus=False)
        self.question: Question | None = None
        self.offers: Sequence[str] = ()
        self.seen = ""
        self.focus_after: Widget | None = None

    def compose(self) -> ComposeResult:
        yield self.offered
        yield self.label_line
        yield self.line

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.question is not None

    def ask(self, question: Question) -> None:
        """Open with this question; the keyboard is the prompt's until it is answered."""
        self.question = question
        self.focus_after = self.screen.focused
        self.add_class("open")
        self.seen = self.line.value = printable(question.value)
        self.line.cursor_position = len(question.value)
        self.label_line.say([Piece(" " + question.label, "accent")])
        self._offer(question.value)
        self.screen.set_focus(self.line)

    @property
    def selected(self) -> str:
        """The words that are selected in the line."""
        return self.line.selected_text

    async def paste(self, text: str) -> None:
        """Put what is pasted into the line; several lines of it are one, parted by spaces."""
        await paste_into(self.line, " ".join(text.splitlines()))
        self._look()

    async def press(self, event: Key) -> None:
        """Obey a key."""
        match event.key:
            case "escape" | "ctrl+c" | "ctrl+q":
                self._close()[0].given_up()
            case "enter":
                question, value = self._close()
                question.then(value)
            case "tab" | "shift+tab":
                self._complete(-1 if event.key == "shift+tab" else 1)
            case "up" | "down" if self.offers:
                self.offered.place(self.offered.cursor + (1 if event.key == "down" else -1))
                self._take(self.offered.cursor)
            case _:
                await type_into(self.app, self.line, event)
                self._look()

    def _close(self) -> tuple[Question, str]:
        question, self.question = self.question, None
        assert question is not None
        self.remove_class("open")
        self.screen.set_focus(self.focus_after)
        is_unchanged = self.line.value == printable(question.value)
        return question, question.value if is_unchanged else self.line.value

    def _look(self) -> None:
        """See whether the line is another now."""
        value = self.line.value
        if self.question is not None and value != self.seen:
            self.seen = value
            self._offer(value)
            self.question.typed(value)

    @on(Input.Changed, "#line")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    @on(LineList.Moved, "#offers")
    def _offer_moved(self, event: LineList.Moved) -> None:
        event.stop()

    @on(LineList.Opened, "#offers")
    def _offer_clicked(self, event: LineList.Opened) -> None:
        event.stop()
        self._take(event.row)

    def _complete(self, step: int) -> None:
        if self.offers:
            if self.line.value == printable(self.offers[self.offered.cursor]):
                self.offered.place((self.offered.cursor + step) % len(self.offers))
            self._take(self.offered.cursor)

    def _take(self, row: int) -> None:
        self.seen = self.line.value = printable(self.offers[row])
        self.line.cursor_position = len(self.seen)

    def _offer(self, value: str) -> None:
        complete = self.question.complete if self.question is not None else None
        self.offers = complete(value)[:ROOM] if complete is not None else ()
        self.offered.styles.height = len(self.offers)
        self.offered.show(len(self.offers), self._draw, 0)

    def _draw(self, row: int, width: int) -> Pieces:
        return [(f"  {self.offers[row]}", "")]
