from hypothesis import given
from hypothesis import strategies as st

from reader.page.selection import Selection, grown, select, shrunk, trimmed
from reader.page.units import UNITS
from tests.page.builders import FAMILY, PORT, prose, units_of

edges = st.sampled_from(["start", "end"])
units_named = st.sampled_from(UNITS)


def selected(offset: int, unit: str = "character", text: str = PORT) -> Selection:
    selection = select(units_of(text), offset, unit)
    assert selection is not None
    return selection


def words(selection: Selection, text: str = PORT) -> str:
    return text[slice(*selection.span)]


def test_dragging_backwards_keeps_the_character_it_began_with() -> None:
    selection = selected(9).extended(units_of(PORT), 5, "character")
    assert words(selection) == "boats"
    assert selection.is_backwards


def test_dragging_by_words_keeps_the_first_word_whole_in_both_directions() -> None:
    units = units_of(PORT)
    selection = selected(7, "word")
    assert words(selection.extended(units, 12, "word")) == "boats sank"
    assert words(selection.extended(units, 2, "word")) == "Nine boats"
    assert words(selection.extended(units, 7, "word")) == "boats"


def test_a_wide_or_composed_character_is_selected_whole() -> None:
    text = f"a{FAMILY}日"
    assert words(selected(3, text=text), text) == FAMILY


def test_the_other_end_can_be_made_the_loose_one() -> None:
    units = units_of(PORT)
    selection = selected(5).extended(units, 9, "character").swapped()
    assert selection.is_backwards
    assert words(selection.extended(units, 0, "character")) == "Nine boats"
    assert selection.swapped().span == selection.span == (5, 10)


def test_growing_goes_to_the_border_of_the_unit_and_then_on_by_units() -> None:
    units = units_of(PORT)
    selection = grown(selected(5, "word"), units, "sentence")
    assert words(selection) == "boats sank in the harbour."
    assert words(grown(selection, units, "sentence")).endswith(
        "harbour. The port's own log says so."
    )
    assert words(grown(selection, units, "sentence", "start")).startswith("Nine boats sank")
    assert words(grown(selection, units, "word", "start")).startswith("Nine boats")
    assert words(grown(selection, units, "character")).endswith("harbour. ")
    assert words(grown(selection, units, "paragraph")).endswith("No one was hurt!")


def test_a_sentence_grows_into_the_next_paragraph() -> None:
    third = selected(PORT.index("No one"), "sentence")
    assert words(grown(third, units_of(PORT), "sentence")).endswith(
        "\n\nThe mayor said it cost 4.1 million."
    )


def test_shrinking_leaves_the_units_that_are_whole() -> None:
    units = units_of(PORT)
    paragraph = selected(0, "paragraph")
    assert words(shrunk(paragraph, units, "sentence")).endswith("says so.")
    assert words(shrunk(paragraph, units, "sentence", "start")).startswith("The port's")
    assert words(shrunk(paragraph, units, "word")).endswith("was hurt")
    assert words(shrunk(paragraph, units, "character")).endswith("hurt")


def test_a_selection_is_never_shrunk_to_nothing() -> None:
    units = units_of(PORT)
    for unit in UNITS:
        for edge in ("start", "end"):
            assert words(shrunk(selected(7), units, unit, edge)) == "a"
    assert words(shrunk(selected(5, "word"), units, "sentence")) == "boats"


def test_the_edge_that_was_moved_is_the_loose_end() -> None:
    units = units_of(PORT)
    selection = grown(selected(5, "word"), units, "word", "start")
    assert words(selection.extended(units, 7, "character")) == "ats"
    assert words(grown(selected(5, "word"), units, "word").extended(units, 6, "character")) == "bo"


@given(prose, units_named, units_named, edges, st.integers(0, 200))
def test_growing_only_adds_and_shrinking_only_takes(
    text: str, unit: str, by: str, edge: str, offset: int
) -> None:
    units = units_of(text)
    selection = select(units, offset, unit)
    if selection is None:
        assert not text.strip()
        return
    start, end = selection.span
    more, less = grown(selection, units, by, edge).span, shrunk(selection, units, by, edge).span
    assert more[0] <= start < end <= more[1]
    assert start <= less[0] < less[1] <= end
    assert (more[1] if edge == "start" else more[0]) == (end if edge == "start" else start)


@given(prose, units_named, st.integers(0, 200))
def test_shrinking_takes_back_what_growing_added(text: str, unit: str, offset: int) -> None:
    units = units_of(text)
    selection = select(units, offset, unit)
    if selection is not None:
        for edge in ("start", "end"):
            larger = grown(selection, units, unit, edge)
            if larger != selection:
                assert shrunk(larger, units, unit, edge).span == selection.span


def test_growing_stops_where_the_text_ends() -> None:
    units = units_of(PORT)
    whole = selected(0).extended(units, len(PORT), "character")
    assert grown(whole, units, "sentence") == whole
    assert grown(whole, units, "sentence", "start") == whole


def test_nothing_is_selected_in_an_empty_text() -> None:
    assert select(units_of(""), 0, "word") is None
    lost = Selection(0, 1, 0, 1)
    assert lost.extended(units_of(""), 3, "word") == lost
    assert grown(lost, units_of(""), "word") == lost
    assert shrunk(lost, units_of(""), "word", "start") == lost


def test_white_space_at_the_ends_can_be_left_out() -> None:
    assert trimmed("  nine \n", (0, 8)) == (2, 6)
    start, end = trimmed("   ", (0, 3))
    assert start == end
