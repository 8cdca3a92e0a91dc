"""What holds for every export format, and for the file it goes to."""

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from annotations.errors import ExportError, FormatError
from annotations.exchange import FORMATS, format_named, write_file
from annotations.model import Annotation, Source
from tests.annotations.exchange.builders import (
    LAMPS,
    MARKS,
    ON_QUAY,
    TEXTS,
    a_mark,
    an_id,
    random_marks,
)

GOLDEN = Path(__file__).parents[2] / "data" / "export"


WITH_RETURNS = ("csv", "tsv", "readwise", "clippings")


def written(name: str, *marks: Annotation) -> str:
    return "".join(FORMATS[name].write(marks, TEXTS))


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_are_those_of_the_golden_file(name: str) -> None:
    golden = GOLDEN / f"marks{FORMATS[name].ending}"
    assert written(name, *MARKS, *ON_QUAY).encode() == golden.read_bytes()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_the_order_of_the_annotations_given_does_not_matter(name: str) -> None:
    assert written(name, *MARKS) == written(name, *reversed(MARKS))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_export_gives_a_sound_empty_file(name: str) -> None:
    text = written(name)
    assert text.endswith("\n") or text.strip("\ufeff") == ""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "source",
    [
        Source(path="/home/ines/private/lamps.txt"),
        Source(path="C:\\Users\\ines\\lamps.txt"),
        Source(url="file:///home/ines/lamps.txt"),
    ],
)
def test_no_export_tells_the_folders_of_this_machine(name: str, source: Source) -> None:
    text = written(name, a_mark(kind="claim", source=source, evidence=("/home/ines/x.pdf",)))
    assert "ines" not in text
    assert "lamps" in text


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25)
@given(marks=random_marks())
def test_any_store_gives_text_without_terminal_controls(name: str, marks: list[Annotation]) -> None:
    text = written(name, *marks)
    text.encode()
    controls = {chr(code) for code in [*range(32), *range(127, 160)]} - set("\t\n\r")
    assert not controls & set(text)
    assert name in WITH_RETURNS or "\r" not in text


def test_a_format_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(FormatError, match="choose one of json, markdown, html, csv, tsv, jsonld"):
        format_named("docx")
    assert format_named("csv").ending == ".csv"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no export of annotations"),
        ('{"format": "something"}', "no export of annotations"),
        ('{"format": "postil-annotations", "version": 2}', "a later Postil"),
        ('{"format": "postil-annotations", "version": 1}', "no list"),
        ('{"format": "postil-annotations", "version": 1, "annotations": [7]}', "Entry 1 "),
        ('{"format": "postil-annotations", "version": 1, "annotations": [{}]}', "Entry 1 "),
    ],
)
def test_json_that_is_not_ours_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        FORMATS["json"].reading(text)


def test_no_file_of_a_folder_is_taken_for_an_option() -> None:
    mark = a_mark(source=Source(path="-rf.txt"))
    assert all(not name.startswith("-") for name, _ in FORMATS["brat"].files([mark], TEXTS))


def rows(*marks: Annotation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *marks), newline=""), strict=True))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@now", "\tx", "\r=1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_made_harmless(start: str) -> None:
    row = rows(a_mark(exact=start, note=start, tags=(start,), creator=start))[0]
    assert all(row[name].startswith("'") for name in ("exact", "note", "tags", "creator"))


@given(marks=random_marks())
def test_a_table_of_any_store_keeps_every_row_and_cell(marks: list[Annotation]) -> None:
    by_id = {row["id"]: row for row in rows(*marks)}
    for mark in marks:
        row = by_id[mark.id]
        assert None not in row
        assert len(row["exact"].removeprefix("'")) >= len(mark.quote.exact) - 1
        assert (row["start"], row["end"]) == (str(mark.position.start), str(mark.position.end))


