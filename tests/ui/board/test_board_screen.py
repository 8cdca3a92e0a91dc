"""The claims board: rows at once, cells as the articles are compared, judged from the cells."""

from pathlib import Path

import pytest

from annotations import Notebook, Source
from reader.ui.board.beside_screen import BesideScreen
from reader.ui.board.screen import BoardScreen
from reader.ui.reading.screen import ReadingScreen
from tests.ui.driving import Reader, articles, opened

LOG = """The harbour authority said that the new breakwater cost 4.1 million crowns in all.

Nobody was hurt when the old mole broke in the storm."""
LETTER = """We have seen many springs at this slip, and most of them were wet.

According to the mayor the new breakwater cost 3.4 million crowns in all, the harbour authority says more."""
NEWS = """Tourists came early this year.

The new breakwater cost 4.1 million crowns in all, the harbour authority said on Monday."""
SILENT = """A bakery opened in the high street. Its bread is dark and its owner is glad."""

COST = "the new breakwater cost 4.1 million crowns in all"
SIZE = (130, 36)


def library(folder: Path) -> Path:
    """Four articles: one that says the same as the log, one another amount, one nothing."""
    return articles(
        folder,
        {
            "bakery.txt": f"date 2024-01-05\n\n{SILENT}",
            "letter.txt": LETTER,
            "log.txt": f"date 2024-01-02\n\n{LOG}",
            "news.txt": f"date 2024-01-03\n\n{NEWS}",
        },
    )


def claim(folder: Path, path: str = "log.txt", words: str = COST) -> str:
    """Mark the words a claim in the article at the path, before the reader is opened."""
    text = (folder / "articles" / path).read_text(encoding="utf-8")
    start = text.index(words)
    with Notebook.open(folder / "store") as notebook:
        source = Source(path=path, library=str((folder / "articles").resolve()))
        made = notebook.mark(text, start, start + len(words), source, kind="claim")
    return made.ids[0]


async def board(reader: Reader) -> BoardScreen:
    """Open the board and wait until its first row is compared."""
    await reader.press("C")
    screen = reader.front
    assert isinstance(screen, BoardScreen)
    await reader.until(lambda: screen.row is not None and screen.row.is_filled, "the comparison")
    await reader.settled()
    return screen


async def go_to(reader: Reader, name: str) -> None:
    """Move the cursor to the column of the article."""
    screen = reader.front
    assert isinstance(screen, BoardScreen)
    for _ in screen.table.columns:
        await reader.press("l")
        if screen.column is not None and screen.column.name == name:
            return
    raise AssertionError(f"no column {name}")


