"""What is meant by what is typed in the list of all commands."""

import pytest

from reader.ui.commands import COMMANDS
from reader.ui.help.palette_match import meant

READING = [command for command in COMMANDS if command.place in ("app", "page", "reading")]


def ids(typed: str, own: dict[str, str] | None = None) -> list[str]:
    return [match.command.id for match in meant(typed, READING, own or {})]


def test_with_nothing_typed_all_are_listed_in_the_order_of_the_help() -> None:
    assert ids("  ") == [command.id for command in READING]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("quit", "app.quit"),
        ("mark as a q", "reading.question"),
        ("article next", "reading.next_article"),
        ("CLAIM as", "reading.claim"),
        ("shell", "app.suspend"),
        ("reading.copy", "reading.copy"),
        ("mkqs", "reading.question"),
        ("c", "reading.claim"),
        ("^Q", "app.quit"),
    ],
)
def test_what_is_typed_means_first(typed: str, first: str) -> None:
    assert ids(typed)[0] == first


def test_a_key_of_ones_own_finds_its_command() -> None:
    assert ids("Z", {"reading.claim": "Z"})[0] == "reading.claim"


def test_what_no_command_has_means_none() -> None:
    assert ids("xyzzy") == []


def test_the_letters_typed_are_those_shown_as_found() -> None:
    for match in meant("mark as", READING, {}):
        found = [match.command.label[start:end].lower() for start, end in match.spans]
        assert all(part in "mark as" for part in found)
