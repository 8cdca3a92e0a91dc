"""Where marks stand, found by place: against going through all of them."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.span_index import Place, Places, in_order

PLACE = st.tuples(st.integers(0, 60), st.integers(1, 40), st.sampled_from("abcdefgh")).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
PLACES = st.sets(PLACE, max_size=30)


@given(PLACES, PLACE)
def test_those_that_touch_a_span_are_found_in_order(all_places: set[Place], span: Place) -> None:
    start, end, _ = span
    wanted = [each for each in all_places if each[0] < end and start < each[1]]
    assert Places(all_places).touching(start, end) == sorted(wanted, key=in_order)


@given(PLACES, PLACE)
def test_the_next_and_the_one_before_are_found_from_any_place(
    all_places: set[Place], here: Place
) -> None:
    ranked, key = sorted(all_places, key=in_order), in_order(here)
    places = Places(all_places)
    assert places.after(here) == next((p for p in ranked if in_order(p) > key), None)
    assert places.before(here) == next((p for p in ranked[::-1] if in_order(p) < key), None)
    assert list(places.all_after(here)) == [p for p in ranked if in_order(p) > key]


@given(st.lists(st.tuples(st.booleans(), PLACE), max_size=40))
def test_what_is_put_in_and_taken_out_is_what_there_is(steps: list[tuple[bool, Place]]) -> None:
    places, wanted = Places(), set[Place]()
    for is_put_in, place in steps:
        if is_put_in:
            places.add(place)
            wanted.add(place)
        else:
            places.discard(place)
            wanted.discard(place)
    assert list(places) == sorted(wanted, key=in_order)
    assert len(places) == len(wanted)
    assert all((place in places) is (place in wanted) for _, place in steps)


@given(st.integers(400, 5_000), st.integers(0, 4_999))
def test_a_long_mark_is_found_from_its_middle(length: int, at: int) -> None:
    place = (100, 100 + length, "long")
    others = [(number * 7, number * 7 + 5, f"short-{number}") for number in range(800)]
    inside = 100 + min(at, length - 1)
    assert place in Places([place, *others]).touching(inside, inside + 1)
