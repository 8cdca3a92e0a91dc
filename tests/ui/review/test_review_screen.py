"""Articles that change under their marks: said once, looked at side by side, decided, undone."""

from pathlib import Path
from threading import Event

import pytest

from reader.articles.article import Article
from reader.library.library import Library
from reader.ui.review.screen import ReviewScreen
from tests.ui.builders import mark
from tests.ui.driving import articles, opened

OLD = "The wall cost 3.4 million crowns. It was built in a year.\n\nNine boats sank in the storm."
NEW = OLD.replace("3.4", "4.1")
CLAIM = "The wall cost 3.4 million crowns."
SINKING = "Nine boats sank in the storm."


async def marked(folder: Path) -> Path:
    """A library of one article with two claims, which is changed afterwards."""
    library = articles(folder, {"wall.txt": OLD})
    async with opened(library, "wall.txt") as reader:
        mark(reader, CLAIM, kind="claim")
        mark(reader, SINKING, kind="claim")
    (library / "wall.txt").write_text(NEW, encoding="utf-8")
    return library


async def test_what_was_looked_for_before_a_decision_is_not_shown_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = articles(tmp_path, {"a.txt": OLD, "b.txt": OLD.replace("boats", "barges")})
    async with opened(library, "a.txt") as reader:
        mark(reader, CLAIM, kind="claim")
        await reader.press("]")
        mark(reader, CLAIM, kind="claim")
    for name in ("a.txt", "b.txt"):
        text = (library / name).read_text(encoding="utf-8").replace("3.4", "4.1")
        (library / name).write_text(text, encoding="utf-8")
    is_reached, may_go_on, load, loads = Event(), Event(), Library.load, list[str]()

    def slowly(self: Library, path: str, **options: bool) -> Article:
        if path == "b.txt":
            loads.append(path)
            if len(loads) == 1:  # the look that the decision makes stale
                is_reached.set()
                may_go_on.wait(20)
        return load(self, path, **options)

    async with opened(library) as reader:
        monkeypatch.setattr(Library, "load", slowly)
        await reader.press("R")
        await reader.until(is_reached.is_set)
        await reader.until_shown("1 to review")
        await reader.press("enter")
        await reader.until(lambda: len(loads) == 2)
        may_go_on.set()
        await reader.until(lambda: not any(w.is_running for w in reader.app.workers), "the looks")
        await reader.settled()
        await reader.press("j")
        assert "1 to review" in reader.status()
        assert reader.shows("b.txt")
        assert not reader.shows("a.txt")


async def test_opening_a_changed_article_says_once_how_its_marks_stand(tmp_path: Path) -> None:
    async with opened(await marked(tmp_path), "wall.txt") as reader:
        assert "1 exact · 1 changed" in reader.status()
        await reader.press("j")
        assert "1 exact · 1 changed" not in reader.status()


async def test_a_changed_claim_is_visibly_so_in_the_margin_until_it_is_accepted(
    tmp_path: Path,
) -> None:
    async with opened(await marked(tmp_path), "wall.txt", size=(120, 30)) as reader:
        assert reader.shows("claim changed")
        await reader.press("R")
        await reader.until_shown("1 to review")
        await reader.press("enter")
        await reader.until_shown("Every mark stands")
        await reader.press("q")
        assert not reader.shows("claim changed")


async def test_the_review_shows_then_and_now(tmp_path: Path) -> None:
    async with opened(await marked(tmp_path), "wall.txt", size=(120, 30)) as reader:
        await reader.press("R")
        await reader.until_shown("cost 4.1 million")
        assert reader.shows("cost 3.4 million")


async def test_accepting_is_undone_by_u_also_after_a_restart(tmp_path: Path) -> None:
    library = await marked(tmp_path)
    async with opened(library, "wall.txt") as reader:
        await reader.press("R")
        await reader.until_shown("1 to review")
        await reader.press("enter")
        await reader.until_shown("Every mark stands")
    async with opened(library, "wall.txt") as reader:
        assert "changed" not in reader.status()
        await reader.press("u", "R")
        await reader.until_shown("1 to review")


