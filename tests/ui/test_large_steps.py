"""Steps that change so many marks that keys would wait for them are taken in a thread."""

from pathlib import Path
from threading import Event

import pytest

from annotations import Notebook
from tests.ui.driving import Reader, opened
from tests.ui.test_many_marks import TEXT, many, sentences

SPANS = sentences()
KINDS = ("highlight", "claim")


def kinds(reader: Reader) -> set[str]:
    return {made.kind for made in reader.marks()}


async def done(reader: Reader) -> None:
    await reader.until(lambda: not reader.app.is_stepping, "the end of the step")
    await reader.settled()


async def all_made_claims(reader: Reader) -> None:
    """From the article, make all its marks claims in the list, and come back."""
    await reader.press("A", "V", "~")
    await done(reader)
    assert kinds(reader) == {"claim"}


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """A step in a thread begins when this is set."""
    may_begin, another = Event(), Notebook.another

    def waiting(notebook: Notebook) -> Notebook:
        assert may_begin.wait(10)
        return another(notebook)

    monkeypatch.setattr(Notebook, "another", waiting)
    return may_begin


async def test_many_marks_are_changed_undone_and_changed_again_as_one_step(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt") as reader:
        await all_made_claims(reader)
        await reader.press("q", "u")
        await done(reader)
        assert "Undone: change kind (450 marks)." in reader.notice()
        assert kinds(reader) == {"highlight"}
        assert reader.page.touched[0].annotation.kind == "highlight"
        await reader.press("ctrl+r")
        await done(reader)
        assert "Done again: change kind (450 marks)." in reader.notice()
        assert kinds(reader) == {"claim"}
        assert reader.page.touched[0].annotation.kind == "claim"


async def test_keys_are_obeyed_while_many_marks_are_undone(tmp_path: Path, held: Event) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt") as reader:
        held.set()
        await all_made_claims(reader)
        held.clear()
        await reader.press("q", "u")
        assert "Undoing, 450 marks …" in reader.notice()
        await reader.press("G")
        assert reader.focused() == TEXT[slice(*SPANS[-1])]
        assert kinds(reader) == {"claim"}
        held.set()
        await done(reader)
        assert kinds(reader) == {"highlight"}


async def test_steps_are_taken_in_the_order_of_the_keys(tmp_path: Path, held: Event) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt") as reader:
        held.set()
        await reader.press("c")  # a step before the large one
        assert len(reader.marks()) == 451
        await all_made_claims(reader)
        held.clear()
        await reader.rush("q", "u", "u", "ctrl+r")
        held.set()
        await done(reader)
        # The large step is taken back, and of the one before it nothing came in the end.
        assert "Done again: mark." in reader.notice()
        assert len(reader.marks()) == 451
        assert kinds(reader) == {"highlight", "claim"}


async def test_nothing_else_is_changed_meanwhile_and_that_is_said(
    tmp_path: Path, held: Event
) -> None:
    async with opened(many(tmp_path, SPANS[1:]), "long.txt") as reader:
        held.set()
        await all_made_claims(reader)
        held.clear()
        await reader.press("q", "u", "h")
        assert "Try again in a moment." in reader.notice()
        held.set()
        await done(reader)
        await reader.press("h")
        assert len(reader.marks()) == 450


async def test_a_large_step_that_met_a_change_elsewhere_is_left_and_that_is_said(
    tmp_path: Path,
) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt") as reader:
        await all_made_claims(reader)
        with Notebook.open(tmp_path / "store") as other:
            other.note(other.annotations()[7].id, "Mine")
        await reader.press("q", "u")
        await done(reader)
        assert "changed elsewhere" in reader.notice()
        assert kinds(reader) == {"claim"}


async def test_who_leaves_meanwhile_finds_the_step_taken_whole(tmp_path: Path, held: Event) -> None:
    library = many(tmp_path, SPANS)
    async with opened(library, "long.txt") as reader:
        held.set()
        await all_made_claims(reader)
        held.clear()
        await reader.press("q", "u")
        held.set()
    with Notebook.open(tmp_path / "store") as notebook:
        assert len({made.kind for made in notebook.annotations()}) == 1
