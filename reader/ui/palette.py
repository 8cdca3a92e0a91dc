"""The list of all commands, to look one up by its name and do it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.ui.commands import COMMANDS, Command
from reader.ui.keymap import keys_of, shown
from reader.ui.screens.base import DeskScreen


class AllCommands(CommandPalette):
    """Textual's list of commands, which closes but once.

    A second Escape or click that comes while it closes would close the screen below it.
    """

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, if it is still open."""
        if self.is_current:
            return super().dismiss(result)
        return AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Move in the list; while it is filled anew it has no lines, and Textual stumbles."""
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)


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
    def _front(self) -> DeskScreen:
        """The screen that the list of commands was opened over."""
        assert isinstance(self.screen, DeskScreen)
        return self.screen

    def _offered(self) -> Iterator[Command]:
        return (command for command in COMMANDS if command.place in self._front.places)

    def _doing(self, command: Command) -> "partial[bool]":
        return partial(self._front.shell.call_later, self._front.shell.do, command)

    def _label(self, command: Command) -> Content:
        """The command's name, pale if it cannot be done now."""
        return Content.styled(command.label, "dim" if self._obstacle(command) else "")

    def _obstacle(self, command: Command) -> str | None:
        return self._front.obstacle(command.id)

    def _keys(self, command: Command) -> str:
        """Its keys, or why it cannot be done now."""
        if reason := self._obstacle(command):
            return reason
        own = self._front.desk.settings.keys
        return "  ".join(shown(key) for key in keys_of(command, own))
