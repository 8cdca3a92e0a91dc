"""Searching all articles and marks as one types."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from reader.library.catalogue import Catalogue
from reader.library.search import Hit, Query, find
from reader.ui.reading.screen import ReadingScreen
from reader.ui.search.screen import HitsScreen
from reader.ui.shelf.screen import ShelfScreen
from tests.ui.builders import mark
from tests.ui.driving import articles, opened

TEXTS = {
    "ferry.txt": "A ferry left the harbour. It came back.\n",
    "quay.txt": "The quay is new. Nobody paid for it.\n",
    "wall.txt": "The wall cost 4.1 million. The harbour paid for the walls.\n",
}


async def test_hits_come_while_one_types(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&")
        await reader.write("har")
        await reader.until_shown("2 hits in 2 articles")
        await reader.write("bour wal")
        await reader.until_shown("in 1 article")
        assert reader.shows("wall cost 4.1")
        assert not reader.shows("ferry.txt")


async def test_what_was_typed_is_put_right_with_backspace_and_the_list_has_the_keys_then(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&")
        await reader.write("harb xx")
        await reader.press("backspace", "backspace", "backspace")
        await reader.until_shown("2 hits in 2 articles")
        await reader.press("enter", "j", "enter")
        assert reader.reading.article.path == "wall.txt"


async def test_a_phrase_and_a_refused_word_are_obeyed(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&")
        await reader.write('"the harbour" -ferry')
        await reader.press("enter")
        await reader.until_shown("1 hit in 1 article")
        assert reader.shows("wall.txt")


async def test_enter_twice_goes_from_the_words_to_the_first_hit(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&")
        await reader.write("nobody")
        await reader.until_shown("1 hit in 1 article")
        await reader.press("enter", "enter")
        assert reader.reading.article.path == "quay.txt"
        assert reader.focused() == "Nobody paid for it."


async def test_marks_are_found_by_their_notes_above_the_articles(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "wall.txt") as reader:
        mark(reader, "4.1 million", note="Ask the ferry company.")
        await reader.press("&")
        await reader.write("ferry")
        await reader.until_shown("1 mark")
        await reader.until_shown("A ferry left")  # once the folder has been looked through
        first, second = reader.screen()[:2]
        assert "⚑ note: Ask the ferry company." in first
        assert "A ferry left" in second
        await reader.press("enter", "enter")
        assert reader.reading.article.path == "wall.txt"
        assert "4.1 million" in reader.focused()


async def test_the_scope_leaves_articles_or_marks_out(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "wall.txt") as reader:
        mark(reader, "4.1 million", note="Ask the ferry company.")
        await reader.press("&")
        await reader.write("ferry")
        await reader.press("enter")
        await reader.until_shown("1 mark")
        await reader.press("A")
        await reader.until(lambda: not reader.shows("⚑"))
        await reader.press("A")
        await reader.until(lambda: reader.shows("⚑") and not reader.shows("A ferry left"))


async def test_escape_with_nothing_found_goes_back_where_one_was(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&", "escape")
        assert isinstance(reader.front, ShelfScreen)
    async with opened(tmp_path / "articles", "wall.txt") as reader:
        await reader.press("&", "enter")
        assert isinstance(reader.front, ReadingScreen)


async def test_the_question_can_be_changed(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS)) as reader:
        await reader.press("&")
        await reader.write("ferry")
        await reader.press("enter", "/")
        await reader.press(*["backspace"] * 5)
        await reader.write("quay")
        await reader.until_shown("quay is new")
        assert not reader.shows("A ferry left")


async def test_what_was_found_in_the_article_is_asked_of_all(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "wall.txt") as reader:
        await reader.press("/")
        await reader.write("harbour")
        await reader.press("enter", "&")
        await reader.until_shown("2 hits in 2 articles")


async def test_an_article_that_comes_while_hits_are_shown_is_found(tmp_path: Path) -> None:
    library = articles(tmp_path, TEXTS)
    async with opened(library) as reader:
        await reader.press("&")
        await reader.write("harbour")
        await reader.press("enter")
        await reader.until_shown("2 hits in 2 articles")
        (library / "new.txt").write_text("Another harbour was found.")
        await reader.until_shown("3 hits in 3 articles")


async def test_what_an_article_would_tell_the_terminal_is_drawn_harmless(tmp_path: Path) -> None:
    texts = {"a.txt": "A \x1b[31mred\x1b[0m harbour.\n", "esc\x1b[2J.txt": "A harbour, too.\n"}
    async with opened(articles(tmp_path, texts)) as reader:
        await reader.press("&")
        await reader.write("harbour")
        await reader.until_shown("2 hits in 2 articles")
        assert not any("\x1b" in strip.text for strip in reader.strips())


async def test_a_search_begun_in_an_article_that_was_opened_alone_finds_it(tmp_path: Path) -> None:
    library = articles(tmp_path, TEXTS)
    async with opened(library, "quay.txt") as reader:
        await reader.press("&")
        assert isinstance(reader.front, HitsScreen)
        await reader.write("ferry")
        await reader.until_shown("1 hit in 1 article")


async def test_hits_of_what_was_typed_before_are_not_shown_after_those_of_what_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_begun, may_go_on, is_done = Event(), Event(), Event()

    def slowly(catalogue: Catalogue, query: Query, stop: Callable[[], bool]) -> Iterator[list[Hit]]:
        is_stale = "ferry" in str(query)
        if is_stale:
            is_begun.set()
            may_go_on.wait(20)
        yield from find(catalogue, query, lambda: False)  # as if its answer were on its way
        if is_stale:
            is_done.set()

    async with opened(articles(tmp_path, TEXTS)) as reader:
        monkeypatch.setattr("reader.ui.search.screen.find", slowly)
        unstopped = SimpleNamespace(is_cancelled=False)
        monkeypatch.setattr("reader.ui.search.screen.get_current_worker", lambda: unstopped)
        await reader.press("&")
        await reader.write("ferry")
        await reader.until(is_begun.is_set)
        await reader.press(*["backspace"] * 5)
        await reader.write("quay")
        await reader.until_shown("1 hit in 1 article")
        may_go_on.set()
        await reader.until(is_done.is_set)
        await reader.until(
            lambda: not any(w.group == "searching" and w.is_running for w in reader.app.workers)
        )
        await reader.settled()
        assert reader.shows("The quay is new")
        assert not reader.shows("ferry left")
