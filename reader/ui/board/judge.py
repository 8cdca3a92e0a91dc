"""Judging claims beside each other: what one does on the board and with two articles side by side."""

from collections.abc import Callable
from typing import Protocol

from annotations import Annotation, Change
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.ui.claim_prompts import ClaimPrompts
from reader.ui.desk import Desk, refusal
from reader.ui.host import Asker, Questions, Verbs
from reader.ui.messages import ReadOver

_TOLD = {
    "same-claim": "The same claim",
    "supports": "It supports the claim",
    "contradicts": "It contradicts the claim",
}

RELATING = frozenset({"same", "supports", "contradicts"})
SAYING = frozenset({"tags", "verdict", "evidence", "note"})
"""The commands, without their place, that relate two passages, or say something of a claim."""


class Judged(Protocol):
    """What a screen shows that can be judged: a row of the board and one of its cells."""

    @property
    def row(self) -> Row | None:
        """The row in view."""

    @property
    def cell(self) -> Cell | None:
        """The cell in view; None where the claim itself is."""

    @property
    def claim(self) -> Annotation | None:
        """The claim that verdict, evidence, tags and notes are about."""

    def article(self, name: str) -> Article | None:
        """The article of this name, as it was compared."""


class JudgeHost(Verbs, Asker, Questions, Protocol):
    """The screen around a judge."""


def claim_in(row: Row | None, cell: Cell | None) -> Annotation | None:
    """The claim of the cell; if it has none, that of the row."""
    if cell is not None and cell.claim is not None:
        return cell.claim.annotation
    return row.first if row is not None else None


class ClaimJudge:
    """Relates the passage in view to its claim, and writes what is said of the claim.

    ``place`` is the place of the table of commands whose commands these are. ``write_note``
    opens the note of a claim for writing.
    """

    def __init__(
        self,
        place: str,
        desk: Desk,
        judged: Judged,
        host: JudgeHost,
        write_note: Callable[[Annotation], None],
    ) -> None:
        self._place = place
        self._desk = desk
        self._judged = judged
        self._host = host
        self._write_note = write_note
        self._prompts = ClaimPrompts(desk.notebook, host.ask, host.choose, self._carry_out)

    def obstacle(self, name: str) -> str | None:
        """Why the command of this name, without its place, cannot be done now."""
        row, cell = self._judged.row, self._judged.cell
        if row is None:
            return "There is no claim here."
        if name in RELATING and row.first is None:
            return f"This is no claim yet; {self._key('accept')} marks it as one."
        if name in SAYING and self._judged.claim is None:
            names = ("accept",) if row.first is None else ("same", "supports", "contradicts")
            keys = " or ".join(self._key(name) for name in names)
            return f"This is no claim yet; {keys} marks it as one."
        if name in RELATING and cell is None:
            return "This is the claim itself; choose what another article says."
        if name in RELATING and cell is not None and cell.passage is None:
            said = "says nothing of it" if cell.state == SILENT else "has lost these words"
            return f"This article {said}."
        if name in RELATING and cell is not None and cell.claim and cell.claim.id == row.key:
            return "This is the claim itself; choose what another article says."
        return None

    def visit(self, passage: Passage) -> None:
        """Show the passage in its article, over this screen: going back leads here."""
        try:
            article = self._desk.library.load(passage.name)
        except ReaderError as error:
            self._host.warn(refusal(passage.name, error))
            return
        self._host.post(ReadOver(article, passage.start))

    def action_accept(self) -> None:
        """Mark the suggestion as a claim."""
        row = self._judged.row
        article = self._judged.article(row.name) if row is not None else None
        if row is None or row.suggestion is None or article is None:
            return
        suggestion, source = row.suggestion, self._desk.source(article)
        self._carry_out(
            lambda: self._desk.notebook.accept_suggestion(article.lazy_text, suggestion, source),
            f"A claim now; {self._undo} takes it back.",
        )

    # How two claims stand to each other

    def action_confirm(self, type: str) -> None:
        """Say how the passage stands to the claim: one step, which marks the passage too."""
        row, cell = self._judged.row, self._judged.cell
        if row is None or row.first is None or cell is None or cell.passage is None:
            return
        passage, first = cell.passage, row.first
        told = f"{_TOLD[type]}; {self._undo} takes it back."
        if cell.claim is not None:
            other = cell.claim.id
            self._carry_out(lambda: self._desk.notebook.link(first.id, type, other), told)
            return
        article = self._judged.article(passage.name)
        if article is None:
            self._host.warn(
                f"{passage.name} has changed since it was compared; look again in a moment."
            )
            return
        self._carry_out(
            lambda: self._desk.notebook.confirm(
                first.id,
                type,
                article.lazy_text,
                passage.start,
                passage.end,
                self._desk.source(article),
            ),
            told,
        )

    def action_reject(self) -> None:
        """Say that the passage does not say what the claim says; of a suggestion, that it is none."""
        row, cell = self._judged.row, self._judged.cell
        if row is None:
            return
        passage = row.lead if cell is None or row.first is None else cell.passage
        if row.first is not None and cell is not None and cell.claim is not None:
            group = [claim.id for claim in row.claims]
            other = cell.claim.id
            self._carry_out(
                lambda: self._desk.notebook.part(other, group),
                f"Parted; {self._undo} joins them again.",
            )
        elif passage is not None and (article := self._judged.article(passage.name)) is not None:
            id = row.first.id if row.first is not None else None
            self._dismiss(article, passage.start, passage.end, id)

    def _dismiss(self, article: Article, start: int, end: int, claim: str | None) -> None:
        def dismiss() -> Change:
            return self._desk.notebook.dismiss(
                article.lazy_text, start, end, self._desk.source(article), claim
            )

        what = "Not the same" if claim is not None else "Dropped"
        self._carry_out(dismiss, f"{what}; {self._undo} brings it back.")

    # What is said of a claim

    def action_verdict(self) -> None:
        """Ask for the verdict on the claim."""
        if claim := self._judged.claim:
            self._prompts.ask_verdict(claim)

    def action_evidence(self) -> None:
        """Ask for the evidence of the claim."""
        if claim := self._judged.claim:
            self._prompts.ask_evidence(claim)

    def action_tags(self) -> None:
        """Ask for the tags of the claim."""
        if claim := self._judged.claim:
            self._prompts.ask_tags(claim)

    def action_note(self) -> None:
        """Write the note of the claim."""
        if claim := self._judged.claim:
            self._write_note(claim)

    def _carry_out(self, verb: Callable[[], Change | None], said: str = "") -> bool:
        """Do one verb; where it fails, what is shown may be gone, and is looked at again."""
        is_done = self._host.carry_out(verb, said)
        if not is_done:
            self._host.refresh_marks()
        return is_done

    @property
    def _undo(self) -> str:
        return self._host.key("app.undo")

    def _key(self, name: str) -> str:
        return self._host.key(f"{self._place}.{name}")
