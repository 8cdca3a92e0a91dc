"""The catalogue: what is known of a library's articles, and kept up with the disk."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.entry import Entry
from reader.articles.long_text import Text
from reader.errors import CatalogueError
from reader.library.catalogue import SORTS, Catalogue, Said, View, fill, ids_of, parse
from reader.library.catalogue.database import Database
from reader.library.catalogue.update import read_on
from reader.library.library import Library
from reader.library.progress import Place

LONG_AGO = 1_600_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def write(folder: Path, **texts: str) -> None:
    """Write files that were there for long, so that they need no second look."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        os.utime(file, (LONG_AGO, LONG_AGO))


class Counting:
    """A library that remembers which articles were read."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open([folder])
        self.was_read: list[str] = []

    def fill(self, stop: Callable[[], bool] = lambda: False) -> None:
        for _ in fill(self.library.catalogue, self, stop, LONG_AGO + 5):
            pass

    @property
    def root(self) -> Path:
        return self.library.root

    def seen(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        return self.library.seen()

    def may_hold_several(self, path: str) -> bool:
        return self.library.may_hold_several(path)

    def members(self, path: str) -> tuple[str, ...] | None:
        return self.library.members(path)

    def read(self, path: str, file: Path | None, member: str | None) -> tuple[Entry, Text]:
        self.was_read.append(path)
        return self.library.read(path, file, member)


def filled_and_closed(folder: Path) -> Path:
    """The file of the folder's catalogue, which no window has open."""
    library = Library.open([folder])
    list(library.fill())
    library.catalogue.close()
    assert library.catalogue_file is not None
    return library.catalogue_file


def titles(library: Library) -> list[str]:
    return [entry.title for entry in library.catalogue.entries()]


def listed(library: Library, view: View, said: Said | None = None) -> list[str]:
    """The names of the files in the view, without their endings."""
    catalogue = library.catalogue
    ids = ids_of(catalogue, view, said or Said())
    records = catalogue.records(ids)
    return [records[id].entry.path.rpartition(".")[0] for id in ids]


