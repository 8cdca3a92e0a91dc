"""Marking: what keys do to the passage under the caret. Each is one verb of the notebook."""

from collections.abc import Sequence

from annotations import VERDICTS, Annotation
from reader.article import Article
from reader.ui.citing import citation
from reader.ui.completion import complete_tags, split_tags
from reader.ui.desk import next_kind, retag
from reader.ui.page_marks import PageMark
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell
from reader.ui.themes import COLOURS, VERDICT_GLYPHS
from reader.ui.widgets.choice import Answer, Choice
from reader.ui.widgets.prompt import Question

VERDICT_ANSWERS = tuple(
    Answer(key, verdict, f"{VERDICT_GLYPHS[verdict]} {verdict}")
    for key, verdict in zip("usdrmv", VERDICTS, strict=True)
)
_UNITS = {"s": "sentence", "w": "word", "c": "character", "p": "paragraph"}
_COLOUR_ANSWERS = (
    *(Answer(colour[0], colour, colour) for colour in COLOURS if colour != "grey"),
    Answer("a", "grey", "grey"),
    Answer("n", "", "none"),
)


_NEED_A_CLAIM = frozenset({"reading.verdict", "reading.evidence", "reading.beside"})
_NEED_A_MARK = _NEED_A_CLAIM | {
    f"reading.{name}"
    for name in "cycle remove kind repeat_tags note_in_editor colour borders".split()
}
NEED_MARKS = frozenset({"reading.next_mark", "reading.previous_mark"})


