"""Headings, links, look-ups, statistics: what leads away from the page and back."""

import os
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest

from reader.errors import SettingsError
from reader.library.progress import Day
from reader.settings import Settings, cache_folder, read_settings
from reader.ui import external
from reader.ui.external import OutsideError, address_for, look_up, openable, picture_at
from reader.ui.reading.answer_screen import AnswerScreen
from reader.ui.reading.screen import ReadingScreen
from reader.ui.shelf.statistics import article_rows, reading_rows
from tests.reader.archives import epub
from tests.ui.builders import HARBOUR, harbour, mark
from tests.ui.driving import articles, opened

PNG = b"\x89PNG\r\n\x1a\n"
PAGE = """# The wall

It was dear.[^1] See [the log](https://port.example/log) and ![a wall](wall.png).

## Costs

More than was said.

### Of stone

A great deal.

[^1]: Minutes of March.
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str | Path]:
    """What a browser was asked to show."""
    shown: list[str | Path] = []
    monkeypatch.setattr(external, "open_outside", lambda app, target, browser: shown.append(target))
    monkeypatch.setattr(
        "reader.ui.reading.article_lists.open_outside",
        lambda app, target, browser: shown.append(target),
    )
    return shown


# Headings


async def test_the_outline_lists_headings_and_goes_to_one(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"page.md": PAGE}), "page.md") as reader:
        await reader.press("O")
        assert reader.shows("Costs")
        assert reader.shows("Of stone")
        await reader.press("G", "enter")
        assert "Of stone" in reader.focused()


async def test_the_outline_begins_at_the_heading_one_reads_under(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"page.md": PAGE}), "page.md") as reader:
        reader.caret.jump_to(PAGE.index("More than"))
        await reader.press("O", "enter")
        assert "Costs" in reader.focused()


async def test_an_article_without_headings_says_so(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("O")
        assert reader.shows("This article has no headings.")
        await reader.press("enter", "q")
        assert isinstance(reader.front, ReadingScreen)


# Links


async def test_a_footnote_is_gone_to(tmp_path: Path, asked: list[str | Path]) -> None:
    async with opened(articles(tmp_path, {"page.md": PAGE}), "page.md") as reader:
        await reader.press("L", "g", "enter")
        assert "Minutes of March" in reader.focused()
        assert asked == []


async def test_an_address_opens_only_when_asked_and_is_shown_before(
    tmp_path: Path, asked: list[str | Path]
) -> None:
    async with opened(articles(tmp_path, {"page.md": PAGE}), "page.md") as reader:
        await reader.press("L", "g", "j")
        assert "https://port.example/log" in reader.status()
        assert asked == []
        await reader.press("enter")
        assert asked == ["https://port.example/log"]


async def test_a_picture_beside_the_article_opens_from_its_file(
    tmp_path: Path, asked: list[str | Path]
) -> None:
    folder = articles(tmp_path, {"page.md": PAGE})
    (folder / "wall.png").write_bytes(PNG)
    async with opened(folder, "page.md") as reader:
        await reader.press("L", "g", "j", "j", "enter")
        assert asked == [(folder / "wall.png").resolve()]


def test_no_article_opens_a_file_outside_its_library_or_one_that_is_no_picture(
    tmp_path: Path,
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (library / "run.sh").write_text("true")
    (library / "wall.png").write_bytes(PNG)
    (library / "none.png").write_text("#!/bin/sh\n")
    (library / "pier.svg").write_text("<svg><script>1</script></svg>")
    (library / "shell.desktop").write_text("[Desktop Entry]\nExec=true\n")
    article = library / "page.md"
    assert picture_at("wall.png", article, library) == (library / "wall.png").resolve()
    assert picture_at("../secret.png", article, library) is None
    assert picture_at("run.sh", article, library) is None
    assert picture_at("file:///etc/passwd", article, library) is None
    assert picture_at("\0", article, library) is None
    for refused in (
        "none.png",
        "pier.svg",
        "shell.desktop",
        "//host/share/a.png",
        "\\\\host\\a.png",
    ):
        assert picture_at(refused, article, library) is None
    assert picture_at(str((library / "wall.png").resolve()), article, library) is None
    if hasattr(os, "mkfifo"):
        os.mkfifo(library / "pipe.png")
        (library / "out.png").symlink_to(tmp_path / "secret.png")
        assert picture_at("pipe.png", article, library) is None
        assert picture_at("out.png", article, library) is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://port.example/log?a=1#b", "https://port.example/log?a=1#b"),
        ("HTTP://port.example", "HTTP://port.example"),
        ("mailto:ida@port.example", "mailto:ida@port.example"),
        (
            "mailto:ida@port.example?cc=b@port.example&body=Hm",
            "mailto:ida@port.example?cc=b@port.example&body=Hm",
        ),
        ("mailto:ida@port.example?attach=/etc/passwd", "mailto:ida@port.example"),
        (
            "mailto:ida@port.example?Attachment=a&subject=b&ATTACH=c",
            "mailto:ida@port.example?subject=b",
        ),
        # Programs that cut at other signs, or put the words into a command of their own.
        (
            "mailto:ida@port.example&attach=/etc/passwd",
            "mailto:ida@port.example%26attach%3D/etc/passwd",
        ),
        (
            "mailto:ida@port.example?subject=b?attach=/c;attach=/d#&attach=/e",
            "mailto:ida@port.example?subject=b%3Fattach%3D%2Fc%3Battach%3D%2Fd%23",
        ),
        (
            "mailto:ida@port.example?subject=b',attachment='/etc/passwd",
            "mailto:ida@port.example?subject=b%27%2Cattachment%3D%27%2Fetc%2Fpasswd",
        ),
        (
            "mailto:ida@port.example?subject=b%0D%0AAttach:%20/c&body=a%0Ab",
            "mailto:ida@port.example?subject=bAttach%3A%20%2Fc&body=a%0Ab",
        ),
        (
            "mailto:ida@port.example,b@port.example?subject=A%20b",
            "mailto:ida@port.example,b@port.example?subject=A%20b",
        ),
        ("mailto:-attach", None),
        ("/usr/share/applications/shell.desktop", None),
        ("file:///etc/passwd", None),
        ("//host/share", None),
        ("\\\\host\\share", None),
        ("C:\\Windows\\notepad.exe", None),
        ("javascript:alert(1)", None),
        ("ms-msdt:/id", None),
        ("http:///etc/passwd", None),
        ("https://port.example/\x1b[2J", None),
        ("https://port.example --gtk-module=a", None),
        ("shell.desktop", None),
    ],
)
def test_only_pages_of_the_web_and_addresses_for_mail_go_to_other_programs(
    target: str, expected: str | None
) -> None:
    assert openable(target) == expected


async def test_a_link_to_a_file_of_this_machine_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("webbrowser.open", started.append)
    (tmp_path / "shell.desktop").write_text("[Desktop Entry]\nExec=true\n")
    page = (
        f"# A page\n\n[the minutes]({tmp_path}/shell.desktop), ![photo](/etc/passwd), "
        f"[that](//host/share), ![it]({tmp_path}/shell.desktop) and [more](file:///etc/passwd).\n"
    )
    async with opened(articles(tmp_path, {"page.md": page}), "page.md") as reader:
        await reader.press("L", "g")
        for _ in range(5):
            await reader.press("enter")
            assert reader.shows("Only web pages and mail addresses are opened")
            await reader.press("j")
        assert started == []


async def test_a_picture_of_a_book_is_unpacked_to_be_looked_at(
    tmp_path: Path, asked: list[str | Path]
) -> None:
    body = "<p>See the wall.</p><img src='../img/w.png' alt='The wall'/><img src='x.sh' alt='No'/>"
    folder = tmp_path / "articles"
    folder.mkdir()
    members = {"OEBPS/img/w.png": PNG, "OEBPS/x.sh": b"true"}
    (folder / "book.epub").write_bytes(epub({"t/one.xhtml": body}, extra=members))
    async with opened(folder, "book.epub") as reader:
        await reader.press("L", "g", "enter")
        (shown,) = map(Path, asked)
        assert shown.read_bytes() == PNG
        assert shown.is_relative_to(cache_folder())
        await reader.press("j", "enter")
        assert len(asked) == 2
        assert not Path(asked[1]).is_absolute()


# Look-ups


def dictionary(folder: Path, script: str) -> Settings:
    program = shlex.join([sys.executable, "-c", script])
    file = folder / "config.toml"
    file.write_text(f"[lookups]\ndictionary = '''{program} {{}}'''\n", encoding="utf-8")
    return read_settings(file)


async def test_the_selection_is_looked_up_and_the_answer_shown(tmp_path: Path) -> None:
    script = "import sys; print('MEANING OF', sys.argv[1])"
    own = dictionary(tmp_path, script)
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("v", "e", "D", "enter")
        await reader.until_shown("MEANING OF The")
        assert type(reader.app.screen) is AnswerScreen
        await reader.press("q")
        assert isinstance(reader.front, ReadingScreen)


async def test_words_of_an_article_are_one_argument_and_never_a_command(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    own = dictionary(tmp_path, "import sys; print('GOT', len(sys.argv), sys.argv[1])")
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("D")
        await reader.write(f"a; touch {trap} $(touch {trap})")
        await reader.press("enter")
        await reader.until_shown("GOT 2 a; touch")
        assert not trap.exists()


async def test_nothing_is_run_without_an_answer(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    own = dictionary(tmp_path, f"open({str(trap)!r}, 'w')")
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("D", "escape", "D", "enter")
        assert isinstance(reader.front, ReadingScreen)
        assert not trap.exists()


async def test_without_look_ups_the_reader_is_told_how_to_set_one(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("D")
        assert "[lookups]" in reader.notice()


async def test_of_several_look_ups_one_is_chosen(tmp_path: Path, asked: list[str | Path]) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[lookups]\na = "true"\nweb = "https://x.example/?q={}"\n', encoding="utf-8")
    own = read_settings(file)
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("D", "2")
        await reader.write("sea & wall")
        await reader.press("enter")
        assert asked == ["https://x.example/?q=sea%20%26%20wall"]


def test_an_address_takes_any_words() -> None:
    assert address_for("https://x.example/{}", "a/b?c") == "https://x.example/a%2Fb%3Fc"


def test_what_a_program_draws_with_is_left_out() -> None:
    script = r"print('\x1b[1mbold\x1b[0m n\x08no\x08ot\x08te \x1b]0;title\x07end')"
    program = shlex.join([sys.executable, "-c", script])
    assert look_up(program, "x") == "bold note end"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program {}", "could not be run"),
        ("'unclosed", "could not be run"),
        ("true", "nothing"),
    ],
)
def test_a_look_up_that_fails_says_why(command: str, words: str) -> None:
    with pytest.raises(OutsideError, match=words):
        look_up(command, "x")


def test_words_are_never_taken_for_an_option() -> None:
    script = shlex.join([sys.executable, "-c", "import sys; print(sys.argv[1])"])
    assert look_up(script, "--help") == "help"


def test_look_ups_are_checked_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[lookups]\ndictionary = 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"line 2.*lookups\.dictionary must be text"):
        read_settings(file)


@pytest.mark.parametrize("question", ["/", "!", "D"])
async def test_the_key_that_quits_does_so_from_a_question_too(
    tmp_path: Path, question: str
) -> None:
    own = dictionary(tmp_path, "print(1)")
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        mark(reader, "4.1 million", kind="claim")
        await reader.press(question)
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running, "the end")


# Statistics


async def test_statistics_tell_what_was_read_and_marked(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"harbour.txt": HARBOUR}), "harbour.txt") as reader:
        mark(reader, "4.1 million", kind="claim", verdict="disputed", tags=("money",))
        mark(reader, "Nobody was hurt.", note="Who says so?")
        await reader.press("G", "I")
        for words in (
            "read                     1",
            "claims                   1",
            "≠ disputed",
            "money",
        ):
            assert reader.shows(words), words
        await reader.press("q")
        assert isinstance(reader.front, ReadingScreen)


def test_days_are_counted_and_the_pace_told() -> None:
    days = {"2026-03-01": Day(600, 2_000), "2026-03-02": Day(3_900, 10_000)}
    rows = ["".join(text for text, _ in row) for row in reading_rows(days, date(2026, 3, 2))]
    assert any("2026-03-01" in row and "10 min" in row and "2,000 words" in row for row in rows)
    assert any("today" in row and "1 h 05 min" in row for row in rows)
    assert any("pace" in row and "160 words a minute" in row for row in rows)


def test_articles_begun_are_told_from_those_read() -> None:
    rows = ["".join(text for text, _ in row) for row in article_rows([1.0, 0.4, 0.99], 7)]
    assert [row.split()[-1] for row in rows[2:]] == ["7", "2", "1"]
