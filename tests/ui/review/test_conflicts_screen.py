"""Settling on the screen what was changed in two places at once."""

import shutil
from pathlib import Path

from annotations import Notebook
from tests.ui.builders import harbour
from tests.ui.driving import opened


async def apart(tmp_path: Path) -> Path:
    """A store whose one mark has a note of two minds; gives the articles' folder."""
    store, other = tmp_path / "store", tmp_path / "other"
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        await reader.press("c")
    shutil.copytree(store, other)
    for folder, note in ((store, "The minutes say so."), (other, "The mayor denies it.")):
        with Notebook.open(folder) as notebook:
            notebook.note(notebook.annotations()[0].id, note)
    with Notebook.open(store) as notebook:
        notebook.maintenance.merge(other)
    return library


async def test_that_a_mark_was_changed_in_two_places_is_said_at_the_start(tmp_path: Path) -> None:
    async with opened(await apart(tmp_path), "harbour.txt") as reader:
        assert "1 mark changed in two places" in reader.notice()


async def test_both_versions_are_shown_and_the_chosen_one_stands(tmp_path: Path) -> None:
    async with opened(await apart(tmp_path), "harbour.txt", size=(120, 24)) as reader:
        await reader.press("U")
        assert reader.shows("The minutes say so.")
        assert reader.shows("The mayor denies it.")
        other = reader.desk.notebook.conflicts()[0].rivals[0].note
        await reader.press("2")
        assert reader.marks()[0].note == other
        assert reader.shows("No mark was changed in two places.")
        await reader.press("q")
        assert reader.marks()[0].note == other


async def test_the_choice_can_be_taken_back(tmp_path: Path) -> None:
    async with opened(await apart(tmp_path), "harbour.txt", size=(120, 24)) as reader:
        before = reader.marks()[0].note
        await reader.press("U", "2", "u")
        assert reader.marks()[0].note == before


async def test_where_nothing_is_to_settle_that_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("U", "1")
        assert reader.shows("No mark was changed in two places.")
        assert "nothing to settle" in reader.notice()
