import io
import socket
import zipfile

import pytest

from reader.articles.article import Article
from reader.errors import LoadError, damaged
from reader.loading import archives as unpacking
from reader.loading import load_text
from tests.reader.archives import BOMB, CONTAINER, epub, packed

CHAPTERS = {
    "one.xhtml": "<p>The pier was built in 1904. <a href='two.xhtml#bolts'>See below.</a></p>",
    "two.xhtml": "<h2>Bolts</h2><p>The planks came first.</p><p id='bolts'>The bolts came last.</p>",
    "three.xhtml": "<p class='big'>THE STORM</p><p>It held.</p>",
}
TITLES = {"one.xhtml": "How it began", "two.xhtml": "On bolts", "three.xhtml": "The Storm"}
METADATA = (
    "<dc:title>The Old Pier</dc:title><dc:creator>Ann Quay</dc:creator><dc:creator>Bo Mole</dc:creator>"
    "<dc:language>en</dc:language><dc:date>2011-09-01T00:00:00Z</dc:date><dc:publisher>Gull</dc:publisher>"
)


def read(source: bytes) -> Article:
    return load_text(source, "book.epub")


def refusal(source: bytes) -> str:
    with pytest.raises(LoadError) as caught:
        read(source)
    return caught.value.reason


def blocks(article: Article) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, article.text[b.start : b.end]) for b in article.blocks]


def test_a_book_is_one_article_of_its_chapters_each_under_its_title() -> None:
    assert blocks(read(epub(CHAPTERS, TITLES))) == [
        ("heading", 1, "How it began"),
        ("paragraph", 0, "The pier was built in 1904. See below."),
        ("heading", 2, "Bolts"),
        ("paragraph", 0, "The planks came first."),
        ("paragraph", 0, "The bolts came last."),
        ("heading", 1, "THE STORM"),
        ("paragraph", 0, "It held."),
    ]


def test_a_book_says_title_authors_day_language_and_publisher() -> None:
    book = read(epub(CHAPTERS, TITLES, metadata=METADATA))
    assert (book.title, book.author, book.date, book.language, book.site) == (
        "The Old Pier",
        "Ann Quay, Bo Mole",
        "2011-09-01",
        "en",
        "Gull",
    )


def test_a_link_between_chapters_leads_to_the_very_words() -> None:
    book = read(epub(CHAPTERS, TITLES))
    (link,) = book.links
    assert book.text[link.start : link.end] == "See below."
    assert link.to == book.text.index("The bolts came last.")


def test_a_link_to_a_place_that_is_missing_leads_to_the_chapters_beginning() -> None:
    chapters = {**CHAPTERS, "one.xhtml": "<p><a href='two.xhtml#gone'>See.</a> Well.</p>"}
    book = read(epub(chapters, TITLES))
    assert book.links[0].to == book.text.index("Bolts")


def test_what_stands_aside_comes_last() -> None:
    book = read(epub(CHAPTERS, TITLES, aside=("one.xhtml",)))
    assert book.text.index("It held.") < book.text.index("How it began")


def test_an_old_books_table_of_contents_is_read_too() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Old</text></navLabel>'
        '<content src="a%20b.xhtml"/><navPoint><navLabel><text>Inner</text></navLabel><content src="c.xhtml"/>'
        "</navPoint></navPoint></navMap></ncx>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="a" href="a%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="n"><itemref idref="a"/><itemref idref="c"/></spine></package>'
    )
    members = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/toc.ncx": ncx,
        "OEBPS/a b.xhtml": "<p>One.</p>",
        "OEBPS/c.xhtml": "<p>Two.</p>",
    }
    assert blocks(read(packed(members))) == [
        ("heading", 1, "Old"),
        ("paragraph", 0, "One."),
        ("heading", 2, "Inner"),
        ("paragraph", 0, "Two."),
    ]


def test_readings_of_characters_are_left_out_and_a_picture_has_its_words() -> None:
    body = "<p><ruby>草<rp>(</rp><rt>くさ</rt><rp>)</rp></ruby>枕</p><img src='../a.jpg' alt='A pier'/>"
    book = read(epub({"one.xhtml": body}))
    assert book.text == "草枕\n\n[A pier]\n"
    assert (book.images[0].start, book.images[0].address) == (4, "a.jpg")


def test_a_missing_chapter_is_passed_over_and_told() -> None:
    book = read(epub({**CHAPTERS, "gone.xhtml": ""}, TITLES))
    assert book.remarks == ("1 part of this book could not be read: OEBPS/gone.xhtml",)
    assert "It held." in book.text


def test_a_chapter_whose_bytes_are_damaged_is_passed_over_and_told() -> None:
    long = " ".join(f"<p>Plank number {n} held.</p>" for n in range(400))
    source = bytearray(epub({**CHAPTERS, "long.xhtml": long}))
    at = source.index(b"OEBPS/long.xhtml") + 60
    source[at : at + 200] = bytes(200)
    assert read(bytes(source)).remarks == (
        "1 part of this book could not be read: OEBPS/long.xhtml",
    )


