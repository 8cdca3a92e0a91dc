from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.page.margin import arrange

wanted_cards = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=8)


@given(wanted_cards, st.integers(0, 24))
def test_cards_are_on_the_page_in_order_and_never_overlap(
    wanted: list[tuple[int, int]], rows: int
) -> None:
    wanted.sort(key=lambda card: card[0])
    placed = [
        (p, h) for p, (_, h) in zip(arrange(wanted, rows), wanted, strict=True) if p is not None
    ]
    for (a, height), (b, _) in pairwise(placed):
        assert a + height <= b
    assert all(place >= 0 and place + height <= rows for place, height in placed)


@given(wanted_cards)
def test_every_card_is_placed_where_there_are_rows_enough(wanted: list[tuple[int, int]]) -> None:
    assert None not in arrange(wanted, sum(height for _, height in wanted))


@given(wanted_cards)
def test_a_card_with_room_stands_beside_its_line_or_below_the_one_before(
    wanted: list[tuple[int, int]],
) -> None:
    wanted.sort(key=lambda card: card[0])
    free = 0
    for place, (row, height) in zip(arrange(wanted, 1_000), wanted, strict=True):
        assert place == max(row, free)
        free = place + height


def test_cards_at_the_bottom_push_those_above_up_no_further_than_needed() -> None:
    assert arrange([(0, 2), (6, 2), (9, 3)], 10) == [0, 5, 7]
    assert arrange([(0, 2), (7, 3), (9, 2)], 12) == [0, 7, 10]


def test_a_card_without_room_is_left_out_and_a_smaller_one_may_come_instead() -> None:
    assert arrange([(0, 4), (1, 9), (2, 1)], 6) == [0, None, 4]
    assert arrange([(0, 1)], 0) == [None]


def test_lines_above_the_page_and_cards_out_of_order_are_no_trouble() -> None:
    assert arrange([(5, 2), (-3, 2)], 8) == [5, 0]


def test_one_row_of_scrolling_moves_cards_by_one_row() -> None:
    assert arrange([(3, 2), (4, 2), (9, 1)], 20) == [3, 5, 9]
    assert arrange([(2, 2), (3, 2), (8, 1)], 20) == [2, 4, 8]
