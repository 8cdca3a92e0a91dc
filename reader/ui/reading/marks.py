"""The marks of the article that is open: where each stands, also in a text that has changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from annotations import Annotation, Change, Source, anchored, as_made
from annotations.span_index import Place
from reader.articles.article import Article
from reader.articles.long_text import Text
from reader.ui.background import Background
from reader.ui.desk import Desk
from reader.ui.doubts import Doubts, Pairs, told
from reader.ui.host import Keeper
from reader.ui.page_marks import PageMark, PageMarks, page_marks
from reader.ui.widgets.page_view import PageView

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


class ArticleMarks:
    """Finds the marks' places and hands them to the page; no key waits for it.

    ``pairs`` are the annotations that had to be made to be placed, with their anchors, and
    ``lost`` those that found no place. Of the others only the places are known: each is made
    when it is drawn or asked for. ``is_caught_up`` tells whether what opening the store left
    undone is done.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        desk: Desk,
        doubts: Doubts,
        background: Background,
        host: Keeper,
    ) -> None:
        self._article = article
        self._page = page
        self._desk = desk
        self._notebook = desk.notebook
        self._doubts = doubts
        self._background = background
        self._host = host
        self.pairs: Pairs = []
        self.lost: list[Annotation] = []
        self.is_caught_up = False
        self._also: Mapping[str, str] = {}
        self._known: OnArticle | None = None
        self._glimpse: Glimpse | None = None
        self._near = (0, 0)
        self._making: OnArticle | None = None
        self._made_of: OnArticle | None = None

    def open(self, article: Article) -> None:
        """Take another article, or another text of it; ``refresh`` shows its marks."""
        self._article = article

    def refresh(self, change: Change | None = None) -> None:
        """Show the marks that stand where they stood at once, and look for the others meanwhile."""
        source, text = self._source, self._article.lazy_text
        if change is None and not self._notebook.knows(source):
            if self._glimpse is None or self._glimpse.known.source != source:
                self._show_glimpse(source, text)
            return
        self._glimpse = None
        known = self._notebook.marks_on(source)
        self._learn_places(known)
        if len(known.others) > _MADE_SURE_AT_ONCE and known is not self._made_of:
            self._show([], False)
            if known is not self._making:
                self._making = known
                later = self._notebook.later(known.others)
                self._background.run(
                    partial(self._make_others, known, later, source, text),
                    group="making",
                    description="making marks",
                )
            return
        pairs, slow = self._placed(source, text)
        if len(slow) <= _AT_ONCE and (not slow or isinstance(text, str)):
            found = anchored(slow, source, text, self._notebook.text)
            self._show(pairs + found, bool(slow))
        else:
            self._show(pairs, False)
            self._background.run(
                partial(self._look_for, slow, source, text),
                group="places",
                description="finding marks",
                exclusive=True,
            )

    def show_also(self, also: Mapping[str, str]) -> None:
        """Show, in the cards of the claims with these ids, what other articles say of them."""
        if also != self._also:
            self._also = also
            self._show(self.pairs, False)

    # What is known of them

    def told(self) -> str:
        """Return how many marks stand how: ``3 exact · 1 changed``."""
        return told(self.pairs, len(self._known.places) if self._known is not None else 0)

    def how_many(self) -> str:
        """Return how many marks there are, for the bottom line; nothing for none."""
        if self._glimpse is not None and not self._glimpse.is_whole:
            return "… marks"
        count = len(self._page.content.marks)
        return f"{count:,} mark{'s' * (count != 1)}" if count else ""

    @property
    def has_claims(self) -> bool:
        """Whether a claim was made here."""
        is_here = self._known is not None and bool(self._known.claims)
        return is_here or any(made.kind == "claim" for made, _ in self.pairs)

    def claims(self) -> list[str]:
        """Return the ids of the claims made here, in the order of the text."""
        known, made = self._known, [each.id for each, _ in self.pairs if each.kind == "claim"]
        if known is None or not known.claims:
            return made
        return [id for _, _, id in known.places if id in known.claims] + made

    def know_all(self) -> None:
        """Know all the marks of the article, and not only those near the page it was opened at."""
        if self._glimpse is not None:
            self._notebook.marks_on(self._source)
            self._host.refresh_marks()

    def know_around(self, focus: tuple[int, int] | None) -> None:
        """Know all the marks, unless those around this span are known."""
        low, high = self._near
        if self._glimpse is not None and not (focus and low <= focus[0] < focus[1] <= high):
            self.know_all()

    # Catching up with a store that is read in steps

    def begin_to_catch_up(self) -> None:
        """Do what opening the store left undone, once the page has been there for a moment."""
        self._background.after(_SOON, self.catch_up)

    def catch_up(self) -> None:
        """Do some of what opening the store left undone, and more between the keys."""
        self.is_caught_up = not self._notebook.catch_up()
        if not self.is_caught_up:
            self._background.after(_BREATH, self.catch_up)
        if self._glimpse is not None and self._notebook.knows(self._source):
            self._host.refresh_marks()
        if self.is_caught_up:
            self._host.tell_of_store()

    # While a large store is read: what the page needs is looked up in its files, and the rest
    # is there within a second.

    def _show_glimpse(self, source: Source, text: Text) -> None:
        """Show the marks of this page and those near it."""
        caret = self._page.caret
        first = caret.window.visible()[0] if caret is not None else 0
        self._near = max(0, first - _NEAR), first + _NEAR
        self._glimpse = self._notebook.glimpse(source, *self._near)
        self._learn_places(self._glimpse.known)
        pairs, slow = self._placed(source, text)
        if len(slow) <= _AT_ONCE and isinstance(text, str):
            pairs += anchored(slow, source, text, self._notebook.text)
        self._show(pairs, False)

    # Finding those that do not stand where they were made

    def _placed(self, source: Source, text: Text) -> tuple[Pairs, list[Annotation]]:
        """Return where those stand that can be placed at once, and the rest."""
        others = self._known.others if self._known is not None else ()
        return self._doubts.known(self._make(others), source, text)

    def _make_others(self, known: "OnArticle", later: "Later", source: Source, text: Text) -> None:
        """Make and find those that have to be looked for, many as they are, in a thread."""
        found = anchored(later.make(), source, str(text), self._notebook.text)
        self._background.hand_over(self._made_others, known, later, found, source)

    def _made_others(
        self, known: "OnArticle", later: "Later", found: Pairs, source: Source
    ) -> None:
        if known is self._making:
            self._notebook.keep(later)
            self._made_of, self._making = known, None
            self._found(found, source)

    def _look_for(self, slow: list[Annotation], source: Source, text: Text) -> None:
        # Whoever searches a large text has all of it in memory meanwhile.
        found = anchored(slow, source, str(text), self._notebook.text)
        if not get_current_worker().is_cancelled:
            self._background.hand_over(self._found, found, source)

    def _found(self, found: Pairs, source: Source) -> None:
        self._doubts.learn(self._of_this_file(found))
        if source == self._source:
            self._host.refresh_marks()
            self._host.say(self.told())

    def _of_this_file(self, pairs: Pairs) -> Pairs:
        """Leave out what was made on another file of the same address, and is not to be found here.

        It is not lost: it stands where it was made.
        """
        marks = self._desk.marks
        kept = []
        for made, anchor in pairs:
            own = marks.own_path(made) if anchor.status == "orphaned" else None
            if own in (None, self._article.path) or not self._desk.library.has(own):
                kept.append((made, anchor))
        return kept

    # Showing them

    def _show(self, pairs: Pairs, is_new: bool) -> None:
        self.pairs = pairs = self._of_this_file(pairs)
        self._doubts.learn(pairs)
        self._doubts.settle(self._stands)
        found, self.lost = page_marks(pairs, self._also)
        places = self._known.places if self._known is not None else None
        marks = PageMarks(found, places, self._page_mark)
        self._page.show(self._page.content._replace(marks=marks))
        if is_new:
            self._host.say(self.told())

    def _page_mark(self, id: str) -> PageMark | None:
        """Return the mark with this id, which stands where it was made."""
        made = self._one(id)
        if made is None:
            return None
        anchor = as_made(made, self._source, self._article.lazy_text)
        if anchor is None or anchor.start is None or anchor.end is None:
            return None
        place = made.position.start, made.position.end
        return PageMark(made, anchor, anchor.start, anchor.end, self._also.get(id, ""), place)

    def _stands(self, id: str) -> bool:
        """Return whether the annotation is known to stand in this text where it was made."""
        if self._known is None or id in self._known.others:
            return False
        made = self._one(id)
        return (
            made is not None and (made.position.start, made.position.end, id) in self._known.places
        )

    # Making sure that the words are in their places: they are, unless a record is damaged, or
    # of another program's making. What is drawn is looked at anyway.

    def _learn_places(self, known: "OnArticle") -> None:
        """Show the marks of these places: of few it is made sure now, of many in steps."""
        is_new = known is not self._known or len(known.fresh) > _AT_ONCE
        self._known = known
        if not is_new:
            ids = {made.id: made.position for made in self._make(known.fresh)}
            self._doubt([(at.start, at.end, id) for id, at in ids.items()], self._one)
        elif len(known.places) <= _MADE_SURE_AT_ONCE:
            self._doubt(list(known.places), self._one)
        elif self._glimpse is None:
            self._background.after(_STEP, partial(self._go_on, known, _BEFORE_ALL))
        known.fresh.clear()

    def _go_on(self, known: "OnArticle", place: Place) -> None:
        if known is not self._known:
            return  # another article is read by now
        places = list(islice(known.places.all_after(place), _IN_A_STEP))
        if self._doubt(places, self._notebook.glance):
            self._host.refresh_marks()
        if places:
            self._background.after(_STEP, partial(self._go_on, known, places[-1]))

    def _doubt(self, places: Sequence[Place], look: Callable[[str], Annotation | None]) -> bool:
        """Have the marks looked for whose words are not in their places; return whether there are any."""
        source, text = self._source, self._article.lazy_text
        doubtful = [
            place
            for place in places
            if (made := look(place[2])) is None or as_made(made, source, text) is None
        ]
        for place in doubtful:
            if self._known is not None:
                self._known.doubt(place)
        return bool(doubtful)

    @property
    def _source(self) -> Source:
        return self._desk.source(self._article)

    def _make(self, ids: Iterable[str]) -> list[Annotation]:
        return (self._notebook if self._glimpse is None else self._glimpse).make(ids)

    def _one(self, id: str) -> Annotation | None:
        return next(iter(self._make((id,))), None)
