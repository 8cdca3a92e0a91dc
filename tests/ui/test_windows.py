"""Two windows on one store, and files that change under the reader."""

import os
from pathlib import Path

import pytest

from annotations import Notebook, Source
from annotations.store.disk import Disk
from tests.ui.builders import HARBOUR, harbour, mark
from tests.ui.driving import Reader, articles, opened

FIRST = "The wall cost 4.1 million."


def elsewhere(reader: Reader, store: Path, words: str, **said: str) -> str:
    """A mark that another window makes on the article that is open here."""
    article = reader.reading.article
    start = article.text.index(words)
    with Notebook.open(store) as other:
        made = other.mark(
            article.text,
            start,
            start + len(words),
            reader.desk.source(article),
            note=said.get("note", ""),
        )
    return made.ids[0]


async def test_a_mark_of_another_window_is_shown_without_a_key(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), size=(120, 24)) as reader:
        await reader.press("enter")
        elsewhere(reader, tmp_path / "store", "storm", note="Which storm?")
        await reader.until_shown("Which storm?")
        await reader.until_shown("1 mark")


async def test_both_windows_marks_are_kept(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        elsewhere(reader, tmp_path / "store", "storm")
        await reader.press("c")
        assert sorted(reader.quotes()) == [FIRST, "storm"]
        assert "2 marks" in reader.status()


async def test_undo_takes_back_ones_own_step_not_the_other_window_s(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        elsewhere(reader, tmp_path / "store", "storm")
        await reader.press("u")
        assert reader.quotes() == ["storm"]


async def test_a_step_whose_mark_was_changed_elsewhere_is_not_undone_and_that_is_said(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        with Notebook.open(tmp_path / "store") as other:
            other.note(other.annotations()[0].id, "Mine")
        await reader.press("u")
        assert reader.quotes() == [FIRST]
        assert "changed elsewhere" in reader.notice()


async def test_a_mark_removed_elsewhere_cannot_be_changed_and_that_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "t")
        with Notebook.open(tmp_path / "store") as other:
            other.remove(other.annotations()[0].id)
        await reader.rush(*"cost", "enter")
        assert reader.quotes() == []
        assert "removed elsewhere" in reader.notice()


async def test_a_note_typed_while_another_window_marks_is_not_disturbed(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("c", "a", *"Half")
        elsewhere(reader, tmp_path / "store", "storm")
        await reader.until(lambda: len(reader.page.content.marks) == 2, "the other's mark")
        await reader.rush(*" done", "escape")
        assert reader.quotes("note:done") == [FIRST]


async def test_a_mark_made_under_an_open_list_is_shown_when_one_comes_back(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(120, 24)) as reader:
        article = reader.reading.article
        await reader.press("?")
        with Notebook.open(tmp_path / "store") as other:
            other.mark(article.text, 0, 8, reader.desk.source(article), note="Seen?")
        await reader.press("c", "q")
        await reader.until_shown("Seen?")


async def test_a_file_that_changes_while_it_is_read_is_shown_as_it_is_now_and_said(
    tmp_path: Path,
) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        (library / "harbour.txt").write_text("Something else. Entirely.\n", encoding="utf-8")
        await reader.until(lambda: "This file was changed" in reader.notice())
        assert reader.text.startswith("Something else.")
        await reader.press("c")
        assert reader.quotes() == ["Something else."]


async def test_a_file_that_changes_while_a_note_is_written_waits_for_the_note(
    tmp_path: Path,
) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        await reader.press("c", "a")
        (library / "harbour.txt").write_text("Something else. Entirely.\n", encoding="utf-8")
        await reader.write("Ask the port")
        await reader.press("escape")
        assert reader.marks()[0].note == "Ask the port"
        await reader.until(lambda: reader.text.startswith("Something else."))


async def test_a_file_that_vanishes_while_it_is_read_is_said_once(tmp_path: Path) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        (library / "harbour.txt").unlink()
        await reader.until(lambda: "You are reading it as it was" in reader.notice())
        await reader.press(")", "c")
        assert reader.quotes() == ["The mayor spoke of 3.4 million in March."]


async def test_marks_find_their_words_again_in_a_changed_article(tmp_path: Path) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        mark(reader, "Nine boats sank that night.", kind="claim")
        mark(reader, "Its price is not known.", kind="claim")
    changed = "A new beginning. " + HARBOUR.replace("Its price is not known.", "")
    (library / "harbour.txt").write_text(changed, encoding="utf-8")
    async with opened(library, "harbour.txt") as reader:
        await reader.press("J")
        assert reader.focused() == "Nine boats sank that night."
        assert "1 lost" in reader.status()


async def test_a_lost_mark_can_still_be_seen_in_the_list(tmp_path: Path) -> None:
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt") as reader:
        mark(reader, "Its price is not known.", kind="claim")
    (library / "harbour.txt").write_text("Nothing of it. At all.\n", encoding="utf-8")
    async with opened(library, "harbour.txt") as reader:
        await reader.press("A")
        assert reader.shows("Its price is not known.")
        await reader.press("enter")
        assert "not in the article any more" in reader.notice()


async def test_a_store_that_cannot_be_read_any_more_is_said_and_what_is_shown_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c")
        elsewhere(reader, tmp_path / "store", "storm")

        def gone(disk: Disk, *arguments: object) -> bytes:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(Disk, "read", gone)
        await reader.until(lambda: "Input/output error" in reader.notice())
        assert reader.quotes() == [FIRST]


async def test_a_place_that_cannot_be_kept_does_not_stop_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("enter", ")")

        def full(*arguments: object, **options: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        monkeypatch.setattr(Path, "replace", full)
        await reader.press("q")
        assert reader.shows("1 article")


async def test_a_mark_of_the_same_words_in_another_article_is_not_shown(tmp_path: Path) -> None:
    texts = {"a.txt": HARBOUR + "\nThis is a.\n", "b.txt": HARBOUR + "\nThis is b.\n"}
    async with opened(articles(tmp_path, texts), "a.txt") as reader:
        await reader.press("c", "]")
        assert "mark" not in reader.status()
        with Notebook.open(tmp_path / "store") as other:
            assert other.of(Source(path="b.txt")) == []


async def test_a_note_that_another_window_wrote_meanwhile_is_kept_with_ones_own(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "a")
        await reader.rush(*"Mine")
        with Notebook.open(tmp_path / "store") as other:
            other.note(other.annotations()[0].id, "Theirs")
        await reader.press("escape")
        (made,) = reader.marks()
        assert made.note.startswith("Theirs")
        assert made.note.endswith("Mine")
        assert "both are kept" in reader.notice()


async def test_a_note_that_was_only_looked_at_does_not_undo_another_window_s(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "a")
        with Notebook.open(tmp_path / "store") as other:
            other.note(other.annotations()[0].id, "Theirs")
        await reader.press("escape")
        await reader.until(lambda: reader.marks()[0].note == "Theirs", "what the other wrote")


async def test_the_same_note_in_two_windows_stands_once(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", "a")
        await reader.rush(*"Who says so?")
        with Notebook.open(tmp_path / "store") as other:
            other.note(other.annotations()[0].id, "Who says so?")
        await reader.press("escape")
        (made,) = reader.marks()
        assert made.note == "Who says so?"
        assert not reader.front.is_writing
