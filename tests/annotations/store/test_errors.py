"""Promises 1 and 2: a disk that fails costs nothing acknowledged, and what failed is not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.annotations.store.desk import Desk, differences, on_disk, opened
from tests.annotations.store.faults.failing import ShortDisk
from tests.annotations.store.sessions import play, small_logs
from tests.annotations.store.trials import DEAD, FAULTS, at_every_operation, failure


@pytest.mark.parametrize("kind", FAULTS)
def test_what_fails_at_any_operation_changes_nothing_and_works_once_the_cause_is_gone(
    tmp_path: Path, kind: str
) -> None:
    def attempt(folder: Path, at: int) -> Iterator[str]:
        yield from failure(folder, replace(FAULTS[kind], at=at))

    assert list(at_every_operation(tmp_path, attempt)) == []


def test_a_disk_that_dies_at_any_operation_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    def attempt(folder: Path, at: int) -> Iterator[str]:
        yield from failure(folder, replace(DEAD, at=at), is_dead=True)

    assert list(at_every_operation(tmp_path, attempt)) == []


def test_a_disk_that_takes_seven_bytes_at_a_time_gets_them_all(tmp_path: Path) -> None:
    desk = Desk(lambda: opened(tmp_path, ShortDisk(most=7)))
    with small_logs():
        play(desk)
    assert differences(on_disk(tmp_path), desk.acknowledged) == []
