"""Foreign text that would command the terminal: none of it arrives there."""

import re
from pathlib import Path

import pytest

from annotations import Notebook, Source
from reader.settings import store_folder
from tests.end_to_end.terminal import CTRL_Q, ENTER, ESCAPE, TAB, Terminal, postil

HOSTILE = (
    "\x1b[31mQRED \x1b]0;QTITLE\x07 \x1b]52;c;UVNFQ1JFVA==\x07 \x9b31mQC1 \x9d0;QOSC\x9c"
    " \x07\x08\x7f \x1bPQDCS\x1b\\ \x1b[?1049l \u202eQRLO\u202c \u2066QISO\u2069 \u200f\u061c"
    " \x0e\x0f \x1bc \x1b[5n \x85QNEL \u2028QLS\u2029"
)
"""Colours, a window title, the clipboard, C1 codes, a reset, a question, bidi controls."""

_OWN = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours of our own
    rb"|\x1b\[\d*(?:;\d*)?[HJKABCD]"  # where to draw
    rb"|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u"  # questions and keys
    rb"|\x1b\]22;\w*\x07"  # the shape of the pointer
)
_FORBIDDEN = re.compile(
    "[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def assert_harmless(terminal: Terminal) -> None:
    """Nothing but the program's own sequences was written, and all else is plain text."""
    rest = _OWN.sub(b"", terminal.written).decode()
    found = _FORBIDDEN.search(rest)
    assert found is None, ascii(rest[max(0, found.start() - 60) : found.end() + 60])
    assert "\x08" not in rest


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder whose one article, and its name, are hostile."""
    folder = tmp_path / "arti\x1b[32mcles\u202e"
    folder.mkdir()
    name = "quay\x1b[31m\x07\x9b1m\u202e\r\n.txt"
    text = f"A quay {HOSTILE} was built. Then {HOSTILE}\n\nA second paragraph, QEND.\n"
    (folder / name).write_bytes(text.encode())
    (folder / "title.md").write_bytes(
        f"---\ntitle: A {HOSTILE}\nauthor: {HOSTILE}\n---\n# H {HOSTILE}\n\nB {HOSTILE}\n".encode()
    )
    return folder


def test_an_article_and_its_name_reach_the_terminal_as_plain_text(hostile: Path) -> None:
    with postil(hostile, size=(160, 50)) as terminal:
        terminal.wait_for("2 articles")
        terminal.type(ENTER)
        terminal.wait_for("A second paragraph, QEND.", "QRED", "QC1", "QRLO")
        terminal.type("ci")
        terminal.wait_for("made from its first")
        terminal.type("]i")
        terminal.wait_for("36 words")
        terminal.type("AqE")
        terminal.wait_for("json")
        terminal.type("q&quay" + ENTER)
        terminal.wait_for("hit")
        terminal.type("q?qqq")
        assert terminal.wait_for_end() == 0
        assert_harmless(terminal)


def test_the_first_page_is_as_harmless_as_the_rest(hostile: Path) -> None:
    [article] = hostile.glob("*.txt")
    with postil(article, size=(160, 50)) as terminal:
        terminal.wait_for("A second paragraph, QEND.")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
        assert_harmless(terminal)


def test_notes_tags_and_evidence_reach_the_terminal_as_plain_text(tmp_path: Path) -> None:
    text = "A quay was built. It fell."
    (tmp_path / "quay.txt").write_text(text)
    with Notebook.open(store_folder(None, None)) as notebook:
        [made] = notebook.mark(
            text,
            0,
            17,
            Source("quay.txt"),
            kind="claim",
            tags=(HOSTILE.replace(",", ""), "plain"),
            note=f"See {HOSTILE}\n{HOSTILE} NOTE-END",
            verdict="disputed",
            evidence=(HOSTILE,),
        ).after

    with postil(tmp_path, size=(160, 50)) as terminal:
        terminal.wait_for("1 article")
        terminal.type(ENTER)
        terminal.wait_for("A quay was built.", "disputed", "QRED")
        terminal.type(ENTER)
        terminal.wait_for("Esc saves")
        terminal.type(ESCAPE)
        terminal.wait_until_gone("Esc saves")
        terminal.type("t" + TAB)
        terminal.wait_for("plain,")
        terminal.type(ESCAPE)
        terminal.wait_until_gone("plain,")
        terminal.type("@")
        terminal.wait_for("Evidence")
        terminal.type(ESCAPE)
        terminal.wait_until_gone("Evidence")
        terminal.type("A")
        terminal.wait_for("1 mark · quay.txt")
        terminal.type("qE")
        terminal.wait_for("jsonld")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
        assert_harmless(terminal)

    with Notebook.open(store_folder(None, None)) as notebook:
        assert notebook.annotations() == [made], "looking at it changes nothing"


def test_a_name_of_nothing_is_said_in_plain_text(tmp_path: Path) -> None:
    with postil(tmp_path / "no\x1b[31m\x07\u202ething.txt") as terminal:
        assert terminal.wait_for_end() == 1
        assert_harmless(terminal)


def test_what_is_pasted_into_a_note_is_shown_in_plain_text(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text("A quay was built. It fell.")
    pasted = "before \x9b31m \x9d0;QTITLE\x9c \u202e after"

    with postil(tmp_path / "quay.txt", size=(160, 50)) as terminal:
        terminal.wait_for("A quay was built.")
        terminal.type("a")
        terminal.wait_for("Esc saves")
        terminal.type(f"\x1b[200~{pasted}\x1b[201~")
        terminal.wait_for("after")
        terminal.type(ESCAPE)
        terminal.wait_until_gone("Esc saves")
        assert_harmless(terminal)
