"""What comes after what is told by what was known, never by a clock."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Notebook, Source
from annotations.ids import Ids, tick_of
from annotations.store import Disk
from annotations.store.machine import Machine

TEXT = "The ferry was late. The harbour was closed. Nobody was hurt. The mayor has resigned."
SOURCE = Source(path="log.txt", library="/lib")
HOUR, YEAR = 3600, 365 * 24 * 3600
NOW = time.time_ns()

Clock = Callable[[int], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock by so many seconds from now; it stands still then."""

    def set_by(seconds: int) -> None:
        shown.append(NOW + seconds * 1_000_000_000)

    shown = [NOW]
    monkeypatch.setattr(time, "time_ns", lambda: shown[-1])
    return set_by


def mark(notebook: Notebook, start: int, *tags: str, kind: str = "highlight") -> str:
    return notebook.mark(TEXT, start, start + 3, SOURCE, kind=kind, tags=tags).after[0].id


def undone(notebook: Notebook) -> str:
    change = notebook.undo()
    assert change is not None
    [version] = change.after
    return version.id


@pytest.mark.parametrize("before", [2 * HOUR, YEAR, 80 * YEAR])
def test_undo_takes_back_what_was_just_made_after_the_clock_went_back(
    tmp_path: Path, clock: Clock, before: int
) -> None:
    clock(before)
    with Notebook.open(tmp_path) as notebook:
        earlier = [mark(notebook, 0, "old"), mark(notebook, 4, "old")]
    clock(0)
    with Notebook.open(tmp_path) as notebook:
        made = mark(notebook, 10, "new", kind="claim")
        assert notebook.last_marking() == ("claim", ("new",))
        assert notebook.last_tags() == ("new",)
        assert undone(notebook) == made
        assert undone(notebook) == earlier[1]
        assert notebook.last_marking() == ("highlight", ("old",))


def test_undo_and_redo_keep_their_order_when_the_clock_is_set_while_one_reads(
    tmp_path: Path, clock: Clock
) -> None:
    with Notebook.open(tmp_path) as notebook:
        made = []
        for place, seconds in enumerate((0, 3 * YEAR, -YEAR, HOUR, -HOUR)):
            clock(seconds)
            made.append(mark(notebook, place))
        assert [undone(notebook) for _ in made] == made[::-1]
        again = [notebook.redo() for _ in made]
        assert [change.after[0].id for change in again if change] == made


def test_a_fast_clock_s_thousand_steps_do_not_shut_out_those_that_follow(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.store.NEWEST", 5)
    clock(YEAR)
    with Notebook.open(tmp_path) as notebook:
        for place in range(12):
            mark(notebook, place)
    clock(0)
    with Notebook.open(tmp_path) as notebook:
        made = mark(notebook, 20)
    with Notebook.open(tmp_path) as notebook:
        assert undone(notebook) == made


def test_annotations_come_in_the_order_in_which_they_were_made(
    tmp_path: Path, clock: Clock
) -> None:
    made = []
    for place, seconds in enumerate((HOUR, 0, YEAR, -HOUR)):
        clock(seconds)
        with Notebook.open(tmp_path) as notebook:
            made.append(mark(notebook, place))
    with Notebook.open(tmp_path) as notebook:
        assert [each.id for each in notebook.annotations()] == made


def test_versions_come_in_the_order_in_which_they_followed_each_other(
    tmp_path: Path, clock: Clock
) -> None:
    clock(YEAR)
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook, 0)
    for seconds, note in ((0, "one"), (-HOUR, "two"), (2 * YEAR, "three"), (0, "four")):
        clock(seconds)
        with Notebook.open(tmp_path) as notebook:
            notebook.note(id, note)
    with Notebook.open(tmp_path) as notebook:
        assert notebook.get(id).note == "four"
        history = notebook.maintenance.history(id)
    notes = [version.annotation.note for version in history if version.annotation]
    assert notes == ["", "one", "two", "three", "four"]
    assert [version.standing for version in history] == [False] * 4 + [True]


@pytest.mark.parametrize("skew", [-YEAR, -60, 60, YEAR])
def test_after_a_merge_each_side_takes_back_its_own_last_step(
    tmp_path: Path, clock: Clock, skew: int
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Notebook.open(here) as notebook:
        common = mark(notebook, 0)
    shutil.copytree(here, there)
    made: dict[Path, list[str]] = {here: [], there: []}
    for place in (10, 20):
        for store, seconds in ((here, 0), (there, skew)):
            clock(seconds)
            with Notebook.open(store) as notebook:
                made[store].append(mark(notebook, place))
    for store, other in ((here, there), (there, here)):
        with Notebook.open(store) as notebook:
            notebook.maintenance.merge(other)
    for store in (here, there):
        with Notebook.open(store) as notebook:
            assert [undone(notebook) for _ in range(2)] == made[store][::-1]
            assert undone(notebook) == common
            assert notebook.undo() is None


def test_two_machines_of_one_name_are_two(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = os.uname_result(("Linux", "localhost", "1", "1", "x86_64"))
    monkeypatch.setattr(os, "uname", lambda: name)
    test_after_a_merge_each_side_takes_back_its_own_last_step(tmp_path, clock, 60)


def test_a_new_mark_leaves_what_was_undone_on_another_machine_to_be_redone_there(
    tmp_path: Path,
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Notebook.open(there) as notebook:
        mark(notebook, 0)
    with Notebook.open(here) as notebook:
        mark(notebook, 10)
        mark(notebook, 20)
        undone(notebook)
    with Notebook.open(there) as notebook:
        notebook.maintenance.merge(here)
    with Notebook.open(there) as notebook:
        mark(notebook, 30)
    with Notebook.open(here) as notebook:
        notebook.maintenance.merge(there)
    with Notebook.open(here) as notebook:
        assert notebook.redo() is not None


def test_a_store_that_was_moved_to_another_machine_can_be_undone_there(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Notebook.open(here) as notebook:
        made = [mark(notebook, 0), mark(notebook, 10)]
    shutil.copytree(here, there)
    assert Machine(Disk(), there).known == ""
    with Notebook.open(there) as notebook:
        assert undone(notebook) == made[1]
    with Notebook.open(there) as notebook:
        last = mark(notebook, 20)
    with Notebook.open(there) as notebook:
        assert [undone(notebook), undone(notebook)] == [last, made[0]]


def test_what_was_imported_is_not_the_last_marking(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "other") as notebook:
        mark(notebook, 10, "theirs", kind="question")
        theirs = notebook.annotations()
    with Notebook.open(tmp_path / "ours") as notebook:
        mark(notebook, 0, "ours", kind="claim")
        notebook.add(theirs, {"log.txt": TEXT})
        assert notebook.last_marking() == ("claim", ("ours",))
        assert notebook.last_tags() == ("ours",)


def test_ids_follow_those_of_others_and_no_time_that_leaves_no_room() -> None:
    ids, ahead = Ids(lambda: NOW), Ids(lambda: NOW + YEAR * 1_000_000_000)
    later = ahead.new()
    ids.follow(later)
    assert ids.new() > later
    for strange in ("", "urn:uuid:ffffffff-ffff-7fff-bfff-ffffffffffff", "urn:x:1"):
        assert tick_of(strange) == 0
    assert tick_of("urn:uuid:f47ac10b-58cc-4372-a567-0e02b2c3d479") == 0
