"""What the user may settle, with its defaults."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

WIDTHS = range(40, 121)
SIDES = range(17)
SPACINGS = range(3)
COLUMNS = range(1, 3)
WIDE = range(60, 501)
BY_HAND, BY_ITSELF = "by hand", "on open and close"
SYNCS = (BY_HAND, BY_ITSELF)
"""When a store that was set up for it is synced."""
SLOT_KINDS = ("highlight", "claim", "question")
"""The kinds a slot may have; a test holds them equal to ``annotations.MARK_KINDS``."""


class Slot(NamedTuple):
    """What one of the keys 1 to 9 makes of a passage."""

    kind: str
    tags: tuple[str, ...] = ()


SLOTS = (
    Slot("claim"),
    Slot("highlight"),
    Slot("question"),
    Slot("claim", ("figure",)),
    Slot("claim", ("date",)),
    Slot("claim", ("quotation",)),
    Slot("claim", ("check",)),
    Slot("highlight", ("background",)),
    Slot("question", ("who",)),
)


class Settings(NamedTuple):
    """What the user has settled; every value has a default.

    ``width``, ``side``, ``spacing``, ``justified`` and ``columns`` are those of a page's
    ``Shape``; ``wide`` is the width of the terminal from which notes stand in the margin,
    unless ``margin`` is off; ``suggestions`` says whether sentences worth checking are
    pointed out; ``sync`` is one of ``SYNCS``. ``theme``, ``editor``
    and ``browser`` are None where the program or the environment decides. ``lookups`` gives for
    a name the command, or the address, in which ``{}`` is what is looked up. ``slots`` are nine,
    for the keys 1 to 9. ``keys`` gives for a command's id its keys, separated by commas; whether
    there is such a command is for the table of commands to say, with ``line`` for the error.
    """

    theme: str | None = None
    width: int = 66
    side: int = 0
    spacing: int = 0
    justified: bool = False
    columns: int = 1
    wide: int = 100
    margin: bool = True
    suggestions: bool = True
    sync: str = BY_HAND
    creator: str | None = None
    editor: str | None = None
    browser: str | None = None
    lookups: Mapping[str, str] = MappingProxyType({})
    slots: tuple[Slot, ...] = SLOTS
    keys: Mapping[str, str] = MappingProxyType({})
    key_lines: Mapping[str, int] = MappingProxyType({})
    theme_line: int | None = None
    file: Path | None = None
