"""The list of all commands, which is Textual's, and what it must not do."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from reader.ui.palette import AllCommands
from tests.ui.builders import harbour
from tests.ui.driving import opened


async def test_a_page_turned_while_the_list_of_commands_is_filled_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(self: OptionList, direction: int) -> None:
        raise KeyError(0)

    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(":")
        await reader.until(lambda: isinstance(reader.app.screen, AllCommands))
        monkeypatch.setattr(OptionList, "_move_page", stumble)
        await reader.press("down", "pagedown", "pagedown", "escape")
        await reader.until(lambda: not isinstance(reader.app.screen, AllCommands))
        await reader.press("c")
        assert len(reader.marks()) == 1
