"""What comes before the screen: the terminal, the library, the demo."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotations import Notebook
from reader.cli.demo import mark_sample
from reader.library.library import Library
from reader.library.progress import last_library
from reader.settings import state_folder, store_folder
from tests.reader.cli.support import ROOT, Run, run_apart

_PROGRAM = """
import fcntl, json, os, sys, termios, types

def read(library, *, first, store, settings, throwaway=False):
    from annotations import Notebook
    with Notebook.open(store) as notebook:
        marks = len(notebook.annotations())
    told = {
        "paths": library.paths, "text": library.load(library.paths[0]).text, "first": first,
        "store": str(store), "width": settings.width, "throwaway": throwaway, "marks": marks,
        "keyboard": os.isatty(0),
    }
    with open(sys.argv[1], "w", encoding="utf-8") as report:
        json.dump(told, report)
    return types.SimpleNamespace(status=3, following=None)

fcntl.ioctl(1, termios.TIOCSCTTY, 0)  # makes the terminal of the output ours, as /dev/tty
sys.modules["reader.ui.app"] = types.SimpleNamespace(read=read)
from reader.__main__ import main
sys.exit(main(sys.argv[2:]))
"""

needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen was told, or None, what the terminal showed, and the exit status."""

    told: dict[str, object]
    shown: str
    status: int


def read_in_terminal(
    *arguments: str | Path, report: Path, given: bytes | None = None, **variables: str
) -> Screen:
    """Runs ``postil`` in a terminal, with a screen that only says what it was told."""
    import pty  # Windows has none

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, report, *arguments],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", **variables},
        stdin=theirs if given is None else subprocess.PIPE,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        if process.stdin is not None:
            process.stdin.write(given or b"")
            process.stdin.close()
        shown = _read_all(ours)
        status = process.wait(timeout=60)
    told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Screen(told, shown, status)


def _read_all(terminal: int) -> str:
    shown = b""
    try:
        while piece := os.read(terminal, 10_000):
            shown += piece
    except OSError:  # so Linux says that the other side is closed
        pass
    os.close(terminal)
    return shown.decode()


@needs_terminals
def test_a_folder_is_read_and_remembered(folder: Path, tmp_path: Path) -> None:
    screen = read_in_terminal(folder, report=tmp_path / "told")
    again = read_in_terminal(report=tmp_path / "told")

    assert (screen.status, screen.shown) == (3, "")
    assert screen.told["paths"] == ["letter.md", "log.txt"]
    assert screen.told["first"] is None
    assert screen.told["store"] == str(store_folder(None, None))
    assert last_library(state_folder()) == (folder,)
    assert again.told["paths"] == screen.told["paths"]


@needs_terminals
def test_a_library_that_cannot_be_remembered_is_read_all_the_same(
    folder: Path, tmp_path: Path, home: Path
) -> None:
    (home / "state").touch()

    screen = read_in_terminal(folder, report=tmp_path / "told")

    assert (screen.status, screen.shown) == (3, "")


@needs_terminals
def test_one_file_is_opened_at_once(folder: Path, tmp_path: Path) -> None:
    screen = read_in_terminal(folder / "log.txt", report=tmp_path / "told")

    assert (screen.told["paths"], screen.told["first"]) == (["log.txt"], "log.txt")


@needs_terminals
def test_without_anything_read_before_the_sample_is_opened(tmp_path: Path) -> None:
    screen = read_in_terminal(report=tmp_path / "told")

    assert screen.told["paths"] == list(Library.sample().paths)
    assert last_library(state_folder()) == ()


@needs_terminals
def test_standard_input_is_read_and_the_keys_come_from_the_terminal(tmp_path: Path) -> None:
    screen = read_in_terminal("-", report=tmp_path / "told", given=b"Some words.\n")

    assert screen.told["text"] == "Some words.\n"
    assert screen.told["first"] == "-"
    assert screen.told["keyboard"] is True
    assert last_library(state_folder()) == ()


@needs_terminals
def test_a_pipe_that_is_no_article_is_not_taken_for_keys(folder: Path, tmp_path: Path) -> None:
    screen = read_in_terminal(folder, report=tmp_path / "told", given=b"q")

    assert screen.told["keyboard"] is True


@needs_terminals
def test_the_demo_has_marks_and_leaves_nothing(tmp_path: Path, home: Path) -> None:
    screen = read_in_terminal("demo", report=tmp_path / "told")

    assert (screen.told["throwaway"], screen.told["first"]) == (True, None)
    assert screen.told["marks"] == 7
    assert not Path(str(screen.told["store"])).exists()
    assert list(home.iterdir()) == []


@needs_terminals
def test_a_store_and_settings_are_taken_from_where_they_are_said_to_be(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "my.toml").write_text("width = 80")

    screen = read_in_terminal(
        *("--store", tmp_path / "kept", "--config", tmp_path / "my.toml", folder),
        report=tmp_path / "told",
    )

    assert (screen.told["store"], screen.told["width"]) == (str(tmp_path / "kept"), 80)


@needs_terminals
def test_a_dumb_terminal_is_refused_with_a_way_out(folder: Path, tmp_path: Path) -> None:
    screen = read_in_terminal(folder, report=tmp_path / "told", TERM="dumb")

    assert (screen.status, screen.told) == (1, {})
    assert "postil text" in screen.shown
    assert screen.shown.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["demo"], ["reader/sample"], ["-"]])
def test_without_a_terminal_nothing_is_opened(arguments: list[str]) -> None:
    done = run_apart(arguments, b"Some words.", TERM="xterm-256color")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"postil text" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_each_mark_of_the_demo_is_on_words_that_stand_there_once(tmp_path: Path) -> None:
    library = Library.sample()

    mark_sample(library, tmp_path)

    with Notebook.open(tmp_path) as notebook:
        marks = notebook.annotations()
    assert {mark.source.path for mark in marks} == set(library.paths)
    for mark in marks:
        assert library.load(str(mark.source.path)).text.count(mark.quote.exact) == 1


def test_a_path_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("list", tmp_path / "none")

    assert done.status == 1
    assert str(tmp_path / "none") in done.err
