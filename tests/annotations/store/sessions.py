"""The scripted session that is killed, failed and cut at every operation."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import pytest

from annotations.store import compaction, log
from tests.annotations.store.desk import Desk

Verb: TypeAlias = Callable[[Desk], None]

LITTLE = 4_000
"""A log of so many bytes is full in these tests, so that the session fills some."""


@contextmanager
def small_logs() -> Iterator[None]:
    """Logs that roll within a few verbs, and are made a pack when there are a few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_FULL", LITTLE)
        patch.setattr(compaction, "_MANY_LOGS", 2)
        patch.setattr(compaction, "_MANY_PACKS", 2)
        yield


SESSION: Sequence[Verb] = (
    lambda desk: desk.mark("w001"),
    lambda desk: desk.mark("w002", kind="claim", tags=["money"]),
    lambda desk: desk.mark("w003"),
    lambda desk: desk.note("w001", "a note with “quotes”, a\nline, and \\ all"),
    lambda desk: desk.tag(["w001", "w002", "w003"], "harbour"),
    lambda desk: desk.remove(["w003"]),
    lambda desk: desk.undo(),
    lambda desk: desk.redo(),
    lambda desk: desk.undo(),
    lambda desk: desk.reopen(),
    lambda desk: desk.note("w002", "changed after a restart"),
    lambda desk: desk.remove(["w001", "w002"]),
    lambda desk: desk.undo(),
    lambda desk: desk.undo(),
    lambda desk: desk.mark("w004"),
    lambda desk: desk.note("w004", "long " * 300),
    lambda desk: desk.mark("w005"),
    lambda desk: desk.reopen(),
    lambda desk: desk.remove(["w004"]),
    lambda desk: desk.reopen(),
    lambda desk: desk.mark("w006", kind="question"),
    lambda desk: desk.close(),
)
"""Marks, edits, bulk changes, removals, undo and redo over restarts, in logs that roll."""


def play(desk: Desk, session: Sequence[Verb] = SESSION) -> None:
    """Say all verbs."""
    for verb in session:
        verb(desk)
