from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.header import header
from reader.articles.structure import outline

LONG = "The pier had stood for sixty years before the town council voted to take it down at last."


def kinds(text: str) -> list[str]:
    return [kind for kind, _, _, _ in outline(text)]


def words(text: str, kind: str) -> list[str]:
    return [text[start:end] for found, start, end, _ in outline(text) if found == kind]


def article(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


PARTS = [*"ab A.1,:#>-*@\n\t ”“(=", "\n\n", "Title: x\n", "By Jo Ray", "\u3000"]
ANY_TEXT = st.lists(st.sampled_from(PARTS), max_size=80).map("".join)


@given(ANY_TEXT)
def test_blocks_are_trimmed_in_order_apart_and_leave_no_word_uncovered(text: str) -> None:
    covered = bytearray(len(text))
    at = 0
    for _, start, end, _ in outline(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = b"\1" * (end - start)
        at = end
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))


def test_a_long_prefix_has_the_same_blocks_as_the_whole() -> None:
    part = article(LONG, "What the pier cost", LONG * 3, "- one nail\n- two nails", LONG)
    whole = "date 2023-05-09 " + part * 400
    prefix = outline(whole[:65_536], more=True)
    assert prefix[:-2] == outline(whole)[: len(prefix) - 2]


def test_a_prefix_does_not_take_its_last_words_for_a_caption() -> None:
    text = article(LONG, LONG, LONG, "The pier at dawn, seen from the")
    assert outline(text)[-1][0] == "caption"
    assert outline(text, more=True)[-1][0] == "paragraph"


def test_the_real_articles_have_the_headings_captions_and_notes_that_a_reader_sees(
    articles_folder: Path,
) -> None:
    texts = [file.read_text("utf-8") for file in sorted(articles_folder.glob("*.txt"))]
    found = [
        [kinds(text).count(kind) for text in texts] for kind in ("heading", "caption", "update")
    ]
    assert found == [[0, 2, 2, 0, 4], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]]
    assert [kinds(text).count("meta") for text in texts] == [1, 1, 1, 1, 0]


def test_a_line_alone_over_a_paragraph_is_a_heading() -> None:
    text = article(LONG * 2, "What the pier cost", LONG, "Who will pay for it?", LONG)
    assert words(text, "heading") == ["What the pier cost", "Who will pay for it?"]


@pytest.mark.parametrize(
    "line",
    [
        "“It fell,” she said",
        "It fell.",
        "Read more about the pier",
        "and then it fell",
        "1921",
        "(all of it)",
    ],
)
def test_a_short_line_that_is_speech_a_sentence_or_a_stray_word_is_no_heading(line: str) -> None:
    assert "heading" not in kinds(article(LONG, line, LONG))


def test_a_short_first_line_over_longer_ones_is_the_title() -> None:
    assert kinds(article("Pier to come down", LONG, LONG)) == ["title", "paragraph", "paragraph"]


def test_a_first_line_is_no_title_where_the_header_has_one() -> None:
    text = "Title: The pier\nDate: 2023-05-09\n\n" + article("Pier to come down", LONG, LONG)
    assert kinds(text) == ["meta", "meta", "paragraph", "paragraph", "paragraph"]


def test_lines_wrapped_at_a_column_make_one_paragraph() -> None:
    line = "the pier had stood for sixty years before the council of the town"
    text = "\n".join([line] * 5) + "\n\n" + "\n".join([line] * 3)
    assert outline(text) == [
        ("paragraph", 0, 5 * len(line) + 4, 0),
        ("paragraph", 5 * len(line) + 6, len(text), 0),
    ]


def test_a_wrapped_text_keeps_its_list_its_quote_and_its_indented_paragraphs_apart() -> None:
    line = "the pier had stood for sixty years before the council of the town"
    text = "\n".join(
        [line] * 6 + ["- one nail", "  that bent", "- two", "", "> so", line, "  " + line]
    )
    assert kinds(text) == ["paragraph", "item", "item", "quote", "paragraph", "paragraph"]


def test_long_lines_between_short_ones_are_not_wrapped() -> None:
    line = "the pier had stood for sixty years before the council of the town"
    assert kinds(f"{line}\n{line}\n{line}\n{LONG * 3}\n") == ["paragraph"] * 4


def test_a_list_at_the_top_is_no_title() -> None:
    assert kinds(article("- a plank of oak", LONG, LONG))[0] == "item"


def test_single_lines_are_paragraphs_where_nothing_else_parts_them() -> None:
    assert kinds(f"{LONG}\n{LONG}\nWho pays\n{LONG}\n") == [
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Updated: May 8, 2023 This story has been changed.",
        "Correction: the pier was built in 1921.",
        "Editor’s note: names are changed.",
        "This article has been updated with a reply.",
    ],
)
def test_an_update_note_is_told_at_either_end_of_an_article_only(note: str) -> None:
    assert kinds(article(LONG, LONG, LONG, LONG, note))[-1] == "update"
    assert kinds(article(LONG, note, LONG, LONG, LONG, LONG))[1] == "update"
    assert "update" not in kinds(article(*[LONG] * 4, note, *[LONG] * 4))


def test_a_sentence_about_an_update_is_none() -> None:
    assert "update" not in kinds(article(LONG, "Updated figures are due in June.", LONG))


def test_credits_make_a_caption_and_a_sentence_about_pictures_does_not() -> None:
    assert "caption" in kinds(article(LONG, "The pier at dawn (Photo: J. Ray)", LONG, LONG))
    assert "caption" in kinds(article(LONG, "Photo: the pier at dawn.", LONG, LONG))
    assert "caption" not in kinds(article(LONG, "Image problems are nothing new here.", LONG, LONG))


def test_a_byline_an_item_a_quote_a_rule_and_a_summary_are_told() -> None:
    text = article(
        "By Jo Ray and Ann van Dam", LONG, "• one nail", "3) a plank", "> said he", "* * *"
    )
    assert kinds(text) == ["byline", "paragraph", "item", "item", "quote", "rule"]
    assert kinds(article(LONG, "@highlight", "The pier fell")) == ["paragraph", "meta", "summary"]


def test_hashes_give_a_heading_its_level() -> None:
    assert outline(article(LONG, "### The cost", LONG))[1] == ("heading", 91, 103, 3)


def test_a_date_glued_to_the_first_sentence_is_a_block_of_its_own() -> None:
    text = " date 2023-05-09 The pier held. It held well."
    assert outline(text) == [("meta", 1, 16, 0), ("paragraph", 17, 45, 0)]


def test_the_front_and_the_back_of_a_gutenberg_book_are_not_its_text() -> None:
    text = (
        "Some book\n\nTitle: The Pier\n\nAuthor: Jo Ray\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK THE PIER ***\n\n"
        f"{LONG}\n\n{LONG}\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE PIER ***\nLicence\n"
    )
    assert kinds(text) == ["meta"] * 4 + ["paragraph"] * 2 + ["meta"]
    assert header(text)[2] == {"title": "The Pier", "author": "Jo Ray"}


@pytest.mark.parametrize("character", ["\n", " ", "x", "- ", "\t", "#", "(", ">"])
def test_a_million_of_one_character_is_outlined_at_once(character: str) -> None:
    assert len(outline(character * 1_000_000)) <= 1
