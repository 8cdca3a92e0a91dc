"""What reaches the terminal: the right number of cells, whole characters, and no commands."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.strip import Strip

from reader.page.cells import cluster_start
from reader.ui.commands import COMMANDS
from tests.ui.builders import HARBOUR, harbour, mark
from tests.ui.driving import Reader, articles, opened

WIDE = (
    "港の壁は四百十万円でした。町長は三月に三百四十万円と話しました。誰も怪我をしませんでした。" * 4
)
JOINED = "The 👩‍👩‍👧‍👦 family 🏳️‍🌈 saw 👍🏽 the wall 🇫🇮🇸🇪 and e\u0301a\u0308o\u0302 cafe\u0301. " * 8
MIXED = "Half ｆｕｌｌ width, 한국어 문장입니다, ไทยภาษา, and हिन्दी वाक्य है. " * 8
TEXT = f"{WIDE}\n\n{JOINED}\n\n{MIXED}\n"

HOSTILE = "a\x1b[31mb\x1b]0;title\x07c\x9b2Jd\x85e\u202ef\u2066g\u200fh\x7fi\x08j"
FORBIDDEN = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} | set(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def assert_fits(strips: Iterable[Strip], width: int) -> None:
    """Each strip is as wide as the screen, counted anew, and no segment begins within a cluster."""
    for strip in strips:
        assert sum(cell_len(segment.text) for segment in strip) == width, strip.text
        assert strip.cell_length == width
        start = 0
        for segment in strip:
            if segment.text and not segment.text.isspace():
                assert cluster_start(strip.text, start) == start, (strip.text, segment.text)
            start += len(segment.text)


def assert_harmless(reader: Reader) -> None:
    drawn = "".join(strip.text for strip in reader.strips())
    assert not FORBIDDEN & set(drawn), [
        unicodedata.name(c, hex(ord(c))) for c in FORBIDDEN & set(drawn)
    ]


async def test_wide_joined_and_combining_characters_fit_at_every_width(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"a.txt": TEXT}), "a.txt", size=(120, 30)) as reader:
        mark(reader, "壁は四百十万円", kind="claim", note="高い👩‍👩‍👧‍👦。", tags=("金/費用",))
        mark(reader, "family 🏳️‍🌈 saw", kind="question")
        mark(reader, "문장입니다, ไทย")
        for width in range(20, 121, 4):
            await reader.pilot.resize_terminal(width, 20 + width % 7)
            await reader.settled()
            for key in ("g", "space", "v", "e", "escape"):
                await reader.press(key)
                assert_fits(reader.strips(), width)


async def test_every_line_of_such_a_text_is_drawn_whole(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"a.txt": TEXT}), "a.txt", size=(80, 60)) as reader:
        drawn = "".join("".join(reader.page_lines()).split())
        for word in TEXT.split():
            assert word in drawn


@pytest.mark.parametrize("words", ["👩", "e", "\u0301", "🇫🇮", "e\u0301", "족"])
async def test_hits_within_such_characters_do_not_cut_them(tmp_path: Path, words: str) -> None:
    async with opened(articles(tmp_path, {"a.txt": TEXT}), "a.txt") as reader:
        await reader.rush("/", *words, "enter")
        assert_fits(reader.strips(), 80)


async def test_hints_are_laid_over_wide_characters_without_moving_the_rest(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"a.txt": TEXT}), "a.txt") as reader:
        before = reader.strips()
        await reader.press("f")
        assert_fits(reader.strips(), 80)
        x, y = reader.cell_of("s 長は三月")
        assert before[y].crop(x, x + 10).text == "町長は三月"


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
@pytest.mark.parametrize(
    "way", ["", "A", "E", "?", "t", "a", "!", "/", "%", "*", "&", "i", "f", ":"]
)
async def test_everything_fits_a_small_screen(
    tmp_path: Path, size: tuple[int, int], way: str
) -> None:
    library = articles(tmp_path, {"harbour.txt": HARBOUR, "壁の値段についての記事.txt": WIDE})
    async with opened(library, "harbour.txt", size=size) as reader:
        mark(reader, "4.1 million", kind="claim", note="So much?", tags=("money/cost",))
        await reader.press(*way)
        assert_fits(reader.strips(), size[0])
        if way in ("", "A", "E"):
            assert reader.status().endswith("help")


async def test_a_long_wide_file_name_leaves_the_right_of_the_bottom_line(tmp_path: Path) -> None:
    library = articles(tmp_path, {"壁の値段についての長い長い長い長い記事の名前.txt": HARBOUR})
    async with opened(library, size=(60, 20)) as reader:
        await reader.press("enter")
        assert_fits(reader.strips(), 60)
        assert reader.status().endswith("help")


@pytest.mark.parametrize("size", [(20, 5), (30, 10), (10, 3), (1, 1)])
async def test_a_screen_that_is_too_small_is_said_and_survived(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.pilot.resize_terminal(*size)
        await reader.settled()
        await reader.press("space", "c", "a", "x", "escape", "A", "q", "?", "q")
        assert_fits(reader.strips(), size[0])
        await reader.pilot.resize_terminal(80, 24)
        await reader.settled()
        assert len(reader.quotes()) == 1


async def test_no_command_of_the_text_reaches_the_terminal(tmp_path: Path) -> None:
    text = f"{HOSTILE} is here. Next {HOSTILE} sentence.\n"
    library = articles(tmp_path, {f"{HOSTILE.replace('/', '')}.txt": text})
    async with opened(library) as reader:
        assert_harmless(reader)
        await reader.press("enter")
        for way in ("", "c", "v", "V", "i", "f", "escape", "y", "Y", "A", "q", "E", "q"):
            await reader.press(*([way] if way else ()))
            assert_harmless(reader)
            assert_fits(reader.strips(), 80)


@pytest.mark.parametrize("width", [80, 120])
async def test_no_command_of_a_note_or_a_tag_reaches_the_terminal(
    tmp_path: Path, width: int
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(width, 30)) as reader:
        mark(
            reader,
            "The wall cost 4.1 million.",
            kind="claim",
            note=f"n{HOSTILE}\nx",
            tags=(f"t{HOSTILE}",),
        )
        await reader.settled()
        assert_harmless(reader)
        for ways in (("t",), ("escape", "t", "tab"), ("escape", "enter"), ("ctrl+c", "A"), ("t",),
                     ("escape", "q", "E"), ("j",), ("q", ")", "h", "t", "tab"), ("enter", ".")):  # fmt: skip
            await reader.press(*ways)
            assert_harmless(reader)


async def test_what_is_typed_or_pasted_commands_nothing_either(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        for way in ("a", "t", "/", "&"):
            await reader.press("c", way)
            reader.app.post_message(Paste(HOSTILE))
            await reader.settled()
            assert_harmless(reader)
            await reader.press("ctrl+c", "escape")


async def test_a_paste_outside_a_question_is_no_row_of_commands(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        reader.app.post_message(Paste("cchxq"))
        await reader.settled()
        assert reader.quotes() == []
        assert not reader.app._exit


def test_every_label_of_a_command_fits_a_line_of_the_help_at_eighty_columns() -> None:
    for command in COMMANDS:
        assert len(command.label) <= 80 - 4 - 25, command.id
