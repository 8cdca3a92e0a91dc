"""``postil list`` and ``postil text``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.library.progress import Place, Progress, remember_library
from reader.settings import state_folder, store_folder
from tests.reader.cli.support import LETTER, LOG, ROOT, Run, run_apart

KEYS = (
    "id path title title_source date date_source modified words language read annotations problem"
)


def test_list_gives_one_json_array_with_stable_keys(run: Run, folder: Path) -> None:
    done = run("list", "--json", folder)

    rows = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert [row["path"] for row in rows] == ["letter.md", "log.txt"]
    assert {tuple(row) for row in rows} == {tuple(KEYS.split())}
    assert (rows[1]["date"], rows[1]["date_source"]) == ("2023-05-09", "header")
    assert (rows[0]["title"], rows[0]["title_source"]) == ("What we asked", "heading")


def test_list_shows_what_was_read_and_marked(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", "No one was hurt.")
    sha256 = json.loads(run("annotations", "--json").out)[0]["source"]["text_sha256"]
    progress = Progress.open(store_folder(folder, None), folder)
    progress.leave("log.txt", sha256, Place(40, 0.5, "2023-05-09T10:00:00Z"))

    letter, log = json.loads(run("list", "--json", folder).out)

    assert (letter["read"], letter["annotations"]) == (0.0, 0)
    assert (log["read"], log["annotations"]) == (0.5, 1)
    assert "50%" in run("list", folder).out


def test_to_list_makes_no_store(run: Run, folder: Path, home: Path) -> None:
    run("list", folder)

    assert [each.name for each in home.iterdir()] == ["cache"]


def test_an_article_that_cannot_be_read_is_a_row_with_its_problem(run: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()

    done = run("list", "--json", folder)

    empty = json.loads(done.out)[0]
    assert (done.status, empty["path"]) == (0, "empty.txt")
    assert "empty" in empty["problem"]
    assert empty["problem"] in run("list", folder).out


@pytest.mark.parametrize("how", [[], ["--encoding", "cp1252"]])
def test_links_to_nothing_are_rows_with_their_problem(
    run: Run, folder: Path, how: list[str]
) -> None:
    (folder / "lost.txt").symlink_to("nowhere\n.txt")
    (folder / "up").symlink_to(folder, target_is_directory=True)

    done = run("list", *how, folder)

    *_, lost, up = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert "lost.txt   This file is a link to nothing: there is no" in lost
    assert "up/        This folder is a link to a folder that it is in itself" in up


def test_a_row_is_a_line_whatever_the_file_s_name_and_the_text_hold(run: Run, folder: Path) -> None:
    (folder / "a\nb\x1b[2J.txt").write_text("\x1b]0;owned\x07 \u202eA sentence that stands here.")

    done = run("list", folder)

    assert done.out.count("\n") == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(done.out)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux")
def test_a_name_that_is_no_text_is_listed_and_opened(run: Run, folder: Path) -> None:
    name = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(b"A sentence that stands here.")

    listed = run_apart(["list", "--json", folder])
    text = run_apart(["text", name])

    assert next(row["path"] for row in json.loads(listed.stdout)) == "caf\udce9.txt"
    assert text.stdout == b"A sentence that stands here."


def test_without_a_path_the_library_read_last_is_listed_else_the_sample(
    run: Run, folder: Path
) -> None:
    before = json.loads(run("list", "--json").out)
    remember_library(state_folder(), [folder])
    after = json.loads(run("list", "--json").out)
    (folder / "log.txt").unlink()
    (folder / "letter.md").unlink()
    folder.rmdir()

    assert "harbour-cost.txt" in [row["path"] for row in before]
    assert [row["path"] for row in after] == ["letter.md", "log.txt"]
    assert json.loads(run("list", "--json").out) == before


def test_a_folder_without_articles_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("list", tmp_path)

    assert (done.status, done.out) == (1, "")
    assert str(tmp_path) in done.err


def test_text_is_the_canonical_text_to_the_byte(run: Run, folder: Path) -> None:
    file = folder / "log.txt"
    file.write_bytes(b"\xef\xbb\xbf" + LOG.replace("\n", "\r\n").encode() + b"\tend \x1b[0m")

    assert run("text", file).out == LOG + "\tend \x1b[0m"
    assert run_apart(["text", file]).stdout == LOG.encode() + b"\tend \x1b[0m"


def test_an_article_is_named_by_path_id_or_the_beginning_of_its_title(
    run: Run, folder: Path
) -> None:
    remember_library(state_folder(), [folder])
    article_id = json.loads(run("list", "--json").out)[0]["id"]

    for word in (folder / "letter.md", "letter.md", article_id, "what we"):
        assert run("text", word).out == LETTER
    assert run("text", "--library", folder, "letter.md").out == LETTER


def test_a_file_that_is_there_is_meant_before_one_of_the_library_read_last(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_library(state_folder(), [folder])
    (folder.parent / "letter.md").write_text("Another letter.")
    monkeypatch.chdir(folder.parent)

    assert run("text", "letter.md").out == "Another letter."


def test_an_article_of_standard_input_is_printed_too() -> None:
    assert run_apart(["text", "-"], "One “line”.\r\n".encode()).stdout.decode() == "One “line”.\n"
    assert b"empty" in run_apart(["text", "-"], b" \n").stderr


def test_a_word_that_names_no_article_is_one_sentence(run: Run, folder: Path) -> None:
    unread = run("text", "nothing")
    remember_library(state_folder(), [folder])
    nothing = run("text", "nothing")

    assert (unread.status, nothing.status) == (1, 1)
    assert "nothing" in unread.err
    assert "nothing" in nothing.err


def test_what_is_listed_without_a_library_can_be_printed(run: Run) -> None:
    first = json.loads(run("list", "--json").out)[0]

    assert run("text", first["id"]).out == run("text", first["path"]).out != ""


def test_blocks_and_sentences_are_spans_of_the_text(run: Run, folder: Path) -> None:
    blocks = json.loads(run("text", "--blocks", folder / "log.txt").out)
    sentences = json.loads(run("text", "--sentences", folder / "log.txt").out)
    both = json.loads(run("text", "--blocks", "--sentences", folder / "log.txt").out)

    assert [block["kind"] for block in blocks] == ["meta", "paragraph", "paragraph"]
    assert [LOG[row["start"] : row["end"]] for row in sentences] == [
        "The wall cost 4.1 million.",
        "“Twice the estimate,” said Ida.",
        "No one was hurt.",
    ]
    assert [row["kind"] for row in both] == [
        "meta",
        "paragraph",
        "sentence",
        "sentence",
        "paragraph",
        "sentence",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_is_shown_nothing_that_it_would_obey(tmp_path: Path) -> None:
    import pty  # Windows has none

    file = tmp_path / "log.txt"
    file.write_text("One\x1b[2J\u202e line\nand\tanother\n")
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "reader", "text", file], cwd=ROOT, stdout=theirs, check=True
    )
    os.close(theirs)
    shown = os.read(ours, 1000).decode()
    os.close(ours)

    assert shown == "One␛[2J\ufffd line\r\nand another\r\n"