def test_a_table_keeps_line_ends_commas_and_quotes_inside_a_cell() -> None:
    assert rows(a_mark(exact='one,\n"two"'))[0]["exact"] == 'one,\n"two"'


def shown(markdown: str) -> str:
    """The words of a page as a reader sees them."""
    tokens = MarkdownIt().parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    ends = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(ends.get(child.type, child.content) for child in inline)


def visible(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not c.isspace() and c != "\ufffd")


@given(marks=random_marks())
def test_a_page_shows_the_words_of_every_quote_and_obeys_none(marks: list[Annotation]) -> None:
    bare = [replace(mark, note="", tags=(), evidence=()) for mark in marks]
    page = visible(shown(written("markdown", *bare)))
    for mark in bare:
        assert visible(mark.quote.exact) in page


@pytest.mark.parametrize(
    "quote",
    [
        "# no heading",
        "1. no list",
        "- no list",
        "> no quote",
        "```\nno code",
        "    no code",
        "a\n===",
        "<b>no html</b>",
        "&amp; stays",
        "*stars* and _lines_",
        "[no](link)",
        "snake_case_word",
        "__bold__ and a__b__c",
    ],
)
def test_markup_in_a_quote_is_shown_and_not_obeyed(quote: str) -> None:
    page = shown(written("markdown", a_mark(exact=quote)))
    assert "\n".join(line.strip() for line in quote.split("\n")) in page


def test_a_note_cannot_swallow_the_rest_of_the_page() -> None:
    page = written(
        "markdown", a_mark(1, note="```\nopen\n<!-- open"), a_mark(2, exact="Still here")
    )
    assert "Still here" in shown(page)


def test_a_page_tells_kind_verdict_tags_evidence_and_place() -> None:
    page = written("markdown", MARKS[0])
    assert "**Claim**, disputed" in page
    assert "Tags: money/lamps, town hall" in page
    assert "Evidence: <https://town.example/invoice/7>" in page
    assert "town/lamps.txt, 2025-02-27, characters 9–30" in page


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def full_disk() -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left on device"):
        write_file(tmp_path / "marks.md", full_disk())
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_gets_the_text_and_the_usual_mode(tmp_path: Path) -> None:
    write_file(tmp_path / "marks.md", ["é", "\r\n"])
    (tmp_path / "plain").touch()
    assert (tmp_path / "marks.md").read_bytes() == "é\r\n".encode()
    assert (tmp_path / "marks.md").stat().st_mode == (tmp_path / "plain").stat().st_mode
    with pytest.raises(ExportError, match="No such file"):
        write_file(tmp_path / "nowhere" / "marks.md", ["x"])


def test_a_file_that_exists_is_kept_unless_overwriting_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "marks.md"
    file.write_text("mine")
    with pytest.raises(ExportError, match="exists already"):
        write_file(file, ["new"])
    assert file.read_text() == "mine"
    write_file(file, ["new", "er\r\n"], overwrite=True)
    assert file.read_bytes() == b"newer\r\n"


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is no file"):
        write_file(tmp_path, ["x"], overwrite=True)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has links and modes of this kind")
def test_overwriting_goes_through_a_link_and_keeps_the_mode(tmp_path: Path) -> None:
    file, link = tmp_path / "real.md", tmp_path / "link.md"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_file(link, ["new"], overwrite=True)
    assert link.is_symlink()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)


def test_the_article_of_a_page_is_named_once_for_all_its_marks() -> None:
    page = written("markdown", a_mark(1), a_mark(2, exact="Another", source=LAMPS))
    assert page.count("## ") == 1


def test_json_ld_names_the_same_content_the_same() -> None:
    one, other = (json.loads(written("jsonld", *marks))["id"] for marks in (MARKS, MARKS[::-1]))
    assert one == other
    assert json.loads(written("jsonld", replace(MARKS[0], rev=9), *MARKS[1:]))["id"] != one
    assert an_id(1) in written("jsonld", *MARKS)
