"""A note that is being written outlives the program that it is written in."""

import json
import shutil
from pathlib import Path

import pytest

from annotations import Draft, Drafts
from annotations.errors import StoreError
from annotations.store.disk import Disk

HALF = Draft("urn:x:1", "before", "half a tho\n\udce9")


def drafts(folder: Path) -> Drafts:
    return Drafts(folder / "drafts", Disk())


def test_a_draft_of_a_program_that_runs_is_nobody_else_s(tmp_path: Path) -> None:
    ours = drafts(tmp_path)
    ours.keep(HALF)
    assert list(drafts(tmp_path).left()) == []
    ours.drop()
    assert list(drafts(tmp_path).left()) == []
    assert list((tmp_path / "drafts").iterdir()) == []


def left_by_a_killed_program(folder: Path, content: bytes | None = None) -> None:
    ours = drafts(folder)
    ours.keep(Draft(HALF.id, HALF.before, "half"))
    ours.keep(HALF)
    assert ours._held is not None
    ours._disk.close(ours._held)  # as the system does
    if content is not None:
        next((folder / "drafts").glob("*.json")).write_bytes(content)


def test_the_draft_of_a_killed_program_is_given_once(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path)
    assert list(drafts(tmp_path).left()) == [HALF]
    assert list(drafts(tmp_path).left()) == []


def test_a_draft_that_was_given_but_not_saved_is_given_again(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path)
    for _ in drafts(tmp_path).left():
        break
    assert list(drafts(tmp_path).left()) == [HALF]


def test_two_windows_that_open_at_once_do_not_both_take_it(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path)
    first, second = drafts(tmp_path).left(), drafts(tmp_path).left()
    assert next(first) == HALF
    assert list(second) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"7", json.dumps({"id": 1, "before": "", "text": ""}).encode()]
)
def test_what_is_no_draft_is_passed_over(tmp_path: Path, content: bytes) -> None:
    left_by_a_killed_program(tmp_path, content)
    assert list(drafts(tmp_path).left()) == []


def test_the_rest_of_a_draft_that_was_cut_off_is_cleared_away(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path)
    folder = tmp_path / "drafts"
    file = next(folder.glob("*.json"))
    file.rename(file.with_name(f"{file.name}.0f.tmp"))
    assert list(drafts(tmp_path).left()) == []
    assert list(folder.iterdir()) == []


def test_a_draft_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file in the way")
    with pytest.raises(StoreError, match=r"is not kept while it is written .*: save it with Esc"):
        drafts(tmp_path).keep(HALF)


def test_a_draft_is_left_to_the_machine_that_it_was_written_on(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    left_by_a_killed_program(here)
    shutil.copytree(here, there)  # as a synchroniser does while the note is being written
    assert list(drafts(there).left()) == []
    assert list(drafts(here).left()) == [HALF]


def test_a_draft_from_before_they_bore_a_machine_is_given(tmp_path: Path) -> None:
    old = json.dumps({"id": HALF.id, "before": HALF.before, "text": "half"}).encode()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "0123456789abcdef.json").write_bytes(old)
    assert [draft.text for draft in drafts(tmp_path).left()] == ["half"]
