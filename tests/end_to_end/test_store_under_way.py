"""The store while programs work on it: two at once, a disk that is full, one that cannot be written."""

from collections.abc import Callable
from pathlib import Path

from annotations import Annotation, Notebook, Source
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
        other.wait_for("From the first.")
        other.type(ESCAPE)
        other.wait_until_gone("Esc saves")
        other.type(CTRL_Q)
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


def fill(store: Path, bytes_wanted: int) -> None:
    """Make the store so large that the next change to it does not fit under the limit."""
    text = "word " * 2_000
    with Notebook.open(store) as notebook:
        while (store / "annotations.json").stat().st_size < bytes_wanted:
            notebook.mark(text, 0, 4, Source("other.txt"), note="n" * 20_000)


def test_a_mark_that_does_not_fit_on_the_disk_is_said_and_not_shown(
    folder: Path, kept: Kept, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    Notebook.open(store).close()
    with Notebook.open(store) as notebook:
        notebook.mark("A first.", 0, 8, Source("other.txt"))
    fill(store, 100_000)
    size = (store / "annotations.json").stat().st_size
    limit = ["--largest-file", str(size + 200)]

    with postil("--store", store, folder / "ferry.txt", size=WIDE, launch=limit) as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type("c")
        terminal.wait_for("File too large")
        terminal.type(")(")
        terminal.wait_until_gone("File too large")
        assert "mark" not in terminal.lines[-1]
        assert_not_drawn_as_marked(terminal)
        lift_limit(terminal)
        terminal.type("c")
        terminal.wait_for("1 mark")

    with Notebook.open(store) as notebook:
        assert len(notebook.annotations("article:ferry")) == 1


def test_a_note_that_does_not_fit_on_the_disk_stays_open(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    article = folder / "ferry.txt"
    with postil("--store", store, article, size=WIDE) as terminal:
        terminal.type("c")
        terminal.wait_for("1 mark")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
    limit = ["--largest-file", str((store / "annotations.json").stat().st_size + 100)]

    with postil("--store", store, article, size=WIDE, launch=limit) as terminal:
        terminal.wait_for("1 mark")
        terminal.type("a" + "What was said. " * 12 + ESCAPE)
        terminal.wait_for("File too large", "What was said.")
        lift_limit(terminal)
        terminal.type(ESCAPE)
        terminal.wait_until_gone("File too large")
        with Notebook.open(store) as notebook:
            assert notebook.annotations()[0].note.startswith("What was said.")


def assert_not_drawn_as_marked(terminal: Terminal) -> None:
    """No bar stands in the gutter beside the text."""
    assert not any("┃" in line for line in terminal.lines)


def lift_limit(terminal: Terminal) -> None:
    """Let the program write files of any size again, as if the disk had room."""
    import resource  # there is none on Windows

    pid = terminal.process.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


def test_a_store_that_may_not_be_written_is_said(folder: Path) -> None:
    store = store_folder(None, None)
    store.parent.mkdir(parents=True)
    store.write_text("in the way")

    with postil(folder, size=WIDE) as terminal:
        assert terminal.wait_for_end() == 1
        assert b"The store cannot be opened" in terminal.written
