import json
from pathlib import Path

from tests.reader.cli.support import Run
from tests.reader.pdfs import Placed, pdf
from tests.reader.test_fetching import Server, server

__all__ = ["server"]


def test_the_text_of_a_web_page_is_printed_and_kept_in_the_store(
    run: Run, server: Server, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    done = run("--store", store, "text", f"{server.address}/wall")
    assert done.status == 0
    assert done.out.startswith("The harbour authority said on Tuesday")
    assert done.err == f"Fetching {server.address}/wall …\n"
    again = run("--store", store, "text", f"{server.address}/wall")
    assert (again.out, again.err) == (done.out, "")
    assert len(list((store / "web").iterdir())) == 1
    assert run("--store", store, "list", f"{server.address}/wall").out.count("The wall") == 1


def test_a_page_that_is_not_there_is_one_line(run: Run, server: Server, tmp_path: Path) -> None:
    done = run("--store", tmp_path / "store", "text", f"{server.address}/gone")
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith(f"{server.address}/gone was not given: 404 Not Found.\n")


def test_a_mark_on_a_web_page_has_its_address(run: Run, server: Server, tmp_path: Path) -> None:
    store = tmp_path / "store"
    address = f"{server.address}/wall"
    done = run("--store", store, "annotate", address, "--quote", "3.4 million in March")
    assert done.status == 0
    exported = run("--store", store, "export", "--format", "json").out
    assert address in exported
    assert run("--store", store, "check").status == 0


def test_a_mark_on_a_pdf_that_was_fetched_has_its_address(
    run: Run, server: Server, tmp_path: Path
) -> None:
    body = pdf([[Placed("The wall held all winter.", 72, 700)]])
    server.pages["/wall.pdf"] = (200, {"Content-Type": "application/pdf"}, body)
    store, address = tmp_path / "store", f"{server.address}/wall.pdf"
    done = run("--store", store, "annotate", address, "--quote", "all winter")
    assert done.status == 0
    [made] = json.loads(run("--store", store, "annotations", "--json").out)
    assert made["source"]["url"] == address
    assert run("--store", store, "check").status == 0
