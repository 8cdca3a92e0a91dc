"""The first page of a large text that was left far down, painted before anything is loaded."""

import gc
import os
from pathlib import Path

import pyte
import pytest

from reader import first_page
from reader.settings import Settings
from reader.ui.last_look import leave_look
from tests.ui.builders import long_text
from tests.ui.driving import articles, opened


async def test_a_large_text_is_painted_where_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = articles(tmp_path, {"large.txt": f"“{long_text(5_000)}”\n"})
    store = tmp_path / "store"
    async with opened(library, "large.txt", store=store) as reader:
        await reader.press("%")
        await reader.write("70%")
        await reader.press("enter")
        shown = [line.strip(" ▌◦") for line in reader.page_lines()]
        reader.reading.leave()
        desk, app = reader.desk, reader.app
        leave_look(desk.settings, app.shapes.now, app.left, app.colours, app.console)
    painted: list[bytes] = []
    data = Path(os.environ["XDG_DATA_HOME"]) / "postil"
    data.parent.mkdir(parents=True, exist_ok=True)
    store.rename(data)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    monkeypatch.setattr(os, "write", lambda _, written: painted.append(written))
    assert first_page.paint(str(library / "large.txt"))
    (page,) = painted
    assert all(line.encode() in page for line in shown if line)


@pytest.mark.parametrize("rows", [20, 21, 22, 23])
async def test_two_columns_are_painted_as_they_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    library = articles(tmp_path, {"long.txt": long_text(40)})
    own = Settings(columns=2, suggestions=False)
    size = (160, rows)
    async with opened(library, "long.txt", size=size, settings=own) as reader:
        shown = [" ".join(line.replace("▌", " ").split()) for line in reader.page_lines()]
        app = reader.app
        leave_look(own, app.shapes.now, app.left, app.colours, app.console)
    painted: list[bytes] = []
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    monkeypatch.setattr(os, "write", lambda _, written: painted.append(written))
    assert first_page.paint(str(library / "long.txt"))
    screen = pyte.Screen(*size)
    pyte.ByteStream(screen).feed(painted[0])
    assert [" ".join(line.split()) for line in screen.display[1 : rows - 1]] == shown


async def test_garbage_is_looked_for_again_once_the_first_page_stands(tmp_path: Path) -> None:
    library = articles(tmp_path, {"a.txt": "Nine boats sank.\n"})
    gc.disable()  # as a start does
    try:
        async with opened(library, "a.txt"):
            assert gc.isenabled()
    finally:
        gc.enable()
