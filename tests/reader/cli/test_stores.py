"""``postil check`` and ``merge``."""

import json
import os
import shutil
from pathlib import Path

import pytest

from annotations import Notebook
from reader.library.library import Library, catalogues_folder
from reader.settings import LIBRARY_STORE
from tests.annotations.builders import mark
from tests.reader.cli.support import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one annotation of two versions."""
    folder = tmp_path / "a store"
    with Notebook.open(folder) as notebook:
        notebook.note(mark(notebook, kind="claim", tags=["money"]), "Is it?")
    return folder


def _id(store: Path) -> str:
    with Notebook.open(store) as notebook:
        return notebook.annotations()[0].id


def _damage(store: Path) -> None:
    (path,) = (store / "log").iterdir()
    path.write_bytes(path.read_bytes().replace(b"Is it?", b"Is it!", 1))


def test_rebuilding_throws_away_what_was_known_of_the_articles(run: Run, folder: Path) -> None:
    run("list", folder)
    file = Library.open([folder]).catalogue_file
    assert file is not None
    file.write_bytes(b"damaged")

    assert run("check", "--rebuild", "--library", folder).out == "2 articles read anew.\n"
    assert "wall" in run("search", "wall", folder).out


def test_check_says_when_nothing_is_wrong(run: Run, store: Path) -> None:
    done = run("--store", store, "check")
    assert (done.status, done.out) == (0, "Nothing is wrong with the store.\n")
    assert run("--store", store, "check", "--json").out == "[]\n"


def test_check_says_what_the_libraries_take_and_forgets_those_long_unused(
    run: Run, store: Path, folder: Path
) -> None:
    run("list", folder)
    old = catalogues_folder() / "old.sqlite"
    old.touch()
    os.utime(old, (0, 0))
    done = run("--store", store, "check")
    first, said = done.out.splitlines()
    assert (done.status, first) == (0, "Nothing is wrong with the store.")
    assert said.startswith("What is known of one library takes 0.")
    assert said.endswith(f" MB in {catalogues_folder()}.")
    assert not old.exists()
    assert run("--store", store, "check", "--json").out == "[]\n"


def test_check_lists_what_is_damaged_and_ends_with_1(run: Run, store: Path) -> None:
    _damage(store)
    done = run("--store", store, "check")
    assert (done.status, done.err) == (1, "")
    assert "bytes make no line" in done.out
    rows = json.loads(run("--store", store, "check", "--json").out)
    assert {"kind", "about", "sentence"} == set(rows[0])
    assert "damaged" in [row["kind"] for row in rows]


def test_check_repairs_when_it_is_asked_to(run: Run, store: Path) -> None:
    _damage(store)
    done = run("--store", store, "check", "--repair", "--json")
    assert (done.status, done.out) == (0, "[]\n")
    assert "1 damaged line was mended." in done.err
    with Notebook.open(store) as notebook:
        assert notebook.annotations()[0].note == "Is it?"


def test_check_lists_every_version_of_an_annotation(run: Run, store: Path) -> None:
    id = _id(store)
    done = run("--store", store, "check", "--history", id)
    first, second = done.out.splitlines()
    assert (done.status, "stands" in first, "stands" in second) == (0, False, True)
    assert second.endswith("Is it?")
    rows = json.loads(run("--store", store, "check", "--history", id, "--json").out)
    assert [row["annotation"]["note"] for row in rows] == ["", "Is it?"]
    assert [row["standing"] for row in rows] == [False, True]


def test_check_tells_of_removals_and_of_ids_that_are_unknown(run: Run, store: Path) -> None:
    id = _id(store)
    with Notebook.open(store) as notebook:
        notebook.remove(id)
    assert "removed" in run("--store", store, "check", "--history", id).out.splitlines()[-1]
    done = run("--store", store, "check", "--history", "urn:uuid:none")
    assert (done.status, done.err.count("\n")) == (1, 1)


def test_check_makes_no_store(run: Run, tmp_path: Path) -> None:
    done = run("--store", tmp_path / "none", "check")
    assert (done.status, "There is no store" in done.err) == (1, True)
    assert not (tmp_path / "none").exists()


def test_merge_takes_over_another_store_or_that_of_another_library(
    run: Run, store: Path, tmp_path: Path
) -> None:
    shutil.copytree(store, tmp_path / "library" / LIBRARY_STORE)
    with Notebook.open(tmp_path / "library" / LIBRARY_STORE) as notebook:
        notebook.note(notebook.annotations()[0].id, "It is.")
        mark(notebook, "nine")
    done = run("--store", store, "merge", tmp_path / "library")
    assert (done.status, done.out) == (0, "1 new, 1 changed, 0 in conflict\n")
    done = run("--store", store, "merge", tmp_path / "library" / LIBRARY_STORE)
    assert done.out == "0 new, 0 changed, 0 in conflict\n"


def test_merge_refuses_what_is_no_store(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("--store", store, "merge", tmp_path)
    assert (done.status, done.err) == (1, f"postil: There is no store in {tmp_path}.\n")


def test_a_file_where_the_store_should_be_is_left_alone_and_named(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    store.write_text("a letter")
    done = run("--store", store, "annotate", folder / "log.txt", "--quote", "4.1 million")
    assert done.status == 1
    assert f"{store} cannot be written (there is a file where its folder should be" in done.err
    assert store.read_text() == "a letter"


def _lose_a_log(store: Path) -> Path:
    (path,) = (store / "log").iterdir()
    path.unlink()
    return path


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["annotations"], 3),
        (["annotations", "--json"], 3),
        (["export", "--format", "json"], 3),
        (["export", "--format", "csv"], 3),
        (["list"], 0),
        (["search", "wall"], 0),
        (["read", "--plain"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_lists_or_exports_says_what_was_lost(
    run: Run, store: Path, folder: Path, command: list[str], status: int
) -> None:
    whole = run("--store", store, "annotations")
    assert whole.status == 0
    path = _lose_a_log(store)
    words = [folder] if command[0] in ("list", "search", "read") else []
    done = run("--store", store, *command, *words)
    assert done.status == status
    assert done.err.count(f"{path} was here when the store was last closed, and is gone") == 1


def test_an_export_of_a_damaged_store_has_what_there_is_and_says_that_it_is_not_all(
    run: Run, store: Path, tmp_path: Path
) -> None:
    with Notebook.open(store) as notebook:
        mark(notebook)
    log = max((store / "log").iterdir())
    log.write_bytes(log.read_bytes().replace(b"3.4", b"3.5", 1))
    done = run("--store", store, "export", "--format", "json", "-o", tmp_path / "out.json")
    assert done.status == 3
    assert "could not be read" in done.err
    assert len(json.loads((tmp_path / "out.json").read_text())) >= 1