def test_no_article_is_read_twice_unless_it_changed(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    Counting(folder).fill()
    write(folder, **{"b.txt": "A birch, and more of it."})
    again = Counting(folder)
    again.fill()
    assert again.was_read == ["b.txt"]
    assert titles(again.library) == ["Alder", "A birch, and more of it"]


def test_a_file_that_is_gone_is_forgotten_and_a_new_one_is_read(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    counting = Counting(folder)
    counting.fill()
    (folder / "a.txt").unlink()
    write(folder, **{"c.txt": "Cedar."})
    counting.fill()
    assert titles(counting.library) == ["Birch", "Cedar"]


def test_a_renamed_file_keeps_the_time_at_which_it_was_added(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    Counting(folder).fill()
    (folder / "a.txt").rename(folder / "z.txt")
    again = Counting(folder)
    again.fill()
    record = again.library.catalogue.record("z.txt")
    assert record is not None
    assert record.added == LONG_AGO
    assert listed(again.library, View()) == ["b", "z"]
    assert again.library.load("z.txt").text == "Alder."


def test_a_file_that_came_by_the_inode_of_one_that_is_gone_is_not_taken_for_it(
    folder: Path,
) -> None:
    write(folder, **{"a.txt": "Alder."})
    counting = Counting(folder)
    counting.fill()
    (folder / "a.txt").rename(folder / "b.txt")
    write(folder, **{"b.txt": "Birch."})
    counting.fill()
    assert titles(counting.library) == ["Birch"]


def test_what_was_interrupted_is_gone_on_with(folder: Path) -> None:
    write(folder, **{f"{n}.txt": f"Number {n}." for n in range(9)})
    first = Counting(folder)
    first.fill(stop=lambda: len(first.was_read) >= 4)
    assert first.was_read == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert first.library.catalogue.counts() == (9, 5)
    second = Counting(folder)
    second.fill()
    assert second.was_read == ["4.txt", "5.txt", "6.txt", "7.txt", "8.txt"]


def test_a_file_written_a_moment_ago_is_looked_at_once_more(folder: Path) -> None:
    # It may be written again without its time of change telling.
    write(folder, **{"a.txt": "Alder."})
    file = folder / "a.txt"
    file.write_text("Alders")
    counting = Counting(folder)
    counting.fill()
    os.utime(file, (LONG_AGO, LONG_AGO))
    counting.fill()
    assert counting.was_read == ["a.txt", "a.txt"]


def test_two_windows_fill_one_catalogue(folder: Path) -> None:
    write(folder, **{f"{n}.txt": f"Number {n}." for n in range(20)})
    one, other = Counting(folder), Counting(folder)
    one.fill(stop=lambda: len(one.was_read) >= 10)
    other.fill()
    one.fill()
    assert titles(one.library) == titles(other.library) == [f"Number {n}" for n in range(20)]
    assert len(one.was_read) + len(other.was_read) == 20


def test_one_window_leaves_the_reading_to_another_that_is_at_it(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    one, other = Counting(folder), Counting(folder)
    one.fill(stop=lambda: len(one.was_read) >= 1)
    assert one.library.catalogue.claim(time.time())
    waits = iter([False, False, True])
    list(read_on(other.library.catalogue, other, lambda: next(waits, True)))
    assert other.was_read == []
    one.library.catalogue.release()
    other.fill()
    assert other.was_read == ["b.txt"]


def test_a_library_may_be_closed_while_it_is_read(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    counting = Counting(folder)
    steps = fill(counting.library.catalogue, counting, lambda: False, time.time())
    while not counting.was_read:
        next(steps)
    counting.library.close()
    steps.close()


def test_a_window_that_died_while_reading_is_not_waited_for_long(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder."})
    dead, living = Counting(folder), Counting(folder)
    assert dead.library.catalogue.claim(time.time() - 60)
    living.fill()
    assert living.was_read == ["a.txt"]


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_damaged_catalogue_is_made_anew(folder: Path, damage: bytes) -> None:
    write(folder, **{"a.txt": "Alder."})
    file = filled_and_closed(folder)
    file.write_bytes(damage)
    library = Library.open([folder])
    list(library.fill())
    assert titles(library) == ["Alder"]
    assert library.catalogue.problem is None


def test_a_catalogue_whose_pages_are_damaged_is_made_anew(folder: Path) -> None:
    write(folder, **{f"{n}.txt": f"Number {n}." for n in range(300)})
    file = filled_and_closed(folder)
    for part in (file, file.with_name(f"{file.name}-wal")):
        if part.exists():
            content = bytearray(part.read_bytes())
            content[8192:] = b"\xa5" * (len(content) - 8192)
            part.write_bytes(content)
    library = Library.open([folder])
    list(library.fill())
    assert titles(library) == [f"Number {n}" for n in range(300)]


def test_a_catalogue_of_another_version_is_made_anew(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder."})
    file = filled_and_closed(folder)
    connection = sqlite3.connect(str(file))
    connection.executescript("DROP TABLE articles; PRAGMA user_version = 99;")
    connection.close()
    library = Library.open([folder])
    list(library.fill())
    assert titles(library) == ["Alder"]


def test_without_a_place_for_the_cache_all_is_read_and_a_sentence_says_so(
    folder: Path, home: Path
) -> None:
    write(folder, **{"a.txt": "Alder."})
    (home / "cache").write_text("in the way")
    library = Library.open([folder])
    list(library.fill())
    assert titles(library) == ["Alder"]
    assert "read anew at every start" in (library.catalogue.problem or "")


def test_a_catalogue_that_may_only_be_read_is_done_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, **{"a.txt": "Alder."})
    filled_and_closed(folder)
    write(folder, **{"b.txt": "Birch."})

    def refuse(database: Database) -> NoReturn:
        raise CatalogueError("attempt to write a readonly database")

    with monkeypatch.context() as patch:
        library = Library.open([folder])
        writing = Database.writing
        patch.setattr(
            Database, "writing", lambda self: writing(self) if self.problem else refuse(self)
        )
        list(library.fill())
        assert titles(library) == ["Alder", "Birch"]
        assert "readonly" in (library.catalogue.problem or "")


def test_a_cache_deleted_meanwhile_costs_nothing_but_the_reading(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder."})
    library = Library.open([folder])
    list(library.fill())
    assert library.catalogue_file is not None
    library.catalogue_file.unlink()
    list(library.fill())
    again = Library.open([folder])
    list(again.fill())
    assert titles(library) == titles(again) == ["Alder"]


def test_names_of_any_bytes_are_kept(folder: Path) -> None:
    write(folder, **{"line\nbreak.txt": "One.", "esc\x1b[31m.txt": "Two."})
    if os.name == "posix":
        Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt")).write_text("Three.")
    library = Library.open([folder])
    list(library.fill())
    assert sorted(library.catalogue.paths()) == sorted(library.paths)
    assert all(library.load(path).text for path in library.catalogue.paths())


def test_a_file_that_vanishes_before_it_is_read_is_a_row_that_says_so(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch."})
    counting = Counting(folder)
    counting.fill(stop=lambda: len(counting.was_read) >= 1)
    (folder / "b.txt").unlink()
    list(read_on(counting.library.catalogue, counting, lambda: False))
    problems = [entry.problem for entry in counting.library.catalogue.entries()]
    assert problems == [None, "This file is not there (any more)."]


def test_a_folder_that_may_not_be_read_is_a_row_that_says_so_until_it_may(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, **{"a.txt": "Alder.", "secret/b.txt": "Birch."})
    listed_by_system = os.scandir

    def guarded(path: str) -> object:
        if path.endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return listed_by_system(path)

    library = Library.open([folder])
    with monkeypatch.context() as patch:
        patch.setattr("reader.loading.folders.os.scandir", guarded)
        list(library.fill())
    rows = [(entry.path, entry.problem) for entry in library.catalogue.entries()]
    assert rows == [
        ("a.txt", None),
        ("secret/", "This folder may not be read: ask for the right to read it."),
    ]
    list(library.fill())
    assert titles(library) == ["Alder", "Birch"]


def test_a_text_is_found_by_its_hash_under_all_its_names(folder: Path) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch.", "c.txt": "Alder."})
    library = Library.open([folder])
    list(library.fill())
    assert library.catalogue.of_text(library.load("a.txt").sha256) == ["a.txt", "c.txt"]


@pytest.mark.parametrize("others", [0, 2_000])
def test_articles_are_found_by_path_and_hash_among_however_many_names(
    folder: Path, others: int
) -> None:
    write(folder, **{"a.txt": "Alder.", "b.txt": "Birch.", "c.txt": "Cedar.", "d.txt": "Date."})
    library = Library.open([folder])
    list(library.fill())
    names = ["b.txt", library.load("c.txt").sha256, *map(str, range(others))]
    assert {path for _, path, _ in library.catalogue.named(names)} == {"b.txt", "c.txt"}


def test_files_added_later_are_newer_than_those_there_at_first(folder: Path) -> None:
    write(folder, **{"b.txt": "Birch."})
    counting = Counting(folder)
    counting.fill()
    write(folder, **{"a.txt": "Alder."})
    counting.fill()
    assert listed(counting.library, View("added")) == ["a", "b"]


# Views

GROVE = {
    "1/alder.txt": " date 2024-03-02 The alders were felled. No one asked why.\n",
    "1/birch.txt": " date 2023-01-09 Birches grow back. They are pale, and many.\n",
    "2/cedar.txt": "Cedars smell of pencils.\n",
}


@pytest.fixture
def grove(folder: Path) -> Library:
    write(folder, **GROVE)
    library = Library.open([folder])
    list(library.fill())
    return library


def test_each_order_has_its_own_first(grove: Library) -> None:
    said = Said(
        marks={"2/cedar.txt": 2},
        places={
            "1/birch.txt": Place(0, 0.5, "2024-01-02"),
            "1/alder.txt": Place(0, 0.1, "2024-01-03"),
        },
    )
    first = {sort: listed(grove, View(sort), said)[0].partition("/")[2] for sort in SORTS}
    assert first == {
        "name": "alder", "date": "birch", "title": "birch", "length": "cedar",
        "progress": "birch", "marks": "cedar", "added": "alder", "read": "alder",
    }  # fmt: skip
    assert listed(grove, View(is_reversed=True)) == ["2/cedar", "1/birch", "1/alder"]


@pytest.mark.parametrize(
    ("letters", "left"),
    [
        ("", "abc"),
        ("birches", "b"),
        ("2024 ALDER", "a"),
        ("-birches", "ac"),
        ("folder:2", "c"),
        ("-folder:1", "c"),
        ("is:marked", "c"),
        ("-is:marked", "ab"),
        ("is:begun", "b"),
        ("is:read", "a"),
        ("is:unread", "c"),
        ("tag:wood", "a"),
        ('in:"to check"', "ab"),
        ("in:nothing", ""),
        ("is:no-such-thing", "abc"),
        ('"grow back', "b"),
        ("folder:", "abc"),
        ("https://a.b", ""),
    ],
)
def test_a_filter_lets_through(grove: Library, letters: str, left: str) -> None:
    said = Said(
        # An article is known by its path or by its text.
        marks={grove.load("2/cedar.txt").sha256: 1},
        places={"1/birch.txt": Place(0, 0.5, ""), "1/alder.txt": Place(0, 1.0, "")},
        tags=lambda tag: ["1/alder.txt"] if tag == "wood" else [],
        collections={"To check": ["1/alder.txt", grove.load("1/birch.txt").sha256]},
    )
    names = listed(grove, View(filters=parse(letters)), said)
    assert "".join(name.partition("/")[2][0] for name in names) == left


@given(st.text(max_size=20) | st.text(alphabet='is:tagnfoldr-" \ud800/', max_size=20))
def test_no_filter_that_can_be_typed_is_an_error(letters: str) -> None:
    catalogue = Catalogue(None)
    said = Said(tags=lambda tag: [tag], collections={letters: [letters]})
    assert ids_of(catalogue, View("marks", filters=parse(letters)), said) == []
    catalogue.close()


def test_a_catalogue_in_memory_can_be_asked_like_any_other() -> None:
    with closing(Catalogue(None)) as catalogue:
        assert (catalogue.counts(), catalogue.paths(), catalogue.problem) == ((0, 0), (), None)
