from hypothesis import given
from hypothesis import strategies as st

from reader.page.cells import cluster_start
from reader.page.cells import width as cells
from reader.page.layout import (
    Layout,
    Line,
    Place,
    line_down,
    line_end,
    line_start,
    line_up,
)
from tests.page.builders import FAMILY, PORT, a_layout, flowed, listed, prose

columns = st.integers(1, 40)


def places(layout: Layout) -> list[Place]:
    return [place for place, _ in layout.rows((0, 0), 100_000)]


def lines(layout: Layout) -> list[Line]:
    return [line for _, line in layout.rows((0, 0), 100_000) if line is not None]


def line_at(layout: Layout, offset: int) -> Line:
    line = layout.line(layout.place_of(offset))
    assert line is not None
    return line


@given(prose, columns)
def test_every_character_is_drawn_on_the_row_where_it_is_looked_for(text: str, width: int) -> None:
    layout = a_layout(text, width)
    for line in lines(layout):
        for offset in range(line.start, line.end):
            assert layout.place_of(offset) == (line.paragraph, line.row)
    drawn = {offset for line in lines(layout) for offset in range(line.start, line.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= drawn


@given(prose, columns)
def test_the_character_drawn_at_a_cell_is_the_one_hit_there(text: str, width: int) -> None:
    layout = a_layout(text, width)
    for line in lines(layout):
        shown = text[line.start : line.end]
        for at in range(len(shown)):
            start = cluster_start(shown, at)
            x = layout.cell(line, line.start + at)
            assert x == line.indent + cells(shown[:start])
            if cells(shown[start : at + 1]):
                assert layout.hit(line, x) == line.start + start


@given(prose, columns, st.integers(-30, 30))
def test_a_step_goes_along_the_rows_and_back(text: str, width: int, count: int) -> None:
    layout = a_layout(text, width)
    rows = places(layout)
    for number, place in enumerate(rows):
        there = layout.step(place, count)
        assert there == rows[max(0, min(number + count, len(rows) - 1))]
        assert layout.distance(place, there, 1_000) == rows.index(there) - number


@given(prose, columns, st.integers(0, 60), st.integers(0, 60))
def test_rows_from_anywhere_are_those_counted_from_the_top(
    text: str, width: int, first: int, count: int
) -> None:
    layout = a_layout(text, width)
    rows = layout.rows((0, 0), 100_000)
    if first < len(rows):
        assert layout.rows(rows[first][0], count) == rows[first : first + count]


def test_the_space_between_paragraphs_belongs_to_the_nearer_row() -> None:
    layout = a_layout("one\n\n\n\ntwo")
    assert [layout.place_of(offset) for offset in (3, 4, 5, 6)] == [(0, 0), (0, 0), (1, 0), (1, 0)]
    assert layout.place_of(-5) == (0, 0)
    assert layout.place_of(99) == (1, 0)


def test_both_halves_of_a_wide_character_are_that_character() -> None:
    layout = a_layout(f"日本 {FAMILY}x")
    line = line_at(layout, 0)
    assert [layout.hit(line, x) for x in range(8)] == [0, 0, 1, 1, 2, 3, 3, 10]
    assert layout.cell(line, 4) == layout.cell(line, 3) == 5


def test_a_hit_beside_the_text_is_its_first_character_or_its_end() -> None:
    text = "- nine boats sank"
    layout = Layout(text, flowed(text, [("item", 0, len(text), 3)]), 20)
    first, second = lines(layout)
    assert (first.indent, second.indent) == (4, 6)
    assert layout.hit(first, -3) == layout.hit(first, 2) == 0
    assert layout.hit(second, 6) == second.start
    assert layout.hit(first, 50) == first.end == 12


def test_indents_make_way_in_a_narrow_column() -> None:
    text = "- nine boats sank"
    layout = Layout(text, flowed(text, [("item", 0, len(text), 9)]), 14)
    assert all(line.indent <= 2 for line in lines(layout))


def test_a_text_without_letters_has_no_lines() -> None:
    layout = a_layout("  \n ")
    assert layout.line((0, 0)) is None
    assert layout.rows((0, 0), 5) == []
    assert layout.step((0, 0), 3) == layout.last == layout.place_of(1) == (0, 0)
    assert (line_start(layout, 1), line_end(layout, 1)) == (1, 1)
    assert (line_down(layout, 1, 0), line_up(layout, 1, 0)) == (1, 1)


def test_a_blank_row_has_no_line() -> None:
    layout = a_layout("one\n\ntwo")
    assert layout.line((1, -1)) is None
    assert layout.step((0, 0), 1) == (1, -1)


def test_all_of_a_long_text_can_be_wrapped_again_after_it_was_forgotten() -> None:
    layout = a_layout("nine boats\n\n" * 6_000, 5)
    assert len(lines(layout)) == 12_000
    assert layout.line((0, 1)) == Line(5, 10, 0, 1, 0)


def test_going_down_and_up_keeps_the_column_and_skips_blank_rows() -> None:
    layout = a_layout("nine boats\n\nno\n\nsank there")
    assert line_down(layout, 5, 5) == 13
    assert line_down(layout, 13, 5) == 21
    assert line_up(layout, 21, 5) == 13
    assert line_up(layout, 13, 5) == 5
    assert line_down(layout, 21, 5) == 21
    assert line_up(layout, 5, 5) == 5


def test_the_ends_of_a_row() -> None:
    layout = a_layout("nine boats sank e\u0301", 12)
    assert line_start(layout, 7) == 0
    assert line_end(layout, 7) == 9
    assert line_end(layout, 12) == 16


def test_a_layout_in_another_width_is_of_the_same_text() -> None:
    layout = listed(PORT)
    assert layout.resized(7).text == PORT
    assert layout.resized(7).width == 7
    assert layout.resized(0).width == 1
