"""``postil export --format pdf``: copies of PDFs with the marks in them."""

from pathlib import Path

from annotations import Notebook
from reader.loading import load_text
from tests.reader.cli.support import Run
from tests.reader.pdfs import Placed, boxed, highlight, pdf, pdf_with_marks

PAGE = [
    Placed("The ferry cost four million,", 60, 700),
    Placed("the clerk wrote. The wall of L\xe1szl\xf3 stood.", 60, 688),
    Placed("Nobody had told him. The wall stood.", 60, 660),
]


def marks_of(source: bytes, name: str) -> list[tuple[str, str]]:
    """The words and the note of each mark, taken out of the text where they stand."""
    article = load_text(source, name)
    return [(article.text[mark.start : mark.end], mark.note) for mark in article.file_marks]


def test_marks_go_into_a_copy_of_the_pdf_and_come_back_from_it(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "ferry.pdf").write_bytes(pdf_with_marks(PAGE, []))
    (folder / "log.txt").write_text("The wall stood.")
    words = "the clerk wrote. The wall of László"
    said = ("--kind", "claim", "--verdict", "disputed", "--tag", "money", "--note", "so – what?")
    run("annotate", folder / "ferry.pdf", "--quote", words, *said)
    run("annotate", folder / "log.txt", "--quote", "The wall")
    copy = tmp_path / "copy.pdf"

    done = run("export", "--library", folder, "--format", "pdf", "-o", copy)

    assert done.status == 0
    assert done.err == "postil: 1 of 2 marks are not in it: pdf has no place for them.\n"
    assert marks_of(copy.read_bytes(), "copy.pdf") == [
        (words, "claim · disputed · #money\n\nso – what?")
    ]
    other = ("--store", tmp_path / "other")
    assert run(*other, "import", copy, "--library", folder).out == "Added 1.\n"
    assert run("import", copy, "--library", folder).out == "Added 0, 1 here already.\n"
    with Notebook.open(tmp_path / "other") as notebook:
        (mark,) = notebook.annotations()
        assert (mark.kind, mark.verdict, mark.tags, mark.note, mark.source.path) == (
            "claim", "disputed", ("money",), "so – what?", "ferry.pdf",
        )  # fmt: skip


def test_a_copy_of_a_copy_has_each_mark_once(run: Run, tmp_path: Path) -> None:
    first = tmp_path / "a.pdf"
    theirs = highlight(boxed(0, 9, 700), extra="/Contents (why?) /NM (n1)")
    first.write_bytes(pdf_with_marks(PAGE, [theirs]))
    run("annotate", first, "--quote", "Nobody had told him.", "--note", "who?")
    run("import", first, "--library", first)
    copy = tmp_path / "copies" / "a.pdf"
    copy.parent.mkdir()
    run("export", "--library", first, "--format", "pdf", "-o", copy)
    assert sorted(marks_of(copy.read_bytes(), "a.pdf")) == [
        ("Nobody had told him.", "who?"),
        ("The ferry", "why?"),
    ]
    run("export", "--library", first, "--format", "pdf", "-o", copy, "--force")
    first.write_bytes(copy.read_bytes())
    run("export", "--library", first, "--format", "pdf", "-o", copy, "--force")
    assert len(marks_of(copy.read_bytes(), "a.pdf")) == 2


def test_marks_on_no_pdf_give_no_copy_and_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("The wall stood.")
    run("annotate", tmp_path / "log.txt", "--quote", "The wall")
    done = run("export", "--library", tmp_path, "--format", "pdf", "-o", tmp_path / "out")
    assert done.status == 1
    assert "None of these marks is on a PDF" in done.err
    assert not (tmp_path / "out").exists()


def test_a_mark_whose_words_are_gone_from_the_pdf_is_a_note_on_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_with_marks(PAGE, []))
    run("annotate", file, "--quote", "Nobody had told him.", "--note", "who?")
    file.write_bytes(
        pdf_with_marks([Placed("Quite another page, with other words on it.", 60, 700)], [])
    )
    out = tmp_path / "out"
    out.mkdir()
    run("export", "--library", file, "--format", "pdf", "-o", out / "b.pdf")
    article = load_text((out / "b.pdf").read_bytes(), "b.pdf")
    assert article.file_marks[0].note == "“Nobody had told him.”\n\nwho?"


def test_a_mark_across_two_pages_is_one_mark_in_the_copy(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    lines = [f"Line {at} of a long account of what was said that" for at in range(40)]
    pages = [
        [Placed(line + side, 60, 740 - 12 * at) for at, line in enumerate(lines)]
        for side in (" day", " night")
    ]
    file.write_bytes(pdf(pages))
    text = load_text(file.read_bytes(), "a.pdf").text
    end = text.index("Line 1 of a long account of what was said that night")
    start = text.index("Line 38 of a long account of what was said that day")
    run("annotate", file, "--range", f"{start}:{end - 1}", "--note", "all?")
    copy = tmp_path / "b.pdf"
    run("export", "--library", file, "--format", "pdf", "-o", copy)
    (mark,) = load_text(copy.read_bytes(), "b.pdf").file_marks
    assert mark.note == "all?"
    assert copy.read_bytes().count(b"/Subtype/Highlight") == 2
