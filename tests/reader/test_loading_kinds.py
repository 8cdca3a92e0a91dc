"""Letters, feeds, transcripts and the other kinds that people keep: what is read of each."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.errors import LoadError
from reader.library.library import Library
from reader.loading import is_article, load, load_text, loader_of
from reader.ui.reading.citation import citation
from tests.reader.fuzz_seeds import seeds


def article(folder: Path, name: str, source: bytes) -> Article:
    file = folder / name
    file.write_bytes(source)
    return load(file, name)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def seed(kind: str, number: int = 0) -> bytes:
    return seeds()[kind][number]


def test_a_letter_is_its_words_and_its_header_tells_of_it(tmp_path: Path) -> None:
    letter = article(tmp_path, "a.eml", seed("mail"))
    assert letter.text == "The pier held.\n\n> Gone.\n-- \nJo"
    assert (letter.title, letter.author, letter.date) == ("The Piér", "Jo Ray", "2023-05-09")


def test_a_newsletter_is_read_from_its_page_and_what_is_attached_is_named(tmp_path: Path) -> None:
    letter = article(tmp_path, "a.eml", seed("mail", 1))
    assert blocks(letter)[:2] == [("heading", "Cost"), ("paragraph", "The pier held.")]
    assert [letter.text[link.start : link.end] for link in letter.links] == ["held"]
    assert letter.remarks == ("Attached and not read: p.pdf.",)


def test_a_letter_without_words_says_what_it_holds(tmp_path: Path) -> None:
    source = b"From: a@b.c\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    with pytest.raises(LoadError, match="letter without words"):
        article(tmp_path, "a.eml", source)


def test_a_sender_of_comments_within_comments_costs_the_sender_alone(tmp_path: Path) -> None:
    letter = article(tmp_path, "a.eml", b"From: " + b"(" * 9_000 + b"\nSubject: Pier\n\nIt held.\n")
    assert (letter.title, letter.author, letter.text) == ("Pier", None, "It held.")


def test_letters_of_apples_mail_begin_with_a_count(tmp_path: Path) -> None:
    letter = article(tmp_path, "a.emlx", b"123     \n" + seed("mail") + b"<?xml?>")
    assert letter.title == "The Piér"


def test_each_letter_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "list.mbox").write_bytes(seed("mailbox"))
    library = Library.open([tmp_path])
    first = library.load("list.mbox/0001")
    assert [entry.path for entry in library.scan()] == ["list.mbox/0001", "list.mbox/0002"]
    assert "\nFrom here on" in first.text
    assert first.title == "The Piér"


def test_a_feed_is_a_list_of_articles_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "gull.xml").write_bytes(seed("feed"))
    library = Library.open([tmp_path])
    whole = library.load("gull.xml/0001")
    assert blocks(whole)[1] == ("paragraph", "The pier held.")
    assert (whole.title, whole.date, whole.site) == ("Pier & co", "2023-05-09", "Gull")
    assert (whole.url, whole.tags) == ("https://a.b/", ("x",))
    with pytest.raises(LoadError, match=r"only an address: open it with postil https://a\.b/2"):
        library.load("gull.xml/0002 Bolts")


@pytest.mark.parametrize(("number", "words"), [(1, "It held."), (2, "It held.")])
def test_atom_and_rss_1_are_read_too(tmp_path: Path, number: int, words: str) -> None:
    (tmp_path / "gull.xml").write_bytes(seed("feed", number))
    assert Library.open([tmp_path]).load("gull.xml/0001").text.strip() == words


def test_a_feed_that_breaks_its_reader_is_refused(tmp_path: Path) -> None:
    source = b"<rss><channel><item><description>a &#99999999999999; b</description></item></rss"
    (tmp_path / "gull.xml").write_bytes(source)
    [entry] = Library.open([tmp_path]).scan()
    assert entry.problem is None or "damaged" in entry.problem


def test_the_cues_of_a_transcript_are_joined_and_their_times_cited(tmp_path: Path) -> None:
    talk = article(tmp_path, "talk.vtt", seed("transcript"))
    assert blocks(talk) == [
        ("paragraph", "Maren: The pier held in the storm & after."),
        ("paragraph", "Jo: Who says so?"),
    ]
    assert (talk.title, talk.language) == ("The pier", "en")
    assert talk.page(talk.text.index("in the storm")) == "0:00:03"
    assert ", at 0:00:10, " in citation(talk, "Who says so?", talk.text.index("Who"))


def test_lines_that_only_stay_on_the_screen_are_read_once(tmp_path: Path) -> None:
    talk = article(tmp_path, "talk.srt", seed("transcript", 1))
    assert talk.text == "The pier held in the storm.\n\n- Who says so?"


def test_rich_text_keeps_raised_figures_and_drops_what_is_hidden(tmp_path: Path) -> None:
    note = article(tmp_path, "note.rtf", seed("rtf"))
    assert "It cost 10⁶ crowns in 1902[3], été —." in note.text
    assert "hidden" not in note.text
    assert (note.title, note.author, note.date) == ("Pier", "Jo Ray", "2023-05-09")


def test_a_fiction_book_has_chapters_verse_and_notes(tmp_path: Path) -> None:
    book = article(tmp_path, "pier.fb2", seed("fb2"))
    assert blocks(book)[:5] == [
        ("heading", "The Pier"),
        ("heading", "One"),
        ("quote", "Gone."),
        ("quote", "Ada"),
        ("paragraph", "It held for 10⁶ days[1]."),
    ]
    assert ("quote", "A line  \nand one") in blocks(book)
    note = book.text.index("A note.")
    assert any(link.to is not None and note - 10 <= link.to <= note for link in book.links)
    assert (book.title, book.author, book.date) == ("Pier", "Jo Ray", "2023-05-09")


def test_a_fiction_book_in_an_archive_is_read_and_other_archives_are_none(tmp_path: Path) -> None:
    assert article(tmp_path, "pier.fb2.zip", seed("fb2", 1)).title == "Pier"
    (tmp_path / "others.zip").write_bytes(seed("epub"))
    assert not is_article(tmp_path / "others.zip")


def test_of_a_notebook_the_prose_is_read_and_its_code_counted(tmp_path: Path) -> None:
    notebook = article(tmp_path, "a.ipynb", seed("jupyter"))
    assert notebook.text.strip() == "# Pier\n\nIt *held*.\n\n- one\n- two"
    assert notebook.syntax == "markdown"
    assert notebook.remarks == ("1 cell of code stand between, and are not shown.",)


def test_latex_is_read_without_its_commands(tmp_path: Path) -> None:
    paper = article(tmp_path, "a.tex", seed("tex"))
    assert (paper.title, paper.author, paper.date) == ("The Pier", "Jo Ray, Ada B.", "2023-05-09")
    assert blocks(paper) == [
        ("heading", "Bolts"),
        ("paragraph", "The pier held[1] for $10^6$ days, said László\u00a0[ray]."),
        ("item", "• one"),
        ("item", "• b two"),
        ("quote", "Gone — “all”."),
        ("paragraph", "a=b"),
        ("code", "x{y"),
        ("caption", "The old pier"),
        ("paragraph", "log 4ᵗʰ"),
        ("paragraph", "[1] In May."),
    ]


@pytest.mark.parametrize(
    ("ending", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)]
)
def test_a_text_that_was_packed_is_read_as_its_inner_name_says(
    tmp_path: Path, ending: str, pack: object
) -> None:
    assert callable(pack)
    found = article(tmp_path, f"a.md.{ending}", pack(b"# Pier\n\nIt *held*.\n"))
    assert (found.title, found.syntax) == ("Pier", "markdown")


def test_a_bomb_is_refused_and_an_archive_of_files_no_article(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(300 * 1024 * 1024), 9)
    with pytest.raises(LoadError, match="unpacks to more than any text has"):
        article(tmp_path, "a.txt.gz", bomb)
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(b"x", mtime=0))
    assert not is_article(tmp_path / "b.tar.gz")


def test_a_corpus_that_was_packed_says_to_unpack_it(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="unpack it first"):
        article(tmp_path, "a.jsonl.gz", gzip.compress(seed("jsonl")))


@pytest.mark.parametrize(
    ("name", "source", "way_out"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        ("a.mobi", bytes(60) + b"BOOKMOBI" + bytes(600), "turn it into EPUB"),
        ("a.azw3", bytes(60) + b"BOOKMOBI" + bytes(600), "turn it into EPUB"),
        ("a.djvu", b"AT&TFORM\x00\x00" + "深い".encode("utf-16-be") * 99, "make a PDF with text"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n", "save the page"),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "text recognition"),
        ("talk.mp4", b"\0\0\0 ftypisom" + bytes(99), "transcribed"),
        ("notes.gz", gzip.compress(b"x", mtime=0), "unpack it"),
    ],
)
def test_what_is_not_read_says_what_to_do(
    tmp_path: Path, name: str, source: bytes, way_out: str
) -> None:
    with pytest.raises(LoadError, match=way_out):
        article(tmp_path, name, source)


@pytest.mark.parametrize("kind", ["mail", "mailbox", "transcript", "rtf", "jupyter", "tex"])
def test_without_an_ending_a_kind_is_told_by_its_beginning(tmp_path: Path, kind: str) -> None:
    head = b"Message-ID: <1@a.b>\n" if kind == "mail" else b""
    loader = loader_of("README", head + seed(kind)[:4096])
    assert loader is not None
    assert loader.name == kind


@pytest.mark.parametrize("part", [r"{\super ", r"{\super{", r"{\*\x {\super a}", r"\super \up6 "])
def test_rich_text_made_to_keep_a_reader_busy_is_read_or_refused_in_time(part: str) -> None:
    source = (r"{\rtf1 " + part * 3_000 + "word").encode()
    try:
        text = load_text(source, "busy.rtf").text
    except LoadError:
        return
    assert len(text) < 10 * len(source)
