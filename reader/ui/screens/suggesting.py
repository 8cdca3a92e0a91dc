"""Suggesting: the sentences worth checking, quietly pointed out until the reader decides."""

import time
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored
from reader.article import Article
from reader.large_article import LargeArticle
from reader.ui.rankings import Lessons
from reader.ui.screens.marking import Marking
from reader.ui.shell import Shell
from reader.ui.themes import SUGGESTED
from reader.ui.widgets.one_line import Piece

if TYPE_CHECKING:
    from annotations import Suggestion

Span = tuple[int, int]

_SOON = 0.3
"""Seconds after the page at which the ranking begins."""

_BREATH = 0.002
"""Seconds between two slices in which the keys have the interpreter to themselves."""


class Suggesting(Marking):
    """The part of the reading screen that suggests sentences, and hears what the reader says.

    ``offers`` are those shown, in the order of the text. The ranking is made in a worker when
    an article is opened, and stays while it is read: what the reader decides meanwhile counts
    from the next article on.
    """

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.ranked = ""
        self.is_judged = True
        self.best: Sequence[Suggestion] = ()
        self.offers: Sequence[Suggestion] = ()
        self.found_again: dict[str, Span] = {}

    # Finding them

    def refresh_marks(self, change: Change | None = None) -> None:
        super().refresh_marks(change)
        if self.shell.rankings.is_shown and self.ranked != self.article.sha256:
            # Once the page has been there for a moment: nobody waits for suggestions, and
            # everybody for the page and the first key.
            self.ranked, self.best, self.found_again = self.article.sha256, (), {}
            self.set_timer(_SOON, self._rank)
        self._offer()

    def _rank(self) -> None:
        """Take what is known of this text, or have it found out."""
        if not self.is_caught_up:
            self.set_timer(_SOON, self._rank)
            return
        notebook, source = self.desk.notebook, self.desk.source(self.article)
        accepted, dismissed = (
            tuple(each.quote.exact for each in lessons) for lessons in notebook.learned()
        )
        made = [each for each in notebook.of(source, is_hidden=True) if not _is_here(each, source)]
        self._find(self.article, (accepted, dismissed), source, made)

    @work(thread=True, exclusive=True, group="suggestions", description="judging sentences")
    def _find(
        self, article: Article, lessons: Lessons, source: Source, made: list[Annotation]
    ) -> None:
        rankings = self.shell.rankings
        is_known = rankings.has(article.sha256, lessons)
        best = rankings.best(article.sha256) if is_known else _best(article, lessons)
        earlier = self.desk.notebook.text
        pairs = anchored(made, source, article.lazy_text, earlier) if made else []
        again = {
            each.id: (anchor.start, anchor.end)
            for each, anchor in pairs
            if anchor.start is not None and anchor.end is not None
        }
        if not get_current_worker().is_cancelled:
            self.call_later(self._show_ranking, article.sha256, lessons, best, again)

    def _show_ranking(
        self,
        sha256: str,
        lessons: Lessons,
        best: "Sequence[Suggestion] | None",
        again: dict[str, Span],
    ) -> None:
        self.shell.rankings.learn(sha256, lessons, best)
        if sha256 == self.article.sha256:
            self.is_judged = best is not None
            self.best, self.found_again = best or (), again
            self._offer()

    def _offer(self) -> None:
        """Show those about which nothing is decided."""
        if not self.best and not self.page.content.suggested:
            return
        # Loaded with the words that it knows, once there is something to judge.
        from reader.suggesting import apart_from

        shown = self.best if self.shell.rankings.is_shown else ()
        self.offers = apart_from(shown, self._decided(shown))
        spans = tuple((each.start, each.end) for each in self.offers)
        if spans != self.page.content.suggested:
            self.page.show(self.page.content._replace(suggested=spans))

    def _decided(self, shown: "Sequence[Suggestion]") -> list[Span]:
        """What of these is a claim already, and all that was dismissed."""
        spans = [
            (mark.start, mark.end)
            for each in shown
            for mark in self.page.content.marks.touching(each.start, each.end)
            if mark.annotation.kind == "claim"
        ]
        source = self.desk.source(self.article)
        for each in self.desk.notebook.of(source, is_hidden=True):
            if not each.relations and _is_here(each, source):
                spans.append((each.position.start, each.position.end))
            elif not each.relations and each.id in self.found_again:
                spans.append(self.found_again[each.id])
        return spans

    # What the reader says

    @property
    def offered(self) -> "Suggestion | None":
        """The suggestion under the caret."""
        caret = self.page.caret
        if caret is None or caret.focus is None or self.page.is_selecting:
            return None
        start, end = caret.focus
        at = bisect_right(self.offers, end - 1, key=lambda each: each.start) - 1
        found = self.offers[at] if at >= 0 else None
        return found if found is not None and start < found.end else None

    def why_offered(self) -> list[Piece]:
        """Why the sentence under the caret is worth checking, for the bottom line."""
        offered = self.offered
        if offered is None:
            return []
        reasons = ": " * bool(offered.reasons) + " · ".join(offered.reasons)
        return [
            Piece(f" {SUGGESTED} ", "accent", "reading.next_suggestion"),
            Piece(f"worth checking{reasons}"),
            Piece(f"   {self.key('reading.claim')}", "accent", "reading.claim"),
            Piece(" claim", "", "reading.claim"),
            Piece(f"  {self.key('reading.dismiss')}", "accent", "reading.dismiss"),
            Piece(" drop", "", "reading.dismiss"),
        ]

    def _mark(self, kind: str, tags: Sequence[str]) -> None:
        offered = self.offered
        if kind != "claim" or tags or offered is None:
            super()._mark(kind, tags)
            return
        text, source = self.article.lazy_text, self.desk.source(self.article)
        change = self.try_to(lambda: self.desk.notebook.accept_suggestion(text, offered, source))
        if change is not None:
            self.page.chosen = change.ids[0]
            self.refresh_marks(change)

    def action_drop_suggestion(self) -> None:
        """Have the suggestion under the caret pointed out no more."""
        offered = self.offered
        if offered is not None:
            text, source = self.article.lazy_text, self.desk.source(self.article)
            self.carry_out(
                lambda: self.desk.notebook.dismiss(text, offered.start, offered.end, source),
                f"Dropped; {self.key('app.undo')} brings it back.",
            )

    def action_suggestion_step(self, step: int) -> None:
        """Go to the next or the previous sentence worth checking."""
        caret = self.page.caret
        here = caret.focus[0] if caret is not None and caret.focus is not None else -1
        there = [each for each in self.offers if step * (each.start - here) > 0]
        if caret is None or not there:
            self.say(self._nothing("further on" if step > 0 else "further up"))
            return
        offer = min(there, key=lambda each: step * each.start)
        caret.jump_to(offer.start, offer.end)
        self.page.changed()

    def _off(self) -> str:
        key = self.key("reading.suggestions")
        return f"Nothing is pointed out; {key} points out what is worth checking."

    def _nothing(self, where: str) -> str:
        if not self.shell.rankings.is_shown:
            return self._off()
        if not self.is_judged:
            from reader.suggesting import ENGLISH_ONLY  # a sentence for few articles

            return f"This article is not in English; {ENGLISH_ONLY}."
        if isinstance(self.article, LargeArticle):
            return "This text is too long to be judged sentence by sentence."
        return f"Nothing {where} is worth checking that is not decided."

    def action_suggestions(self) -> None:
        """Point out what is worth checking, or no more."""
        self.shell.rankings.is_shown = not self.shell.rankings.is_shown
        self.refresh_marks()
        if not self.shell.rankings.is_shown:
            self.say(self._off())
        elif not self.is_judged or isinstance(self.article, LargeArticle):
            self.say(self._nothing("here"))
        else:
            self.say(
                f"{SUGGESTED} stands beside what is worth checking; {self.key('reading.next_suggestion')} goes to the next."
            )

    def obstacle(self, id: str) -> str | None:
        if id == "reading.dismiss" and self.offered is None:
            return f"There is no suggestion under the caret: {self.key('reading.next_suggestion')} goes to the next."
        return super().obstacle(id)


def _is_here(made: Annotation, source: Source) -> bool:
    """Whether it was made on this very text, so that its place is known."""
    return made.source.text_sha256 == source.text_sha256


def _best(article: Article, lessons: Lessons) -> "Sequence[Suggestion] | None":
    if isinstance(article, LargeArticle):
        return ()
    # Loaded when the first article is judged; the page is there before.
    from annotations.claims.detection.learned_weights import learn
    from reader.suggesting import is_judged, shown, suggestions

    if not is_judged(article):
        return None
    return shown(suggestions(article, learn(*lessons), lambda: time.sleep(_BREATH)))
