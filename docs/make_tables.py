"""Writes the tables of keys in README.md and keys.md from the table of commands: `make docs`."""

import re
from collections.abc import Iterable
from pathlib import Path

from reader.ui.commands import COMMANDS, Command
from reader.ui.keymap import shown, split_keys

ROOT = Path(__file__).resolve().parents[1]

FIRST_KEYS = (
    "page.page_down",
    "page.sentence_next",
    "page.hints",
    "reading.claim",
    "reading.highlight",
    "reading.enter",
    "page.select",
    "reading.tags",
    "reading.note",
    "reading.verdict",
    "reading.remove",
    "app.undo",
    "reading.find",
    "reading.next_article",
    "reading.marks",
    "app.board",
    "app.export",
    "app.palette",
    "app.help",
    "app.back",
)
"""The commands whose keys the README shows."""


def keys_table(commands: Iterable[Command], *, ids: bool) -> str:
    """A Markdown table of keys and what they do; with ``ids``, also what to call them."""
    header = ["keys", "", "id in `config.toml`"] if ids else ["key", ""]
    rows = [header, ["---"] * len(header)]
    for command in commands:
        row = [_keys(command), command.label, f"`{command.id}`"]
        rows.append(row[: len(header)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def readme(text: str) -> str:
    """The README with its table of keys as the commands have it now.

    Raises:
        ValueError: the marks around the table are gone.
    """
    by_id = {command.id: command for command in COMMANDS}
    table = keys_table((by_id[id] for id in FIRST_KEYS), ids=False)
    before, opening, rest = text.partition("<!-- keys -->\n")
    _, closing, after = rest.partition("<!-- end of keys -->")
    if not closing:
        raise ValueError("README.md has lost the marks around its table of keys")
    return f"{before}{opening}{table}{closing}{after}"


def keys_page() -> str:
    """The whole of docs/keys.md."""
    groups = dict.fromkeys(command.group for command in COMMANDS)
    sections = "".join(
        f"\n## {group}\n\n{keys_table((c for c in COMMANDS if c.group == group), ids=True)}"
        for group in groups
    )
    return f"{_INTRODUCTION}{sections}"


_INTRODUCTION = """\
# All keys

Made by `make docs` from `reader/ui/commands.py`. In the program, `?` shows the keys that work where you are, and `:` finds every command by its name.

To give a command other keys, name its id in `config.toml`, with commas between keys:

```toml
[keys]
"page.half_down" = "ctrl+d"
"reading.claim" = "c,f2"
"app.statistics" = "I,g i"
```

Two keys with a space between them are typed one after the other. Where a key begins such a pair, its own command waits for a short pause.

An id that does not exist, a key that a terminal cannot send, or one key for two commands is refused with the line it stands on.
"""


def _keys(command: Command) -> str:
    return " ".join(f"`{_escaped(shown(key))}`" for key in split_keys(command.keys))


def _escaped(key: str) -> str:
    return re.sub(r"([|])", r"\\\1", key)


def main() -> None:
    """Write both files."""
    page = ROOT / "README.md"
    page.write_text(readme(page.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "docs/keys.md").write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
