"""Marks belong to their article and their library, whatever folder is opened and what is moved."""

import json
import shutil
from pathlib import Path

import pytest

from annotations import Notebook, Source
from annotations.errors import QueryError
from reader.cli import main
from reader.library.collections import Collections
from reader.library.library import Library
from reader.marks.library_marks import LibraryMarks, follow_moves

BRIDGE = (
    "The bridge over the river cost 4 million crowns, the council said on Monday, and it was"
    " finished in May of the year before. Nobody had asked the ferrymen what they thought of it.\n"
)
BAKERY = "The bakery opens at six on every day of the week but Sunday, when it opens at eight.\n"
QUOTE = "cost 4 million crowns"


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def annotate(store: Path, file: Path, quote: str = QUOTE) -> None:
    words = ["annotate", str(file), "--quote", quote, "--kind", "claim"]
    assert main(["--store", str(store), *words]) == 0


def found(
    capsys: pytest.CaptureFixture[str], store: Path, library: Path, *query: str
) -> list[tuple[str | None, str | None]]:
    """The status of each mark of the library, and its words as they stand there now."""
    capsys.readouterr()
    main(["--store", str(store), "annotations", *query, "--library", str(library), "--json"])
    rows = json.loads(capsys.readouterr().out)
    return [(row["status"], row["quote"]["exact"]) for row in rows]


def counted(capsys: pytest.CaptureFixture[str], store: Path, library: Path) -> dict[str, int]:
    capsys.readouterr()
    main(["--store", str(store), "list", str(library), "--json"])
    return {row["path"]: row["annotations"] for row in json.loads(capsys.readouterr().out)}


def test_a_file_of_the_same_name_in_another_folder_has_none_of_the_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    annotate(store, write(tmp_path / "A/letter.txt", BRIDGE))
    write(tmp_path / "B/letter.txt", BAKERY)
    assert found(capsys, store, tmp_path / "A") == [("exact", QUOTE)]
    assert found(capsys, store, tmp_path / "B") == []
    assert counted(capsys, store, tmp_path / "B") == {"letter.txt": 0}


def test_two_folders_that_hold_the_same_text_share_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    annotate(store, write(tmp_path / "A/letter.txt", BRIDGE))
    write(tmp_path / "B/copy.txt", BRIDGE)
    assert found(capsys, store, tmp_path / "B") == [("exact", QUOTE)]
    assert counted(capsys, store, tmp_path / "B") == {"copy.txt": 1}


@pytest.mark.parametrize("opened", ["P", "P/sub"])
@pytest.mark.parametrize("marked_from", ["P", "P/sub", "elsewhere"])
def test_a_folder_opened_from_above_or_below_keeps_its_marks_when_the_text_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], opened: str, marked_from: str
) -> None:
    store, file = tmp_path / "store", write(tmp_path / "P/sub/x.txt", BRIDGE)
    write(tmp_path / "P/other.txt", BAKERY)
    where = [] if marked_from == "elsewhere" else ["--library", str(tmp_path / marked_from)]
    words = ["annotate", str(file), "--quote", QUOTE, "--kind", "claim", *where]
    assert main(["--store", str(store), *words]) == 0
    write(file, BRIDGE.replace("4 million", "5 million"))
    assert found(capsys, store, tmp_path / opened) == [("changed", QUOTE)]
    name = "x.txt" if opened == "P/sub" else "sub/x.txt"
    assert counted(capsys, store, tmp_path / opened)[name] == 1


def test_a_file_that_was_edited_opened_and_then_renamed_keeps_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file = tmp_path / "store", write(tmp_path / "A/letter.txt", BRIDGE)
    write(tmp_path / "A/bakery.txt", BAKERY)
    annotate(store, file)
    write(file, BRIDGE.replace("finished in May", "done in June"))
    assert found(capsys, store, tmp_path / "A") == [("exact", QUOTE)]
    file.rename(tmp_path / "A/renamed.txt")
    assert found(capsys, store, tmp_path / "A") == [("exact", QUOTE)]
    write(tmp_path / "A/renamed.txt", BRIDGE.replace("4 million", "7 million"))
    assert found(capsys, store, tmp_path / "A") == [("changed", QUOTE)]
    assert counted(capsys, store, tmp_path / "A") == {"bakery.txt": 0, "renamed.txt": 1}


@pytest.mark.parametrize("is_renamed_first", [True, False])
def test_a_file_that_was_edited_and_renamed_unseen_keeps_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], is_renamed_first: bool
) -> None:
    store, file = tmp_path / "store", write(tmp_path / "A/letter.txt", BRIDGE)
    write(tmp_path / "A/bakery.txt", BAKERY)
    annotate(store, file)
    changed = BRIDGE.replace("4 million", "5 million")
    if is_renamed_first:
        assert found(capsys, store, tmp_path / "A")
        write(file.rename(tmp_path / "A/new.txt"), changed)
    else:
        write(file, changed)
        file.rename(tmp_path / "A/new.txt")
    assert found(capsys, store, tmp_path / "A") == [("changed", QUOTE)]


