"""What we use of Textual's private names, and of the insides of its driver: all of it is here.

Each use is guarded: a release of Textual without the name costs what the name was used for,
and the reader starts and reads all the same. Each function has a test beside an app that does
without it, which fails once Textual itself does what it does.
"""

import functools
import importlib
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from textual.app import App
from textual.events import Key

_INPUT_ENDS_WITHIN = 2.0
"""Seconds that the end of the program waits for the thread that reads the keys."""


def _inner(name: str) -> ModuleType | None:
    """One of Textual's inner modules, if this release has it under that name."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _driver() -> ModuleType | None:
    """The module of the driver that has guards; the one of Windows needs none."""
    return None if sys.platform == "win32" else _inner("textual.drivers.linux_driver")


def tolerate_invalid_bytes() -> None:
    """Keep an invalid UTF-8 byte on the input from ending the program (Textual #6456)."""
    driver = _driver()
    if strict := getattr(driver, "getincrementaldecoder", None):
        vars(driver)["getincrementaldecoder"] = _tolerant(strict)


def _tolerant(decoder: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda encoding: functools.partial(decoder(encoding), errors="replace")


def keep_escape() -> None:
    """Keep an Escape that a key follows at once: Textual drops it unless that is a letter.

    A terminal sends the two as it sends Alt with that key, and so the key is named here; what
    was meant is for ``Keys.meant`` to say.
    """
    parser = getattr(_inner("textual._xterm_parser"), "XTermParser", None)
    name = "_sequence_to_key_events"
    if parse := getattr(parser, name, None):
        setattr(parser, name, _with_alt(parse))


def _with_alt(parse: Callable[..., Iterable[Key]]) -> Callable[..., Iterable[Key]]:
    def parsed(parser: object, sequence: str, alt: bool = False) -> Iterator[Key]:
        for event in parse(parser, sequence, alt=alt):
            is_named = not alt or event.key.startswith("alt+") or event.key == "escape"
            yield event if is_named else Key(f"alt+{event.key}", event.character)

    return parsed


def outlive_the_terminal() -> None:
    """Keep a terminal that is gone from blocking the program's own end.

    Textual's thread that writes dies of it, and its queue then takes 30 pieces more; whoever
    has another one to say, as the end has, would wait for ever. Its thread that reads is
    waited for without a bound, and once more when Python itself ends.
    """
    driver = _driver()
    writer = getattr(driver, "WriterThread", None)
    if writer is not None and hasattr(writer, "run"):
        vars(driver)["WriterThread"] = _draining(writer)
    if getattr(driver, "Thread", None) is threading.Thread:
        vars(driver)["Thread"] = _InputThread


def _draining(writer: type[Any]) -> type[Any]:
    """The class of a thread that writes, and goes on taking what it is given when it cannot."""

    class Draining(writer):  # type: ignore[misc]  # what class it is depends on the release
        def run(self) -> None:
            try:
                super().run()
            except OSError:
                queue = getattr(self, "_queue", None)
                while queue is not None and queue.get() is not None:
                    pass

    return Draining


class _InputThread(threading.Thread):
    """A thread that is not waited for longer than a moment, and not at all as Python ends."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "daemon": True})

    def join(self, timeout: float | None = None) -> None:
        super().join(_INPUT_ENDS_WITHIN if timeout is None else timeout)


def tell_of_errors(app: "App[Any]", tell: Callable[[BaseException | None], None]) -> None:
    """Have an error that ends the app told by ``tell``, and not by Textual's own traceback."""
    name = "_fatal_error"
    if hasattr(app, name):
        setattr(app, name, lambda: tell(getattr(app, "_exception", None)))
