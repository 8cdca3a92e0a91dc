"""Every key that the screen names is the one that the user has set."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.ui.commands import BY_ID, COMMANDS
from reader.ui.keymap import keymap
from reader.ui.widgets.one_line import OneLine
from tests.ui.builders import HARBOUR, mark
from tests.ui.driving import Reader, articles, opened

UI = Path(__file__).resolve().parents[2] / "reader/ui"

STALE = re.compile(
    r"(?:^|[\s(;:,.·“])(?:Esc|Enter|Tab|Space|Del|\^[A-Z]|[b-zB-HJ-Z?~!/:&%@*#|=])(?= [a-z]| ?$|[.,;)])"
)
"""A key of the table as it comes, standing by itself; ``a`` and ``I`` are words, too."""

OWN = {
    command.id: f"f{number % 24 + 1}" if command.place == "note" else chr(0x4E00 + number)
    for number, command in enumerate(COMMANDS)
}
"""For every command a key that no other has, and that is none of those it comes with."""

FIRST = "The wall cost 4.1 million."


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    keymap(OWN, {}, tmp_path / "config.toml")
    return Settings(keys=OWN, suggestions=False)


def library(folder: Path) -> Path:
    other = "# Minutes\n\nThe wall cost 4.1 million, see [the log](log.txt). Nobody spoke of it.\n"
    return articles(folder, {"harbour.txt": HARBOUR, "minutes.md": other})


async def do(reader: Reader, *ids: str) -> None:
    """Press the keys of these commands."""
    await reader.press(*(OWN[id] for id in ids))


def named(reader: Reader) -> Iterator[str]:
    """What the bottom line says, and why each command here cannot be done."""
    for row in reader.front.query_one("#status", OneLine).rows:
        yield "".join(piece.text for piece in row)
    for command in COMMANDS:
        if command.place in reader.front.places:
            yield reader.front.obstacle(command.id) or ""


def assert_no_stale_key(reader: Reader) -> None:
    stale = [said for said in named(reader) if STALE.search(said)]
    assert stale == []


WAYS = (
    (), ("reading.find_everywhere",), ("reading.claim",), ("reading.claim", "app.undo", "app.redo"),
    ("reading.claim", "reading.remove"), ("reading.repeat_tags",),
    ("reading.claim", "reading.repeat_tags"), ("reading.claim", "reading.borders"),
    ("reading.claim", "reading.kind"), ("page.set_spot", "page.go_spot"), ("reading.suggestions",),
    ("reading.suggestions", "reading.next_suggestion"), ("reading.next_hit",), ("page.select",),
    ("reading.claim", "reading.note"), ("reading.marks",), ("reading.claim", "reading.marks"),
    ("reading.claim", "reading.marks", "marks.remove"), ("app.review",), ("app.settling",),
    ("reading.highlight", "reading.verdict"), ("reading.claim", "app.export"), ("app.import",),
    ("reading.outline",), ("reading.links",), ("app.statistics",), ("app.help",), ("app.board",),
    ("reading.claim", "app.board"), ("app.copy_or_quit",), ("app.back",), ("reading.look_up",),
    ("app.back", "shelf.open"), ("app.back", "shelf.marks"), ("app.back", "shelf.last_read"),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids="-".join)
async def test_the_bottom_line_names_no_key_that_is_another_now(
    tmp_path: Path, own: Settings, way: tuple[str, ...]
) -> None:
    async with opened(library(tmp_path), "harbour.txt", size=(200, 30), settings=own) as reader:
        for id in way:
            await do(reader, id)
            assert_no_stale_key(reader)


async def test_the_bottom_line_of_the_shelf_names_the_keys_as_they_are_set(
    tmp_path: Path, own: Settings
) -> None:
    async with opened(library(tmp_path), size=(160, 30), settings=own) as reader:
        assert f"{OWN['shelf.open']} open  {OWN['shelf.filter']} filter" in reader.status()
        assert f"{OWN['app.help']} help" in reader.status()
        await do(reader, "shelf.filter")
        await reader.rush(*"nothing like it", "enter")
        assert reader.shows(f"{OWN['app.escape']} shows all again")


async def test_a_note_that_is_cut_in_the_margin_names_the_key_that_shows_it(
    tmp_path: Path, own: Settings
) -> None:
    async with opened(library(tmp_path), "harbour.txt", size=(150, 30), settings=own) as reader:
        mark(reader, FIRST, note="A long note. " * 80)
        await reader.settled()
        assert reader.shows(f"{OWN['reading.enter']} shows it all")


async def test_a_command_without_a_key_is_named_by_its_words(tmp_path: Path) -> None:
    own = Settings(keys={"app.undo": ""}, suggestions=False)
    async with opened(library(tmp_path), "harbour.txt", size=(160, 30), settings=own) as reader:
        await reader.press("c", "x")
        assert "“Undo” brings it back" in reader.notice()


# Looking at the source: a sentence that a test above never reaches names no key either


def constants() -> Iterator[tuple[str, str]]:
    """Every string that the screen may say, with its place in the source."""
    for file in sorted(UI.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in told:
                    yield f"{file.relative_to(UI)}:{node.lineno}", node.value


LITERAL = re.compile(
    r"(?:^|[\s(;:,.·“])(?:(?:Esc|Enter|Tab)\b|\^[A-Z]\b|[b-zB-HJ-Z?~!/:&%@*#](?= [a-z]| [A-Z]|\)))"
)
LATER = re.compile(r"[:;,] A [a-z]+s\b")
"""A key whose letter is a word, too, where it does something."""

FIXED = {"Enter ", "Esc "}
"""Keys of a line that is written in, which are always the same."""

SUBKEYS = "then s w"


def test_no_sentence_of_the_screen_has_a_key_written_into_it() -> None:
    found = [
        f"{place}: {said}"
        for place, said in constants()
        if (LITERAL.search(said.removeprefix(": ")) or LATER.search(said))
        and not place.startswith("keymap.py")
        and not (place.startswith("help/palette_screen.py") and said in FIXED)
        and SUBKEYS not in said
        and "then w s p" not in said
        and said not in {command.keys for command in COMMANDS}
        and said.strip(": ")
        and len(said.strip()) > 2
    ]
    assert found == []


def ids_asked_for() -> Iterator[tuple[str, str]]:
    """The ids of commands that the source asks a key or a word of the bottom line for."""
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            asked: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("key", "footer", "name"):
                    asked = node.args
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FOOTER":
                asked = node.value.elts if isinstance(node.value, ast.Tuple) else []
            for each in asked:
                if isinstance(each, ast.Constant) and "." in str(each.value):
                    yield f"{file.name}:{each.lineno}", str(each.value)


def test_every_command_whose_key_is_named_is_one_of_the_table() -> None:
    asked = list(ids_asked_for())
    assert len(asked) > 60
    assert [each for each in asked if each[1] not in BY_ID] == []


def test_a_command_has_a_hint_exactly_if_some_bottom_line_shows_it() -> None:
    shown = set()
    for file in sorted(UI.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for part in re.findall(
            r"(?:FOOTER\b[^=]*|_ALWAYS|more) = \(([^)]*)\)|footer\(([^)]*)\)", text
        ):
            shown |= set(re.findall(r'"([a-z]+\.[a-z_]+)"', "".join(part)))
    assert {id for id, command in BY_ID.items() if command.hint} == shown