def test_another_article_at_the_path_of_one_that_was_renamed_has_none_of_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file = tmp_path / "store", write(tmp_path / "A/letter.txt", BRIDGE)
    annotate(store, file)
    file.rename(tmp_path / "A/bridge.txt")
    assert found(capsys, store, tmp_path / "A") == [("exact", QUOTE)]
    write(file, BAKERY)
    assert found(capsys, store, tmp_path / "A") == [("exact", QUOTE)]
    assert counted(capsys, store, tmp_path / "A") == {"bridge.txt": 1, "letter.txt": 0}


def test_a_library_that_was_moved_keeps_its_marks_when_its_texts_change_afterwards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    for name, text in (("a/letter.txt", BRIDGE), ("bakery.txt", BAKERY)):
        write(tmp_path / "old" / name, text)
    annotate(store, tmp_path / "old/a/letter.txt")
    annotate(store, tmp_path / "old/bakery.txt", "opens at six")
    (tmp_path / "old").rename(tmp_path / "new")
    # One of the two is known by its text; the other must have come with it.
    write(tmp_path / "new/bakery.txt", BAKERY.replace("at six", "at seven"))
    now = found(capsys, store, tmp_path / "new")
    assert sorted(now) == [("changed", "opens at six"), ("exact", QUOTE)]
    write(tmp_path / "new/a/letter.txt", BRIDGE.replace("4 million", "5 million"))
    assert {status for status, _ in found(capsys, store, tmp_path / "new")} == {"changed"}


def test_a_library_that_brings_its_store_keeps_its_marks_wherever_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "old/sub/letter.txt", BRIDGE)
    assert main(["init", str(tmp_path / "old")]) == 0
    words = ["annotate", str(file), "--quote", QUOTE, "--library", str(tmp_path / "old")]
    assert main(words) == 0
    shutil.move(tmp_path / "old", tmp_path / "new")
    write(tmp_path / "new/sub/letter.txt", BRIDGE.replace("4 million", "5 million"))
    for opened in ("new", "new/sub"):
        capsys.readouterr()
        main(["annotations", "--library", str(tmp_path / opened), "--json"])
        assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["changed"]


def test_marks_from_before_libraries_were_kept_are_taken_over_where_the_text_is_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    with Notebook.open(store) as notebook:
        start = BRIDGE.index(QUOTE)
        notebook.mark(BRIDGE, start, start + len(QUOTE), Source(path="letter.txt"), kind="claim")
    write(tmp_path / "B/letter.txt", BAKERY)
    write(tmp_path / "A/letter.txt", BRIDGE.replace("4 million", "5 million"))
    assert found(capsys, store, tmp_path / "B") == []
    assert found(capsys, store, tmp_path / "A") == [("changed", QUOTE)]
    assert found(capsys, store, tmp_path / "B") == []


def test_without_a_library_the_command_line_gives_the_marks_of_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    annotate(store, write(tmp_path / "A/letter.txt", BRIDGE))
    annotate(store, write(tmp_path / "B/bakery.txt", BAKERY), "opens at six")
    for library, expected in ((None, 2), (tmp_path / "A", 1)):
        capsys.readouterr()
        where = [] if library is None else ["--library", str(library)]
        main(["--store", str(store), "export", "--format", "json", *where])
        assert len(json.loads(capsys.readouterr().out)["annotations"]) == expected


def test_an_export_tells_no_folder_of_this_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    annotate(store, write(tmp_path / "A/letter.txt", BRIDGE))
    for format in ("json", "jsonld", "csv", "hypothesis", "markdown"):
        capsys.readouterr()
        assert main(["--store", str(store), "export", "--format", format]) == 0
        assert str(tmp_path) not in capsys.readouterr().out


def test_queries_ask_for_folders_and_collections(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    annotate(store, write(tmp_path / "A/2023/letter.txt", BRIDGE))
    annotate(store, write(tmp_path / "A/2024/bakery.txt", BAKERY), "opens at six")
    assert found(capsys, store, tmp_path / "A", "folder:2023") == [("exact", QUOTE)]
    library = Library.open([tmp_path / "A"])
    kept = Collections(store, library.root)
    entry = library.entry("2024/bakery.txt")
    kept.put(entry.path, entry.sha256 or "", ["To check"])
    assert found(capsys, store, tmp_path / "A", 'in:"to check"') == [("exact", "opens at six")]
    with Notebook.open(store) as notebook, pytest.raises(QueryError):
        LibraryMarks(library, notebook).annotations("in:nothing")


def test_nothing_is_kept_of_articles_that_have_no_marks(tmp_path: Path) -> None:
    write(tmp_path / "A/letter.txt", BRIDGE)
    with Notebook.open(tmp_path / "store") as notebook:
        follow_moves(Library.open([tmp_path / "A"]), notebook)
        assert notebook.locations() == []
