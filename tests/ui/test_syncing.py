"""Syncing from the screen: by its key, by itself, and what keeps it from being done."""

import shutil
from pathlib import Path

import pytest

from annotations import Notebook
from reader.marks.synced_stores import SyncedStores
from reader.settings import Settings, state_folder
from reader.settings.values import BY_ITSELF
from tests.annotations.builders import mark
from tests.annotations.sync.machines import Machine, bare
from tests.ui.builders import harbour
from tests.ui.driving import opened

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    """The store of this reader, which is set up, and that of another machine with a new mark."""
    remote = bare(tmp_path / "remote.git")
    mine, theirs = tmp_path / "store", tmp_path / "theirs"
    Machine(mine).begin(remote)
    Machine(theirs).begin(remote)
    SyncedStores(state_folder()).keep(mine, has_articles=False)
    with Notebook.open(theirs) as notebook:
        mark(notebook)
    Machine(theirs).sync()
    return mine, theirs


async def test_a_key_brings_what_others_marked(tmp_path: Path, stores: tuple[Path, Path]) -> None:
    async with opened(harbour(tmp_path), store=stores[0]) as reader:
        await reader.press("S")
        await reader.until_shown("received")
        assert len(reader.desk.notebook.annotations()) == 1


async def test_what_was_marked_here_is_sent(tmp_path: Path, stores: tuple[Path, Path]) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", store=stores[0]) as reader:
        await reader.press("c", "S")
        await reader.until_shown("In step")
    Machine(stores[1]).sync()
    with Notebook.open(stores[1]) as notebook:
        assert len(notebook.annotations()) == 2


async def test_it_is_done_by_itself_where_that_is_settled(
    tmp_path: Path, stores: tuple[Path, Path]
) -> None:
    settings = Settings(suggestions=False, sync=BY_ITSELF)
    async with opened(harbour(tmp_path), store=stores[0], settings=settings) as reader:
        await reader.until_shown("received")


async def test_a_store_that_was_not_set_up_says_how_to_begin(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("S")
        await reader.until(lambda: "postil sync --init" in reader.notice())
        await reader.press("j")
        assert reader.app.is_running


async def test_what_keeps_it_from_being_done_is_told_and_the_reader_goes_on(
    tmp_path: Path, stores: tuple[Path, Path]
) -> None:
    shutil.rmtree(tmp_path / "remote.git")
    async with opened(harbour(tmp_path), "harbour.txt", store=stores[0]) as reader:
        await reader.press("c", "S")
        await reader.until(lambda: "no git repository at the remote" in reader.notice())
        await reader.press("u")
        assert reader.marks() == []