async def test_a_lost_mark_gets_its_place_by_hand(tmp_path: Path) -> None:
    library = await marked(tmp_path)
    (library / "wall.txt").write_text("A mole stands there.\n\nAnd no boat.", encoding="utf-8")
    async with opened(library, "wall.txt") as reader:
        assert "2 lost" in reader.status() or "2 orphaned" in reader.status()
        await reader.press("R")
        await reader.until_shown("2 to review")
        await reader.press("m", ")", "enter")
        assert reader.reading.page.current is not None
        await reader.press("R")
        await reader.until_shown("1 to review")


async def test_a_lost_mark_can_be_kept_or_removed(tmp_path: Path) -> None:
    library = await marked(tmp_path)
    (library / "wall.txt").write_text("A mole stands there.", encoding="utf-8")
    async with opened(library) as reader:
        await reader.press("R")
        await reader.until_shown("2 to review")
        await reader.press("o")
        await reader.until_shown("Kept as lost.")
        await reader.press("x")
        await reader.until_shown("Every mark stands")
        assert len(reader.marks()) == 1


async def test_a_file_that_changes_while_open_is_followed(tmp_path: Path) -> None:
    library = articles(tmp_path, {"wall.txt": OLD})
    async with opened(library, "wall.txt") as reader:
        await reader.press("c")
        (library / "wall.txt").write_text(NEW + "\n\nA line more.", encoding="utf-8")
        await reader.until_shown("A line more.")
        assert "1 changed" in reader.status()


async def test_the_shelf_counts_the_marks_of_a_renamed_file(tmp_path: Path) -> None:
    library = articles(tmp_path, {"wall.txt": OLD})
    async with opened(library, "wall.txt") as reader:
        await reader.press("c")
    (library / "wall.txt").rename(library / "mole.txt")
    async with opened(library) as reader:
        await reader.until_shown("1 ⚑")


async def test_many_marks_in_a_changed_article_are_found_while_one_reads(tmp_path: Path) -> None:
    lines = [f"Sentence number {n} of the report says that {n} boats were lost." for n in range(60)]
    library = articles(tmp_path, {"report.txt": "\n\n".join(lines)})
    async with opened(library, "report.txt") as reader:
        for line in lines[:40]:
            mark(reader, line, kind="claim")
    changed = "\n\n".join(lines).replace("report says", "paper says")
    (library / "report.txt").write_text(changed, encoding="utf-8")
    async with opened(library, "report.txt") as reader:
        await reader.until_shown(" changed")


async def test_the_screen_of_the_review_opens_from_every_screen(tmp_path: Path) -> None:
    async with opened(await marked(tmp_path)) as reader:
        await reader.press("A", "R")
        assert isinstance(reader.front, ReviewScreen)


async def test_an_export_says_that_a_claim_has_changed(tmp_path: Path) -> None:
    async with opened(await marked(tmp_path), "wall.txt") as reader:
        [scope] = reader.reading.exportable()
        statuses = {
            each.quote.exact: each.anchor and each.anchor.status for each in scope.annotations
        }
        assert statuses == {CLAIM: "changed", SINKING: None}


async def test_a_lost_mark_is_shown_the_place_most_like_it_and_enter_accepts_that(
    tmp_path: Path,
) -> None:
    library = await marked(tmp_path)
    text = "A mole stands there.\n\nThe storm came on Friday, and boats sank by nine."
    (library / "wall.txt").write_text(text, encoding="utf-8")
    async with opened(library, "wall.txt", size=(120, 30)) as reader:
        await reader.press("R")
        await reader.until_shown("2 to review")
        await reader.press("j")
        await reader.until_shown("perhaps here?")
        assert reader.shows("and boats sank by nine")
        await reader.press("enter")
        await reader.until_shown("Accepted")
        [_, accepted] = reader.marks()
        assert accepted.anchor is not None
        assert accepted.anchor.start is not None
        await reader.press("u")
        await reader.until_shown("Undone: accept.")
        assert [each.anchor for each in reader.marks()] == [None, None]
