from bisect import bisect_left, bisect_right

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.slices import Sliced

Span = tuple[int, int]


def _apart(gaps: list[tuple[int, int]]) -> list[Span]:
    found, at = [], 0
    for gap, length in gaps:
        found.append((at + gap, at + gap + length))
        at += gap + length
    return found


spans = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), max_size=12).map(_apart)
edges = st.lists(st.integers(1, 100), max_size=8)


def sliced(wanted: list[Span], edges: list[int]) -> Sliced[Span]:
    """The spans in slices cut at these edges, of which none cuts a span."""
    end = wanted[-1][1] + 3 if wanted else 3
    cuts = sorted(
        {0, end, *(e for e in edges if e < end and not any(a < e < b for a, b in wanted))}
    )
    return Sliced(cuts, lambda n: [s for s in wanted if cuts[n] <= s[0] and s[1] <= cuts[n + 1]])


@given(spans, edges)
def test_all_spans_are_met_in_order_from_either_end(wanted: list[Span], cuts: list[int]) -> None:
    found = sliced(wanted, cuts)
    assert bool(found) == bool(wanted)
    forwards, key = [], found.first
    while key is not None:
        forwards.append(key)
        key = found.after(key)
    backwards, key = [], found.last
    while key is not None:
        backwards.append(key)
        key = found.before(key)
    assert forwards == backwards[::-1] == sorted(forwards)
    assert [found[key] for key in forwards] == wanted


@given(spans, edges, st.integers(0, 120))
def test_the_span_at_an_offset_is_found_whatever_the_slices(
    wanted: list[Span], cuts: list[int], offset: int
) -> None:
    found = sliced(wanted, cuts)

    def at(key: int | None) -> Span | None:
        return None if key is None else found[key]

    def of(index: int) -> Span | None:
        return wanted[index] if 0 <= index < len(wanted) else None

    starts, ends = [a for a, _ in wanted], [b for _, b in wanted]
    assert at(found.begun(offset)) == of(max(0, bisect_right(starts, offset) - 1))
    assert at(found.unended(offset)) == of(bisect_right(ends, offset))
    assert at(found.beginning(offset)) == of(bisect_left(starts, offset))
    assert at(found.ended(offset)) == of(bisect_right(ends, offset) - 1)


def test_a_slice_is_made_only_when_it_is_asked_for() -> None:
    made: list[int] = []

    def make(number: int) -> list[Span]:
        made.append(number)
        return [(number * 10, number * 10 + 5)]

    found = Sliced(range(0, 10_001, 10), make)
    assert found.begun(5_003) is not None
    assert found.last is not None
    assert made == [500, 999]
