"""Reading: paging, the caret, places and the looks of the page."""

import json
from pathlib import Path

import pytest

from reader.settings import Settings, state_folder
from reader.ui.reading.screen import ReadingScreen
from reader.ui.shelf.screen import ShelfScreen
from reader.ui.themes import THEMES
from tests.ui.builders import HARBOUR, harbour, long_article
from tests.ui.driving import Reader, articles, opened

PAGES = ("space", "pagedown", "ctrl+f")


def offset(reader: Reader) -> int:
    """The first character on the page."""
    return reader.caret.window.visible()[0]


@pytest.mark.parametrize("key", PAGES)
async def test_a_page_key_turns_the_page_and_keeps_one_line_of_the_old(
    tmp_path: Path, key: str
) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        last = [line for line in reader.page_lines() if line][-1]
        await reader.press(key)
        assert reader.page_lines()[0].lstrip(" ▌") == last.lstrip(" ▌")


@pytest.mark.parametrize(("on", "back"), [("space", "b"), ("d", "ctrl+u"), ("j", "k")])
async def test_the_way_back_is_the_way_there(tmp_path: Path, on: str, back: str) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press(*[on] * 4)
        there = reader.page_lines()
        await reader.press(on)
        assert reader.page_lines() != there
        await reader.press(*[back] * 8)
        assert offset(reader) == 0


