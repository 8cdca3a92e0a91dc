"""Where the marks stand in the article that is open, also when it has changed since they were made."""

from textual import work
from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored
from reader.article import Article
from reader.long_text import Text
from reader.ui.desk import source_of
from reader.ui.doubts import Pairs, told
from reader.ui.page_marks import page_marks
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell

_AT_ONCE = 25
"""Marks looked for in a changed text before the page is shown; more are, while one reads."""


class Standing(ArticleScreen):
    """The part of the reading screen that finds the marks' places; no key waits for it."""

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.pairs: Pairs = []

    def refresh_marks(self, change: Change | None = None) -> None:
        """Show the marks that stand where they stood at once, and look for the others meanwhile."""
        source, text = source_of(self.article), self.article.lazy_text
        pairs, slow = self.shell.doubts.known(self.desk.notebook.of(source), source, text)
        if len(slow) <= _AT_ONCE and (not slow or isinstance(text, str)):
            self._show_marks(
                pairs + anchored(slow, source, text, self.desk.notebook.text), bool(slow)
            )
        else:
            self._show_marks(pairs, False)
            self._look_for(slow, source, text)

    # Textual would describe it by all its arguments, the text among them.
    @work(thread=True, exclusive=True, group="places", description="finding marks")
    def _look_for(self, slow: list[Annotation], source: Source, text: Text) -> None:
        # Whoever searches a large text has all of it in memory meanwhile.
        found = anchored(slow, source, str(text), self.desk.notebook.text)
        if not get_current_worker().is_cancelled:
            self.call_later(self._found, found, source)

    def _found(self, found: Pairs, source: Source) -> None:
        self.shell.doubts.learn(found)
        if source == source_of(self.article):
            self.refresh_marks()
            self.say(told(self.pairs))

    def _show_marks(self, pairs: Pairs, is_new: bool) -> None:
        self.pairs = pairs
        self.shell.doubts.learn(pairs)
        marks, self.lost = page_marks(pairs, self.also)
        self.page.show(self.page.content._replace(marks=marks))
        if is_new:
            self.say(told(pairs))
