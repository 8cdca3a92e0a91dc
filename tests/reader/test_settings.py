"""The user's settings, and where things live."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotations.model import MARK_KINDS
from reader.errors import SettingsError
from reader.settings import (
    SLOT_KINDS,
    SLOTS,
    Settings,
    Slot,
    cache_folder,
    config_file,
    read_settings,
    state_folder,
    store_folder,
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_every_setting_has_its_default(config: Path) -> None:
    settings = read_settings(config)

    assert settings == Settings()
    assert (settings.width, settings.margin, len(settings.slots)) == (66, True, 9)


def test_a_slot_may_have_any_kind_that_an_annotation_may(config: Path) -> None:
    assert set(SLOT_KINDS) == set(MARK_KINDS)
    assert {slot.kind for slot in SLOTS} <= set(MARK_KINDS)


def test_settings_are_read(config: Path) -> None:
    config.write_text(
        'theme = "paper"\nwidth = 72\nwide = 120\nmargin = false\n'
        'creator = "Ida Marsh"\neditor = "vim -f"\n'
        '[keys]\nclaim = "c,C"\n'
        '[slots]\n2 = {kind = "question", tags = ["money/cost", "check"]}\n'
        '[slots.9]\ntags = ["later"]\n',
        encoding="utf-8",
    )

    settings = read_settings(config)

    assert (settings.theme, settings.width, settings.wide) == ("paper", 72, 120)
    assert (settings.margin, settings.creator, settings.editor) == (False, "Ida Marsh", "vim -f")
    assert settings.slots[0] == SLOTS[0]
    assert settings.slots[1] == Slot("question", ("money/cost", "check"))
    assert settings.slots[8] == Slot("highlight", ("later",))


def test_the_line_of_each_key_is_known_for_later_complaints(config: Path) -> None:
    config.write_text('\ntheme = "x"\n[keys]\n# a comment\nclaim = "c"\n"find" = "/"\n')

    settings = read_settings(config)

    assert settings.keys == {"claim": "c", "find": "/"}
    assert settings.key_lines == {"claim": 5, "find": 6}
    assert (settings.theme_line, settings.file) == (2, config)


def test_the_dots_in_a_command_s_name_may_be_written_in_any_of_toml_s_ways(config: Path) -> None:
    config.write_text(
        '[keys]\nreading.undo = "u"\n"reading.redo" = "R"\n[keys.shelf]\nsort = "s"\n'
    )

    settings = read_settings(config)

    assert settings.keys == {"reading.undo": "u", "reading.redo": "R", "shelf.sort": "s"}
    assert settings.key_lines == {"reading.undo": 2, "reading.redo": 3, "shelf.sort": 5}


def test_a_byte_order_mark_and_windows_line_ends_are_taken_as_they_come(config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbfwidth = 50\r\n[keys]\r\nclaim = "c"\r\n')

    settings = read_settings(config)

    assert (settings.width, settings.key_lines) == (50, {"claim": 3})


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("widht = 70", 1, "did you mean width?"),
        ("\nwidth = 39", 2, "from 40 to 120"),
        ("width = true", 1, "whole number"),
        ('width = "70"', 1, "whole number"),
        ("margin = 1", 1, "true or false"),
        ("theme = 3", 1, "text in quotes"),
        ('creator = ""', 1, "printable"),
        ('\neditor = "\\u001b[31m"', 2, "printable"),
        ("keys = 3", 1, "a table"),
        ("[keys]\nquit = 1", 2, "text in quotes"),
        ("[slots]\n\n0 = {}", 3, "no setting '0'"),
        ("[slots]\n1 = 4", 2, "slots.1 must be a table"),
        ('[slots]\n1 = {kind = "clam"}', 2, "highlight, claim, question"),
        ("[slots.3]\n\nkind = 3", 3, "highlight, claim, question"),
        ('[slots.3]\ntags = "figure"', 2, "a list"),
        ("[slots.3]\ntags = [\n1]", 2, "text in quotes"),
        ("[slots.3]\ncolour = 1", 2, "kind, tags"),
        ("[[slots]]\nkind = 'claim'", 1, "a table of slots"),
        ("theme = 'a'\nwidth = = 3\n", 2, "not TOML"),
        ("theme = 'a'\nwidth = [3\n\n", 2, "not TOML"),
        ("width = 50\nwidth = 60", 2, "not TOML"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(
    config: Path, text: str, line: int, words: str
) -> None:
    config.write_text(text)

    with pytest.raises(SettingsError) as caught:
        read_settings(config)

    assert caught.value.line == line
    assert f"{config}, line {line}: " in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_lines_are_counted_past_long_values(config: Path) -> None:
    config.write_text("[slots]\n1 = {tags = ['a#]', # one ]\n]}\n[keys]\nclaim = 3\n")

    with pytest.raises(SettingsError) as caught:
        read_settings(config)

    assert caught.value.line == 5


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(config: Path) -> None:
    config.write_bytes(b'width = 60\ncreator = "Zo\xeb"\n')

    with pytest.raises(SettingsError, match="line 2: is not UTF-8"):
        read_settings(config)


def test_a_folder_in_the_file_s_place_is_one_sentence(config: Path) -> None:
    config.mkdir()

    with pytest.raises(SettingsError, match=r"cannot be read: Is a directory\."):
        read_settings(config)


def test_without_a_file_nothing_is_loaded_to_read_one() -> None:
    program = (
        "import sys; from pathlib import Path; from reader.settings import *;"
        "read_settings(Path('nowhere.toml')); store_folder(None, None); config_file();"
        "print(sorted({'tomllib', 'platformdirs', 'textual'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are Linux's")
def test_folders_are_where_xdg_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative/is/ignored")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "")

    assert store_folder(None, None) == tmp_path / "data/postil"
    assert config_file() == tmp_path / ".config/postil/config.toml"
    assert cache_folder() == tmp_path / ".cache/postil"
    assert state_folder() == tmp_path / ".local/state/postil"


def test_a_library_with_its_own_store_uses_it_unless_told_otherwise(tmp_path: Path) -> None:
    before = store_folder(tmp_path, None)
    (tmp_path / ".postil").mkdir()

    assert before != tmp_path / ".postil"
    assert store_folder(tmp_path, None) == tmp_path / ".postil"
    assert store_folder(tmp_path, tmp_path / "other") == tmp_path / "other"
    assert store_folder(tmp_path, Path("~/kept")).is_absolute()
