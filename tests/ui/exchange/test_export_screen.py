"""Exporting from the screen: format, scope, preview, file."""

import csv
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import Annotation
from annotations.exchange import FORMATS, Context
from reader.loading import load_text
from reader.page.printable import printable
from reader.ui.exchange.export_job import Job
from reader.ui.exchange.export_screen import ExportScreen
from tests.reader.pdfs import Placed, pdf_with_marks
from tests.ui.builders import HARBOUR, mark
from tests.ui.driving import Reader, articles, opened

TEXTS = {"harbour.txt": HARBOUR, "storm.txt": "The storm came at night. Boats were lost.\n"}


async def fill(reader: Reader) -> None:
    mark(reader, "4.1 million", kind="claim", tags=("money/cost",))
    mark(reader, "Nobody was hurt.", note="Who says so?")
    await reader.press("]")
    mark(reader, "at night")
    await reader.press("[")


async def write_to(reader: Reader, file: Path | str) -> None:
    await reader.press("enter")
    await reader.rush(*["backspace"] * 60, *str(file), "enter")
    await done(reader)


async def done(reader: Reader) -> None:
    """Wait until what is being written is written."""
    screen = reader.app.screen
    assert isinstance(screen, ExportScreen)
    await reader.until(lambda: screen.writing is None, "the export to end")


ON_TEXT = [row for row, made in enumerate(FORMATS.values()) if made.holds is None]


@pytest.mark.parametrize("row", ON_TEXT)
async def test_each_format_is_previewed_and_written(tmp_path: Path, row: int) -> None:
    made = list(FORMATS.values())[row]
    file = tmp_path / f"out{made.ending}"
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 40)) as reader:
        await fill(reader)
        await reader.press("E", *["j"] * row)
        context = Context(reader.desk.notebook.text)
        whole = "".join(made.write(reader.marks()[:2], context))
        shown = [line[2:50].rstrip() for line in reader.screen()]
        assert printable(whole.splitlines()[0])[:48].rstrip() in shown
        await write_to(reader, file)
        assert f"Wrote{file}" in reader.notice().replace(" ", "")  # a long path is on two lines
        written = dict(made.files(reader.marks()[:2], context)) or {"": whole}
        for name, text in written.items():
            assert (file / name).read_bytes().decode("utf-8") == text


async def test_a_pdf_is_exported_with_its_marks(tmp_path: Path) -> None:
    folder = articles(tmp_path, TEXTS)
    (folder / "ferry.pdf").write_bytes(pdf_with_marks([Placed("The ferry is late.", 60, 700)], []))
    async with opened(folder, "ferry.pdf", size=(100, 40)) as reader:
        await reader.press("c", "E", *["j"] * list(FORMATS).index("pdf"))
        assert "==> ferry.pdf <==" in "\n".join(reader.screen())
        await write_to(reader, tmp_path / "out")
        assert "Wrote" in reader.notice()
        copy = (tmp_path / "out" / "ferry.pdf").read_bytes()
        (mark,) = load_text(copy, "ferry.pdf").file_marks
        assert mark.words == "The ferry is late."


