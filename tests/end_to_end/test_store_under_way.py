"""The store while programs work on it: two at once, a disk that is full, one that cannot be written."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Annotation
from reader.settings import store_folder
from tests.end_to_end.terminal import CTRL_Q, ENTER, ESCAPE, Terminal, postil
from tests.reader.cli.support import run_apart

Kept = Callable[[], list[Annotation]]
WIDE = (160, 30)


def test_two_programs_on_one_store_both_mark_and_both_see_both(folder: Path, kept: Kept) -> None:
    article = folder / "ferry.txt"
    with postil(article) as one, postil(article) as other:
        one.wait_for("¶ 1/3")
        other.wait_for("¶ 1/3")
        one.type("c")
        other.type(")h")
        for terminal in (one, other):
            terminal.wait_for("2 marks")
        one.type("aFrom the first." + ESCAPE)
        one.wait_for("From the first.")
        one.wait_until_gone("Esc saves")
        other.type("(" + ENTER)  # before it has looked again
        other.wait_for("From the first.", "Esc saves")
        other.type(ESCAPE + CTRL_Q)
        one.type(CTRL_Q)
        assert (one.wait_for_end(), other.wait_for_end()) == (0, 0)

    assert sorted((made.kind, made.note) for made in kept()) == [
        ("claim", "From the first."),
        ("highlight", ""),
    ]


def test_marks_made_on_the_command_line_appear_while_reading(folder: Path) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("¶ 1/3")
        made = run_apart(["annotate", folder / "ferry.txt", "--quote", "forty passengers"])
        assert made.returncode == 0
        terminal.wait_for("1 mark")


def test_the_undo_of_one_program_does_not_undo_the_work_of_the_other(
    folder: Path, kept: Kept
) -> None:
    article = folder / "ferry.txt"
    with postil(article) as one, postil(article) as other:
        one.wait_for("¶ 1/3")
        other.wait_for("¶ 1/3")
        one.type("c")
        other.wait_for("1 mark")
        other.type("u")
        other.wait_for("Nothing to undo")
        assert len(kept()) == 1
        one.type("u")
        one.wait_for("Undone")
        assert kept() == []


def small_disk(bytes_free: int) -> list[str]:
    """What a program is launched with whose every file may have so many bytes, as on a full disk."""
    return ["--largest-file", str(bytes_free)]


def give_room(terminal: Terminal) -> None:
    """Let the program write files of any size again."""
    import resource  # there is none on Windows

    pid = terminal.process.pid
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def assert_not_drawn_as_marked(terminal: Terminal) -> None:
    """No bar stands in the gutter beside the text, and no mark is counted."""
    assert not any("┃" in line for line in terminal.lines)
    assert "mark" not in terminal.lines[-1]


def test_a_mark_that_does_not_fit_on_the_disk_is_said_and_not_shown(
    folder: Path, kept: Kept
) -> None:
    with postil(folder / "ferry.txt", size=WIDE, launch=small_disk(300)) as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type("c")
        terminal.wait_for("File too large")
        terminal.type(")(")
        terminal.wait_until_gone("File too large")
        assert_not_drawn_as_marked(terminal)
        assert kept() == []
        give_room(terminal)
        terminal.type("c")
        terminal.wait_for("1 mark")
        assert len(kept()) == 1


def test_a_note_that_does_not_fit_on_the_disk_stays_open(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        terminal.type("c")
        terminal.wait_for("1 mark")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0

    with postil(folder / "ferry.txt", size=WIDE, launch=small_disk(900)) as terminal:
        terminal.wait_for("1 mark")
        terminal.type("a" + "What was said. " * 40 + ESCAPE)
        terminal.wait_for("File too large", "What was said.")
        assert kept()[0].note == ""
        give_room(terminal)
        terminal.type(ESCAPE)
        terminal.wait_until_gone("File too large")
        terminal.until(lambda: kept()[0].note.startswith("What was said."), "the note on disk")


def test_a_store_that_may_not_be_written_is_said_and_the_article_is_read(folder: Path) -> None:
    store = store_folder(None, None)
    store.parent.mkdir(parents=True)
    store.write_text("in the way")

    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type("c")
        terminal.wait_for("there is a file where its folder should be")
        terminal.type(")(")
        assert_not_drawn_as_marked(terminal)
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.written


def test_a_store_with_a_log_of_a_later_version_is_refused(folder: Path) -> None:
    log = store_folder(None, None) / "log" / "1795303871074-6ec5e31c-c28b550743.jsonl"
    log.parent.mkdir(parents=True)
    title = b'{"t":"postil","v":99,"device":"6ec5e31c"'
    log.write_bytes(title + b',"crc":"%08x"}\n' % zlib.crc32(title))

    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        assert terminal.wait_for_end() == 1
        assert b"was written by a later Postil" in terminal.written
        assert b"Traceback" not in terminal.written


@pytest.mark.parametrize(
    "damage", [b"\0" * 50, b"{}\n", b"\xff\xfe\x1b[2J\n", b'{"t":"annotations"']
)
def test_a_damaged_log_is_said_once_and_the_rest_is_read(
    folder: Path, kept: Kept, damage: bytes
) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.type("c)h")
        terminal.wait_for("2 marks")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
    [log] = (store_folder(None, None) / "log").glob("*.jsonl")
    content = log.read_bytes()
    middle = len(content) // 2
    log.write_bytes(content[:middle] + damage + content[middle + len(damage) :])

    with postil(folder / "ferry.txt", size=WIDE) as terminal:
        terminal.wait_for("could not be read")
        terminal.type(")))Q")
        terminal.wait_for("mark")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.written
    assert "question" in [made.kind for made in kept()]
