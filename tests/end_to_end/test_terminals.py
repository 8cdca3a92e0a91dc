"""Terminals as there are: small, poor in colours, resized, or none at all."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations import Annotation
from tests.end_to_end.terminal import CTRL_Q, ENTER, ESCAPE, ROOT, Terminal, postil

Kept = Callable[[], list[Annotation]]


def assert_marks(terminal: Terminal) -> None:
    """The reader reads and marks on this terminal."""
    terminal.wait_for("¶ 1/3")
    terminal.type("c")
    terminal.wait_for("1 mark")
    terminal.type(CTRL_Q)
    assert terminal.wait_for_end() == 0
    assert b"Traceback" not in terminal.written


@pytest.mark.parametrize(
    "variables",
    [
        {"NO_COLOR": "1"},
        {"TERM": "xterm", "COLORTERM": ""},
        {"TERM": "vt100", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "xterm-256color", "COLORTERM": ""},
        {"TERM": "screen", "COLORTERM": ""},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_every_kind_of_terminal_shows_the_text_and_its_marks(
    folder: Path, variables: dict[str, str]
) -> None:
    with postil(folder / "ferry.txt", variables=variables) as terminal:
        assert_marks(terminal)
        assert "“Nobody was hurt,”".encode() in terminal.written
        assert b"\\u201c" not in terminal.written


def test_a_terminal_without_24_bit_colours_is_sent_none(folder: Path) -> None:
    variables = {"TERM": "xterm", "COLORTERM": ""}
    with postil(folder / "ferry.txt", variables=variables) as terminal:
        assert_marks(terminal)
        assert b"8;2;" not in terminal.written


def test_a_mark_is_seen_without_any_colour(folder: Path) -> None:
    with postil(folder / "ferry.txt", variables={"NO_COLOR": "1"}) as terminal:
        terminal.type("c)h)Q")
        terminal.wait_for("3 marks")
        terminal.until(lambda: "▕The ferry" in "\n".join(terminal.lines), "the claim's edge")
        assert "on Monday.▏" in "\n".join(terminal.lines)
        highlight, question, plain = (cell(terminal, w) for w in ("Its", "counted", "second"))
        assert highlight.underscore
        assert question.italics
        assert not plain.underscore
        assert not plain.italics
        assert not COLOUR.search(terminal.written)


COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9\d|10\d)(?:;[\d;]*)?m")
"""What sets a colour; the defaults, 39 and 49, are none."""


def cell(terminal: Terminal, word: str) -> Any:
    """The first cell of a word on the screen, as pyte has it."""
    row, line = next((y, line) for y, line in enumerate(terminal.lines) if word in line)
    return terminal.screen.buffer[row][line.index(word)]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
def test_the_whole_job_can_be_done_in_a_window_of_this_size(
    folder: Path, kept: Kept, size: tuple[int, int]
) -> None:
    with postil(folder, size=size) as terminal:
        terminal.wait_for("The ferry to")
        terminal.type(ENTER)
        terminal.wait_for("¶ 1/3")
        terminal.type("ct" + f"fare{ENTER}")
        terminal.wait_for("fare")
        terminal.type("aAsk at the quay.")
        terminal.wait_for("Ask at the quay.")
        terminal.type(ESCAPE + "!d")
        terminal.wait_for("disputed")
        terminal.type("A")
        terminal.wait_for("1 mark", "claim", "fare")
        terminal.type("E")
        terminal.wait_for("markdown")
        terminal.type("q?")
        terminal.wait_for("Page down")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0

    [claim] = kept()
    assert (claim.tags, claim.note, claim.verdict) == (("fare",), "Ask at the quay.", "disputed")


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (5, 2), (1, 1)])
def test_a_window_too_small_lives_and_says_so_where_there_is_room(
    folder: Path, size: tuple[int, int]
) -> None:
    with postil(folder, size=(80, 24)) as terminal:
        terminal.wait_for("2 articles")
        terminal.type(ENTER)
        terminal.wait_for("¶ 1/3")
        terminal.resize(*size)
        if size[0] >= 40:
            terminal.wait_for("is small")
        terminal.type("c)(  bAqEq?q")
        terminal.pump(0.2)
        terminal.resize(80, 24)
        terminal.wait_for("1 mark", "The ferry to Tarrenmouth")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.written


def test_a_program_started_in_a_tiny_window_grows_with_it(folder: Path) -> None:
    with postil(folder / "ferry.txt", size=(3, 1)) as terminal:
        terminal.pump(1.0)
        terminal.resize(80, 24)
        terminal.wait_for("The ferry to Tarrenmouth", "¶ 1/3")


def test_resizing_keeps_the_place(folder: Path) -> None:
    with postil(folder / "mill.txt", size=(80, 24)) as terminal:
        terminal.type("  )")
        terminal.wait_for("on day 30.", "¶ 21/90")
        caret = next(line for line in terminal.lines if line.strip().startswith("▌"))
        words = caret.strip("▌ ")[:30]
        for size in ((120, 24), (60, 20), (40, 40), (200, 60), (80, 24)):
            terminal.resize(*size)
            terminal.wait_for(words)
        assert words in next(line for line in terminal.lines if line.strip().startswith("▌"))


def refused(*arguments: str | Path, **wanted: object) -> str:
    """What the program says that ends with status 1 because it has no terminal."""
    with subprocess.Popen(
        [sys.executable, "-m", "reader", *arguments],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm"},
        stderr=subprocess.PIPE,
        start_new_session=True,
        **wanted,  # type: ignore[call-overload]  # which streams go where
    ) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    return str(said.decode())


def test_output_that_is_no_terminal_is_refused(folder: Path) -> None:
    said = refused(folder, stdout=subprocess.PIPE)
    assert "postil text" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("redirected", [">/dev/null", "2>said", "| cat", "</dev/null"])
def test_a_redirected_stream_neither_hangs_nor_shows_a_traceback(
    folder: Path, tmp_path: Path, redirected: str
) -> None:
    line = f'"{sys.executable}" -m reader "{folder}" {redirected}; echo "STATUS $?"'
    with Terminal("sh", "-c", f"cd '{tmp_path}'; {line}") as terminal:
        if redirected == "</dev/null":  # only the keyboard is elsewhere, and it is found
            terminal.wait_for("2 articles")
            terminal.type("q")
            terminal.wait_for("STATUS 0")
        else:
            terminal.wait_for("STATUS")
        terminal.wait_for_end()
        said = terminal.written
        if redirected == "2>said":
            said += (tmp_path / "said").read_bytes()
        assert b"Traceback" not in said
        assert redirected == "</dev/null" or b"postil text" in said


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_show_a_screen_is_refused(folder: Path, term: str) -> None:
    with postil(folder / "ferry.txt", variables={"TERM": term}, size=(160, 30)) as terminal:
        assert terminal.wait_for_end() == 1
        assert b"postil text" in terminal.written
        assert b"\x1b" not in terminal.written
