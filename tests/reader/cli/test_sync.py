"""``postil sync``: set up, said, refused."""

import shutil
from pathlib import Path

import pytest

from annotations import Notebook
from tests.annotations.builders import mark
from tests.annotations.sync.machines import bare, git
from tests.reader.cli.support import Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


def marked(store: Path) -> Path:
    with Notebook.open(store) as notebook:
        mark(notebook)
    return store


def test_two_stores_come_in_step(run: Run, tmp_path: Path, remote: Path) -> None:
    one, two = marked(tmp_path / "one"), tmp_path / "two"
    begun = run("--store", one, "sync", "--init", remote)
    assert begun.status == 0
    assert "sent, 0 received." in begun.out
    assert f"{one} is synced from here on." in begun.err
    run("--store", two, "sync", "--init", remote)
    with Notebook.open(two) as notebook:
        assert len(notebook.annotations()) == 1
    assert run("--store", two, "sync").out == "Everything was in step already.\n"


def test_without_a_set_up_it_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    done = run("--store", marked(tmp_path / "one"), "sync")
    assert done.status == 1
    assert "postil sync --init ADDRESS" in done.err


def test_a_repository_that_a_folder_brings_is_not_used_unasked(
    run: Run, tmp_path: Path, remote: Path
) -> None:
    store = marked(tmp_path / "one")
    git(store, "init", "-q")
    git(store, "remote", "add", "origin", str(remote))
    assert run("--store", store, "sync").status == 1
    assert git(remote, "for-each-ref") == ""


def test_a_conflict_that_came_in_is_told_with_the_key_that_settles_it(
    run: Run, tmp_path: Path, remote: Path
) -> None:
    one, two = marked(tmp_path / "one"), tmp_path / "two"
    run("--store", one, "sync", "--init", remote)
    run("--store", two, "sync", "--init", remote)
    for store in (one, two):
        with Notebook.open(store) as notebook:
            notebook.note(notebook.annotations()[0].id, f"by {store.name}")
    run("--store", one, "sync")
    assert "1 mark was changed in two places at once: U" in run("--store", two, "sync").err


def test_the_articles_come_along_where_that_was_said(
    run: Run, tmp_path: Path, remote: Path, folder: Path
) -> None:
    run("init", folder)
    run("sync", "--init", remote, "--articles", "--library", folder)
    files = git(remote, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert any(not each.startswith(".postil/") for each in files)


def test_articles_are_not_carried_with_a_store_that_lies_elsewhere(
    run: Run, tmp_path: Path, remote: Path, folder: Path
) -> None:
    done = run("sync", "--init", remote, "--articles", "--library", folder)
    assert done.status == 1
    assert "postil init DIR" in done.err


def test_a_remote_that_cannot_be_reached_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("--store", marked(tmp_path / "one"), "sync", "--init", tmp_path / "nothing.git")
    assert done.status == 1
    assert "no git repository at the remote" in done.err
    assert "Traceback" not in done.err
