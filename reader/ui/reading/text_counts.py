"""How many words and paragraphs an article has, counted in the background where it is long."""

import time
from array import array
from collections.abc import Callable, Sequence
from functools import partial

from textual.worker import get_current_worker

from reader.articles.article import Article
from reader.articles.large_article import LargeArticle
from reader.articles.word_count import word_count
from reader.ui.article_facts import paragraph_starts
from reader.ui.background import Background

_BREATH = 0.002
"""Seconds between two slices in which the keys have the interpreter to themselves."""

_AT_ONCE = 200_000
"""Characters of a text whose words are counted before it is shown."""


class TextCounts:
    """What is counted of the article that is open; ``changed`` is called when more is known.

    ``starts`` are where the paragraphs begin, and ``words`` how many words there are: each is
    None until it is counted.
    """

    def __init__(self, background: Background, changed: Callable[[], None]) -> None:
        self._background = background
        self._changed = changed
        self._article: Article | None = None
        self.starts: Sequence[int] | None = None
        self.words: int | None = None

    def open(self, article: Article) -> None:
        """Count those of another article: now if it is short, else in a thread."""
        self._background.cancel("counting")
        self._article = article
        self.starts = None if isinstance(article, LargeArticle) else paragraph_starts(article)
        self.words = word_count(article) if len(article.lazy_text) <= _AT_ONCE else None
        if self.starts is None or self.words is None:
            self._background.run(partial(self._count, article), "counting", "counting paragraphs")

    def _count(self, article: Article) -> None:
        words = word_count(article)
        self._background.hand_over(self._take_words, article, words)
        if not isinstance(article, LargeArticle):
            return
        worker, starts = get_current_worker(), array("L")
        for _, blocks in article.outlines():
            if worker.is_cancelled:
                return
            starts.extend(start for kind, start, _, _ in blocks if kind != "meta")
            time.sleep(_BREATH)
        self._background.hand_over(self._take_starts, article, starts)

    def _take_words(self, article: Article, words: int) -> None:
        if article is self._article:
            self.words = words
            self._changed()

    def _take_starts(self, article: Article, starts: Sequence[int]) -> None:
        if article is self._article:
            self.starts = starts
            self._changed()
