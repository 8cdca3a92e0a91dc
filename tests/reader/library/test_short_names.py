"""Short names for articles without a title of their own."""

from hypothesis import given
from hypothesis import strategies as st

from reader.library.short_names import cut_at_words, short_names


def test_words_that_all_have_tell_none_of_them_apart() -> None:
    names = short_names(
        {
            "a": "Mark Zuckerberg met with Donald Trump in Florida",
            "b": "Mark Zuckerberg visited Donald Trump at his resort",
        }
    )
    assert names == {"a": "met with Donald Trump", "b": "visited Donald Trump"}


def test_articles_with_the_same_words_have_a_letter_each() -> None:
    names = short_names({str(n): "The wall cost more" for n in range(30)})
    assert names["0"] == "wall cost A"
    assert names["29"] == "wall cost 30"


def test_a_title_without_words_stays_as_it_is() -> None:
    assert short_names({"a": "§ !"}) == {"a": "§ !"}


@given(st.text(), st.integers(1, 80))
def test_what_is_cut_fits_and_begins_as_before(text: str, room: int) -> None:
    cut = cut_at_words(text, room)
    assert len(cut) <= room
    assert text.startswith(cut.removesuffix("…")) or cut == text
