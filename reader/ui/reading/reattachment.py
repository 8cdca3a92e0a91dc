"""Giving a mark another place: the reader goes there, and Enter takes it."""

from annotations import Annotation
from reader.articles.article import Article
from reader.ui.desk import Desk
from reader.ui.host import Verbs
from reader.ui.widgets.page_view import PageView


class Reattachment:
    """The mark that is to get another place in the article that is open, if there is one."""

    def __init__(self, article: Article, page: PageView, desk: Desk, host: Verbs) -> None:
        self._article = article
        self._page = page
        self._desk = desk
        self._host = host
        self._made: Annotation | None = None

    def open(self, article: Article) -> None:
        """Look for the place in another article."""
        self._article = article

    @property
    def is_open(self) -> bool:
        """Whether a mark waits for its place."""
        return self._made is not None

    def begin(self, made: Annotation) -> None:
        """Let the reader find the right place of an annotation."""
        self._made = made
        quote = " ".join(made.quote.exact.split())
        key = self._host.key
        self._host.say(
            f"Go to the right place of “{quote[:50]}”; {key('reading.enter')} takes it,"
            f" {key('app.escape')} leaves it.",
            "accent",
        )

    def give_up(self) -> bool:
        """Leave the mark as it is; return whether one was waiting."""
        was, self._made = self._made, None
        if was is not None:
            self._host.say("It was left as it was.")
        return was is not None

    def take(self) -> None:
        """Give it the selection, or the sentence under the caret."""
        caret, made = self._page.caret, self._made
        span = caret.target if caret is not None else None
        if caret is None or made is None or span is None:
            return
        text, source = self._article.lazy_text, self._desk.source(self._article)
        if self._host.carry_out(
            lambda: self._desk.notebook.reattach(made.id, text, *span, source),
            f"It stands here now; {self._host.key('app.review')} goes on with the review.",
        ):
            self._made = None
            caret.stop_selecting()
            self._page.changed()
