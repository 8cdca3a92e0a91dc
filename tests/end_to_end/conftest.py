"""What the tests at a terminal share: a small library, and the store that the program keeps."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations import Annotation, Notebook
from reader.settings import store_folder
from tests.end_to_end.tmux import Tmux

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # there are no pseudo-terminals

FERRY = """date 2024-03-05 The ferry to Tarrenmouth was late on Monday. Its engine had failed twice.

The harbour master counted forty passengers. “Nobody was hurt,” she said.

A second ferry is to be bought in spring.
"""
MILL = "\n\n".join(
    f"The mill ground {n} sacks on day {n}. Nobody counted the rest." for n in range(90)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of a short article, ``ferry.txt``, and a longer one, ``mill.txt``."""
    library = tmp_path / "articles"
    library.mkdir()
    (library / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (library / "mill.txt").write_text(MILL, encoding="utf-8")
    return library


@pytest.fixture
def kept() -> Callable[[], list[Annotation]]:
    """Reads what is in the user's store now, as another program would."""

    def annotations() -> list[Annotation]:
        with Notebook.open(store_folder(None, None)) as notebook:
            return notebook.annotations()

    return annotations


@pytest.fixture
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    """A shell in tmux, with a prompt that is easily known."""
    if shutil.which("tmux") is None:
        reason = "tmux is not installed: ctrl+z and fg cannot be tried"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    window = Tmux(tmp_path_factory.mktemp("tmux") / "socket")
    window.type("PS1='READY> '; clear", "Enter")
    window.wait_for("READY>")
    yield window
    window.end()
