"""The table of commands, and keys of one's own."""

import re
from pathlib import Path

import pytest
from textual.events import Key

from reader.errors import SettingsError
from reader.settings import Settings, read_settings
from reader.ui.app import PostilApp
from reader.ui.board.beside_screen import BesideScreen
from reader.ui.board.judge import ClaimJudge
from reader.ui.board.screen import BoardScreen
from reader.ui.commands import BY_ID, COMMANDS, Command
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.export_screen import ExportScreen
from reader.ui.exchange.import_screen import ImportScreen
from reader.ui.help.screen import HelpScreen
from reader.ui.keymap import ACTIVE_TOGETHER, keymap, keys_of
from reader.ui.keys import Keys
from reader.ui.marks.screen import MarksScreen
from reader.ui.notes.editor import NoteEditor
from reader.ui.reading.answer_screen import AnswerScreen
from reader.ui.reading.article_file import ArticleFile
from reader.ui.reading.article_lists import LinksScreen, OutlineScreen
from reader.ui.reading.borders import MarkBorders
from reader.ui.reading.clipboard import Clipboard
from reader.ui.reading.look_up import LookUp
from reader.ui.reading.marker import Marker
from reader.ui.reading.page_settings import PageSettings
from reader.ui.reading.places import PlacesToGo
from reader.ui.reading.screen import ReadingScreen
from reader.ui.reading.search import ArticleSearch
from reader.ui.reading.suggestions import Suggestions
from reader.ui.review.conflicts_screen import ConflictsScreen
from reader.ui.review.screen import ReviewScreen
from reader.ui.search.screen import HitsScreen
from reader.ui.shelf.screen import ShelfScreen
from reader.ui.shelf.statistics import StatisticsScreen
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine
from reader.ui.widgets.page_view import PageView
from tests.ui.builders import harbour
from tests.ui.driving import opened

FIRST = "The wall cost 4.1 million."

READING = (
    ReadingScreen, Marker, MarkBorders, ArticleSearch, Suggestions, PlacesToGo, Clipboard, LookUp,
    ArticleFile, PageSettings,
)  # fmt: skip

TARGETS: dict[str, tuple[type, ...]] = {
    "app": (PostilApp,),
    "page": (PageView, *READING),
    "visual": (PageView, *READING),
    "reading": READING,
    "list": (LineList,),
    "shelf": (ShelfScreen,),
    "marks": (MarksScreen,),
    "review": (ReviewScreen,),
    "settling": (ConflictsScreen,),
    "board": (BoardScreen, ClaimJudge),
    "beside": (BesideScreen, ClaimJudge),
    "export": (ExportScreen,),
    "import": (ImportScreen,),
    "hits": (HitsScreen,),
    "outline": (OutlineScreen,),
    "links": (LinksScreen,),
    "lookup": (AnswerScreen,),
    "help": (HelpScreen,),
    "note": (NoteEditor,),
}
SCREENS: tuple[type[DeskScreen], ...] = (
    ShelfScreen, ReadingScreen, MarksScreen, ReviewScreen, ConflictsScreen, ExportScreen, ImportScreen,
    HitsScreen, BoardScreen, BesideScreen, HelpScreen, OutlineScreen, LinksScreen, AnswerScreen, StatisticsScreen,
)  # fmt: skip

# What less than a key of its own cannot be asked of a terminal of the eighties.
LEGACY = re.compile(r".|ctrl\+[a-z]|alt\+.+|f\d+|up|down|left|right|home|end|pageup|pagedown|tab|"
                    r"enter|escape|space|delete|(?:ctrl|shift|ctrl\+shift)\+(?:left|right|up|down|home|end)")  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_an_action_where_it_is_done(command: Command) -> None:
    name = f"action_{command.action.partition('(')[0]}"
    assert any(hasattr(target, name) for target in TARGETS[command.place])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_a_key_that_any_terminal_can_send(command: Command) -> None:
    keys = keys_of(command, {})
    assert keys
    assert any(all(LEGACY.fullmatch(part) for part in key.split(" ")) for key in keys)


def test_ids_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("places", ACTIVE_TOGETHER, ids=sorted)
def test_a_key_has_one_meaning_where_it_is_heard(places: frozenset[str]) -> None:
    keys = [key for command in COMMANDS if command.place in places for key in keys_of(command, {})]
    assert sorted(keys) == sorted(set(keys))


def test_every_command_is_done_and_offered_on_some_screen() -> None:
    offered = {"visual", "note"}.union(*(screen.PLACES for screen in SCREENS))
    assert {command.place for command in COMMANDS} == offered


def test_the_places_of_every_screen_are_known_to_be_active_together() -> None:
    for screen in SCREENS:
        assert screen.PLACES in ACTIVE_TOGETHER


def test_no_command_moves_by_a_key_that_destroys_elsewhere() -> None:
    destroying = {
        key for command in COMMANDS if command.action == "remove" for key in keys_of(command, {})
    }
    moving = {
        key
        for command in COMMANDS
        if command.group in ("Moving", "While selecting", "In a list", "Finding")
        for key in keys_of(command, {})
    }
    assert not destroying & moving


