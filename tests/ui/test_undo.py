"""Undo and redo, verdicts and evidence, and what failed to be saved."""

from pathlib import Path

import pytest

from annotations import VERDICTS, Notebook
from tests.ui.builders import fill_disk, harbour, mark
from tests.ui.driving import Reader, opened

FIRST = "The wall cost 4.1 million."


async def test_every_step_is_undone_and_done_again(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        steps = (
            ("c",), ("t", *"cost", "enter"), ("a", *"Note", "escape"), ("!", "d"),
            ("@", *"https://x.org", "enter"), ("~",), ("*", "r"), (">", "s"), ("x",),
        )  # fmt: skip
        states = [reader.marks()]
        for keys in steps:
            await reader.press(*keys)
            states.append(reader.marks())
        plain = [[_said(made) for made in state] for state in states]
        assert len({str(state) for state in plain}) == len(plain) - 1  # the last is empty again
        for state in reversed(plain[:-1]):
            await reader.press("u")
            assert [_said(made) for made in reader.marks()] == state
        for state in plain[1:]:
            await reader.press("ctrl+r")
            assert [_said(made) for made in reader.marks()] == state


async def test_what_is_undone_is_said_and_shown(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        before = reader.page_lines()
        await reader.press("c", "u")
        assert reader.page_lines() == before
        assert "Undone: mark" in reader.status()
        await reader.press("ctrl+r")
        assert "Done again: mark" in reader.status()


async def test_with_nothing_to_undo_that_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("u")
        assert "Nothing to undo" in reader.status()
        await reader.press("ctrl+r")
        assert "redo" in reader.status().lower() or "again" in reader.status()


async def test_a_mistaken_delete_is_undone_after_quitting_and_reopening(tmp_path: Path) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        await reader.press("c", "x", "q")
    async with opened(library, "harbour.txt") as reader:
        assert reader.marks() == []
        await reader.press("u")
        assert reader.quotes() == [FIRST]
        await reader.press("u", "ctrl+r")
        assert reader.quotes() == [FIRST]


async def test_undo_works_on_the_shelf_too(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("enter", "c", "q", "u")
        assert reader.marks() == []
        assert not reader.shows("1 ⚑")


@pytest.mark.parametrize("verdict", VERDICTS)
async def test_a_claim_is_given_a_verdict(tmp_path: Path, verdict: str) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        mark(reader, FIRST, kind="claim", verdict="supported" if verdict == "mixed" else "mixed")
        await reader.press("!")
        key = dict(zip(VERDICTS, "usdrmv", strict=True))[verdict]
        assert reader.shows(f" {key} ")
        await reader.press(key)
        assert reader.marks()[0].verdict == verdict


async def test_a_verdict_is_given_by_a_click(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "!")
        await reader.click_on("refuted")
        assert reader.marks()[0].verdict == "refuted"


async def test_another_key_gives_no_verdict_and_does_nothing_else(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "!", "x")
        assert reader.marks()[0].verdict == "unchecked"
        await reader.press("!", "q")
        assert reader.focused() == FIRST


async def test_only_a_claim_has_a_verdict_and_that_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("h", "!")
        assert reader.shows("Only a claim is judged")


async def test_evidence_is_given_and_kept_with_the_verdict(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "!", "d", "@", *"https://a.org https://b.org", "enter")
        (made,) = reader.marks()
        assert made.evidence == ("https://a.org", "https://b.org")
        assert made.verdict == "disputed"


async def test_evidence_stands_in_the_margin(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(120, 24)) as reader:
        id = mark(reader, "storm", kind="claim")
        reader.desk.notebook.judge(id, "disputed", evidence=["https://a.example/minutes"])
        await reader.until_shown("→ https://a.example/minutes")


async def test_evidence_for_what_is_no_claim_is_refused_before_it_is_typed(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("h", "@")
        assert "claim" in reader.status()
        assert not reader.shows("Evidence (")


@pytest.mark.parametrize(
    "keys", [("c",), ("t", *"cost", "enter"), ("!", "d"), ("x",), ("~",), (">", "s"), ("u",)]
)
async def test_what_failed_to_be_saved_is_said_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        if keys != ("c",):
            await reader.press("c")
        before, drawn = reader.marks(), text_lines(reader)
        with monkeypatch.context() as broken:
            fill_disk(broken)
            await reader.press(*keys)
            assert "No space left" in reader.notice()
            assert reader.marks() == before
            assert text_lines(reader) == drawn
    with Notebook.open(tmp_path / "store") as again:
        assert again.annotations() == before


async def test_after_a_failure_the_same_key_works_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        with monkeypatch.context() as broken:
            fill_disk(broken)
            await reader.press("c")
        await reader.press("c")
        assert reader.quotes() == [FIRST]


async def test_a_selection_that_could_not_be_marked_is_still_selected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("v", "w", "e")
        with monkeypatch.context() as broken:
            fill_disk(broken)
            await reader.press("c")
        assert reader.selected() == "The wall"


def text_lines(reader: Reader) -> list[str]:
    """The lines of the page that are not blank; a long notice takes blank rows from it."""
    return [line for line in reader.page_lines() if line]


def _said(made: object) -> tuple[object, ...]:
    names = ("quote", "kind", "tags", "note", "verdict", "evidence", "colour")
    return tuple(getattr(made, name) for name in names)