async def test_half_a_page_is_half_the_rows(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        middle = reader.page_lines()[11]
        await reader.press("d")
        assert reader.page_lines()[0].lstrip(" ▌") == middle.lstrip(" ▌")


async def test_fifty_page_keys_at_once_are_all_obeyed(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(80, 6)) as reader:
        places = [offset(reader)]
        for _ in range(50):
            await reader.press("space")
            places.append(offset(reader))
        await reader.press("g")
        await reader.rush(*["space"] * 50)
        assert len(set(places)) == 51
        assert offset(reader) == places[50]


async def test_top_and_bottom_are_the_ends_of_the_text(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("G")
        assert reader.caret.window.visible()[1] == len(reader.text)
        assert reader.focused().startswith("Sentence 60.3")
        assert "100 %" in reader.status()
        await reader.press("g")
        assert reader.focused().startswith("Sentence 1.1")


async def test_a_line_key_scrolls_by_one_line_and_the_caret_stays_on_the_page(
    tmp_path: Path,
) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        second = reader.page_lines()[1].lstrip(" ▌")
        await reader.press("j")
        assert reader.page_lines()[0].lstrip(" ▌") == second
        first, last = reader.caret.window.visible()
        assert reader.caret.focus is not None
        assert first <= reader.caret.focus[1]
        assert reader.caret.focus[0] < last


async def test_sentence_keys_move_the_caret_also_over_paragraphs(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")", "right", ")")
        assert reader.focused() == "Work began after the storm."
        await reader.press("(", "left")
        assert reader.focused() == "The mayor spoke of 3.4 million in March."


async def test_paragraph_keys_move_the_caret_to_the_first_sentence_of_another(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")", "}")
        assert reader.focused() == "Work began after the storm."
        await reader.press("}", "{")
        assert reader.focused() == "Work began after the storm."


async def test_the_sentence_under_the_caret_has_a_bar_in_the_gutter(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("}")
        barred = [line for line in reader.page_lines() if "▌" in line]
        assert len(barred) == 1
        assert "Work began" in barred[0]


async def test_a_sentence_beyond_the_page_brings_the_page_with_it(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.rush(*[")"] * 60)
        assert reader.focused().startswith("Sentence 21.1")
        assert reader.shows("Sentence 21.1")


async def test_brackets_go_to_the_next_and_the_previous_article(tmp_path: Path) -> None:
    texts = {"a.txt": "Alpha is first. It ends.\n", "b.txt": "Beta is second. It ends.\n"}
    async with opened(articles(tmp_path, texts), "a.txt") as reader:
        await reader.press("]")
        assert reader.shows("Beta is second.")
        assert "b.txt · 2 of 2" in reader.status()
        await reader.press("]")
        assert "This is the last article." in reader.status()
        await reader.press("[")
        assert reader.shows("Alpha is first.")
        await reader.press("[")
        assert "This is the first article." in reader.status()


async def test_an_article_left_by_a_bracket_is_resumed_by_the_other(tmp_path: Path) -> None:
    library = long_article(tmp_path)
    (library / "next.txt").write_text("Another one. It is short.\n", encoding="utf-8")
    async with opened(library, "long.txt") as reader:
        await reader.press("space", "space", ")")
        page, sentence = reader.page_lines(), reader.focused()
        await reader.press("]", "[")
        assert (reader.page_lines(), reader.focused()) == (page, sentence)


@pytest.mark.parametrize("leaf", ["d", "j", "space"])
async def test_leaving_and_coming_back_any_number_of_times_moves_nothing(
    tmp_path: Path, leaf: str
) -> None:
    async with opened(long_article(tmp_path)) as reader:
        await reader.press("enter", leaf, leaf, leaf)
        page, sentence = reader.page_lines(), reader.focused()
        for _ in range(3):
            await reader.press("q", "enter")
        assert (reader.page_lines(), reader.focused()) == (page, sentence)


async def test_the_column_is_made_wider_narrower_and_as_it_was(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(160, 24)) as reader:
        await reader.press("M", "+")
        assert reader.page.geometry[1] == 70
        await reader.press("-", "-")
        assert reader.page.geometry[1] == 62
        await reader.press("=")
        assert reader.page.geometry[1] == 66


async def test_narrower_is_seen_at_once_also_after_wider_found_no_room(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(80, 24)) as reader:
        await reader.press(*["+"] * 10)
        widest = reader.page.geometry[1]
        await reader.press("-")
        assert reader.page.geometry[1] < widest


async def test_a_new_width_keeps_the_first_line_in_view(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(120, 24)) as reader:
        await reader.press("space", "space", "space")
        first = offset(reader)
        await reader.press("-", "-", "-", "-", "-")
        start, end = reader.caret.window.visible()
        assert start <= first < end
        await reader.press("=")
        assert offset(reader) == first


async def test_resizing_there_and_back_shows_the_same_page(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", size=(120, 30)) as reader:
        await reader.press("space", "space", ")")
        page = reader.screen()
        await reader.pilot.resize_terminal(60, 20)
        await reader.settled()
        assert all(len(line) <= 60 for line in reader.screen())
        assert reader.status().endswith("help")
        await reader.pilot.resize_terminal(120, 30)
        await reader.settled()
        assert reader.screen() == page


async def test_notes_stand_in_the_margin_from_a_hundred_columns_on(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(100, 24)) as reader:
        await reader.press("a")
        await reader.write("Who paid?")
        await reader.press("escape")
        assert any("The wall cost" in line and "claim" in line for line in reader.screen())
        await reader.press("M")
        assert not any("The wall cost" in line and "claim" in line for line in reader.screen())


async def test_below_that_the_note_of_the_mark_under_the_caret_is_in_a_drawer(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(80, 24)) as reader:
        await reader.press("a")
        await reader.write("Who paid?")
        await reader.press("escape")
        assert "Who paid?" in reader.screen()[-2]
        await reader.press("}")
        assert not reader.shows("Who paid?")
        await reader.press("{", "M")
        assert not reader.shows("Who paid?")


async def test_zen_leaves_nothing_but_the_text(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("z")
        assert not reader.shows("harbour.txt")
        assert reader.shows("The wall cost")
        await reader.press("z")
        assert reader.shows("harbour.txt")


async def test_what_must_be_said_or_asked_is_seen_in_zen_too(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("z", "/")
        assert reader.shows("Find")
        await reader.press("escape", "x")
        assert reader.shows("There is no mark under the caret")


async def test_guessed_headings_can_be_drawn_plain(tmp_path: Path) -> None:
    text = "The cost\n\n" + HARBOUR + "\nWho paid\n\n" + HARBOUR
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        y = next(y for y, line in enumerate(reader.page_lines()) if "Who paid" in line)
        styled = reader.page.render_line(y)
        await reader.press("H")
        assert reader.page.render_line(y).text == styled.text
        assert list(reader.page.render_line(y)) != list(styled)
        await reader.press("H")
        assert list(reader.page.render_line(y)) == list(styled)


async def test_about_says_dates_and_words(tmp_path: Path) -> None:
    text = " date 2024-03-02 " + HARBOUR
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt", size=(160, 24)) as reader:
        await reader.press("i")
        assert "2024-03-02" in reader.status()
        assert "43 words" in reader.status()


async def test_one_can_go_to_a_percentage(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("%")
        await reader.write("50%")
        await reader.press("enter")
        assert reader.focused().startswith("Sentence 31.1") or reader.focused().startswith(
            "Sentence 30."
        )


async def test_one_can_go_to_a_paragraph_by_number(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("%")
        await reader.write("17")
        await reader.press("enter")
        assert reader.focused().startswith("Sentence 17.1")
        assert "¶ 17/60" in reader.status()


@pytest.mark.parametrize("answer", ["far", "", "-3", "%"])
async def test_another_answer_is_said_to_be_none(tmp_path: Path, answer: str) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("%")
        await reader.write(answer)
        await reader.press("enter")
        assert "Write a percentage" in reader.status()
        assert offset(reader) == 0


async def test_a_remembered_place_is_come_back_to_also_after_quitting(tmp_path: Path) -> None:
    library = long_article(tmp_path)
    async with opened(library, "long.txt") as reader:
        await reader.press("space", ")", "m", "k")
        there = reader.focused()
        await reader.press("G", "'", "k")
        assert reader.focused() == there
        await reader.press("G", "q")
    async with opened(library, "long.txt") as reader:
        await reader.press("'", "k")
        assert reader.focused() == there


async def test_a_place_is_remembered_before_the_next_key_moves_on(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.rush("m", "k", "}", "}", "'", "k", "c")
        assert reader.quotes() == [reader.text[slice(*reader.caret.units.sentence_at(0) or ())]]


async def test_a_letter_under_which_nothing_is_remembered_is_said(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("'", "w")
        assert "No place is remembered under w" in reader.status()


async def test_escape_instead_of_a_letter_remembers_nothing(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("m", "escape")
        assert "comes back here" not in reader.status()


async def test_jumps_can_be_taken_back_and_again(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("}", "}", "G")
        await reader.press("ctrl+o")
        assert reader.focused().startswith("Sentence 3.1")
        await reader.press("alt+right")
        assert reader.focused().startswith("Sentence 60.3")
        await reader.press("'", "'")
        assert reader.focused().startswith("Sentence 3.1")


async def test_hints_put_the_caret_on_any_sentence_with_two_keys(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("f")
        lettered = next(line for line in reader.page_lines() if "he mayor spoke" in line)
        letter = lettered[lettered.index("he mayor spoke") - 1]
        assert letter != "T"
        await reader.press(letter)
        assert reader.focused() == "The mayor spoke of 3.4 million in March."
        assert reader.shows("The mayor spoke")


async def test_another_key_than_a_hint_takes_the_hints_away_and_does_nothing_else(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        page = reader.page_lines()
        await reader.press("f", "escape")
        assert reader.page_lines() == page
        assert reader.quotes() == []


async def test_hints_of_a_full_screen_are_all_different(tmp_path: Path) -> None:
    text = " ".join(f"It is {n}." for n in range(700))
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt", size=(120, 50)) as reader:
        shown = reader.caret.visible_sentences()
        await reader.press("f")
        names = list(reader.page.content.hints.values())
        assert len(names) == len(set(names)) == len(shown) > 60
        await reader.press(*names[-1])
        assert reader.caret.focus == shown[-1]


async def test_q_leaves_the_article_for_the_shelf(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("enter", "q")
        assert isinstance(reader.front, ShelfScreen)


async def test_the_settings_give_the_width_and_the_margin(tmp_path: Path) -> None:
    settings = Settings(width=50, margin=False)
    async with opened(
        harbour(tmp_path), "harbour.txt", size=(120, 24), settings=settings
    ) as reader:
        assert reader.page.geometry[1:] == (50, 0)


async def test_themes_are_cycled_and_the_page_is_drawn_in_their_colours(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        grounds, names = [], []
        for _ in THEMES:
            style = next(iter(reader.page.render_line(0))).style
            grounds.append(style.bgcolor if style else None)
            names.append(reader.app.theme)
            await reader.press("T")
            assert f"Theme: {reader.app.theme}" in reader.status()
        assert names == [theme.name for theme in THEMES]
        # The terminal's own background, with its colours and without any, is one.
        assert len(set(grounds)) == len(THEMES) - 1
        assert reader.app.theme == names[0]


async def test_keys_that_mean_nothing_do_nothing(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        page = reader.screen()
        await reader.press("f7", "#", "ctrl+y", "é", "insert")
        assert reader.screen() == page


async def test_a_text_of_nothing_but_drawn_lines_is_shown_and_every_key_is_safe(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, {"rule.txt": "* * *\n\n-----\n"}), "rule.txt") as reader:
        assert "* * *" in "".join(reader.page_lines())
        for key in "jk)({}gGcxtavyf>B;.!~*wWnJK%":
            await reader.press(key, "escape")
        assert reader.marks() == []


async def test_the_theme_that_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        await reader.press("T")
        chosen = reader.app.theme
        reader.app.shapes.keep(points_out=False)
    async with opened(library, "harbour.txt") as reader:
        assert reader.app.theme == chosen
    settled = Settings(suggestions=False, theme="sepia")
    async with opened(library, "harbour.txt", settings=settled) as reader:
        assert reader.app.theme == "sepia"


async def test_a_remembered_theme_that_is_no_more_is_forgotten(tmp_path: Path) -> None:
    folder = state_folder()
    folder.mkdir(parents=True)
    kept = {"theme": {"chosen": "neon", "instead of": None}}
    (folder / "page.json").write_text(json.dumps(kept))
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        assert reader.app.theme == "ink"


async def test_enter_where_nothing_was_ever_marked_says_what_would_mark(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.press("enter")
        assert reader.marks() == []
        assert "Nothing is marked yet: c marks this sentence as a claim" in reader.notice()
        await reader.press("h", ")", "enter")
        assert [each.kind for each in reader.marks()] == ["highlight", "highlight"]
