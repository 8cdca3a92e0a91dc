"""A large store, read in steps or when it is first asked for: the same store all the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import Notebook, Source
from annotations.errors import NewerStoreError
from annotations.ids import hash_text
from annotations.store import Disk
from annotations.store.line import LAYOUT, title
from tests.annotations.builders import SOURCE, TEXT, mark

HERE = replace(SOURCE, text_sha256=hash_text(TEXT))


@pytest.fixture(autouse=True)
def _every_store_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.store._LARGE", 0)
    monkeypatch.setattr("annotations.store.store._AT_ONCE", 2)
    monkeypatch.setattr("annotations.store.files._BLOCK", 700)
    monkeypatch.setattr("annotations.store.glimpse._BLOCK", 300)


def fill(folder: Path, count: int = 12) -> list[str]:
    """A store with marks on the article, some changed since, one removed, and one elsewhere."""
    with Notebook.open(folder) as notebook:
        ids = [
            notebook.mark(TEXT, at * 7, at * 7 + 5, SOURCE, tags=(f"t{at % 3}",)).ids[0]
            for at in range(count)
        ]
        notebook.note(ids[1], "A note.")
        notebook.change_kind(ids[2], "claim")
        notebook.move(ids[3], TEXT, 100, 110, SOURCE)
        notebook.remove(ids[4])
        notebook.mark(f"{TEXT} More.", 0, 5, Source(path="letter.txt"))
        notebook.dismiss(TEXT, 0, 20, SOURCE)
    return ids


QUESTIONS: dict[str, Callable[[Notebook], object]] = {
    "all of them": lambda notebook: notebook.annotations(),
    "one article's": lambda notebook: notebook.of(HERE),
    "those dismissed": lambda notebook: notebook.of(HERE, is_hidden=True),
    "how many": lambda notebook: dict(notebook.counts()),
    "the tags": lambda notebook: notebook.tags(),
    "the last": lambda notebook: notebook.last_marking(),
    "what can be undone": lambda notebook: notebook.can_undo,
    "the places": lambda notebook: list(notebook.marks_on(HERE).places),
    "the problems": lambda notebook: notebook.problems(),
    "what was learned": lambda notebook: notebook.learned(),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("steps", [0, 1, 5, 9, 14, 20, 1000])
def test_whatever_is_asked_and_whenever_the_answer_is_the_same(
    tmp_path: Path, question: str, steps: int
) -> None:
    fill(tmp_path)
    ask = QUESTIONS[question]
    with Notebook.open(tmp_path) as eager, Notebook.open(tmp_path, lazily=True) as notebook:
        assert not notebook.is_read
        notebook.glimpse(HERE, 0, 10)
        for _ in range(steps):
            notebook.catch_up()
        assert ask(notebook) == ask(eager)
        assert notebook.is_read


@pytest.mark.parametrize("steps", [0, 1, 5, 9, 14, 20, 1000])
def test_what_is_written_before_all_is_read_is_written_and_followed(
    tmp_path: Path, steps: int
) -> None:
    ids = fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        notebook.glimpse(HERE, 0, 10)
        for _ in range(steps):
            notebook.catch_up()
        made = mark(notebook, "No one was hurt.", tags=("t1", "new"))
        notebook.remove((ids[0], ids[7]))
        while notebook.catch_up():
            pass
        with Notebook.open(tmp_path) as fresh:
            for ask in QUESTIONS.values():
                if ask is not QUESTIONS["what can be undone"]:
                    assert ask(notebook) == ask(fresh)
        assert notebook.undo() is not None
        assert notebook.undo() is not None
        assert made not in [each.id for each in notebook.of(HERE)]
        assert ids[0] in [each.id for each in notebook.of(HERE)]


def test_what_was_done_before_is_undone_and_what_another_window_does_since_is_not(
    tmp_path: Path,
) -> None:
    fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        while notebook.catch_up():
            pass
        with Notebook.open(tmp_path) as other:
            mark(other, "No one was hurt.")
        notebook.refresh()
        undone = notebook.undo()
        assert undone is not None
        assert undone.verb == "dismiss suggestion"


def test_a_glimpse_shows_the_marks_near_a_span_as_the_store_has_them(tmp_path: Path) -> None:
    fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        glimpse = notebook.glimpse(HERE, 10, 40)
        assert not notebook.is_read
        assert glimpse.is_whole
        known = notebook.marks_on(HERE)
        assert list(glimpse.known.places) == list(known.places)
        assert glimpse.known.claims == known.claims
        assert glimpse.known.hidden == known.hidden
        ids = [id for _, _, id in known.places]
        assert glimpse.make(ids) == [notebook.get(id) for id in ids]


def test_of_many_marks_a_glimpse_has_those_near_the_span(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.glimpse._ALL", 5)
    fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        glimpse = notebook.glimpse(HERE, 36, 44)
        assert not glimpse.is_whole
        near = notebook.marks_on(HERE).places.touching(36, 44)
        assert glimpse.known.places.touching(36, 44) == near
        assert len(glimpse.known.places) < len(notebook.marks_on(HERE).places)


def test_a_glimpse_sees_marks_that_were_made_on_another_text(tmp_path: Path) -> None:
    ids = fill(tmp_path, 5)
    changed = replace(HERE, text_sha256="0" * 64)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        assert notebook.glimpse(changed, 0, 10).known.others == set(ids) - {ids[4]}


def test_a_store_of_a_later_version_is_refused_before_it_is_read(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "log" / "later.jsonl").write_bytes(title(v=LAYOUT + 1) + b"\n")
    with pytest.raises(NewerStoreError):
        Notebook.open(tmp_path, lazily=True)


def test_a_file_that_vanishes_once_it_was_read_is_written_again(tmp_path: Path) -> None:
    ids = fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:
        while notebook.catch_up():
            pass
        for path in (tmp_path / "log").iterdir():
            path.unlink()
        notebook.refresh()
    with Notebook.open(tmp_path) as again:
        assert ids[5] in [each.id for each in again.annotations()]


def test_files_that_cannot_be_read_leave_a_glimpse_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    with Notebook.open(tmp_path, lazily=True) as notebook:

        def broken(disk: Disk, *arguments: object) -> bytes:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patched:
            patched.setattr(Disk, "read", broken)
            assert not len(notebook.glimpse(HERE, 0, 100).known.places)
        assert len(notebook.marks_on(HERE).places)
