"""What can be exported from a screen, and what is remembered of it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotations import Annotation
from postil_files import have_folder_within, read_file, replace_file
from postil_files.machines import find_machine, have_machine

_SETTINGS = "settings"
"""The folder of the store in which each machine has a file of what was set on it."""
_OLD_FILE = "export.json"


class Scope(NamedTuple):
    """What could be exported: its name, the marks, and a stem for the file's name."""

    name: str
    annotations: Sequence[Annotation]
    stem: str


class Remembered:
    """What was chosen the last time, for the next: a format, and whether everything."""

    def __init__(self, format: str = "", is_everything: bool = False) -> None:
        self.format = format
        self.is_everything = is_everything


def recall(folder: Path) -> Remembered:
    """What was chosen on this machine the last time; what cannot be read is as good as nothing."""
    own = folder / _SETTINGS / f"{find_machine(folder)}.json"
    for file in (own, folder / _OLD_FILE):
        try:
            kept = json.loads(read_file(file))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(kept, dict):
            format = kept.get("format")
            is_everything = kept.get("is_everything") is True
            return Remembered(format if isinstance(format, str) else "", is_everything)
    return Remembered()


def keep(remembered: Remembered, folder: Path) -> None:
    """Keep it for the next time, whole or not at all; a disk that is full costs no more than that."""
    if (folder / _SETTINGS).is_symlink():
        return  # nothing in a store is reached through a link
    with suppress(OSError):
        file = folder / _SETTINGS / f"{have_machine(folder)}.json"
        have_folder_within(file.parent)
        replace_file(file, json.dumps(vars(remembered)).encode())
