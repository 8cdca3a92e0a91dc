"""Each machine that writes in a folder has an id of its own there, which no copy has."""

import os
import shutil
from pathlib import Path

import pytest

from annotations.store import Disk, was_written_here
from annotations.store.machine import Machine
from postil_files.machines import FOLDER, find_machine, have_machine, record_of


def test_a_machine_keeps_its_id_also_when_the_folder_is_moved(tmp_path: Path) -> None:
    was, now = tmp_path / "was", tmp_path / "now"
    was.mkdir()
    id = have_machine(was)
    was.rename(now)
    assert have_machine(now) == find_machine(now) == id


def test_a_copy_of_the_folder_is_another_machine_s(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    id = have_machine(here)
    shutil.copytree(here, there)
    assert find_machine(there) == ""
    assert have_machine(there) != id
    assert len([*(there / FOLDER).iterdir()]) == 2
    assert have_machine(here) == id


def test_the_name_of_the_machine_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = have_machine(tmp_path)
    other = os.uname_result(("Linux", "another-name", "1", "1", "x86_64"))
    monkeypatch.setattr(os, "uname", lambda: other)
    assert have_machine(tmp_path) == id


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 5000, b'{"machine": "../../x", "file": 1, "folder": 1}']
)
def test_a_file_that_is_damaged_is_nobody_s(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "01234567.json").write_bytes(content)
    assert find_machine(tmp_path) == ""
    assert len(have_machine(tmp_path)) == 8


def test_an_id_that_would_lead_out_of_the_folder_is_none(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    file = folder / "01234567.json"
    file.touch()
    numbers = file.stat().st_ino, tmp_path.stat().st_ino
    file.write_bytes(record_of("../../x0", *numbers))
    assert find_machine(tmp_path) == ""


def test_a_folder_of_machines_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    store = tmp_path / "store"
    store.mkdir()
    (store / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert find_machine(store) == ""
    with pytest.raises(OSError, match="link"):
        have_machine(store)
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_the_store_knows_the_machine_by_the_same_file(tmp_path: Path) -> None:
    id = Machine(Disk(), tmp_path).id
    assert id == have_machine(tmp_path)
    assert Machine(Disk(), tmp_path).known == id
    assert was_written_here(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "copy")
    assert not was_written_here(tmp_path / "copy")
