"""Large files of text: read in one pass, and like any other for whoever asks for all of it."""

from hashlib import sha256
from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.articles.large_article import LargeArticle
from reader.errors import LoadError
from reader.loading import load, load_text

HEAD = "title: The Breakwater\ndate: 2023-05-09\n\nBy Ada Long\n\n"
WORDS = "The wall held “that” night. It had cost 4.1 million, and nine boats sank.\n\n"


def a_text(paragraphs: int = 16_000) -> str:
    numbered = (f"{number}. {WORDS}" for number in range(paragraphs))
    return HEAD + "".join(numbered) + "# The end\n\nIt ends here.\n"


def large(tmp_path: Path, source: bytes, name: str = "wall.txt") -> Article:
    file = tmp_path / name
    file.write_bytes(source)
    article = load(file, name)
    assert isinstance(article, LargeArticle)
    return article


def test_a_large_file_is_the_article_that_a_small_one_would_be(tmp_path: Path) -> None:
    text = a_text()
    article, whole = large(tmp_path, text.encode()), load_text(text, "wall.txt")
    assert article.text == whole.text
    assert article.sha256 == whole.sha256
    assert article.blocks == whole.blocks
    assert article.words == whole.words
    for name in ("id", "title", "title_source", "date", "date_source", "author", "encoding"):
        assert getattr(article, name) == getattr(whole, name), name


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_all_line_ends_are_made_one_also_between_two_chunks(tmp_path: Path, line_end: str) -> None:
    text = a_text()
    for shift in range(3):
        source = "x" * shift + text
        article = large(tmp_path, source.replace("\n", line_end).encode())
        assert article.text == source
        assert article.sha256 == sha256(source.encode()).hexdigest()


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = large(tmp_path, b"\xef\xbb\xbf" + a_text().encode())
    assert article.text == a_text()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_large_file_of_another_encoding_is_read_too(tmp_path: Path, encoding: str) -> None:
    article = large(tmp_path, a_text().encode(encoding))
    assert article.text == a_text()
    assert article.encoding == encoding


def test_a_byte_that_fits_no_character_far_down_costs_only_itself(tmp_path: Path) -> None:
    article = large(tmp_path, a_text().encode() + b"so it was\xff then")
    assert article.text == a_text() + "so it was\ufffd then"
    assert article.encoding == "utf-8"


def test_a_large_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wall.txt"
    file.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8_000)
    with pytest.raises(LoadError, match="PDF"):
        load(file, "wall.txt")


def test_a_large_file_of_blanks_only_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "wall.txt"
    file.write_bytes(b" \n" * 800_000)
    with pytest.raises(LoadError, match="empty"):
        load(file, "wall.txt")


def test_its_name_stands_for_it_where_values_are_shown(tmp_path: Path) -> None:
    assert len(repr(large(tmp_path, a_text().encode()))) < 100


def test_words_after_a_long_stretch_of_blanks_are_found(tmp_path: Path) -> None:
    article = large(tmp_path, b" \n" * 100_000 + a_text().encode())
    assert "The Breakwater" in article.title
    assert article.text.endswith("It ends here.\n")
