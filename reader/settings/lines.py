"""Where the keys of a TOML text stand, which ``tomllib`` does not tell."""

import re

_BREAK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_VALUE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<open>[\[{])"
    r"|(?P<close>[\]}])"
    r"|(?P<end>\n)"
    r"|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    r"""The line, counted from 1, of each table and key of a text that is valid TOML.

    Keys inside an inline table are not told apart from the table's own key.

    >>> key_lines('width = 60\n[keys]\nquit = "q"\n')
    {('width',): 1, ('keys',): 2, ('keys', 'quit'): 3}
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    at = _skip_breaks(text, 0)
    while at < len(text):
        line = text.count("\n", 0, at) + 1
        is_table = text[at] == "["
        if is_table:
            key, at = _read_key(text, at + len("[[" if text.startswith("[[", at) else "["))
            table = key
        else:
            key, at = _read_key(text, at)
            key = (*table, *key)
        lines.setdefault(key, line)
        at = _skip_breaks(text, _skip_line(text, at) if is_table else _skip_value(text, at))
    return lines


def line_of(lines: dict[tuple[str, ...], int], key: tuple[str, ...]) -> int | None:
    """The line of the key, or of the nearest table around it that has one."""
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key)


def _skip_breaks(text: str, at: int) -> int:
    found = _BREAK.match(text, at)
    return found.end() if found else at


def _skip_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _read_key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    parts: list[str] = []
    while found := _KEY.match(text, at):
        parts.append(_bare(found[1]))
        at = found.end()
        if text[at : at + 1] != ".":
            break
        at += 1
    return tuple(parts), at


def _bare(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    import tomllib  # the caller has it already: a text must be valid before it comes here

    return str(tomllib.loads(f"key = {key}")["key"])


def _skip_value(text: str, at: int) -> int:
    depth = 0
    while found := _VALUE.match(text, at):
        at = found.end()
        if found["end"] and not depth:
            break
        depth += bool(found["open"]) - bool(found["close"])
    return at
