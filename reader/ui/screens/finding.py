"""Finding in the article: hits as one types, all of them shown, round and round."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import islice

from reader.article import Article
from reader.page.find import hits
from reader.page.layout import Layout, Place
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell
from reader.ui.widgets.prompt import Question

_MOST = 100_000
"""Hits that are listed; more than anyone steps through, and bounded on a large text."""


class Finding(ArticleScreen):
    """The part of the reading screen that finds words."""

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.query_text = ""
        self.find_from = 0
        self.page_before: tuple[Layout, Place] | None = None

    def forget_hits(self) -> None:
        """Show no hits."""
        self.query_text = ""
        self.page.content = replace(self.page.content, hits=(), hit=None)

    def found(self) -> str:
        """Which of how many hits this is, or nothing while nothing is looked for."""
        if not self.query_text:
            return ""
        content = self.page.content
        here = content.hits.index(content.hit) + 1 if content.hit in content.hits else 0
        return f"/{self.query_text} {here}/{len(content.hits)}"

    def obstacle(self, id: str) -> str | None:
        """There must be hits to go to."""
        if id in ("reading.next_hit", "reading.previous_hit") and not self.page.content.hits:
            return "There are no hits to go to: / finds some."
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
        """Show all hits of what is typed so far, and go to the first one from the caret on."""
        self.query_text = query
        found = tuple(islice(hits(self.article.text, query), _MOST)) if query.strip() else ()
        self.page.content = replace(self.page.content, hits=found, hit=None)
        self._to(bisect_left(found, (self.find_from, 0)))

    def _answered(self, query: str) -> None:
        """Stay at the hit; ``n`` and ``N`` go on from it, as an empty answer does."""
        if not query and self.query_text:
            self.action_hit(1)
        elif query != self.query_text:
            self._typed(query)
        if query.strip() and not self.page.content.hits:
            self.warn(f"“{query}” is not in this article; & looks in all of them.")

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
        if not content.hits or caret is None:
            return
        at = content.hit or (caret.focus or (0, 0))
        if step > 0:
            index = bisect_right(content.hits, at) if content.hit else bisect_left(content.hits, at)
        else:
            index = bisect_left(content.hits, at) - 1
        self._to(index)

    def _to(self, index: int) -> None:
        found, caret = self.page.content.hits, self.page.caret
        if found and caret is not None:
            hit = found[index % len(found)]
            self.page.content = replace(self.page.content, hit=hit)
            caret.focus = caret.units.sentence_at(hit[0])
            first, last = caret.window.visible()
            if not (first <= hit[0] and hit[1] <= last):
                caret.window.centre(hit[0])
        self.page.changed()

    def action_find_everywhere(self) -> None:
        """Ask what to find in all articles."""
        self.prompt.ask(
            Question("Find in all articles", self.shell.find_everywhere, self.query_text)
        )
