"""Judging claims beside each other: what the board and the two articles side by side have in common."""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from annotations import Annotation, Change
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.ui.claim_prompts import ClaimPrompts
from reader.ui.desk import refusal
from reader.ui.desk_screen import DeskScreen
from reader.ui.messages import ReadOver
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.prompt import Prompt

_TOLD = {
    "same-claim": "The same claim",
    "supports": "It supports the claim",
    "contradicts": "It contradicts the claim",
}

RELATING = frozenset({"same", "supports", "contradicts"})
SAYING = frozenset({"tags", "verdict", "evidence", "note"})
"""The commands, without their place, that relate two passages, or say something of a claim."""


class Judging(DeskScreen):
    """A screen with a row of the board and one of its cells in view."""

    PLACE: ClassVar[str]
    """The place of the table of commands whose commands these are."""

    @property
    @abstractmethod
    def row(self) -> Row | None:
        """The row in view."""

    @property
    @abstractmethod
    def cell(self) -> Cell | None:
        """The cell in view; None where the claim itself is."""

    @abstractmethod
    def article(self, name: str) -> Article | None:
        """The article of this name, as it was compared."""

    @property
    def claim(self) -> Annotation | None:
        """The claim that verdict, evidence, tags and notes are about: the cell's, else the row's."""
        row, cell = self.row, self.cell
        if cell is not None and cell.claim is not None:
            return cell.claim.annotation
        return row.first if row is not None else None

    def obstacle_to(self, name: str) -> str | None:
        """Why the command of this name, without its place, cannot be done now."""
        row, cell = self.row, self.cell
        if row is None:
            return "There is no claim here."
        if name in RELATING and row.first is None:
            return f"This is no claim yet; {self.key(f'{self.PLACE}.accept')} marks it as one."
        if name in SAYING and self.claim is None:
            names = ("accept",) if row.first is None else ("same", "supports", "contradicts")
            keys = " or ".join(self.key(f"{self.PLACE}.{name}") for name in names)
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
            article = self.desk.library.load(passage.name)
        except ReaderError as error:
            self.warn(refusal(passage.name, error))
            return
        self.post(ReadOver(article, passage.start))

    def action_accept(self) -> None:
        """Mark the suggestion as a claim."""
        row = self.row
        article = self.article(row.name) if row is not None else None
        if row is None or row.suggestion is None or article is None:
            return
        suggestion, source = row.suggestion, self.desk.source(article)
        self.carry_out(
            lambda: self.desk.notebook.accept_suggestion(article.lazy_text, suggestion, source),
            f"A claim now; {self.key('app.undo')} takes it back.",
        )

    def carry_out(self, verb: Callable[[], Change | None], said: str = "") -> bool:
        """Do one verb; where it fails, what is shown may be gone, and is looked at again."""
        is_done = super().carry_out(verb, said)
        if not is_done:
            self.refresh_marks()
        return is_done

    # How two claims stand to each other

    def action_confirm(self, type: str) -> None:
        """Say how the passage stands to the claim: one step, which marks the passage too."""
        row, cell = self.row, self.cell
        if row is None or row.first is None or cell is None or cell.passage is None:
            return
        passage, first = cell.passage, row.first
        told = f"{_TOLD[type]}; {self.key('app.undo')} takes it back."
        if cell.claim is not None:
            other = cell.claim.id
            self.carry_out(lambda: self.desk.notebook.link(first.id, type, other), told)
            return
        article = self.article(passage.name)
        if article is None:
            self.warn(f"{passage.name} has changed since it was compared; look again in a moment.")
            return
        self.carry_out(
            lambda: self.desk.notebook.confirm(
                first.id,
                type,
                article.lazy_text,
                passage.start,
                passage.end,
                self.desk.source(article),
            ),
            told,
        )

    def action_reject(self) -> None:
        """Say that the passage does not say what the claim says; of a suggestion, that it is none."""
        row, cell = self.row, self.cell
        if row is None:
            return
        passage = row.lead if cell is None or row.first is None else cell.passage
        if row.first is not None and cell is not None and cell.claim is not None:
            group = [claim.id for claim in row.claims]
            other = cell.claim.id
            self.carry_out(
                lambda: self.desk.notebook.part(other, group),
                f"Parted; {self.key('app.undo')} joins them again.",
            )
        elif passage is not None and (article := self.article(passage.name)) is not None:
            id = row.first.id if row.first is not None else None
            self._dismiss(article, passage.start, passage.end, id)

    def _dismiss(self, article: Article, start: int, end: int, claim: str | None) -> None:
        def dismiss() -> Change:
            return self.desk.notebook.dismiss(
                article.lazy_text, start, end, self.desk.source(article), claim
            )

        what = "Not the same" if claim is not None else "Dropped"
        self.carry_out(dismiss, f"{what}; {self.key('app.undo')} brings it back.")

    # What is said of a claim

    @property
    def _prompts(self) -> ClaimPrompts:
        ask, choose = self.query_one("#prompt", Prompt).ask, self.query_one("#choice", Choice).ask
        return ClaimPrompts(self.desk.notebook, ask, choose, self.carry_out)

    def action_verdict(self) -> None:
        """Ask for the verdict on the claim."""
        if claim := self.claim:
            self._prompts.ask_verdict(claim)

    def action_evidence(self) -> None:
        """Ask for the evidence of the claim."""
        if claim := self.claim:
            self._prompts.ask_evidence(claim)

    def action_tags(self) -> None:
        """Ask for the tags of the claim."""
        if claim := self.claim:
            self._prompts.ask_tags(claim)

    def action_note(self) -> None:
        """Write the note of the claim."""
        if claim := self.claim:
            self.write_note(claim)
