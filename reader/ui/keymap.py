"""The user's own keys: checked against the table of commands before anything is drawn."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from reader.errors import SettingsError
from reader.ui.commands import COMMANDS, Command

_ALONE = ("visual", "note")
"""The places whose commands listen while no others do."""

_IN_AN_ARTICLE = ("page", "reading")

ACTIVE_TOGETHER = (
    frozenset({"app", *_IN_AN_ARTICLE}),
    frozenset({"app", "list"}),
    *(
        frozenset({"app", "list", place})
        for place in dict.fromkeys(command.place for command in COMMANDS)
        if place not in ("app", "list", *_IN_AN_ARTICLE, *_ALONE)
    ),
    *(frozenset({place}) for place in _ALONE),
)
"""The places whose commands listen at the same time: within one, a key has one meaning."""

_NAMED = frozenset(
    "up down left right home end pageup pagedown insert delete backspace enter escape tab space "
    "comma full_stop colon semicolon question_mark exclamation_mark slash backslash minus plus "
    "equals_sign underscore at number_sign dollar_sign percent_sign ampersand asterisk apostrophe "
    "quotation_mark left_parenthesis right_parenthesis left_square_bracket right_square_bracket "
    "left_curly_bracket right_curly_bracket less_than_sign greater_than_sign vertical_line tilde "
    "circumflex_accent grave_accent".split()
) | {f"f{number}" for number in range(1, 25)}

_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+[": "escape",
    "ctrl+j": "the key of a line feed",
    "ctrl+enter": "enter",
    "shift+enter": "enter",
    "shift+space": "space",
    "ctrl+space": "ctrl+@",
}
"""Keys that a legacy terminal sends as another key, with that other key."""

_FUNCTION_KEY = re.compile(r"f[0-9]+")
_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift)\+)+(.+)")


def split_keys(keys: str) -> list[str]:
    """The keys of a comma-separated list; a comma itself is written ``comma``.

    Two keys with a space between them are typed one after the other.

    >>> split_keys("g s, f5")
    ['g s', 'f5']
    """
    return [" ".join(key.split()) for key in keys.split(",") if key.strip()]


def keymap(keys: Mapping[str, str], lines: Mapping[str, int], path: Path) -> dict[str, str]:
    """The user's keys by command id, once they are known to be usable.

    Args:
        keys: command id to comma-separated keys, as the settings file has them.
        lines: the line of each id in that file, for the error.
        path: the file, for the error.

    Raises:
        SettingsError: an id that no command has, a key that cannot be used, or a key
            that two commands would have in the same place; it names the line.
    """
    known = {command.id for command in COMMANDS}
    for id, wanted in keys.items():
        if id not in known:
            raise SettingsError(path, lines.get(id), f"there is no command {id!r}; {_near(id)}")
        for key in split_keys(wanted):
            reason = _unusable(key) or _no_key_for(id, key)
            if reason:
                raise SettingsError(path, lines.get(id), f"{key!r} cannot be a key: {reason}")
    _refuse_doubles(keys, lines, path)
    return dict(keys)


def keys_of(command: Command, own: Mapping[str, str]) -> list[str]:
    """The keys that a command listens to, the user's own if there are any."""
    return split_keys(own.get(command.id, command.keys))


def shown(key: str) -> str:
    """A key as help and footer show it.

    >>> shown("ctrl+f"), shown("pagedown"), shown("c"), shown("ctrl+shift+left"), shown("f1")
    ('^F', 'PgDn', 'c', 'Ctrl-Shift-←', 'F1')
    >>> shown("g s"), shown("ctrl+x g")
    ('gs', '^X g')
    """
    first, space, second = key.partition(" ")
    if space:
        pair = shown(first), shown(second)
        return ("" if len(pair[0]) == len(pair[1]) == 1 else " ").join(pair)
    held, _, name = key.rpartition("+")
    if held == "ctrl" and len(name) == 1:
        return "^" + name.upper()
    if held and name:
        return "-".join([*(part.capitalize() for part in held.split("+")), shown(name)])
    return _SHOWN.get(key) or (key.upper() if _FUNCTION_KEY.fullmatch(key) else key)


_SHOWN = {
    "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑", "left": "←", "right": "→",
    "home": "Home", "end": "End", "enter": "Enter", "escape": "Esc", "space": "Space",
    "tab": "Tab", "delete": "Del", "comma": ",",
}  # fmt: skip


def _near(id: str) -> str:
    from difflib import get_close_matches  # only on the way to an error

    close = get_close_matches(id, [command.id for command in COMMANDS], n=1)
    return f"did you mean {close[0]!r}?" if close else "the help lists them all."


def _unusable(key: str) -> str | None:
    parts = key.split(" ")
    if len(parts) > 2:
        return "two keys may follow each other, no more."
    if len(parts) == 2:
        return _unusable(parts[0]) or _unusable(parts[1])
    if key.lower() in _SAME:
        return f"many terminals send it as {_SAME[key.lower()]}."
    if len(key) == 1:
        return None if key.isprintable() and not key.isspace() else "it is not printable."
    modified = _MODIFIED.fullmatch(key)
    name = modified[1] if modified else key
    if name in _NAMED or (modified and len(name) == 1 and name.isalnum()):
        return None
    return "there is no key of that name; write a character, or a name such as ctrl+f or pagedown."


def _no_key_for(id: str, key: str) -> str | None:
    if " " in key and id.startswith(("note.", "visual.")):
        return "two keys one after the other are for commands of the screens."
    is_typed = len(key) == 1 or key in ("space", "tab", "enter", "backspace")
    return "it is typed into the note." if is_typed and id.startswith("note.") else None


def _refuse_doubles(keys: Mapping[str, str], lines: Mapping[str, int], path: Path) -> None:
    for places in ACTIVE_TOGETHER:
        seen: dict[str, str] = {}
        for id, key in _keys_in(places, keys):
            other = seen.setdefault(key, id)
            if other == id:
                continue
            mine = id if id in keys else other
            theirs = other if mine == id else id
            reason = f"{key!r} is given twice, to {mine} and to {theirs}; choose another for one."
            raise SettingsError(path, lines.get(mine), reason)


def _keys_in(places: frozenset[str], own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for command in COMMANDS:
        if command.place in places:
            for key in dict.fromkeys(keys_of(command, own)):
                yield command.id, key
