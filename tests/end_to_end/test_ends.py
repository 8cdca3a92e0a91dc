"""However the program ends: what was made is kept, and the terminal is as it was found."""

import fcntl
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from annotations import Annotation
from reader.settings import store_folder
from tests.end_to_end.terminal import BOUND, CTRL_Q, ENTER, Terminal, postil

Kept = Callable[[], list[Annotation]]

_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_ALTERNATE, _CURSOR, _MOUSE, _PASTE, _FOCUS = b"1049", b"25", b"1003", b"2004", b"1004"


def assert_terminal_is_restored(terminal: Terminal) -> None:
    """The modes that were set are set back, the cursor is seen, and keys are as before."""
    modes = dict(_MODE.findall(terminal.written))
    assert modes.get(_CURSOR, b"h") == b"h"
    for mode in (_ALTERNATE, _MOUSE, _PASTE, _FOCUS):
        assert modes.get(mode, b"l") == b"l", mode
    pushed = len(re.findall(rb"\x1b\[>\d+u", terminal.written))
    assert terminal.written.count(b"\x1b[<u") >= pushed
    assert terminal.settings == terminal.settings_before


@pytest.mark.parametrize("keys", ["qq", CTRL_Q, "Aq:quit" + ENTER])
def test_quitting_leaves_the_terminal_as_it_was(folder: Path, keys: str) -> None:
    with postil(folder) as terminal:
        terminal.wait_for("2 articles")
        terminal.type(ENTER + keys)
        assert terminal.wait_for_end() == 0
        assert_terminal_is_restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_to_end_ends_in_order(folder: Path, kept: Kept, number: signal.Signals) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.type("ca")
        terminal.wait_for("Esc saves")
        terminal.type("half a tho")
        terminal.wait_for("half a tho")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert_terminal_is_restored(terminal)

    assert [made.note for made in kept()] == ["half a tho"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("moment", [b"The ferry", b"\x1b[?1003h"], ids=["loading", "starting"])
def test_a_signal_before_the_program_is_there_ends_in_order(
    folder: Path, number: signal.Signals, moment: bytes
) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.until(lambda: moment in terminal.written, "the moment")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert b"Traceback" not in terminal.written
        assert_terminal_is_restored(terminal)


def test_a_signal_where_an_exception_would_be_lost_ends_in_order(tmp_path: Path) -> None:
    # What is loading has callbacks, of weak references for one, whose exceptions go nowhere.
    program = """
import os, signal, weakref
from reader.first_page import Terminal

class Loaded: pass

with Terminal():
    with Terminal():
        loaded = Loaded()
        reference = weakref.ref(loaded, lambda _: os.kill(os.getpid(), signal.SIGTERM))
        del loaded
        print("went on")
"""
    with Terminal(sys.executable, "-c", program, cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert b"went on" not in terminal.written
        assert_terminal_is_restored(terminal)


def test_an_interrupt_key_while_the_program_loads_ends_in_order(folder: Path) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("\x03" + CTRL_Q + CTRL_Q)
        assert terminal.wait_for_end() in (0, 130)
        assert b"Traceback" not in terminal.written
        assert_terminal_is_restored(terminal)


def test_two_signals_at_once_are_as_good_as_one(folder: Path) -> None:
    with postil(folder) as terminal:
        terminal.wait_for("2 articles")
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTERM):
            terminal.process.send_signal(number)
        assert terminal.wait_for_end() in (129, 143)
        assert_terminal_is_restored(terminal)


@pytest.mark.parametrize("launch", [[], ["--ignore", "SIGHUP"]])
def test_a_closed_window_ends_the_program_with_everything_kept(
    folder: Path, kept: Kept, launch: list[str]
) -> None:
    with postil(folder / "ferry.txt", launch=launch) as terminal:
        terminal.type("ca")
        terminal.wait_for("Esc saves")
        terminal.type("half a tho")
        terminal.wait_for("half a tho")
        terminal.close()
        assert terminal.process.wait(timeout=20) == 129

    assert [made.note for made in kept()] == ["half a tho"]


def test_a_terminal_that_is_taken_away_ends_a_program_that_hears_no_hangup(
    folder: Path, kept: Kept, tmp_path: Path
) -> None:
    # Its reads give nothing from then on, at once and for ever, rather than an error.
    lock = tmp_path / "lock"
    launch = ["--under", str(lock), "--deaf"]
    with postil(folder / "ferry.txt", launch=launch) as terminal:
        terminal.type("ca")
        terminal.wait_for("Esc saves")
        terminal.type("half a tho")
        terminal.wait_for("half a tho")
        terminal.process.kill()
        terminal.process.wait()
        terminal.close()
        wait_until_unlocked(lock)

    assert [made.note for made in kept()] == ["half a tho"]


@pytest.mark.parametrize("moment", range(4))
def test_a_window_that_closes_as_the_program_ends_does_not_keep_it(
    folder: Path, moment: int, tmp_path: Path
) -> None:
    lock = tmp_path / "lock"
    launch = ["--under", str(lock), "--deaf"]
    with postil(folder / "ferry.txt", launch=launch) as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type(CTRL_Q)
        terminal.pump(moment * 0.03)
        terminal.process.kill()
        terminal.process.wait()
        terminal.close()
        wait_until_unlocked(lock)


def wait_until_unlocked(lock: Path) -> None:
    """Wait until the program that holds the lock has ended."""
    end = time.monotonic() + BOUND
    with lock.open() as file:
        while time.monotonic() < end:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.05)
    os.kill(int(lock.read_text()), signal.SIGKILL)
    raise AssertionError("the program ran on")


