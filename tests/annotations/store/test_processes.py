"""Promises 1 and 3: programs that are killed, and programs that write at once, lose nothing."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from annotations import Notebook
from tests.annotations.store.desk import Desk, opened, shown
from tests.annotations.store.kills import random_kills
from tests.annotations.store.worker import Told, started


def test_twenty_random_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert list(random_kills(tmp_path / "store", 20, seed=7, longest=0.1)) == []


@pytest.mark.parametrize("writers", [2, 4])
def test_programs_that_write_at_once_lose_nothing_of_each_other(
    tmp_path: Path, writers: int
) -> None:
    told = Told()
    with ExitStack() as stack:
        running = [
            stack.enter_context(started(tmp_path, f"writer{number}-", 60))
            for number in range(writers)
        ]
        for worker in running:
            assert worker.stdout is not None
            told.hear(worker.stdout)
    assert [worker.returncode for worker in running] == [0] * writers
    assert not told.tried
    with Notebook.open(tmp_path) as notebook:
        assert told.wrong(notebook) == []
        assert notebook.problems() == []
        assert notebook.conflicts() == []


def test_a_reader_sees_what_another_program_was_told_is_saved(tmp_path: Path) -> None:
    told = Told()
    with (
        Notebook.open(tmp_path) as reader,
        started(tmp_path, "writer-", 40, paced=True) as worker,
    ):
        assert worker.stdin is not None
        assert worker.stdout is not None
        for line in worker.stdout:
            told.hear([line])
            if not told.tried:
                reader.refresh()
                assert told.wrong(reader) == []
                worker.stdin.write("go on\n")
                worker.stdin.flush()
    assert told.done


def test_two_windows_that_take_turns_on_one_annotation_do_not_conflict(tmp_path: Path) -> None:
    one, other = Desk(lambda: opened(tmp_path)), Desk(lambda: opened(tmp_path))
    one.mark("w001")
    for number in range(20):
        for desk, waiting in ((one, other), (other, one)):
            desk.notebook.refresh()
            desk.acknowledged = shown(desk.notebook)
            desk.note("w001", f"{number}")
            waiting.notebook.refresh()
            assert shown(waiting.notebook) == desk.acknowledged
    assert one.notebook.conflicts() == []


def test_a_window_sees_what_another_did_even_while_it_writes_itself(tmp_path: Path) -> None:
    one, other = Desk(lambda: opened(tmp_path)), Desk(lambda: opened(tmp_path))
    for number in range(0, 40, 2):
        one.mark(f"w{number:03}")
        other.mark(f"w{number + 1:03}")
    assert shown(other.notebook).keys() == {f"w{number:03}" for number in range(40)}
