"""Copying words of the article, with their source or without."""

from collections.abc import Callable

from reader.articles.article import Article
from reader.ui.reading.citation import citation
from reader.ui.widgets.page_view import PageView


class Clipboard:
    """Copies the selection, the mark or the sentence under the caret; ``copy`` takes the words."""

    def __init__(self, article: Article, page: PageView, copy: Callable[[str], None]) -> None:
        self._article = article
        self._page = page
        self._copy = copy

    def open(self, article: Article) -> None:
        """Copy from another article."""
        self._article = article

    def action_copy(self) -> None:
        """Copy the words of the selection, the mark or the sentence."""
        if (span := self._span) is not None:
            self._copy(self._article.lazy_text[slice(*span)])

    def action_cite(self) -> None:
        """Copy them with where they are from."""
        if (span := self._span) is not None:
            self._copy(citation(self._article, self._article.lazy_text[slice(*span)], span[0]))

    @property
    def _span(self) -> tuple[int, int] | None:
        caret, mark = self._page.caret, self._page.current
        if mark is not None and not self._page.is_selecting:
            return mark.start, mark.end
        return caret.target if caret is not None else None
