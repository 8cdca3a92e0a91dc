"""The end of the program, and the screen lent to others: what Textual 8.2 leaves to us of it."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual.app import App

from postil_files import replace_file, write_new_file
from reader.page.printable import printable

HUNG_UP = 129
"""The exit code for a terminal that is gone: 128 + SIGHUP."""

_ENDS_WITHIN = 10.0
"""Seconds that an end may take which a signal or a terminal that is gone asked for."""

_LOOKS_EVERY = 1.0
"""Seconds between two looks whether the terminal is still there."""


def let_go_of_output() -> None:
    """Leave nothing to be written at the very end to a terminal that is gone.

    Python would end with a status of its own, 120, where that fails.
    """
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # to the end


def has_hung_up() -> bool:
    """Whether the terminal is gone, so that there is nobody left to tell anything."""
    if sys.platform == "win32":
        return False
    import termios

    try:
        termios.tcgetattr(0)
    except termios.error:
        return True
    return False


class Signals:
    """Leaving in order when told to end or when the terminal is gone (exit code 128 + signal).

    A context manager around the app's run, from before there is a loop: an exception raised
    by a handler in the midst of the start would be one of a task's, and the app would go on.
    The handlers are Python's own: those of the event loop were seen to miss a signal now and
    then.

    No signal may tell that the terminal is gone, as where they are ignored or blocked; so it is
    looked at, also after the run, as long as the process lives. An end that was asked for so
    and takes longer than ``within`` seconds, whatever it waits for, is made by the system: all
    that was said is on the disk by then, the note that is being written as a draft.
    """

    def __init__(self, within: float = _ENDS_WITHIN) -> None:
        self._within = within
        self._heard: int | None = None
        self._end: Callable[[int], object] | None = None
        self._before: list[tuple[signal.Signals, Any]] = []

    def __enter__(self) -> "Signals":
        if sys.platform != "win32":
            numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            self._before = [(number, signal.signal(number, self._hear)) for number in numbers]
            if not has_hung_up():
                threading.Thread(target=self._watch, name="terminal-watch", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)

    def end(self, app: "App[Any]") -> None:
        """End this app, which runs now, for the signal that was heard or will be."""
        loop = asyncio.get_running_loop()
        self._end = lambda number: loop.call_soon_threadsafe(_leave, app, number)
        if self._heard is not None:
            _leave(app, self._heard)

    def _hear(self, number: int, _frame: object = None) -> None:
        if self._heard is None:
            bound = threading.Timer(self._within, os._exit, (128 + number,))
            bound.daemon = True
            bound.start()
        self._heard = number
        if self._end is not None:
            with suppress(RuntimeError):  # the loop has ended already
                self._end(number)

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(_LOOKS_EVERY):
            if has_hung_up():
                self._hear(HUNG_UP - 128)
                return


def _leave(app: "App[Any]", number: int) -> None:
    app.exit(return_code=128 + number)


@contextmanager
def lent_screen(app: "App[Any]") -> Iterator[None]:
    """Leave the screen to another program; a ctrl+c is typed to that one then.

    The handler does nothing, rather than being none: the program gets the system's own.

    Raises:
        SuspendNotSupported: this terminal cannot be given away.
    """
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        with app.suspend():
            yield
    finally:
        signal.signal(signal.SIGINT, before)


def repaint_on_return(app: "App[Any]") -> None:
    """Draw the screen again after ctrl+z and fg (Textual #6298)."""
    app.app_resume_signal.subscribe(app, lambda _: app.refresh(layout=True))


def rescued(note: str) -> str:
    """A sentence for a note that the store did not take: where it is now, or the note itself."""
    from datetime import datetime

    from reader.settings import state_folder

    file = state_folder() / f"note-{datetime.now().astimezone():%Y%m%d-%H%M%S}.md"
    try:
        write_new_file(file, note.encode("utf-8", "surrogatepass"))
    except OSError:
        lines = "\n".join(printable(line) for line in note.splitlines())
        return f"postil: a note could not be saved anywhere. Here it is:\n{lines}"
    return f"postil: a note could not be saved in the store; it is in {file}."


def report(error: BaseException | None) -> str:
    """A sentence for an error that is ours, after its traceback was written where it can be sent from."""
    import traceback  # only on the way out
    from datetime import datetime

    from reader.settings import state_folder

    file = state_folder() / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    try:
        written = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace")
        replace_file(file, written)
    except OSError:
        return f"postil: an error of the program itself ended it ({type(error).__name__}). Your marks are saved."
    return f"postil: an error of the program itself ended it; the details are in {file}. Your marks are saved."
