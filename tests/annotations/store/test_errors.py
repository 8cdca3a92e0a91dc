"""Promises 1 and 2: a disk that fails costs nothing acknowledged, and what failed is not there."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.annotations.store.desk import Desk, differences, on_disk, opened
from tests.annotations.store.faults.failing import ShortDisk
from tests.annotations.store.sessions import play, small_logs
from tests.annotations.store.trials import DEAD, FAULTS, failure, length_of_session


@pytest.mark.parametrize("kind", FAULTS)
def test_what_fails_at_any_operation_changes_nothing_and_works_once_the_cause_is_gone(
    tmp_path: Path, kind: str
) -> None:
    length = length_of_session(tmp_path / "whole")
    wrong = [
        trouble
        for at in range(length)
        for trouble in failure(tmp_path / f"{at}", replace(FAULTS[kind], at=at))
    ]
    assert wrong == []


def test_a_disk_that_dies_at_any_operation_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    length = length_of_session(tmp_path / "whole")
    wrong = [
        trouble
        for at in range(length)
        for trouble in failure(tmp_path / f"{at}", replace(DEAD, at=at), is_dead=True)
    ]
    assert wrong == []


def test_a_disk_that_takes_seven_bytes_at_a_time_gets_them_all(tmp_path: Path) -> None:
    desk = Desk(lambda: opened(tmp_path, ShortDisk(most=7)))
    with small_logs():
        play(desk)
    assert differences(on_disk(tmp_path), desk.acknowledged) == []
