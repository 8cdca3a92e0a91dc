"""Notes: written in place or in one's own editor, and never lost."""

from pathlib import Path

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Paste

from annotations import Notebook
from reader.errors import SettingsError
from reader.settings import Settings
from reader.ui.guards import rescued
from reader.ui.keymap import keymap
from reader.ui.notes.both_notes import both_notes
from tests.ui.builders import fill_disk, harbour, mark
from tests.ui.driving import Reader, opened

FIRST = "The wall cost 4.1 million."


def is_writing(reader: Reader) -> bool:
    return reader.front.is_writing


async def test_a_note_is_typed_at_once_and_saved_with_escape(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "a", *"Who paid for *that*?", "escape")
        assert reader.marks()[0].note == "Who paid for *that*?"
        assert not is_writing(reader)
        await reader.press(")")
        assert reader.focused().startswith("The mayor")


async def test_a_note_on_a_bare_sentence_marks_it_first(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("}", "a", *"Which one?", "escape")
        (made,) = reader.marks()
        assert (made.quote.exact, made.note) == ("Work began after the storm.", "Which one?")


async def test_a_note_has_lines_and_arrows(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"onee", "backspace", "enter", *"two", "up", "home", *"> ", "escape")
        assert reader.marks()[0].note == "> one\ntwo"


async def test_enter_on_a_mark_opens_its_note_with_the_cursor_at_the_end(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.rush("enter", *", twice", "escape")
        assert reader.marks()[0].note == "So it says, twice"


async def test_ctrl_c_saves_the_note_where_nothing_is_selected(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.rush("enter", *", twice", "ctrl+c")
        assert reader.marks()[0].note == "So it says, twice"
        assert not is_writing(reader)


async def test_ctrl_c_copies_what_is_selected_in_the_note_and_writing_goes_on(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"by the minutes", *["shift+left"] * 7, "ctrl+c")
        assert reader.app.clipboard == "minutes"
        assert "Copied 7 characters" in reader.notice()
        assert is_writing(reader)
        await reader.rush("right", *" of May", "escape")
        assert reader.marks()[0].note == "by the minutes of May"


async def test_ctrl_c_copies_what_is_selected_in_a_prompt_and_keeps_the_rest(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("t", *"money", *["shift+left"] * 2, "ctrl+c")
        assert reader.app.clipboard == "ey"
        await reader.rush("end", "enter")
        assert reader.marks()[0].tags == ("money",)


async def test_a_note_is_left_as_it_was_by_a_key_that_is_named_and_undo_brings_it_back(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.rush("enter", *" not")
        assert "^G leaves it as it was" in reader.status()
        await reader.press("ctrl+g")
        assert reader.marks()[0].note == "So it says"
        assert not is_writing(reader)
        assert "u brings back what you wrote" in reader.notice()
        await reader.press("u")
        assert reader.marks()[0].note == "So it says not"


async def test_the_keys_of_a_note_can_be_set_and_are_named_as_they_are_set(tmp_path: Path) -> None:
    own = Settings(keys={"note.leave": "f9", "note.save": "f8"}, suggestions=False)
    async with opened(harbour(tmp_path), "harbour.txt", settings=own) as reader:
        await reader.rush("a", *"not")
        assert "F8 saves" in reader.status()
        assert "F9 leaves it as it was" in reader.status()
        await reader.press("f9")
        assert reader.marks()[0].note == ""
        await reader.rush("a", *"yes", "f8")
        assert reader.marks()[0].note == "yes"


def test_no_letter_can_be_a_key_of_a_note(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="typed into the note"):
        keymap({"note.save": "s"}, {"note.save": 3}, tmp_path / "config.toml")


async def test_leaving_a_note_in_which_nothing_was_written_is_no_step(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.rush("enter", "ctrl+g", "u")
        assert not reader.marks()


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
async def test_a_paste_of_several_lines_stays_those_lines(tmp_path: Path, end: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("a")
        await reader.paste(f"one{end}two{end}{end}four")
        await reader.press("escape")
        assert reader.marks()[0].note == "one\ntwo\n\nfour"


async def test_a_paste_is_put_where_it_was_pasted_among_keys_that_come_fast(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"See ", Paste("two\rlines"), *", both", "escape")
        assert reader.marks()[0].note == "See two\nlines, both"


async def test_a_paste_of_several_lines_into_a_prompt_loses_none_of_them(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "@", Paste("https://one.test/\rhttps://two.test/"), "enter")
        assert reader.marks()[0].evidence == ("https://one.test/", "https://two.test/")


async def test_a_paste_where_nothing_is_written_does_nothing(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush(Paste("cxq"), ")")
        assert not reader.marks()
        assert reader.focused().startswith("The mayor")


PERSIAN = "می\u200cخواهم"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("word", [PERSIAN, FAMILY])
async def test_letters_that_join_or_part_others_are_typed_in_notes_and_tags(
    tmp_path: Path, word: str
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *word, "escape", "t", *word, "enter")
        (made,) = reader.marks()
        assert (made.note, made.tags) == (word, (word,))


async def test_what_would_turn_a_line_round_cannot_be_typed(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"a\u202eb", "escape")
        assert reader.marks()[0].note == "ab"


async def test_an_end_from_outside_saves_the_note_that_is_open(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"Unfin")
        reader.app.exit()
    with Notebook.open(tmp_path / "store") as again:
        assert again.annotations()[0].note == "Unfin"


async def test_a_note_that_cannot_be_saved_stays_open_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"Precious")
        with monkeypatch.context() as broken:
            fill_disk(broken)
            await reader.press("escape")
            assert is_writing(reader)
            assert "No space left" in reader.notice()
            assert reader.marks()[0].note == ""
        await reader.press("escape")
        assert reader.marks()[0].note == "Precious"
        assert not is_writing(reader)


async def test_what_is_typed_into_a_note_is_no_command(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"quit: x, q? /c:", "escape")
        assert reader.marks()[0].note == "quit: x, q? /c:"
        assert len(reader.marks()) == 1


@pytest.mark.parametrize("mark_is_open", [False, True])
async def test_ones_own_editor_edits_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark_is_open: bool
) -> None:
    _let_suspend(monkeypatch)
    monkeypatch.setenv("EDITOR", _script(tmp_path, 'printf "%s, and more" "$(cat "$1")" > "$1"'))
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        if mark_is_open:
            await reader.rush("enter", "!")
        await reader.press("ctrl+x")
        said = "So it says!" if mark_is_open else "So it says"
        assert reader.marks()[0].note == f"{said}, and more"
        assert not is_writing(reader)


async def test_the_editor_of_the_settings_comes_before_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _let_suspend(monkeypatch)
    monkeypatch.setenv("EDITOR", "false")
    editor = _script(tmp_path, 'echo "by $0" | sed "s|/.*/||" > "$1"')
    async with opened(harbour(tmp_path), "harbour.txt", settings=Settings(editor=editor)) as reader:
        mark(reader, FIRST)
        await reader.press("ctrl+x")
        assert reader.marks()[0].note == "by editor"


@pytest.mark.parametrize("editor", ["false", "no-such-editor-here", 'unbalanced "'])
async def test_an_editor_that_fails_is_said_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    _let_suspend(monkeypatch)
    monkeypatch.setenv("EDITOR", editor)
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.press("ctrl+x")
        assert editor.split(maxsplit=1)[0] in reader.notice()
        assert reader.marks()[0].note == "So it says"


async def test_an_editor_that_fails_leaves_what_was_typed_before_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _let_suspend(monkeypatch)
    monkeypatch.setenv("EDITOR", "false")
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("a", *"Typed", "ctrl+x")
        assert is_writing(reader)
        await reader.press("escape")
        assert reader.marks()[0].note == "Typed"


async def test_a_long_note_is_shown_shortened_in_the_margin_and_whole_when_opened(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(120, 30)) as reader:
        mark(reader, FIRST, note="\n".join(f"line {n}" for n in range(20)))
        await reader.settled()
        assert reader.shows("line 2")
        assert not reader.shows("line 19")
        assert reader.shows("Enter shows it all")


async def test_notes_in_the_margin_never_overlap(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(120, 30)) as reader:
        for n, words in enumerate(("wall", "cost", "mayor", "March", "Nobody")):
            mark(reader, words, note=f"first of {n}\nsecond of {n}")
        await reader.settled()
        shown = [line for line in reader.screen() if " of " in line]
        for n in range(5):
            assert any(f"first of {n}" in line for line in shown)
            assert any(f"second of {n}" in line for line in shown)


def _script(folder: Path, body: str) -> str:
    file = folder / "editor"
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def _let_suspend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the driver without a terminal give way to an editor, as the one on a terminal does."""
    monkeypatch.setattr(HeadlessDriver, "can_suspend", property(lambda driver: True))
    monkeypatch.setattr(HeadlessDriver, "resume_application_mode", lambda driver: None)


async def test_ctrl_q_saves_the_note_that_is_open_and_leaves(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST)
        await reader.press("a")
        await reader.write("Ask the port")
        await reader.press("ctrl+q")
        assert reader.marks()[0].note == "Ask the port"


async def test_a_note_that_no_disk_takes_is_kept_beside_the_store_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST)
        await reader.press("a")
        await reader.write("Ask the port")
        fill_disk(monkeypatch)
        reader.app.keep_places()
        assert reader.app.unsaved == {"Ask the port"}
    sentence = rescued("Ask the port")
    assert Path(sentence.rpartition(" in ")[2].rstrip(".")).read_text("utf-8") == "Ask the port"
    monkeypatch.setattr(Path, "write_text", _refused)
    assert "Ask the port" in rescued("Ask the port")


def _refused(path: Path, *_: object, **__: object) -> int:
    raise OSError("no room")


async def test_a_note_that_one_window_alone_wrote_is_said_to_be_no_other_windows(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, note="So it says")
        await reader.rush("enter", *", twice", "escape")
        assert "Another window" not in reader.notice()


def test_a_note_that_both_windows_share_stands_once() -> None:
    assert both_notes("", "Theirs.", "Theirs. And mine.") == "Theirs. And mine."
    assert both_notes("", "Theirs. And mine.", "Theirs.") == "Theirs. And mine."
