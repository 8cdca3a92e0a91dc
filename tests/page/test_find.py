import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.long_text import LongText
from reader.page.find import hits
from tests.page.builders import PORT, passages


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in hits(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Boats and boats", "boats", ["Boats", "boats"]),
        ("Boats and boats", "Boats", ["Boats"]),
        ("nine\n  boats", "nine boats", ["nine\n  boats"]),
        ("the mayor’s “yes”", 'mayor\'s "yes"', ["mayor’s “yes”"]),
        ('the mayor\'s "yes"', "mayor’s “yes”", ['mayor\'s "yes"']),
        ("in 1990–2021", "1990-2021", ["1990–2021"]),
        ("so… they", "so...", []),
        ("so... they", "so…", ["so..."]),
        ("caf\u00e9 cafe\u0301 cafe", "cafe\u0301", ["café", "cafe\u0301"]),
        ("caf\u00e9 cafe\u0301 cafe", "cafe", ["cafe"]),
        ("4.1 or 411", "4.1", ["4.1"]),
        ("(a|b)* [x", "(A|b)* [x".lower(), ["(a|b)* [x"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a the b", " the ", [" the "]),
        ("ΑΘΗΝΑ", "αθηνα", ["ΑΘΗΝΑ"]),
    ],
)
def test_words_are_found_as_one_means_them(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert found(PORT, query) == []


def test_letters_that_grow_when_lowered_do_not_move_what_follows() -> None:
    text = "İİİ ẞẞ harbour"
    assert [text[start:end] for start, end in hits(text, "HARBOUR".lower())] == ["harbour"]


def test_a_text_can_be_searched_slice_by_slice() -> None:
    text = "nine boats " * 3_000
    slices = range(0, len(text), 1_000)
    piecewise = [hit for a in slices for hit in hits(text, "boats nine", a, a + 1_000)]
    assert piecewise == list(hits(text, "boats nine"))
    assert len(piecewise) == 2_999


def test_a_long_run_of_spaces_does_not_stop_the_search() -> None:
    text = "harbour" + " " * 200_000 + "sank"
    assert len(list(hits(text, " sank"))) == 1
    assert len(list(hits(text, "harbour sank"))) == 1
    assert list(hits(text, " storm")) == []


@given(passages, st.integers(0, 60), st.integers(1, 8))
def test_what_stands_in_the_text_is_found_where_it_stands(text: str, start: int, size: int) -> None:
    query = text[start : start + size]
    spans = list(hits(text, query))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    accented = re.match("[\u0300-\u036f]", text[start + size : start + size + 1])
    if query.isascii() and query.strip() == query != "" and not accented:
        assert any(a < start + size and start < b for a, b in spans)


QUERIES = [
    "boat",
    "Boat",
    "a sp",
    "skin",
    "ık",
    "é",
    "e\u0301",
    "“so” they",
    "x",
    "o",
    " is",
    "2-3",
]


@given(
    st.lists(st.sampled_from([*QUERIES, "K", "ſ", "İ", "\n\n", "  ", ". ", "\u0301"])).map(
        " ".join
    ),
    st.sampled_from(QUERIES),
    st.integers(4, 40),
    st.integers(0, 60),
)
def test_hits_in_a_long_text_are_those_in_a_short_one(
    text: str, query: str, most: int, start: int
) -> None:
    long = LongText.of(text, most)
    assert list(hits(long, query)) == list(hits(text, query))
    assert list(hits(long, query, start, start + 30)) == list(hits(text, query, start, start + 30))
