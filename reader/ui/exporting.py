"""What can be exported from a screen, and what is remembered of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations import Annotation


@dataclass(frozen=True, slots=True)
class Scope:
    """What could be exported: its name, the marks, and a stem for the file's name."""

    name: str
    annotations: Sequence[Annotation]
    stem: str


@dataclass(slots=True)
class Remembered:
    """What was chosen the last time, for the next: a format, and whether everything."""

    format: str = ""
    is_everything: bool = False
