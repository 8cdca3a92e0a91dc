from hypothesis import given
from hypothesis import strategies as st

from reader.page.layout import Line
from reader.page.window import Window
from tests.page.builders import a_layout, a_window, listed, prose

columns = st.integers(1, 40)
heights = st.integers(1, 12)

NUMBERED = "\n".join(f"- line {n}" for n in range(30))


def numbered(height: int = 10) -> Window:
    """Thirty rows without a blank one; a row's number is its place's first part."""
    return Window(listed(NUMBERED), height)


def seen(window: Window) -> set[Line]:
    return {line for line in window.lines() if line is not None}


def everything(window: Window) -> set[Line]:
    return {line for _, line in window.layout.rows((0, 0), 10_000) if line is not None}


@given(prose, columns, heights)
def test_turning_pages_shows_every_line(text: str, width: int, height: int) -> None:
    for direction in (1, -1):
        window = a_window(text, width, height)
        if direction < 0:
            window.to_bottom()
        read = seen(window)
        while window.page(direction):
            read |= seen(window)
        assert read == everything(window)
        assert window.at_end if direction > 0 else window.top == (0, 0)


@given(prose, columns, heights, st.data())
def test_a_turned_page_begins_with_text_and_ends_with_the_text(
    text: str, width: int, height: int, data: st.DataObject
) -> None:
    window = a_window(text, width, height)
    for _ in range(8):
        move = data.draw(st.sampled_from([window.page, window.half, window.scroll]))
        move(data.draw(st.sampled_from([1, -1])))
        rows = window.lines()
        assert len(rows) == height or window.top == (0, 0)
        if move != window.scroll and rows and not window.at_end:
            assert rows[0] is not None


@given(prose, columns, heights, columns, heights, st.integers(0, 200))
def test_resizing_keeps_the_first_character_and_back_the_page(
    text: str, width: int, height: int, other: int, other_height: int, scrolled: int
) -> None:
    window = a_window(text, width, height)
    window.scroll(scrolled)
    top, (first, _) = window.top, window.visible()
    window.resize(a_layout(text, other), other_height)
    if everything(window) and other_height > 1:
        start, end = window.visible()
        assert start <= first < end
    window.resize(a_layout(text, width), height)
    assert window.top == top


def test_growing_and_shrinking_many_times_does_not_drift() -> None:
    window = a_window("Nine boats sank in the harbour that night. " * 40, 30, 6)
    window.scroll(17)
    first = window.visible()[0]
    for width in [31, 80, 7, 22, 55, 13, 30]:
        window.resize(window.layout.resized(width), 6)
    assert window.visible()[0] == first


@given(prose, columns, heights, st.integers(0, 60), st.integers(0, 60), st.integers(1, 30))
def test_a_shown_span_can_be_seen(
    text: str, width: int, height: int, scrolled: int, start: int, size: int
) -> None:
    window = a_window(text, width, height)
    window.scroll(scrolled)
    window.show(start, start + size)
    rows = [place for place, _ in window.layout.rows(window.top, height)]
    if rows:
        first = window.layout.place_of(start)
        last = window.layout.place_of(start + size - 1)
        assert first in rows
        assert last in rows or window.layout.distance(first, last, height) + 1 > height


def test_showing_moves_as_little_as_possible_with_a_row_of_context() -> None:
    window = numbered()
    assert not window.show(*span(8))
    assert window.show(*span(9))
    assert window.top == (1, 0)
    assert window.show(*span(20))
    assert window.top == (12, 0)
    assert window.show(*span(5))
    assert window.top == (4, 0)
    assert window.show(*span(0))
    assert window.top == (0, 0)


def span(row: int) -> tuple[int, int]:
    line = numbered().layout.line((row, 0))
    assert line is not None
    return line.start, line.end


def test_of_a_span_longer_than_the_window_the_beginning_is_shown() -> None:
    window = numbered()
    window.show(span(3)[0], span(25)[1])
    assert window.top == (3, 0)


def test_a_page_keeps_one_line_of_the_page_before() -> None:
    window = numbered()
    window.page(1)
    assert window.top == (9, 0)
    window.page(1)
    assert window.top == (18, 0)
    window.page(-1)
    assert window.top == (9, 0)


def test_half_a_page_and_a_line() -> None:
    window = numbered()
    assert window.half(1)
    assert window.top == (5, 0)
    assert window.scroll(-1)
    assert window.top == (4, 0)
    assert window.half(-1)
    assert window.top == (0, 0)
    assert not window.scroll(-1)


def test_the_window_stops_where_the_text_ends() -> None:
    window = numbered()
    assert window.to_bottom()
    assert window.top == (20, 0)
    assert window.at_end
    assert not window.page(1)
    assert not window.scroll(5)
    assert window.to_top()
    assert not window.at_end


def test_a_place_is_put_at_the_top_or_in_the_middle() -> None:
    window = numbered()
    window.to(span(7)[0])
    assert window.top == (7, 0)
    window.centre(span(15)[0])
    assert window.top == (10, 0)
    window.top = (29, 0)
    assert window.top == (20, 0)


def test_how_much_has_been_read() -> None:
    window = numbered()
    assert 0.3 < window.fraction() < 0.36
    window.to_bottom()
    assert window.fraction() == 1.0
    assert a_window("short").fraction() == 1.0


def test_an_empty_text_is_a_page_without_lines() -> None:
    window = a_window("")
    assert window.lines() == []
    assert window.visible() == (0, 0)
    assert window.fraction() == 1.0
    assert window.at_end
    assert [window.page(1), window.page(-1), window.scroll(3), window.show(0, 1)] == [False] * 4
