"""What programs propose, on the page: taken or dropped by a key."""

from pathlib import Path

from annotations import Proposal
from reader.settings import Settings
from tests.ui.builders import HARBOUR, harbour
from tests.ui.driving import Reader, opened

FIRST = "The wall cost 4.1 million."
ADA = Settings(suggestions=False, creator="Ada")


async def propose(reader: Reader, *sentences: str, kind: str = "claim") -> None:
    source = reader.desk.source(reader.reading.article)
    spans = [(HARBOUR.index(words), HARBOUR.index(words) + len(words)) for words in sentences]
    reader.desk.notebook.propose(
        Proposal(
            HARBOUR, *span, source, kind, ("cost",), "A sum.", creator="gpt <https://m.example>"
        )
        for span in spans
    )
    await reader.until(lambda: reader.reading.suggestions.is_known)
    reader.reading.refresh_marks()
    await reader.settled()


async def test_a_proposal_says_by_whom_it_is_and_is_taken_by_a_key(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(110, 24), settings=ADA) as reader:
        await propose(reader, FIRST)
        assert "proposed: claim cost by gpt · A sum." in reader.status()
        assert reader.marks() == []
        await reader.press("P")
        (mark,) = reader.marks()
        assert (mark.quote.exact, mark.kind, mark.creator) == (FIRST, "claim", "Ada")
        assert "proposed" not in reader.status()
        await reader.press("u")
        assert reader.marks() == []
        assert "proposed" in reader.status() or "Undone" in reader.notice()


async def test_a_proposal_is_dropped_by_a_key_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", size=(110, 24), settings=ADA) as reader:
        await propose(reader, FIRST)
        await reader.press("X")
        assert not reader.reading.suggestions.offers
        await reader.press("u", "escape")
        assert reader.reading.suggestions.offers


async def test_claim_takes_what_is_proposed_as_a_claim(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", settings=ADA) as reader:
        await propose(reader, FIRST, kind="question")
        await reader.press("c")
        (mark,) = reader.marks()
        assert (mark.kind, mark.tags) == ("claim", ("cost",))


async def test_w_goes_from_proposal_to_proposal(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", settings=ADA) as reader:
        await propose(reader, FIRST, "Nobody was hurt.", "Nine boats sank that night.")
        await reader.press("w")
        assert reader.focused() == "Nobody was hurt."
        await reader.press("w")
        assert reader.focused() == "Nine boats sank that night."


async def test_where_nothing_is_proposed_taking_says_so(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt", settings=ADA) as reader:
        await reader.press("P")
        assert "No program proposes anything" in reader.notice()
        assert reader.marks() == []
