"""From a key to the command that listens to it.

Keys are obeyed one after the other, each wholly before the next: Textual hands a key from
queue to queue, so that of keys typed fast (``t`` and then a tag) the later ones would still
reach the page. Here the app asks this table and acts at once, and what a command opens has
the keyboard before the next key is looked at.
"""

from collections.abc import Mapping

from textual.app import App
from textual.events import Key, Paste
from textual.widget import Widget

from reader.ui.commands import COMMANDS, Command
from reader.ui.keymap import keys_of, shown

_JOINERS = ("\u200c", "\u200d")
"""What Persian words and families of emoji are spelt with; Textual takes them for no letters."""


class Keys:
    """The commands by place and key, with the user's own keys."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._commands: dict[tuple[str, str], Command] = {
            (command.place, key): command for command in COMMANDS for key in keys_of(command, own)
        }
        self._names = {
            command.id: shown(keys[0]) if (keys := keys_of(command, own)) else f"“{command.label}”"
            for command in COMMANDS
        }

    def name(self, id: str) -> str:
        """The key of the command with this id, as the screen names it.

        A command that the user left without a key is named by its words in the list of
        all commands.
        """
        return self._names[id]

    def meant(self, event: Key) -> list[Key]:
        """The keys that were typed, where a terminal has but one way to send several.

        Enter comes as a line feed if the terminal was not ours yet when it was typed, and
        Escape with a key soon after it comes as Alt with that key.
        """
        if event.key == "ctrl+j":
            return [Key("enter", "\r")]
        is_bound = any(key == event.key for _, key in self._commands)
        if not event.key.startswith("alt+") or event.character is None or is_bound:
            return [event]
        name = event.character if event.character.isalnum() else event.key.removeprefix("alt+")
        return [Key("escape", "\x1b"), Key(name, event.character)]

    def find(self, places: frozenset[str], event: Key, before: Key | None = None) -> Command | None:
        """The command of one of these places that the key stands for; selecting comes first.

        With ``before``, the command that the two keys stand for one after the other.
        """
        heads = [""] if before is None else [f"{name} " for name in _spellings(before)]
        for place in sorted(places, key=lambda place: place != "visual"):
            for name in _spellings(event):
                for head in heads:
                    if command := self._commands.get((place, head + name)):
                        return command
        return None

    def beginning_with(self, places: frozenset[str], event: Key) -> list[Command]:
        """The commands of these places whose keys are this one and another after it."""
        heads = tuple(f"{name} " for name in _spellings(event))
        found = (
            command
            for (place, key), command in self._commands.items()
            if place in places and key.startswith(heads)
        )
        return list(dict.fromkeys(found))

    def told(self, longer: list[Command], event: Key, own: Command | None) -> str:
        """What may follow the key, in a line: ``g …  s Stories · t Timeline``."""
        heads = tuple(f"{name} " for name in _spellings(event))
        parts = [
            f"{shown(key.removeprefix(head))} {command.label}"
            for command in longer
            for (_, key), each in self._commands.items()
            for head in heads
            if each == command and command != own and key.startswith(head)
        ]
        alone = [f"a pause: {own.label}"] if own is not None else []
        first = event.character if event.is_printable and event.character else shown(event.key)
        return f"{first} …  {' · '.join([*dict.fromkeys(parts), *alone])}"


def _spellings(event: Key) -> list[str]:
    """How the table may write a key: as its character, or by its name."""
    return [name for name in (event.character, event.key) if name]


async def type_into(app: "App[None]", widget: Widget, event: Key) -> None:
    """Let a widget of Textual's that takes text have the key, now."""
    if event.character in _JOINERS:
        await paste_into(widget, event.character)
        return
    if app.focused is not widget:
        widget.screen.set_focus(widget)  # whose bindings are asked for
    # What the widget itself does with a key (arrows, backspace) comes before what it writes.
    bound = None if event.is_printable else app.active_bindings.get(event.key)
    if bound is not None and bound.node is widget:
        await app.run_action(bound.binding.action, widget)
    else:
        event.stop()
        await widget.on_event(event)


async def paste_into(widget: Widget, text: str) -> None:
    """Let a widget of Textual's that takes text have what is pasted, now."""
    event = Paste(text)
    event.stop()
    await widget.on_event(event)
