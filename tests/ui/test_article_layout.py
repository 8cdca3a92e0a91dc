"""What is laid out slice by slice, where one looks, is what would be laid out of the whole."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.article import Article, Block
from reader.articles.large_article import LargeArticle
from reader.articles.long_text import LongText
from reader.articles.structure import outline
from reader.page.layout import Layout
from reader.page.units import Units
from reader.ui.article_layout import paragraphs_of, spans_of
from tests.page.builders import FAMILY, sentences

Row = tuple[int, int, int] | None

LINES = [
    "The Breakwater Report", "By Ada Long", "Photo: the harbour at night", "@highlight",
    "- nine boats", "- eleven boats, as the log says", "> they said so", "* * *", "# A heading",
    "Updated: May 2, 2024", "日本語の長い文章です。これは二つ目の文です。", f"a {FAMILY} of four",
    "The wall held. It had cost 4.1 million, which was twice the estimate. " * 3,
    "Nine boats sank there, and the port's own log says that no one was hurt at all that night",
    "when the storm came in from the west. Work on it began in the year after that, and it was",
    "What happened then", "    indented", "It is “so”. " * 30,
]  # fmt: skip

articles = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n\n", "\n\n\n", "\n"])))
texts = articles.map(lambda lines: "".join(line + end for line, end in lines))
apart = st.lists(st.sampled_from(LINES), min_size=1, max_size=60).map("\n\n".join)
widths = st.integers(1, 120)
sizes = st.integers(700, 2_000)


def both(text: str, most: int) -> tuple[Article, LargeArticle]:
    """The article whole, and in slices of so many bytes."""
    blocks = tuple(Block(*block) for block in outline(text))
    whole = Article("x", "x.txt", None, text, "", blocks, "x", "field")
    return whole, LargeArticle(replace(whole, text="", blocks=()), LongText.of(text, most), "")


def rows(article: Article, width: int) -> list[Row]:
    layout = Layout(article.lazy_text, paragraphs_of(article), width)
    found = layout.rows(layout.first, 1_000_000)
    return [(line.start, line.end, line.indent) if line else None for _, line in found]


@given(apart, widths, sizes)
def test_rows_are_the_same_in_slices_as_in_one(text: str, width: int, most: int) -> None:
    whole, sliced = both(text, most)
    assert rows(sliced, width) == rows(whole, width)
    # A slice does not know how few blocks stand before it: a third that ends the text is no caption.
    assert sliced.blocks == whole.blocks or len(whole.blocks) == 3


@given(apart, sizes)
def test_sentences_and_paragraphs_are_the_same_in_slices_as_in_one(text: str, most: int) -> None:
    whole, sliced = both(text, most)
    one = Units(whole.lazy_text, spans_of(whole), sentences)
    other = Units(sliced.lazy_text, spans_of(sliced), sentences)
    for unit in ("sentence", "paragraph"):
        for offset in range(0, len(text), 37):
            span = one.at(unit, offset)
            assert other.at(unit, offset) == span
            if span is None:
                continue  # nothing but lines that are drawn
            assert other.after(unit, span) == one.after(unit, span)
            assert other.before(unit, span) == one.before(unit, span)


@given(texts, widths, st.integers(40, 400))
def test_wherever_it_is_cut_no_letter_is_hidden_or_shown_twice(
    text: str, width: int, most: int
) -> None:
    _, sliced = both(text, most)
    drawn = [at for row in rows(sliced, width) if row for at in range(row[0], row[1])]
    assert drawn == sorted(set(drawn))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= set(drawn)


@given(apart, widths, sizes, st.integers(-40, 40))
def test_places_and_steps_are_the_same_in_slices_as_in_one(
    text: str, width: int, most: int, count: int
) -> None:
    whole, sliced = (
        Layout(article.lazy_text, paragraphs_of(article), width) for article in both(text, most)
    )
    for offset in range(0, len(text), 61):
        here, there = whole.place_of(offset), sliced.place_of(offset)
        assert sliced.line(there) == _moved(whole.line(here), there[0])
        here, there = whole.step(here, count), sliced.step(there, count)
        assert sliced.line(there) == _moved(whole.line(here), there[0])


def _moved(line: object, paragraph: int) -> object:
    return line._replace(paragraph=paragraph) if line is not None else None  # type: ignore[attr-defined]  # a Line


def test_a_long_line_goes_on_without_a_gap_from_slice_to_slice() -> None:
    text = "The wall held that night. " * 400
    _, sliced = both(text, 500)
    assert None not in rows(sliced, 40)


@pytest.mark.parametrize("marker", ["*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n", ""])
def test_generated_books_are_the_same_in_slices_as_in_one(marker: str) -> None:
    chance = random.Random(3)
    lines = [f"{line} {n}." for n, line in enumerate(chance.choices(LINES, k=600))]
    text = marker + "\n\n".join(lines) + ("\n\n*** END OF THE BOOK\n\nIts licence." * bool(marker))
    whole, sliced = both(text, 4_000)
    for width in (20, 66, 150):
        assert rows(sliced, width) == rows(whole, width)
    assert sliced.blocks == whole.blocks
    assert sliced.words == whole.words
