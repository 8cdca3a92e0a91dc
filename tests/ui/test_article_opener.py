"""Articles whose text has to be made first: nothing waits for it, and what is typed meanwhile is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import pytest

from reader.articles.article import Article, Block
from reader.loading import LOADERS
from reader.loading.content import Content
from reader.loading.loading_progress import telling
from reader.ui.reading.article_lists import OutlineScreen
from reader.ui.reading.screen import ReadingScreen
from reader.ui.shelf.screen import ShelfScreen
from tests.reader.archives import epub
from tests.ui.builders import long_article, long_text, mark
from tests.ui.driving import Reader, _key, articles, opened


def book(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for title in names or ("pier",):
        chapter = "".join(
            f"<p>Plank number {n} of the {title} held: {hash(n * 7919)}.</p>" for n in range(9_000)
        )
        file = folder / f"{title}.epub"
        file.write_bytes(epub({"one.xhtml": chapter}, {"one.xhtml": f"The {title}"}))
        assert file.stat().st_size > 60_000
    return folder


def forget_texts(home: Path) -> None:
    """Nothing is known of any book, as if it were opened for the first time."""
    for kept in (home / "cache/postil/texts").rglob("*"):
        if kept.is_file():
            kept.unlink()


@pytest.fixture
def may_go_on(monkeypatch: pytest.MonkeyPatch, home: Path) -> Event:
    """From here on books are read in two steps, the second when this is set."""
    loader, event = LOADERS["epub"], Event()

    def slowly(source: bytes, name: Path) -> Content:
        for step in telling(range(2), "chapters"):
            if step:
                event.wait(20)
        return loader.load(source, name)

    monkeypatch.setitem(LOADERS, "epub", loader._replace(load=slowly))
    return event


async def typed(reader: Reader, *keys: str) -> None:
    """Press keys that may be held."""
    for key in keys:
        reader.app.post_message(_key(key))
    await reader.pilot._wait_for_screen()


def shows(reader: Reader, words: str) -> Callable[[], bool]:
    return lambda: words in " ".join(reader.page_lines())


async def library(folder: Path, home: Path) -> Path:
    """A text and two books after it that are known to the library, their texts not."""
    books = book(folder / "books", "pier", "quay")
    (books / "a.txt").write_text("Nine boats sank. The wall held.\n", encoding="utf-8")
    async with opened(books):
        pass  # their titles are known now, and not looked for in a thread of its own
    forget_texts(home)
    return books


async def test_what_is_typed_after_the_key_of_the_next_article_is_meant_for_that(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books, "a.txt") as reader:
        await typed(reader, "]", "c")
        await reader.until(
            lambda: "Reading pier.epub … 1 of 2 chapters" in reader.notice(), "how far"
        )
        assert reader.reading.article.path == "a.txt"
        assert reader.quotes() == []
        may_go_on.set()
        await reader.until(shows(reader, "Plank number 0"), "the book")
        await reader.settled()
        assert [mark.source.path for mark in reader.marks()] == ["pier.epub"]


@pytest.mark.parametrize(("ahead", "stop"), [((), "escape"), (("c",), "ctrl+c")])
async def test_a_stop_stays_with_the_article_that_is_read_and_drops_what_was_typed_for_the_other(
    tmp_path: Path, home: Path, may_go_on: Event, ahead: tuple[str, ...], stop: str
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books, "a.txt") as reader:
        await typed(reader, "]", *ahead)
        shown = "^C stays here" if ahead else "Esc stays here"
        await reader.until(lambda: shown in reader.notice(), "that it is read")
        await reader.press(stop)
        may_go_on.set()
        await reader.press("h")
        assert reader.quotes("kind:highlight") == ["Nine boats sank."]
        assert reader.quotes("kind:claim") == []
        await reader.until(lambda: not any(w.is_running for w in reader.app.workers), "the thread")
        await reader.settled()
        assert reader.reading.article.path == "a.txt"


async def test_escape_on_the_shelf_gives_the_awaited_article_up(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books) as reader:
        await typed(reader, "j", "enter")
        await reader.until(lambda: "Esc stays here" in reader.notice(), "that it is read")
        await reader.press("escape")
        assert "You stay here." in reader.notice()
        may_go_on.set()
        await reader.until(lambda: not any(w.is_running for w in reader.app.workers), "the thread")
        await reader.settled()
        assert isinstance(reader.front, ShelfScreen)


async def test_what_is_typed_after_opening_from_the_shelf_is_meant_for_the_article(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books) as reader:
        await typed(reader, "j", "enter", "c")
        await reader.until(lambda: "Reading pier.epub" in reader.notice(), "that it is read")
        may_go_on.set()
        await reader.until(lambda: bool(reader.marks()), "the mark")
        assert [made.source.path for made in reader.marks()] == ["pier.epub"]


async def test_an_escape_typed_after_a_note_saves_that_note(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books, "a.txt") as reader:
        await typed(reader, "]", "c", "a", *"seen", "escape")
        await reader.until(lambda: "Reading pier.epub" in reader.notice(), "that it is read")
        may_go_on.set()
        await reader.until(lambda: reader.marks() and reader.marks()[0].note, "the note")
        assert [(made.source.path, made.note) for made in reader.marks()] == [("pier.epub", "seen")]


async def test_the_same_key_again_goes_on_to_the_article_after_it(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    may_go_on.clear()
    async with opened(books, "a.txt") as reader:
        await typed(reader, "]")
        await reader.until(lambda: "Reading pier.epub" in reader.notice(), "that it is read")
        await typed(reader, "]")
        await reader.until(lambda: "Reading quay.epub" in reader.notice(), "that the other is")
        may_go_on.set()
        await reader.until(lambda: reader.reading.article.path == "quay.epub", "the second book")
        await reader.press("[")
        await reader.until(lambda: reader.reading.article.path == "pier.epub", "the first book")


async def test_a_mark_in_a_book_that_was_not_read_yet_is_opened_from_the_list(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    async with opened(books, "pier.epub") as reader:
        await reader.press("}", "}", "c")
        (words,) = reader.quotes()
        await reader.press("q")
    forget_texts(home)
    may_go_on.clear()
    async with opened(books, "a.txt") as reader:
        await reader.press("A", "A")
        await typed(reader, "enter")
        await reader.until(lambda: "Reading pier.epub" in reader.notice(), "that it is read")
        may_go_on.set()
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen), "the book")
        await reader.settled()
        assert reader.focused() == words


async def test_a_book_that_cannot_be_read_is_refused_where_one_was(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    books = await library(tmp_path, home)
    async with opened(books, "a.txt") as reader:
        (books / "pier.epub").write_bytes(b"PK" + bytes(90_000))
        await reader.press("]")
        await reader.until(
            lambda: "pier.epub" in reader.notice() and "Reading" not in reader.notice()
        )
        assert reader.reading.article.path == "a.txt"
        await reader.press("c")
        assert reader.quotes() == ["Nine boats sank."]


async def test_the_shelf_goes_on_while_a_book_is_read_and_shows_it_then(
    tmp_path: Path, home: Path, may_go_on: Event
) -> None:
    may_go_on.set()
    async with opened(book(tmp_path / "books")) as reader:
        forget_texts(home)
        may_go_on.clear()
        await reader.press("enter")
        assert "Reading" in reader.notice()
        assert not isinstance(reader.app.screen, ReadingScreen)
        may_go_on.set()
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen), "the book")
        await reader.until(lambda: "Plank number 0" in "".join(reader.page_lines()), "its words")


async def test_the_headings_of_a_long_text_are_gathered_beside_the_keys_which_wait_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapters = "\n\n".join(f"## Chapter {n}\n\n{long_text(20)}" for n in range(1, 101))
    library = articles(tmp_path, {"long.md": chapters})
    may_go_on = Event()
    usual = OutlineScreen.places_of

    def slowly(screen: OutlineScreen, article: Article) -> Sequence[Block]:
        may_go_on.wait(20)
        return usual(screen, article)

    monkeypatch.setattr(OutlineScreen, "places_of", slowly)
    async with opened(library, "long.md") as reader:
        await typed(reader, "O")
        await reader.until_shown("being looked for")
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReadingScreen)
        await typed(reader, "O", "j", "enter")
        await reader.until_shown("being looked for")
        may_go_on.set()
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen), "the page again")
        await reader.settled()
        assert reader.focused() == "## Chapter 2"


async def many_marks(folder: Path) -> tuple[Path, Path]:
    """An article with nine marks, and the store that they are in, which is closed again."""
    library, store = long_article(folder), folder / "store"
    async with opened(library, "long.txt", store=store) as reader:
        for n in range(1, 10):
            mark(reader, f"Sentence {n}.2 tells")
    return library, store


async def test_a_list_of_many_marks_makes_them_in_steps_and_then_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, store = await many_marks(tmp_path)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_AT_ONCE", 2)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_IN_A_STEP", 2)
    async with opened(library, store=store) as reader:
        await typed(reader, "A", "j", "j", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen), "the article")
        await reader.settled()
        assert reader.focused().startswith("Sentence 3.2 tells")


async def test_escape_closes_a_list_that_is_still_making_its_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, store = await many_marks(tmp_path)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_AT_ONCE", 2)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_IN_A_STEP", 2)
    monkeypatch.setattr("reader.ui.desk_screen._BETWEEN_STEPS", 60)
    async with opened(library, store=store) as reader:
        await typed(reader, "A")
        await reader.until_shown("Reading the marks … 22 %")
        await reader.press("escape")
        assert isinstance(reader.app.screen, ShelfScreen)
        assert reader.app.screen.rows.cursor == 0


async def test_an_export_of_many_marks_makes_them_in_steps_and_previews_them_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, store = await many_marks(tmp_path)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_AT_ONCE", 2)
    monkeypatch.setattr("reader.ui.desk_screen._MADE_IN_A_STEP", 2)
    async with opened(library, store=store) as reader:
        await typed(reader, "E")
        await reader.until_shown("9 marks of this library")
        await reader.until_shown('"format": "postil-annotations"')
