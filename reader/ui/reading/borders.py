"""Moving the borders of a mark: with the motions of a selection, or by one unit at once."""

from reader.articles.article import Article
from reader.ui.desk import Desk
from reader.ui.host import Verbs
from reader.ui.widgets.page_view import PageView

_UNITS = {"s": "sentence", "w": "word", "c": "character", "p": "paragraph"}


class MarkBorders:
    """Moves the borders of the mark under the caret; ``is_moving`` while motions move them."""

    def __init__(self, article: Article, page: PageView, desk: Desk, host: Verbs) -> None:
        self._article = article
        self._page = page
        self._desk = desk
        self._host = host
        self._id: str | None = None

    def open(self, article: Article) -> None:
        """Take the marks of another article."""
        self._article, self._id = article, None

    @property
    def is_moving(self) -> bool:
        """Whether a mark is selected so that the motions move its borders."""
        return self._id is not None

    def leave(self) -> None:
        """Leave the borders as they are."""
        self._id = None

    def action_borders(self) -> None:
        """Select the mark, so that the motions move its borders; Enter keeps them."""
        caret, mark = self._page.caret, self._page.current
        if caret is not None and mark is not None:
            self._id = mark.id
            caret.start_selecting("character", (mark.start, mark.end))
            key = self._host.key
            self._host.say(
                f"Move the end; {key('visual.swap')} takes the other one;"
                f" {key('reading.enter')} keeps, {key('visual.done')} leaves it.",
                "accent",
            )
            self._page.changed()

    def action_grow(self) -> None:
        """Grow the selection, the mark or the sentence by the unit that the next key names."""
        self._page.pending = lambda key: self._change_size(1, key)

    def action_shrink(self) -> None:
        """Shrink it by the unit that the next key names."""
        self._page.pending = lambda key: self._change_size(-1, key)

    def _change_size(self, by: int, key: str) -> None:
        """Change a selection; without one, a mark at once: undo brings its borders back."""
        unit, caret, mark = _UNITS.get(key), self._page.caret, self._page.current
        if unit is None or caret is None:
            return
        is_of_mark = mark is not None and not self._page.is_selecting
        if mark is not None and is_of_mark:
            caret.start_selecting(unit, (mark.start, mark.end))
        caret.change_size(by, unit)
        if mark is not None and is_of_mark:
            self._id = mark.id
            self.keep()
        self._page.changed()

    def keep(self) -> None:
        """Give the mark the borders of the selection."""
        caret, id, self._id = self._page.caret, self._id, None
        span = caret.target if caret is not None else None
        if caret is None or id is None or span is None:
            return
        text, source = self._article.lazy_text, self._desk.source(self._article)
        if self._host.carry_out(lambda: self._desk.notebook.move(id, text, *span, source)):
            caret.stop_selecting()
            self._page.chosen = id
            self._page.changed()
