"""Large steps, whose edits are not kept decoded."""

from pathlib import Path

from annotations import Notebook, Position
from tests.annotations.builders import an_annotation

MANY = 60


def test_a_large_step_of_an_earlier_session_is_undone_and_done_again(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        made = [
            an_annotation(id=f"urn:uuid:{n}", note=str(n), position=Position(n, n + 26))
            for n in range(MANY)
        ]
        notebook.add(made)
        notebook.tag([each.id for each in notebook.annotations()], add=("money",))
    with Notebook.open(tmp_path) as notebook:
        assert notebook.next_size(back=True) == MANY
        assert notebook.can_undo is not None
        undone = notebook.undo()
        assert undone is not None
        assert (undone.verb, len(undone.ids)) == ("tag", MANY)
        assert notebook.tags() == []
        assert notebook.undo() is not None
        assert notebook.annotations() == []
    with Notebook.open(tmp_path) as notebook:
        assert notebook.redo() is not None
        assert len(notebook.annotations()) == MANY
        assert notebook.redo() is not None
        assert notebook.tags() == [("money", MANY)]
