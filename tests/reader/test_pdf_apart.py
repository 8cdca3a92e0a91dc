"""A PDF is read in another process: what it does there, the reader outlives."""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from reader.errors import LoadError
from reader.loading.formats.pdf import apart
from reader.loading.formats.pdf.apart import TRAP, Apart, answer
from reader.loading.loading_progress import GivenUpError, listening
from tests.reader.hostile_pdfs import PDFS
from tests.reader.pdfs import Placed, pdf

NAME = Path("paper.pdf")
PAPER = pdf([[Placed(f"The pier held in {month}.", 50, 400)] for month in ("May", "June", "July")])


@pytest.fixture
def reading() -> Iterator[Apart]:
    reading = Apart(patience=1)
    yield reading
    reading.close()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing ends a process there after a while")
def test_forms_that_draw_forms_end_the_other_process_and_no_paper_after_it(reading: Apart) -> None:
    with pytest.raises(LoadError, match=TRAP):
        reading.load(PDFS["pdf: forms that draw forms"].make(9), NAME)
    assert "The pier held" in reading.load(PAPER, NAME).text


def test_papers_are_read_by_one_process_until_it_ends_and_then_by_another(reading: Apart) -> None:
    first = reading.load(PAPER, NAME)
    assert reading.load(PAPER, NAME) == first
    process = reading._process
    assert process is not None
    process.kill()
    process.wait()
    assert reading.load(PAPER, NAME) == first
    assert reading._process is not process


def test_a_refusal_has_the_name_of_the_file_and_ends_nothing(reading: Apart) -> None:
    with pytest.raises(LoadError, match=r"^paper.pdf: is damaged"):
        reading.load(b"%PDF-1.4\n", NAME)
    assert reading._process is not None


def test_it_is_told_how_far_a_paper_is_and_ends_where_nobody_waits(reading: Apart) -> None:
    heard: list[tuple[int, int, str]] = []
    with listening(lambda *far: heard.append(far)):
        reading.load(PAPER, NAME)
    assert heard == [(0, 3, "pages"), (1, 3, "pages"), (2, 3, "pages")]

    def give_up(done: int, total: int, parts: str) -> None:
        raise GivenUpError("nobody waits")

    with listening(give_up), pytest.raises(GivenUpError):
        reading.load(PAPER, NAME)
    assert reading._process is None
    assert "The pier held" in reading.load(PAPER, NAME).text


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is asked there while a page is read")
def test_a_page_that_goes_on_and_on_is_given_up_in_the_middle() -> None:
    patient = Apart(patience=60)
    asked = iter(range(3))

    def give_up(done: int, total: int, parts: str) -> None:
        if next(asked) == 2:
            raise GivenUpError("nobody waits any more")

    with listening(give_up), pytest.raises(GivenUpError):
        patient.load(PDFS["pdf: forms that draw forms"].make(9), NAME)
    assert patient._process is None


def test_where_no_other_process_can_be_had_a_paper_is_read_in_this_one(
    reading: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert "The pier held" in reading.load(PAPER, NAME).text
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert "The pier held" in reading.load(PAPER, NAME).text


def test_a_process_that_ends_before_it_begins_is_done_without(
    reading: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", "raise SystemExit(3)")
    assert "The pier held" in reading.load(PAPER, NAME).text


def test_the_answers_are_how_far_it_is_and_what_is_in_it() -> None:
    out, last = BytesIO(), list[int]()
    answer(PAPER, out, last.append)
    assert last == [0, 0, 3]
    *pages, content = (
        json.loads(words) for words in re.findall(rb"[{[].*?[]}](?=\0|$)", out.getvalue())
    )
    assert pages == [[0, 3, "pages"], [1, 3, "pages"], [2, 3, "pages"]]
    assert content["text"].startswith("The pier held in May.")
    out = BytesIO()
    answer(b"", out, last.append)
    assert b"is damaged" in out.getvalue()


def test_nothing_is_imported_from_the_folder_where_one_reads(
    reading: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("json", "signal", "reader"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    reading.load(PAPER, NAME)
    assert reading._process is not None
