"""How far a loader is with a long file, told to whoever waits for it, and whether anyone still does.

It is said beside the loaders rather than to them: most have nothing to tell.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from reader.errors import ReaderError

Tell = Callable[[int, int, str], None]
"""Takes how many are done of how many, and what they are; to raise ``GivenUpError`` ends the loading."""

_Part = TypeVar("_Part")


class GivenUpError(ReaderError):
    """Nobody waits for the article any more."""


def _nobody(done: int, total: int, parts: str) -> None:
    """Nobody is told."""


_listener: ContextVar[Tell] = ContextVar("listener", default=_nobody)


@contextmanager
def listening(tell: Tell) -> Iterator[None]:
    """Have ``tell`` told how far a loader is that is called in this thread meanwhile."""
    token = _listener.set(tell)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, total: int, parts: str) -> None:
    """Tell whoever waits how far it is.

    Raises:
        GivenUpError: nobody waits any more.
    """
    _listener.get()(done, total, parts)


def telling(parts: Sequence[_Part], name: str) -> Iterator[_Part]:
    """The parts one by one, telling at each how far it is; ``name`` is what several are called.

    Raises:
        GivenUpError: whoever is told says that nobody waits.
    """
    tell = _listener.get()
    for done, part in enumerate(parts):
        tell(done, len(parts), name)
        yield part
