"""PDFs are read in a process of their own, which may take only so much time and memory.

A page may draw forms that draw forms, ten times each, and PDFium follows until the memory is
gone, and then ends the process: that of the reader, with all its screens. It cannot be
stopped from within. So it works apart, and ends alone.
"""

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from select import select
from threading import Lock
from typing import IO

from reader.errors import LoadError
from reader.loading.content import Content
from reader.loading.kept_texts import packed, unpacked
from reader.loading.loading_progress import listening, tell

TRAP = "asks for more time or memory than any page needs: it may be a trap, or badly damaged"
_PATIENCE = 30
"""Seconds for a page; for the last one and what follows it, one more for each fifty pages."""
_IDLE = 60
"""Seconds after which a process that nobody wants anything of ends itself."""
_TICK = 0.25
"""Seconds between two looks at whether anybody still waits."""
_MEMORY = 800 << 20
"""Bytes besides four times the file's."""
_LENGTH = struct.Struct(">Q")
_PROGRAM = "from reader.loading.formats.pdf.apart import serve; serve()"
_BEGUN, _AT_PAGE, _READ, _REFUSED = b"BPCR"
"""What answers begin with; then come nothing, how far it is, the content, or the reason."""


def load_pdf_apart(source: bytes, name: Path) -> Content:
    """The content of a PDF, as ``load_pdf`` gives it.

    Raises:
        LoadError: as ``load_pdf``; also if it takes too much time or memory.
        GivenUpError: nobody waits for it any more.
    """
    return _apart().load(source or b"\0", name)  # nothing is what ends the other process


@cache
def _apart() -> "Apart":
    apart = Apart()
    atexit.register(apart.close)
    return apart


class Apart:
    """Reads PDFs in another process, one at a time; it is started when it is needed."""

    def __init__(self, patience: int = _PATIENCE) -> None:
        self._patience = patience
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def load(self, source: bytes, name: Path) -> Content:
        """As ``load_pdf_apart``."""
        with self._lock, suppress(OSError):
            # The first may just have ended, after a while without anything to read.
            answers = self._asked(source) or self._asked(source)
            if answers is not None:
                return self._heard(answers, name)
        from reader.loading.formats.pdf.loading import load_pdf  # where no other process can be had

        return load_pdf(source, name)

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _asked(self, source: bytes) -> IO[bytes] | None:
        """Where the answers come from; None if the process had ended while it waited.

        Raises:
            OSError: it cannot be started.
        """
        process = self._process = self._process or _started(self._patience)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _write(_LENGTH.pack(len(source)), process.stdin)
            _write(source, process.stdin)
            if _received(process.stdout):
                return process.stdout
        except BrokenPipeError:
            pass
        self.close()
        return None

    def _heard(self, answers: IO[bytes], name: Path) -> Content:
        far = 0, 0, "pages"
        try:
            while heard := _received(answers, partial(tell, *far)):
                kind, body = heard[0], heard[1:]
                if kind == _REFUSED:
                    raise LoadError(name, body.decode())
                if kind == _READ and (content := unpacked(body)):
                    return content
                if kind == _AT_PAGE:
                    done, total, parts = json.loads(body)
                    far = done, total, parts
                    tell(*far)
        except LoadError:
            raise
        except BaseException:
            self.close()  # in the middle of an answer that nobody waits for
            raise
        self.close()
        raise LoadError(name, TRAP)


def environment() -> dict[str, str]:
    """The environment in which another Python finds what this one has."""
    ours = str(Path(__file__).parents[4])
    paths = os.pathsep.join([ours, *(path for path in sys.path if path)])
    return {**os.environ, "PYTHONPATH": paths}


def _started(patience: int) -> "subprocess.Popen[bytes]":
    if not sys.executable:
        raise FileNotFoundError("python")
    return subprocess.Popen(
        # -P: nothing is imported from the folder where the reader happens to be.
        [sys.executable, "-P", "-c", _PROGRAM, str(patience)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment(),
    )


def _received(stream: IO[bytes], waiting: Callable[[], None] | None = None) -> bytes:
    """What comes next, whole; empty if nothing will.

    ``waiting`` is called now and then while nothing comes, where that can be told; what it
    raises ends the waiting.
    """
    while waiting and sys.platform != "win32" and not select([stream], [], [], _TICK)[0]:
        waiting()
    head = _exactly(_LENGTH.size, stream)
    return _exactly(_LENGTH.unpack(head)[0], stream) if head else b""


def _write(source: bytes, stream: IO[bytes]) -> None:
    """All of the bytes; a stream without a buffer may take them in pieces."""
    left = memoryview(source)
    while left:
        left = left[stream.write(left) :]


def _exactly(length: int, stream: IO[bytes]) -> bytes:
    """So many bytes; empty if there are fewer."""
    pieces: list[bytes] = []
    while length and (piece := stream.read(length)):
        pieces.append(piece)
        length -= len(piece)
    return b"" if length else b"".join(pieces)


# What the other process does


def serve() -> None:
    """Read the PDFs that come by standard input, and answer, until it ends."""
    patience = int(sys.argv[-1])
    _allow(_IDLE)
    while source := _received(sys.stdin.buffer):
        _allow(patience)
        _bound_memory(len(source))
        answer(source, sys.stdout.buffer, lambda pages: _allow(patience + pages // 50))
        _allow(_IDLE)


def answer(source: bytes, out: IO[bytes], go_on: Callable[[int], None]) -> None:
    """Read one PDF and send how far it is and what is in it.

    ``go_on`` is called at each page, and told how many pages are to be put together after it.
    """

    def told(done: int, total: int, parts: str) -> None:
        go_on(total if done + 1 == total else 0)
        _send(out, _AT_PAGE, json.dumps([done, total, parts]).encode())

    _send(out, _BEGUN, b"")
    from reader.loading.formats.pdf.loading import load_pdf  # once there is something to read

    try:
        with listening(told):
            content = load_pdf(source, Path())
    except LoadError as error:
        _send(out, _REFUSED, error.reason.encode())
    except MemoryError:
        _send(out, _REFUSED, TRAP.encode())
    else:
        _send(out, _READ, packed(content))


def _send(out: IO[bytes], kind: int, body: bytes) -> None:
    out.write(_LENGTH.pack(1 + len(body)) + bytes([kind]) + body)
    out.flush()


def bound(seconds: int, length: int) -> None:
    """End this process after so many seconds; a file of so many bytes may take only so much memory."""
    _allow(seconds)
    _bound_memory(length)


def _allow(seconds: int) -> None:
    """End this process after so many seconds, whatever it does then."""
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


def _bound_memory(length: int) -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _MEMORY + 4 * length
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
