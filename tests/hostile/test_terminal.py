"""Whatever a command is given to show, no control character reaches a terminal."""

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Notebook, Source
from tests.hostile.escapes import CONTROLS, make_library
from tests.reader.cli.support import ROOT, Run

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="its file names and pseudo-terminals are others"
)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("escapes") / "library"
    make_library(folder)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("escapes") / "store"
    with Notebook.open(folder) as notebook:
        for control in CONTROLS.values():
            text = f"The wall {control} cost 4 million."
            source = Source(path=f"a{control}.txt", title=f"T {control}", url=f"https://{control}")
            notebook.mark(
                text, 0, len(text), source, kind="claim", tags=["t" + control], note=control
            )
    return folder


Shown = Callable[..., str]


@pytest.fixture
def shown(store: Path) -> Shown:
    """What a command writes to a terminal, be it to its output or to its errors."""
    import pty  # which only these systems have

    def run(*arguments: str | Path) -> str:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "reader", "--store", store, *arguments]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            written = b""
            while select.select([ours], [], [], 30)[0]:
                try:
                    piece = os.read(ours, 65_536)
                except OSError:
                    break
                if not piece:
                    break
                written += piece
            process.kill()
        os.close(ours)
        return written.decode("utf-8", "surrogateescape")

    return run


COMMANDS: list[tuple[str, ...]] = [
    ("list", "LIBRARY"),
    ("list", "LIBRARY", "--json"),
    ("read", "--plain", "LIBRARY"),
    ("search", "wall", "LIBRARY"),
    ("search", "wall", "LIBRARY", "--json"),
    ("annotations",),
    ("annotations", "--json"),
    ("claims", "suggest", "LIBRARY", "--json"),
    ("claims", "match", "LIBRARY", "--json"),
    ("claims", "board", "LIBRARY"),
    ("export", "--format", "markdown"),
    ("export", "--format", "csv"),
    ("export", "--format", "json"),
    ("check",),
    ("text", "no such article \x1b]0;CANARY\x07\x9b2J"),
    ("list", "--no-such-option\x1b]0;CANARY\x07\x9b2J"),
    ("export", "--format", "\x1b]0;CANARY\x07\x9b2J\u202e"),
    ("search", "a", "--in", "\x1b[31m\x9b2J"),
    ("import", "no such file \x1b[31m\x9b2J"),
    ("claims", "suggest", "--limit", "\x1b[31m\x9b2J"),
    ("text", "http://x\x1b]0;CANARY\x07\x9b2J/"),
    ("--store", "\x1b[31m\x9b2J", "check"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: ascii(" ".join(command))[:40])
def test_no_control_character_reaches_a_terminal(
    command: tuple[str, ...], library: Path, shown: Shown
) -> None:
    written = shown(*(library if word == "LIBRARY" else word for word in command))
    assert written.strip()
    found = _FORBIDDEN.search(written)
    assert found is None, ascii(written[max(0, found.start() - 80) : found.end() + 40])


def test_what_is_escaped_in_json_is_the_same_when_it_is_read(run: Run, store: Path) -> None:
    done = run("--store", store, "annotations", "--json")
    rows = json.loads(done.out)
    assert {row["note"] for row in rows} >= {CONTROLS["c1 title"], CONTROLS["bidi"]}
