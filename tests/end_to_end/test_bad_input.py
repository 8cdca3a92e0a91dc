"""What cannot be read, or not as it should be: one clear sentence, and never a traceback."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Annotation
from reader.settings import config_file, store_folder
from tests.end_to_end.terminal import CTRL_Q, ENTER, Terminal, postil

Kept = Callable[[], list[Annotation]]
WIDE = (200, 30)

UNREADABLE = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n   \n", "is empty"),
    "binary.txt": (bytes(range(256)) * 50, "is not text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "empty.md": (b"", "is empty"),
}
READABLE = {
    "invalid.txt": (b"A caf\xe9 and \xff\xfe\x80 on the quay. And more.", "on the quay."),
    "utf-16.txt": ("A café on the quay. And more.".encode("utf-16"), "A café on the quay."),
    "utf-16-be.txt": ("A café on the quay. More.".encode("utf-16-be"), "A café on the quay."),
    "nul.txt": (b"Two\0words. And more.", "Two␀words."),
    "one-line.txt": (b"quay " * 210_000, "quay quay quay"),
    "one-word.txt": (b"q" * 1_000_000, "q" * 60),
    "old-mac.txt": (b"One line.\rAnother line.\r", "One line."),
    "unended.md": (b"# A quay\n\n```\nnever closed *and [this](", "A quay"),
}


def assert_refused(terminal: Terminal, *words: str) -> None:
    """The program has ended with status 1 and one sentence, in the shell's own screen."""
    assert terminal.wait_for_end() == 1
    sentence = terminal.written.rpartition(b"postil: ")[2].decode()
    for word in words:
        assert word in sentence
    assert sentence.endswith("\r\n")
    assert sentence.count("\n") == 1
    assert_no_traceback(terminal)
    assert terminal.settings == terminal.settings_before


def assert_no_traceback(terminal: Terminal) -> None:
    assert b"Traceback" not in terminal.written
    assert b"error of the program" not in terminal.written
    assert b"fault of postil" not in terminal.written


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_article_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    content, reason = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)

    with postil(tmp_path / name, size=WIDE) as terminal:
        assert_refused(terminal, name, reason)


@pytest.mark.parametrize("name", READABLE)
def test_what_is_an_odd_text_is_read_and_marked(tmp_path: Path, kept: Kept, name: str) -> None:
    content, words = READABLE[name]
    (tmp_path / name).write_bytes(content)

    with postil(tmp_path / name) as terminal:
        terminal.wait_for(words)
        terminal.type("c")
        terminal.wait_for("1 mark")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
        assert_no_traceback(terminal)

    assert len(kept()) == 1


def test_the_shelf_says_of_every_file_why_it_cannot_be_read_and_opens_the_rest(
    tmp_path: Path,
) -> None:
    for name, (content, _) in {**UNREADABLE, **READABLE}.items():
        (tmp_path / name).write_bytes(content)

    with postil(tmp_path) as terminal:
        terminal.wait_for("13 articles", *(reason for _, reason in UNREADABLE.values()))
        terminal.wait_until_gone("reading")
        terminal.type(ENTER)  # binary.txt
        terminal.wait_for("control codes")
        terminal.type("G" + ENTER)
        terminal.wait_for("on the quay.", "¶ 1/1")
        assert_no_traceback(terminal)


def test_a_folder_without_articles_and_a_name_of_nothing_are_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()

    with postil(tmp_path, size=WIDE) as terminal:
        assert_refused(terminal, "There is no article in", str(tmp_path), ".txt")
    with postil(tmp_path / "nothing.txt", size=WIDE) as terminal:
        assert_refused(terminal, "There is no file or folder", "nothing.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken from root on Linux")
