from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.article import Article
from reader.loading import article_id, load, load_text

STORY = (
    "With the storm season weeks away, the harbour board has opened its books to anyone who asks."
    "\n\nThe board met on Monday and voted five to two. Nobody spoke against the motion at all.\n"
)


def read(text: str | bytes, path: str = "story.txt") -> Article:
    return load_text(text, path)


def test_the_real_articles_have_their_dates_and_titles_cut_from_the_first_sentence(
    articles_folder: Path,
) -> None:
    found = [load(file, file.name) for file in sorted(articles_folder.glob("*.txt"))]
    assert [article.date for article in found] == [
        "2024-12-12",
        "2024-12-12",
        "2024-11-28",
        "2024-11-28",
        None,
    ]
    assert [article.date_source for article in found] == ["header"] * 4 + [None]
    assert [article.modified for article in found] == [None, None, None, "2024-11-27", None]
    assert {article.title_source for article in found} == {"first-sentence"}
    assert all(20 < len(article.title) <= 90 for article in found)
    assert not found[0].title.startswith("With")


def test_the_text_of_a_real_article_is_the_file_to_the_byte(articles_folder: Path) -> None:
    for file in articles_folder.glob("*.txt"):
        assert load(file, file.name).text.encode() == file.read_bytes()


def test_an_article_is_known_by_its_path_and_by_its_text() -> None:
    article = read(STORY, "news/story.txt")
    assert article.id == article_id("news/story.txt") == sha256(b"news/story.txt").hexdigest()[:8]
    assert article.sha256 == sha256(STORY.encode()).hexdigest()
    assert (article.path, article.file, article.syntax) == ("news/story.txt", None, "plain")


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: f"{text} pier"))
def test_only_line_ends_and_the_byte_order_mark_are_touched(text: str) -> None:
    canonical = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if sum(character < "\x20" for character in text) <= 8 and not text.startswith("GIF8"):
        assert read("\ufeff" + canonical.replace("\n", "\r\n")).text == canonical


def test_a_title_is_the_header_s_before_it_is_anything_else() -> None:
    article = read("Title: The open books\nDate: 9 May 2023\nAuthor: Jo Ray\n\n" + STORY)
    assert (article.title, article.title_source) == ("The open books", "field")
    assert (article.date, article.date_source) == ("2023-05-09", "field")
    assert (article.author, article.is_title_generated) == ("Jo Ray", False)


def test_a_title_may_be_the_first_line_or_the_heading_over_everything() -> None:
    assert (a := read("The open books\n\n" + STORY)).title_source == "first-line", a.blocks
    marked = read("# The open books\n\n" + STORY)
    assert (marked.title, marked.title_source) == ("The open books", "heading")


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The board met.", "The board met"),
        ("“Enough,” said Mr. Ray. Then he left.", "“Enough,” said Mr. Ray"),
        (
            "The U.S. board met at 5 p.m. on Monday. It rained.",
            "The U.S. board met at 5 p.m. on Monday",
        ),
        ("Did they meet? They did.", "Did they meet?"),
        (
            "While it rained, the harbour board met behind closed doors.",
            "The harbour board met behind closed doors",
        ),
        ("After all, nothing.", "After all, nothing"),
        (
            "The harbour board of Tarren has opened its books to all, for the first time since "
            "the great storm of last year took the pier away.",
            "The harbour board of Tarren has opened its books to all…",
        ),
        (
            "The harbour board of the town of Tarren has opened its books to anyone who asks for "
            "the figures of the last ten years.",
            "The harbour board of the town of Tarren has opened its books to anyone who asks…",
        ),
        ("港湾局は月曜日に帳簿を公開した。雨だった。", "港湾局は月曜日に帳簿を公開した"),
    ],
)
def test_a_title_cut_from_the_first_sentence_ends_at_a_clause_or_a_word(
    sentence: str, title: str
) -> None:
    article = read(sentence)
    assert (article.title, article.title_source) == (title, "first-sentence")
    assert article.is_title_generated


def test_a_word_without_an_end_is_cut_hard() -> None:
    assert read("x" * 5_000).title == "x" * 89 + "…"


def test_the_file_s_name_is_the_title_where_there_is_nothing_else() -> None:
    article = read("***\n\n---\n", "news/rules.txt")
    assert (article.title, article.title_source) == ("rules", "file-name")


def test_a_date_may_stand_in_the_file_s_name_but_the_header_s_comes_first() -> None:
    assert read(STORY, "20230509-pier.txt").date == "2023-05-09"
    dated = read(STORY, "2023-05-09_pier.txt")
    assert (dated.date, dated.date_source) == ("2023-05-09", "file-name")
    assert read("date 2022-01-01 " + STORY, "2023-05-09.txt").date == "2022-01-01"


def test_a_date_that_is_none_or_could_be_two_is_not_guessed() -> None:
    assert read("Date: 2023-02-31\nTitle: x\n\n" + STORY).date is None
    assert read("Date: 03/04/2023\nTitle: x\n\n" + STORY).date is None
    assert read(STORY, "20231340.txt").date is None
    assert read(STORY, "story-723c0cee1980e91e.txt").date is None


@pytest.mark.parametrize(
    "written",
    [
        "2023-05-09",
        "2023/5/9",
        "May 9, 2023",
        "9 May 2023",
        "9th of May, 2023",
        "Tue, 09 May 2023 10:00",
    ],
)
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert read(f"Title: x\nPublished: {written}\n\n" + STORY).date == "2023-05-09"


def test_an_update_may_come_before_the_date_and_both_are_kept() -> None:
    article = read("date 2023-05-11 " + STORY + "\nUpdated: May 10, 2023 A name was changed.\n")
    assert (article.date, article.modified) == ("2023-05-11", "2023-05-10")


def test_a_byline_gives_the_author() -> None:
    assert read("By Jo Ray\n\n" + STORY).author == "Jo Ray"


def test_header_lines_are_not_counted_as_words() -> None:
    assert read("Title: The open books\nDate: 2023-05-09\n\nIt rained on.").words == 3
