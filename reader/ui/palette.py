"""The list of all commands, to look one up by its name and do it."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.commands import COMMANDS, Command
from reader.ui.keymap import keys_of, shown

if TYPE_CHECKING:
    from reader.ui.app import PostilApp


class CommandsProvider(Provider):
    """Offers the commands that can be done on the screen in front."""

    async def discover(self) -> Hits:
        for command in self._offered():
            yield DiscoveryHit(command.label, self._doing(command), help=self._keys(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.label)
            if score > 0:
                shown_label = matcher.highlight(command.label)
                yield Hit(score, shown_label, self._doing(command), help=self._keys(command))

    @property
    def _postil(self) -> "PostilApp":
        return cast("PostilApp", self.app)  # the app that lists this provider

    def _offered(self) -> Iterator[Command]:
        front = self._postil.front
        places = front.places if front is not None else frozenset({"app"})
        return (command for command in COMMANDS if command.place in places)

    def _doing(self, command: Command) -> "partial[bool]":
        return partial(self._postil.call_later, self._postil.do, command)

    def _keys(self, command: Command) -> str:
        own = self._postil.desk.settings.keys
        return "  ".join(shown(key) for key in keys_of(command, own))