def test_a_file_without_permission_is_said_to_be_so(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody may read this.")
    secret.chmod(0)

    with postil(secret, size=WIDE, launch=["--as-anyone"]) as terminal:
        assert_refused(terminal, "secret.txt", "permission")


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken from root on Linux")
def test_folders_without_permission_and_links_to_nothing_stand_on_the_shelf(tmp_path: Path) -> None:
    for name in ("open/a.txt", "closed/b.txt", "half/c.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("A gull sat on the pier.")
    (tmp_path / "gone.txt").symlink_to("nowhere\x1b[31m\n.txt")
    (tmp_path / "open" / "up").symlink_to(tmp_path)
    (tmp_path / "closed").chmod(0)
    (tmp_path / "half").chmod(0o444)
    reasons = (
        "closed/ This folder may not be read",
        "half/c.txt This file may not be read",
        "gone.txt This file is a link to nothing",
        "open/up/ This folder is a link to a folder that it is in itself",
    )
    try:
        with postil(tmp_path, size=WIDE, launch=["--as-anyone"]) as terminal:
            terminal.wait_for("5 articles", "A gull sat on the pier", *reasons)
            terminal.type("G" + ENTER)
            terminal.wait_for("open/up/ This folder is a link")
            assert_no_traceback(terminal)
    finally:
        for name in ("closed", "half"):
            (tmp_path / name).chmod(0o700)


def test_a_file_that_vanishes_while_open_is_said_and_stays_readable(
    folder: Path, kept: Kept
) -> None:
    with postil(folder, size=WIDE) as terminal:
        terminal.wait_for("2 articles")
        terminal.type(ENTER)
        terminal.wait_for("counted forty passengers")
        (folder / "ferry.txt").unlink()
        terminal.wait_for("You are reading it as it was.")
        terminal.type("c")
        terminal.wait_for("1 mark")
        terminal.type("q" + ENTER)
        terminal.wait_for("ferry.txt is not there (any more)")
        assert_no_traceback(terminal)

    assert len(kept()) == 1


def test_a_folder_that_vanishes_while_open_is_said(folder: Path) -> None:
    with postil(folder, size=WIDE) as terminal:
        terminal.wait_for("2 articles")
        terminal.wait_until_gone("reading")
        folder.rename(folder.with_name("elsewhere"))
        terminal.type("j" + ENTER)
        terminal.wait_for("mill.txt is not there (any more)")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert_no_traceback(terminal)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("width = 70\nmargin = [", ("line 2", "is not TOML")),
        ('width = "wide"', ("line 1", "width must be")),
        ('[keys]\n"reading.clam" = "c"', ("line 2", "did you mean 'reading.claim'?")),
        ('[keys]\n"reading.claim" = "ctrl+m"', ("line 2", "send it as enter")),
        ('[keys]\n"reading.claim" = "t"', ("line 2", "'t' is given twice", "reading.tags")),
    ],
)
def test_settings_that_cannot_be_used_are_refused_by_their_line(
    folder: Path, settings: str, words: tuple[str, ...]
) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text(settings)

    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        assert_refused(terminal, "config.toml", *words)


def test_a_key_of_ones_own_is_obeyed(folder: Path, kept: Kept) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('[keys]\n"reading.question" = "Q,ctrl+g"\n')

    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("\x07")
        terminal.wait_for("1 mark")

    assert [made.kind for made in kept()] == ["question"]


STORES = {
    "later": (json.dumps({"meta": {"1": {"version": 99}}}), "written by a later Postil"),
    "torn": ('{"meta": {"1": {"ver', "is damaged or not a Postil store"),
    "cleared": ("", "is damaged or not a Postil store"),
    "zeroed": ("\0" * 4096, "is damaged or not a Postil store"),
    "foreign": ("[1, 2, 3]", "is damaged or not a Postil store"),
    "odd": (
        json.dumps({"meta": {"1": {"version": 1}}, "annotations": {"1": {"id": 5}}}),
        "damaged record",
    ),
}


@pytest.mark.parametrize("state", STORES)
def test_a_store_that_cannot_be_used_is_refused_and_left_alone(folder: Path, state: str) -> None:
    content, words = STORES[state]
    store = store_folder(None, None) / "annotations.json"
    store.parent.mkdir(parents=True)
    store.write_text(content)

    with postil(folder, size=WIDE) as terminal:
        assert_refused(terminal, words, "left untouched")
    assert store.read_text() == content


def test_places_that_cannot_be_read_are_set_aside_and_reading_goes_on(
    folder: Path, kept: Kept
) -> None:
    places = store_folder(None, None) / "progress.json"
    places.parent.mkdir(parents=True)
    places.write_text("{ torn")

    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        terminal.wait_for("The places kept so far were damaged")
        terminal.type("cq")
        assert terminal.wait_for_end() == 0
        assert_no_traceback(terminal)

    assert len(kept()) == 1
    [aside] = places.parent.glob("progress.json.damaged-*")
    assert aside.read_text() == "{ torn"
