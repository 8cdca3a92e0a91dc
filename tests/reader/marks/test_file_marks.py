"""Marks that files hold themselves: highlights in PDFs, comments in documents, notes in lists."""

import json
from pathlib import Path

import pytest

from annotations import Annotation, Notebook
from reader.errors import ReaderError
from reader.library.library import Library
from reader.loading import load_text
from reader.loading.formats.pdf.loading import load_pdf
from reader.loading.kept_texts import packed as kept
from reader.loading.kept_texts import unpacked
from reader.marks.import_files import read_file
from tests.reader.archives import W, docx, odt, packed, paragraph
from tests.reader.pdfs import Placed, boxed, highlight, pdf_with_marks

FERRY = "The ferry cost four million,"
PAGE = [
    Placed(FERRY, 60, 700),
    Placed("the clerk wrote. The wall of L\xe1szl\xf3 stood.", 60, 688),
    Placed("Nobody had told him. The wall stood.", 60, 660),
]


def marks_of(source: bytes, name: str) -> list[tuple[str, str]]:
    """The words and the note of each mark, taken out of the text where they stand."""
    article = load_text(source, name)
    return [(article.text[mark.start : mark.end], mark.note) for mark in article.file_marks]


def test_a_highlight_in_a_pdf_stands_on_its_words_across_lines() -> None:
    source = pdf_with_marks(
        PAGE,
        [
            highlight(
                boxed(4, 28, 700),
                boxed(0, 15, 688),
                extra="/Contents (who says so?) /T (Ines) /M (D:20240501120000+02'00') /C [1 1 0] /NM (a)",
            )
        ],
    )
    article = load_text(source, "ferry.pdf")
    (mark,) = article.file_marks
    words = article.text[mark.start : mark.end].split()
    assert " ".join(words) == "ferry cost four million, the clerk wrote"
    assert (mark.note, mark.author, mark.created, mark.colour, mark.page) == (
        "who says so?", "Ines", "2024-05-01T10:00:00Z", "#ffff00", "1",
    )  # fmt: skip
    assert "1 highlight or note of its own: import the file" in article.remarks[-1]


def test_of_words_that_stand_twice_on_a_page_the_highlighted_ones_are_taken() -> None:
    source = pdf_with_marks(PAGE, [highlight(boxed(21, 29, 660), kind="Underline")])
    (mark,) = load_text(source, "ferry.pdf").file_marks
    text = load_text(source, "ferry.pdf").text
    assert text[mark.start : mark.end] == "The wall"
    assert mark.start == text.rindex("The wall")


def test_a_note_beside_the_words_stands_on_the_line_at_its_height() -> None:
    sticky = "<< /Type /Annot /Subtype /Text /Rect [20 658 38 676] /Contents (told whom?) >>"
    assert marks_of(pdf_with_marks(PAGE, [sticky]), "a.pdf") == [
        ("Nobody had told him. The wall stood.", "told whom?")
    ]


def test_an_answer_to_a_note_stands_on_the_words_that_it_is_about(tmp_path: Path) -> None:
    first = highlight(boxed(0, 9, 700), extra="/Contents (why?) /NM (n1)")
    answer = (
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (ask her) /IRT {first} 0 R >>"
    )
    file = tmp_path / "ferry.pdf"
    file.write_bytes(pdf_with_marks(PAGE, [first, answer]))
    with Library.open([tmp_path]) as library, Notebook.open(tmp_path / "store") as notebook:
        marks = imported(notebook, library, file)
        assert [(mark.quote.exact, mark.note) for mark in marks] == [
            ("The ferry", "why?"),
            ("The ferry", "ask her"),
        ]
        assert [(each.type, each.to) for each in marks[1].relations] == [("replies", marks[0].id)]
        assert {mark.source.path for mark in marks} == {"ferry.pdf"}
        again = notebook.add(read_file(file, None, library).reading.annotations, texts_of(library))
        assert not again.added


def test_what_says_nothing_in_a_pdf_is_no_mark() -> None:
    silent = [
        "<< /Type /Annot /Subtype /Text /Rect [20 658 38 676] >>",
        "<< /Type /Annot /Subtype /Link /Rect [20 658 38 676] /Contents (a link) >>",
        "<< /Type /Annot /Subtype /Popup /Rect [20 658 38 676] /Contents (a window) >>",
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /StateModel (Review) /Contents (Accepted) >>",
    ]
    article = load_text(pdf_with_marks(PAGE, silent), "a.pdf")
    assert article.file_marks == ()
    assert article.remarks == ()


def test_thousands_of_highlights_over_all_of_a_page_are_read_within_bounds() -> None:
    whole = highlight((0, 0, 600, 800))
    lines = [Placed("x" * 90, 20, 780 - 8 * row, 6) for row in range(95)]
    article = load_text(pdf_with_marks(lines, [whole] * 3000), "many.pdf")
    assert 100 < len(article.file_marks) < 3000
    assert any("highlights" in remark and "more" in remark for remark in article.remarks)


COMMENTED = (
    '<w:p><w:r><w:t>First comes </w:t></w:r><w:commentRangeStart w:id="7"/>'
    "<w:r><w:t>the harbour</w:t></w:r>"
    '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    "<w:r><w:t>, then the sea.</w:t></w:r></w:p>"
)
COMMENTS = (
    f'<w:comments {W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w:comment w:id="7" w:author="Ines" w:date="2024-05-01T10:00:00Z">'
    '<w:p w14:paraId="0A"><w:r><w:t>Which one?</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="8" w:author="Jon"><w:p w14:paraId="0B"><w:r><w:t>The new one.</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)
EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="0A"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
    "</w15:commentsEx>"
)


