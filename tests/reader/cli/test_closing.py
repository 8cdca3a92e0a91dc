"""What a command opens it closes, also where it fails."""

import sys
from pathlib import Path

import pytest

from reader.cli import main

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="this system does not list the files that are open"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "articles"
    library.mkdir()
    (library / "ferry.txt").write_text("The ferry to Tarrenmouth was late on Monday.")
    (library / "mill.txt").write_text("The mill ground ninety sacks on Monday.")
    return library


@pytest.mark.parametrize(
    "words",
    [
        "list {folder}",
        "text {folder}/ferry.txt",
        "read --plain {folder}",
        "annotate {folder}/ferry.txt --quote late",
        "annotations --library {folder}",
        "export --library {folder} --format json",
        "search ferry {folder}",
        "claims suggest {folder}",
        "claims match {folder}",
        "claims board {folder}",
        "check --rebuild --library {folder}",
        "text --library {folder} nothing",
        "annotate --library {folder} ferry --quote nothing",
    ],
)
def test_after_a_command_no_file_of_ours_is_open(
    words: str, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    main(words.format(folder=folder).split())
    assert _open_under(home) == []


def _open_under(folder: Path) -> list[str]:
    """The files in the folder that this process has open."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(each.readlink()))
        except OSError:  # the one that the listing itself had open
            continue
    return [name for name in found if name.startswith(str(folder))]
