"""Keys that are typed one after the other for one command, such as ``g s``."""

from collections.abc import Awaitable, Callable

from textual.events import Key
from textual.message_pump import MessagePump

from reader.ui.commands import Command
from reader.ui.desk_screen import DeskScreen
from reader.ui.keys import Keys
from reader.ui.timers import after

PAUSE = 0.7
"""Seconds after which the first key stands for its own command."""


class KeySequences:
    """Waits for the second key of a pair; ``do`` gets the command that was meant.

    The first key is obeyed by itself after a pause, or if the second makes no pair with it;
    the second is then obeyed as well. Where no pair begins with a key nothing waits.
    """

    def __init__(
        self, node: MessagePump, keys: Keys, do: Callable[[Command], Awaitable[None]]
    ) -> None:
        self._node = node
        self._keys = keys
        self._do = do
        self._first: Key | None = None
        self._screen: DeskScreen | None = None
        self._turn = 0

    @property
    def is_waiting(self) -> bool:
        """Whether the first key of a pair was typed, and nothing since."""
        return self._first is not None

    async def hear(self, screen: DeskScreen, event: Key) -> bool:
        """Take the second key of a pair; whether it needs no more looking at."""
        first = self._take(screen)
        if first is None:
            return False
        command = self._keys.find(screen.places, event, first)
        if command is None:
            if event.key == "escape":
                return True
            command, done = self._keys.find(screen.places, first), False
        else:
            done = True
        if command is not None:
            await self._do(command)
        return done

    async def obey(self, screen: DeskScreen, event: Key) -> None:
        """Do the command that the key stands for, or wait for a second key."""
        longer = self._keys.beginning_with(screen.places, event)
        own = self._keys.find(screen.places, event)
        if any(command != own for command in longer) and not _is_selecting(own):
            self._first, self._screen = event, screen
            self._turn += 1
            turn = self._turn
            screen.say(self._keys.told(longer, event, own), "")
            after(PAUSE, self._node, lambda: self._node.call_later(self._end, turn))
        elif own is not None:
            await self._do(own)

    def _take(self, screen: DeskScreen) -> Key | None:
        """The first key, if it was typed on this screen; it is not waited on any more."""
        first, self._first = self._first, None
        if first is None:
            return None
        screen.notice = None
        return first if self._screen is screen else None

    async def _end(self, turn: int) -> None:
        screen = self._screen
        if turn != self._turn or self._first is None or screen is None:
            return
        first = self._take(screen)
        if first is None or not screen.is_current:
            return
        command = self._keys.find(screen.places, first)
        if command is not None:
            await self._do(command)
        if screen.is_current:
            screen.settle()


def _is_selecting(command: Command | None) -> bool:
    return command is not None and command.place == "visual"
