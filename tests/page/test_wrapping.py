import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.page.cells import cluster_end, is_cluster_start, is_simple, width
from reader.page.wrapping import wrap
from tests.page.builders import FAMILY, passages

SPACES = " \n\t\u2009\u200b\u3000"


def wrapped(text: str, columns: int, hang: int = 0) -> list[str]:
    starts = wrap(text, columns, hang=hang)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@given(passages, st.integers(1, 40), st.integers(0, 8))
def test_no_line_is_wider_than_its_room_unless_one_character_is(
    text: str, columns: int, hang: int
) -> None:
    for number, line in enumerate(wrapped(text, columns, hang)):
        room = max(1, columns - hang) if number else columns
        kept = line.rstrip(SPACES)
        assert width(kept) <= room or cluster_end(kept, 0) == len(kept)


@given(passages, st.integers(1, 40))
def test_lines_are_the_text_cut_between_characters(text: str, columns: int) -> None:
    starts = wrap(text, columns)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert "".join(wrapped(text, columns)) == text
    assert all(is_cluster_start(text, start) for start in starts)


@given(st.lists(st.sampled_from(["a", "quay ", " ", "— ", "—", "\n", "x" * 30])).map("".join))
def test_the_fast_way_and_the_exact_way_agree(text: str) -> None:
    exact = "日\n" + text
    assert is_simple(text)
    assert wrap(exact, 13, 2) == [start + 2 for start in wrap(text, 13)]


@given(passages, st.integers(1, 40))
def test_a_passage_is_wrapped_the_same_wherever_it_stands(text: str, columns: int) -> None:
    around = f"Before it.\n{text}\nafter it"
    starts = wrap(around, columns, 11, 11 + len(text))
    assert [start - 11 for start in starts] == wrap(text, columns)


def test_lines_break_at_spaces_and_spaces_hang() -> None:
    assert wrapped("nine boats   sank at sea", 10) == ["nine boats   ", "sank at ", "sea"]
    assert wrapped("nine boats   ", 10) == ["nine boats   "]


def test_a_line_end_within_a_paragraph_is_a_space() -> None:
    assert wrapped("nine boats\nsank\tat sea", 15) == ["nine boats\nsank\t", "at sea"]


def test_a_dash_without_spaces_may_end_a_line() -> None:
    assert wrapped("the harbour—once full", 13) == ["the harbour—", "once full"]
    assert wrapped("the harbour—once full", 11) == ["the ", "harbour—", "once full"]


def test_words_longer_than_a_line_are_cut() -> None:
    assert wrapped("see abcdefghij", 4) == ["see ", "abcd", "efgh", "ij"]
    assert wrapped(f"{FAMILY}{FAMILY}x", 4) == [FAMILY * 2, "x"]


def test_unspaced_scripts_break_between_characters_but_not_before_a_full_stop() -> None:
    assert wrapped("日本語日本語。", 6) == ["日本語", "日本", "語。"]
    assert wrapped("日本（語）", 6) == ["日本", "（語）"]


def test_a_width_of_nothing_is_a_width_of_one() -> None:
    assert wrapped("ab", 0) == ["a", "b"]
    assert wrapped("日本", -3) == ["日", "本"]


@pytest.mark.parametrize("text", ["", " ", "   \n "])
def test_what_has_no_letters_is_one_line(text: str) -> None:
    assert wrap(text, 10) == [0]


@pytest.mark.parametrize("unit", ["x", "日", "e\u0301", " ", "🇩🇪", "a\u200d", "\u0301"])
def test_a_long_run_without_a_space_is_wrapped(unit: str) -> None:
    starts = wrap(unit * 50_000, 40)
    assert starts[0] == 0
    assert starts == sorted(set(starts))


def test_the_first_page_is_made_without_anything_heavy() -> None:
    code = (
        "import sys; import reader.page.flow, reader.page.wrapping\n"
        "reader.page.wrapping.wrap('It’s plain — “so”. ' * 50, 30)\n"
        "heavy = {'rich', 'textual', 'dataclasses', 'typing', 'pathlib', 'unicodedata'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"
