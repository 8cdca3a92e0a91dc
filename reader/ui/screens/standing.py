"""Where the marks stand in the article that is open, also when it has changed since they were made."""

from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored, as_made
from annotations.places import Place
from reader.article import Article
from reader.long_text import Text
from reader.ui.desk import source_of
from reader.ui.doubts import Pairs, told
from reader.ui.page_marks import PageMark, PageMarks, page_marks
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.shell import Shell

if TYPE_CHECKING:
    from annotations.store.on_article import OnArticle

_AT_ONCE = 25
"""Marks looked for in a changed text before the page is shown; more are, while one reads."""

_MADE_SURE_AT_ONCE = 200
"""Marks of which it is made sure at once that their words are in their place; of more, in steps."""

_STEP = 0.01
"""Seconds between two steps, in which keys are obeyed."""

_IN_A_STEP = 40
"""Marks looked at in one step, in a millisecond or two."""


_BEFORE_ALL: Place = (-1, 0, "")


class Standing(ArticleScreen):
    """The part of the reading screen that finds the marks' places; no key waits for it.

    ``pairs`` are the annotations that had to be made to be placed, with their anchors. Of the
    others only the places are known: each is made when it is drawn or asked for.
    """

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.pairs: Pairs = []
        self.known: OnArticle | None = None

    def refresh_marks(self, change: Change | None = None) -> None:
        """Show the marks that stand where they stood at once, and look for the others meanwhile."""
        source, text = source_of(self.article), self.article.lazy_text
        known = self.desk.notebook.marks_on(source)
        self._learn_places(known)
        made = self.desk.notebook.make(known.others)
        pairs, slow = self.shell.doubts.known(made, source, text)
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
            self.say(self.told())

    def _show_marks(self, pairs: Pairs, is_new: bool) -> None:
        self.pairs = pairs
        self.shell.doubts.learn(pairs)
        self.shell.doubts.settle(self._stands)
        found, self.lost = page_marks(pairs, self.also)
        places = self.known.places if self.known is not None else None
        marks = PageMarks(found, places, self._made)
        self.page.show(self.page.content._replace(marks=marks))
        if is_new:
            self.say(self.told())

    def _made(self, id: str) -> PageMark | None:
        """The mark with this id, which stands where it was made."""
        for made in self.desk.notebook.make((id,)):
            anchor = as_made(made, source_of(self.article), self.article.lazy_text)
            if anchor is not None and anchor.start is not None and anchor.end is not None:
                place = made.position.start, made.position.end
                also = self.also.get(id, "")
                return PageMark(made, anchor, anchor.start, anchor.end, also, place)
        return None

    def _stands(self, id: str) -> bool:
        """Whether the annotation with this id is known to stand in this text where it was made."""
        spans = (
            (each.position.start, each.position.end) for each in self.desk.notebook.make((id,))
        )
        return self.known is not None and any((*span, id) in self.known.places for span in spans)

    # Making sure that the words are in their places: they are, unless a record is damaged, or
    # of another program's making. What is drawn is looked at anyway.

    def _learn_places(self, known: "OnArticle") -> None:
        """Show the marks of these places: of few it is made sure now, of many in steps."""
        is_new = known is not self.known or len(known.fresh) > _AT_ONCE
        self.known = known
        if not is_new:
            ids = {made.id: made.position for made in self.desk.notebook.make(known.fresh)}
            self._doubt((at.start, at.end, id) for id, at in ids.items())
        elif len(known.places) <= _MADE_SURE_AT_ONCE:
            self.desk.notebook.make(known.ids())  # they are kept, and looked at again
            self._doubt(list(known.places))
        else:
            self.set_timer(_STEP, partial(self._go_on, known, _BEFORE_ALL))
        known.fresh.clear()

    def _go_on(self, known: "OnArticle", after: Place) -> None:
        if known is not self.known:
            return  # another article is read by now
        places = list(islice(known.places.all_after(after), _IN_A_STEP))
        if self._doubt(places):
            self.refresh_marks()
        if places:
            self.set_timer(_STEP, partial(self._go_on, known, places[-1]))

    def _doubt(self, places: Iterable[Place]) -> bool:
        """Have the marks looked for whose words are not in their places; whether there are any."""
        source, text = source_of(self.article), self.article.lazy_text
        doubtful = []
        for place in places:
            made = self.desk.notebook.glance(place[2])
            if made is None or as_made(made, source, text) is None:
                doubtful.append(place)
        for place in doubtful:
            if self.known is not None:
                self.known.doubt(place)
        return bool(doubtful)

    def told(self) -> str:
        """How many marks stand how."""
        return told(self.pairs, len(self.known.places) if self.known is not None else 0)

    def claims(self) -> list[str]:
        """The ids of the claims made here, in the order of the text."""
        known, made = self.known, [each.id for each, _ in self.pairs if each.kind == "claim"]
        if known is None or not known.claims:
            return made
        return [id for _, _, id in known.places if id in known.claims] + made
