"""The query language."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import QueryError
from annotations.model import Anchor, Quote, Source
from annotations.query import parse
from tests.annotations.builders import an_annotation

CLAIM = an_annotation(
    kind="claim",
    verdict="disputed",
    quote=Quote("The mayor first put\nthe figure at 3.4 million"),
    note="Minutes of 12 March would settle it: 10:30, https://example.org/minutes",
    tags=("Money/donation", "harbour works"),
    source=Source(path="2023/harbour-cost.txt", title="Who paid?"),
    created="2024-12-12T10:00:00Z",
)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "mayor",
        "MAYOR figure",
        "settle",
        "donation",
        '"put the figure"',
        "tag:money",
        "tag:money/donation",
        'tag:"harbour works"',
        "TAG:MONEY",
        "kind:claim",
        "verdict:disputed",
        "article:harbour-cost",
        'article:"who paid"',
        "note:minutes",
        "before:2025",
        "before:2024-12-13",
        "after:2024-12-11",
        "after:2024-11",
        "status:exact",
        "-boats",
        "-kind:highlight",
        '-"put figure"',
        "boats or mayor",
        "kind:highlight boats OR kind:claim mayor",
        "10:30",
        "https://example.org/minutes",
        "-status:orphaned",
    ],
)
def test_a_query_that_fits_matches(query: str) -> None:
    assert parse(query).matches(CLAIM)


@pytest.mark.parametrize(
    "query",
    [
        "boats",
        "mayor boats",
        '"figure the put"',
        "tag:mon",
        "tag:donation",
        "kind:cla",
        "verdict:supported",
        "article:letter",
        "note:mayor",
        "before:2024-12-12",
        "after:2024-12-12",
        "before:2024",
        "after:2024",
        "after:2024-12",
        "status:moved",
        "-mayor",
        "-tag:money",
        "boats or storm",
        '"boats or mayor"',
    ],
)
def test_a_query_that_does_not_fit_does_not_match(query: str) -> None:
    assert not parse(query).matches(CLAIM)


def test_status_is_that_of_the_text_as_it_is_now_where_it_is_known() -> None:
    moved = an_annotation(anchor=Anchor("moved", 0.9, 1, 2))
    assert parse("status:moved").matches(moved)
    assert parse("status:orphaned").matches(moved, text_status="orphaned")
    assert not parse("status:moved").matches(moved, text_status="orphaned")


def test_an_accent_matches_however_it_is_encoded() -> None:
    assert parse("tag:cafe\u0301").matches(an_annotation(tags=("caf\u00e9",)))
    assert parse("caf\u00e9").matches(an_annotation(note="Cafe\u0301"))


@pytest.mark.parametrize(
    ("query", "at", "words"),
    [
        ("colour:red", 0, "no “colour:”"),
        ("kind:claim wrod:x", 11, "no “wrod:”"),
        ('mayor "and the', 6, "not closed"),
        ('mayor -"and the', 7, "not closed"),
        ('note:"x', 5, "not closed"),
        ('word"', 4, "not closed"),
        ("tag:", 4, "missing"),
        ("tag:/", 4, "missing"),
        ("before: x", 7, "missing"),
        ('""', 1, "missing"),
        ("mayor -", 7, "missing"),
        ("or mayor", 0, "before “or”"),
        ("mayor or or x", 9, "before “or”"),
        ("mayor or", 6, "after “or”"),
        ("before:2024-13", 7, "date"),
        ("after:tomorrow", 6, "date"),
        ("verdict:maybe", 8, "unchecked"),
        ("status:lost", 7, "orphaned"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_why(query: str, at: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.at, caught.value.query) == (at, query)
    assert words in str(caught.value)


@given(st.text() | st.text(alphabet=' "-:/ortagkind\u00a02024'))
def test_whatever_is_typed_gives_a_query_or_a_query_error(query: str) -> None:
    with suppress(QueryError):
        assert parse(query).matches(CLAIM) in (True, False)
