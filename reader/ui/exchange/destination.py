"""Which file is written: asked for, and asked again before one that is there is replaced."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from reader.page.printable import printable
from reader.ui.host import Questions, Voice
from reader.ui.widgets.choice import Answer
from reader.ui.widgets.prompt import Question

_ANSWERS = (Answer("y", "yes", "replace it"), Answer("n", "no", "keep it"))


class DestinationHost(Voice, Questions, Protocol):
    """The screen that asks for a file."""


def ask_destination(
    screen: DestinationHost, name: str, write: Callable[[Path, bool], None]
) -> None:
    """Ask on the screen for the file to write, at first ``name``, and hand it to ``write``.

    ``write`` is told too whether a file that is there may be replaced. It is not called where
    the reader gives no file, wants to keep the one that is there, or names what cannot be one.
    """

    def take(value: str) -> None:
        if not value.strip():
            return
        try:
            file = Path(value.strip()).expanduser()
            is_there = file.exists()
        except (OSError, RuntimeError) as error:  # a name too long; a home that nobody has
            screen.warn(f"Not written: {error}")
            return
        if not is_there:
            write(file, False)
            return
        label = f"{printable(str(file))} exists"
        screen.choose(label, _ANSWERS, lambda answer: replace(file, answer))

    def replace(file: Path, answer: str) -> None:
        if answer == "yes":
            write(file, True)

    screen.ask(Question("Write to", take, name))
