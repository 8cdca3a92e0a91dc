from pathlib import Path
from threading import Event

import pytest

from reader.loading import LOADERS
from reader.loading.content import Content
from reader.ui.screens.reading import ReadingScreen
from tests.reader.archives import epub
from tests.ui.driving import opened


def book(folder: Path) -> Path:
    folder.mkdir()
    chapter = "".join(
        f"<p>Plank number {n} of the pier held: {hash(n * 7919)}.</p>" for n in range(9_000)
    )
    (folder / "pier.epub").write_bytes(epub({"one.xhtml": chapter}, {"one.xhtml": "The Pier"}))
    assert (folder / "pier.epub").stat().st_size > 60_000
    return folder


async def test_the_shelf_goes_on_while_a_book_is_read_and_shows_it_then(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(book(tmp_path / "books")) as reader:
        for kept in (home / "cache/postil/texts").rglob("*"):
            if kept.is_file():
                kept.unlink()
        loader, may_go_on = LOADERS["epub"], Event()

        def slowly(source: bytes, name: Path) -> Content:
            may_go_on.wait(20)
            return loader.load(source, name)

        monkeypatch.setitem(LOADERS, "epub", loader._replace(load=slowly))
        await reader.press("enter")
        assert "Reading" in reader.notice()
        assert not isinstance(reader.app.screen, ReadingScreen)
        may_go_on.set()
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen), "the book")
        await reader.until(lambda: "Plank number 0" in "".join(reader.page_lines()), "its words")
