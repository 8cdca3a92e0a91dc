"""What can be exported from a screen, and what is remembered of it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotations import Annotation
from postil_files import read_file, replace_file

_FILE = "export.json"


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
    """What was chosen the last time the program ran; what cannot be read is as good as nothing."""
    try:
        kept = json.loads(read_file(folder / _FILE))
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(kept, dict):
        return Remembered()
    format = kept.get("format")
    return Remembered(format if isinstance(format, str) else "", kept.get("is_everything") is True)


def keep(remembered: Remembered, folder: Path) -> None:
    """Keep it for the next time, whole or not at all; a disk that is full costs no more than that."""
    with suppress(OSError):
        replace_file(folder / _FILE, json.dumps(vars(remembered)).encode())
