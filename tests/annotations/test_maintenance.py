"""Two copies of a store that went apart, its history, and what a check finds and mends."""

import os
import shutil
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.errors import StoreError, UnknownAnnotationError
from annotations.results import Merged
from annotations.store import compaction
from tests.annotations.builders import TEXT, mark, reopened

V1 = Path(__file__).parents[1] / "data/store/v1"


def _said(folder: Path) -> list[object]:
    with reopened(folder) as notebook:
        return [*notebook.annotations(), *notebook.conflicts(), notebook.problems()]


def _apart(folder: Path) -> tuple[Path, Path, str]:
    """Two copies of a store with one mark in it, and its id."""
    with Notebook.open(folder / "one") as notebook:
        id = mark(notebook, "4.1")
    shutil.copytree(folder / "one", folder / "other")
    return folder / "one", folder / "other", id


def _merge(into: Path, other: Path) -> Merged:
    with reopened(into) as notebook:
        return notebook.maintenance.merge(other)


# Merging


def test_copies_that_went_apart_come_to_hold_the_same(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        mark(notebook, "3.4")
        notebook.note(id, "first")
    with reopened(other) as notebook:
        notebook.mark(TEXT + " More.", 0, 3, notebook.get(id).source.__class__("b.txt"))
    assert _merge(one, other) == Merged(new=1, changed=0, conflicts=0)
    assert _merge(other, one) == Merged(new=1, changed=1, conflicts=0)
    assert _said(one) == _said(other)
    with reopened(one) as notebook:
        assert all(notebook.text(a.source.text_sha256 or "") for a in notebook.annotations())
        assert notebook.maintenance.check() == []


def test_merging_again_writes_nothing(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(other) as notebook:
        notebook.note(id, "theirs")
    _merge(one, other)
    before = {path: path.read_bytes() for path in one.rglob("*") if path.is_file()}
    assert _merge(one, other) == Merged(0, 0, 0)
    assert {path: path.read_bytes() for path in one.rglob("*") if path.is_file()} == before


def test_copying_the_files_of_one_into_the_other_is_merging(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.note(id, "ours")
    with reopened(other) as notebook:
        notebook.note(id, "theirs")
        mark(notebook, "nine")
    shutil.copytree(one, tmp_path / "together")
    for path in (other / "log").iterdir():
        shutil.copy(path, tmp_path / "together/log" / f"conflicted copy of {path.name}")
    _merge(one, other)
    assert _said(tmp_path / "together") == _said(one)


def test_where_both_changed_the_later_counts_and_both_are_kept_and_listed(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.note(id, "earlier")
    with reopened(other) as notebook:
        notebook.note(id, "later")
    assert _merge(one, other) == Merged(new=0, changed=1, conflicts=1)
    _merge(other, one)
    assert _said(one) == _said(other)
    with reopened(one) as notebook:
        assert notebook.get(id).note == "later"
        (conflict,) = notebook.conflicts()
        assert (conflict.standing.note, [each.note for each in conflict.rivals]) == (
            "later",
            ["earlier"],
        )
        (finding,) = notebook.maintenance.check()
        assert (finding.kind, finding.about) == ("conflict", id)


def test_a_conflict_stays_through_other_changes_until_it_is_settled(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.note(id, "earlier")
    with reopened(other) as notebook:
        notebook.note(id, "later")
    _merge(one, other)
    with reopened(one) as notebook:
        notebook.tag(id, add=["money"])
        notebook.tag(id, add=["boats"])
        (conflict,) = notebook.conflicts()
        assert (conflict.standing.tags, conflict.rivals[0].note) == (("money", "boats"), "earlier")
        notebook.settle(id, conflict.rivals[0])
        assert notebook.conflicts() == []
        assert notebook.get(id).note == "earlier"
        notebook.undo()
        assert notebook.get(id).note == "later"
    _merge(other, one)
    assert _said(one) == _said(other)


def test_a_conflict_of_two_windows_is_kept_though_one_goes_on_writing(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "one") as one:
        id = mark(one)
        shutil.copytree(tmp_path / "one", tmp_path / "other")
        one.note(id, "a")
        with reopened(tmp_path / "other") as other:
            other.note(id, "b")
        one.maintenance.merge(tmp_path / "other")
        one.tag(id, add=["x"])
        one.tag(id, add=["y"])
        (conflict,) = one.conflicts()
        assert (conflict.standing.note, conflict.rivals[0].note) == ("b", "a")


def test_the_same_change_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    for folder in (one, other):
        with reopened(folder) as notebook:
            notebook.note(id, "same")
    assert _merge(one, other).conflicts == 0


def test_a_removal_reaches_the_other_copy(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.remove(id)
    _merge(one, other)
    _merge(other, one)
    for folder in (one, other):
        with reopened(folder) as notebook:
            assert notebook.annotations() == []
            assert notebook.conflicts() == []


def test_a_change_later_than_the_removal_on_the_other_side_counts(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.remove(id)
    with reopened(other) as notebook:
        notebook.note(id, "still of use")
    _merge(one, other)
    with reopened(one) as notebook:
        assert notebook.get(id).note == "still of use"
        (conflict,) = notebook.conflicts()
        assert conflict.rivals[0].deleted
        notebook.settle(id, conflict.rivals[0])
        assert notebook.annotations() == []
        assert notebook.conflicts() == []


def test_a_removal_later_than_a_change_on_the_other_side_counts_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(other) as notebook:
        notebook.note(id, "still of use")
    with reopened(one) as notebook:
        notebook.remove(id)
    _merge(one, other)
    with reopened(one) as notebook:
        assert notebook.annotations() == []
        (conflict,) = notebook.conflicts()
        notebook.settle(id, conflict.rivals[0])
        assert notebook.get(id).note == "still of use"


def test_removals_on_both_sides_are_no_conflict(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.note(id, "x")
        notebook.remove(id)
    with reopened(other) as notebook:
        notebook.remove(id)
    assert _merge(one, other) == Merged(0, 0, 0)


def test_a_store_of_the_first_layout_can_be_merged(tmp_path: Path) -> None:
    assert _merge(tmp_path, V1) == Merged(new=3, changed=0, conflicts=0)
    assert _merge(tmp_path, V1) == Merged(0, 0, 0)
    assert sorted(path.name for path in V1.iterdir()) == ["annotations.json", "texts"]


def test_what_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    with reopened(tmp_path / "one") as notebook, pytest.raises(StoreError, match="no store in"):
        notebook.maintenance.merge(tmp_path)


# Compaction


def _many_runs(folder: Path) -> tuple[str, list[str]]:
    ids = []
    with Notebook.open(folder) as notebook:
        first = mark(notebook)
    for note in range(20):
        with reopened(folder) as notebook:
            notebook.note(first, str(note))
            ids.append(mark(notebook, "nine"))
    return first, ids


def test_what_many_runs_wrote_becomes_few_files_and_stays_the_same(tmp_path: Path) -> None:
    first, ids = _many_runs(tmp_path)
    assert len(list((tmp_path / "log").iterdir())) < compaction._MANY_LOGS
    with reopened(tmp_path) as notebook:
        assert [a.id for a in notebook.annotations()] == [first, *ids]
        assert notebook.get(first).note == "19"
        notes = [v.annotation.note for v in notebook.maintenance.history(first) if v.annotation]
        assert notes == ["", *map(str, range(20))]
        assert notebook.maintenance.check() == []
        for _ in range(41):
            notebook.undo()
        assert notebook.annotations() == []
        assert notebook.undo() is None


def test_another_window_does_not_notice_that_files_became_fewer(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as window:
        mine = mark(window)
        first, ids = _many_runs(tmp_path)
        assert window.refresh()
        assert [a.id for a in window.annotations()] == [mine, first, *ids]
        assert window.problems() == []
        assert len(list((tmp_path / "pack").iterdir())) == 1


def test_a_pack_that_does_not_read_back_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.compaction.write_pack", lambda *_: tmp_path / "none")
    first, ids = _many_runs(tmp_path)
    with reopened(tmp_path) as notebook:
        assert [a.id for a in notebook.annotations()] == [first, *ids]


# History


def test_every_version_of_an_annotation_can_be_seen(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        notebook.note(id, "one")
        notebook.undo()
        versions = notebook.maintenance.history(id)
        assert [v.annotation.note for v in versions if v.annotation] == ["", "one", ""]
        assert [v.standing for v in versions] == [False, False, True]
        with pytest.raises(UnknownAnnotationError):
            notebook.maintenance.history("urn:uuid:other")


# Checking and mending


def _edit(folder: Path, old: bytes, new: bytes) -> Path:
    (path,) = (folder / "log").iterdir()
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return path


def test_a_sound_store_has_nothing_to_report(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
        assert notebook.maintenance.check() == []
        assert notebook.maintenance.repair() == []
        mark(notebook)
    assert len(_said(tmp_path)) == 3


def test_a_flipped_bit_is_found_and_mended(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook, note="as it was")
        kept = notebook.get(id)
    path = _edit(tmp_path, b"as it was", b"as it w\xe1s")
    with reopened(tmp_path) as notebook:
        assert notebook.annotations() == []
        kinds = {finding.kind: finding.about for finding in notebook.maintenance.check()}
        assert kinds == {"damaged": str(path), "missing": kinds["missing"]}
        assert len(notebook.maintenance.repair()) == 2
        assert notebook.get(id) == kept
        assert notebook.maintenance.check() == []
        assert notebook.problems() == []
    (lost,) = (tmp_path / "lost+found").iterdir()
    assert b"as it w\xe1s" in lost.read_bytes()
    with reopened(tmp_path) as notebook:
        assert notebook.annotations() == [kept]


def test_a_line_edited_by_hand_becomes_the_newest_version(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook, note="as it was")
        other = mark(notebook, note="old")
        notebook.note(other, "new")
    _edit(tmp_path, b"as it was", b"edited by hand")
    with reopened(tmp_path) as notebook:
        notebook.maintenance.repair()
        assert notebook.get(id).note == "edited by hand"
        assert notebook.get(other).note == "new"


def test_a_line_edited_by_hand_does_not_undo_what_was_changed_since(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook, note="as it was")
        notebook.note(id, "newer")
    _edit(tmp_path, b"as it was", b"edited by hand")
    with reopened(tmp_path) as notebook:
        notebook.maintenance.repair()
        assert notebook.get(id).note == "newer"
        assert notebook.problems() == []


def test_bytes_that_nobody_understands_are_put_aside(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
    path = _edit(tmp_path, b'"n":1', b'"n":}')
    (tmp_path / "log" / "half.tmp").write_bytes(b"new: somebody may be at work")
    with reopened(tmp_path) as notebook:
        notebook.maintenance.repair()
        assert notebook.problems() == []
    assert not path.exists()
    assert (tmp_path / "log" / "half.tmp").exists()
    (lost,) = (tmp_path / "lost+found").iterdir()
    assert b'"n":}' in lost.read_bytes()


def test_a_log_that_is_gone_is_missed(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
    (path,) = (tmp_path / "log").iterdir()
    with reopened(tmp_path) as notebook:
        notebook.note(id, "x")
    path.unlink()
    with reopened(tmp_path) as notebook:
        (finding,) = notebook.maintenance.check()
        assert (finding.kind, finding.sentence.split(" by ")[0]) == ("missing", "1 version written")


def test_a_text_that_is_gone_is_missed(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
    shutil.rmtree(tmp_path / "texts")
    with reopened(tmp_path) as notebook:
        assert [(finding.kind, finding.about) for finding in notebook.maintenance.check()] == [
            ("no text", id)
        ]


def test_a_repair_on_a_full_disk_is_one_sentence_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
    path = _edit(tmp_path, b'"n":1', b'"n":}')
    before = path.read_bytes()
    with reopened(tmp_path) as notebook, monkeypatch.context() as patch:

        def fail(*_: object) -> int:
            raise OSError(28, "No space left on device")

        patch.setattr(notebook._store.disk, "write", fail)
        with pytest.raises(StoreError, match="cannot be repaired"):
            notebook.maintenance.repair()
    assert path.read_bytes() == before


def test_what_was_left_half_written_long_ago_is_removed(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
        path = tmp_path / "texts" / "left.tmp"
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
        assert [finding.kind for finding in notebook.maintenance.check()] == ["left over"]
        assert notebook.maintenance.repair() == [f"{path} removed."]
        assert notebook.maintenance.check() == []


def test_a_damaged_history_gives_what_comes_before_the_damage(tmp_path: Path) -> None:
    first, _ = _many_runs(tmp_path)
    (path,) = (tmp_path / "history").iterdir()
    path.write_bytes(path.read_bytes()[:-40])
    with reopened(tmp_path) as notebook:
        assert 1 < len(notebook.maintenance.history(first)) <= 21
        assert notebook.get(first).note == "19"
    path.write_bytes(b"no gzip")
    with reopened(tmp_path) as notebook:
        assert "missing" in {finding.kind for finding in notebook.maintenance.check()}


def test_what_only_a_later_version_understands_is_listed_and_has_a_history(tmp_path: Path) -> None:
    one, other, id = _apart(tmp_path)
    with reopened(one) as notebook:
        notebook.note(id, "x")
    with reopened(other) as notebook:
        notebook._store.database.table("annotations").update({"verdict": "maybe"})
    _merge(one, other)
    with reopened(one) as notebook:
        assert [finding.kind for finding in notebook.maintenance.check()] == ["not shown"]
        assert [v.annotation is None for v in notebook.maintenance.history(id)] == [
            False,
            False,
            True,
        ]
        assert notebook.conflicts() == []


def test_a_line_edited_by_hand_into_nonsense_is_put_aside(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook, note="as it was")
    _edit(tmp_path, b'"note":"as it was","verdict":null', b'"note":"by hand","verdict":"maybe"')
    with reopened(tmp_path) as notebook:
        assert notebook.maintenance.repair() == [
            f"1 damaged line was put into {tmp_path / 'lost+found'} as it was."
        ]
        assert notebook.annotations() == []


def test_a_merge_that_cannot_write_is_one_sentence(tmp_path: Path) -> None:
    one, other, _ = _apart(tmp_path)
    with reopened(other) as notebook:
        mark(notebook)
    before = {path: path.read_bytes() for path in one.rglob("*") if path.is_file()}
    with reopened(one) as notebook, pytest.MonkeyPatch.context() as patch:

        def fail(*_: object) -> bytes:
            raise OSError(5, "Input/output error")

        patch.setattr(notebook._store.disk, "write", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            notebook.maintenance.merge(other)
    assert {path: path.read_bytes() for path in one.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["log/9.jsonl", "history/9.jsonl.gz", f"texts/{'0' * 64}.z"])
def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_merged_and_checked(
    tmp_path: Path, name: str
) -> None:
    one, other, _ = _apart(tmp_path)
    with reopened(other) as notebook:
        mark(notebook)
    (other / name).mkdir(parents=True)  # which nobody can read as a file
    with reopened(other) as notebook:
        assert name.startswith("texts") or any(
            each.kind == "unreadable" and name in each.sentence
            for each in notebook.maintenance.check()
        )
    with reopened(one) as notebook:
        merged = notebook.maintenance.merge(other)
        assert merged.new == 1
        (told,) = merged.unread
        assert name in told
        assert "did not come" in told


def test_a_conflict_that_is_unknown_cannot_be_settled(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        version = notebook.get(mark(notebook))
        with pytest.raises(UnknownAnnotationError):
            notebook.settle("urn:uuid:other", version)
