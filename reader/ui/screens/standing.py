"""Where the marks stand in the article that is open, also when it has changed since they were made."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored, as_made
from annotations.places import Place
from reader.article import Article
from reader.long_text import Text
from reader.ui.doubts import Pairs, told
from reader.ui.page_marks import PageMark, PageMarks, page_marks
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.screens.marking import NEED_MARKS
from reader.ui.shell import Shell
from reader.ui.timers import after

if TYPE_CHECKING:
    from annotations.store.glimpse import Glimpse
    from annotations.store.on_article import OnArticle
    from annotations.store.versions import Later

_AT_ONCE = 25
"""Marks looked for in a changed text before the page is shown; more are, while one reads."""

_MADE_SURE_AT_ONCE = 200
"""Marks of which it is made sure at once that their words are in their place; of more, in steps."""

_STEP = 0.01
"""Seconds between two steps, in which keys are obeyed."""

_SOON = 0.1
"""Seconds after which catching up with the store begins."""

_BREATH = 0.002
"""Seconds between two steps of catching up with the store, which take a few milliseconds each."""

_NEAR = 10_000
"""Characters to both sides of the page whose marks are shown while a large store is read."""

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
        self.glimpse: Glimpse | None = None
        self.near = (0, 0)
        self.making: OnArticle | None = None
        self.made: OnArticle | None = None

    def refresh_marks(self, change: Change | None = None) -> None:
        """Show the marks that stand where they stood at once, and look for the others meanwhile."""
        source, text = self.desk.source(self.article), self.article.lazy_text
        if change is None and not self.desk.notebook.knows(source):
            if self.glimpse is None or self.glimpse.known.source != source:
                self._show_glimpse(source, text)
            return
        self.glimpse = None
        known = self.desk.notebook.marks_on(source)
        self._learn_places(known)
        if len(known.others) > _MADE_SURE_AT_ONCE and known is not self.made:
            self._show_marks([], False)
            if known is not self.making:
                self.making = known
                self._make_others(known, self.desk.notebook.later(known.others), source, text)
            return
        pairs, slow = self._placed(source, text)
        if len(slow) <= _AT_ONCE and (not slow or isinstance(text, str)):
            self._show_marks(
                pairs + anchored(slow, source, text, self.desk.notebook.text), bool(slow)
            )
        else:
            self._show_marks(pairs, False)
            self._look_for(slow, source, text)

    # Textual would describe it by all its arguments, the text among them.
    @work(thread=True, group="making", description="making marks")
    def _make_others(self, known: "OnArticle", later: "Later", source: Source, text: Text) -> None:
        """Make and find those that have to be looked for, many as they are."""
        found = anchored(later.make(), source, str(text), self.desk.notebook.text)
        self.call_later(self._made_others, known, later, found, source)

    def _made_others(
        self, known: "OnArticle", later: "Later", found: Pairs, source: Source
    ) -> None:
        if known is self.making:
            self.desk.notebook.keep(later)
            self.made, self.making = known, None
            self._found(found, source)

    def _placed(self, source: Source, text: Text) -> tuple[Pairs, list[Annotation]]:
        """Where those of the others stand that can be placed at once, and the rest."""
        others = self.known.others if self.known is not None else ()
        return self.shell.doubts.known(self._make(others), source, text)

    def _make(self, ids: Iterable[str]) -> list[Annotation]:
        return (self.desk.notebook if self.glimpse is None else self.glimpse).make(ids)

    # While a large store is read: what the page needs is looked up in its files, and the rest
    # is there within a second.

    def _show_glimpse(self, source: Source, text: Text) -> None:
        """Show the marks of this page and those near it."""
        first = self.page.caret.window.visible()[0] if self.page.caret is not None else 0
        self.near = max(0, first - _NEAR), first + _NEAR
        self.glimpse = self.desk.notebook.glimpse(source, *self.near)
        self._learn_places(self.glimpse.known)
        pairs, slow = self._placed(source, text)
        if len(slow) <= _AT_ONCE and isinstance(text, str):
            pairs += anchored(slow, source, text, self.desk.notebook.text)
        self._show_marks(pairs, False)

    def begin_to_catch_up(self) -> None:
        """Do what opening the store left undone, once the page has been there for a moment."""
        after(_SOON, self, self.catch_up)

    def catch_up(self) -> None:
        """Do some of what opening the store left undone, and more between the keys."""
        self.is_caught_up = not self.desk.notebook.catch_up()
        if not self.is_caught_up:
            after(_BREATH, self, self.catch_up)
        if self.glimpse is not None and self.desk.notebook.knows(self.desk.source(self.article)):
            self.refresh_marks()
        if self.is_caught_up:
            self.tell_of_store()

    def know_all(self) -> None:
        """Know all the marks of the article, and not only those near the page it was opened at."""
        if self.glimpse is not None:
            self.desk.notebook.marks_on(self.desk.source(self.article))
            self.refresh_marks()

    def know_enough(self, id: str) -> None:
        """Know all marks if the command takes one to another, or the caret is further than is known."""
        caret = self.page.caret
        if self.glimpse is None or not id.startswith("reading.") or caret is None:
            return
        low, high = self.near
        is_near = caret.focus is not None and low <= caret.focus[0] < caret.focus[1] <= high
        if id in NEED_MARKS or not is_near:
            self.know_all()

    def how_many(self) -> str:
        """How many marks there are, for the bottom line; nothing for none."""
        if self.glimpse is not None and not self.glimpse.is_whole:
            return "… marks"
        count = len(self.page.content.marks)
        return f"{count:,} mark{'s' * (count != 1)}" if count else ""

    @work(thread=True, exclusive=True, group="places", description="finding marks")
    def _look_for(self, slow: list[Annotation], source: Source, text: Text) -> None:
        # Whoever searches a large text has all of it in memory meanwhile.
        found = anchored(slow, source, str(text), self.desk.notebook.text)
        if not get_current_worker().is_cancelled:
            self.call_later(self._found, found, source)

    def _found(self, found: Pairs, source: Source) -> None:
        self.shell.doubts.learn(self._of_this_file(found))
        if source == self.desk.source(self.article):
            self.refresh_marks()
            self.say(self.told())

    def _of_this_file(self, pairs: Pairs) -> Pairs:
        """Without what was made on another file of the same address, and is not to be found here.

        It is not lost: it stands where it was made.
        """
        marks = self.desk.marks
        kept = []
        for made, anchor in pairs:
            own = marks.own_path(made) if anchor.status == "orphaned" else None
            if own in (None, self.article.path) or not self.desk.library.has(own):
                kept.append((made, anchor))
        return kept

    def _show_marks(self, pairs: Pairs, is_new: bool) -> None:
        self.pairs = pairs = self._of_this_file(pairs)
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
        made = self._one(id)
        if made is None:
            return None
        anchor = as_made(made, self.desk.source(self.article), self.article.lazy_text)
        if anchor is None or anchor.start is None or anchor.end is None:
            return None
        place = made.position.start, made.position.end
        return PageMark(made, anchor, anchor.start, anchor.end, self.also.get(id, ""), place)

    def _stands(self, id: str) -> bool:
        """Whether the annotation with this id is known to stand in this text where it was made."""
        if self.known is None or id in self.known.others:
            return False
        made = self._one(id)
        return (
            made is not None and (made.position.start, made.position.end, id) in self.known.places
        )

    # Making sure that the words are in their places: they are, unless a record is damaged, or
    # of another program's making. What is drawn is looked at anyway.

    def _learn_places(self, known: "OnArticle") -> None:
        """Show the marks of these places: of few it is made sure now, of many in steps."""
        is_new = known is not self.known or len(known.fresh) > _AT_ONCE
        self.known = known
        if not is_new:
            ids = {made.id: made.position for made in self._make(known.fresh)}
            self._doubt([(at.start, at.end, id) for id, at in ids.items()], self._one)
        elif len(known.places) <= _MADE_SURE_AT_ONCE:
            self._doubt(list(known.places), self._one)
        elif self.glimpse is None:
            after(_STEP, self, partial(self._go_on, known, _BEFORE_ALL))
        known.fresh.clear()

    def _go_on(self, known: "OnArticle", place: Place) -> None:
        if known is not self.known:
            return  # another article is read by now
        places = list(islice(known.places.all_after(place), _IN_A_STEP))
        if self._doubt(places, self.desk.notebook.glance):
            self.refresh_marks()
        if places:
            after(_STEP, self, partial(self._go_on, known, places[-1]))

    def _doubt(self, places: Sequence[Place], look: Callable[[str], Annotation | None]) -> bool:
        """Have the marks looked for whose words are not in their places; whether there are any."""
        source, text = self.desk.source(self.article), self.article.lazy_text
        doubtful = [
            place
            for place in places
            if (made := look(place[2])) is None or as_made(made, source, text) is None
        ]
        for place in doubtful:
            if self.known is not None:
                self.known.doubt(place)
        return bool(doubtful)

    def _one(self, id: str) -> Annotation | None:
        return next(iter(self._make((id,))), None)

    def told(self) -> str:
        """How many marks stand how."""
        return told(self.pairs, len(self.known.places) if self.known is not None else 0)

    @property
    def has_claims(self) -> bool:
        """Whether a claim was made here."""
        is_here = self.known is not None and bool(self.known.claims)
        return is_here or any(made.kind == "claim" for made, _ in self.pairs)

    def claims(self) -> list[str]:
        """The ids of the claims made here, in the order of the text."""
        known, made = self.known, [each.id for each, _ in self.pairs if each.kind == "claim"]
        if known is None or not known.claims:
            return made
        return [id for _, _, id in known.places if id in known.claims] + made
