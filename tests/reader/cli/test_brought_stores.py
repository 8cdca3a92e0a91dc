"""A store that came with a folder is read, and used only once the user has said so."""

import os
import sys
from pathlib import Path

import pytest

from annotations import Notebook
from reader.settings import store_folder
from tests.reader.cli.support import Run


@pytest.fixture
def brought(folder: Path, tmp_path: Path, run: Run) -> Path:
    """The store of a library that somebody else marked, and sent."""
    made = tmp_path / "elsewhere"
    made.mkdir()
    (made / "log.txt").write_bytes((folder / "log.txt").read_bytes())
    assert run("init", made).status == 0
    words = (made / "log.txt").read_text("utf-8").split("\n\n")[1][:20]
    done = run("annotate", made / "log.txt", "--library", made, "--quote", words)
    assert done.status == 0, done.err
    (made / ".postil").rename(tmp_path / "taken apart")
    # A copy, as an archive or a clone makes it: other files, of another folder.
    (folder / ".postil" / "log").mkdir(parents=True)
    for log in (tmp_path / "taken apart" / "log").iterdir():
        (folder / ".postil" / "log" / log.name).write_bytes(log.read_bytes())
    return folder / ".postil"


def _files(store: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def _words(folder: Path) -> str:
    return (folder / "letter.md").read_text("utf-8").split("\n\n")[1][:15]


def test_it_is_read_and_not_written_to_and_a_sentence_says_so(
    brought: Path, folder: Path, run: Run
) -> None:
    before = _files(brought)
    done = run("annotations", "--library", folder, "--json")
    assert done.status == 0
    assert "brings its own annotations" in done.err
    assert "log.txt" in done.out
    refused = run("annotate", folder / "letter.md", "--library", folder, "--quote", _words(folder))
    assert refused.status == 1
    assert "postil init" in refused.err
    for command in (("list", folder), ("search", "wall", folder), ("check", "--library", folder)):
        run(*command)
    assert _files(brought) == before


def test_init_has_it_used_from_then_on(brought: Path, folder: Path, run: Run) -> None:
    before = _files(brought)
    assert run("init", folder).status == 0
    done = run("annotate", folder / "letter.md", "--library", folder, "--quote", _words(folder))
    assert (done.status, done.err) == (0, "")
    assert len(_files(brought)) > len(before)


def test_naming_it_as_the_store_has_it_used_from_then_on(
    brought: Path, folder: Path, run: Run
) -> None:
    assert run("--store", brought, "annotations", "--library", folder).err == ""
    assert run("annotations", "--library", folder).err == ""


def test_another_in_its_place_is_asked_about_again(
    brought: Path, folder: Path, run: Run, tmp_path: Path
) -> None:
    assert run("init", folder).status == 0
    brought.rename(tmp_path / "kept aside")  # so that its number is not given again
    (brought / "log").mkdir(parents=True)
    (brought / "log" / "1-00000000-aa.jsonl").write_bytes(b"")
    assert "brings its own" in run("annotations", "--library", folder).err


def test_one_that_was_used_here_before_answers_were_kept_is_used(
    brought: Path, folder: Path, run: Run
) -> None:
    with Notebook.open(brought) as notebook:
        notebook.note(notebook.annotations()[0].id, "mine")
    assert run("annotations", "--library", folder).err == ""


def test_an_empty_one_is_ones_own(folder: Path, run: Run) -> None:
    (folder / ".postil").mkdir()
    done = run("annotate", folder / "letter.md", "--library", folder, "--quote", _words(folder))
    assert (done.status, done.err) == (0, "")
    assert _files(folder / ".postil")


@pytest.mark.skipif(sys.platform == "win32", reason="links take a right that few have")
def test_one_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "theirs").mkdir()
    (folder / ".postil").symlink_to(tmp_path / "theirs")
    done = run("annotate", folder / "letter.md", "--library", folder, "--quote", _words(folder))
    assert done.status == 0
    assert "is a link and is not followed" in done.err
    assert not list((tmp_path / "theirs").iterdir())
    assert _files(store_folder(None, None))
    assert "is a link" in run("init", folder).err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone gives away")
def test_one_of_another_user_is_not_written_to_even_if_it_is_empty(folder: Path, run: Run) -> None:
    (folder / ".postil").mkdir()
    os.chown(folder / ".postil", 12345, 12345)
    done = run("annotate", folder / "letter.md", "--library", folder, "--quote", _words(folder))
    assert done.status == 1
    assert not _files(folder / ".postil")


@pytest.mark.parametrize("asked", [("--help",), ("init", "--help")])
def test_the_help_says_that_one_is_asked_and_what_answers_for_a_script(
    asked: tuple[str, ...], run: Run
) -> None:
    told = " ".join(run(*asked).out.split())
    assert "you are asked" in told
    assert "'--store DIR'" in told