# Keys of one's own


def settings(folder: Path, keys: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(f"width = 60\n\n[keys]\n{keys}\n", encoding="utf-8")
    found = read_settings(file)
    keymap(found.keys, found.key_lines, file)
    return found


async def test_a_key_of_ones_own_is_obeyed_and_the_old_one_is_free(tmp_path: Path) -> None:
    own = settings(tmp_path, '"reading.claim" = "Z,f5"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("c")
        assert reader.quotes() == []
        await reader.press("f5", ")", "Z")
        assert len(reader.quotes()) == 2


async def test_two_commands_may_exchange_their_keys(tmp_path: Path) -> None:
    own = settings(tmp_path, '"reading.claim" = "h"\n"reading.highlight" = "c"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("c")
        assert reader.marks()[0].kind == "highlight"


@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        ('"reading.clam" = "C"', 4, "reading.claim"),
        ('\n"reading.nothing-like-it" = "C"', 5, "there is no command"),
        ('"reading.claim" = "ctrl+i"', 4, "tab"),
        ('"reading.claim" = "ctrl+m"', 4, "enter"),
        ('"reading.claim" = "ctrl+h"', 4, "backspace"),
        ('"reading.claim" = "shift+enter"', 4, "enter"),
        ('"reading.claim" = "hyper+k"', 4, "no key of that name"),
        ('"reading.claim" = "pgdn"', 4, "no key of that name"),
        ('"reading.claim" = "h"', 4, "given twice"),
        ('"reading.claim" = "Z"\n"reading.highlight" = "Z"', 5, "given twice"),
        ('"app.theme" = "c"', 4, "given twice"),
        ('"app.theme" = "g t"\n"app.statistics" = "g t"', 4, "given twice"),
        ('"app.theme" = "g t x"', 4, "no more"),
        ('"app.theme" = "g pgdn"', 4, "no key of that name"),
        ('"note.save" = "ctrl+x ctrl+s"', 4, "of the screens"),
    ],
)
def test_keys_that_cannot_be_are_refused_with_their_line(
    tmp_path: Path, keys: str, line: int, said: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, keys)
    assert f"line {line}" in str(refused.value) or f":{line}" in str(refused.value)
    assert said in str(refused.value)


async def test_two_keys_one_after_the_other_stand_for_a_command(tmp_path: Path) -> None:
    own = settings(tmp_path, '"app.statistics" = "g i"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("g i")
        assert isinstance(reader.front, StatisticsScreen)


@pytest.mark.parametrize("keys", ["g", "g g"])
async def test_the_first_of_two_keys_has_its_own_command_doubled_and_after_a_pause(
    tmp_path: Path, keys: str
) -> None:
    own = settings(tmp_path, '"app.statistics" = "g i"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("G")
        assert reader.focused() != FIRST
        await reader.press(keys)
        assert reader.focused() == FIRST


async def test_a_key_that_makes_no_pair_is_obeyed_after_the_first_one(tmp_path: Path) -> None:
    own = settings(tmp_path, '"app.statistics" = "g i"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("G", "g c")
        assert reader.quotes() == [FIRST]


async def test_escape_gives_up_the_second_key(tmp_path: Path) -> None:
    own = settings(tmp_path, '"app.statistics" = "g i"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.press("G")
        last = reader.focused()
        await reader.press("g escape")
        assert reader.focused() == last


def test_what_may_follow_a_key_is_told_with_what_it_does_alone() -> None:
    keys = Keys({"app.statistics": "g i"})
    places, first = frozenset({"app", "page", "reading"}), Key("g", "g")
    top = keys.find(places, first)
    told = keys.told(keys.beginning_with(places, first), first, top)
    assert told.startswith("g …  ")
    assert f"i {BY_ID['app.statistics'].label}" in told
    assert told.endswith(f"a pause: {BY_ID['page.top'].label}")


@pytest.mark.parametrize("key", ["comma", "alt+x", "ctrl+t", "f12", "é", "ß", "^"])
def test_other_keys_can_be_used(tmp_path: Path, key: str) -> None:
    assert keymap({"app.theme": key}, {}, tmp_path / "config.toml") == {"app.theme": key}


def test_a_command_may_be_left_without_a_key() -> None:
    claim = next(command for command in COMMANDS if command.id == "reading.claim")
    assert keys_of(claim, {"reading.claim": ""}) == []


@pytest.mark.parametrize("way", ["", "v", "A", "E", "?", "/the\r", "&wall\r"])
async def test_every_word_of_the_bottom_line_that_can_be_clicked_stands_for_a_command(
    tmp_path: Path, way: str
) -> None:
    ids = {command.id for command in COMMANDS}
    async with opened(harbour(tmp_path), "harbour.txt", size=(160, 24)) as reader:
        await reader.press("c", *("enter" if key == "\r" else key for key in way))
        status = reader.front.query_one("#status", OneLine)
        actions = {piece.action for row in status.rows for piece in row} - {""}
        assert "app.palette" in actions
        assert actions <= ids
