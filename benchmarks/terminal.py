"""A program in a terminal of our own, watched from outside.

The program runs on a real pseudo-terminal. A thread does nothing but take what it writes,
stamp every chunk with the time and with the CPU time the program had used by then, and
answer the questions that programs ask a terminal. The chunks are played into an emulated
screen afterwards, when the program is quiet, so that neither the emulator's work nor its
slowness gets into a figure: a time is always when the chunk came that changed the screen.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

QUIET = 0.06
"""Seconds without output after which a screen counts as finished."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What came in one read: at which monotonic time, after how many seconds of CPU."""

    at: float
    cpu: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Reaction:
    """Seconds from a key to the first and to the last change that it made on the screen."""

    first: float
    done: float
    at: float


class Screen:
    """An emulated screen, as far as text and colours go."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self.resize(columns, rows)
        self._screen.dirty.update(range(rows))

    def feed(self, data: bytes) -> None:
        data, self._rest = self._rest + data, b""
        if cut := _UNFINISHED.search(data):
            data, self._rest = data[: cut.start()], data[cut.start() :]
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._lines = [""] * rows
        self._cells: list[Hashable] = [()] * rows

    def lines(self) -> tuple[str, ...]:
        """The text of the rows, without the spaces at their ends."""
        self._update()
        return tuple(self._lines)

    def styled(self) -> Hashable:
        """The text with its colours: what a mark changes."""
        self._update()
        return tuple(self._cells)

    def _update(self) -> None:
        """Look again at the rows that were written to since the last look."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        for y in self._screen.dirty:
            if y < len(self._lines):
                cells = tuple(buffer[y][x] for x in columns)
                self._lines[y] = "".join(str(cell.data) for cell in cells).rstrip()
                self._cells[y] = cells
        self._screen.dirty.clear()

    def shows(self, words: str) -> bool:
        """Whether the words stand there, however they are wrapped and spaced."""
        return squeezed(words) in squeezed(" ".join(self.lines()))


def squeezed(text: str) -> str:
    """The letters and digits alone: no spacing, no frames, no justification."""
    return re.sub(r"\W+", "", text)


