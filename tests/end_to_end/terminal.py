"""A terminal that tests hold: a program runs on it, keys are typed, and what it shows is read.

The program is the real one, in a process of its own on a pseudo-terminal. What it writes is
kept as it came (``written``) and drawn by pyte (``lines``). Nothing here sleeps for a fixed
time: every wait is for something, with a bound.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pyte

ROOT = Path(__file__).resolve().parents[2]
BOUND = 30.0
"""Seconds until a test gives up; far more than anything takes."""

ENTER, ESCAPE, TAB, BACKSPACE, PAGE_DOWN = "\r", "\x1b", "\t", "\x7f", "\x1b[6~"
CTRL_Q, CTRL_R, CTRL_X, CTRL_Z = "\x11", "\x12", "\x18", "\x1a"

_QUERIES = re.compile(rb"\x1b\[(?:(6n)|(0?c)|\?(\d+)\$p)")
# What pyte would misread: DCS, APC, PM and OSC strings, private and intermediate CSI.
_UNREAD = re.compile(
    rb"\x1b[P_^].*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b\[[<=>][0-9;:]*[ -/]*[@-~]|\x1b\[\??[0-9;]*[ !\"'*$][a-zA-Z]"
    rb"|\x1b\[\?[0-9;]*[a-gi-km-zA-IL-Z@`]",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*|[\]P_^][^\x07\x1b]*\x1b?)?\Z")


class Terminal:
    """A program on a pseudo-terminal; as a context it ends the program that is still there."""

    def __init__(
        self,
        *command: str | bytes | Path,
        size: tuple[int, int] = (100, 30),
        launch: Sequence[str] = (),
        stdin: IO[bytes] | None = None,
        variables: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        self.written = b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._unfed = b""
        self._ours, self._theirs = pty.openpty()
        self._set_size(*size)
        self.settings_before = self.settings
        launcher = [sys.executable, str(ROOT / "tests/end_to_end/launcher.py"), *launch, "--"]
        kept = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [*launcher, *command],
            cwd=cwd,
            env={**os.environ, **kept, "PYTHONPATH": str(ROOT), **(variables or {})},
            stdin=stdin or self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def close(self) -> None:
        """Close the window: the program loses its terminal."""
        for side in (self._ours, self._theirs):
            with suppress(OSError):
                os.close(side)
        self._ours = self._theirs = -1

    # Typing

    def type(self, keys: str | bytes) -> None:
        """Type the keys at once, or send bytes that no key would."""
        os.write(self._ours, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.pump()
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, size)

    # Looking

    @property
    def lines(self) -> list[str]:
        """What the rows of the screen show; a wide character is there once."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in rows]

    @property
    def shown(self) -> str:
        """All rows with white space made one space, so that a wrapped passage is found."""
        plain = re.sub(r"[\u2500-\u259f]", " ", " ".join(self.lines))
        return re.sub(r"\s+", " ", plain)

    @property
    def settings(self) -> list[Any]:
        """How the terminal is set (termios): it must be left as it was found."""
        return termios.tcgetattr(self._theirs)

    def pump(self, seconds: float = 0.0) -> None:
        """Take what the program has written, waiting at most so long for more."""
        ready, _, _ = select.select([self._ours], [], [], seconds)
        if ready:
            data = os.read(self._ours, 65_536)
            self.written += data
            self._answer(data)
            self._draw(data)

    def until(self, condition: Callable[[], bool], wanted: str) -> None:
        """Wait until the condition holds; ``wanted`` says what it is."""
        end = time.monotonic() + BOUND
        while not condition():
            self.pump(0.02)
            if time.monotonic() > end:
                rows = "\n".join(f"  |{line}" for line in self.lines)
                raise AssertionError(f"waited in vain for {wanted}; the screen shows\n{rows}")

    def _shows(self, passage: str, is_unsure: bool = False) -> bool:
        """Whether it is on the screen; amid a frame, ``is_unsure``."""
        began, ended = self.written.rfind(b"\x1b[?2026h"), self.written.rfind(b"\x1b[?2026l")
        return is_unsure if began > ended else passage in self.shown

    def wait_for(self, *passages: str) -> None:
        """Wait until all of these are on the screen."""
        for passage in passages:
            self.until(partial(self._shows, passage), repr(passage))

    def wait_until_gone(self, passage: str) -> None:
        """Wait until this is not on the screen any more."""
        self.until(lambda: not self._shows(passage, True), f"no {passage!r}")

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and give its exit status."""
        self.until(lambda: self.process.poll() is not None, "the program's end")
        while select.select([self._ours], [], [], 0.0)[0]:
            self.pump()
        return self.process.returncode

    def _answer(self, data: bytes) -> None:
        """Say what a terminal says when it is asked where the cursor is and what it can do."""
        for cursor, kind, mode in _QUERIES.findall(data):
            if cursor:
                self.type(b"\x1b[1;1R")
            elif kind:
                self.type(b"\x1b[?62;22c")
            else:
                self.type(b"\x1b[?" + mode + (b";2$y" if mode == b"2026" else b";0$y"))

    def _draw(self, data: bytes) -> None:
        data = self._unfed + data
        rest = _UNFINISHED.search(data)
        end = rest.start() if rest else len(data)
        self._stream.feed(_UNREAD.sub(b"", data[:end]))
        self._unfed = data[end:]


def postil(*arguments: str | bytes | Path, **wanted: Any) -> Terminal:
    """The reader on a terminal of its own."""
    return Terminal(sys.executable, "-m", "reader", *arguments, **wanted)
