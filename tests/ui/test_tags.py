"""Tags: the prompt with its completion, several at once, the last ones again."""

from pathlib import Path

import pytest

from reader.ui.completion import complete_tags
from tests.ui.builders import harbour, mark
from tests.ui.driving import Reader, opened

FIRST = "The wall cost 4.1 million."


def tags(reader: Reader) -> list[tuple[str, ...]]:
    return [made.tags for made in reader.marks()]


async def test_tags_are_given_to_the_mark_under_the_caret(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "t", *"money/cost", "enter")
        assert tags(reader) == [("money/cost",)]
        assert reader.shows("money/cost")


async def test_several_tags_are_given_at_once(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "t", *"cost, who , sea wall,,", "enter")
        assert tags(reader) == [("cost", "who", "sea wall")]


async def test_t_on_a_sentence_without_a_mark_marks_it_first(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("t", *"cost", "enter")
        assert reader.quotes() == [FIRST]
        assert tags(reader) == [("cost",)]


async def test_the_prompt_holds_the_tags_there_are_and_what_is_erased_is_taken_away(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, tags=("cost", "who"))
        await reader.press("t")
        assert reader.shows("cost, who,")
        await reader.rush(*["backspace"] * len("who, "), "enter")
        assert tags(reader) == [("cost",)]


async def test_escape_changes_nothing(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, tags=("cost",))
        await reader.rush("t", *"who", "escape")
        assert tags(reader) == [("cost",)]


async def test_tab_takes_the_best_completion_and_goes_on_to_the_next(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, "storm", tags=("money/cost",))
        mark(reader, "boats", tags=("mayor", "money/cost"))
        await reader.press("c", "t", "m")
        assert [line.strip() for line in reader.screen() if line.strip() in ("money/cost", "mayor")]
        await reader.press("tab", "enter")
        assert reader.marks()[-1].tags == ("money/cost",)
        await reader.press(")", "c", "t", "m", "tab", "tab", "enter")
        assert reader.marks()[-1].tags == ("mayor",)


async def test_letters_may_be_left_out(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, "storm", tags=("money/donation",))
        await reader.rush("c", "t", *"mdn", "tab", "enter")
        assert reader.marks()[-1].tags == ("money/donation",)


async def test_a_second_tag_is_completed_after_a_comma(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, "storm", tags=("weather", "who"))
        await reader.rush("c", "t", *"wh", "tab", *", we", "tab", "enter")
        assert reader.marks()[-1].tags == ("who", "weather")


async def test_a_completion_is_taken_by_a_click(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, "storm", tags=("weather", "who"))
        await reader.press("c", "t", "w")
        await reader.click_on("  who")
        if not reader.shows("> who"):
            await reader.click_on("▌ who")
        await reader.press("enter")
        assert reader.marks()[-1].tags == ("who",)


@pytest.mark.parametrize("last", [("who",), ("who", "cost")])
async def test_tab_on_the_empty_prompt_offers_the_tags_given_last(
    tmp_path: Path, last: tuple[str, ...]
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        for words in ("storm", "boats"):
            mark(reader, words, tags=("weather",))
        mark(reader, "planned", tags=last)
        await reader.press("c", "t", "tab", "enter")
        assert reader.marks()[-1].tags == last


async def test_a_full_stop_gives_the_last_tags_again(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "t", *"cost, who", "enter", "}", "h", ".")
        assert tags(reader) == [("cost", "who"), ("cost", "who")]


async def test_without_any_tags_a_full_stop_says_how_to_give_some(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", ".")
        assert "t gives some" in reader.status()


async def test_keys_typed_after_t_are_the_tag_and_no_commands(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "t", *"xqu", "enter")
        assert tags(reader) == [("xqu",)]
        assert reader.app.is_running


def test_what_begins_with_the_letters_comes_before_what_only_has_them() -> None:
    used = ["almond", "money/donation", "monday", "harbour/money"]
    assert complete_tags("mon", used) == ["money/donation", "monday", "harbour/money", "almond"]


def test_tags_that_are_given_already_are_not_offered() -> None:
    assert complete_tags("Cost, ", ["cost", "who"]) == ["Cost, who"]
