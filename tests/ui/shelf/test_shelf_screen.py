"""The shelf, by its keys."""

import os
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from annotations import Notebook, Source
from reader.library.catalogue import Catalogue, Said, View, ids_of
from reader.library.library import catalogues_folder
from reader.ui.shelf.screen import ShelfScreen
from tests.ui.builders import HARBOUR, long_text
from tests.ui.driving import Reader, articles, opened

LETTERS = {
    "alder.txt": " date 2024-03-02 The alders were felled in March. No one asked why.\n",
    "birch.txt": " date 2023-01-09 Birches grow back quickly. " + "They are pale. " * 300 + "\n",
    "cedar.txt": "Cedars need more time. They smell of pencils.\n",
}


def titles(reader: Reader) -> list[str]:
    """The file names on the shelf from top to bottom."""
    assert isinstance(reader.app.screen, ShelfScreen)
    return [shelved.entry.path.partition(".")[0] for shelved in reader.app.screen.shown]


def under_cursor(reader: Reader) -> str:
    assert isinstance(reader.app.screen, ShelfScreen)
    assert reader.app.screen.current is not None
    return reader.app.screen.current.path


async def test_the_shelf_shows_each_article_with_date_length_and_place(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS), size=(120, 24)) as reader:
        rows = reader.screen()
        birch = next(row for row in rows if "birch.txt" in row)
        assert "Birches grow back quickly" in birch
        assert "2023-01-09" in birch
        assert birch.split()[-3:-1] == ["904", "4"]
        assert rows[0].split() == ["title", "▾file", "date", "words", "min", "read", "marks"]
        assert "no date" in next(row for row in rows if "cedar.txt" in row)
        assert "3 articles" in reader.status()


async def test_columns_that_have_no_room_are_left_out_and_the_title_stays(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS), size=(60, 20)) as reader:
        row = next(row for row in reader.screen() if "alders" in row)
        assert "2024-03-02" in row
        assert "words" not in row


async def test_an_article_of_a_file_of_several_is_listed_by_both_names(tmp_path: Path) -> None:
    corpus = '{"text": "Alders were felled."}\n{"text": "Birches grow back."}\n'
    folder = articles(tmp_path, {"corpus.jsonl": corpus})
    async with opened(folder, size=(120, 24)) as reader:
        birch = next(row for row in reader.screen() if "Birches" in row)
        assert "  corpus.jsonl/0002  " in birch
        await reader.press("j", "enter", "c", "q", "A")
        assert reader.screen()[0].startswith("▌ corpus.jsonl/0002  ")


@pytest.mark.parametrize("width", [60, 120])
async def test_a_long_name_leaves_room_for_the_reason_that_it_cannot_be_read(
    tmp_path: Path, width: int
) -> None:
    folder = articles(tmp_path, {f"{'so-long-' * 20}.txt": " ", "a.txt": "Alder."})
    async with opened(folder, size=(width, 24)) as reader:
        assert "This file is empty" in "".join(reader.screen())


@pytest.mark.parametrize("width", [80, 120])
async def test_the_foot_names_the_file_under_the_cursor_where_no_column_does(
    tmp_path: Path, width: int
) -> None:
    corpus = '{"text": "Alders were felled."}\n{"text": "Birches grow back."}\n'
    async with opened(articles(tmp_path, {"corpus.jsonl": corpus}), size=(width, 24)) as reader:
        await reader.press("j")
        assert "…/0002 " in reader.status() or "corpus.jsonl/0002 " in reader.status()
        await reader.press("s")
        assert "by date" in reader.status()


