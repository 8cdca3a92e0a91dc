"""A text too large to be decoded and laid out whole: read, searched and marked like any other."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader.articles.large_article import LargeArticle
from reader.page.find import hits
from tests.ui.builders import long_text, mark
from tests.ui.driving import Reader, articles, opened

PARAGRAPHS = 5_000
NEEDLE = "The needle stands near the end."


def large_article(folder: Path) -> Path:
    """A library of one article of more than a megabyte, ``large.txt``."""
    text = f"{long_text(PARAGRAPHS)}\n\n{NEEDLE}\n\nHere it ends.\n"
    return articles(folder, {"large.txt": text})


async def looked(reader: Reader) -> None:
    await reader.until(lambda: not reader.reading.search.is_finding, "the end of the search")
    await reader.settled()


async def test_it_is_paged_to_the_end_and_back(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        assert isinstance(reader.reading.article, LargeArticle)
        assert reader.focused().startswith("Sentence 1.1")
        await reader.press("G")
        assert reader.shows("Here it ends.")
        assert "100 %" in reader.status()
        await reader.press("b", "space")
        assert reader.shows("Here it ends.")
        await reader.press("g")
        assert reader.shows("Sentence 1.1")


async def test_its_paragraphs_are_counted_while_it_is_read(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.until_shown(f"¶ 1/{PARAGRAPHS + 2}")
        await reader.press("%")
        await reader.write("4000")
        await reader.press("enter")
        assert reader.focused().startswith("Sentence 4000.1")
        assert f"¶ 4000/{PARAGRAPHS + 2}" in reader.status()


async def test_words_near_its_end_are_found_while_one_types(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("/")
        await reader.write("needle stands")
        await looked(reader)
        assert reader.focused() == NEEDLE
        assert "/needle stands 1/1" in reader.status()
        await reader.press("escape")
        assert reader.focused().startswith("Sentence 1.1")
        assert reader.page.content.hits == ()


async def test_n_goes_through_all_hits_and_round_the_end(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("G", "/")
        await reader.write("9.1 tells")
        await reader.rush("enter", "n", "n")
        await looked(reader)
        assert reader.focused().startswith("Sentence 29.1")
        await reader.press("N", "N", "N")
        assert reader.focused().startswith("Sentence 4999.1")
        assert "/9.1 tells 500/500" in reader.status()


async def test_an_n_pressed_before_anything_is_found_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def slowly(*arguments: Any) -> Iterator[tuple[int, int]]:
        may_go_on.wait(20)
        return hits(*arguments)

    monkeypatch.setattr("reader.ui.reading.search.hits", slowly)
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("/")
        await reader.write("9.1 tells")
        await reader.press("enter", "n", "n", "n", "N")
        assert "Still looking" in reader.notice()
        may_go_on.set()
        await looked(reader)
        assert reader.focused().startswith("Sentence 29.1")


async def test_a_word_that_is_not_in_it_is_said_not_to_be(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("/")
        await reader.write("zyx")
        await reader.press("enter")
        await looked(reader)
        assert "is not in this article" in reader.notice()


async def test_a_mark_made_in_it_stands_there_when_it_is_opened_again(tmp_path: Path) -> None:
    library = large_article(tmp_path)
    async with opened(library, "large.txt") as reader:
        await reader.press("G", "(", "c")
        assert reader.quotes() == [NEEDLE]
        assert "1 mark" in reader.status()
    async with opened(library, "large.txt") as reader:
        assert [marked.start for marked in reader.page.content.marks] == [reader.text.index(NEEDLE)]


async def test_its_marks_are_found_again_when_it_was_changed(tmp_path: Path) -> None:
    library = large_article(tmp_path)
    async with opened(library, "large.txt") as reader:
        mark(reader, NEEDLE)
    file = library / "large.txt"
    file.write_text("A new first paragraph.\n\n" + file.read_text())
    async with opened(library, "large.txt") as reader:
        await reader.until(lambda: len(reader.page.content.marks), "the mark to be found")
        (marked,) = reader.page.content.marks
        assert reader.text[marked.start : marked.end] == NEEDLE
        assert marked.anchor.status == "exact"


async def test_a_selection_over_many_slices_is_marked_whole(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("v", "G")
        selected = reader.selected()
        assert selected is not None
        assert len(selected) > 1_000_000
        await reader.press("escape")
        assert reader.selected() is None


async def test_another_size_keeps_the_place(tmp_path: Path) -> None:
    async with opened(large_article(tmp_path), "large.txt") as reader:
        await reader.press("%")
        await reader.write("50%")
        await reader.press("enter")
        before = reader.focused()
        await reader.pilot.resize_terminal(60, 20)
        await reader.settled()
        assert reader.focused() == before
        assert reader.shows(before[:15])
