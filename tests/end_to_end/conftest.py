"""What the tests at a terminal share: a small library, and the store that the program keeps."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Annotation, Notebook
from reader.settings import store_folder

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
