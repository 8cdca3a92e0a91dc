"""A store that git or a synchroniser carries between machines: nothing ever meets a conflict."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Notebook, Source
from annotations.store import compaction
from reader.library.collections import Collections
from reader.library.progress import Place, Progress
from tests.annotations.sync.machines import git

TEXT = "The ferry was late. The harbour was closed. Nobody was hurt."
SOURCE = Source(path="log.txt", library="/lib")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


def mark(store: Path, start: int) -> str:
    with Notebook.open(store) as notebook:
        return notebook.mark(TEXT, start, start + 3, SOURCE).after[0].id


def read_and_collect(store: Path, name: str) -> None:
    Progress.open(store).leave(f"{name}.txt", name, Place(1, 0.5, "2026-01-01T00:00:00Z"))
    Collections(store).put(f"{name}.txt", name * 8, ["money", name])


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one store in which something was marked, read and collected."""
    bare, one, two = tmp_path / "bare.git", tmp_path / "one", tmp_path / "two"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(bare))
    git(tmp_path, "clone", "-q", str(bare), str(one))
    git(one, "checkout", "-q", "-B", "main")
    mark(one, 0)
    read_and_collect(one, "first")
    git(one, "add", "-A")
    git(one, "commit", "-qm", "begin")
    git(one, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", str(bare), str(two))
    return one, two


def pull(store: Path) -> None:
    git(store, "add", "-A")
    git(store, "commit", "-qm", "more")
    git(store, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    git(store, "push", "-q", "origin", "HEAD:main")


def test_two_clones_that_both_mark_read_and_collect_merge_without_a_conflict(
    clones: tuple[Path, Path],
) -> None:
    one, two = clones
    for round in range(3):
        for name, store in (("a", one), ("b", two)):
            mark(store, round)
            read_and_collect(store, f"{name}{round}")
        pull(one)
        pull(two)
    git(one, "pull", "-q", "--ff-only", "origin", "main")
    for store in (one, two):
        with Notebook.open(store) as notebook:
            assert len(notebook.annotations()) == 7
            assert notebook.maintenance.check() == []
        assert len(Progress.open(store).places()) == 14  # by path and by text
        assert Collections(store).names == ["a0", "a1", "a2", "b0", "b1", "b2", "first", "money"]


def test_packing_logs_on_one_side_is_not_taken_for_a_folder_that_was_renamed(
    clones: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = clones
    monkeypatch.setattr(compaction, "_MANY_LOGS", 3)
    for at in range(10):
        mark(one, at)
    mark(two, 20)
    pull(two)
    pull(one)
    with Notebook.open(one) as notebook:
        assert len(notebook.annotations()) == 12
    assert [*(one / "log").iterdir()]


def renamed(name: str) -> Callable[[], os.uname_result]:
    return lambda: os.uname_result(("Linux", name, "1", "1", "x86_64"))


def test_a_host_name_that_changes_at_each_run_does_not_pile_up_logs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(40):
        monkeypatch.setattr(os, "uname", renamed(f"container-{at}"))
        mark(tmp_path, at)
    assert len([*(tmp_path / "log").iterdir()]) < compaction._MANY_LOGS
    with Notebook.open(tmp_path) as notebook:
        assert len(notebook.annotations()) == 40


def test_a_copy_leaves_the_logs_of_the_machine_that_it_was_copied_from_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    monkeypatch.setattr(compaction, "_MANY_LOGS", 3)
    mark(here, 0)
    [log] = (here / "log").iterdir()
    shutil.copytree(here, there)
    for at in range(8):
        mark(there, at)
    assert (there / "log" / log.name).exists()
