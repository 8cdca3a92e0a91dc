import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.header import header


def test_a_text_without_a_header_begins_at_once() -> None:
    assert header("The pier held: nobody fell.\n\nNobody.") == ("", 0, {})


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (" date 2023-05-09 The pier held.", "The pier held."),
        ("date: 2023-05-09 The pier held.", "The pier held."),
        (" date 2023-05-09 \n\n\nThe pier held.", "\n\n\nThe pier held."),
        ("date 2023-05-09T10:30:00Z The pier held.", "The pier held."),
    ],
)
def test_a_glued_date_ends_where_the_sentence_begins(text: str, body: str) -> None:
    style, end, fields = header(text)
    assert (style, fields, text[end:]) == ("glued", {"date": "2023-05-09"}, body)


@pytest.mark.parametrize("text", ["Dates 2023-05-09 are sweet.", "date 2023-05-0912 is a number"])
def test_what_only_looks_like_a_glued_date_is_text(text: str) -> None:
    assert header(text)[1] == 0


def test_front_matter_gives_its_fields_under_one_name() -> None:
    text = (
        "---\nheadline: \"The pier\"\nauthors: [Jo Ray, 'Ann Dam']\npubdate: 2023-05-09\n---\nText"
    )
    style, end, fields = header(text)
    assert (style, text[end:]) == ("front", "Text")
    assert fields == {"title": "The pier", "author": "Jo Ray, Ann Dam", "date": "2023-05-09"}


def test_front_matter_may_be_toml_or_have_lists_and_folded_lines() -> None:
    assert header('+++\ntitle = "The pier"\n+++\n')[2] == {"title": "The pier"}
    text = "---\n# a comment\nauthor:\n  - Jo Ray\n  - Ann Dam\ntitle: >\n  The pier\n  fell\n---\n"
    assert header(text)[2] == {"author": "Jo Ray, Ann Dam", "title": "The pier fell"}


@pytest.mark.parametrize(
    "text",
    ["---\n\nText between rules.\n\n---\n", "---\ntitle: never closed\n", "----\na: b\n---\n"],
)
def test_a_rule_at_the_top_is_not_front_matter(text: str) -> None:
    assert header(text) == ("", 0, {})


def test_header_lines_end_at_the_blank_line() -> None:
    text = "Subject: The pier\nFrom: Jo Ray\nX-Mailer: none\n\nIt fell."
    style, end, fields = header(text)
    assert (style, text[end:]) == ("lines", "\nIt fell.")
    assert fields == {"title": "The pier", "author": "Jo Ray"}


def test_one_line_is_a_header_only_if_it_is_a_title_or_a_date_and_stands_alone() -> None:
    assert header("Title: The pier\n\nIt fell.")[0] == "lines"
    assert header("Date: 9 May 2023\n\nIt fell.")[0] == "lines"
    assert header("Date: she ate the fruit.\n\nIt was sweet.")[0] == ""
    assert header("Source: the sea\n\nIt fell.")[0] == ""
    assert header("Title: The pier\nIt fell.")[0] == ""


def test_a_folded_header_line_goes_on_with_the_line_before() -> None:
    assert (
        header("Title: The pier\n  that fell\nDate: 2023\n\nx")[2]["title"] == "The pier that fell"
    )


PARTS = [*"-+a: \n\t[]>|\"'2", "---\n", "date 2023-05-09", "title: "]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_text_has_a_body_within_it(text: str) -> None:
    _, end, fields = header(text)
    assert 0 <= end <= len(text)
    assert all(fields.values())
