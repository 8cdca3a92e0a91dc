"""A small library, and a way to run a command on it."""

from pathlib import Path

import pytest

from reader.cli import main
from tests.reader.cli.support import LETTER, LOG, Done, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def run(*arguments: str | Path) -> Done:
        status: int | str | None
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            status = stopped.code
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two articles."""
    library = tmp_path / "articles"
    library.mkdir()
    (library / "log.txt").write_text(LOG, encoding="utf-8")
    (library / "letter.md").write_text(LETTER, encoding="utf-8")
    return library
