"""What a library that brings a hostile store along can do: nothing outside, and it is told."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.stores import ARTICLE, TRAPS, make, neighbours
from tests.reader.cli.support import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no links, no pipes, no limits")

_MEMORY = 1 << 30
_EACH = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from reader.cli import main
for arguments in {commands!r}:
    print("---", *arguments, flush=True)
    try:
        print("status", main(arguments), flush=True)
    except SystemExit as error:
        print("status", error.code, flush=True)
"""


def commands(library: str) -> list[list[str]]:
    """All that is done with a library on the command line, in an order that hides nothing."""
    return [
        ["list", library],
        ["search", "words", library],
        ["read", "--plain", library],
        ["claims", "board", library],
        ["claims", "match", library],
        ["annotations", "--library", library],
        ["export", "--library", library, "--format", "doccano"],
        ["check", "--library", library],
        ["annotate", f"{library}/{ARTICLE}", "--library", library, "--quote", "4 million"],
        ["init", library],
        ["annotate", f"{library}/{ARTICLE}", "--library", library, "--quote", "4 million"],
        ["annotations", "--library", library],
        ["merge", library, "--library", library],
        ["check", "--library", library, "--repair"],
        ["export", "--library", library, "--format", "html"],
    ]


@pytest.mark.parametrize("name", TRAPS)
def test_a_hostile_store_changes_nothing_outside_and_ends(
    name: str, tmp_path: Path, home: Path
) -> None:
    beside = tmp_path / "home"
    with neighbours(beside) as now:
        library = beside / "lib"
        make(name, library)
        before = now()
        done = subprocess.run(
            [sys.executable, "-c", _EACH.format(root=str(ROOT), commands=commands(str(library)))],
            cwd=beside,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
        )
        assert now() == before
    assert done.returncode == 0, done.stderr
    assert "fault of postil" not in done.stderr
    assert "MemoryError" not in done.stderr
    assert done.stdout.count("status") == len(commands(""))
