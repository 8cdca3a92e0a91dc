"""The saboteurs themselves: what is proved by a disk that never fails is not proved."""

import errno
from pathlib import Path

import pytest

from annotations.store.disk import Disk
from tests.annotations.store.faults.failing import (
    FailingDisk,
    Fault,
    Killed,
    KillingDisk,
    ShortDisk,
)
from tests.annotations.store.faults.power import lay_out, power_cuts
from tests.annotations.store.faults.watched import RecordingDisk


def put(disk: Disk, path: Path, content: bytes) -> None:
    descriptor = disk.create(path)
    disk.append(descriptor, content)
    disk.sync(descriptor)
    disk.close(descriptor)
    disk.sync_folder(path.parent)


def left(disk: RecordingDisk, root: Path, name: str) -> set[bytes | None]:
    """What the file may hold after a power cut at the end."""
    trace = disk.trace
    trees = [tree for done, tree in power_cuts(trace, seed=1, most=100) if done == len(trace)]
    return {tree.get(root / name) for tree in trees}


def test_a_power_cut_leaves_what_was_synced(tmp_path: Path) -> None:
    disk = RecordingDisk()
    put(disk, tmp_path / "a", b"sure")
    assert left(disk, tmp_path, "a") == {b"sure"}


def test_a_power_cut_takes_tears_and_blanks_what_was_not_synced(tmp_path: Path) -> None:
    disk = RecordingDisk()
    put(disk, tmp_path / "a", b"sure")
    descriptor = disk.create(tmp_path / "b")
    disk.sync(descriptor)
    disk.sync_folder(tmp_path)
    disk.append(descriptor, b"1234")
    disk.append(descriptor, b"5678")
    disk.close(descriptor)
    found = left(disk, tmp_path, "b")
    assert found >= {b"", b"1234", b"123456", b"12345678", b"1234\0\0\0\0", b"5678"}
    assert b"\0\0\0\x005678" in found
    assert left(disk, tmp_path, "a") == {b"sure"}


def test_a_power_cut_takes_a_name_whose_folder_was_not_synced(tmp_path: Path) -> None:
    disk = RecordingDisk()
    descriptor = disk.create(tmp_path / "a")
    disk.append(descriptor, b"sure")
    disk.sync(descriptor)
    disk.close(descriptor)
    assert left(disk, tmp_path, "a") == {None, b"sure"}


def test_a_power_cut_leaves_the_old_or_the_new_of_a_file_replaced(tmp_path: Path) -> None:
    disk = RecordingDisk()
    put(disk, tmp_path / "a", b"old")
    put(disk, tmp_path / "b", b"new")
    disk.replace(tmp_path / "b", tmp_path / "a")
    assert left(disk, tmp_path, "a") == {b"old", b"new"}
    disk.sync_folder(tmp_path)
    assert left(disk, tmp_path, "a") == {b"new"}


def test_a_power_cut_blanks_a_file_replaced_by_one_that_was_not_synced(tmp_path: Path) -> None:
    disk = RecordingDisk()
    put(disk, tmp_path / "a", b"old")
    descriptor = disk.create(tmp_path / "b")
    disk.append(descriptor, b"newer")
    disk.close(descriptor)
    disk.replace(tmp_path / "b", tmp_path / "a")
    assert left(disk, tmp_path, "a") >= {b"old", b"", b"newer", b"\0\0\0\0\0"}


def test_a_power_cut_takes_a_folder_with_all_that_is_in_it(tmp_path: Path) -> None:
    disk = RecordingDisk()
    disk.make_folder(tmp_path / "folder")
    put(disk, tmp_path / "folder" / "a", b"sure")
    assert left(disk, tmp_path, "folder/a") == {None, b"sure"}


def test_a_tree_is_laid_out_elsewhere(tmp_path: Path) -> None:
    was = tmp_path / "was"
    tree = {was / "folder": None, was / "folder" / "a": b"1", tmp_path / "b": b"2"}
    lay_out(tree, was, tmp_path / "now")
    assert (tmp_path / "now" / "folder" / "a").read_bytes() == b"1"
    assert not (tmp_path / "now" / "b").exists()


def test_a_fault_comes_once_at_its_operation(tmp_path: Path) -> None:
    disk = FailingDisk(Fault(at=1, torn=True))
    descriptor = disk.create(tmp_path / "a")
    with pytest.raises(OSError, match="Input/output") as caught:
        disk.append(descriptor, b"1234")
    assert caught.value.errno == errno.EIO
    assert (tmp_path / "a").read_bytes() == b"12"
    disk.append(descriptor, b"5")
    disk.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"125"


def test_a_full_disk_stays_full_until_it_is_healed(tmp_path: Path) -> None:
    disk = FailingDisk(Fault(at=1, number=errno.ENOSPC, lasting=True))
    descriptor = disk.create(tmp_path / "a")
    for _ in range(2):
        with pytest.raises(OSError, match="No space"):
            disk.append(descriptor, b"1234")
    disk.truncate(descriptor, 0)
    disk.heal()
    disk.append(descriptor, b"1")
    disk.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_failed_sync_loses_what_it_was_to_save(tmp_path: Path) -> None:
    disk = FailingDisk(Fault(at=3, names=["sync"], drops=True))
    descriptor = disk.create(tmp_path / "a")
    disk.append(descriptor, b"sure")
    disk.sync(descriptor)
    disk.append(descriptor, b"not")
    with pytest.raises(OSError, match="Input/output"):
        disk.sync(descriptor)
    disk.sync(descriptor)
    disk.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"sure\0\0\0"


def test_a_short_write_says_how_much_it_took(tmp_path: Path) -> None:
    disk = ShortDisk(most=2)
    descriptor = disk.create(tmp_path / "a")
    assert disk.write(descriptor, b"12345") == 2
    disk.append(descriptor, b"345")
    disk.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"12345"


def test_after_a_kill_nothing_reaches_the_disk(tmp_path: Path) -> None:
    disk = KillingDisk(at=1, moment="halfway")
    with pytest.raises(Killed):
        put(disk, tmp_path / "a", b"1234")
    with pytest.raises(Killed):
        disk.unlink(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"12"


def test_a_kill_lets_go_of_locks(tmp_path: Path) -> None:
    disk = KillingDisk(at=1)
    descriptor = disk.create(tmp_path / "a")
    assert disk.hold(descriptor)
    assert Disk().is_held(tmp_path / "a")
    with pytest.raises(Killed):
        disk.sync_folder(tmp_path)
    assert not Disk().is_held(tmp_path / "a")
