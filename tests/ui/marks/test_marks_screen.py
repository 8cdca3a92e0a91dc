"""The list of marks: filter, pick, change many at once, go there."""

from pathlib import Path

import pytest

from annotations import Notebook
from reader.ui.marks.screen import MarksScreen
from tests.ui.builders import HARBOUR, mark
from tests.ui.driving import Reader, articles, opened

OTHER = "The storm came at night. Boats were lost.\n"
TEXTS = {"harbour.txt": HARBOUR, "storm.txt": OTHER}


async def fill(reader: Reader) -> None:
    """Three marks in the harbour's article, one in the storm's, and back to the former."""
    mark(reader, "4.1 million", kind="claim", tags=("money/cost",))
    mark(reader, "Nobody was hurt.", kind="claim", verdict="disputed", note="Who says so?")
    mark(reader, "storm", tags=("weather",))
    await reader.press("]")
    mark(reader, "at night", kind="question", tags=("weather",))
    await reader.press("[")


def listed(reader: Reader) -> list[str]:
    screen = reader.app.screen
    assert isinstance(screen, MarksScreen)
    return [made.quote.exact for made in screen.annotations]


async def ask(reader: Reader, query: str) -> None:
    await reader.press("/")
    await reader.rush(*["backspace"] * 40, *query, "enter")


async def test_the_marks_of_the_article_are_listed_in_its_order(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A")
        assert listed(reader) == ["4.1 million", "Nobody was hurt.", "storm"]
        row = next(line for line in reader.screen() if "Nobody was hurt." in line)
        assert "disputed" in row
        assert "Who says so?" in row
        assert "3 marks" in reader.status()


async def test_a_again_lists_those_of_all_articles(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "A")
        assert listed(reader) == ["4.1 million", "Nobody was hurt.", "storm", "at night"]
        assert "storm.txt" in next(line for line in reader.screen() if "at night" in line)
        await reader.press("tab")
        assert len(listed(reader)) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:money", ["4.1 million"]),
        ("kind:claim -verdict:disputed", ["4.1 million"]),
        ("article:storm", ["at night"]),
        ("note:says", ["Nobody was hurt."]),
        ('"was hurt"', ["Nobody was hurt."]),
        ("tag:weather kind:question", ["at night"]),
        ("zebra", []),
    ],
)
async def test_a_query_filters_the_list(tmp_path: Path, query: str, found: list[str]) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "A")
        await ask(reader, query)
        assert listed(reader) == found
        assert query in reader.status()
        await reader.press("escape")
        assert len(listed(reader)) == 4


@pytest.mark.parametrize("query", ["verdict:", "before:soon", '"open'])
async def test_a_query_that_cannot_be_read_is_said_and_the_list_stays(
    tmp_path: Path, query: str
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A")
        await ask(reader, query)
        assert len(listed(reader)) == 3
        assert "character" in reader.notice()


async def test_enter_goes_to_the_mark_also_in_another_article(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "A", "G", "enter")
        assert reader.reading.article.path == "storm.txt"
        assert reader.page.current is not None
        assert reader.page.current.annotation.quote.exact == "at night"
        assert reader.focused() == "The storm came at night."


async def test_from_the_shelf_the_marks_of_all_are_listed_and_gone_to(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), size=(100, 24)) as reader:
        await reader.press("enter")
        await fill(reader)
        await reader.press("q", "A")
        assert len(listed(reader)) == 4
        await reader.press("j", "enter")
        assert reader.focused() == "Nobody was hurt."
        await reader.press("q")
        assert reader.shows("2 articles")


