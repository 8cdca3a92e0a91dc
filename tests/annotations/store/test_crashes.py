"""Promise 1: what was acknowledged survives the death of the process and of the machine."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from annotations.store.disk import Disk
from tests.annotations.store.desk import Desk, Shown, differences, mark, on_disk, opened
from tests.annotations.store.faults.failing import MOMENTS, Killed, KillingDisk, Moment
from tests.annotations.store.sessions import SESSION, play, small_logs
from tests.annotations.store.trials import (
    at_every_operation,
    crash,
    length_of_session,
    power_cut_at_any_time,
)


def test_the_session_goes_well_when_nothing_goes_wrong(tmp_path: Path) -> None:
    desk = Desk(lambda: opened(tmp_path, Disk()))
    with small_logs():
        play(desk)
    assert desk.acknowledged.keys() == {"w001", "w002", "w003", "w005", "w006"}
    assert differences(on_disk(tmp_path), desk.acknowledged) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_operation_loses_nothing_acknowledged(tmp_path: Path, moment: Moment) -> None:
    assert length_of_session(tmp_path / "length") > 2 * len(SESSION)

    def attempt(folder: Path, at: int) -> Iterator[str]:
        yield from crash(folder, at, moment)

    assert list(at_every_operation(tmp_path, attempt)) == []


def test_a_kill_during_the_recovery_from_a_kill_loses_nothing(tmp_path: Path) -> None:
    length = length_of_session(tmp_path / "whole")
    wrong = []
    for at in range(5, length, 11):
        folder = tmp_path / f"{at}"
        wrong += list(crash(folder, at, "halfway"))
        before = dict(on_disk(folder))
        for second in range(12):
            after = before | {f"w1{second:02}": Shown()}
            _mark_and_die(folder, KillingDisk(second, "halfway"), f"w1{second:02}")
            found = dict(on_disk(folder))
            wrong += differences(found, before, after)
            before = found
    assert wrong == []


def _mark_and_die(folder: Path, disk: KillingDisk, word: str) -> None:
    with suppress(Killed), opened(folder, disk) as notebook:
        mark(notebook, word)


def test_a_power_cut_at_any_time_loses_nothing_acknowledged(tmp_path: Path) -> None:
    assert list(power_cut_at_any_time(tmp_path, seed=3, most=6)) == []