async def test_what_is_known_of_libraries_long_unused_is_thrown_away_behind_the_shelf(
    tmp_path: Path,
) -> None:
    old = catalogues_folder() / "old.sqlite"
    old.parent.mkdir(parents=True)
    old.touch()
    os.utime(old, (0, 0))
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.until(lambda: not old.exists(), "the old one gone")
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_s_sorts_by_the_next_column_and_r_the_other_way_round(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        assert titles(reader) == ["alder", "birch", "cedar"]
        await reader.press("s")
        assert titles(reader) == ["birch", "alder", "cedar"]
        assert "by date" in reader.status()
        await reader.press("r")
        assert titles(reader) == ["cedar", "alder", "birch"]
        assert "by date ↑" in reader.status()


async def test_sorting_keeps_the_cursor_on_its_article(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("j", "s")
        assert under_cursor(reader) == "birch.txt"


async def test_the_filter_narrows_the_shelf_at_every_letter(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("/", "c", "e")
        assert titles(reader) == ["cedar"]
        await reader.press("backspace", "backspace")
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_the_filter_stays_after_enter_until_escape(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("/")
        await reader.write("2023")
        await reader.press("enter")
        assert titles(reader) == ["birch"]
        assert "with “2023”" in reader.status()
        await reader.press("escape")
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_escape_while_filtering_shows_all_again(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("/")
        await reader.write("zzz")
        assert reader.shows("Nothing here has these letters")
        await reader.press("escape")
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_escape_with_nothing_to_drop_does_not_leave(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("escape", "escape")
        assert reader.app.is_running
        assert isinstance(reader.front, ShelfScreen)


async def test_enter_opens_the_article_under_the_cursor_and_q_comes_back_to_it(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("j", "enter")
        await reader.until(lambda: reader.reading.article.path == "birch.txt")
        await reader.press("q")
        assert under_cursor(reader) == "birch.txt"


async def test_keys_typed_ahead_of_the_article_they_are_meant_for_reach_it(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"harbour.txt": HARBOUR})) as reader:
        await reader.rush("enter", ")", "c")
        await reader.until(reader.quotes)
        assert reader.quotes() == ["The mayor spoke of 3.4 million in March."]


async def test_a_file_that_cannot_be_read_says_why_in_its_row_and_when_opened(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, LETTERS)
    (library / "zero.txt").write_bytes(b"")
    async with opened(library) as reader:
        row = next(row for row in reader.screen() if "zero.txt" in row)
        assert "This file" in row
        await reader.press("G", "enter")
        assert isinstance(reader.front, ShelfScreen)
        assert "zero.txt" in reader.status()


async def test_the_shelf_counts_the_marks_of_each_article(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("enter", "c", "q")
        assert "1 ⚑" in next(row for row in reader.screen() if "alders" in row.lower())
        assert "⚑" not in next(row for row in reader.screen() if "Birches" in row)


async def test_marks_made_in_another_window_are_counted_without_a_key(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        with Notebook.open(tmp_path / "store") as other:
            source = Source(path="alder.txt", library=reader.desk.marks.home)
            other.mark("The alders", 0, 3, source)
        await reader.until_shown("1 ⚑")


async def test_progress_is_drawn_after_reading(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"long.txt": long_text()})) as reader:
        assert not reader.shows("━")
        await reader.press("enter", "%")
        await reader.write("50%")
        await reader.press("enter", "q")
        assert reader.shows("━━━━────")


async def test_an_article_is_resumed_where_it_was_left_also_after_quitting(tmp_path: Path) -> None:
    library = articles(tmp_path, {"long.txt": long_text()})
    async with opened(library) as reader:
        await reader.press("enter", *["space"] * 5, ")")
        page, sentence = reader.page_lines(), reader.focused()
        await reader.press("q", "q")
    async with opened(library) as reader:
        await reader.press("enter")
        assert (reader.page_lines(), reader.focused()) == (page, sentence)


async def test_an_article_that_was_deleted_meanwhile_is_said_and_not_opened(tmp_path: Path) -> None:
    library = articles(tmp_path, LETTERS)
    async with opened(library) as reader:
        (library / "alder.txt").unlink()
        await reader.press("enter")
        assert isinstance(reader.front, ShelfScreen)
        assert "alder.txt" in reader.notice()


async def test_q_on_the_shelf_quits(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("q")
        assert not reader.app.is_running or reader.app._exit


async def test_the_letters_of_the_cursor_keep_in_view_on_a_long_shelf(tmp_path: Path) -> None:
    texts = {f"{n:03}.txt": f"Article number {n} is here. It ends.\n" for n in range(200)}
    async with opened(articles(tmp_path, texts)) as reader:
        await reader.press("G")
        assert reader.shows("number 199")
        await reader.press("pageup")
        assert not reader.shows("number 199") or reader.shows("number 178")
        await reader.press("g")
        assert reader.shows("number 0 ")


async def test_a_page_down_turns_the_page_of_a_long_shelf_and_a_page_up_turns_it_back(
    tmp_path: Path,
) -> None:
    many = {f"{number:03}.txt": f"Text {number}.\n" for number in range(100)}
    async with opened(articles(tmp_path, many), size=(100, 24)) as reader:
        await reader.press("j", "pagedown")
        rows = reader.screen()
        assert "021.txt" in rows[1]  # the last of the page before
        assert under_cursor(reader) == "022.txt"
        await reader.press("pageup")
        assert "000.txt" in reader.screen()[1]
        assert under_cursor(reader) == "001.txt"


async def test_a_new_a_changed_and_a_vanished_file_are_noticed_while_the_shelf_is_open(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, LETTERS)
    async with opened(library) as reader:
        (library / "elm.txt").write_text("Elms are rare now. Why is that?\n")
        (library / "cedar.txt").unlink()
        await reader.until(lambda: titles(reader) == ["alder", "birch", "elm"])
        (library / "elm.txt").write_text("Elms are back. Good.\n")
        await reader.until_shown("Elms are back")


async def test_an_article_is_put_into_collections_and_found_by_them_also_after_quitting(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, LETTERS)
    async with opened(library) as reader:
        await reader.press("j", "c")
        await reader.write("To check, wood")
        await reader.press("enter")
        assert "In To check, wood" in reader.notice()
    async with opened(library) as reader:
        await reader.press("/")
        await reader.write('in:"to check"')
        await reader.press("enter")
        assert titles(reader) == ["birch"]
        await reader.press("c")
        await reader.press(*["backspace"] * len("To check, wood"))
        await reader.press("enter")
        assert titles(reader) == []
        assert "In no collection" in reader.notice()


async def test_an_article_that_cannot_be_read_is_put_into_no_collection(tmp_path: Path) -> None:
    library = articles(tmp_path, {"zero.txt": "", "a.txt": "Alder. Well.\n"})
    async with opened(library) as reader:
        await reader.press("G", "c")
        assert "cannot be read" in reader.notice()


async def test_what_was_opened_is_listed_the_last_first_and_all_is_shown_again(
    tmp_path: Path,
) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("G", "enter", "q")
        await reader.press("L")
        assert titles(reader) == ["cedar"]
        await reader.press("L")
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_a_filter_asks_for_tags_and_marks(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("enter", "c", "t")
        await reader.write("wood")
        await reader.press("enter", "q", "/")
        await reader.write("tag:wood")
        assert titles(reader) == ["alder"]
        await reader.press("escape", "/")
        await reader.write("-is:marked")
        assert titles(reader) == ["birch", "cedar"]


async def test_tab_completes_the_words_that_a_filter_knows(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("/")
        await reader.write("is:u")
        await reader.press("tab", "enter")
        assert "is:unread" in reader.status()


async def test_many_articles_are_sorted_and_filtered_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.shelf.screen._FEW", 2)
    async with opened(articles(tmp_path, LETTERS)) as reader:
        await reader.press("s")
        await reader.until(lambda: titles(reader) == ["birch", "alder", "cedar"])
        await reader.press("/")
        await reader.write("ce")
        await reader.until(lambda: titles(reader) == ["cedar"])


async def test_an_order_that_was_asked_for_before_another_is_not_shown_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.shelf.screen._FEW", 2)
    may_go_on, is_done, looked = Event(), Event(), list[View]()

    def slowly(catalogue: Catalogue, view: View, said: Said) -> list[int]:
        looked.append(view)
        is_first = len(looked) == 1
        if is_first:
            may_go_on.wait(20)
        ids = ids_of(catalogue, view, said)
        if is_first:
            is_done.set()
        return ids

    async with opened(articles(tmp_path, LETTERS)) as reader:
        monkeypatch.setattr("reader.ui.shelf.screen.ids_of", slowly)
        # As if the answer had been on its way already when the next was asked for.
        unstopped = SimpleNamespace(is_cancelled=False)
        monkeypatch.setattr("reader.ui.shelf.screen.get_current_worker", lambda: unstopped)
        await reader.press("s", "r")
        await reader.until(lambda: titles(reader) == ["cedar", "alder", "birch"])
        may_go_on.set()
        await reader.until(is_done.is_set)
        await reader.until(
            lambda: not any(w.group == "arranging" and w.is_running for w in reader.app.workers)
        )
        await reader.settled()
        assert titles(reader) == ["cedar", "alder", "birch"]


async def test_a_folder_that_goes_away_is_said_and_what_is_known_stays(tmp_path: Path) -> None:
    library = articles(tmp_path, LETTERS)
    async with opened(library) as reader:
        library.rename(tmp_path / "elsewhere")
        await reader.until(lambda: "cannot be read" in reader.notice())
        assert titles(reader) == ["alder", "birch", "cedar"]


async def test_marks_follow_an_article_that_is_renamed_while_the_shelf_is_open(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, LETTERS)
    async with opened(library) as reader:
        await reader.press("enter", "c", "q")
        (library / "alder.txt").rename(library / "zelkova.txt")
        await reader.until(lambda: titles(reader) == ["birch", "cedar", "zelkova"])
        await reader.until(lambda: any("1 ⚑" in row for row in reader.screen() if "felled" in row))