async def test_the_board_shows_a_claim_by_what_each_article_says_of_it(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        assert screen.row is not None
        words = {name: cell.word for name, cell in screen.row.cells.items()}
        assert words["log.txt"] == words["news.txt"] == "said"
        assert words["letter.txt"].startswith("differs: amount")
        assert "bakery.txt" not in words
        assert reader.shows("said by 2 of 4 · 1 differs")


async def test_rows_are_there_before_anything_is_compared(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        reader.app.comparer.is_running = True  # as if the articles took for ever to read
        await reader.press("C")
        assert reader.shows("the new breakwater cost 4.1")
        assert reader.shows("comparing")
        assert "reading the articles" in reader.status()


async def test_columns_stand_by_date_and_the_undated_last(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        head = reader.screen()[0]
        places = [head.index(name) for name in ("breakwater", "Tourists", "bakery", "seen")]
        assert places == sorted(places)


async def test_the_preview_shows_both_passages_and_marks_the_amounts(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "letter.txt")
        assert reader.shows("amounts differ")
        text, styles = screen.preview.right
        [differs] = [text[start:end] for start, end, style in styles if "underline" in style]
        assert "3.4 million" in differs


async def test_enter_goes_to_the_passage_and_q_comes_back_to_the_cell(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "letter.txt")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ReadingScreen)
        assert reader.reading.article.path == "letter.txt"
        assert "3.4 million" in reader.focused()
        await reader.press("q")
        assert reader.front is screen
        assert screen.column is not None
        assert screen.column.name == "letter.txt"


async def test_enter_on_a_silent_cell_says_that_the_article_says_nothing(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await go_to(reader, "bakery.txt")
        await reader.press("enter")
        assert "says nothing of it" in reader.notice()


@pytest.mark.parametrize(
    ("key", "type", "word"),
    [
        ("=", "same-claim", "said"),
        ("+", "supports", "supports"),
        ("-", "contradicts", "contradicts"),
    ],
)
async def test_a_relation_is_confirmed_by_one_key_and_taken_back_by_u(
    tmp_path: Path, key: str, type: str, word: str
) -> None:
    folder = library(tmp_path)
    id = claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        await reader.press(key)
        [made] = reader.marks("kind:claim article:news")
        assert [(link.type, link.to) for link in made.relations] == [(type, id)]
        assert made.verdict == "unchecked"
        assert screen.cell is not None
        assert (screen.cell.is_confirmed, screen.cell.word) == (True, word)
        await reader.press("u")
        assert reader.marks("article:news") == []
        assert not screen.cell.is_confirmed


async def test_what_was_said_first_gives_way_to_what_is_said_last(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await go_to(reader, "news.txt")
        await reader.press("=", "-")
        [made] = reader.marks("kind:claim article:news")
        assert [link.type for link in made.relations] == ["contradicts"]


async def test_a_match_that_is_rejected_is_not_offered_again_also_after_a_restart(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        assert screen.passage is not None
        rejected = screen.passage
        await reader.press("x")
        assert screen.passage != rejected
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        assert screen.passage != rejected
        await reader.press("u")
        assert screen.passage == rejected


async def test_where_one_passage_is_rejected_what_else_the_article_says_of_it_is_shown(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path)
    again = "For a breakwater in another harbour the authority paid 9 million crowns in all."
    (folder / "news.txt").write_text(f"date 2024-01-03\n\n{NEWS}\n\n{again}\n", "utf-8")
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        seen = []
        for _ in range(3):
            seen.append(screen.passage and screen.passage.start)
            await reader.press("x")
        text = (folder / "news.txt").read_text("utf-8")
        assert seen == [text.index("The new breakwater"), text.index(again), None]


async def test_a_confirmed_claim_is_parted_again_and_stays_a_claim(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        await reader.press("=", "x")
        assert [made.relations for made in reader.marks("kind:claim")] == [(), ()]
        assert len([row for row in screen.table.rows if row.claims]) == 2


async def test_verdict_tags_note_and_evidence_are_given_on_the_board(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await reader.press("!", "d", "t")
        await reader.write("money/cost")
        await reader.press("enter", "@")
        await reader.write("https://example.org/log")
        await reader.press("enter", "a")
        await reader.write("Who paid?")
        await reader.press("escape")
        [made] = reader.marks("kind:claim")
        assert (made.verdict, made.tags, made.note) == ("disputed", ("money/cost",), "Who paid?")
        assert made.evidence == ("https://example.org/log",)
        assert reader.shows("≠ disputed")


async def test_the_verdict_of_a_confirmed_cell_is_that_passages_own(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await go_to(reader, "letter.txt")
        await reader.press("-", "!", "r")
        verdicts = {made.source.path: made.verdict for made in reader.marks("kind:claim")}
        assert verdicts == {"log.txt": "unchecked", "letter.txt": "refuted"}


async def test_suggestions_stand_below_and_one_key_makes_one_a_claim(tmp_path: Path) -> None:
    folder = library(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await reader.press("C")
        screen = reader.front
        assert isinstance(screen, BoardScreen)
        await reader.until_shown("worth checking, not marked yet")
        assert screen.row is not None
        words = screen.row.text
        await reader.press("c")
        assert reader.quotes("kind:claim") == [words]
        assert screen.row.claims
        await reader.press("u")
        assert reader.quotes() == []


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_what_to_do_with_suggestions_is_said_whole_at_any_width(
    tmp_path: Path, width: int
) -> None:
    async with opened(library(tmp_path), size=(width, 24)) as reader:
        await reader.press("C")
        await reader.until_shown("c marks one, x drops it")


async def test_a_suggestion_that_is_dropped_stays_away(tmp_path: Path) -> None:
    folder = library(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await reader.press("C")
        screen = reader.front
        assert isinstance(screen, BoardScreen)
        await reader.until_shown("worth checking, not marked yet")
        assert screen.row is not None
        dropped = screen.row.key
        await reader.press("x")
        assert dropped not in [row.key for row in screen.table.rows]
        assert reader.quotes() == []


async def test_the_board_is_filtered_by_conflict_and_shows_all_again(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    claim(tmp_path, words="Nobody was hurt")
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await reader.press("/")
        await reader.write("conflict:amount kind:claim")
        await reader.press("enter")
        await reader.until(lambda: [row.text for row in screen.table.rows] == [COST], "the filter")
        await reader.press("escape")
        assert len(screen.table.rows) >= 2


async def test_a_filter_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await reader.press("/")
        await reader.write("conflict:colour")
        await reader.press("enter")
        assert "is not one of" in reader.notice()


async def test_sorting_puts_the_contradicted_first_and_keeps_the_cursor(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path, words="Nobody was hurt")
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await reader.until(lambda: all(row.is_filled for row in screen.table.rows))
        await reader.press("s")
        assert screen.table.rows[0].text == COST
        assert screen.row is not None
        assert screen.row.text == "Nobody was hurt"


async def test_a_click_chooses_a_cell_and_a_second_one_opens_it(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        x, y = reader.cell_of("△")
        await reader.click(x, y)
        assert screen.column is not None
        assert screen.column.name == "letter.txt"
        await reader.click(x, y)
        assert reader.reading.article.path == "letter.txt"


async def test_the_board_opened_on_a_claim_stands_on_it(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path, words="Nobody was hurt")
    claim(tmp_path)
    async with opened(folder, "log.txt", size=SIZE) as reader:
        assert COST in reader.focused()
        screen = await board(reader)
        assert screen.row is not None
        assert screen.row.text == COST


async def test_the_board_that_is_open_is_gone_back_to(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await reader.press("enter", "C")
        assert reader.front is screen
        assert len(reader.app.screen_stack) == 2


async def test_an_article_that_vanishes_or_changes_meanwhile_costs_its_column_alone(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        (folder / "letter.txt").unlink()
        (folder / "news.txt").write_text("Another text altogether.", encoding="utf-8")
        await reader.press("q", "C")
        again = reader.front
        assert isinstance(again, BoardScreen)
        await reader.until(lambda: reader.app.comparison.version == 2, "the second look")
        await reader.settled()
        assert again.row is not None
        assert set(again.row.cells) == {"log.txt"}
        assert "letter.txt" not in [column.name for column in again.table.columns]
        assert screen is not again


async def test_one_article_without_a_claim_is_a_board_that_says_what_to_do(tmp_path: Path) -> None:
    folder = articles(tmp_path, {"one.txt": "Ja. Nein. Vielleicht."})
    async with opened(folder, size=(60, 20)) as reader:
        await reader.press("C")
        await reader.until_shown("No claims yet: in an article, c marks")
        for key in ("enter", "o", "=", "x", "c", "!", "a", "t", "s", "l", "G", "E", "escape"):
            await reader.press(key)
        assert isinstance(reader.front, BoardScreen)


async def test_doubled_foreign_and_tiny_texts_are_shown_as_far_as_they_go(tmp_path: Path) -> None:
    folder = articles(
        tmp_path,
        {
            "double.txt": LOG,
            "empty.txt": "",
            "hafen.txt": "Die neue Mole hat 4,1 Millionen gekostet, sagt der Hafen, und er ist froh.",
            "log.txt": LOG,
        },
    )
    claim(tmp_path)
    claim(tmp_path, words="storm")
    claim(tmp_path, "hafen.txt", "Mole")
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await reader.until(lambda: all(row.is_filled for row in screen.table.rows))
        rows = {row.text: row for row in screen.table.rows}
        assert rows[COST].cell("double.txt").state == "said"
        assert rows["Mole"].cell("hafen.txt").is_confirmed
        assert reader.shows(", one origin")


async def test_a_claim_that_another_window_removed_is_told_and_leaves_the_board(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path)
    id = claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await board(reader)
        await go_to(reader, "news.txt")
        with Notebook.open(tmp_path / "store") as other:
            other.remove(id)
        await reader.press("=")
        assert "may have been removed elsewhere" in reader.notice()
        await reader.until(lambda: not any(row.claims for row in screen.table.rows), "the look")
        assert reader.marks() == []


async def test_many_articles_scroll_and_those_that_say_something_come_first(
    tmp_path: Path,
) -> None:
    texts = {f"{n:03}.txt": f"date 2024-01-01\n\nNumber {n} is about bread." for n in range(40)}
    folder = articles(tmp_path, texts | {"log.txt": LOG, "z-news.txt": NEWS})
    claim(tmp_path)
    async with opened(folder, size=(80, 24)) as reader:
        screen = await board(reader)
        names = [column.name for column in screen.table.columns]
        assert set(names[:2]) == {"log.txt", "z-news.txt"}
        await reader.press("$")
        assert screen.column is not None
        assert reader.shows("more articles")


@pytest.mark.parametrize(
    ("key", "file", "words"),
    [
        ("h", "claims.html", "<h2>Timeline</h2>"),
        ("m", "claims.md", "| Claim |"),
        ("c", "claims.csv", "kind,id,article"),
    ],
)
async def test_the_board_is_exported_as_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, file: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await reader.press("E", key, "enter")
        await reader.until(lambda: "Wrote" in reader.notice(), "the file")
    written = (tmp_path / file).read_text(encoding="utf-8")
    assert words in written
    assert "3.4 million" in written


async def test_an_export_over_a_file_that_is_there_asks_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = library(tmp_path)
    claim(tmp_path)
    (tmp_path / "claims.csv").write_text("mine", encoding="utf-8")
    async with opened(folder, size=SIZE) as reader:
        await board(reader)
        await reader.press("E", "c", "enter", "n")
        assert (tmp_path / "claims.csv").read_text(encoding="utf-8") == "mine"


# Side by side


async def beside(reader: Reader, name: str) -> BesideScreen:
    await board(reader)
    await go_to(reader, name)
    await reader.press("o")
    screen = reader.front
    assert isinstance(screen, BesideScreen)
    return screen


async def test_side_by_side_both_passages_are_in_view_with_what_differs(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await beside(reader, "letter.txt")
        assert reader.shows("amounts differ")
        for pane, amount in ((screen.left, "4.1 million"), (screen.right, "3.4 million")):
            [hit] = [pane.content.text[slice(*span)] for span in pane.content.hits]
            assert amount in hit
            assert any(amount.split()[0] in pane.render_line(y).text for y in range(20))


async def test_tab_changes_the_side_that_is_scrolled_and_opened(tmp_path: Path) -> None:
    folder = articles(
        tmp_path, {"log.txt": LOG + "\n\nMore." * 40, "news.txt": NEWS + "\n\nX." * 40}
    )
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await beside(reader, "news.txt")
        left = screen.left.render_line(0).text
        await reader.press("tab", "space")
        assert screen.left.render_line(0).text == left
        assert "breakwater" not in screen.right.render_line(0).text
        await reader.press("enter")
        assert reader.reading.article.path == "news.txt"
        await reader.press("q")
        assert reader.front is screen


async def test_it_is_judged_side_by_side_as_on_the_board(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await beside(reader, "letter.txt")
        await reader.press("-")
        [made] = reader.marks("article:letter")
        assert [link.type for link in made.relations] == ["contradicts"]
        assert screen.cell is not None
        assert screen.cell.is_confirmed
        await reader.press("!", "s", "tab", "!", "r")
        assert reader.marks("article:log")[0].verdict == "supported"
        assert reader.marks("article:letter")[0].verdict == "refuted"
        assert reader.shows("✗ refuted")


async def test_on_a_narrow_screen_one_stands_above_the_other(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=(60, 20)) as reader:
        screen = await beside(reader, "news.txt")
        assert screen.right.region.y > screen.left.region.y
        assert screen.left.region.width == screen.right.region.width == 60


async def test_n_steps_through_the_other_articles(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, size=SIZE) as reader:
        screen = await beside(reader, "news.txt")
        await reader.press("n")
        assert screen.name == "letter.txt"
        assert reader.shows("many springs at this slip")


# In the article


async def test_the_margin_tells_where_else_a_claim_stands_and_what_differs(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, "log.txt", size=SIZE) as reader:
        await reader.until_shown("also in: Tourists came early")
        assert reader.shows("amount differs: seen many springs")


async def test_a_key_opens_the_claim_under_the_caret_beside_the_best_match(tmp_path: Path) -> None:
    folder = library(tmp_path)
    claim(tmp_path)
    async with opened(folder, "log.txt", size=SIZE) as reader:
        await reader.until_shown("also in: Tourists came early")
        await reader.press("o")
        assert isinstance(reader.front, BesideScreen)
        await reader.press("q")
        assert reader.reading.article.path == "log.txt"
