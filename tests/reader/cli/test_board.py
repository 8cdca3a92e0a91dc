"""``postil claims board``."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotations import Notebook, Source
from reader.settings import store_folder
from tests.reader.cli.support import LETTER, LOG, Run

COST = "The wall cost 4.1 million."
OTHER = "The wall cost 3.4 million."


def claim(folder: Path, *, contradicted: bool = False) -> str:
    """Mark the cost in the log a claim, and that in the letter one that contradicts it."""
    with Notebook.open(store_folder(folder, None)) as notebook:
        start = LOG.index(COST)
        log = Source(path="log.txt")
        id = notebook.mark(LOG, start, start + len(COST), log, kind="claim", tags=["money"]).ids[0]
        if contradicted:
            at = LETTER.index(OTHER)
            letter = Source(path="letter.md")
            notebook.confirm(id, "contradicts", LETTER, at, at + len(OTHER), letter)
    return id


def rows_of(run: Run, *arguments: str | Path) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = json.loads(run("claims", "board", "--json", *arguments).out)
    return found


def test_a_claim_has_a_cell_for_every_article_with_the_passage_there(
    run: Run, folder: Path
) -> None:
    id = claim(folder)
    row = rows_of(run, folder)[0]
    assert (row["kind"], row["claims"], row["article"]) == ("claim", [id], "log.txt")
    cells = row["cells"]
    assert isinstance(cells, list)
    by_article = {cell["article"]: cell for cell in cells}
    assert by_article["log.txt"]["state"] == "said"
    assert by_article["letter.md"]["state"] in ("said", "maybe", "differs")
    assert by_article["letter.md"]["text"] == OTHER


def test_what_the_reader_said_is_told_as_such(run: Run, folder: Path) -> None:
    claim(folder, contradicted=True)
    row = rows_of(run, folder)[0]
    assert (row["said"], row["differs"], row["of"]) == (1, 1, 2)
    out = run("claims", "board", folder).out
    assert "▲ contradicts" in out
    assert "said by 1 of 2 · 1 differs" in out


def test_the_filter_chooses_rows(run: Run, folder: Path) -> None:
    claim(folder)
    assert [row["kind"] for row in rows_of(run, folder, "--filter", "tag:money")] == ["claim"]
    assert rows_of(run, folder, "--filter", "tag:boats") == []
    refused = run("claims", "board", folder, "--filter", "conflict:colour")
    assert (refused.status, "is not one of" in refused.err) == (1, True)
    unknown = run("claims", "board", folder, "--filter", "colour:red")
    assert (unknown.status, "after, by, conflict, at character 1" in unknown.err) == (1, True)


def test_without_claims_what_is_worth_checking_is_on_the_board(run: Run, folder: Path) -> None:
    figures = (
        "In 2022 the council paid 4.1 million crowns for the wall, 20 per cent more than agreed."
    )
    (folder / "figures.txt").write_text(figures, encoding="utf-8")
    [row] = rows_of(run, folder, "--filter", "article:figures")
    assert (row["kind"], row["text"], row["claims"]) == ("suggestion", figures, [])
    assert row["reasons"]
    assert "Worth checking, not marked yet" in run("claims", "board", folder).out


def test_a_claim_of_another_library_is_not_on_this_board(run: Run, folder: Path) -> None:
    with Notebook.open(store_folder(folder, None)) as notebook:
        notebook.mark("Elsewhere.", 0, 9, Source(path="elsewhere.txt"), kind="claim")
    assert "Elsewhere" not in run("claims", "board", folder).out


def test_a_claim_in_a_text_that_has_changed_stands_where_its_words_are_now(
    run: Run, folder: Path
) -> None:
    claim(folder)
    (folder / "log.txt").write_text("Before all this.\n\n" + LOG, encoding="utf-8")
    row = rows_of(run, folder)[0]
    start = ("Before all this.\n\n" + LOG).index(COST)
    assert (row["start"], row["end"]) == (start, start + len(COST))


def test_the_csv_is_a_table_with_a_column_for_each_article(run: Run, folder: Path) -> None:
    id = claim(folder, contradicted=True)
    table = run("claims", "board", folder, "--format", "csv").out
    first = next(csv.DictReader(io.StringIO(table)))
    assert (first["kind"], first["id"], first["claim"], first["tags"]) == (
        "claim",
        id,
        COST,
        "money",
    )
    assert (first["log.txt"], first["letter.md"].split(" (")[0]) == ("said", "contradicts")


@pytest.mark.parametrize(
    ("format", "harmless"), [("csv", "'=1+1"), ("markdown", "\\<b>"), ("html", "&lt;b&gt;")]
)
def test_nothing_of_an_article_is_obeyed_in_an_export(
    run: Run, folder: Path, format: str, harmless: str
) -> None:
    text = "=1+1 is what <b>they</b> said."
    (folder / "log.txt").write_text(text, encoding="utf-8")
    with Notebook.open(store_folder(folder, None)) as notebook:
        notebook.mark(text, 0, len(text), Source(path="log.txt"), kind="claim")
    assert harmless in run("claims", "board", folder, "--format", format).out


def test_the_page_has_the_dated_claims_on_a_timeline(run: Run, folder: Path) -> None:
    claim(folder)
    page = run("claims", "board", folder, "--format", "html").out
    timeline = page[page.index("<h2>Timeline</h2>") :]
    assert "<time>2023-05-09</time>" in timeline
    assert COST in timeline


def test_a_file_that_is_there_is_replaced_only_by_force(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "board.md"
    file.write_text("mine")
    refused = run("claims", "board", folder, "--format", "markdown", "-o", file)
    assert (refused.status, file.read_text()) == (1, "mine")
    assert run("claims", "board", folder, "--format", "markdown", "-o", file, "--force").out == ""
    assert file.read_text(encoding="utf-8").startswith("# Claims")


def test_a_file_needs_a_format(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("claims", "board", folder, "-o", tmp_path / "board")
    assert (done.status, "--format" in done.err) == (1, True)


def test_an_article_that_cannot_be_read_costs_its_column_alone(run: Run, folder: Path) -> None:
    claim(folder)
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 9)
    done = run("claims", "board", "--json", folder)
    cells = json.loads(done.out)[0]["cells"]
    assert [cell["article"] for cell in cells] == ["log.txt", "letter.md"]
    assert "broken.txt" in done.err


def test_an_alias_file_that_cannot_be_read_is_told_and_the_board_comes_without_it(
    run: Run, folder: Path
) -> None:
    claim(folder)
    (folder / "aliases.txt").write_text("mole = \n", encoding="utf-8")
    done = run("claims", "board", folder)
    assert (done.status, COST in done.out) == (0, True)
    assert "aliases.txt" in done.err