class Terminal:
    """A program on a pseudo-terminal; a context manager that ends it."""

    def __init__(
        self,
        argv: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
    ) -> None:
        self.screen = Screen(*size)
        self.size = size
        self._chunks: list[Chunk] = []
        self._played = 0
        self._is_closed = False
        self._news = threading.Condition()
        self.started = time.monotonic()
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            _become(argv, environment, size)
        _set_size(self._descriptor, size)
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
            os.kill(self.pid, number)
            if self._has_ended(patience=1):
                break
        os.close(self._descriptor)
        self._thread.join(1)

    # Doing

    def send(self, keys: str) -> float:
        """Type the keys at once; gives when."""
        at = time.monotonic()
        os.write(self._descriptor, keys.encode())
        return at

    def press(
        self, keys: str, look: Callable[[Screen], Hashable] = Screen.lines, patience: float = 1
    ) -> Reaction | None:
        """Type the keys, and watch until the screen is quiet; None if nothing changed."""
        self._play()
        return self._watch(self.send(keys), look, patience)

    def resize(self, size: tuple[int, int], patience: float = 15) -> Reaction | None:
        """Change the window's size, and watch what the program makes of it."""
        self._play()
        at = time.monotonic()
        _set_size(self._descriptor, size)
        # The emulator cuts the old picture to the new size; that is no doing of the program.
        self.screen.resize(*size)
        return self._watch(at, Screen.lines, patience)

    def until(self, sign: Callable[[Screen], bool], patience: float = 60) -> Chunk | None:
        """Play what comes until the sign is on the screen; gives the chunk that brought it."""
        end = time.monotonic() + patience
        while True:
            while self._played < len(self._chunks):
                chunk = self._chunks[self._played]
                self._played += 1
                self.screen.feed(chunk.data)
                if sign(self.screen):
                    return chunk
            if self._is_closed or time.monotonic() > end:
                return None
            self._wait(0.02)

    def settle(self, quiet: float = QUIET, patience: float = 20) -> Chunk | None:
        """Wait until nothing has come for ``quiet`` seconds; gives the last chunk that came."""
        end = time.monotonic() + patience
        while not self._is_closed and (now := time.monotonic()) < end:
            last = self._chunks[-1].at if self._chunks else self.started
            if now - last >= quiet:
                break
            time.sleep(min(0.005, quiet / 4))
        self._play()
        return self._chunks[-1] if self._chunks else None

    # Asking

    def cpu(self) -> float:
        """Seconds of CPU that the program has used, all its threads together."""
        # The clock of another process, numbered as clock_getcpuclockid does on Linux.
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> float:
        """Megabytes that the program has had in memory at its peak."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        peak = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(peak[1]) / 1024 if peak else 0

    # Watching

    def _watch(
        self, since: float, look: Callable[[Screen], Hashable], patience: float
    ) -> Reaction | None:
        before = look(self.screen)
        self._await_output(since, patience)
        self._await_quiet(patience=20)
        changes = []
        for chunk in self._new():
            self.screen.feed(chunk.data)
            if (now := look(self.screen)) != before:
                changes.append(chunk.at)
                before = now
        if not changes:
            return None
        return Reaction(changes[0] - since, changes[-1] - since, changes[-1])

    def _await_output(self, since: float, patience: float) -> None:
        end = since + patience
        while not self._is_closed and time.monotonic() < end:
            if self._chunks and self._chunks[-1].at > since:
                return
            self._wait(0.01)

    def _await_quiet(self, patience: float) -> None:
        end = time.monotonic() + patience
        while not self._is_closed and (now := time.monotonic()) < end:
            if not self._chunks or now - self._chunks[-1].at >= QUIET:
                return
            time.sleep(QUIET / 8)

    def _wait(self, seconds: float) -> None:
        with self._news:
            self._news.wait(seconds)

    def _new(self) -> list[Chunk]:
        new = self._chunks[self._played :]
        self._played += len(new)
        return new

    def _play(self) -> None:
        for chunk in self._new():
            self.screen.feed(chunk.data)

    # The thread

    def _take(self) -> None:
        while True:
            try:
                if not select.select([self._descriptor], [], [], 0.5)[0]:
                    continue
                data = os.read(self._descriptor, 65536)
                chunk = Chunk(time.monotonic(), self.cpu(), data)
            except OSError:
                break
            if not data:
                break
            self._chunks.append(chunk)
            if answer := _answers(data, self.size):
                os.write(self._descriptor, answer)
            with self._news:
                self._news.notify_all()
        self._is_closed = True

    def _has_ended(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return True
            time.sleep(0.01)
        return False


def _become(argv: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
    try:
        _set_size(0, size)
        os.execvpe(argv[0], list(argv), dict(environment))
    except OSError as error:
        sys.stderr.write(f"{argv[0]}: {error.strerror}\n")
    finally:
        os._exit(127)


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


_UNKNOWN = re.compile(
    rb"\x1b[P_^].*?\x1b\\"  # device control, application and privacy strings
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands
    rb"|\x1b\[[<=>][0-9;:]*[ -/]*[@-~]"  # private ones that pyte would misread
    rb"|\x1b\[\?[0-9;]*\$[a-z]"
    rb"|\x1b\[[0-9;]*[ !\"'*$][a-zA-Z]"
    rb"|\x1b\[\?[0-9;]*[a-gi-km-zA-IL-Z@`]",
    re.DOTALL,
)
_UNFINISHED = re.compile(
    rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*|[\]P_^](?:[^\x07\x1b]|\x1b(?!\\))*\x1b?|[()#%]?)?\Z", re.DOTALL
)
_QUESTIONS = re.compile(
    rb"\x1b\[(?:(?P<cursor>6n)|(?P<device>0?c)|(?P<version>>0?c)|\?(?P<mode>\d+)\$p|(?P<size>18t))"
    rb"|\x1b\](?P<colour>1[01]);\?"
)


def _answers(data: bytes, size: tuple[int, int]) -> bytes:
    """What a terminal says to the questions in the data; of the modes it knows only 2026."""
    answers = []
    for asked in _QUESTIONS.finditer(data):
        known = b"2" if asked["mode"] == b"2026" else b"0"
        answer = {
            "cursor": b"\x1b[1;1R",
            "device": b"\x1b[?62;22c",
            "version": b"\x1b[>0;276;0c",
            "mode": b"\x1b[?" + (asked["mode"] or b"") + b";" + known + b"$y",
            "size": b"\x1b[8;%d;%dt" % (size[1], size[0]),
            "colour": b"\x1b]" + (asked["colour"] or b"") + b";rgb:1717/1818/1c1c\x1b\\",
        }
        answers.append(answer[str(asked.lastgroup)])
    return b"".join(answers)
