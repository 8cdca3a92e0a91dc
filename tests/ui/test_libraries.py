"""One store, several libraries: what one sees is this library, unless one asks for all."""

from pathlib import Path

from annotations import Notebook
from reader.library.library import Library
from reader.marks.library_marks import source_of
from reader.ui.messages import OpenLibrary
from tests.ui.driving import opened

BRIDGE = "The bridge over the river cost 4 million crowns, the council said on Monday."
BAKERY = "The bakery opens at six on every day of the week but Sunday."


def two_libraries(folder: Path) -> tuple[Path, Path]:
    """Two unrelated folders, each with a ``letter.txt``; the first has a mark and a note."""
    for name, text in (("A", BRIDGE), ("B", BAKERY)):
        (folder / name).mkdir()
        (folder / name / "letter.txt").write_text(text, encoding="utf-8")
    library = Library.open([folder / "A"])
    article = library.load("letter.txt")
    with Notebook.open(folder / "store") as notebook:
        source = source_of(article, library.home(notebook.folder))
        notebook.mark(article.text, 0, 30, source, kind="claim", note="confidential")
    return folder / "A", folder / "B"


async def test_a_mark_of_another_library_is_neither_shown_nor_counted_nor_lost(
    tmp_path: Path,
) -> None:
    _, other = two_libraries(tmp_path)
    async with opened(other) as reader:
        await reader.until_shown("1 article")
        assert "⚑" not in "\n".join(reader.screen())
        await reader.press("enter")
        assert "lost" not in reader.status()
        await reader.press("A")
        assert "No marks here" in "\n".join(reader.screen())
        await reader.press("q", "R")
        assert "confidential" not in "\n".join(reader.screen())
    with Notebook.open(tmp_path / "store") as notebook:
        assert [each.note for each in notebook.annotations()] == ["confidential"]


async def test_the_list_widens_to_all_libraries_and_opens_the_one_of_a_mark(
    tmp_path: Path,
) -> None:
    first, other = two_libraries(tmp_path)
    async with opened(other) as reader:
        await reader.until_shown("1 article")
        await reader.press("A")
        assert "all articles" in reader.status()
        await reader.press("A")
        assert "all libraries" in reader.status()
        assert "letter.txt (A)" in "\n".join(reader.screen())
        await reader.press("enter")
        assert "letter.txt is in" in "\n".join(reader.screen())
        await reader.press("y")
        assert reader.app.following == OpenLibrary(first, "letter.txt")


async def test_an_export_is_of_this_library_until_it_is_widened(tmp_path: Path) -> None:
    _, other = two_libraries(tmp_path)
    async with opened(other) as reader:
        await reader.until_shown("1 article")
        await reader.press("E")
        assert "0 marks of this library (B)" in reader.status()
        await reader.press("s")
        assert "1 mark of all libraries" in reader.status()
