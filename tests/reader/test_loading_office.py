import pytest

from reader.articles.article import Article
from reader.errors import LoadError, damaged
from reader.loading import load_text
from tests.reader.archives import BOMB, W, docx, odt, packed, paragraph

STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>'
)
NUMBERING = (
    f"<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="y">'
    "<dc:title>The Old Pier</dc:title><dc:creator>Ann Quay</dc:creator>"
    "<dcterms:created>2023-05-09T10:00:00Z</dcterms:created><cp:keywords>pier, storm</cp:keywords>"
    "</cp:coreProperties>"
)


def read(source: bytes, path: str) -> Article:
    return load_text(source, path)


def refusal(source: bytes, path: str) -> str:
    with pytest.raises(LoadError) as caught:
        read(source, path)
    return caught.value.reason


def blocks(article: Article) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, article.text[b.start : b.end]) for b in article.blocks]


def listed(words: str, depth: int) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')


def styled(words: str, style: str) -> str:
    return paragraph(words, f'<w:pStyle w:val="{style}"/>')


def test_a_word_documents_paragraphs_are_blocks_by_their_styles() -> None:
    body = (
        styled("The Old Pier", "Titel")
        + styled("Its bolts", "berschrift2")
        + paragraph("It held ")
        + styled("So they say.", "Zitat")
        + listed("First", 0)
        + listed("Inner", 1)
        + listed("Second", 0)
    )
    extra = {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, "docProps/core.xml": CORE}
    article = read(docx(body, extra), "pier.docx")
    assert blocks(article) == [
        ("title", 0, "The Old Pier"),
        ("heading", 2, "Its bolts"),
        ("paragraph", 0, "It held"),
        ("quote", 0, "So they say."),
        ("item", 1, "1. First"),
        ("item", 2, "• Inner"),
        ("item", 1, "2. Second"),
    ]
    assert (article.title, article.author, article.date) == (
        "The Old Pier",
        "Ann Quay",
        "2023-05-09",
    )
    assert article.tags == ("pier", "storm")


def test_a_word_documents_notes_stand_at_its_end_and_are_led_to() -> None:
    body = (
        '<w:p><w:r><w:t>It held</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
        '<w:r><w:t>, they say.</w:t></w:r></w:p><w:p><w:hyperlink r:id="r1"><w:r><w:t>The log</w:t></w:r></w:hyperlink></w:p>'
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0"><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="5">{paragraph(" The log of 1904.")}</w:footnote></w:footnotes>'
    )
    relations = '<Relationships><Relationship Id="r1" Target="https://gull.example/log" TargetMode="External"/></Relationships>'
    extra = {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations}
    article = read(docx(body, extra), "a.docx")
    assert article.text == "It held[1], they say.\n\nThe log\n\n[1] The log of 1904.\n"
    note, log = article.links
    assert article.text[note.start : note.end] == "[1]"
    assert note.to == article.text.index("The log of 1904")
    assert log.address == "https://gull.example/log"


def test_what_was_deleted_in_a_document_or_stands_twice_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>fell</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>held</w:t></w:r></w:ins></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{paragraph('Boxed.')}</mc:Choice><mc:Fallback>{paragraph('Boxed.')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert read(docx(body), "a.docx").text == "It held\n\nBoxed.\n"


def test_a_table_of_a_document_is_a_row_a_line() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = f"<w:tbl>{row('Year', 'Cost')}{row('2021', '3.4')}</w:tbl>{paragraph('Then.')}"
    assert blocks(read(docx(body), "a.docx")) == [
        ("code", 0, "Year | Cost\n2021 | 3.4"),
        ("paragraph", 0, "Then."),
    ]


def test_an_opendocument_text_is_read_with_its_structure() -> None:
    body = (
        '<text:p text:style-name="Title">The Old Pier</text:p>'
        '<text:h text:outline-level="2">Its <text:span>bolts</text:span></text:h>'
        "<text:p>It<text:s text:c='2'/>held<text:note><text:note-citation>i</text:note-citation>"
        "<text:note-body><text:p>In the log.</text:p></text:note-body></text:note>, "
        '<text:a xlink:href="https://gull.example/log">they say</text:a>.</text:p>'
        "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Inner</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>2021</text:p></table:table-cell>"
        "<table:table-cell><text:p>3.4</text:p></table:table-cell></table:table-row></table:table>"
    )
    meta = (
        '<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="y"><dc:title>Pier</dc:title>'
        "<meta:initial-creator>Ann Quay</meta:initial-creator><dc:date>2023-05-09T10:00:00</dc:date></m>"
    )
    article = read(odt(body, {"meta.xml": meta}), "a.odt")
    assert blocks(article) == [
        ("title", 0, "The Old Pier"),
        ("heading", 2, "Its bolts"),
        ("paragraph", 0, "It held[1], they say."),
        ("item", 1, "• One"),
        ("item", 2, "• Inner"),
        ("code", 0, "2021 | 3.4"),
        ("paragraph", 0, "[1] In the log."),
    ]
    assert (article.title, article.author, article.date) == ("Pier", "Ann Quay", "2023-05-09")
    note, said = article.links
    assert note.to == article.text.index("In the log.")
    assert (article.text[said.start : said.end], said.address) == (
        "they say",
        "https://gull.example/log",
    )


@pytest.mark.parametrize("path", ["a.docx", "a.odt"])
def test_a_document_that_cannot_be_read_is_a_sentence(path: str) -> None:
    make = docx if path == "a.docx" else odt
    whole = make(paragraph("x") if path == "a.docx" else "<text:p>x</text:p>")
    member = "word/document.xml" if path == "a.docx" else "content.xml"
    assert refusal(whole[: len(whole) // 2], path) == damaged(
        "it is cut short, or no such document"
    )
    assert refusal(b"no document", path) == damaged("it is cut short, or no such document")
    assert "is damaged (it is no " in refusal(packed({"a.txt": "x"}), path)
    assert refusal(packed({member: "<a>"}), path) == damaged("a part of it is no XML")
    assert refusal(packed({member: BOMB}), path) == damaged("a part of it is no XML")
    assert refusal(make(""), path) == "is a document without words"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, path).startswith("is locked")


def test_a_locked_opendocument_text_says_so() -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    assert refusal(odt("x", {"META-INF/manifest.xml": manifest}), "a.odt").startswith("is locked")


@pytest.mark.parametrize("path", ["a.docx", "a.odt"])
def test_a_document_nested_without_end_is_read_without_falling(path: str) -> None:
    if path == "a.docx":
        deep = "<w:sdt>" * 20_000 + paragraph("Deep.") + "</w:sdt>" * 20_000
        assert read(docx(deep), path).text == "Deep.\n"
    else:
        deep = "<text:section>" * 20_000 + "<text:p>Deep.</text:p>" + "</text:section>" * 20_000
        assert read(odt(deep), path).text == "Deep.\n"


def test_a_damaged_part_beside_the_text_does_not_lose_the_text() -> None:
    extra = {"word/styles.xml": "<a", "docProps/core.xml": "no", "word/numbering.xml": BOMB}
    assert read(docx(paragraph("It held."), extra), "a.docx").text == "It held.\n"
    assert read(odt("<text:p>It held.</text:p>", {"meta.xml": "<"}), "a.odt").text == "It held.\n"
