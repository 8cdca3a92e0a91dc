"""Where the passages of an old text went, told by a diff of it and the new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.text_diff import TextDiff

OLD = (
    "The wall\n\nThe council met on Tuesday. It said that the wall would cost 40 million.\n\n"
    "Ferries stopped at noon.\n\nNobody was hurt in the storm that night.\n"
)


def went(words: str, old: str, new: str) -> tuple[str, float] | None:
    """The words that stand where those of the old text went, and the share kept of them."""
    start = old.index(words)
    there = TextDiff(old, new).whereabouts(start, start + len(words))
    return None if there is None else (new[there.start : there.end], there.kept)


@pytest.mark.parametrize("words", ["The wall", "cost 40 million.", "Ferries stopped", "that night"])
def test_words_of_a_line_that_is_unaltered_are_where_it_is(words: str) -> None:
    for new in (OLD, "First of all\n\n" + OLD, OLD.replace("\n\n", "\n\n\n")):
        assert went(words, OLD, new) == (words, 1.0)


def test_a_line_that_moved_takes_its_words_along() -> None:
    lines = OLD.split("\n\n")
    new = "\n\n".join([lines[0], lines[2], lines[3], lines[1]])
    assert went("cost 40 million", OLD, new) == ("cost 40 million", 1.0)
    assert went("Ferries stopped", OLD, new) == ("Ferries stopped", 1.0)


def test_of_equal_lines_each_is_told_from_the_other_by_its_order() -> None:
    old = "a b c\nsame here\nd e f\nsame here\ng h i"
    new = "a b c\nsame there\nd e f\nsame here\ng h i"
    first = TextDiff(old, new).whereabouts(6, 15)
    second = TextDiff(old, new).whereabouts(old.rindex("same"), old.rindex("same") + 9)
    assert first is not None
    assert (new[first.start : first.end], first.kept) == ("same there", 0.5)
    assert second is not None
    assert (second.start, second.is_line) == (new.rindex("same"), True)


def test_altered_words_are_found_between_those_that_are_not() -> None:
    words = "It said that the wall would cost 40 million"
    new = OLD.replace("would cost 40", "had cost 70")
    assert went(words, OLD, new) == ("It said that the wall had cost 70 million", 7 / 9)


def test_what_is_gone_has_no_place() -> None:
    assert went("Ferries stopped", OLD, OLD.replace("Ferries stopped at noon.\n\n", "")) is None
    assert went("Ferries stopped", OLD, "") is None
    assert TextDiff("", "a").whereabouts(0, 1) is None


def test_lines_that_stand_thousands_of_times_are_no_way_to_tell_the_others() -> None:
    old = "\n".join("the same again" if n % 3 else f"row {n}" for n in range(9000))
    new = "\n".join("the same again" if n % 4 else f"row {n}" for n in range(9000))
    start = old.index("row 4500")
    there = TextDiff(old, new).whereabouts(start, start + len("row 4500"))
    assert there is not None
    assert new[there.start : there.end] == "row 4500"


@given(
    st.text("ab c.\n", max_size=80),
    st.text("ab c.\n", max_size=80),
    st.integers(0, 79),
    st.integers(1, 20),
)
def test_whatever_is_asked_the_place_is_in_the_new_text(
    old: str, new: str, start: int, length: int
) -> None:
    end = min(len(old), start + length)
    if start < end:
        there = TextDiff(old, new).whereabouts(start, end)
        assert there is None or 0 <= there.start < there.end <= len(new)
        assert there is None or 0 < there.kept <= 1
