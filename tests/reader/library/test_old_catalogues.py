"""Which catalogues are thrown away when nobody has opened them for long, and which never."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.catalogue import old_catalogues as pruning
from reader.library.catalogue.old_catalogues import prune, weigh
from reader.library.library import Library, catalogues_folder

DAY = 86_400
Make = Callable[[str, int], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a library of this name that was opened so many days ago, and gives its catalogue."""

    def make(name: str, days: int) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.txt").write_text("The ferry came.")
        library = Library.open([folder])
        list(library.fill())
        library.catalogue.close()
        assert library.catalogue_file is not None
        return aged(library.catalogue_file, days)

    return make


def aged(file: Path, days: int) -> Path:
    then = time.time() - days * DAY
    os.utime(file, (then, then))
    return file


def pruned() -> list[Path]:
    return prune(catalogues_folder(), time.time())


def test_what_was_not_opened_for_half_a_year_is_thrown_away(make: Make) -> None:
    old, recent = make("old", 181), make("recent", 179)
    assert pruned() == [old]
    assert [each for each in catalogues_folder().iterdir() if each != recent] == []


def test_a_library_that_is_gone_is_kept_for_a_month_in_case_its_disk_comes_back(
    make: Make, tmp_path: Path
) -> None:
    gone, away = make("gone", 31), make("away", 29)
    for name in ("gone", "away"):
        (tmp_path / name).rename(tmp_path / f"{name} elsewhere")
    assert make("there", 31).exists()
    assert pruned() == [gone]
    assert away.exists()


def test_opening_a_library_makes_its_catalogue_young_again(make: Make, tmp_path: Path) -> None:
    file = make("old", 400)
    library = Library.open([tmp_path / "old"])
    assert library.catalogue.counts() == (1, 0)
    library.catalogue.close()
    assert pruned() == []
    assert file.exists()


HOLD = """
import sys
from pathlib import Path
from reader.library.library import Library
library = Library.open([Path(sys.argv[1])])
library.catalogue.counts()
print("open", flush=True)
sys.stdin.readline()
print(library.catalogue.counts())
"""


def test_one_that_a_window_has_open_is_never_touched(make: Make, tmp_path: Path) -> None:
    file = make("old", 0)
    held = [sys.executable, "-c", HOLD, str(tmp_path / "old")]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        window.stdout.readline()
        aged(file, 400)
        assert pruned() == []
        aged(file, 400)
        window.stdin.write("\n")
        window.stdin.flush()
        assert window.stdout.readline() == "(1, 0)\n"
    assert pruned() == [file]


def test_one_that_is_opened_while_it_is_thrown_away_is_made_anew(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make("old", 400)
    library = Library.open([tmp_path / "old"])
    real, opened = sqlite3.connect, list[object]()

    def late(name: object, **how: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(name, **how)  # type: ignore[call-overload]  # as they came
        if not opened:
            opened.append(connection)
            assert pruned() == [file]
        return connection

    monkeypatch.setattr(sqlite3, "connect", late)
    assert [entry.title for entry in library.scan()] == ["The ferry came"]
    assert file.exists()
    library.catalogue.close()
    assert Library.open([tmp_path / "old"]).catalogue.counts() == (1, 0)


def test_what_no_version_can_read_is_thrown_away_after_a_month(make: Make) -> None:
    damaged, other, recent = make("damaged", 0), make("other", 0), make("recent", 0)
    for file in (damaged, recent):
        file.write_bytes(b"no database at all" * 100)
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    for file, days in ((damaged, 31), (other, 31), (recent, 29)):
        aged(file, days)
    assert pruned() == sorted([damaged, other])


def test_where_nothing_can_be_thrown_away_nothing_is_raised(tmp_path: Path, make: Make) -> None:
    assert prune(tmp_path / "nowhere", time.time()) == []
    folder = catalogues_folder() / "folder.sqlite"
    folder.mkdir(parents=True)
    aged(folder, 400)
    assert pruned() == []
    assert folder.is_dir()


def test_what_all_take_is_the_sum_of_their_files(make: Make, tmp_path: Path) -> None:
    assert weigh(tmp_path / "nowhere") == (0, 0)
    one, two = make("one", 0), make("two", 0)
    assert weigh(catalogues_folder()) == (2, one.stat().st_size + two.stat().st_size)


def test_half_a_year_is_longer_than_a_month() -> None:
    assert pruning.GONE < pruning.UNUSED
