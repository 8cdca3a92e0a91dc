"""``postil import``, and ``postil export`` into all formats."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotations import Notebook, Source, anchored, needs_review
from annotations.exchange import FORMATS, READABLE
from annotations.exchange.common.foreign import quoted
from annotations.ids import hash_text
from reader.settings import store_folder
from tests.reader.cli.support import Run

COST = "The wall cost 4.1 million."


def rows_of(run: Run, *arguments: str | Path) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = json.loads(run("annotations", "--json", *arguments).out)
    return found


@pytest.fixture
def marked(run: Run, folder: Path) -> Path:
    """The library with a claim and a highlight in its store."""
    run("annotate", folder / "log.txt", "--quote", COST, "--kind", "claim", "--note", "Is it?")
    run("annotate", folder / "letter.md", "--quote", "The wall stands.", "--tag", "wall")
    return folder


@pytest.mark.parametrize("name", [name for name in FORMATS if name in READABLE])
def test_what_was_exported_comes_in_elsewhere_and_not_twice(
    run: Run, marked: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / ("folder" if FORMATS[name].is_folder else f"out{FORMATS[name].ending}")
    done = run("export", "--library", marked, "--format", name, "-o", out)
    assert (done.status, done.out, done.err) == (0, "", "")

    other = ("--store", tmp_path / "other")
    library = ("--library", marked)
    rehearsed = run(*other, "import", out, *library, "--dry-run")
    assert rehearsed.out == "Would add 2.\n"
    assert not (tmp_path / "other" / "annotations.json").exists()
    assert run(*other, "import", out, *library).out == "Added 2.\n"
    assert run(*other, "import", out, *library).out == "Added 0, 2 here already.\n"
    assert run("import", out, *library).out == "Added 0, 2 here already.\n"
    with Notebook.open(tmp_path / "other") as notebook:
        marks = notebook.annotations()
        assert {mark.source.path: mark.note for mark in marks} == {
            "log.txt": "Is it?",
            "letter.md": "",
        }
        assert all(mark.anchor is None for mark in marks)
        notebook.undo()
        assert notebook.annotations() == []


def test_an_import_says_what_was_refused_and_what_has_no_place(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "marks.csv").write_text(f'exact,note\n"{COST}",x\n,y\nNo such words,z\n')
    done = run("import", tmp_path / "marks.csv", "--library", folder)
    assert done.out.splitlines() == [
        "Added 2, 1 refused.",
        "  marks.csv, line 3: it quotes no words.",
        "1 of them stand in no article at hand:",
        "  “No such words”",
    ]


def test_an_import_as_json_has_a_row_for_each_entry(run: Run, marked: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'exact\n"{COST}"\nNo one was hurt.\nGone\n')
    (tmp_path / "b.csv").write_text("exact,verdict\nx,maybe\nThe wall,refuted\n")
    rows = json.loads(
        run("import", tmp_path / "a.csv", tmp_path / "b.csv", "--library", marked, "--json").out
    )
    assert [(row["outcome"], row.get("path")) for row in rows] == [
        ("new", "log.txt"),
        ("unplaced", None),
        ("several", None),
        ("double", None),
        ("refused", None),
    ]
    assert rows[-1]["where"] == "line 2"
    assert rows[-1]["file"] == str(tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json", "This is no JSON"),
        (b"\xff\xfe", "line 1 is not UTF-8"),
        (None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    run: Run, marked: Path, tmp_path: Path, content: bytes | None, words: str
) -> None:
    good = tmp_path / "good.csv"
    good.write_text("exact\nNew words\n")
    if content is not None:
        (tmp_path / "bad.json").write_bytes(content)
    done = run("import", good, tmp_path / "bad.json", "--library", marked)
    assert (done.status, done.out) == (1, "")
    assert words in done.err
    assert len(rows_of(run, "--library", marked)) == 2


def test_an_empty_folder_has_nothing_to_import(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("import", tmp_path / "empty")
    assert "is a folder without .ann or .json files" in done.err


def test_the_format_can_be_said_where_the_name_does_not_tell(run: Run, tmp_path: Path) -> None:
    (tmp_path / "marks.dat").write_text("exact\nNew words\n")
    assert run("import", tmp_path / "marks.dat", "--format", "csv").out.startswith("Added 1.")


def test_a_format_of_several_files_wants_a_folder(run: Run, marked: Path, tmp_path: Path) -> None:
    done = run("export", "--library", marked, "--format", "brat")
    assert (done.status, done.out) == (1, "")
    assert "-o FOLDER" in done.err
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    done = run("export", "--library", marked, "--format", "brat", "-o", tmp_path / "there")
    assert (done.status, "not empty" in done.err) == (1, True)
    done = run(
        "export", "--library", marked, "--format", "brat", "-o", tmp_path / "there", "--force"
    )
    assert done.status == 0
    assert (tmp_path / "there" / "mine.txt").read_text() == "mine"


def test_paths_of_this_machine_go_out_only_when_asked_for(run: Run, marked: Path) -> None:
    for name in ("json", "markdown", "csv"):
        told = run("export", "--library", marked, "--format", name).out
        asked = run("export", "--library", marked, "--format", name, "--paths", "absolute").out
        assert str(marked) not in told
        assert str(marked / "log.txt") in asked.replace("\\\\_", "_").replace("\\_", "_")


def test_a_page_for_a_browser_has_the_articles_text(run: Run, marked: Path) -> None:
    page = run("export", "--library", marked, "--format", "html").out
    assert "No one was hurt." in page
    assert f">{COST}</mark>" in page


def test_the_store_of_the_library_is_imported_into(run: Run, marked: Path, tmp_path: Path) -> None:
    run("export", "--library", marked, "--format", "json", "-o", tmp_path / "all.json")
    run("init", marked)
    run("import", tmp_path / "all.json", "--library", marked)
    with Notebook.open(store_folder(marked, None)) as notebook:
        assert len(notebook.annotations()) == 2


def test_words_that_stand_twice_come_in_to_be_chosen_in_the_review(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "reef.txt").write_text("The wall cost four. It fell. The wall cost four. It rose.")
    (folder / "log.txt").write_text("Nobody paid, they say.")
    (folder / "letter.txt").write_text("Nobody paid, I know.")
    marks = tmp_path / "marks.csv"
    marks.write_text("exact,note\nThe wall cost four.,which?\nNobody paid,who?\n")

    done = run("import", marks, "--library", folder)

    assert done.out == (
        "Added 2.\n2 of them stand in several places; choose in the review:\n"
        "  “The wall cost four.”: twice in reef.txt\n"
        "  “Nobody paid”: in letter.txt and in log.txt\n"
    )
    found = rows_of(run, "--library", folder)
    assert [(row["note"], row["status"], row["start"]) for row in found] == [
        ("which?", "ambiguous", 0), ("who?", None, 0),
    ]  # fmt: skip
    assert run("import", marks, "--library", folder).out == "Added 0, 2 here already.\n"
    rows = json.loads(run("import", marks, "--library", folder, "--json").out)
    assert [row["outcome"] for row in rows] == ["double", "double"]


def test_one_of_several_places_is_chosen_and_stays(tmp_path: Path) -> None:
    text = "The wall cost four. It fell. The wall cost four. It rose."
    source = Source(path="reef.txt", text_sha256=hash_text(text))
    with Notebook.open(tmp_path) as notebook:
        (given,) = [quoted("The wall cost four.", Source(title="reef"))]
        (made,) = notebook.add([given], {"reef.txt": text}).added
        ((_, anchor),) = anchored([made], source, text)
        assert needs_review(made, anchor)
        start = text.rindex("The wall")
        notebook.reattach(made.id, text, start, start + 19, source)
        ((mark, anchor),) = anchored(notebook.annotations(), source, text)
        assert (anchor.start, needs_review(mark, anchor)) == (start, False)
