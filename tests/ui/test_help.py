"""The help and the list of commands."""

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from reader.settings import Settings
from reader.ui.commands import COMMANDS
from reader.ui.keymap import keys_of, shown
from reader.ui.screens.help import HelpScreen, help_rows
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
    await reader.until(lambda: isinstance(reader.app.screen, CommandPalette))


def offered(reader: Reader) -> list[str]:
    options = reader.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_lists_what_can_be_done_here(tmp_path: Path, key: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, key)
        await reader.until(lambda: len(offered(reader)) > 60)
        text = "\n".join(offered(reader))
        assert "Mark as a claim" in text
        assert "Open the article" not in text


async def test_choosing_in_the_palette_does_it(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press(")")
        await open_palette(reader, ":")
        await reader.write("mark as a question")
        await reader.until(lambda: len(offered(reader)) == 1)
        await reader.press("enter")
        await reader.until(reader.marks)
        assert [(made.kind, made.quote.exact) for made in reader.marks()] == [
            ("question", "The mayor spoke of 3.4 million in March.")
        ]


async def test_a_command_of_the_list_does_it_on_the_shelf(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await open_palette(reader, ":")
        await reader.write("sort by the next")
        await reader.until(lambda: len(offered(reader)) == 1)
        await reader.press("enter")
        await reader.until(lambda: "by date" in reader.status())


async def test_a_command_that_waits_for_a_key_gets_it_after_the_palette(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, ":")
        await reader.write("remember this place")
        await reader.until(lambda: len(offered(reader)) == 1)
        await reader.press("enter")
        await reader.until(lambda: not isinstance(reader.app.screen, CommandPalette))
        await reader.press("z", "}", "'", "z")
        assert reader.focused() == "The wall cost 4.1 million."


async def test_escape_leaves_the_palette(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await open_palette(reader, ":")
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, CommandPalette))
        assert reader.focused() == "The wall cost 4.1 million."


async def test_no_label_is_cut_in_a_small_window(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(60, 40)) as reader:
        await reader.press("?", "/")
        await reader.write("dictionary")
        shown = " ".join(" ".join(reader.screen()).split())
        assert "Look words up in a dictionary or on the web" in shown
        assert "…" not in shown
