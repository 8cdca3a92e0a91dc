"""From opening a folder to a mark that is kept, as a reader does it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Annotation
from reader.settings import store_folder
from tests.end_to_end.terminal import (
    CTRL_Q,
    CTRL_R,
    CTRL_X,
    ENTER,
    ESCAPE,
    PAGE_DOWN,
    postil,
)

Kept = Callable[[], list[Annotation]]


def test_three_keys_lead_from_the_shelf_to_a_claim_on_disk(
    articles_folder: Path, kept: Kept
) -> None:
    with postil(articles_folder) as terminal:
        terminal.wait_for("5 articles")
        terminal.type("l)c")
        terminal.wait_for("1 mark")
        [claim] = kept()

    assert claim.kind == "claim"
    assert claim.source.path in {file.name for file in articles_folder.iterdir()}
    assert " ".join(claim.quote.exact.split()[:4]) in terminal.shown


@pytest.mark.parametrize("early", [f"j{ENTER}c", "jlc"])
def test_keys_typed_before_the_shelf_is_up_are_obeyed(folder: Path, kept: Kept, early: str) -> None:
    with postil(folder) as terminal:
        terminal.type(early)
        terminal.wait_for("1 mark")
        [claim] = kept()

    assert (claim.source.path, claim.kind) == ("mill.txt", "claim")


def test_keys_typed_before_an_article_is_up_are_obeyed(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.type(")h")
        terminal.wait_for("1 mark")
        [made] = kept()

    assert (made.kind, made.quote.exact) == ("highlight", "Its engine had failed twice.")


def test_keys_typed_before_the_page_is_up_turn_it(folder: Path) -> None:
    with postil(folder / "mill.txt") as terminal:
        terminal.type(PAGE_DOWN + PAGE_DOWN + "   ")
        terminal.wait_for("on day 70.")


def test_a_claim_is_tagged_noted_and_judged_and_all_of_it_is_kept(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type(f"ctmoney/fare{ENTER}aAsk the harbour.{ESCAPE}")
        terminal.wait_for("Ask the harbour.")
        terminal.wait_until_gone("Esc saves")
        terminal.type("!d")
        terminal.wait_for("disputed")
        [claim] = kept()

    assert (claim.tags, claim.note, claim.verdict) == (
        ("money/fare",),
        "Ask the harbour.",
        "disputed",
    )


def test_a_note_stands_beside_the_last_line_of_a_short_article(folder: Path) -> None:
    with postil(folder / "ferry.txt", size=(120, 30)) as terminal:
        terminal.type("Gct" + f"money/fare{ENTER}")
        terminal.wait_for("claim · money/fare")


def test_a_note_is_written_in_the_users_own_editor(
    folder: Path, kept: Kept, tmp_path: Path
) -> None:
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\nprintf "from outside" >"$1"\necho SEEN >/dev/tty\n')
    editor.chmod(0o755)

    with postil(folder / "ferry.txt", variables={"EDITOR": f"'{editor}'"}) as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("c" + CTRL_X)
        terminal.wait_for("from outside")
        [claim] = kept()
        terminal.type(")h")
        terminal.wait_for("2 marks")

    assert claim.note == "from outside"
    assert b"SEEN" in terminal.written


def test_an_editor_that_fails_is_said_and_changes_no_note(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt", variables={"EDITOR": "false"}) as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("c" + CTRL_X)
        terminal.wait_for("ended with status 1")
        [claim] = kept()

    assert claim.note == ""


def test_quitting_keeps_the_place_and_opening_again_resumes_there(folder: Path) -> None:
    with postil(folder) as terminal:
        terminal.wait_for("2 articles")
        terminal.type("jl")
        terminal.wait_for("on day 1.")
        terminal.type("  ")
        terminal.wait_for("on day 26.")
        page = terminal.lines[:-1]
        terminal.type("qq")
        assert terminal.wait_for_end() == 0

    with postil(folder) as again:
        again.wait_for("2 articles")
        again.type("jl")
        again.wait_for("on day 26.")
        assert again.lines[:-1] == page


def test_a_removed_mark_comes_back_by_undo_after_quitting(folder: Path, kept: Kept) -> None:
    with postil(folder / "ferry.txt") as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("cx")
        terminal.wait_for("Removed")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0
    assert kept() == []

    with postil(folder / "ferry.txt") as again:
        again.wait_for("The ferry to Tarrenmouth")
        again.type("u")
        again.wait_for("Undone")
        assert len(kept()) == 1
        again.type(CTRL_R)
        again.wait_for("Done again")
        assert kept() == []


def test_standard_input_is_read_and_keys_come_from_the_terminal(folder: Path, kept: Kept) -> None:
    with (folder / "ferry.txt").open("rb") as text, postil("-", stdin=text) as terminal:
        terminal.wait_for("The ferry to Tarrenmouth")
        terminal.type("c")
        terminal.wait_for("1 mark")
        [claim] = kept()
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0

    assert claim.quote.exact.endswith("was late on Monday.")


def test_the_demo_leaves_no_store_behind(home: Path, tmp_path: Path) -> None:
    with postil("demo", variables={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.wait_for("four articles")
        terminal.type("lc")
        terminal.wait_for("marks")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0

    assert list(tmp_path.iterdir()) == []
    assert not store_folder(None, None).exists()