class Marking(ArticleScreen):
    """The part of the reading screen that makes marks and says something about them.

    ``subject`` is the id that an open question is about; ``borders_of`` is the id of the
    mark whose borders are being moved.
    """

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.subject = ""
        self.borders_of: str | None = None
        self.reattaching: Annotation | None = None

    # Making marks

    def action_mark(self, kind: str, tags: Sequence[str] = ()) -> None:
        """Mark the selection, or the sentence under the caret."""
        self._mark(kind, tags)

    def action_slot(self, number: int) -> None:
        """Mark with the kind and the tags of a slot of the settings."""
        slot = self.desk.settings.slots[number - 1]
        self._mark(slot.kind, slot.tags)

    def action_enter(self) -> None:
        """On a mark open it; elsewhere mark like the last time."""
        current = self.page.current
        if self.reattaching is not None:
            self._reattach(self.reattaching)
        elif self.borders_of is not None:
            self._set_borders()
        elif current is not None and not self.page.is_selecting:
            self.open_note(current)
        else:
            self._mark(*(self.desk.notebook.last_marking() or ("claim", ())))

    def _mark(self, kind: str, tags: Sequence[str]) -> None:
        caret = self.page.caret
        span = caret.target if caret is not None else None
        if caret is None or span is None:
            self.warn("There is nothing to mark here.")
            return
        source = self.desk.source(self.article)
        change = self.try_to(
            lambda: self.desk.notebook.mark(
                self.article.lazy_text,
                *span,
                source,
                kind=kind,
                tags=tuple(tags),
                page=self.article.page(span[0]),
            )
        )
        if change is not None:
            caret.stop_selecting()
            self.page.chosen = change.ids[0]
            self.refresh_marks(change)

    def _made_here(self) -> PageMark | None:
        """The mark under the caret; a selection, or a sentence without a mark, is marked first."""
        if self.page.current is None or self.page.is_selecting:
            self.action_enter()
        return None if self.page.is_selecting else self.page.current

    # The mark under the caret

    def obstacle(self, id: str) -> str | None:
        """A mark must be under the caret for what is said of it, and be a claim to be judged."""
        current = self.page.current
        if id in _NEED_A_MARK and current is None:
            return (
                f"There is no mark under the caret: {self.key('reading.claim')} marks the sentence,"
                f" {self.key('reading.next_mark')} goes to the next mark."
            )
        if id in _NEED_A_CLAIM and current is not None and current.annotation.kind != "claim":
            what = "compared" if id == "reading.beside" else "judged"
            return f"Only a claim is {what}; {self.key('reading.kind')} makes this {current.annotation.kind} one."
        if id in NEED_MARKS and not self.page.content.marks:
            return "This article has no marks yet."
        return super().obstacle(id)

    @property
    def mark(self) -> PageMark | None:
        """The mark under the caret."""
        return self.page.current

    def action_cycle(self) -> None:
        """Take the next of the marks under the caret as the current one."""
        caret, current = self.page.caret, self.page.current
        if caret is None or caret.focus is None or current is None:
            return
        here = self.page.touched
        at = next(i for i, mark in enumerate(here) if mark.id == current.id)
        self.page.choose(here[(at + 1) % len(here)])
        if len(here) == 1:
            self.say("There is one mark here.")

    def action_mark_step(self, step: int) -> None:
        """Go to the next or the previous mark of the article."""
        marks, caret = self.page.content.marks, self.page.caret
        if not marks or caret is None or caret.focus is None:
            self.say("This article has no marks yet.")
            return
        current = self.page.current
        if current is not None:
            mark = marks.beside(current, step)
        else:
            mark = marks.beyond(caret.focus[0], step)
        if mark is None:
            return
        self.page.chosen = mark.id
        caret.jump_to(mark.start, mark.end)
        self.page.changed()

    def action_remove(self) -> None:
        """Remove the mark."""
        if mark := self.mark:
            self.carry_out(
                lambda: self.desk.notebook.remove((mark.id,)),
                f"Removed; {self.key('app.undo')} brings it back.",
            )

    def action_kind(self) -> None:
        """Make a claim a highlight, a highlight a question, a question a claim."""
        if mark := self.mark:
            kind = next_kind(mark.annotation)
            self.carry_out(
                lambda: self.desk.notebook.change_kind((mark.id,), kind), f"Now a {kind}."
            )

    # Tags

    def action_tags(self) -> None:
        """Ask for the tags of the mark; on a sentence without one, mark it first."""
        mark = self._made_here()
        if mark is not None:
            self.subject = mark.id
            used = [tag for tag, _ in self.desk.notebook.tags()]
            value = "".join(f"{tag}, " for tag in mark.annotation.tags)
            last = self.desk.notebook.last_tags(mark.id)
            self.prompt.ask(
                Question("Tags", self._tag, value, lambda typed: complete_tags(typed, used, last))
            )

    def _tag(self, value: str) -> None:
        """Give the mark exactly these tags."""
        self.carry_out(lambda: retag(self.desk.notebook, (self.subject,), split_tags(value)))

    def action_repeat_tags(self) -> None:
        """Give the mark the tags that were given last."""
        if mark := self.mark:
            tags = self.desk.notebook.last_tags(mark.id)
            if tags:
                self.carry_out(
                    lambda: self.desk.notebook.tag((mark.id,), add=tags), ", ".join(tags)
                )
            else:
                self.say(f"No tags have been given yet: {self.key('reading.tags')} gives some.")

    # Notes

    def action_note(self) -> None:
        """Write the note of the mark; on a sentence without one, mark it first."""
        if mark := self._made_here():
            self.open_note(mark)

    def action_note_in_editor(self) -> None:
        """Write the note of the mark in the user's own editor."""
        self.look_again()
        if mark := self.mark:
            self.edit_note_outside(mark.annotation, mark.annotation.note)

    def open_note(self, mark: PageMark) -> None:
        """Open the note of a mark for writing."""
        self.write_note(mark.annotation)

    # Verdict, evidence, colour

    def action_verdict(self) -> None:
        """Ask for the verdict on the claim."""
        if mark := self.mark:
            self.subject = mark.id
            current = mark.annotation.verdict or ""
            self.query_one("#choice", Choice).ask("Verdict", VERDICT_ANSWERS, self._judge, current)

    def action_evidence(self) -> None:
        """Ask for the evidence of the claim."""
        if mark := self.mark:
            self.subject = mark.id
            label = "Evidence (links or ids, separated by spaces)"
            self.prompt.ask(Question(label, self._prove, " ".join(mark.annotation.evidence)))

    def _prove(self, value: str) -> None:
        """Keep this evidence with the verdict there is."""
        id = self.subject
        verdict = self.desk.notebook.get(id).verdict or "unchecked"
        self.carry_out(lambda: self.desk.notebook.judge((id,), verdict, tuple(value.split())))

    def action_colour(self) -> None:
        """Ask for the mark's own colour."""
        if mark := self.mark:
            self.subject = mark.id
            current = mark.annotation.colour or ""
            self.query_one("#choice", Choice).ask("Colour", _COLOUR_ANSWERS, self._paint, current)

    def _judge(self, verdict: str) -> None:
        self.carry_out(lambda: self.desk.notebook.judge((self.subject,), verdict), verdict)

    def _paint(self, colour: str) -> None:
        self.carry_out(lambda: self.desk.notebook.recolour((self.subject,), colour or None))

    # Borders

    def action_borders(self) -> None:
        """Select the mark, so that the motions move its borders; Enter keeps them."""
        caret = self.page.caret
        if caret is not None and (mark := self.mark):
            self.borders_of = mark.id
            caret.start_selecting("character", (mark.start, mark.end))
            keep, other = self.key("reading.enter"), self.key("visual.swap")
            leave = self.key("visual.done")
            self.say(
                f"Move the end; {other} takes the other one; {keep} keeps, {leave} leaves it.",
                "accent",
            )
            self.page.changed()

    def action_grow(self) -> None:
        """Grow the selection, the mark or the sentence by the unit that the next key names."""
        self.page.pending = lambda key: self._change_size(1, key)

    def action_shrink(self) -> None:
        """Shrink it by the unit that the next key names."""
        self.page.pending = lambda key: self._change_size(-1, key)

    def _change_size(self, by: int, key: str) -> None:
        """Change a selection; without one, a mark at once: undo brings its borders back."""
        unit, caret, mark = _UNITS.get(key), self.page.caret, self.page.current
        if unit is None or caret is None:
            return
        is_of_mark = mark is not None and not self.page.is_selecting
        if mark is not None and is_of_mark:
            caret.start_selecting(unit, (mark.start, mark.end))
        caret.change_size(by, unit)
        if mark is not None and is_of_mark:
            self.borders_of = mark.id
            self._set_borders()
        self.page.changed()

    def _set_borders(self) -> None:
        caret, id, self.borders_of = self.page.caret, self.borders_of, None
        span = caret.target if caret is not None else None
        if caret is None or id is None or span is None:
            return
        source = self.desk.source(self.article)
        if self.carry_out(
            lambda: self.desk.notebook.move(id, self.article.lazy_text, *span, source)
        ):
            caret.stop_selecting()
            self.page.chosen = id
            self.page.changed()

    # Another place

    def escape(self) -> bool:
        """Leave a mark that was to get another place as it is."""
        was, self.reattaching = self.reattaching, None
        if was is not None:
            self.say("It was left as it was.")
        return was is not None

    def start_reattaching(self, made: Annotation) -> None:
        """Let the reader find and mark the right place of an annotation."""
        self.reattaching = made
        quote = " ".join(made.quote.exact.split())
        self.say(
            f"Go to the right place of “{quote[:50]}”; {self.key('reading.enter')} takes it,"
            f" {self.key('app.escape')} leaves it.",
            "accent",
        )

    def _reattach(self, made: Annotation) -> None:
        caret = self.page.caret
        span = caret.target if caret is not None else None
        if caret is None or span is None:
            return
        source, text = self.desk.source(self.article), self.article.lazy_text
        if self.carry_out(
            lambda: self.desk.notebook.reattach(made.id, text, *span, source),
            f"It stands here now; {self.key('app.review')} goes on with the review.",
        ):
            self.reattaching = None
            caret.stop_selecting()
            self.page.changed()

    # Copying

    def action_copy(self) -> None:
        """Copy the words of the selection, the mark or the sentence."""
        self._copy(cited=False)

    def action_cite(self) -> None:
        """Copy them with where they are from."""
        self._copy(cited=True)

    def _copy(self, cited: bool) -> None:
        caret, mark = self.page.caret, self.page.current
        span = caret.target if caret is not None else None
        if mark is not None and not self.page.is_selecting:
            span = (mark.start, mark.end)
        if span is not None:
            words = self.article.lazy_text[span[0] : span[1]]
            self.shell.copy(citation(self.article, words, span[0]) if cited else words)
