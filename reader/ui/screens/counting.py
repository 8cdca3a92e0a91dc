"""Counting the paragraphs of an article, of a large one while it is being read."""

import time
from array import array
from collections.abc import Sequence

from textual import work
from textual.worker import get_current_worker

from reader.article import Article
from reader.large_article import LargeArticle
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell
from reader.ui.telling import paragraph_starts

_BREATH = 0.002
"""Seconds between two slices in which the keys have the interpreter to themselves."""


class Counting(ArticleScreen):
    """The part of the reading screen that knows how many paragraphs there are, sooner or later.

    ``starts`` are where they begin, None until they are counted.
    """

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.starts: Sequence[int] | None = None

    def count_paragraphs(self) -> None:
        """Count those of the article that is open now."""
        self.workers.cancel_group(self, "counting")
        if isinstance(self.article, LargeArticle):
            self.starts = None
            self._count(self.article)
        else:
            self.starts = paragraph_starts(self.article)

    @work(thread=True, group="counting", description="counting paragraphs")
    def _count(self, article: LargeArticle) -> None:
        worker, starts = get_current_worker(), array("L")
        for _, blocks in article.outlines():
            if worker.is_cancelled:
                return
            starts.extend(start for kind, start, _, _ in blocks if kind != "meta")
            time.sleep(_BREATH)
        self.call_later(self._counted, article, starts)

    def _counted(self, article: Article, starts: Sequence[int]) -> None:
        if article is self.article:
            self.starts = starts
            self.show_status()
