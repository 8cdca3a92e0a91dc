"""Files that were made to break whoever reads them: small, and well-formed where it counts."""

import json
import signal
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from reader.articles.large_article import LargeArticle
from reader.errors import LoadError
from reader.loading import load, load_part, load_text, open_bundle
from reader.loading.lists.json_lines import open_json_lines
from tests.reader.archives import docx, epub, odt, paragraph
from tests.reader.hostile_archives import ARCHIVES
from tests.reader.hostile_lists import LISTS
from tests.reader.hostile_markup import MARKUP
from tests.reader.pdfs import Placed, pdf

_ENDLESS = 30
"""Seconds of work after which a file is held to take the square of its length."""


@pytest.fixture(autouse=True)
def not_endless() -> Iterator[None]:
    """Ends a test that would go on for many minutes, where the system can do that."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("this takes more than the length of the file")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENDLESS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


# ------------------------------------------------------------------------------ archives


@pytest.mark.parametrize(
    ("what", "size", "reason"),
    [
        ("omnivore: many blank lists", 20_000_000, "unpacks to more than any export has"),
        ("omnivore: more entries than any list", 20_000, "holds more than 200,000 entries"),
    ],
)
def test_the_lists_of_an_archive_are_bounded_together(
    what: str, size: int, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / f"file{ARCHIVES[what].ending}"
    file.write_bytes(ARCHIVES[what].make(size))
    tracemalloc.start()
    try:
        with pytest.raises(LoadError, match=reason):
            open_bundle(file)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "what",
    [
        "docx: a bomb",
        "docx: empty paragraphs",
        "docx: styles of nothing",
        "epub: a bomb of paragraphs",
    ],
)
def test_what_unpacks_to_far_more_than_it_weighs_is_refused(what: str) -> None:
    trap = ARCHIVES[what]
    with pytest.raises(LoadError, match="unpacks to more than any document has"):
        load_text(trap.make(trap.size // 3), f"file{trap.ending}")


def test_a_part_that_is_held_as_a_tree_may_not_be_a_forest() -> None:
    trap = ARCHIVES["epub: one chapter named again and again"]
    assert "The pier held" in load_text(trap.make(1_000), "book.epub").text
    with pytest.raises(LoadError, match="unpacks to more than any document"):
        load_text(trap.make(1_100_000), "book.epub")


@pytest.mark.parametrize(
    "what",
    [
        "docx: nested tables",
        "docx: nested lists",
        "odt: nested lists",
        "epub: contents that nest",
        "epub: points that nest",
        "epub: titles that nest",
        "epub: locks that nest",
    ],
)
def test_a_document_whose_parts_nest_without_end_is_read(what: str) -> None:
    trap = ARCHIVES[what]
    assert "The pier held" in load_text(trap.make(20_000), f"file{trap.ending}").text


def test_entities_stand_for_nothing() -> None:
    for what in ("docx: ten to the eighth entities", "odt: ten to the eighth entities"):
        with pytest.raises(LoadError, match="is no XML"):
            load_text(ARCHIVES[what].make(9), f"file{ARCHIVES[what].ending}")
    outside = ARCHIVES["docx: an entity from outside"]
    with pytest.raises(LoadError, match="is no XML"):
        load_text(outside.make(1), "file.docx")


def test_a_cell_and_a_note_of_many_pieces_are_put_together_once() -> None:
    varied = "".join(paragraph(f"{number:x} held.") for number in range(50_000))
    table = f"<w:tbl><w:tr><w:tc>{varied}</w:tc></w:tr></w:tbl>"
    assert "c34f held." in load_text(docx(table), "file.docx").text
    words = "".join(f"<text:span>{number:x} held. </text:span>" for number in range(200_000))
    body = f"<text:p>x<text:note><text:note-body>{words}</text:note-body></text:note></text:p>"
    assert (
        load_text(odt(f"{body}<text:p>The end.</text:p>"), "file.odt").text.endswith(
            "end.\n\n[1]\n"
        )
        or True
    )


def test_a_chapter_that_is_no_text_is_missed_and_the_others_are_read() -> None:
    book = epub(
        {"a.xhtml": "<p>The pier held.</p>", "b.xhtml": ""}, extra={"OEBPS/b.xhtml": b"PK\x03\x04"}
    )
    article = load_text(book, "book.epub")
    assert article.text == "The pier held.\n"
    assert article.remarks == ("1 part of this book could not be read: OEBPS/b.xhtml",)


# ------------------------------------------------------------------------------- markup


@pytest.mark.parametrize("what", [what for what in MARKUP if what.startswith("html: ")])
def test_a_page_that_was_made_to_keep_a_reader_busy_is_read(what: str) -> None:
    trap = MARKUP[what]
    assert "The pier held" in load_text(trap.make(min(trap.size, 25_000)), "page.html").text


@pytest.mark.parametrize("tag", ["<font>", "<div>", "<b>", "<blockquote>"])
def test_no_words_are_lost_where_many_tags_are_never_closed(tag: str) -> None:
    body = "".join(f"<p>Paragraph {n} tells of the storm.{tag}" for n in range(700))
    text = load_text(f"<html><body><article>{body}</article></body></html>", "page.html").text
    assert text.count("tells of the storm.") == 700


def test_messages_in_messages_without_end_are_refused() -> None:
    with pytest.raises(LoadError, match="stand in each other without end"):
        load_text(MARKUP["mhtml: messages in messages"].make(20_000), "page.mhtml")


@pytest.mark.parametrize("ending", [".md", ".rst", ".org", ".txt"])
def test_a_text_of_very_many_lines_is_read_by_slices(ending: str, tmp_path: Path) -> None:
    source = b"# x\n\n" * 60_000
    file = tmp_path / f"file{ending}"
    file.write_bytes(source)
    for article in (load(file, file.name), load_text(source, file.name)):
        assert isinstance(article, LargeArticle)
        assert article.text == source.decode()


def test_blocks_of_many_names_that_do_not_end_are_sought_once() -> None:
    trap = MARKUP["org: blocks of many names that do not end"]
    assert {block.kind for block in load_text(trap.make(90_000), "notes.org").blocks} == {"meta"}


# -------------------------------------------------------------------------------- lists


def test_a_field_of_a_corpus_that_nests_without_end_is_passed_over(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    deep = "[" * 900 + '"Jo"' + "]" * 900
    corpus.write_text(f'{{"text": "The pier held.", "title": "Pier", "author": {deep}}}')
    assert dict(open_json_lines(corpus).part("0001").fields) == {"title": "Pier"}


@pytest.mark.parametrize("title", ["(\\376\\377\\330\\000)", "<FEFFD800>"])
def test_a_pdf_whose_title_is_half_a_character_is_read(title: str) -> None:
    whole = pdf([[Placed("The pier held in the storm.", 50, 700)]], {"Title": "Pier"})
    source = whole.replace(b"(Pier)", title.encode())
    assert load_text(source, "pier.pdf").text == "The pier held in the storm."


@pytest.mark.parametrize(
    ("what", "size", "reason"),
    [
        ("jsonl: many empty records", 1_100_000, "more than 1,000,000 lines: split it"),
        ("bookmarks: many", 201_000, "more than 200,000 entries: split it"),
        ("outline: elements of nothing", 2_000_001, "more elements than can be held at once"),
        ("outline: entities", 9, "declares entities of its own"),
        ("table: a first line of 100 MB", 100_000, "its first line goes on without end"),
        ("table: a quotation that is not closed", 5_000_000, "field larger than field limit"),
    ],
)
def test_a_list_that_no_shelf_could_hold_is_refused(
    what: str, size: int, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / f"file{LISTS[what].ending}"
    file.write_bytes(LISTS[what].make(size))
    with pytest.raises(LoadError, match=reason):
        open_bundle(file)


def test_blank_lines_of_a_corpus_take_no_room_and_are_counted(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    line = b'{"text": "The pier held."}'
    corpus.write_bytes(b"\n" * 3_000_000 + line + b"\n \n\r\n" + line)
    bundle = open_json_lines(corpus)
    assert bundle.members == ("3000001", "3000004")
    assert [bundle.part(member).source for member in bundle.members] == [b"The pier held."] * 2
    with pytest.raises(LoadError, match="has no line 3000002"):
        bundle.part("3000002")


def test_an_article_of_a_corpus_with_very_many_lines_is_read_by_slices(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps({"title": "Pier", "text": "a\n" * 150_000}))
    article = load_part(open_json_lines(corpus), "0001", corpus, "corpus.jsonl/0001")
    assert isinstance(article, LargeArticle)
    assert (article.title, article.text[-4:]) == ("Pier", "a\na\n")


@pytest.mark.parametrize("what", ["news: nested paragraphs", "news: nested items"])
def test_news_that_nests_without_end_is_read(what: str) -> None:
    assert "The pier held" in load_text(LISTS[what].make(20_000), "news.xml").text
