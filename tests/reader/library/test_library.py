import os
from collections.abc import Callable
from pathlib import Path
from socket import AF_UNIX, socket
from typing import NoReturn

import pytest

from reader.errors import LibraryError, LoadError
from reader.library.library import Library
from reader.loading.folders import natural_key

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes files (path=text, with ``/``) under one folder, and gives the folder."""

    def write(**texts: str) -> Path:
        folder = tmp_path / "articles"
        folder.mkdir(exist_ok=True)
        for path, text in texts.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return folder

    return write


def paths(*named: Path) -> tuple[str, ...]:
    return Library.open(named).paths


def test_a_folder_is_searched_to_its_depth_and_listed_in_natural_order(make: Make) -> None:
    folder = make(
        **{"10.txt": "x", "2.txt": "x", "B.MD": "x", "a.markdown": "x", "in/deep/1.text": "x"}
    )
    assert paths(folder) == ("2.txt", "10.txt", "a.markdown", "B.MD", "in/deep/1.text")


def test_what_is_hidden_or_no_article_is_passed_over(make: Make) -> None:
    folder = make(
        **{
            "a.txt": "x",
            ".hidden.txt": "x",
            ".postil/texts.txt": "x",
            "b.png": "x",
            "Makefile": "x",
        }
    )
    (folder / "folder.txt").mkdir()
    assert paths(folder) == ("a.txt",)


def test_links_are_followed_and_a_ring_of_them_is_walked_once(make: Make) -> None:
    folder = make(**{"in/a.txt": "x"})
    (folder / "in" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "b.txt").symlink_to(folder / "in" / "a.txt")
    assert paths(folder) == ("b.txt", "in/a.txt", "in/up/")


def test_what_is_met_twice_has_the_path_that_no_link_is_in(make: Make) -> None:
    folder = make(**{"z/2024/a.txt": "x"})
    (folder / "latest").symlink_to(folder / "z" / "2024", target_is_directory=True)
    (folder / "z" / "last").symlink_to(folder / "z" / "2024", target_is_directory=True)
    assert paths(folder) == ("z/2024/a.txt",)


def test_a_folder_of_links_to_folders_is_walked_in_their_order(make: Make) -> None:
    folder = make()
    for number in range(300):
        (far := folder.parent / "far" / str(number)).mkdir(parents=True)
        (far / "a.txt").write_text("x")
        (folder / f"{number}").symlink_to(far, target_is_directory=True)
    (folder / "000").symlink_to(folder.parent / "far" / "299", target_is_directory=True)
    assert paths(folder) == tuple(
        f"{name}/a.txt" for name in [*map(str, range(1)), "000", *map(str, range(1, 299))]
    )


def test_a_link_to_a_folder_above_the_library_does_not_bring_all_of_that_in(make: Make) -> None:
    folder = make(**{"in/a.txt": "x"})
    (folder.parent / "elsewhere.txt").write_text("x")
    (folder / "in" / "up").symlink_to(folder.parent, target_is_directory=True)
    assert paths(folder) == ("in/a.txt", "in/up/")


def problems(folder: Path) -> dict[str, str | None]:
    return {entry.path: entry.problem for entry in Library.open([folder]).scan()}


def test_a_link_that_leads_nowhere_is_listed_with_where_it_should_lead(make: Make) -> None:
    folder = make(**{"a.txt": "x", "photo.png": "x"})
    nowhere = folder.parent / "nowhere"
    for name in ("gone.txt", "gone.json", "gone.png", "archive"):
        (folder / name).symlink_to(nowhere)
    said = f"is a link to nothing: there is no {nowhere}."
    assert problems(folder) == {
        "a.txt": None,
        "archive/": f"This folder {said}",
        "gone.json": f"This file {said}",
        "gone.txt": f"This file {said}",
    }


def test_links_that_lead_round_are_listed_as_such(make: Make) -> None:
    folder = make(**{"in/a.txt": "x"})
    (folder / "one.txt").symlink_to("two.txt")
    (folder / "two.txt").symlink_to("one.txt")
    (folder / "ring").symlink_to("ring")
    (folder / "in" / "up").symlink_to("..", target_is_directory=True)
    round = "is a link that leads round in a circle, to nothing."
    assert problems(folder) == {
        "in/a.txt": None,
        "in/up/": "This folder is a link to a folder that it is in itself: it is not followed.",
        "one.txt": f"This file {round}",
        "ring/": f"This folder {round}",
        "two.txt": f"This file {round}",
    }


def test_a_link_is_read_once_there_is_something_where_it_leads(make: Make) -> None:
    folder = make(**{"a.txt": "Alder."})
    (folder / "b.txt").symlink_to(folder / "later")
    (folder / "c").symlink_to(folder.parent / "later too")
    assert [entry.problem is None for entry in Library.open([folder]).scan()] == [
        True,
        False,
        False,
    ]
    (folder / "later").write_text("Birch.")
    (folder.parent / "later too").mkdir()
    (folder.parent / "later too" / "1.txt").write_text("Cedar.")
    entries = Library.open([folder]).scan()
    assert [(entry.path, entry.title) for entry in entries] == [
        ("a.txt", "Alder"),
        ("b.txt", "Birch"),
        ("c/1.txt", "Cedar"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_and_a_socket_are_listed_and_never_opened(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(**{"a.txt": "x"})
    for name in ("pipe.txt", "pipe.json", "pipe.png"):
        os.mkfifo(folder / name)
    monkeypatch.chdir(folder)  # a socket's path must be short
    with socket(AF_UNIX) as bound:
        bound.bind("socket.md")
    opened_by_system = os.open

    def guarded(path: object, *rest: int, **more: int) -> int:
        assert not str(path).rpartition("/")[2].startswith(("pipe", "socket"))
        return opened_by_system(path, *rest, **more)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(os, "open", guarded)
    no_file = "is a pipe or a device, not a file: hand its text in with - instead."
    assert problems(folder) == {
        "a.txt": None,
        "pipe.json": f"This file {no_file}",
        "pipe.txt": f"This file {no_file}",
        "socket.md": f"This file {no_file}",
    }


def test_a_folder_of_nothing_but_what_cannot_be_read_is_listed_with_the_reasons(
    make: Make,
) -> None:
    folder = make()
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    assert list(problems(folder)) == ["gone.txt"]


def test_a_folder_that_was_refused_says_so_wherever_it_is_loaded(make: Make) -> None:
    folder = make(**{"in/a.txt": "x"})
    (folder / "in" / "up").symlink_to("..", target_is_directory=True)
    with pytest.raises(LoadError, match="in itself: it is not followed"):
        Library.open([folder]).load("in/up/")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root"
)
def test_a_folder_that_may_be_listed_but_not_entered_shows_what_is_in_it(make: Make) -> None:
    folder = make(**{"a.txt": "x", "half/b.txt": "x", "half/deep/c.txt": "x"})
    (folder / "half").chmod(0o400)
    try:
        found = problems(folder)
    finally:
        (folder / "half").chmod(0o700)
    assert found == {
        "a.txt": None,
        "half/b.txt": "This file may not be read: ask for the right to read it.",
        "half/deep/": "This folder may not be read: ask for the right to read it.",
    }


def test_a_file_named_itself_is_taken_whatever_its_ending(make: Make) -> None:
    folder = make(**{"NOTES": "The pier.", "a.txt": "x"})
    library = Library.open([folder / "NOTES"])
    assert (library.paths, library.root, library.name) == (("NOTES",), folder, "NOTES")
    assert library.load("NOTES").text == "The pier."


def test_files_and_folders_together_stand_under_what_they_have_in_common(make: Make) -> None:
    folder = make(**{"a/1.txt": "x", "b/2.txt": "x", "b/3.md": "x"})
    library = Library.open([folder / "b", folder / "a" / "1.txt", folder / "b" / "2.txt"])
    assert library.root == folder
    assert library.paths == ("a/1.txt", "b/2.txt", "b/3.md")


def test_a_relative_folder_is_the_same_library(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(**{"a.txt": "x"})
    monkeypatch.chdir(folder.parent)
    assert Library.open([Path("articles")]) == Library.open([folder])
    assert Library.open([Path("articles")]).name == "articles"


def test_standard_input_is_an_article_of_its_own() -> None:
    library = Library.open([Path("-")], stdin=b"The pier held.")
    assert library.paths == ("-",)
    assert library.file("-") is None
    assert library.stamp("-") is None
    assert library.load("-").title == "The pier held"


def test_an_empty_standard_input_is_a_sentence() -> None:
    library = Library.open([Path("-")], stdin=b"")
    with pytest.raises(LoadError, match="standard input: is empty"):
        library.load("-")


def test_a_name_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no file or folder .*nowhere"):
        Library.open([tmp_path / "nowhere"])
    with pytest.raises(LibraryError, match="Nothing was named"):
        Library.open([])


def test_a_folder_without_articles_is_named_with_the_endings_looked_for(make: Make) -> None:
    folder = make(**{"a.png": "x"})
    with pytest.raises(LibraryError, match=r"articles: no file in it ends in \..*\.md.* \.txt"):
        Library.open([folder])


def test_file_names_of_any_bytes_survive(make: Make) -> None:
    folder = make(**{"line\nbreak.txt": "One.", "esc\x1b[31m.txt": "Two.", "é.txt": "Three."})
    if os.name == "posix":
        Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt")).write_text("Four.")
    library = Library.open([folder])
    entries = {entry.path: entry for entry in library.scan()}
    assert {entry.title for entry in entries.values()} >= {"One", "Two", "Three"}
    assert len({entry.id for entry in entries.values()}) == len(library.paths)
    assert "line\nbreak.txt" in entries


def test_a_scan_gives_every_article_and_a_sentence_for_those_that_cannot_be_read(
    make: Make,
) -> None:
    folder = make(**{"1.txt": "date 2023-05-09 The pier held. Well.", "2.txt": " \n"})
    library = Library.open([folder])
    good, empty = library.scan()
    assert (good.title, good.date, good.words, good.minutes) == (
        "The pier held",
        "2023-05-09",
        4,
        1,
    )
    assert (good.problem, good.sha256) == (None, library.load("1.txt").sha256)
    assert empty.problem == "This file is empty: there is nothing to read in it."


def test_a_file_that_was_named_and_is_gone_says_so(make: Make) -> None:
    folder = make(**{"1.txt": "One.", "2.txt": "Two."})
    library = Library.open([folder / "1.txt", folder / "2.txt"])
    (folder / "2.txt").unlink()
    _, gone = library.scan()
    assert (gone.problem, gone.title) == ("This file is not there (any more).", "2.txt")


def test_an_article_is_found_by_path_id_file_or_the_beginning_of_its_title(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(
        **{"a.txt": "The pier held.", "in/b.txt": "The wall fell.", "c.txt": "Nobody came."}
    )
    library = Library.open([folder])
    monkeypatch.chdir(folder / "in")
    wanted = library.load("in/b.txt")
    for word in (
        "in/b.txt",
        wanted.id,
        wanted.id.upper(),
        "b.txt",
        str(folder / "in/b.txt"),
        "the WALL",
    ):
        assert library.find(word) == "in/b.txt"
    assert library.find("../a.txt") == "a.txt"
    assert library.find("nob") == "c.txt"


def test_a_word_that_fits_two_articles_is_not_taken_for_the_first(make: Make) -> None:
    library = Library.open([make(**{"pier-1.txt": "One.", "pier-2.txt": "Two."})])
    with pytest.raises(LibraryError, match=r"fits 2 articles \(pier-1\.txt, pier-2\.txt\)"):
        library.find("pier")


def test_a_word_that_fits_no_article_or_several_is_told(make: Make) -> None:
    library = Library.open([make(**{f"{n}.txt": f"The pier {n}." for n in range(5)})])
    with pytest.raises(
        LibraryError, match=r"fits 5 articles \(0\.txt, 1\.txt, 2\.txt and others\)"
    ):
        library.find("the pier")
    for word in ("wall", "", " "):
        with pytest.raises(LibraryError, match="No article in articles is called"):
            library.find(word)
    with pytest.raises(LibraryError, match=r"no article 9\.txt in articles"):
        library.load("9.txt")


@pytest.mark.parametrize("is_filled", [False, True])
def test_an_article_knows_its_place_and_those_beside_it(make: Make, is_filled: bool) -> None:
    library = Library.open([make(**{"1.txt": "x", "2.txt": "x", "10.txt": "x"})])
    if is_filled:
        list(library.fill())
    assert [library.place(path) for path in library.paths] == [(0, 3), (1, 3), (2, 3)]
    assert [library.beside(path, 1) for path in library.paths] == ["2.txt", "10.txt", None]
    assert [library.beside(path, -1) for path in library.paths] == [None, "1.txt", "2.txt"]
    assert library.place("gone.txt") is None


def test_an_article_that_is_named_by_its_path_is_found_without_a_walk_through_all_folders(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open([make(**{"in/1.txt": "One.", ".hidden/2.txt": "Two."})])

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("all folders were walked through")

    with monkeypatch.context() as patch:
        patch.setattr("reader.library.listing.walk", refuse)
        assert library.find("in/1.txt") == "in/1.txt"
        assert library.load("in/1.txt").text == "One."
    assert not library.has(".hidden/2.txt")
    assert not library.has("in/../in/1.txt")
    assert not library.has("gone.txt")


def test_a_stamp_tells_a_file_that_was_written_to_replaced_or_taken_away(make: Make) -> None:
    folder = make(**{"1.txt": "One."})
    library = Library.open([folder])
    stamp = library.stamp("1.txt")
    assert stamp == library.stamp("1.txt") is not None
    (folder / "1.txt").write_text("One and a half.")
    assert library.stamp("1.txt") not in (stamp, None)
    (folder / "1.txt").unlink()
    assert library.stamp("1.txt") is None


def test_the_sample_is_a_library_of_four() -> None:
    library = Library.sample()
    assert len(library.paths) == 4
    assert not [entry.problem for entry in library.scan() if entry.problem]


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["a10", "a9", "A1", "a1", "10", "9", "a/2", "a/10", "²", "a", ""]
    assert sorted(names, key=natural_key) == [
        "",
        "9",
        "10",
        "a",
        "a/2",
        "a/10",
        "A1",
        "a1",
        "a9",
        "a10",
        "²",
    ]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root"
)
def test_a_folder_that_may_not_be_read_is_told_or_listed(make: Make) -> None:
    folder = make(**{"a.txt": "x", "in/b.txt": "x"})
    (folder / "in").chmod(0)
    try:
        assert paths(folder) == ("a.txt", "in/")
        with pytest.raises(LibraryError, match="cannot be read"):
            Library.open([folder / "in"])
    finally:
        (folder / "in").chmod(0o700)
