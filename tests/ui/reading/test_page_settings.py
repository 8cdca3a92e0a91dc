"""Setting the page otherwise while one reads: two columns, justified lines, spacing, sides."""

from pathlib import Path

import pytest

from reader.page.geometry import BETWEEN, GUTTER
from reader.settings import Settings
from tests.ui.builders import harbour, long_article, mark
from tests.ui.driving import Reader, opened

WIDE = (160, 24)
HEIGHT = 22
QUIET = Settings(suggestions=False)


def halves(reader: Reader) -> tuple[list[str], list[str]]:
    """The text of the left and of the right column."""
    left, column, _ = reader.page.geometry
    second = left + GUTTER + column + 1 + BETWEEN
    lines = [reader.page.render_line(y) for y in range(reader.page.size.height)]
    return (
        [line.crop(0, second).text.strip(" ▌") for line in lines],
        [line.crop(second).text.strip(" ▌") for line in lines],
    )


async def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=QUIET) as reader:
        one = [line.strip(" ▌") for line in reader.page_lines()]
        await reader.press("#")
        left, right = halves(reader)
        assert left == one
        assert right[0] != left[0]
        words = " ".join([*left, *right]).split()
        assert " ".join(words) in " ".join(reader.text.split())
        await reader.press("#")
        assert [line.strip(" ▌") for line in reader.page_lines()] == one


@pytest.mark.parametrize("rows", range(16, 24))
async def test_the_second_column_begins_with_text_at_any_height(tmp_path: Path, rows: int) -> None:
    size = (160, rows)
    async with opened(long_article(tmp_path), "long.txt", size=size, settings=QUIET) as reader:
        await reader.press("#")
        left, right = halves(reader)
        assert left[0]
        assert right[0]
        words = " ".join([*left, *right]).split()
        assert " ".join(words) in " ".join(reader.text.split())
        await reader.click_on(right[0][:12])
        assert right[0][:5] in reader.focused()


async def test_a_page_turn_turns_both_columns(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=QUIET) as reader:
        await reader.press("#")
        _, right = halves(reader)
        await reader.press("space")
        left, _ = halves(reader)
        assert next(line for line in reversed(right) if line) == left[0]
        await reader.press("b")
        assert halves(reader)[1] == right


async def test_a_click_in_the_second_column_puts_the_caret_there(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=QUIET) as reader:
        await reader.press("#")
        _, right = halves(reader)
        words = next(line for line in right if "Sentence" in line)
        start = words.index("Sentence")
        await reader.click_on(words[start : start + 12])
        assert reader.focused().startswith(words[start : start + 12])


async def test_a_selection_goes_on_from_column_to_column(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=QUIET) as reader:
        await reader.press("#")
        left, column, _ = reader.page.geometry
        second = left + GUTTER + column + 1 + BETWEEN + GUTTER
        await reader.drag((left + GUTTER, 1), (second + 3, 5))
        selected = reader.selected()
        assert selected is not None
        assert selected.startswith("Sentence 1.1")
        assert len(selected) > 15 * column


async def test_marks_hits_and_hints_are_drawn_in_the_second_column(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=QUIET) as reader:
        await reader.press("#")
        _, right = halves(reader)
        name = next(line for line in right if line.startswith("Sentence"))[:12]
        mark(reader, name, kind="claim")
        assert any("┃" in line for line in halves(reader)[1])
        await reader.press("/")
        await reader.write(name)
        await reader.press("enter")
        assert reader.focused().startswith(name)
        await reader.press("escape", "f")
        assert reader.caret.visible_sentences()[-1][0] > len(reader.text) // 60


async def test_where_two_columns_do_not_fit_there_is_one_and_it_is_said(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(80, 24)) as reader:
        before = reader.page_lines()
        await reader.press("#")
        assert reader.page_lines() == before
        assert "40" in reader.notice()