async def test_of_overlapping_marks_the_very_one_is_gone_to(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        mark(reader, "The wall cost 4.1 million.")
        mark(reader, "4.1 million")
        for row, words in enumerate(("The wall cost 4.1 million.", "4.1 million")):
            await reader.press("A", "g", *["j"] * row, "enter")
            assert reader.page.current is not None
            assert reader.page.current.annotation.quote.exact == words


async def test_picked_marks_are_tagged_as_one_step(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "space", "j", "space")
        assert "2 picked" in reader.status()
        await reader.rush("t", *"check, -weather", "enter")
        assert reader.quotes("tag:check") == ["4.1 million", "storm"]
        assert reader.quotes("tag:weather") == ["at night"]
        await reader.press("u")
        assert reader.quotes("tag:check") == []
        assert sorted(reader.quotes("tag:weather")) == ["at night", "storm"]
        assert "2 marks" in reader.notice()
        await reader.press("ctrl+r")
        assert reader.quotes("tag:check") == ["4.1 million", "storm"]


async def test_picked_claims_are_judged_as_one_step(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "space", "space", "!", "r")
        assert len(reader.quotes("verdict:refuted")) == 2
        await reader.press("u")
        assert len(reader.quotes("verdict:refuted")) == 0
        assert len(reader.quotes("verdict:disputed")) == 1


async def test_a_verdict_on_what_is_no_claim_is_refused_for_all(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "V", "!")
        assert "claim" in reader.notice()
        await reader.press("r")
        assert reader.quotes("verdict:refuted") == []


async def test_all_listed_are_picked_and_removed_as_one_step(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "A")
        await ask(reader, "kind:claim")
        await reader.press("V", "x")
        assert sorted(reader.quotes()) == ["at night", "storm"]
        assert "2 removed" in reader.notice()
        await reader.press("u")
        assert len(reader.quotes()) == 4


async def test_v_again_lets_all_go(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("A", "V", "V", "x")
        assert len(reader.quotes()) == 3


async def test_a_bulk_change_is_undone_after_reopening(tmp_path: Path) -> None:
    library = articles(tmp_path, TEXTS)
    async with opened(library, "harbour.txt") as reader:
        await fill(reader)
        await reader.press("A", "A", "V", "x", "q", "q")
    async with opened(library) as reader:
        assert reader.quotes() == []
        await reader.press("u")
        assert len(reader.quotes()) == 4


async def test_the_note_of_a_mark_is_written_in_the_list(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.rush("A", "a", *"So much?", "escape")
        assert reader.quotes("note:much") == ["4.1 million"]
        assert "So much?" in next(line for line in reader.screen() if "4.1 million" in line)


async def test_one_mark_s_tags_are_edited_whole(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.rush("A", "t", *["backspace"] * 12, *"cost", "enter")
        assert reader.marks()[0].tags == ("cost",)


async def test_kinds_are_changed_and_quotes_copied(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "~")
        assert reader.marks()[0].kind != "claim"
        await reader.press("V", "y")
        assert reader.app.clipboard == "4.1 million\n\nNobody was hurt.\n\nstorm"


async def test_a_list_without_marks_says_what_to_do(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await reader.press("A")
        assert reader.shows("No marks here")
        for key in ("enter", "x", "t", "!", "a", "~", "y", "space", "V"):
            await reader.press(key)
        assert isinstance(reader.app.screen, MarksScreen)


async def test_a_mark_of_an_article_that_is_not_in_the_library_is_listed_but_not_gone_to(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, TEXTS)
    async with opened(library, "harbour.txt") as reader:
        mark(reader, "storm")
    (library / "harbour.txt").unlink()
    async with opened(library) as reader:
        await reader.press("A")
        assert listed(reader) == ["storm"]
        await reader.press("enter")
        assert isinstance(reader.app.screen, MarksScreen)
        assert "harbour.txt is not in this library" in reader.notice()


async def test_a_mark_whose_article_vanished_meanwhile_says_that_and_no_more(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, TEXTS)
    async with opened(library, "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        (library / "storm.txt").unlink()
        await reader.press("A", "A", "G", "enter")
        assert "storm.txt" in reader.notice()
        assert "words of this mark" not in reader.notice()


async def test_the_cursor_stays_on_its_mark_when_another_window_marks_before_it(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "j")
        with Notebook.open(tmp_path / "store") as other:
            article = reader.desk.library.load("harbour.txt")
            other.mark(article.text, 0, 8, reader.desk.source(article))
        await reader.until(lambda: len(listed(reader)) == 4)
        await reader.press("x")
        assert "Nobody was hurt." not in reader.quotes()
        assert len(reader.quotes()) == 4


async def test_tags_typed_while_another_window_marks_go_to_the_mark_they_were_asked_for(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.rush("A", "j", "t", *"sure")
        with Notebook.open(tmp_path / "store") as other:
            article = reader.desk.library.load("harbour.txt")
            other.mark(article.text, 0, 8, reader.desk.source(article))
        await reader.until(lambda: len(listed(reader)) == 4)
        await reader.press("enter")
        assert reader.quotes("tag:sure") == ["Nobody was hurt."]


async def test_what_was_changed_in_the_list_is_seen_on_the_page(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await fill(reader)
        await reader.press("A", "x", "q")
        assert "2 marks" in reader.status()
        assert not reader.shows("money/cost")
