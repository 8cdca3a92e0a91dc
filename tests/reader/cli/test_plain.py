"""Articles and marks as lines of words."""

from pathlib import Path

from annotations import Notebook
from tests.reader.cli.support import Run


def test_paragraphs_are_lines_and_marks_follow_theirs(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    file = folder / "log.txt"
    run(
        "--store", store, "annotate", file, "--quote", "4.1 million",
        "--kind", "claim", "--verdict", "disputed", "--tag", "money", "--note", "3.4\nelsewhere",
    )  # fmt: skip

    done = run("--store", store, "read", "--plain", file)

    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "log.txt"
    at = next(n for n, line in enumerate(lines) if line.startswith("The wall cost 4.1"))
    assert lines[at + 1] == (
        "Mark 1, claim, disputed, tags money: “4.1 million”. Note: 3.4 elsewhere"
    )
    assert lines[-1] == "No one was hurt."


def test_markdown_is_said_without_its_signs(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        "# Costs\n\nThe *wall* cost [more](https://a.example).\n\n## Who paid\n\nAll.\n"
    )

    out = run("--store", tmp_path / "none", "read", "--plain", file).out

    assert "The wall cost more." in out
    assert "Heading: Who paid" in out


def test_lines_are_broken_where_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    out = run("--store", tmp_path / "none", "read", "--plain", "--width", "24", folder).out
    assert max(map(len, out.splitlines())) <= 24


def test_nothing_of_an_article_is_obeyed_by_a_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("A title\n\nRed \x1b[31mletters\x07 here.\n")
    out = run("--store", tmp_path / "none", "read", "--plain", file).out
    assert "letters" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_an_article_that_cannot_be_read_does_not_keep_the_others(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    done = run("--store", folder / "none", "read", "--plain", folder)
    assert done.status == 1
    assert "a.txt is empty" in done.err
    assert "No one was hurt." in done.out


def test_reading_makes_no_store(run: Run, folder: Path, tmp_path: Path) -> None:
    run("--store", tmp_path / "none", "read", "--plain", folder)
    assert not (tmp_path / "none").exists()


def test_the_evidence_of_a_mark_is_said(run: Run, folder: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", folder / "log.txt"
    id = run("--store", store, "annotate", file, "--quote", "4.1 million", "--kind", "claim").out
    with Notebook.open(store) as notebook:
        notebook.judge(id.strip(), "disputed", evidence=["https://a.example/minutes", "file 7"])
    out = run("--store", store, "read", "--plain", file).out
    assert "“4.1 million”. Evidence: https://a.example/minutes, file 7" in out