def test_no_link_of_a_book_leads_out_of_it() -> None:
    book = read(epub({"../../../etc/passwd": "", **CHAPTERS}))
    assert book.remarks == ("1 part of this book could not be read: etc/passwd",)


@pytest.mark.parametrize(
    ("algorithm", "target", "is_locked"),
    [
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/two.xhtml", True),
        ("http://www.idpf.org/2008/embedding", "OEBPS/two.xhtml", False),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/font.otf", False),
    ],
)
def test_a_book_that_is_locked_by_its_seller_says_so(
    algorithm: str, target: str, is_locked: bool
) -> None:
    encryption = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    source = epub(CHAPTERS, extra={"META-INF/encryption.xml": encryption})
    if is_locked:
        assert refusal(source).startswith("is locked by its seller (DRM)")
    else:
        assert "It held." in read(source).text


def test_a_book_cut_short_or_of_something_else_is_a_sentence() -> None:
    whole = epub(CHAPTERS, TITLES)
    assert refusal(whole[: len(whole) // 2]) == damaged("it is cut short, or no such document")
    assert refusal(b"no book at all") == damaged("it is cut short, or no such document")
    assert refusal(packed({"a.txt": "x"})) == damaged("its META-INF/container.xml is missing")
    assert refusal(packed({"META-INF/container.xml": "<a"})) == damaged("a part of it is no XML")


def test_a_book_of_pictures_says_that_it_has_no_words() -> None:
    pictures = {"one.xhtml": "<img src='1.jpg'/>", "two.xhtml": "<img src='2.jpg'/>"}
    assert refusal(epub(pictures, {"one.xhtml": "Start"})).startswith("is a book without words")


def test_entities_that_grow_without_end_are_refused() -> None:
    members = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": BOMB}
    assert refusal(packed(members)) == damaged("a part of it is no XML")
    assert "boomboom" not in read(epub({"one.xhtml": f"{BOMB}<p>It held.</p>"})).text


def test_a_book_that_unpacks_to_more_than_any_book_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_MEMBER", 1_000_000)
    monkeypatch.setattr(unpacking, "LARGEST_TOTAL", 3_000_000)
    assert refusal(epub({"one.xhtml": "x" * 1_100_000})).startswith("unpacks to more")
    many = {f"{n}.xhtml": "<p>" + "x " * 400_000 + "</p>" for n in range(5)}
    assert refusal(epub(many)).startswith("unpacks to more")


def test_an_archive_of_too_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_MEMBERS", 5)
    assert refusal(epub(CHAPTERS)).startswith("holds 7 files")


def test_an_archive_that_lies_about_its_sizes_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_MEMBER", 100_000)
    source = bytearray(epub({"one.xhtml": "x" * 5_000_000}))
    size = (5_000_000 + 93).to_bytes(4, "little")
    while (at := source.find(size)) >= 0:
        source[at : at + 4] = (50).to_bytes(4, "little")
    with pytest.raises(LoadError):
        read(bytes(source))


def test_nothing_is_fetched_while_a_book_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    doctype = '<!DOCTYPE html SYSTEM "https://gull.example/a.dtd">'
    body = f"{doctype}<img src='https://gull.example/a.png' alt='A'/><script src='https://gull.example/a.js'/><p>Words.</p>"
    assert "[A]" in read(epub({"one.xhtml": body.replace("<script", "</p><script")})).text


def test_a_book_of_a_compression_that_python_does_not_know_is_a_sentence() -> None:
    source = bytearray(epub(CHAPTERS))
    at = source.find(b"PK\x01\x02")
    while at >= 0:
        source[at + 10 : at + 12] = (99).to_bytes(2, "little")
        at = source.find(b"PK\x01\x02", at + 1)
    assert refusal(bytes(source)) == damaged("its META-INF/container.xml is missing")
    assert zipfile.is_zipfile(__import__("io").BytesIO(bytes(source)))


def test_a_books_files_are_found_whatever_case_and_slashes_their_names_have() -> None:
    book = epub({"Chapter One.xhtml": "<p>The ferry was late.</p>"})
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    renamed = {
        name.replace("Chapter One", "chapter one").replace("OEBPS/", "oebps\\"): content
        for name, content in members.items()
    }
    assert load_text(packed(renamed), "book.epub").text == "The ferry was late.\n"


def test_a_book_that_calibre_knows_no_date_of_has_none() -> None:
    metadata = "<dc:date>0101-01-01T00:00:00+00:00</dc:date>"
    article = load_text(epub({"a.xhtml": "<p>Late.</p>"}, metadata=metadata), "book.epub")
    assert article.date is None


def test_what_a_browser_would_not_show_is_left_out_but_for_notes() -> None:
    body = (
        '<p>Shown.</p><div hidden=""><p>Hidden.</p></div><p style="display: none">Gone.</p>'
        '<aside epub:type="footnote" hidden="hidden"><p>A note.</p></aside>'
    )
    assert load_text(epub({"a.xhtml": body}), "book.epub").text == "Shown.\n\nA note.\n"
