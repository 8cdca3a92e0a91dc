"""What is shown, and what is not, while the program ends."""

from pathlib import Path

import pytest
from textual.events import Key

from reader.ui.app import PostilApp
from reader.ui.help.screen import HelpScreen
from tests.ui.builders import harbour
from tests.ui.driving import opened


async def test_a_screen_that_comes_up_as_all_are_closed_is_no_error_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(screen: HelpScreen) -> None:
        screen.app.exit(return_code=130)
        raise RuntimeError("nothing there")

    monkeypatch.setattr(HelpScreen, "on_mount", fall)
    told: list[object] = []
    monkeypatch.setattr(PostilApp, "panic", lambda _, *sentences: told.extend(sentences))

    async def read() -> None:
        async with opened(harbour(tmp_path), "harbour.txt") as reader:
            reader.app.post_message(Key("?", "?"))
            await reader.until(lambda: reader.app._exit)

    with pytest.raises(RuntimeError):  # as told to a test; a user is told nothing
        await read()
    assert told == []


async def test_a_screen_that_would_come_up_as_the_program_ends_does_not(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        reader.app.action_help()
        reader.app.exit(return_code=143)
        await reader.until(lambda: not reader.app.is_running, "the end")
    assert reader.app.status == 143
    assert reader.app._exception is None
