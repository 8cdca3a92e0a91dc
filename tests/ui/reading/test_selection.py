"""Visual mode: vim's motions over prose, and what is done with what they select."""

from pathlib import Path

import pytest

from tests.ui.builders import HARBOUR, harbour, long_article
from tests.ui.driving import articles, opened

FIRST = "The wall cost 4.1 million."
SECOND = "The mayor spoke of 3.4 million in March."
LAST = "Its price is not known."


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("v", "T"),
        ("vl", "Th"),
        ("vlll", "The "),
        ("vlllhh", "Th"),
        ("vw", "The w"),
        ("vww", "The wall c"),
        ("vwwb", "The w"),
        ("ve", "The"),
        ("vee", "The wall"),
        ("v$", "The wall cost 4.1 million. The mayor spoke of 3.4 million in"),
        ("v$0", "T"),
        ("v)", "The wall cost 4.1 million. T"),
        ("v))(", "The wall cost 4.1 million. T"),
        ("v}", HARBOUR.partition("\n")[0] + "\n\nW"),
        ("v}{", "T"),
        ("vG", HARBOUR.rstrip("\n")),
        ("vGg", "T"),
        ("V", FIRST),
        ("V)", FIRST + " " + SECOND),
        ("V)(", FIRST),
        ("VG", HARBOUR.rstrip("\n")),
        ("vwo", "The w"),
        ("vwwol", "he wall c"),
        ("vwiw", "wall"),
        ("vis", FIRST),
        ("vip", HARBOUR.partition("\n")[0]),
        ("viwe", "The wall"),
        ("vix", "T"),
    ],
)
async def test_motions_select(tmp_path: Path, keys: str, selected: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(80, 24)) as reader:
        await reader.press(*keys)
        assert reader.selected() == selected


async def test_lines_are_gone_through_by_the_cell(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "w", "j")
        selected = reader.selected()
        assert selected is not None
        assert selected.startswith(FIRST)
        assert "\n" not in selected
        await reader.press("k")
        assert reader.selected() == "The w"


@pytest.mark.parametrize(
    ("key", "same"),
    [
        ("right", "l"), ("left", "h"), ("down", "j"), ("up", "k"),
        ("shift+right", "l"), ("ctrl+right", "w"), ("ctrl+shift+right", "w"),
        ("ctrl+left", "b"), ("home", "0"), ("end", "$"), ("shift+end", "$"),
    ],
)  # fmt: skip
async def test_arrows_select_as_the_letters_do(tmp_path: Path, key: str, same: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("}", "v", "w", "w", same)
        by_letter = reader.selected()
        await reader.press("escape", "v", "w", "w", key)
        assert reader.selected() == by_letter


@pytest.mark.parametrize(("key", "kind"), [("c", "claim"), ("H", "highlight"), ("Q", "question")])
async def test_a_selection_is_marked_and_gone(tmp_path: Path, key: str, kind: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "w", "e", key)
        (made,) = reader.marks()
        assert (made.quote.exact, made.kind) == ("The wall", kind)
        assert reader.selected() is None


@pytest.mark.parametrize("key", ["enter", "4"])
async def test_slots_and_enter_mark_a_selection_too(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("4", "}", "v", "e", key)
        assert reader.marks()[1].quote.exact == "Work"
        assert reader.marks()[1].tags == ("figure",)


async def test_white_space_at_the_ends_of_a_selection_is_not_marked(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "l", "l", "l", "c")
        assert reader.quotes() == ["The"]


@pytest.mark.parametrize("key", ["escape", "v", "V"])
async def test_a_selection_is_dropped(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "w")
        assert "selecting" in reader.status()
        await reader.press(key)
        assert reader.selected() is None
        assert "selecting" not in reader.status()


async def test_h_and_l_only_move_while_selecting(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "l", "h", "h", "h")
        assert reader.marks() == []
        assert reader.selected() == "T"


async def test_a_selection_is_drawn_over_what_it_spans(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        before = reader.page.render_line(0)
        await reader.press("v", "w", "e")
        strip = reader.page.render_line(0)
        assert strip.text.replace("▌", " ") == before.text.replace("▌", " ")
        x, _ = reader.cell_of("The wall")
        (selected,) = {
            segment.style.bgcolor for segment in strip.crop(x, x + 8) if segment.style is not None
        }
        after = {segment.style.bgcolor for segment in strip.crop(x + 8, x + 20) if segment.style}
        assert selected not in after


async def test_a_selection_lives_on_over_pages_sizes_and_finds(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("v", "w", "e")
        selected = reader.selected()
        await reader.press("space", "space", "+")
        await reader.pilot.resize_terminal(60, 20)
        await reader.settled()
        await reader.press("/")
        await reader.write("wall")
        await reader.press("enter")
        assert reader.selected() == selected


async def test_the_page_follows_the_loose_end(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("v", *["}"] * 9)
        assert reader.shows("Sentence 10.1")
        await reader.press("o")
        assert reader.shows("Sentence 1.1")


async def test_sentences_are_selected_whole_also_backwards(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")", "V", "(")
        assert reader.selected() == FIRST + " " + SECOND


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ((">", "w"), "The w" + "all"),
        ((">", "s"), FIRST),
        ((">", "p"), HARBOUR.partition("\n")[0]),
        (("<", "c"), "The "),
    ],
)
async def test_a_selection_grows_and_shrinks_too(
    tmp_path: Path, keys: tuple[str, ...], selected: str
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "w", *keys)
        assert reader.selected() == selected


async def test_a_selection_over_a_mark_is_what_tags_and_notes_are_about(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "v", "w", "e", "t")
        await reader.write("where")
        await reader.press("enter")
        assert [(made.quote.exact, made.tags) for made in reader.marks()] == [
            (FIRST, ()),
            ("The wall", ("where",)),
        ]


async def test_emoji_and_accents_are_one_character_to_a_motion(tmp_path: Path) -> None:
    text = "Cafe\u0301 👩‍👩‍👧 ok 🇫🇮 end. Another one.\n"
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        await reader.press("v", "l", "l", "l")
        assert reader.selected() == "Cafe\u0301"
        await reader.press("l", "l")
        assert reader.selected() == "Cafe\u0301 👩‍👩‍👧"


async def test_copying_takes_the_selection_the_mark_or_the_sentence(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("y")
        assert reader.app.clipboard == FIRST
        await reader.press("v", "e", "ctrl+c")
        assert reader.app.clipboard == "The"
        await reader.press("escape", ")", "v", "w", "e", "c", "y")
        assert reader.app.clipboard == "The mayor"
        assert "Copied 9 characters" in reader.status()


async def test_citing_says_where_the_words_are_from(tmp_path: Path) -> None:
    text = " date 2024-03-02 " + HARBOUR
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        await reader.press("}", "}", "Y")
        assert reader.app.clipboard == "“A second wall is planned.” (a.txt, 2024-03-02, ¶ 3)"


async def test_too_much_for_a_clipboard_is_said_not_cut(tmp_path: Path) -> None:
    text = "Much is said here. " * 5000
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt") as reader:
        await reader.press("v", "G", "y")
        assert reader.app.clipboard == ""
        assert "too long" in reader.status()


async def test_ctrl_c_does_not_quit(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("ctrl+c", "ctrl+c")
        assert reader.app.is_running
        assert "q goes back" in reader.status()
