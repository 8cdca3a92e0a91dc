"""Marking: what keys do to the passage under the caret. Each is one verb of the notebook."""

from collections.abc import Callable, Sequence

from annotations import Annotation, Change
from reader.articles.article import Article
from reader.ui.claim_prompts import ClaimPrompts
from reader.ui.desk import Desk, next_kind
from reader.ui.host import Verbs
from reader.ui.page_marks import PageMark
from reader.ui.widgets.page_view import PageView

_NEED_A_CLAIM = frozenset({"reading.verdict", "reading.evidence", "reading.beside"})
_NEED_A_MARK = _NEED_A_CLAIM | {
    f"reading.{name}"
    for name in "cycle remove kind repeat_tags note_in_editor colour borders".split()
}
NEED_MARKS = frozenset({"reading.next_mark", "reading.previous_mark"})
"""The commands that take the caret from one mark to another."""


class Marker:
    """Makes marks in the article that is open, and says something about the one under the caret.

    ``accept`` gives the verb that accepts the suggestion under the caret, which a claim does that
    is marked there; None where there is none.
    ``write_note`` opens the note of a mark for writing. ``finish`` ends what Enter would end
    (the borders of a mark are moved, or it gets another place), and tells whether it did.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        desk: Desk,
        host: Verbs,
        prompts: ClaimPrompts,
        accept: "Callable[[], Callable[[], Change] | None]",
        write_note: Callable[[Annotation], None],
        finish: Callable[[], bool],
    ) -> None:
        self._article = article
        self._page = page
        self._desk = desk
        self._notebook = desk.notebook
        self._host = host
        self._prompts = prompts
        self._accept = accept
        self._write_note = write_note
        self._finish = finish

    def open(self, article: Article) -> None:
        """Mark in another article."""
        self._article = article

    def obstacle(self, id: str) -> str | None:
        """Return why the command with this id cannot be done now; None if it can.

        A mark must be under the caret for what is said of it, and be a claim to be judged.
        """
        current, key = self._page.current, self._host.key
        if id in _NEED_A_MARK and current is None:
            return (
                f"There is no mark under the caret: {key('reading.claim')} marks the sentence,"
                f" {key('reading.next_mark')} goes to the next mark."
            )
        if id in _NEED_A_CLAIM and current is not None and current.annotation.kind != "claim":
            what = "compared" if id == "reading.beside" else "judged"
            return f"Only a claim is {what}; {key('reading.kind')} makes this {current.annotation.kind} one."
        if id in NEED_MARKS and not self._page.content.marks:
            return "This article has no marks yet."
        return None

    # Making marks

    def action_mark(self, kind: str, tags: Sequence[str] = ()) -> None:
        """Mark the selection, or the sentence under the caret."""
        caret = self._page.caret
        span = caret.target if caret is not None else None
        accept = self._accept() if kind == "claim" and not tags else None
        text, source = self._article.lazy_text, self._desk.source(self._article)

        def mark() -> Change | None:
            if accept is not None:
                return accept()
            assert span is not None
            page = self._article.page(span[0])
            return self._notebook.mark(text, *span, source, kind=kind, tags=tuple(tags), page=page)

        if caret is None or span is None:
            self._host.warn("There is nothing to mark here.")
        elif (change := self._host.try_to(mark)) is not None:
            caret.stop_selecting()
            self._page.chosen = change.ids[0]
            self._host.refresh_marks(change)

    def action_slot(self, number: int) -> None:
        """Mark with the kind and the tags of a slot of the settings."""
        slot = self._desk.settings.slots[number - 1]
        self.action_mark(slot.kind, slot.tags)

    def action_enter(self) -> None:
        """End what was begun; on a mark open it; elsewhere mark like the last time."""
        current = self._page.current
        if self._finish():
            return
        if current is not None and not self._page.is_selecting:
            self._write_note(current.annotation)
        elif self._page.is_selecting or self._notebook.last_marking() is not None:
            self._mark_like_last()
        else:
            # Who came from the shelf with Enter may press it once more and mean nothing by it.
            self._host.say(
                f"Nothing is marked yet: {self._host.key('reading.claim')} marks this sentence as "
                f"a claim, {self._host.key('reading.highlight')} highlights it; "
                f"{self._host.key('reading.enter')} then does the same again."
            )

    def _mark_like_last(self) -> None:
        self.action_mark(*(self._notebook.last_marking() or ("claim", ())))

    def _made_here(self) -> PageMark | None:
        """Return the mark under the caret; a selection, or a sentence without one, is marked first."""
        if self._page.current is None or self._page.is_selecting:
            if not self._finish():
                self._mark_like_last()
        return None if self._page.is_selecting else self._page.current

    # The mark under the caret

    def action_cycle(self) -> None:
        """Take the next of the marks under the caret as the current one."""
        current = self._page.current
        if current is None:
            return
        here = self._page.touched
        at = next(i for i, mark in enumerate(here) if mark.id == current.id)
        self._page.choose(here[(at + 1) % len(here)])
        if len(here) == 1:
            self._host.say("There is one mark here.")

    def action_mark_step(self, step: int) -> None:
        """Go to the next or the previous mark of the article."""
        marks, caret, current = self._page.content.marks, self._page.caret, self._page.current
        if caret is None or caret.focus is None:
            return
        if current is not None:
            mark = marks.beside(current, step)
        else:
            mark = marks.beyond(caret.focus[0], step)
        if mark is not None:
            self._page.go_to_mark(mark)

    def action_remove(self) -> None:
        """Remove the mark."""
        if mark := self._page.current:
            self._host.carry_out(
                lambda: self._notebook.remove((mark.id,)),
                f"Removed; {self._host.key('app.undo')} brings it back.",
            )

    def action_kind(self) -> None:
        """Make a claim a highlight, a highlight a question, a question a claim."""
        if mark := self._page.current:
            kind = next_kind(mark.annotation)
            self._host.carry_out(
                lambda: self._notebook.change_kind((mark.id,), kind), f"Now a {kind}."
            )

    def action_tags(self) -> None:
        """Ask for the tags of the mark; on a sentence without one, mark it first."""
        if mark := self._made_here():
            self._prompts.ask_tags(mark.annotation)

    def action_repeat_tags(self) -> None:
        """Give the mark the tags that were given last."""
        if mark := self._page.current:
            if tags := self._notebook.last_tags(mark.id):
                self._host.carry_out(
                    lambda: self._notebook.tag((mark.id,), add=tags), ", ".join(tags)
                )
            else:
                key = self._host.key("reading.tags")
                self._host.say(f"No tags have been given yet: {key} gives some.")

    def action_note(self) -> None:
        """Write the note of the mark; on a sentence without one, mark it first."""
        if mark := self._made_here():
            self._write_note(mark.annotation)

    def action_verdict(self) -> None:
        """Ask for the verdict on the claim."""
        if mark := self._page.current:
            self._prompts.ask_verdict(mark.annotation)

    def action_evidence(self) -> None:
        """Ask for the evidence of the claim."""
        if mark := self._page.current:
            self._prompts.ask_evidence(mark.annotation)

    def action_colour(self) -> None:
        """Ask for the mark's own colour."""
        if mark := self._page.current:
            self._prompts.ask_colour(mark.annotation)
