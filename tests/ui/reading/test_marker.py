"""Marking passages: kinds, slots, growing and shrinking, borders, marks that overlap."""

from pathlib import Path

import pytest

from reader.settings import Settings, Slot
from tests.ui.builders import HARBOUR, harbour, mark
from tests.ui.driving import Reader, articles, opened

FIRST = "The wall cost 4.1 million."
SECOND = "The mayor spoke of 3.4 million in March."
THIRD = "Nobody was hurt."
FIRST_PARAGRAPH = HARBOUR.partition("\n")[0]


def only_quote(reader: Reader) -> str:
    (quote,) = reader.quotes()
    return quote


@pytest.mark.parametrize(("key", "kind"), [("c", "claim"), ("h", "highlight"), ("Q", "question")])
async def test_one_key_marks_the_sentence_under_the_caret(
    tmp_path: Path, key: str, kind: str
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")", key)
        (made,) = reader.marks()
        assert (made.quote.exact, made.kind) == (SECOND, kind)
        assert made.source.path == "harbour.txt"
        assert "1 mark" in reader.status()


async def test_what_is_marked_looks_different_from_what_is_not(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        looks = {}
        for key in ("c", "h", "Q"):
            await reader.press("}", key, "{")
            y = next(y for y, line in enumerate(reader.page_lines()) if "Work began" in line)
            looks[key] = str(list(reader.page.render_line(y)))
            await reader.press("u")
        looks["plain"] = str(list(reader.page.render_line(y)))
        assert len(set(looks.values())) == 4


@pytest.mark.parametrize("number", range(1, 10))
async def test_each_slot_marks_with_its_kind_and_tags(tmp_path: Path, number: int) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(str(number))
        (made,) = reader.marks()
        slot = reader.desk.settings.slots[number - 1]
        assert (made.kind, made.tags) == (slot.kind, slot.tags)


async def test_a_slot_of_ones_own_is_used(tmp_path: Path) -> None:
    slots = (Slot("question", ("why", "money/cost")), *Settings().slots[1:])
    async with opened(harbour(tmp_path), "harbour.txt", settings=Settings(slots=slots)) as reader:
        await reader.press("1")
        assert reader.marks()[0].tags == ("why", "money/cost")


async def test_enter_repeats_kind_and_tags_of_the_last_marking(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("5", ")", "enter")
        first, second = reader.marks()
        assert second.quote.exact == SECOND
        assert (second.kind, second.tags) == (first.kind, first.tags) == ("claim", ("date",))


async def test_from_the_shelf_to_a_claim_with_the_last_tag_takes_three_keys(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("enter", "4", "q")
        await reader.rush("enter", ")", "enter")
        await reader.until(lambda: len(reader.marks()) == 2)
        made = reader.marks()[1]
        assert (made.quote.exact, made.kind, made.tags) == (SECOND, "claim", ("figure",))


async def test_hints_and_a_kind_mark_any_sentence_on_screen_in_three_keys(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("f", "d", "c")
        assert only_quote(reader) == THIRD


async def test_an_article_without_a_sentence_has_nothing_to_mark(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"rule.txt": "* * *\n"}), "rule.txt") as reader:
        await reader.press("c")
        assert reader.marks() == [] or only_quote(reader) == "* * *"


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ((">", "s"), FIRST + " " + SECOND),
        ((">", "s", ">", "s"), FIRST_PARAGRAPH),
        ((">", "s", "<", "s"), FIRST),
        ((">", "w"), FIRST + " The"),
        ((">", "w", "<", "w", "<", "w"), "The wall cost 4.1 million"),
        (("<", "c"), "The wall cost 4.1 million"),
        ((">", "c", "<", "c"), FIRST),
        ((">", "p"), FIRST_PARAGRAPH),
    ],
)
async def test_the_sentence_is_grown_and_shrunk_before_it_is_marked(
    tmp_path: Path, keys: tuple[str, ...], marked: str
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(*keys, "c")
        assert only_quote(reader) == marked


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((">", "s"), FIRST + " " + SECOND),
        ((">", "w", ">", "w"), FIRST + " The mayor"),
        (("<", "w"), "The wall cost 4.1 million"),
        (("<", "c", "<", "c"), "The wall cost 4.1 millio"),
        ((">", "p"), FIRST_PARAGRAPH),
        (("<", "s"), FIRST),
        (("<", "p"), FIRST),
    ],
)
async def test_the_same_keys_move_the_end_of_a_mark_that_is_there(
    tmp_path: Path, keys: tuple[str, ...], words: str
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", *keys)
        assert only_quote(reader) == words
        assert reader.selected() is None


async def test_a_mark_is_grown_before_the_next_key_goes_elsewhere(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", ">", "w", "}", "h")
        assert reader.quotes() == [FIRST + " The", "Work began after the storm."]


async def test_another_letter_after_grow_does_nothing(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", ">", "x")
        assert only_quote(reader) == FIRST


async def test_borders_are_moved_by_motions_and_kept_with_enter(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "B", "b", "h", "h", "o", "w", "enter")
        assert only_quote(reader) == "wall cost 4.1"
        assert reader.selected() is None
        await reader.press("u")
        assert only_quote(reader) == FIRST


async def test_escape_leaves_the_borders_as_they_were(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "B", "b", "b", "escape")
        assert only_quote(reader) == FIRST
        await reader.press("}", "enter")
        assert reader.quotes() == [FIRST, "Work began after the storm."]


@pytest.mark.parametrize("key", ["v", "V"])
async def test_borders_given_up_with_v_are_forgotten_too(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "B", "w", key, "}", "enter")
        assert reader.quotes() == [FIRST, "Work began after the storm."]


async def test_a_kind_while_borders_are_moved_marks_anew_and_ends_the_moving(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "B", "b", "b", "h", "h", "H", "}", "enter")
        assert FIRST in reader.quotes()
        assert "Work began after the storm." in reader.quotes()


async def test_overlapping_marks_have_bars_and_looks_of_their_own(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, kind="claim")
        await reader.settled()
        alone = reader.page.render_line(0)
        mark(reader, "cost 4.1 million. The mayor", kind="highlight")
        mark(reader, "4.1 million", kind="question")
        await reader.settled()
        together = reader.page.render_line(0)
        gutter = together.text[: together.text.index("The wall")]
        assert {"┃", "│", "┊"} <= set(gutter)
        styles = {str(segment.style) for segment in together if segment.text.strip()}
        assert len(styles) > len({str(s.style) for s in alone if s.text.strip()})


async def test_overlapping_marks_are_cycled(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        whole = mark(reader, FIRST, kind="claim")
        part = mark(reader, "4.1 million", kind="highlight")
        current = []
        for _ in range(3):
            assert reader.page.current is not None
            current.append(reader.page.current.id)
            await reader.press(";")
        assert current == [part, whole, part] or current == [whole, part, whole]


async def test_a_change_after_cycling_is_of_the_mark_that_was_cycled_to(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, kind="claim")
        mark(reader, "4.1 million", kind="highlight")
        await reader.press(";", "x")
        assert reader.page.current is not None
        left = reader.page.current.annotation.quote.exact
        assert reader.quotes() == [left]


async def test_j_and_k_capital_go_from_mark_to_mark_around_the_ends(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        for words in ("4.1 million", "storm", "price"):
            mark(reader, words)
        seen = []
        for key in ("J", "J", "J", "K", "ctrl+n"):
            await reader.press(key)
            assert reader.page.current is not None
            seen.append(reader.page.current.annotation.quote.exact)
        assert seen == ["storm", "price", "4.1 million", "price", "4.1 million"]


async def test_marks_of_one_sentence_are_all_come_to(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        for words in ("wall", FIRST, "million"):
            mark(reader, words)
        await reader.press("}")
        seen = set()
        for _ in range(3):
            await reader.press("J")
            assert reader.page.current is not None
            seen.add(reader.page.current.annotation.quote.exact)
        assert seen == {"wall", FIRST, "million"}


async def test_without_marks_that_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("J")
        assert "no marks yet" in reader.status()
        for key in ("x", "!", "~", "*", "@", "."):
            await reader.press(key)
            assert "There is no mark under the caret" in reader.notice(), key


async def test_a_kind_can_be_changed_in_turn(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        kinds = []
        for _ in range(3):
            await reader.press("~")
            kinds.append(reader.marks()[0].kind)
        assert sorted(kinds) == ["claim", "highlight", "question"]
        assert kinds[-1] == "claim"


async def test_a_colour_of_its_own_is_given_and_taken_back(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "*", "b")
        assert reader.marks()[0].colour == "blue"
        await reader.press("*", "escape")
        assert reader.marks()[0].colour == "blue"
        await reader.press("*", "n")
        assert reader.marks()[0].colour is None


@pytest.mark.parametrize("key", ["x", "delete"])
async def test_a_mark_is_removed_and_brought_back(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        page = reader.page_lines()
        await reader.press(key)
        assert reader.marks() == []
        assert "u brings it back" in reader.status()
        await reader.press("u")
        assert reader.quotes() == [FIRST]
        assert reader.page_lines() == page


async def test_habits_of_vim_and_less_destroy_nothing(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        for key in ("l", "k", "j", "n", "N", "d", "g", "G", "w", "e", "0", "$", "^", "o", "p", "s"):
            await reader.press(key)
        assert reader.quotes() == [FIRST]
