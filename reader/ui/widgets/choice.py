"""A choice on a line or two: each answer has a letter, and can be clicked."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.events import Key
from textual.widget import Widget

from reader.ui.themes import Palette
from reader.ui.widgets.one_line import OneLine, Piece


class Answer(NamedTuple):
    """One answer: the key that gives it, what it stands for, and how it reads."""

    key: str
    value: str
    label: str


class Choice(OneLine, can_focus=True):
    """Asks for one of a few answers; any other key gives up, and does nothing else."""

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(palette, "raised", id=id)
        self.answers: Sequence[Answer] = ()
        self.then: Callable[[str], None] | None = None
        self.focus_after: Widget | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.then is not None

    def ask(
        self, label: str, answers: Sequence[Answer], then: Callable[[str], None], current: str = ""
    ) -> None:
        """Open with these answers, the one that holds now underlined; ``then`` gets the answer."""
        self.answers, self.then = answers, then
        self.focus_after = self.screen.focused
        self.add_class("open")
        groups = [[Piece(f" {label}  ", "accent")]]
        for answer in answers:
            style = "strong underline" if answer.value == current else ""
            action = answer.value or "-"
            key = Piece(f" {answer.key} ", "accent strong", action)
            groups.append([key, Piece(f"{answer.label} ", style, action)])
        self.say_all(groups)
        self.screen.set_focus(self)

    def press(self, event: Key) -> None:
        """Obey a key."""
        for answer in self.answers:
            if answer.key in (event.character, event.key):
                self._close(answer.value)
                return
        self._close(None)

    def on_one_line_clicked(self, event: OneLine.Clicked) -> None:
        """A click on an answer gives it."""
        event.stop()
        self._close("" if event.action == "-" else event.action)

    def _close(self, value: str | None) -> None:
        then, self.then = self.then, None
        self.remove_class("open")
        self.screen.set_focus(self.focus_after)
        if then is not None and value is not None:
            then(value)
