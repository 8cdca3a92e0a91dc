from hypothesis import given
from hypothesis import strategies as st

from reader.page.cells import width
from reader.page.justification import MOST_ADDED, filled, stretched
from reader.page.layout import Layout
from tests.page.builders import FAMILY, PORT, blocks, flowed, passages, prose
from tests.page.test_layout import lines


@given(passages, st.integers(0, 60))
def test_a_stretched_line_is_as_wide_as_its_column_or_left_alone(text: str, missing: int) -> None:
    shown = text.strip().replace("\n", " ")
    added = stretched(shown, missing)
    assert len(added) in (0, missing)
    assert filled(shown, added).replace(" ", "") == shown.replace(" ", "")
    assert all(shown[at] == " " for at in added)
    assert all(added.count(at) <= MOST_ADDED for at in added)


def test_cells_are_spread_evenly() -> None:
    assert filled("a b c d", stretched("a b c d", 2)) == "a  b c  d"
    assert filled("a b c d", stretched("a b c d", 5)) == "a   b  c   d"


def test_a_line_that_would_get_holes_stays_ragged() -> None:
    assert stretched("nine boats", 3) == []
    assert stretched("nineboats", 1) == []


@given(prose, st.integers(8, 60), st.integers(0, 2))
def test_letters_are_hit_where_they_are_drawn_on_justified_lines(
    text: str, column: int, spacing: int
) -> None:
    layout = Layout(text, flowed(text, blocks(text)), column, spacing, justified=True)
    for line in lines(layout):
        assert layout.place_of(line.start) == (line.paragraph, line.row)
        for at in range(line.start, line.end):
            x = layout.cell(line, at)
            if width(text[at]):
                hit = layout.hit(line, x)
                assert layout.cell(line, hit) == x
        if line.added:
            drawn = filled(text[line.start : line.end], [at - line.start for at in line.added])
            assert line.indent + width(drawn) == column


def test_the_last_line_of_a_paragraph_is_ragged() -> None:
    layout = Layout(PORT, flowed(PORT, blocks(PORT)), 20, justified=True)
    found = lines(layout)
    for line, following in zip(found, [*found[1:], None], strict=True):
        if following is None or following.paragraph != line.paragraph:
            assert line.added == ()
    assert any(line.added for line in found)


def test_wide_characters_fill_the_column_too() -> None:
    text = f"the {FAMILY} of four 日本 and more words that wrap here"
    layout = Layout(text, flowed(text, blocks(text)), 26, justified=True)
    first = lines(layout)[0]
    assert first.added
    assert layout.cell(first, first.end) == 26


@given(prose, st.integers(1, 40), st.integers(1, 2), st.integers(-30, 30))
def test_spaced_rows_are_stepped_over_like_any_other(
    text: str, column: int, spacing: int, count: int
) -> None:
    layout = Layout(text, flowed(text, blocks(text)), column, spacing)
    rows = [place for place, _ in layout.rows(layout.first, 100_000)]
    close = Layout(text, flowed(text, blocks(text)), column)
    assert [(a.start, a.end) for a in lines(layout)] == [(a.start, a.end) for a in lines(close)]
    for number, place in enumerate(rows):
        there = layout.step(place, count)
        assert there == rows[max(0, min(number + count, len(rows) - 1))]
        assert layout.distance(place, there, 10_000) == rows.index(there) - number
