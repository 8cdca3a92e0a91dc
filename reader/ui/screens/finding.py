"""Finding in the article: hits as one types, all of them shown, round and round.

No key waits for the hits: those on the page are there at once, the others are looked for
in the background, from the page on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from textual import work
from textual.worker import get_current_worker

from reader.article import Article
from reader.long_text import LongText, Text
from reader.page.find import hits
from reader.page.layout import Layout, Place
from reader.ui.messages import FindEverywhere
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell
from reader.ui.widgets.prompt import Question

Span = tuple[int, int]

_MOST = 100_000
"""Hits that are listed; more than anyone steps through, and bounded on a large text."""

_AT_ONCE = 200_000
"""Characters that are searched while a key is obeyed."""

_FIRST_STEP, _STEP = 262_144, 4_000_000
"""Characters that are searched from one word about the search to the next."""


class Finding(ArticleScreen):
    """The part of the reading screen that finds words."""

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.query_text = ""
        self.find_from = 0
        self.is_finding = False
        self.steps_owed = 0
        self.page_before: tuple[Layout, Place] | None = None

    def forget_hits(self) -> None:
        """Show no hits, and look for no more."""
        self._stop_looking()
        self.query_text = ""
        self.page.content = self.page.content._replace(hits=(), hit=None)

    def found(self) -> str:
        """Which of how many hits this is, or nothing while nothing is looked for."""
        if not self.query_text:
            return ""
        content = self.page.content
        at = bisect_left(content.hits, content.hit) if content.hit is not None else -1
        here = at + 1 if content.hit in content.hits[at : at + 1] else 0
        more = " …" if self.is_finding else "+" if len(content.hits) == _MOST else ""
        return f"/{self.query_text} {here}/{len(content.hits)}{more}"

    def obstacle(self, id: str) -> str | None:
        """There must be hits to go to, or some may still be found."""
        is_step = id in ("reading.next_hit", "reading.previous_hit")
        if is_step and not self.page.content.hits and not self.is_finding:
            return f"There are no hits to go to: {self.key('reading.find')} finds some."
        return super().obstacle(id)

    def action_find(self) -> None:
        """Ask what to find."""
        caret = self.page.caret
        if caret is not None:
            caret.remember()
            self.find_from = caret.focus[0] if caret.focus is not None else 0
            self.page_before = caret.layout, caret.window.top
        self.prompt.ask(
            Question("Find", self._answered, typed=self._typed, given_up=self._given_up)
        )

    def _typed(self, query: str) -> None:
        """Show the hits of what is typed so far, and go to the first one from the caret on."""
        self._stop_looking()
        self.query_text = query
        text = self.article.lazy_text
        if not query.strip():
            self._show_hits((), None)
        elif len(text) <= _AT_ONCE:
            found = tuple(islice(hits(str(text), query), _MOST))
            self._show_hits(found, _first_from(found, self.find_from))
        else:
            self._show_hits((), None)
            self.is_finding = True
            text = text.copy() if isinstance(text, LongText) else text
            self._look_for_hits(text, query, self.find_from)

    def _stop_looking(self) -> None:
        self.is_finding, self.steps_owed = False, 0
        self.workers.cancel_group(self, "finding")

    @work(thread=True, group="finding", description="finding")
    def _look_for_hits(self, text: Text, query: str, start: int) -> None:
        """Look from the caret to the end, then from the beginning to the caret."""
        worker = get_current_worker()
        after: list[Span] = []
        before: list[Span] = []
        for found, low, high in ((after, start, len(text)), (before, 0, start)):
            for first, last in _steps(found, low, high):
                if worker.is_cancelled:
                    return
                room = _MOST - len(after) - len(before)
                found.extend(islice(hits(text, query, first, last), room))
                self.call_later(self._hits_found, query, tuple(before + after), True)
        self.call_later(self._hits_found, query, tuple(before + after), False)

    def _hits_found(self, query: str, found: Sequence[Span], is_finding: bool) -> None:
        """Show what was found so far of what is still looked for; the hit under way stays."""
        if query != self.query_text or not self.is_finding:
            return
        self.is_finding = is_finding
        current = self.page.content.hit
        if current is None:
            self._show_hits(found, _first_from(found, self.find_from))
        else:
            self.page.content = self.page.content._replace(hits=found)
            self.page.changed()
        owed, self.steps_owed = self.steps_owed, 0
        for _ in range(abs(owed)):
            self.action_hit(1 if owed > 0 else -1)
        if not is_finding and not self.prompt.is_open:
            self._tell_if_none()

    def _show_hits(self, found: Sequence[Span], hit: Span | None) -> None:
        self.page.content = self.page.content._replace(hits=found, hit=hit)
        if hit is not None:
            self._go_to_hit(hit)
        else:
            self.page.changed()

    def _answered(self, query: str) -> None:
        """Stay at the hit; ``n`` and ``N`` go on from it, as an empty answer does."""
        if not query and self.query_text:
            self.action_hit(1)
        elif query != self.query_text:
            self._typed(query)
        self._tell_if_none()

    def _tell_if_none(self) -> None:
        if self.query_text.strip() and not self.page.content.hits and not self.is_finding:
            self.warn(
                f"“{self.query_text}” is not in this article; {self.key('reading.find_everywhere')} looks in all of them."
            )

    def _given_up(self) -> None:
        """Go back to where the search began."""
        self.forget_hits()
        caret = self.page.caret
        if caret is not None:
            layout, top = self.page_before or (None, (0, 0))
            if layout is caret.layout:
                caret.window.top = top
            caret.stand_on(self.find_from)
        self.page.changed()

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous hit, around the ends."""
        content, caret = self.page.content, self.page.caret
        if caret is None or not (content.hits or self.is_finding):
            return
        if not content.hits:
            self.steps_owed += step
            self.say("Still looking; nothing is found so far.")
            return
        at = content.hit or (caret.focus or (0, 0))
        if step > 0:
            index = bisect_right(content.hits, at) if content.hit else bisect_left(content.hits, at)
        else:
            index = bisect_left(content.hits, at) - 1
        if self.is_finding and not 0 <= index < len(content.hits):
            self.steps_owed += step  # paid when more is found
        else:
            self._go_to_hit(content.hits[index % len(content.hits)])

    def _go_to_hit(self, hit: Span) -> None:
        caret = self.page.caret
        if caret is not None:
            self.page.content = self.page.content._replace(hit=hit)
            caret.focus = caret.units.sentence_at(hit[0])
            first, last = caret.window.visible()
            if not (first <= hit[0] and hit[1] <= last):
                caret.window.centre(hit[0])
        self.page.changed()

    def action_find_everywhere(self) -> None:
        """Ask what to find in all articles."""
        self.post(FindEverywhere(self.query_text))


def _first_from(found: Sequence[Span], offset: int) -> Span | None:
    """The first hit that begins at the offset or after it, around the end."""
    return found[bisect_left(found, (offset, 0)) % len(found)] if found else None


def _steps(found: Sequence[Span], low: int, high: int) -> Iterator[Span]:
    """The text from ``low`` to ``high`` in steps, each after the last of what was found."""
    size = _FIRST_STEP
    while low < high:
        end = min(high, low + size)
        yield low, end
        low, size = max(end, found[-1][1] if found else 0), _STEP
