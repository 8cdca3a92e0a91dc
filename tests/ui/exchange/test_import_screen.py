"""Importing from the screen: a file is named, looked at, and taken in or not."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations import Annotation, Notebook
from annotations.exchange import FORMATS
from reader.ui.exchange.import_screen import ImportScreen
from reader.ui.exchange.path_completion import Paths
from reader.ui.marks.screen import MarksScreen
from reader.ui.shelf.screen import ShelfScreen
from tests.ui.builders import HARBOUR, fill_disk, mark
from tests.ui.driving import Reader, articles, opened

TEXTS = {"harbour.txt": HARBOUR, "storm.txt": "The storm came at night. Boats were lost.\n"}
TABLE = 'exact,note\n"Nobody was hurt.",Who says so?\nBoats were lost.,\n,nothing\nNo such words,\n'


def table(folder: Path, content: str = TABLE) -> Path:
    file = folder / "marks.csv"
    file.write_text(content, encoding="utf-8")
    return file


async def read(reader: Reader, file: Path | str) -> None:
    """Name the file, and wait until it is read, or refused."""
    await reader.press("F")
    await answer(reader, file)


async def answer(reader: Reader, file: Path | str) -> None:
    await reader.rush(*["backspace"] * 200, *str(file), "enter")
    await done(reader)


async def done(reader: Reader) -> None:
    screen = reader.app.screen
    assert isinstance(screen, ImportScreen)
    await reader.until(lambda: screen.worker is None, "the work to end")
    await reader.settled()


async def taken(reader: Reader, key: str = "enter") -> None:
    await reader.press(key)
    await reader.until(lambda: not isinstance(reader.app.screen, ImportScreen), "the end of it")
    await reader.settled()


async def test_what_would_come_in_is_shown_before_anything_is_written(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        mark(reader, "Nobody was hurt.", note="Who says so?")
        await read(reader, table(tmp_path))
        assert reader.shows("2  new")
        assert reader.shows("1  here already")
        assert reader.shows("1  of these have no place yet")
        assert reader.shows("1  refused")
        assert reader.shows("line 4: it quotes no words.")
        lines = [" ".join(line.split()) for line in reader.screen()]
        assert "highlight Boats were lost. storm.txt 59 %" in lines
        assert "highlight No such words no place found" in lines
        assert "highlight Nobody was hurt. here already" in lines
        await reader.press("q")
        assert reader.quotes() == ["Nobody was hurt."]


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_it_comes_in_as_one_step_and_is_seen_at_once(tmp_path: Path, key: str) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await read(reader, table(tmp_path))
        await taken(reader, key)
        said = "3 came in, 1 refused, 1 to review (R); u takes it back."
        assert said in reader.notice()
        assert "Who says so?" in "\n".join(reader.screen())
        assert len(reader.quotes()) == 3
        await reader.press("u")
        assert reader.quotes() == []
        await reader.press("ctrl+r")
        assert len(reader.quotes()) == 3


@pytest.mark.parametrize("way", [(), ("A",)])
async def test_it_is_done_from_the_shelf_and_from_the_list_of_marks(
    tmp_path: Path, way: tuple[str, ...]
) -> None:
    async with opened(articles(tmp_path, TEXTS), size=(120, 24)) as reader:
        await reader.press(*way)
        await read(reader, table(tmp_path))
        await taken(reader)
        assert isinstance(reader.app.screen, MarksScreen if way else ShelfScreen)
        assert "3 came in" in reader.notice()
        if way:
            assert reader.shows("Boats were lost.")


async def test_it_is_done_with_the_mouse_and_the_list_of_commands(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await reader.press(":")
        await reader.write("import annotations")
        await reader.until_shown("Import annotations from a file")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ImportScreen))
        await reader.settled()
        await answer(reader, table(tmp_path))
        await reader.click_on("take in")
        await reader.until(lambda: len(reader.quotes()) == 3)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"{broken", "This is no JSON"),
        ("a.csv", b"\xff\xfe\x00", "line 1 is not UTF-8"),
        ("a.txt", b"just words", "This is no"),
        ("a.json", None, "cannot be read: No such file"),
        ("\x00.json", None, "cannot"),
    ],
)
async def test_a_file_that_is_not_what_it_claims_is_said_and_another_is_asked_for(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await read(reader, tmp_path / name)
        assert said in reader.notice()
        assert reader.shows("Import annotations from")
        assert reader.shows(str(tmp_path)[:40])
        await answer(reader, table(tmp_path))
        assert reader.shows("3  new")
        await reader.press("o", "escape")
        assert reader.shows("3  new")


async def test_escape_at_the_question_goes_back_and_what_follows_is_for_the_screen_behind(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await reader.rush("F", "escape", "c")
        assert reader.reading.article.path == "harbour.txt"
        assert len(reader.quotes()) == 1


async def test_the_format_is_told_and_another_can_be_chosen(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        mark(reader, "Nobody was hurt.")
        content = "".join(FORMATS["hypothesis"].write(reader.marks()))
        (tmp_path / "web.json").write_text(content, encoding="utf-8")
        await read(reader, tmp_path / "web.json")
        assert "hypothesis" in reader.status()
        await reader.press("f")
        await reader.write("koreader")
        await reader.press("enter")
        await done(reader)
        assert "This is no export of KOReader" in reader.notice()
        assert reader.shows("1  here already")
        await reader.press("enter")
        assert "nothing new" in reader.notice()


async def test_what_is_done_with_a_full_disk_is_not_shown_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await read(reader, table(tmp_path))
        fill_disk(monkeypatch)
        await reader.press("enter")
        await done(reader)
        assert "Nothing was saved" in reader.notice()
        assert reader.quotes() == []
        assert reader.shows("3  new")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Importing waits before its last annotation until it is let go."""
    gate = threading.Event()
    add = Notebook.add

    def slow(self: Notebook, annotations: Iterator[Annotation], *given: object, **named: object):  # type: ignore[no-untyped-def]  # as ``add`` has it
        def through() -> Iterator[Annotation]:
            for annotation in annotations:
                if not named.get("is_rehearsal"):
                    gate.wait(10)
                yield annotation

        return add(self, through(), *given, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Notebook, "add", slow)
    yield gate.set
    gate.set()