def test_comments_of_a_word_document_stand_on_their_words() -> None:
    extra = {"word/comments.xml": COMMENTS, "word/commentsExtended.xml": EXTENDED}
    article = load_text(docx(COMMENTED, extra), "a.docx")
    assert article.text == "First comes the harbour, then the sea.\n"
    first, answer = article.file_marks
    assert article.text[first.start : first.end] == "the harbour"
    assert (first.note, first.author, first.created) == (
        "Which one?", "Ines", "2024-05-01T10:00:00Z",
    )  # fmt: skip
    assert (answer.note, answer.replies_to) == ("The new one.", first.id)


def test_a_comment_of_a_word_document_in_a_table_stands_on_its_words() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{COMMENTED}</w:tc></w:tr></w:tbl>"
    body = paragraph("Before, the harbour was small.") + cell
    article = load_text(docx(body, {"word/comments.xml": COMMENTS}), "a.docx")
    mark = article.file_marks[0]
    assert mark.start == article.text.rindex("the harbour")


def test_a_comment_on_no_words_stands_on_those_before_it() -> None:
    body = (
        "<w:p><w:r><w:t>One. </w:t></w:r></w:p><w:p><w:r><w:t>Two and three.</w:t></w:r>"
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    source = docx(body, {"word/comments.xml": COMMENTS})
    assert marks_of(source, "a.docx")[0] == ("Two and three.", "Which one?")


def test_a_document_with_damaged_comments_is_read_all_the_same() -> None:
    article = load_text(docx(COMMENTED, {"word/comments.xml": "<w:comm"}), "a.docx")
    assert article.file_marks == ()
    assert article.text.startswith("First comes")


def test_comments_of_an_opendocument_text_stand_on_their_words() -> None:
    note = (
        '<office:annotation office:name="c1"><dc:creator xmlns:dc="d">Ines</dc:creator>'
        '<dc:date xmlns:dc="d">2024-05-01T10:00:00</dc:date>'
        "<text:p>Which one?</text:p></office:annotation>"
    )
    end = '<office:annotation-end office:name="c1"/>'
    body = f"<text:p>First comes {note}the harbour{end}, then the sea.</text:p>"
    article = load_text(odt(body), "a.odt")
    assert article.text == "First comes the harbour, then the sea.\n"
    (mark,) = article.file_marks
    assert (article.text[mark.start : mark.end], mark.note, mark.author, mark.created) == (
        "the harbour", "Which one?", "Ines", "2024-05-01T10:00:00",
    )  # fmt: skip


WALL = "The wall cost nine hundred crowns. It stood until May."


def texts_of(library: Library) -> dict[str, str]:
    return {path: library.load(path).text for path in library.paths}


def imported(notebook: Notebook, library: Library, file: Path) -> list[Annotation]:
    reading = read_file(file, None, library).reading
    notebook.add(reading.annotations, texts_of(library), brought=reading.texts)
    return sorted(notebook.annotations(), key=lambda mark: mark.id)


def omnivore() -> bytes:
    record = {"slug": "the-wall", "title": "The wall", "url": "https://wall.example/"}
    page = "> nine hundred crowns [⤴️](https://o.example/x) #money\n\nIs this so?\n\n> It stood\n"
    return packed(
        {
            "metadata_0_to_1.json": json.dumps([record]),
            "content/the-wall.html": f"<p>{WALL}</p>",
            "highlights/the-wall.md": page,
        }
    )


WALLABAG = [
    {
        "id": 1, "title": "The wall", "url": "https://wall.example/", "content": f"<p>{WALL}</p>",
        "annotations": [
            {"text": "Is this so?", "quote": "nine hundred crowns", "created_at": "2024-05-01T10:00:00+0000"}
        ],
    }
]  # fmt: skip
RAINDROP = (
    "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
    '1,The wall,,,https://wall.example/,Unsorted,,2024-05-01T10:00:00Z,,"Highlight:nine hundred crowns\n'
    'Color:yellow\nNote:Is this so?\nHighlight:It stood",false\n'
)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("list.json", json.dumps(WALLABAG).encode()),
        ("list.csv", RAINDROP.encode()),
        ("list.zip", omnivore()),
    ],
)
def test_the_annotations_of_reading_lists_stand_on_their_words(
    tmp_path: Path, name: str, source: bytes
) -> None:
    (tmp_path / "wall.txt").write_text(WALL)
    file = tmp_path / name
    file.write_bytes(source)
    with (
        Library.open([tmp_path / "wall.txt"]) as library,
        Notebook.open(tmp_path / "store") as notebook,
    ):
        marks = imported(notebook, library, file)
        assert (marks[0].quote.exact, marks[0].note) == ("nine hundred crowns", "Is this so?")
        assert [mark.source.path for mark in marks] == ["wall.txt"] * len(marks)
        assert name == "list.json" or marks[1].quote.exact == "It stood"
        assert marks[0].tags == (("money",) if name == "list.zip" else ())


def test_a_document_without_marks_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx(paragraph("It held.")))
    with pytest.raises(ReaderError, match=r"a\.docx was not imported\. It holds no highlights"):
        read_file(file)


def test_a_list_without_annotations_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps([{**WALLABAG[0], "annotations": []}]))
    with pytest.raises(ReaderError, match="None of its articles has annotations"):
        read_file(file)


def test_marks_of_a_file_are_kept_with_its_text() -> None:
    source = pdf_with_marks(PAGE, [highlight(boxed(0, 9, 700), extra="/Contents (why?)")])
    read = load_pdf(source, Path("a.pdf"))
    again = unpacked(kept(read))
    assert again is not None
    assert again.file_marks == read.file_marks
