from hypothesis import given
from hypothesis import strategies as st

from reader.page.overlay import lanes, pieces

spans = st.tuples(st.integers(-5, 30), st.integers(-5, 30)).map(lambda s: (min(s), max(s)))
overlays = st.lists(
    st.tuples(spans, st.sampled_from("abc")).map(lambda o: (*o[0], o[1])), max_size=8
)


@given(st.integers(0, 10), st.integers(0, 20), overlays)
def test_the_pieces_are_the_line_and_name_what_lies_on_them(
    start: int, size: int, over: list[tuple[int, int, str]]
) -> None:
    found = pieces(start, start + size, over)
    assert [i for a, b, _ in found for i in range(a, b)] == list(range(start, start + size))
    for a, b, names in found:
        for i in range(a, b):
            assert set(names) == {name for x, y, name in over if x <= i < y}
            assert len(names) == len(set(names))


def test_names_come_in_the_order_of_the_overlays() -> None:
    assert pieces(0, 2, [(0, 2, "mark"), (0, 2, "hit"), (0, 2, "mark")]) == [
        (0, 2, ("mark", "hit"))
    ]


def test_an_overlay_without_length_cuts_nothing() -> None:
    assert pieces(0, 4, [(2, 2, "mark")]) == [(0, 4, ())]
    assert pieces(4, 4, [(0, 9, "mark")]) == []


@given(st.lists(spans, max_size=10))
def test_spans_that_overlap_are_in_different_lanes(given_spans: list[tuple[int, int]]) -> None:
    found = lanes(given_spans)
    for i, (a, b) in enumerate(given_spans):
        for j, (c, d) in enumerate(given_spans[:i]):
            if max(a, c) < min(b, d):
                assert found[i] != found[j]
    most = max((sum(a <= at < b for a, b in given_spans) for at in range(-5, 30)), default=0)
    assert max(found, default=0) <= most