async def test_while_it_comes_in_nothing_else_is_written(
    tmp_path: Path, held: Callable[[], None]
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        mark(reader, "4.1 million")
        await read(reader, table(tmp_path))
        await reader.press("enter")
        for key in ("u", "q", "enter", "o", "E", "C", "?"):
            await reader.press(key)
            assert "are being taken in; Esc stops that" in reader.notice()
        await reader.press("j", "k")
        held()
        await reader.until(lambda: len(reader.quotes()) == 4)


async def test_escape_stops_it_and_nothing_has_come_in(
    tmp_path: Path, held: Callable[[], None]
) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await read(reader, table(tmp_path))
        await reader.press("enter", "escape")
        held()
        await done(reader)
        assert "It was stopped; nothing was taken in." in reader.notice()
        assert reader.quotes() == []
        await taken(reader)
        assert len(reader.quotes()) == 3


async def test_a_file_cannot_command_the_terminal(tmp_path: Path) -> None:
    file = table(
        tmp_path, 'exact,title,kind\n"no\x1b[2J such","\x9b\x07","k\x1b[31m"\n,"\x1b]0;x\x07",\n'
    )
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await read(reader, file)
        assert reader.shows("such")
        assert not {"\x1b", "\x9b", "\x07"} & set("".join(each.text for each in reader.strips()))


async def test_the_path_is_completed_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "marks").mkdir()
    table(tmp_path / "marks")
    (tmp_path / "marks" / "film.mkv").touch()
    monkeypatch.chdir(tmp_path)
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(120, 24)) as reader:
        await reader.press("F")
        await reader.write("ma")
        await reader.press("tab")
        assert reader.shows("marks/")
        await reader.write("m")
        assert not reader.shows("film.mkv")
        await reader.press("tab", "enter")
        await done(reader)
        assert reader.shows("3  new")


def test_paths_are_completed_under_the_home_and_hidden_ones_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.csv", "A.json", ".hidden.json", "other.txt.gz"):
        (tmp_path / name).touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    complete = Paths((".json", ".csv")).complete
    assert complete("~/") == ["~/A.json", "~/b.csv"]
    assert complete("~/.h") == ["~/.hidden.json"]
    assert complete("~nobody-of-that-name/") == []
    assert complete("/nowhere/at/all/x") == []


LOST = "exact,title,note\nThe wal cost 9 million.,A book,Is it?\n"


async def test_what_found_no_place_is_reviewed_and_gets_its_place_by_hand(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), size=(120, 24)) as reader:
        await read(reader, table(tmp_path, LOST))
        await taken(reader)
        assert "1 to review (R)" in reader.notice()
        await reader.press("R")
        await reader.until_shown("1 to review")
        assert reader.shows("A book")
        assert reader.shows("No article at hand has these words")
        await reader.press("enter")
        assert "m marks the right one" in reader.notice()
        await reader.press("m")
        await reader.write("nowhere.txt")
        await reader.press("enter")
        assert "There is no article nowhere.txt" in reader.notice()
        await reader.press("m")
        await reader.write("harb")
        await reader.press("tab", "enter", "enter")
        (made,) = reader.marks()
        assert (made.source.path, made.source.title) == ("harbour.txt", "A book")
        (shown,) = reader.page.content.marks
        assert reader.text[shown.start : shown.end] == "The wall cost 4.1 million."
        await reader.press("q")
        await read(reader, table(tmp_path, LOST))
        assert reader.shows("1  here already")


async def test_what_is_kept_as_lost_is_not_asked_about_again_nor_taken_in_twice(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, TEXTS), size=(120, 24)) as reader:
        await read(reader, table(tmp_path, LOST))
        await taken(reader)
        await reader.press("R")
        await reader.until_shown("1 to review")
        await reader.press("o")
        await reader.until_shown("Every mark stands where it was made.")
        await reader.press("q")
        await read(reader, table(tmp_path, LOST))
        assert reader.shows("1  here already")
