"""Interval algebra, against the sets of characters that it stands for."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotations.text.spans import Span, flatten, overlap, trimmed, union

spans = st.tuples(st.integers(0, 20), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair)))


def characters(*of: Span) -> set[int]:
    return {offset for start, end in of for offset in range(start, end)}


@given(spans, spans)
def test_the_overlap_is_the_characters_in_both(one: Span, other: Span) -> None:
    shared = overlap(one, other)
    assert characters(*[shared] if shared else []) == characters(one) & characters(other)
    assert shared == overlap(other, one)


@given(st.lists(spans, max_size=6))
def test_the_union_has_the_same_characters_in_spans_that_do_not_touch(of: list[Span]) -> None:
    joined = union(of)
    assert characters(*joined) == characters(*of)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(joined))


@given(st.lists(spans, max_size=6))
def test_flattened_pieces_are_in_order_and_name_what_covers_them(of: list[Span]) -> None:
    pieces = flatten(of)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(pieces))
    for start, end, covering in pieces:
        for offset in range(start, end):
            assert covering == tuple(i for i, one in enumerate(of) if offset in characters(one))
    assert characters(*(piece[:2] for piece in pieces)) == characters(*of)


def test_white_space_at_the_ends_is_trimmed_and_what_is_all_white_becomes_empty() -> None:
    assert trimmed("a  bc \n d", 1, 7) == (3, 5)
    assert trimmed("a   b", 1, 4) == (1, 1)
