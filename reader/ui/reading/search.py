"""Finding in the article: hits as one types, all of them shown, round and round.

No key waits for the hits: those on the page are there at once, the others are looked for
in the background, from the page on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from textual.worker import get_current_worker

from reader.articles.article import Article
from reader.articles.long_text import LongText, Text
from reader.page.find import hits
from reader.page.layout import Layout, Place
from reader.ui.background import Background
from reader.ui.host import Voice
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.prompt import Question

Span = tuple[int, int]

_MOST = 100_000
"""Hits that are listed; more than anyone steps through, and bounded on a large text."""

_AT_ONCE = 200_000
"""Characters that are searched while a key is obeyed."""

_FIRST_STEP, _STEP = 262_144, 4_000_000
"""Characters that are searched from one word about the search to the next."""


class ArticleSearch:
    """Finds words in the article that is open, and shows the hits on its page.

    ``query`` is what is looked for, "" for nothing; ``is_finding`` tells whether more hits
    may come. ``ask`` asks a question at the foot of the screen.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        background: Background,
        voice: Voice,
        ask: Callable[[Question], None],
    ) -> None:
        self._article = article
        self._page = page
        self._background = background
        self._voice = voice
        self._ask = ask
        self.query = ""
        self.is_finding = False
        self._is_asking = False
        self._from = 0
        self._steps_owed = 0
        self._page_before: tuple[Layout, Place] | None = None

    def open(self, article: Article) -> None:
        """Look in another article; nothing is looked for in it yet."""
        self._article = article
        self.forget()

    def forget(self) -> None:
        """Show no hits, and look for no more."""
        self._stop_looking()
        self.query = ""
        self._page.content = self._page.content._replace(hits=(), hit=None)

    def found(self) -> str:
        """Return which of how many hits this is, or nothing while nothing is looked for."""
        if not self.query:
            return ""
        content = self._page.content
        at = bisect_left(content.hits, content.hit) if content.hit is not None else -1
        here = at + 1 if content.hit in content.hits[at : at + 1] else 0
        more = " …" if self.is_finding else "+" if len(content.hits) == _MOST else ""
        return f"/{self.query} {here}/{len(content.hits)}{more}"

    def obstacle(self, id: str) -> str | None:
        """Return why the command cannot be done: there must be hits, or some may still be found."""
        is_step = id in ("reading.next_hit", "reading.previous_hit")
        if is_step and not self._page.content.hits and not self.is_finding:
            return f"There are no hits to go to: {self._voice.key('reading.find')} finds some."
        return None

    def action_find(self) -> None:
        """Ask what to find."""
        caret = self._page.caret
        if caret is not None:
            caret.remember()
            self._from = caret.focus[0] if caret.focus is not None else 0
            self._page_before = caret.layout, caret.window.top
        self._is_asking = True
        self._ask(Question("Find", self._answered, typed=self._typed, given_up=self._given_up))

    def _typed(self, query: str) -> None:
        """Show the hits of what is typed so far, and go to the first one from the caret on."""
        self._stop_looking()
        self.query = query
        text = self._article.lazy_text
        if not query.strip():
            self._show_hits((), None)
        elif len(text) <= _AT_ONCE:
            found = tuple(islice(hits(str(text), query), _MOST))
            self._show_hits(found, _first_from(found, self._from))
        else:
            self._show_hits((), None)
            self.is_finding = True
            text = text.copy() if isinstance(text, LongText) else text
            look = partial(self._look_for_hits, text, query, self._from)
            self._background.run(look, "finding", "finding")

    def _stop_looking(self) -> None:
        self.is_finding, self._steps_owed = False, 0
        self._background.cancel("finding")

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
                self._background.hand_over(self._hits_found, query, tuple(before + after), True)
        self._background.hand_over(self._hits_found, query, tuple(before + after), False)

    def _hits_found(self, query: str, found: Sequence[Span], is_finding: bool) -> None:
        """Show what was found so far of what is still looked for; the hit under way stays."""
        if query != self.query or not self.is_finding:
            return
        self.is_finding = is_finding
        current = self._page.content.hit
        if current is None:
            self._show_hits(found, _first_from(found, self._from))
        else:
            self._page.content = self._page.content._replace(hits=found)
            self._page.changed()
        owed, self._steps_owed = self._steps_owed, 0
        for _ in range(abs(owed)):
            self.action_hit(1 if owed > 0 else -1)
        if not is_finding and not self._is_asking:
            self._tell_if_none()

    def _show_hits(self, found: Sequence[Span], hit: Span | None) -> None:
        self._page.content = self._page.content._replace(hits=found, hit=hit)
        if hit is not None:
            self._go_to_hit(hit)
        else:
            self._page.changed()

    def _answered(self, query: str) -> None:
        """Stay at the hit; ``n`` and ``N`` go on from it, as an empty answer does."""
        self._is_asking = False
        if not query and self.query:
            self.action_hit(1)
        elif query != self.query:
            self._typed(query)
        self._tell_if_none()

    def _tell_if_none(self) -> None:
        if self.query.strip() and not self._page.content.hits and not self.is_finding:
            self._voice.warn(
                f"“{self.query}” is not in this article; {self._voice.key('reading.find_everywhere')} looks in all of them."
            )

    def _given_up(self) -> None:
        """Go back to where the search began."""
        self._is_asking = False
        self.forget()
        caret = self._page.caret
        if caret is not None:
            layout, top = self._page_before or (None, (0, 0))
            if layout is caret.layout:
                caret.window.top = top
            caret.stand_on(self._from)
        self._page.changed()

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous hit, around the ends."""
        content, caret = self._page.content, self._page.caret
        if caret is None or not (content.hits or self.is_finding):
            return
        if not content.hits:
            self._steps_owed += step
            self._voice.say("Still looking; nothing is found so far.")
            return
        at = content.hit or (caret.focus or (0, 0))
        if step > 0:
            index = bisect_right(content.hits, at) if content.hit else bisect_left(content.hits, at)
        else:
            index = bisect_left(content.hits, at) - 1
        if self.is_finding and not 0 <= index < len(content.hits):
            self._steps_owed += step  # paid when more is found
        else:
            self._go_to_hit(content.hits[index % len(content.hits)])

    def _go_to_hit(self, hit: Span) -> None:
        caret = self._page.caret
        if caret is not None:
            self._page.content = self._page.content._replace(hit=hit)
            caret.focus = caret.units.sentence_at(hit[0])
            first, last = caret.window.visible()
            if not (first <= hit[0] and hit[1] <= last):
                caret.window.centre(hit[0])
        self._page.changed()


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