async def test_justified_lines_end_at_the_edge_of_the_column(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", settings=QUIET) as reader:
        left, column, _ = reader.page.geometry
        ragged = reader.page_lines()
        await reader.press("|")
        lines = [line[left + GUTTER :] for line in reader.page_lines()]
        assert len(lines[0]) == len(lines[1]) == column
        assert [" ".join(line.split()) for line in reader.page_lines()] == [
            " ".join(line.split()) for line in ragged
        ]
        last = next(n for n, line in enumerate(lines) if not line) - 1
        assert len(lines[last]) < column


async def test_a_click_on_a_justified_line_hits_the_very_letter(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", settings=QUIET) as reader:
        await reader.press("|")
        line = reader.page_lines()[0]
        word = line.split()[-1]
        x = line.rindex(word)
        await reader.click(x + len(word) - 1, 1, times=2)
        assert reader.selected() == word.strip(".")


async def test_blank_rows_stand_between_lines_of_a_spaced_page(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", settings=QUIET) as reader:
        close = [line for line in reader.page_lines() if line]
        await reader.press("_")
        spaced = reader.page_lines()
        assert spaced[1] == spaced[3] == ""
        assert [spaced[0], spaced[2], spaced[4]] == close[:3]
        await reader.press("space", "b")
        assert reader.page_lines() == spaced
        await reader.press("_", "_")
        assert [line for line in reader.page_lines() if line] == close


async def test_sides_are_kept_free(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(60, 24)) as reader:
        before = reader.page.geometry
        await reader.press("0", "0")
        left, column, _ = reader.page.geometry
        assert left >= 8 > before[0]
        assert left + GUTTER + column + 1 <= 60 - 8
        await reader.press("0", "0")
        assert reader.page.geometry == before


@pytest.mark.parametrize(("key", "size"), [("#", WIDE), ("|", WIDE), ("_", WIDE), ("0", (70, 24))])
async def test_how_a_page_is_set_is_remembered_until_it_is_set_back(
    tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    library = long_article(tmp_path)
    async with opened(library, "long.txt", size=size, settings=QUIET) as reader:
        settled = reader.page_lines()
        await reader.press(key)
        changed = reader.page_lines()
        assert changed != settled
        reader.app.shapes.keep(reader.app.rankings.is_shown)
    async with opened(library, "long.txt", size=size, settings=QUIET) as reader:
        assert reader.page_lines() == changed
        await reader.press("=")
        assert reader.page_lines() == settled
        reader.app.shapes.keep(reader.app.rankings.is_shown)
    async with opened(library, "long.txt", size=size, settings=QUIET) as reader:
        assert reader.page_lines() == settled


@pytest.mark.parametrize("settled", [True, False])
async def test_whether_suggestions_are_shown_is_remembered_until_p_says_otherwise(
    tmp_path: Path, settled: bool
) -> None:
    library, own = long_article(tmp_path), Settings(suggestions=settled)
    for shown in (settled, not settled, settled):
        async with opened(library, "long.txt", settings=own) as reader:
            assert reader.app.rankings.is_shown is shown
            await reader.press("p")
            reader.app.shapes.keep(reader.app.rankings.is_shown)


async def test_a_page_is_set_as_the_settings_say(tmp_path: Path) -> None:
    own = Settings(columns=2, spacing=1, justified=True, side=4)
    async with opened(long_article(tmp_path), "long.txt", size=WIDE, settings=own) as reader:
        assert reader.page.spread == HEIGHT
        assert halves(reader)[0][1] == ""
        assert reader.page.geometry[0] >= 4


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"width": "x", "columns": 7}', b"\xff"])
async def test_what_cannot_be_remembered_is_forgotten(tmp_path: Path, kept: bytes) -> None:
    async with opened(long_article(tmp_path), "long.txt", settings=QUIET) as reader:
        settled = reader.page_lines()
        reader.app.shapes.keep(reader.app.rankings.is_shown)
        file = reader.app.shapes._file
    file.write_bytes(kept)
    async with opened(tmp_path / "articles", "long.txt", settings=QUIET) as reader:
        assert reader.page_lines() == settled
