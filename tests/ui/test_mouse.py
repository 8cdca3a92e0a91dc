"""The mouse: everything can be done with it, to the very character."""

from pathlib import Path

import pytest
from textual.events import MouseDown, MouseMove, MouseUp

from reader.ui.commands import COMMANDS
from reader.ui.help.palette_screen import PaletteScreen
from reader.ui.help.screen import HelpScreen
from reader.ui.marks.screen import MarksScreen
from tests.ui.builders import harbour, long_article, mark
from tests.ui.driving import Reader, articles, opened

FIRST = "The wall cost 4.1 million."


def after(cell: tuple[int, int], cells: int) -> tuple[int, int]:
    return cell[0] + cells, cell[1]


async def test_a_click_puts_the_caret_on_the_sentence(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.click_on("mayor")
        assert reader.focused() == "The mayor spoke of 3.4 million in March."
        assert reader.selected() is None


async def test_a_click_beside_the_text_takes_the_nearest(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        _, y = reader.cell_of("Work began")
        await reader.click(0, y)
        assert reader.focused() == "Work began after the storm."
        await reader.click(79, y)
        assert reader.focused() == "The town paid for all of them."
        await reader.click(40, 20)
        assert reader.focused() == "Its price is not known."


async def test_a_double_click_selects_the_word_and_a_triple_click_the_sentence(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.click_on("mayor", times=2)
        assert reader.selected() == "mayor"
        await reader.click_on("mayor", times=3)
        assert reader.selected() == "The mayor spoke of 3.4 million in March."


async def test_a_sentence_is_marked_with_the_mouse_and_one_key(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.click_on("Nine boats", times=3)
        await reader.press("c")
        assert reader.quotes() == ["Nine boats sank that night."]


@pytest.mark.parametrize("backwards", [False, True])
async def test_a_drag_selects_from_the_first_character_to_the_last(
    tmp_path: Path, backwards: bool
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        start = reader.cell_of("wall cost")
        end = after(start, len("wall cost") - 1)
        if backwards:
            await reader.drag(end, after(end, -3), start)
        else:
            await reader.drag(start, after(start, 3), end)
        assert reader.selected() == "wall cost"


async def test_a_drag_over_lines_selects_across_them(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.drag(reader.cell_of("planned"), reader.cell_of("mayor"))
        selected = reader.selected()
        assert selected is not None
        assert selected.startswith("mayor spoke")
        assert selected.endswith("A second wall is p")


async def test_a_second_drag_selects_anew(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        start = reader.cell_of("wall cost")
        await reader.drag(start, after(start, 3))
        start = reader.cell_of("storm")
        await reader.drag(start, after(start, 4))
        assert reader.selected() == "storm"


async def test_a_click_drops_the_selection(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        start = reader.cell_of("wall cost")
        await reader.drag(start, after(start, 3))
        await reader.click_on("storm")
        assert reader.selected() is None


async def test_a_shift_click_extends_the_selection(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        start = reader.cell_of("wall cost")
        await reader.drag(start, after(start, 3))
        await reader.click(*after(reader.cell_of("million"), 6), shift=True)
        assert reader.selected() == "wall cost 4.1 million"


async def test_a_drag_at_the_edge_scrolls_and_selects_on(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        start = reader.cell_of("Sentence 1.2")
        bottom = reader.app.size.height - 2
        await reader.mouse(MouseDown, *start)
        await reader.mouse(MouseMove, start[0], bottom - 3)
        await reader.mouse(MouseMove, start[0], bottom)
        await reader.until(lambda: reader.shows("Sentence 9."))
        await reader.mouse(MouseMove, start[0], bottom - 6)
        await reader.mouse(MouseUp, start[0], bottom - 6)
        selected = reader.selected()
        assert selected is not None
        assert selected.startswith("Sentence 1.2")
        assert "Sentence 6.1" in selected
        page = reader.page_lines()
        await reader.press("f7")
        assert reader.page_lines() == page


async def test_a_drag_at_the_upper_edge_selects_backwards(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("G")
        start = reader.cell_of("Sentence 58.2")
        await reader.mouse(MouseDown, *start)
        await reader.mouse(MouseMove, start[0], 1)
        await reader.until(lambda: reader.shows("Sentence 50."))
        await reader.mouse(MouseUp, start[0], 1)
        selected = reader.selected()
        assert selected is not None
        assert selected.endswith((" S", "\nS"))
        assert "Sentence 55.1" in selected


async def test_the_wheel_turns_the_page_by_lines(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        fourth = reader.page_lines()[3]
        await reader.wheel(down=True)
        assert reader.page_lines()[0].lstrip(" ▌") == fourth.lstrip(" ▌")
        await reader.wheel(down=False)
        assert reader.caret.window.visible()[0] == 0


@pytest.mark.parametrize("half", [0, 1])
async def test_both_halves_of_a_wide_character_are_that_character(
    tmp_path: Path, half: int
) -> None:
    text = "港の壁は四百万円でした。町が払いました。\n"
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        start = after(reader.cell_of("壁"), half)
        await reader.drag(start, after(start, 2 * len("壁は四百") - 2))
        assert reader.selected() == "壁は四百"


async def test_emoji_and_accents_are_hit_exactly(tmp_path: Path) -> None:
    text = "Cafe\u0301 👩‍👩‍👧 closed. Another one.\n"
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        start = reader.cell_of("closed")
        await reader.drag(start, after(start, 5))
        assert reader.selected() == "closed"


async def test_a_click_on_a_row_of_the_shelf_goes_there_and_another_opens_it(
    tmp_path: Path,
) -> None:
    texts = {"a.txt": "Alpha is here. It ends.\n", "b.txt": "Beta is here. It ends.\n"}
    async with opened(articles(tmp_path, texts)) as reader:
        await reader.click_on("Beta")
        await reader.click_on("Beta")
        await reader.until(lambda: reader.shows("Beta is here. It ends."))


async def test_the_wheel_moves_a_list(tmp_path: Path) -> None:
    texts = {f"{n:02}.txt": f"Article {n} is here. It ends.\n" for n in range(40)}
    async with opened(articles(tmp_path, texts)) as reader:
        for _ in range(9):
            await reader.wheel(down=True)
        assert reader.shows("Article 27")


async def test_a_click_on_the_count_of_marks_lists_them(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        await reader.click_on("1 mark")
        await reader.until(lambda: isinstance(reader.app.screen, MarksScreen))


async def test_a_click_on_help_shows_it(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.click_on("? help")
        await reader.until(lambda: isinstance(reader.app.screen, HelpScreen))
        await reader.click(reader.status().rindex("back"), 23)
        await reader.until(lambda: not isinstance(reader.app.screen, HelpScreen))


async def test_a_click_on_the_place_asks_where_to_go(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.click_on("¶ 1/3")
        await reader.until_shown("Go to (50%")


async def test_no_click_on_the_bottom_line_quits(tmp_path: Path) -> None:
    texts = {"a.txt": "Alpha is here. It ends.\n", "b.txt": "Beta is here. It ends.\n"}
    async with opened(articles(tmp_path, texts), "a.txt") as reader:
        for words in ("a.txt", "1 of 2", "no date", "¶ 1/1", "min left"):
            if reader.shows(words):
                await reader.click_on(words)
                await reader.press("escape", "[")
        assert not reader.app._exit


@pytest.mark.parametrize("place", ["shelf", "reading", "marks", "export", "help", "hits"])
async def test_from_every_screen_a_click_on_the_bottom_line_opens_the_list_of_commands(
    tmp_path: Path, place: str
) -> None:
    first = None if place == "shelf" else "harbour.txt"
    async with opened(harbour(tmp_path), first) as reader:
        await reader.press(*_way_to(place))
        await reader.settled()
        await open_palette(reader)


async def open_palette(reader: Reader) -> None:
    """With the mouse alone; on a screen that is too full for it by way of the help."""
    await reader.click(reader.status().index(": all"), reader.app.size.height - 1)
    await reader.until(lambda: isinstance(reader.app.screen, PaletteScreen))


async def test_every_command_of_reading_is_reachable_with_the_mouse_alone(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(100, 30)) as reader:
        mark(reader, FIRST)
        await reader.settled()
        await open_palette(reader)
        places = ("app", "page", "reading")
        wanted = [command.label for command in COMMANDS if command.place in places]
        seen: set[str] = set()
        for _ in range(len(wanted)):
            shown = "\n".join(reader.screen())
            seen.update(label for label in wanted if label in shown)
            await reader.wheel(down=True)
        assert [label for label in wanted if label not in seen] == []


async def test_a_command_clicked_in_the_list_is_done(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(100, 30)) as reader:
        await open_palette(reader)
        await reader.settled()
        await reader.click_on("Page down")
        await reader.until(lambda: not isinstance(reader.app.screen, PaletteScreen))


def _way_to(place: str) -> tuple[str, ...]:
    ways = {
        "shelf": (), "reading": (), "marks": ("c", "A"), "export": ("c", "E"),
        "help": ("?",), "hits": ("&", *"wall", "enter"),
    }  # fmt: skip
    return ways[place]


async def test_a_click_while_hints_are_shown_takes_them_away(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("f")
        await reader.click_on("ine boats")
        await reader.press("c")
        assert reader.quotes() == ["Nine boats sank that night."]
        assert reader.shows("Nine boats")