def test_a_killed_program_has_kept_the_mark_it_showed(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.type("c")
        terminal.wait_for("1 mark")
        terminal.process.kill()
        assert terminal.wait_for_end() == -signal.SIGKILL
    assert len(kept()) == 1

    with postil(folder / "ferry.txt") as again:
        again.wait_for("1 mark")
        again.type("u")
        again.wait_for("Undone")


def test_a_killed_program_has_kept_the_note_that_was_being_written(
    folder: Path, kept: Kept
) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.type("ca")
        terminal.wait_for("Esc saves")
        terminal.type("half a tho")
        drafts = store_folder(None, None) / "drafts"
        terminal.until(
            lambda: any("half a tho" in file.read_text() for file in drafts.glob("*.json")),
            "a draft",
        )
        terminal.process.kill()
        assert terminal.wait_for_end() == -signal.SIGKILL

    with postil(folder / "ferry.txt") as again:
        again.wait_for("was being written when Postil was killed")
        assert [made.note for made in kept()] == ["half a tho"]


def test_a_byte_that_is_no_text_does_not_end_the_program(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type(b"\xff\xfe\xc3")
        terminal.type(b"\xf0\x9f c")
        terminal.wait_for("1 mark")
        assert len(kept()) == 1


def test_no_byte_that_a_line_may_bring_ends_the_program(folder: Path) -> None:
    # Control codes and unfinished sequences; without q and ctrl+q, which do end it.
    noise = bytes(set(range(256)) - {ord("q"), 0x11, 0x1A}) * 4
    with postil(folder / "mill.txt") as terminal:
        terminal.wait_for("¶ 1/90")
        for start in range(0, len(noise), 64):
            terminal.type(noise[start : start + 64])
            terminal.pump(0.02)
        terminal.type("\x1b\x1b\x1b[24~\x1b[<0;1;1M" * 10)
        terminal.resize(101, 30)
        terminal.pump(0.3)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 143
        assert b"Traceback" not in terminal.written
        assert_terminal_is_restored(terminal)


def test_the_editor_that_is_open_when_the_window_closes_takes_nothing_with_it(
    folder: Path, kept: Kept, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "half a tho" >"$1"\necho WAITING >/dev/tty\nread line\n')
    editor.chmod(0o755)

    with postil(
        folder / "ferry.txt", variables={"EDITOR": str(editor), "TMPDIR": str(tmp_path)}
    ) as terminal:
        terminal.type("c\x18")
        terminal.wait_for("WAITING")
        terminal.close()
        assert terminal.process.wait(timeout=20) == 129

    [claim] = kept()
    saved = [file.read_text() for file in tmp_path.glob("note-*.md")]
    assert claim.note == "half a tho" or "half a tho" in saved
