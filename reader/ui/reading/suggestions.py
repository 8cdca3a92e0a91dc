"""Suggesting: the sentences worth checking, quietly pointed out until the reader decides."""

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored
from annotations.annotator import annotator
from annotations.proposal import as_proposed, open_proposals
from annotations.rules import DISMISSED
from reader.articles.article import Article
from reader.articles.large_article import LargeArticle
from reader.ui.background import Background
from reader.ui.desk import Desk
from reader.ui.host import Verbs
from reader.ui.rankings import Lessons, Rankings
from reader.ui.themes import SUGGESTED
from reader.ui.widgets.one_line import Piece
from reader.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from annotations import Suggestion

Span = tuple[int, int]

_SOON = 0.3
"""Seconds after the page at which the ranking begins."""

_BREATH = 0.002
"""Seconds between two slices in which the keys have the interpreter to themselves."""


class Suggestions:
    """Points out sentences of the article that is open, and hears what the reader says of them.

    ``offers`` are those shown, in the order of the text. The ranking is made in a thread when
    an article is opened, and stays while it is read: what the reader decides meanwhile counts
    from the next article on. ``ranked`` is the hash of the text that was ranked last.
    ``is_caught_up`` tells whether all of the store can be asked for without waiting.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        desk: Desk,
        rankings: Rankings,
        background: Background,
        host: Verbs,
        is_caught_up: Callable[[], bool],
    ) -> None:
        self._article = article
        self._page = page
        self._desk = desk
        self._rankings = rankings
        self._background = background
        self._host = host
        self._is_caught_up = is_caught_up
        self.ranked = ""
        self.offers: Sequence[Suggestion] = ()
        self.is_judged = True
        self._best: Sequence[Suggestion] = ()
        self._proposed: dict[Span, Annotation] = {}
        self._knows = ""
        self._found_again: dict[str, Span] = {}

    def open(self, article: Article) -> None:
        """Take another article; ``refresh`` has its sentences ranked."""
        self._article = article

    # Finding them

    def refresh(self) -> None:
        """Show those about which nothing is decided, as the marks on the page are now."""
        if self._article.sha256 not in (
            self.ranked,
            self._knows if not self._rankings.is_shown else "",
        ):
            # Once the page has been there for a moment: nobody waits for suggestions, and
            # everybody for the page and the first key.
            self.ranked = self._article.sha256 if self._rankings.is_shown else ""
            self._knows, self._best, self._found_again = "", (), {}
            self._background.after(_SOON, self._rank)
        self._offer()

    def _rank(self) -> None:
        """Take what is known of this text, or have it found out."""
        if not self._is_caught_up():
            self._background.after(_SOON, self._rank)
            return
        self._knows = self._article.sha256
        notebook, source = self._desk.notebook, self._desk.source(self._article)
        accepted, dismissed = (
            tuple(each.quote.exact for each in lessons) for lessons in notebook.learned()
        )
        made = [each for each in notebook.of(source, is_hidden=True) if not _is_here(each, source)]
        find = partial(self._find, self._article, (accepted, dismissed), source, made)
        self._background.run(find, "suggestions", "judging sentences", exclusive=True)

    def _find(
        self, article: Article, lessons: Lessons, source: Source, made: list[Annotation]
    ) -> None:
        rankings = self._rankings
        is_known = rankings.has(article.sha256, lessons)
        best: Sequence[Suggestion] | None = ()
        if rankings.is_shown:
            best = rankings.best(article.sha256) if is_known else _best(article, lessons)
        earlier = self._desk.notebook.text
        pairs = anchored(made, source, article.lazy_text, earlier) if made else []
        again = {
            each.id: (anchor.start, anchor.end)
            for each, anchor in pairs
            if anchor.start is not None and anchor.end is not None
        }
        if not get_current_worker().is_cancelled:
            self._background.hand_over(self._show_ranking, article.sha256, lessons, best, again)

    def _show_ranking(
        self,
        sha256: str,
        lessons: Lessons,
        best: "Sequence[Suggestion] | None",
        again: dict[str, Span],
    ) -> None:
        if self._rankings.is_shown:
            self._rankings.learn(sha256, lessons, best)
        if sha256 == self._article.sha256:
            self.is_judged = best is not None
            self._best, self._found_again = best or (), again
            self._offer()

    def _offer(self) -> None:
        """Show those about which nothing is decided, and what programs propose."""
        self._proposed = self._open_proposals() if self.is_known else {}
        if not self._best and not self._proposed and not self._page.content.suggested:
            self.offers = ()
            return
        # Loaded with the words that it knows, once there is something to judge.
        from annotations import Suggestion
        from reader.marks.suggestions import apart_from

        shown = self._best if self._rankings.is_shown else ()
        found = apart_from(shown, [*self._decided(shown), *self._proposed])
        proposed = [Suggestion(*span, 1.0, _why(each)) for span, each in self._proposed.items()]
        self.offers = sorted([*found, *proposed], key=lambda each: each.start)
        spans = tuple((each.start, each.end) for each in self.offers)
        if spans != self._page.content.suggested:
            self._page.show(self._page.content._replace(suggested=spans))

    def _open_proposals(self) -> dict[Span, Annotation]:
        """What is proposed here, by its span; of those that overlap the first, until it is answered."""
        source = self._desk.source(self._article)
        placed = []
        for each in open_proposals(self._desk.notebook.of(source, is_hidden=True)):
            if _is_here(each, source):
                placed.append(((each.position.start, each.position.end), each))
            elif each.id in self._found_again:
                placed.append((self._found_again[each.id], each))
        first: dict[Span, Annotation] = {}
        end = 0
        for span, each in sorted(placed, key=lambda pair: (pair[0], pair[1].id)):
            if span[0] >= end:
                first[span], end = each, span[1]
        return first

    @property
    def is_known(self) -> bool:
        """Whether it is known what is proposed in this article."""
        return self._knows == self._article.sha256

    @property
    def proposal(self) -> Annotation | None:
        """The proposal under the caret."""
        offered = self.offered
        return None if offered is None else self._proposed.get((offered.start, offered.end))

    def _decided(self, shown: "Sequence[Suggestion]") -> list[Span]:
        """What of these is a claim already, and all that was dismissed."""
        spans = [
            (mark.start, mark.end)
            for each in shown
            for mark in self._page.content.marks.touching(each.start, each.end)
            if mark.annotation.kind == "claim"
        ]
        source = self._desk.source(self._article)
        hidden = self._desk.notebook.of(source, is_hidden=True)
        for each in (each for each in hidden if each.kind == DISMISSED):
            if not each.relations and _is_here(each, source):
                spans.append((each.position.start, each.position.end))
            elif not each.relations and each.id in self._found_again:
                spans.append(self._found_again[each.id])
        return spans

    # What the reader says

    @property
    def offered(self) -> "Suggestion | None":
        """The suggestion under the caret."""
        caret = self._page.caret
        if caret is None or caret.focus is None or self._page.is_selecting:
            return None
        start, end = caret.focus
        at = bisect_right(self.offers, end - 1, key=lambda each: each.start) - 1
        found = self.offers[at] if at >= 0 else None
        return found if found is not None and start < found.end else None

    def acceptance(self) -> Callable[[], Change] | None:
        """The verb that makes a claim of what is suggested under the caret; None for nothing."""
        offered, proposal, notebook = self.offered, self.proposal, self._desk.notebook
        text, source = self._article.lazy_text, self._desk.source(self._article)
        if proposal is not None:
            return lambda: notebook.take_proposals(proposal.id, "claim")
        if offered is not None:
            return lambda: notebook.accept_suggestion(text, offered, source)
        return None

    def why_offered(self) -> list[Piece]:
        """Why the sentence under the caret is worth checking, for the bottom line."""
        offered = self.offered
        if offered is None:
            return []
        reasons = ": " * bool(offered.reasons) + " · ".join(offered.reasons)
        return [
            Piece(f" {SUGGESTED} ", "accent", "reading.next_suggestion"),
            Piece(f"{'worth checking' if self.proposal is None else 'proposed'}{reasons}"),
            *self._how_to_take(),
            Piece(f"  {self._host.key('reading.dismiss')}", "accent", "reading.dismiss"),
            Piece(" drop", "", "reading.dismiss"),
        ]

    def _how_to_take(self) -> list[Piece]:
        id, word = (
            ("reading.take_proposal", " take") if self.proposal else ("reading.claim", " claim")
        )
        return [Piece(f"   {self._host.key(id)}", "accent", id), Piece(word, "", id)]

    def action_take_proposal(self) -> None:
        """Mark what is proposed under the caret, as it is proposed."""
        if (proposal := self.proposal) is not None:
            self._host.carry_out(
                lambda: self._desk.notebook.take_proposals(proposal.id),
                f"Taken: it is your {as_proposed(proposal).kind} now.",
            )

    def action_drop_suggestion(self) -> None:
        """Have the suggestion under the caret pointed out no more."""
        offered, proposal = self.offered, self.proposal
        if proposal is not None:
            self._host.carry_out(
                lambda: self._desk.notebook.drop_proposals(proposal.id),
                f"Dropped; {self._host.key('app.undo')} brings it back.",
            )
        elif offered is not None:
            text, source = self._article.lazy_text, self._desk.source(self._article)
            self._host.carry_out(
                lambda: self._desk.notebook.dismiss(text, offered.start, offered.end, source),
                f"Dropped; {self._host.key('app.undo')} brings it back.",
            )

    def action_suggestion_step(self, step: int) -> None:
        """Go to the next or the previous sentence worth checking."""
        caret = self._page.caret
        here = caret.focus[0] if caret is not None and caret.focus is not None else -1
        there = [each for each in self.offers if step * (each.start - here) > 0]
        if caret is None or not there:
            self._host.say(self._nothing("further on" if step > 0 else "further up"))
            return
        offer = min(there, key=lambda each: step * each.start)
        caret.jump_to(offer.start, offer.end)
        self._page.changed()

    def _off(self) -> str:
        key = self._host.key("reading.suggestions")
        return f"Nothing is pointed out; {key} points out what is worth checking."

    def _nothing(self, where: str) -> str:
        if self._proposed:
            return f"Nothing more {where}."
        if not self._rankings.is_shown:
            return self._off()
        if not self.is_judged:
            from reader.marks.suggestions import ENGLISH_ONLY  # a sentence for few articles

            return f"This article is not in English; {ENGLISH_ONLY}."
        if isinstance(self._article, LargeArticle):
            return "This text is too long to be judged sentence by sentence."
        return f"Nothing {where} is worth checking that is not decided."

    def action_suggestions(self) -> None:
        """Point out what is worth checking, or no more."""
        self._rankings.is_shown = not self._rankings.is_shown
        self._host.refresh_marks()
        if not self._rankings.is_shown:
            self._host.say(self._off())
        elif not self.is_judged or isinstance(self._article, LargeArticle):
            self._host.say(self._nothing("here"))
        else:
            self._host.say(
                f"{SUGGESTED} stands beside what is worth checking; {self._host.key('reading.next_suggestion')} goes to the next."
            )

    def obstacle(self, id: str) -> str | None:
        """Return why the command with this id cannot be done now; None if it can."""
        if id == "reading.take_proposal" and self.proposal is None:
            return "No program proposes anything for this sentence."
        if id == "reading.dismiss" and self.offered is None:
            return f"There is no suggestion under the caret: {self._host.key('reading.next_suggestion')} goes to the next."
        return None


def _why(proposal: Annotation) -> tuple[str, ...]:
    """Who proposes what, and why, for the bottom line."""
    by = annotator(proposal.creator).name if proposal.creator else "somebody"
    tags = f" {', '.join(proposal.tags)}" if proposal.tags else ""
    note = " ".join(proposal.note.split())
    return (f"{as_proposed(proposal).kind}{tags} by {by}", *((note,) if note else ()))


def _is_here(made: Annotation, source: Source) -> bool:
    """Whether it was made on this very text, so that its place is known."""
    return made.source.text_sha256 == source.text_sha256


def _best(article: Article, lessons: Lessons) -> "Sequence[Suggestion] | None":
    if isinstance(article, LargeArticle):
        return ()
    # Loaded when the first article is judged; the page is there before.
    from annotations.claims.detection.learned_weights import learn
    from reader.marks.suggestions import is_judged, shown, suggestions

    if not is_judged(article):
        return None
    return shown(suggestions(article, learn(*lessons), lambda: time.sleep(_BREATH)))
