"""What takes a shell with job control: ``ctrl+z`` and ``fg``, in tmux as most people have it."""

import sys
from pathlib import Path

from tests.end_to_end.tmux import Tmux


def test_a_suspended_program_comes_back_painted_and_obeys(tmux: Tmux, folder: Path) -> None:
    tmux.type(f"'{sys.executable}' -m reader '{folder / 'ferry.txt'}'", "Enter")
    tmux.wait_for("The ferry to Tarrenmouth", "◦ worth checking")  # which comes last
    page = tmux.shown
    tmux.type("C-z")
    tmux.wait_for("READY>")
    assert "The ferry to Tarrenmouth" not in tmux.shown
    tmux.type("echo still here", "Enter")
    tmux.wait_for("still here\n")
    tmux.type("fg", "Enter")
    tmux.until(lambda: tmux.shown == page, f"the page again:\n{page}")
    tmux.type("c")
    tmux.wait_for("1 mark")
    tmux.type("q", "q")
    tmux.wait_for("READY>")
    modes = "stty -a | tr ' ;' '\\n\\n' | grep -cx -e echo -e icanon -e isig"
    tmux.type(f'echo "as before: $({modes})"', "Enter")
    tmux.wait_for("as before: 3")


def test_a_program_in_the_background_is_ended_in_order(tmux: Tmux, folder: Path) -> None:
    tmux.type(f"'{sys.executable}' -m reader '{folder / 'ferry.txt'}'", "Enter")
    tmux.wait_for("¶ 1/3")
    tmux.type("c")
    tmux.wait_for("1 mark")
    tmux.type("C-z")
    tmux.wait_for("READY>")
    tmux.type("kill %1; fg; echo STATUS $?", "Enter")
    tmux.wait_for("STATUS 143")


def test_the_editor_has_the_terminal_to_itself_and_gives_it_back(
    tmux: Tmux, folder: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf "Your words: " >/dev/tty\nread words\nprintf "%s" "$words" >"$1"\n'
    )
    editor.chmod(0o755)

    tmux.type(f"EDITOR='{editor}' '{sys.executable}' -m reader '{folder / 'ferry.txt'}'", "Enter")
    tmux.wait_for("¶ 1/3")
    tmux.type("c", "C-x")
    tmux.wait_for("Your words:")
    tmux.type("asked q at the quay", "Enter")
    tmux.wait_for("The ferry to Tarrenmouth", "asked q at the quay", "¶ 1/3")
    tmux.type("q", "q")
    tmux.wait_for("READY>")


def test_an_interrupt_typed_to_the_editor_does_not_end_the_reader(
    tmux: Tmux, folder: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\ntrap \'printf "kept going" >"$1"; exit 0\' INT\n'
        "echo WAITING >/dev/tty\nread line </dev/tty\n"
    )
    editor.chmod(0o755)

    tmux.type(f"EDITOR='{editor}' '{sys.executable}' -m reader '{folder / 'ferry.txt'}'", "Enter")
    tmux.wait_for("¶ 1/3")
    tmux.type("c", "C-x")
    tmux.wait_for("WAITING")
    tmux.type("C-c")
    tmux.wait_for("The ferry to Tarrenmouth", "kept going", "¶ 1/3")
    tmux.type("q", "q")
    tmux.wait_for("READY>")
