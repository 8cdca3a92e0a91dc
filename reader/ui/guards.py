"""What Textual 8.2 leaves to us about terminals; each guard has a test that fails once it is not needed."""

import asyncio
import codecs
import functools
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.events import Key

from reader.page.printable import printable

HUNG_UP = 129
"""The exit code for a terminal that is gone: 128 + SIGHUP."""


def tolerate_invalid_bytes() -> None:
    """Keep an invalid UTF-8 byte on the input from ending the program (Textual #6456)."""
    if sys.platform == "win32":
        return
    import textual.drivers.linux_driver as driver

    strict = codecs.getincrementaldecoder
    driver.getincrementaldecoder = _tolerant(strict)  # type: ignore[assignment,attr-defined]  # an imported name


def _tolerant(decoder: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda encoding: functools.partial(decoder(encoding), errors="replace")


def keep_escape() -> None:
    """Keep an Escape that a key follows at once: Textual drops it unless that is a letter.

    A terminal sends the two as it sends Alt with that key, and so the key is named here; what
    was meant is for ``Keys.meant`` to say.
    """
    from textual._xterm_parser import XTermParser

    parse = XTermParser._sequence_to_key_events  # noqa: SLF001  (there is no public way)
    XTermParser._sequence_to_key_events = _with_alt(parse)  # type: ignore[method-assign]  # noqa: SLF001


def _with_alt(parse: Callable[..., Iterable[Key]]) -> Callable[..., Iterable[Key]]:
    def parsed(parser: object, sequence: str, alt: bool = False) -> Iterator[Key]:
        for event in parse(parser, sequence, alt=alt):
            is_named = not alt or event.key.startswith("alt+") or event.key == "escape"
            yield event if is_named else Key(f"alt+{event.key}", event.character)

    return parsed


def outlive_the_terminal() -> None:
    """Keep a terminal that is gone from blocking the program's own end.

    Textual's thread that writes dies of it, and its queue then takes 30 pieces more; whoever
    has another one to say, as the end has, would wait for ever.
    """
    if sys.platform == "win32":
        return
    import textual.drivers.linux_driver as driver

    driver.WriterThread = _Writer  # type: ignore[attr-defined]  # an imported name


class _Writer(WriterThread):
    def run(self) -> None:
        try:
            super().run()
        except OSError:
            while self._queue.get() is not None:
                pass


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
    """Leaving in order when told to end or when the terminal is closed (exit code 128 + signal).

    A context manager around the app's run, from before there is a loop: an exception raised
    by a handler in the midst of the start would be one of a task's, and the app would go on.
    The handlers are Python's own: those of the event loop were seen to miss a signal now and
    then.
    """

    def __init__(self) -> None:
        self._heard: int | None = None
        self._end: Callable[[int], object] | None = None
        self._before: list[tuple[signal.Signals, Any]] = []

    def __enter__(self) -> "Signals":
        if sys.platform != "win32":
            numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            self._before = [(number, signal.signal(number, self._hear)) for number in numbers]
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

    def _hear(self, number: int, _frame: object) -> None:
        self._heard = number
        if self._end is not None:
            with suppress(RuntimeError):  # the loop has ended already
                self._end(number)


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
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(note, encoding="utf-8")
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
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return f"postil: an error of the program itself ended it ({type(error).__name__}). Your marks are saved."
    return (
        f"postil: an error of the program itself ended it; {file} says which. Your marks are saved."
    )