async def test_the_scope_goes_from_the_article_to_everything(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("E")
        assert "2 marks of harbour.txt" in reader.status()
        await reader.press("s")
        assert "3 marks of this library (articles)" in reader.status()
        await write_to(reader, tmp_path / "all.json")
        assert len(json.loads((tmp_path / "all.json").read_text())["annotations"]) == 3
        await reader.press("s")
        assert "2 marks of harbour.txt" in reader.status()


async def test_from_the_list_what_is_listed_is_exported(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("A", "/")
        await reader.rush(*"tag:money", "enter", "E")
        assert "1 mark of harbour.txt, filtered" in reader.status()
        csv_row = list(FORMATS).index("csv")
        await reader.press(*["j"] * csv_row)
        await write_to(reader, tmp_path / "some.csv")
        rows = list(
            csv.reader((tmp_path / "some.csv").read_text(encoding="utf-8-sig").splitlines())
        )
        assert len(rows) == 2


async def test_the_suggested_name_has_the_format_s_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E", "enter", "enter")
        await done(reader)
        ending = next(iter(FORMATS.values())).ending
        assert (tmp_path / f"harbour{ending}").exists()


async def test_a_file_that_exists_is_replaced_only_when_one_says_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("precious")
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E")
        for answer in ("n", "escape"):
            await write_to(reader, file)
            assert reader.shows("exists")
            await reader.press(answer)
            assert file.read_text() == "precious"
        await write_to(reader, file)
        await reader.press("y")
        await done(reader)
        assert file.read_text() != "precious"


@pytest.mark.parametrize(
    "name", ["/nowhere/at/all.json", "~nobody-of-that-name/x.json", "/" + "x" * 300, "."]
)
async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E", "enter")
        await reader.rush(*["backspace"] * 60, *name, "enter")
        if reader.shows("exists"):
            await reader.press("y")
        await done(reader)
        assert reader.app.is_running
        assert isinstance(reader.app.screen, ExportScreen)
        assert "Not written" in reader.notice()


async def test_an_empty_name_writes_nothing(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E")
        before = set(tmp_path.iterdir())
        await write_to(reader, "")
        assert set(tmp_path.iterdir()) == before


async def test_without_marks_that_is_said(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await reader.press("E")
        assert reader.shows("There are no marks to export here.")


async def test_q_goes_back_to_where_one_was(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await reader.press(")", "E", "q")
        assert reader.focused() == "The mayor spoke of 3.4 million in March."


async def test_a_preview_shows_no_control_characters(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 40)) as reader:
        mark(reader, "storm", note="a\x1b[31mred\x9b", tags=("t\x1b]0;x\x07",))
        await reader.press("E")
        for _ in FORMATS:
            drawn = "".join(strip.text for strip in reader.strips())
            assert not {"\x1b", "\x9b", "\x07"} & set(drawn)
            await reader.press("j")


async def test_format_and_scope_are_remembered_for_the_next_time(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 40)) as reader:
        await fill(reader)
        await reader.press("E", "j", "j", "s", "q", "E")
        assert "3 marks of this library (articles)" in reader.status()
        await write_to(reader, tmp_path / "out.html")
        assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


async def test_escape_stops_what_is_being_written_and_nothing_is_left(tmp_path: Path) -> None:
    job = Job(FORMATS["json"], [], Context(), tmp_path / "out.json", False)
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E")
        screen = reader.app.screen
        assert isinstance(screen, ExportScreen)
        started = threading.Event()

        def endless(marks: Sequence[Annotation], context: Context) -> Iterator[str]:
            while True:
                started.set()
                time.sleep(0.01)
                yield "more and more\n"

        slow = replace(job, format=replace(FORMATS["json"], writer=endless))
        screen.writing = screen.run_worker(lambda: screen._work(slow), thread=True)
        await reader.until(started.is_set)
        await reader.until_shown("characters; Esc stops it.")
        await reader.press("enter")
        assert "is being written" in reader.notice()
        await reader.press("escape")
        await done(reader)
        assert "it was stopped" in reader.notice()
        assert list(tmp_path.glob("*out.json*")) == []


async def test_format_and_scope_are_as_chosen_the_last_time_the_program_ran(
    tmp_path: Path,
) -> None:
    folder = articles(tmp_path, TEXTS)
    async with opened(folder, "harbour.txt", size=(100, 24)) as reader:
        await fill(reader)
        await reader.press("E", "j", "j", "s", "q")
    async with opened(folder, "harbour.txt", size=(100, 24)) as reader:
        await reader.press("E")
        screen = reader.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.format.name == list(FORMATS)[2]
        assert "3 marks of this library (articles)" in reader.status()


@pytest.mark.parametrize("kept", ["", "[]", '{"format": 7}', "\0\0", '{"format": "gone"}'])
async def test_what_was_kept_and_cannot_be_read_does_no_harm(tmp_path: Path, kept: str) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        reader.desk.progress.folder.mkdir(parents=True, exist_ok=True)
        (reader.desk.progress.folder / "export.json").write_text(kept, encoding="utf-8")
        await fill(reader)
        await reader.press("E")
        assert "2 marks of harbour.txt" in reader.status()


async def test_what_is_undone_while_exporting_is_not_exported(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, TEXTS), "harbour.txt", size=(100, 24)) as reader:
        mark(reader, "4.1 million", kind="claim")
        await reader.press("c", "E")
        assert "2 marks of harbour.txt" in reader.status()
        await reader.press("u")
        await reader.press("s", "s")
        assert "1 mark of harbour.txt" in reader.status()


async def test_escape_typed_at_once_stops_the_export_and_the_next_one_is_written(
    tmp_path: Path,
) -> None:
    file = tmp_path / "out.json"
    async with opened(articles(tmp_path, TEXTS), "harbour.txt") as reader:
        await fill(reader)
        await reader.press("E", "enter")
        await reader.rush(*["backspace"] * 60, *str(file), "enter", "escape")
        await done(reader)
        file.unlink(missing_ok=True)
        await write_to(reader, file)
        assert f"Wrote{file}" in reader.notice().replace(" ", "")  # a long path is on two lines
