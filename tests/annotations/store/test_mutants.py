"""Stores broken on purpose: each is caught by the trials that the real one passes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.annotations.store import mutants
from tests.annotations.store.garbling import BYTE_DAMAGES, Sample, trial
from tests.annotations.store.mutants import Mutant
from tests.annotations.store.trials import (
    DISASTERS,
    FAULTS,
    at_every_operation,
    crash,
    damaged_and_tidied,
    disaster,
    failure,
    power_cut_at_any_time,
)

Trial: TypeAlias = Callable[[Path], Iterator[str]]


def power(folder: Path) -> Iterator[str]:
    yield from power_cut_at_any_time(folder, seed=3, most=6)


def kills(folder: Path) -> Iterator[str]:
    def attempt(place: Path, at: int) -> Iterator[str]:
        yield from crash(place, at, "before")

    yield from at_every_operation(folder, attempt)


def failures(kind: str) -> Trial:
    def attempt(place: Path, at: int) -> Iterator[str]:
        yield from failure(place, replace(FAULTS[kind], at=at))

    return lambda folder: at_every_operation(folder, attempt)


def garbling(folder: Path) -> Iterator[str]:
    sample = Sample.make(folder / "store")
    for at in range(len(sample.log)):
        yield from trial(sample, BYTE_DAMAGES["a bit flipped"](sample.log, at))


def disasters(folder: Path) -> Iterator[str]:
    for number, strikes in enumerate(DISASTERS.values()):
        (folder / f"{number}").mkdir()
        yield from disaster(folder / f"{number}", strikes, marks_on=True)


CAUGHT: Mapping[Mutant, Trial] = {
    mutants.no_sync: power,
    mutants.no_sync_of_folders: power,
    mutants.unsynced_pack: power,
    mutants.compaction_in_place: kills,
    mutants.acknowledged_before_the_write: kills,
    mutants.a_failed_sync_is_believed: failures("sync fails once and drops"),
    mutants.a_failed_sync_is_ignored: failures("sync fails once and drops"),
    mutants.a_torn_tail_is_kept: failures("ENOSPC for ever, half written"),
    mutants.memory_before_disk: failures("EIO once"),
    mutants.reading_stops_at_a_bad_line: garbling,
    mutants.damage_is_not_told: garbling,
    mutants.damaged_lines_are_believed: garbling,
    mutants.no_look_whether_the_file_is_there: disasters,
    mutants.unread_is_removed: damaged_and_tidied,
}
"""Each mutant, and a trial that catches it."""


@pytest.mark.parametrize("mutant", CAUGHT, ids=lambda mutant: mutant.__name__)
def test_a_store_broken_on_purpose_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: Mutant
) -> None:
    mutant(monkeypatch)
    assert _complaint(CAUGHT[mutant](tmp_path)) is not None


def _complaint(trial: Iterator[str]) -> str | None:
    try:
        return next(trial, None)
    except Exception as error:  # noqa: BLE001  (a store that falls over is caught, too)
        return repr(error)


def test_every_mutant_is_tried() -> None:
    written = {
        name
        for name, value in vars(mutants).items()
        if callable(value) and getattr(value, "__module__", "") == mutants.__name__
    }
    assert written == {mutant.__name__ for mutant in CAUGHT}
