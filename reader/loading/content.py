"""What a loader reads out of a file, before titles and dates are made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from reader.article import Block


@dataclass(frozen=True, slots=True)
class Content:
    """The canonical text of a file, its blocks, and the fields that it states itself.

    ``fields`` are as written, under the names of ``reader.header``; ``style`` says what
    kind of header they stood in, and is empty where there was none. ``syntax`` and
    ``encoding_source`` are those of ``Article``.
    """

    text: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, str]
    style: str
    encoding: str
    syntax: str = "plain"
    encoding_source: str = ""


Loader: TypeAlias = Callable[[bytes, Path], Content]
"""From a file's bytes, and its name for messages, to what is in it; raises LoadError."""
