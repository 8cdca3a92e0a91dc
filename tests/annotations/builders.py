"""Values for the tests, with only what a test is about spelled out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations import Annotation, Notebook, Position, Quote, Source
from annotations.claims.model import Suggestion

TEXT = (
    "The harbour authority said on Tuesday that the breakwater had cost 4.1 million. "
    "The mayor first put the figure at 3.4 million in March. "
    "Work began in 2021 after the storm that sank nine boats.\n\n"
    "No one was hurt."
)
SOURCE = Source(path="harbour-cost.txt", title="The harbour authority said", date="2023-05-09")


def an_annotation(**fields: Any) -> Annotation:
    """A highlight on the first sentence of ``TEXT``, with these fields changed."""
    highlight = Annotation(
        id="urn:uuid:018f0000-0000-7000-8000-000000000001",
        kind="highlight",
        source=SOURCE,
        quote=Quote("The harbour authority said", "", " on Tuesday"),
        position=Position(0, 26),
        created="2024-12-12T10:00:00Z",
        modified="2024-12-12T10:00:00Z",
    )
    return replace(highlight, **fields)


def mark(notebook: Notebook, words: str = "3.4 million", **said: Any) -> str:
    """Mark the words in ``TEXT``; gives the new id."""
    start = TEXT.index(words)
    source = said.pop("source", SOURCE)
    return notebook.mark(TEXT, start, start + len(words), source, **said).ids[0]


def reopened(path: Path) -> Notebook:
    """A fresh look at the store, as after a restart."""
    return Notebook.open(path)


def span_of(words: str) -> tuple[int, int]:
    """Where the words stand in ``TEXT``."""
    start = TEXT.index(words)
    return start, start + len(words)


def a_suggestion(words: str) -> Suggestion:
    """A suggestion of these words of ``TEXT``."""
    return Suggestion(*span_of(words), 0.8, ("states an amount",))
