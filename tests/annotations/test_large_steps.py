"""What a front end needs to take large steps beside the keys."""

from pathlib import Path

import pytest

from annotations import Notebook, Position
from annotations.errors import ConflictError
from tests.annotations.builders import an_annotation, mark


def test_the_notebook_of_another_thread_does_not_undo_what_other_windows_did_since(
    tmp_path: Path,
) -> None:
    with Notebook.open(tmp_path) as notebook, Notebook.open(tmp_path) as window:
        id = mark(notebook)
        window.note(id, "Theirs.")
        with notebook.another() as other, pytest.raises(ConflictError):
            other.undo()


def test_an_undo_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[int] = []
    with Notebook.open(tmp_path) as notebook:
        made = [
            an_annotation(id=f"urn:uuid:{n}", note=str(n), position=Position(n, n + 26))
            for n in range(250)
        ]
        notebook.add(made)
        assert notebook.next_size(back=True) == 250
        assert notebook.next_size(back=False) == 0
        notebook.undo(told.append)
        assert told == sorted(told)
        assert told[0] == 0
        assert 400 < told[-1] < 500
        assert notebook.next_size(back=False) == 250


def test_what_another_notebook_wrote_is_taken_up_in_steps_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.files._BLOCK", 900)
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook, "3.4 million") for _ in range(10)]
        places = notebook.marks_on(notebook.get(ids[0]).source).places
        assert dict(notebook.tags()) == {}
        with notebook.another() as other:
            other.tag(ids, add=("money",))
            other.remove(ids[:4])
            assert notebook.refresh_some()
            while notebook.refresh_some():
                pass
            assert notebook.annotations() == other.annotations()
            assert notebook.tags() == other.tags() == [("money", 6)]
            assert {id for _, _, id in places} == set(ids[4:])


def test_who_asks_while_it_is_taken_up_has_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.files._BLOCK", 900)
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook, "3.4 million") for _ in range(10)]
        source = notebook.get(ids[0]).source
        places = notebook.marks_on(source).places
        with notebook.another() as other:
            other.remove(ids[:4])
            notebook.refresh_some()
            assert [each.id for each in notebook.of(source)] == ids[4:]
            assert {id for _, _, id in places} == set(ids[4:])
            notebook.undo()
            assert len(notebook.of(source)) == 10
