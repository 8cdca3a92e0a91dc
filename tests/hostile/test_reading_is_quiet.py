"""What only reads runs nothing, sends nothing, and writes where it may."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.servers import HERE
from tests.reader.archives import epub
from tests.reader.cli.support import LETTER, LOG, ROOT
from tests.reader.pdfs import Placed, pdf

PAGE = (
    "<html><head><title>The wall</title><link rel=stylesheet href='//tracker.example/a.css'>"
    "<script src='//tracker.example/a.js'></script></head><body><article>"
    "<p>The harbour authority said on Tuesday that the new wall had cost 4.1 million.</p>"
    "<img src='//tracker.example/a.png'><iframe src='//tracker.example/'></iframe>"
    "</article></body></html>"
)

Watched = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "log.txt").write_text(LOG, "utf-8")
    (folder / "letter.md").write_text(LETTER + "\n![](//tracker.example/a.png)\n", "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "book.epub").write_bytes(epub({"one.xhtml": "<p>The wall held all winter.</p>"}))
    (folder / "wall.pdf").write_bytes(pdf([[Placed("The wall held.", 72, 700)]]))
    return folder


@pytest.fixture
def watched(library: Path, home: Path, tmp_path: Path) -> Watched:
    """Runs a command that may write in the store and in the program's own folders alone."""

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        allowed = [home, tmp_path / "store", tmp_path / "named"]
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.hostile.watched",
                *allowed,
                "--",
                "--store",
                tmp_path / "store",
                *arguments,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_commands_that_read_open_no_socket_run_nothing_and_write_nothing_elsewhere(
    library: Path, watched: Watched, tmp_path: Path
) -> None:
    before = sorted(library.rglob("*"))
    quote = ("--quote", "The wall cost 4.1 million", "--kind", "claim", "--library", library)
    exported = tmp_path / "named" / "out.json"
    exported.parent.mkdir()
    commands: list[tuple[str | Path, ...]] = [
        ("list", library),
        ("read", "--plain", library),
        ("text", library / "page.html"),
        ("search", "wall", library),
        ("annotate", library / "log.txt", *quote),
        ("annotations", "--library", library),
        ("export", "--library", library, "--format", "json", "-o", exported),
        ("export", "--library", library, "--format", "html"),
        ("import", exported, "--dry-run"),
        ("claims", "suggest", library),
        ("claims", "match", library),
        ("claims", "board", library),
        ("check",),
    ]
    for command in commands:
        done = watched(*command)
        assert "FORBIDDEN" not in done.stderr, (command, done.stderr)
        assert done.returncode in (0, 1), (command, done.stderr)
    assert sorted(library.rglob("*")) == before


def test_what_is_forbidden_is_noticed(watched: Watched, library: Path, tmp_path: Path) -> None:
    watched("annotate", library / "log.txt", "--quote", "The wall cost 4.1 million")
    elsewhere = tmp_path / "elsewhere.json"
    done = watched("export", "--format", "json", "-o", elsewhere)
    assert "FORBIDDEN" in done.stderr
    done = watched("text", f"http://{HERE}:9/")
    assert "FORBIDDEN socket." in done.stderr
