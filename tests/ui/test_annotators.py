"""Several annotators of one article on the screen."""

from pathlib import Path

from annotations import Notebook
from reader.settings import Settings
from tests.ui.builders import harbour, mark
from tests.ui.driving import Reader, opened

ANNA = "Anna Lind <anna@example.org>"
BO = Settings(suggestions=False, creator="Bo")


async def marked_by_anna(reader: Reader, words: str = "The wall cost", **said: object) -> str:
    notebook: Notebook = reader.desk.notebook
    notebook.sign(ANNA)
    id = mark(reader, words, **said)
    notebook.sign("Bo")
    await reader.settled()
    return id


async def test_anothers_mark_is_changed_after_a_question_that_says_whose_it_is(
    tmp_path: Path,
) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", settings=BO) as reader:
        id = await marked_by_anna(reader, kind="claim")
        await reader.press("!", "r")
        assert reader.shows("This is by Anna Lind")
        await reader.press("n")
        assert reader.marks()[0].verdict == "unchecked"
        await reader.press("!", "r", "y")
        assert reader.marks()[0].verdict == "refuted"
        assert reader.desk.notebook.get(id).extra["decided"]
        await reader.press("u")
        assert reader.marks()[0].verdict == "unchecked"


async def test_ones_own_mark_is_changed_without_a_question(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", settings=BO) as reader:
        await reader.press("c", "!", "r")
        assert reader.marks()[0].verdict == "refuted"
        assert reader.marks()[0].creator == "Bo"
