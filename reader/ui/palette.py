"""The list of all commands, to look one up by its name and do it."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.ui.commands import COMMANDS, Command
from reader.ui.keymap import keys_of, shown

if TYPE_CHECKING:
    from reader.ui.app import PostilApp


class CommandsProvider(Provider):
    """Offers the commands that can be done on the screen in front."""

    async def discover(self) -> Hits:
        for command in self._offered():
            label = self._label(command)
            yield DiscoveryHit(label, self._doing(command), command.label, self._keys(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.label)
            if score > 0:
                label = matcher.highlight(command.label)
                yield Hit(score, label, self._doing(command), help=self._keys(command))

    @property
    def _postil(self) -> "PostilApp":
        return cast("PostilApp", self.app)  # the app that lists this provider

    def _offered(self) -> Iterator[Command]:
        front = self._postil.front
        places = front.places if front is not None else frozenset({"app"})
        return (command for command in COMMANDS if command.place in places)

    def _doing(self, command: Command) -> "partial[bool]":
        return partial(self._postil.call_later, self._postil.do, command)

    def _label(self, command: Command) -> Content:
        """The command's name, pale if it cannot be done now."""
        return Content.styled(command.label, "dim" if self._obstacle(command) else "")

    def _obstacle(self, command: Command) -> str | None:
        front = self._postil.front
        return front.obstacle(command.id) if front is not None else None

    def _keys(self, command: Command) -> str:
        """Its keys, or why it cannot be done now."""
        if reason := self._obstacle(command):
            return reason
        own = self._postil.desk.settings.keys
        return "  ".join(shown(key) for key in keys_of(command, own))
