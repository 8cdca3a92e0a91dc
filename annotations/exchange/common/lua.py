"""Tables that a program has written in Lua, read as values: nothing in them is run."""

import re

from annotations.errors import FormatError
from annotations.model import Json

_TOKEN = re.compile(
    r"(?P<blank>\s+|--[^\n]*)|(?P<sign>[{}\[\]=,;])|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|\"(?P<text>(?:[^\"\\\n]|\\(?:.|\n))*)\"|(?P<name>[A-Za-z_]\w*)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:(\d{1,3})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_NAMED: dict[str, Json] = {"true": True, "false": False, "nil": None}
_DEEPEST = 60


def lua_table(source: str) -> dict[str, Json]:
    """Return the table that a file gives back; the keys of lists are their numbers.

    Raises:
        FormatError: it is anything but a table of texts, numbers and tables.
    """
    tokens = _Tokens(source.removeprefix("\ufeff"))
    if tokens.take() != ("name", "return"):
        raise FormatError("This is no table of Lua: it does not begin with “return”.")
    value = _value(tokens, tokens.take(), 0)
    if not isinstance(value, dict):
        raise FormatError("This is no table of Lua.")
    return value


class _Tokens:
    """The words and signs of the source, one after the other."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def take(self) -> tuple[str, str]:
        """Return the kind and the words of the next one; both are empty at the end."""
        while found := _TOKEN.match(self._source, self._at):
            self._at = found.end()
            if found.lastgroup != "blank":
                return str(found.lastgroup), found[str(found.lastgroup)]
        if self._at < len(self._source):
            line = self._source.count("\n", 0, self._at) + 1
            raise FormatError(f"Line {line} is not of a table of Lua.")
        return "", ""


def _value(tokens: _Tokens, token: tuple[str, str], depth: int) -> Json:
    kind, words = token
    if kind == "text":
        return _ESCAPE.sub(_unescaped, words)
    if kind == "number":
        return float(words) if set(words) & set(".eE") else int(words)
    if kind == "name" and words in _NAMED:
        return _NAMED[words]
    if token == ("sign", "{") and depth < _DEEPEST:
        return _table(tokens, depth + 1)
    raise FormatError("This is more than a table of Lua: it holds something that would be run.")


def _table(tokens: _Tokens, depth: int) -> dict[str, Json]:
    found: dict[str, Json] = {}
    while (token := tokens.take()) != ("sign", "}"):
        if token == ("sign", "["):
            key = _value(tokens, tokens.take(), depth)
            if (tokens.take(), tokens.take()) != (("sign", "]"), ("sign", "=")):
                raise FormatError("This is no table of Lua: a key has no value.")
            found[str(key)] = _value(tokens, tokens.take(), depth)
        elif token not in (("sign", ","), ("sign", ";")):
            found[str(len(found) + 1)] = _value(tokens, token, depth)
    return found


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1]))
    return _ESCAPED.get(escape[2], escape[2])
