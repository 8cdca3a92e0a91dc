from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.slices import Sliced
from reader.page.flow import LONGEST
from reader.page.units import UNITS, Span, Units
from tests.page.builders import FAMILY, PORT, prose, sentences, units_of

units_named = st.sampled_from(UNITS)


def read(text: str, span: Span | None) -> str | None:
    return None if span is None else text[slice(*span)]


def all_of(units: Units, unit: str) -> list[Span]:
    found = []
    span = units.at(unit, 0)
    while span is not None:
        found.append(span)
        span = units.after(unit, span)
    return found


@given(prose, units_named)
def test_going_back_meets_the_same_units(text: str, unit: str) -> None:
    units = units_of(text)
    forwards, backwards = all_of(units, unit), []
    span = units.at(unit, len(text))
    while span is not None:
        backwards.append(span)
        span = units.before(unit, span)
    assert backwards[::-1] == forwards
    assert all(a[1] <= b[0] for a, b in pairwise(forwards))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= {
        i for s in forwards for i in range(*s)
    }


def test_white_space_that_a_joiner_binds_to_a_word_is_that_words() -> None:
    units = units_of("aaaaquay — \u200d a")
    assert [units.at("word", offset) for offset in (10, 11, 12, 13)] == [
        (10, 13), (10, 13), (10, 13), (13, 14),
    ]  # fmt: skip


@given(prose, units_named, st.integers(-3, 200))
def test_the_unit_at_an_offset_has_it_or_is_the_next_or_the_last(
    text: str, unit: str, offset: int
) -> None:
    units = units_of(text)
    every = all_of(units, unit)
    expected = next((span for span in every if offset < span[1]), every[-1] if every else None)
    assert units.at(unit, offset) == expected


@given(prose, units_named, st.integers(0, 200), st.integers(0, 30))
def test_the_unit_after_or_before_any_span_does_not_overlap_it(
    text: str, unit: str, start: int, size: int
) -> None:
    units = units_of(text)
    every = all_of(units, unit)
    span = (start, start + size)
    assert units.after(unit, span) == next((u for u in every if u[0] >= span[1]), None)
    assert units.before(unit, span) == next((u for u in reversed(every) if u[1] <= span[0]), None)


@given(prose, st.integers(0, 200), st.integers(0, 60))
def test_the_sentences_in_a_span_are_those_that_touch_it(text: str, start: int, size: int) -> None:
    units = units_of(text)
    touching = [s for s in all_of(units, "sentence") if s[0] < start + size and start < s[1]]
    assert units.sentences_in(start, start + size) == touching


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("the port's log", 6, "port's"),
        ("the mayor’s well-known log", 15, "well-known"),
        ("cost £4.1 million, not 3,400", 7, "4.1"),
        ("cost £4.1 million, not 3,400", 25, "3,400"),
        ("cost 4.1 million, not", 16, ","),
        ("‘boats’ sank", 6, "’"),
        ("boats -- nine", 7, "--"),
        ("nine boats", 4, "boats"),
        ("nine boats.  ", 12, "."),
        ("日本語", 1, "本"),
        ("한국어 책", 1, "한국어"),
        ("cafe\u0301s open", 5, "cafe\u0301s"),
        (f"a{FAMILY}b", 3, FAMILY),
        ("snake_case", 0, "snake_case"),
    ],
)
def test_a_word_is_what_a_reader_takes_for_one(text: str, offset: int, word: str) -> None:
    assert read(text, units_of(text).word_at(offset)) == word


def test_an_endless_word_is_cut() -> None:
    units = units_of("x" * 50_000)
    start, end = units.word_at(25_000) or (0, 0)
    assert start <= 25_000 < end
    assert end - start < 3_000


def test_sentences_and_paragraphs_are_walked_in_order() -> None:
    units = units_of(PORT)
    assert [read(PORT, s) for s in all_of(units, "sentence")][2:4] == [
        "No one was hurt!",
        "The mayor said it cost 4.1 million.",
    ]
    assert read(PORT, units.paragraph_after((0, 40))) == "The mayor said it cost 4.1 million. " + (
        "Was it twice the estimate?"
    )
    assert units.paragraph_before((0, 5)) is None


def test_there_is_nothing_after_a_span_that_ends_within_the_last_unit() -> None:
    units = units_of("nine boats")
    assert [units.after(unit, (0, 7)) for unit in ("word", "sentence", "paragraph")] == [None] * 3


def test_a_text_without_letters_has_no_units() -> None:
    units = Units(" \n ", Sliced.whole([(0, 3)], 3), sentences)
    for unit in UNITS:
        assert units.at(unit, 1) is None
        assert units.after(unit, (0, 1)) is None
        assert units.before(unit, (1, 2)) is None
    assert units.sentences_in(0, 3) == []


@pytest.mark.parametrize("rule", ["=======", "* * *", "---", "~~", "`" * 80])
def test_a_drawn_line_is_not_stood_on(rule: str) -> None:
    units = units_of(f"The wall\n\n{rule}\n\nIt cost 4.1 million. No one paid.")
    walked = [read(str(units.text), span) for span in all_of(units, "sentence")]
    assert walked == ["The wall", "It cost 4.1 million.", "No one paid."]
    assert len(all_of(units, "paragraph")) == 2


@pytest.mark.parametrize("said", ["!", "…", "?!", "♥♥", "-", "=5="])
def test_signs_that_say_something_are_stood_on(said: str) -> None:
    units = units_of(f"The wall\n\n{said}")
    assert read(str(units.text), units.sentence_at(len(units.text))) == said


def test_a_paragraph_without_sentences_is_one() -> None:
    units = Units("♥♥♥", Sliced.whole([(0, 3)], 3), lambda passage: [])
    assert units.sentence_at(1) == (0, 3)


def test_sentences_are_found_only_where_one_looks() -> None:
    asked = []

    def segment(passage: str) -> list[Span]:
        asked.append(passage)
        return sentences(passage)

    text = "\n\n".join(f"Boat {n} sank. It was old." for n in range(10_000))
    units = Units(text, Sliced.whole(spans_of(text), len(text)), segment)
    middle = units.sentence_at(len(text) // 2)
    assert middle is not None
    units.sentence_before(middle)
    units.sentence_after(middle)
    assert len(asked) <= 3


def spans_of(text: str) -> list[Span]:
    found, at = [], 0
    for paragraph in text.split("\n\n"):
        found.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return found


def test_a_very_long_paragraph_is_searched_in_pieces_that_end_with_sentences() -> None:
    sizes = []

    def segment(passage: str) -> list[Span]:
        sizes.append(len(passage))
        return sentences(passage)

    text = "Nine boats sank there. " * 12_000
    units = Units(text, Sliced.whole([(0, len(text))], len(text)), segment)
    assert len(all_of(units, "sentence")) == 12_000
    assert max(sizes) <= LONGEST
    assert units.paragraph_at(9) == (0, len(text) - 1)


def test_all_sentences_of_a_long_text_can_be_asked_for() -> None:
    text = "\n\n".join(f"Boat {n} sank." for n in range(5_000))
    assert len(all_of(units_of(text), "sentence")) == 5_000
