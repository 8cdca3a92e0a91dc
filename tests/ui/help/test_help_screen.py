"""The help and the list of commands."""

from pathlib import Path

import pytest
from textual.events import Paste

from reader.settings import Settings
from reader.ui.commands import COMMANDS
from reader.ui.help.palette_screen import PaletteScreen
from reader.ui.help.screen import HelpScreen, help_rows
from reader.ui.keymap import keys_of, shown
from tests.ui.builders import harbour
from tests.ui.driving import Reader, opened


async def test_the_help_shows_keys_and_what_they_do(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("?")
        row = next(line for line in reader.screen() if "Page down" in line)
        assert "PgDn" in row
        assert "Space" in row


def test_every_command_is_in_the_help_with_all_its_keys() -> None:
    rows = ["".join(text for text, _ in row) for row in help_rows({})]
    for command in COMMANDS:
        keys = "  ".join(shown(key) for key in keys_of(command, {}))
        assert any(keys in row and command.label in row for row in rows), command.id


def test_keys_and_labels_in_the_help_never_run_together() -> None:
    for row in help_rows({}):
        if len(row) == 3:
            assert row[1][0].endswith(" "), row


async def test_the_help_is_filtered_at_every_letter(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("?", "/")
        await reader.write("verdict")
        lines = [line for line in reader.screen() if line.strip()]
        assert any("Verdict" in line for line in lines)
        assert not any("Page down" in line for line in lines)
        await reader.press("escape")
        assert reader.shows("Page down")


async def test_a_word_that_no_command_has_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("?", "/")
        await reader.write("zebra")
        assert reader.shows("No command has these letters.")


async def test_a_key_of_ones_own_is_in_the_help(tmp_path: Path) -> None:
    settings = Settings(keys={"reading.claim": "f5"})
    async with opened(harbour(tmp_path), "harbour.txt", settings=settings) as reader:
        await reader.press("?", "/")
        await reader.write("as a claim")
        assert any("f5" in line.lower() for line in reader.screen())


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_help_is_left_to_where_one_was(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")", "?", "?", key)
        assert reader.focused() == "The mayor spoke of 3.4 million in March."


async def test_the_help_scrolls_to_its_end(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(80, 24)) as reader:
        await reader.press("?", "G")
        assert isinstance(reader.app.screen, HelpScreen)
        assert reader.shows("the terminal's own selection")


async def open_palette(reader: Reader, key: str) -> None:
    await reader.press(key)
    await reader.until(lambda: isinstance(reader.app.screen, PaletteScreen))


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_lists_what_can_be_done_here(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, key)
        await reader.write("mark as a claim")
        assert reader.shows("Mark as a claim")
        await reader.press("escape")
        await open_palette(reader, key)
        await reader.write("open the article")
        assert reader.shows("No command has these letters.")


async def test_choosing_in_the_palette_does_it(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")")
        await reader.rush(":", *"mark as a question", "enter")
        assert [(made.kind, made.quote.exact) for made in reader.marks()] == [
            ("question", "The mayor spoke of 3.4 million in March.")
        ]


async def test_keys_typed_after_a_chosen_command_are_obeyed_on_the_page(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush(
            ":", *"caret to the next s", "enter", "c", ")", ":", *"as a claim", "enter", "?"
        )
        assert [made.quote.exact for made in reader.marks()] == [
            "The mayor spoke of 3.4 million in March.",
            "Nobody was hurt.",
        ]
        assert isinstance(reader.app.screen, HelpScreen)


async def test_a_command_of_the_list_does_it_on_the_shelf(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.rush(":", *"sort by the next", "enter")
        await reader.until(lambda: "by date" in reader.status())


async def test_a_command_that_waits_for_a_key_gets_it_after_the_palette(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush(":", *"remember this place", "enter", "z", "}", "'", "z")
        assert reader.focused() == "The wall cost 4.1 million."


async def test_a_command_that_cannot_be_done_says_why_in_the_palette_and_when_chosen(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush(":", *"next mark")
        assert reader.notice() == "This article has no marks yet."
        await reader.press("enter")
        assert "This article has no marks yet." in reader.status()
        assert not isinstance(reader.app.screen, PaletteScreen)


async def test_the_arrows_choose_another_than_the_likeliest(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush(":", *"mark as", "down", "down", "up", "enter")
        assert [made.kind for made in reader.marks()] == ["highlight"]


async def test_a_paste_and_quitting_work_in_the_palette(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, ":")
        reader.app.screen.post_message(Paste("mark as a high\nlight"))
        await reader.settled()
        assert reader.shows("Mark as a highlight")
        await reader.rush("ctrl+q")
        await reader.until(lambda: reader.app._exit)


async def test_escape_leaves_the_palette(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, ":")
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, PaletteScreen))
        assert reader.focused() == "The wall cost 4.1 million."


async def test_no_label_is_cut_in_a_small_window(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(60, 40)) as reader:
        await reader.press("?", "/")
        await reader.write("dictionary")
        shown = " ".join(" ".join(reader.screen()).split())
        assert "Look words up in a dictionary or on the web" in shown
        assert "…" not in shown
