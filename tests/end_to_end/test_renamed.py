"""Without one of Textual's private names the reader does without what it was for."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Annotation
from tests.end_to_end.terminal import BACKSPACE, CTRL_Q, ESCAPE, ROOT, Terminal

NAMES = (
    "_writer_thread",
    "WriterThread",
    "_xterm_parser",
    "XTermParser",
    "_sequence_to_key_events",
    "_check_bindings",
    "_fatal_error",
    "_exception",
    "_running",
)
LEFT = "\x1b[D"


@pytest.mark.parametrize("name", NAMES)
def test_a_textual_without_a_private_name_costs_its_use_and_not_the_start(
    folder: Path, kept: Callable[[], list[Annotation]], name: str
) -> None:
    program = ROOT / "tests/end_to_end/renamed.py"
    with Terminal(sys.executable, str(program), name, folder / "ferry.txt") as terminal:
        terminal.wait_for("¶ 1/3")
        terminal.type("ca")
        terminal.wait_for("Esc saves")
        terminal.type("tale" + LEFT + BACKSPACE + "k")
        terminal.wait_for("take")
        terminal.type(ESCAPE)
        terminal.wait_for("1 mark")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0

    assert [made.note for made in kept()] == ["take"]
