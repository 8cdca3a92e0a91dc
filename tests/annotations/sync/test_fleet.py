"""Machines that sync while they are killed, raced, set back, refused and robbed of files."""

import shutil
from pathlib import Path

import pytest

from tests.annotations.sync.fleet import Fleet

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.mark.parametrize("seed", range(3))
def test_nothing_acknowledged_is_lost_and_all_come_to_hold_the_same(
    seed: int, tmp_path: Path
) -> None:
    fleet = Fleet(tmp_path, seed, size=3 + seed % 3)
    assert fleet.run(60) == []


@pytest.mark.parametrize("carried", ["pull", "copies"])
def test_carried_by_hand_nothing_is_lost_either(carried: str, tmp_path: Path) -> None:
    fleet = Fleet(tmp_path, seed=7, carried=carried)
    assert fleet.run(50) == []
