"""A store so large that it is read once the first page is there: nobody sees a difference."""

from pathlib import Path

import pytest

from annotations import Notebook
from reader.settings import Settings
from tests.ui.driving import Reader, opened
from tests.ui.test_many_marks import TEXT, many, sentences

SPANS = sentences()


@pytest.fixture(autouse=True)
def _every_store_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.store._LARGE", 0)
    monkeypatch.setattr("annotations.store.glimpse._ALL", 20)
    monkeypatch.setattr("reader.ui.reading.marks._NEAR", 2_000)


@pytest.fixture
def standstill(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is read unless somebody asks for it; undone, the rest is read."""
    monkeypatch.setattr(Notebook, "catch_up", lambda notebook: True)
    return monkeypatch


def is_read(reader: Reader) -> bool:
    return reader.desk.notebook.is_read


@pytest.mark.usefixtures("standstill")
async def test_the_first_page_has_its_marks_before_the_store_is_read(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [reader.focused()]
        assert "… marks" in reader.status()
        await reader.press("space", "j", ")", "b", "G")
        assert reader.focused() == TEXT[slice(*SPANS[-1])]
        assert not is_read(reader)


async def test_all_marks_are_there_and_counted_soon(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        await reader.until_shown("450 marks")
        await reader.press("G")
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [reader.focused()]
        await reader.until(lambda: reader.reading.marks.is_caught_up)


@pytest.mark.usefixtures("standstill")
@pytest.mark.parametrize(
    ("keys", "there"),
    [("K", SPANS[-1]), ("JJ", SPANS[2]), ("GJ", SPANS[0]), ("GK", SPANS[-2])],
)
async def test_going_to_another_mark_knows_them_all(
    tmp_path: Path, keys: str, there: tuple[int, int]
) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        await reader.rush(*keys)
        assert reader.focused() == TEXT[slice(*there)]


@pytest.mark.usefixtures("standstill")
async def test_a_mark_far_off_can_be_removed_at_once_and_brought_back(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        await reader.rush("G", "x")
        assert len(reader.quotes()) == 449
        assert len(reader.page.content.marks) == 449
        await reader.press("u")
        assert len(reader.page.content.marks) == 450


@pytest.mark.usefixtures("standstill")
async def test_a_mark_made_before_the_store_is_read_is_shown_with_all_others(
    tmp_path: Path,
) -> None:
    async with opened(many(tmp_path, SPANS[1:]), "long.txt", lazily=True) as reader:
        await reader.press("c")
        assert is_read(reader)
        assert "450 marks" in reader.status()
        assert reader.page.touched[0].annotation.kind == "claim"


@pytest.mark.usefixtures("standstill")
async def test_a_list_of_marks_has_them_all_at_once(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        await reader.press("A")
        assert "450 marks" in reader.status()


@pytest.mark.usefixtures("standstill")
async def test_an_export_has_them_all_at_once(tmp_path: Path) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        (scope,) = reader.reading.exportable()
        assert len(scope.annotations) == 450


@pytest.mark.usefixtures("standstill")
async def test_the_next_article_is_opened_with_its_marks_too(tmp_path: Path) -> None:
    library = many(tmp_path, SPANS)
    (library / "z.txt").write_text(TEXT, encoding="utf-8")
    async with opened(library, "long.txt", lazily=True) as reader:
        await reader.press("]")
        assert reader.reading.article.path == "z.txt"
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [reader.focused()]


async def test_what_another_window_does_meanwhile_is_shown(
    tmp_path: Path, standstill: pytest.MonkeyPatch
) -> None:
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        with Notebook.open(tmp_path / "store") as other:
            other.remove([each.id for each in other.annotations()[:100]])
        standstill.undo()
        reader.reading.marks.catch_up()
        await reader.until_shown("350 marks")


async def test_suggestions_come_once_the_store_is_read(tmp_path: Path) -> None:
    settings = Settings(suggestions=True)
    library = many(tmp_path, SPANS[:30])
    async with opened(library, "long.txt", lazily=True, settings=settings) as reader:
        await reader.until(lambda: reader.app.rankings.has(reader.reading.article.sha256, ((), ())))
        assert reader.reading.marks.is_caught_up


async def test_a_wrong_line_in_a_large_store_is_told_once_it_is_read(tmp_path: Path) -> None:
    library = many(tmp_path, SPANS)
    with (tmp_path / "store" / "log" / "stray.jsonl").open("wb") as file:
        file.write(b"garbage\n")
    async with opened(library, "long.txt", lazily=True) as reader:
        await reader.until(lambda: "could not be read" in reader.notice())


async def test_a_shelf_stands_before_the_store_is_read_and_tells_of_marks_soon(
    tmp_path: Path, standstill: pytest.MonkeyPatch
) -> None:
    async with opened(many(tmp_path, SPANS), lazily=True) as reader:
        assert reader.shows("1 article")
        assert not reader.shows("450")
        assert not is_read(reader)
        standstill.undo()
        await reader.until_shown("450")


@pytest.mark.usefixtures("standstill")
async def test_a_shelf_that_is_asked_for_marks_has_them_all(tmp_path: Path) -> None:
    library = many(tmp_path, SPANS)
    (library / "other.txt").write_text("Nothing of it.\n", encoding="utf-8")
    async with opened(library, lazily=True) as reader:
        assert reader.shows("2 articles")
        await reader.press("/")
        await reader.write("is:marked")
        await reader.press("enter")
        await reader.until_shown("1 article")


@pytest.mark.usefixtures("standstill")
async def test_an_article_opened_from_a_shelf_has_its_marks_before_the_store_is_read(
    tmp_path: Path,
) -> None:
    async with opened(many(tmp_path, SPANS), lazily=True) as reader:
        await reader.press("enter")
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [reader.focused()]
        assert not is_read(reader)


async def test_an_export_of_many_marks_opens_once_they_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.desk_screen._MADE_AT_ONCE", 10)
    async with opened(many(tmp_path, SPANS), "long.txt", lazily=True) as reader:
        await reader.rush("E", "E")
        await reader.until(lambda: type(reader.app.screen).__name__ == "ExportScreen")
        await reader.settled()
        assert "450 marks" in reader.status()
        await reader.press("q")
        assert reader.reading.article.path == "long.txt"
