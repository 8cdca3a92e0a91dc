"""Where a store may lie: under git, and on a disk that is really full."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.errors import StoreError
from tests.annotations.store.desk import Desk, Shown, differences, on_disk, opened, shown
from tests.annotations.store.sessions import small_logs

IN_CI = bool(os.environ.get("CI"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        reason = "git is not installed, and a store under git is to be merged"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path / "store"
    folder.mkdir()
    _git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def _git(folder: Path, *command: str) -> str:
    said = subprocess.run(
        ["git", "-c", "user.name=reader", "-c", "user.email=reader@example.org", *command],
        cwd=folder,
        env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout
    return said.stdout


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message=marks")


def _desk(folder: Path) -> Desk:
    desk = Desk(lambda: opened(folder))
    desk.acknowledged = on_disk(folder)
    return desk


@pytest.mark.parametrize("tidied", [False, True], ids=["in logs", "in packs"])
def test_a_store_under_git_is_merged_from_two_branches(repository: Path, tidied: bool) -> None:
    base = Desk(lambda: opened(repository))
    for word in ("w001", "w002", "w003", "w004"):
        base.mark(word)
    base.close()
    _commit(repository)

    _git(repository, "checkout", "--quiet", "-b", "other")
    other = _desk(repository)
    other.note("w001", "on the other branch")
    other.note("w003", "on the other branch")
    other.remove(["w002"])
    other.mark("w010")
    other.close()
    _commit(repository)

    _git(repository, "checkout", "--quiet", "main")
    main = _desk(repository)
    main.note("w003", "on main")
    main.remove(["w004"])
    main.mark("w011")
    main.close()
    if tidied:
        with small_logs():
            for number in range(5):
                main.mark(f"w02{number}")
                main.reopen()
    _commit(repository)

    _git(repository, "merge", "--quiet", "--no-edit", "other")
    merged = dict(main.acknowledged) | {
        "w001": Shown(note="on the other branch"),
        "w010": Shown(),
    }
    del merged["w002"]
    with opened(repository) as notebook:
        assert differences(shown(notebook), merged) == []
        [conflict] = notebook.conflicts()
        assert conflict.standing.note == "on main"
        assert [rival.note for rival in conflict.rivals] == ["on the other branch"]
        assert notebook.problems() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_of_one_megabyte_that_is_full_keeps_all_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    desk = Desk(lambda: Notebook.open(small_disk / "store"))
    words = (f"w{number:03}" for number in range(200))
    with pytest.raises(StoreError, match=r"Nothing was saved.*No space left"):  # noqa: PT012
        for word in words:
            desk.mark(word)
            desk.note(word, "at length " * 200)
    assert len(desk.acknowledged) > 5
    desk.check()
    desk.reopen()
    ballast.unlink()
    desk.mark("w199")
    desk.reopen()
    assert desk.notebook.problems() == []
    desk.close()
