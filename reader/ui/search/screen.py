"""Where words stand in all articles and in what was said of them, found as one types."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import AnnotationsError
from reader.errors import CatalogueError
from reader.library.catalogue import Filled
from reader.library.search import Hit, Query, SaidHit, SaidIndex, count, find, parse
from reader.marks.annotation_index import index_of
from reader.ui.desk_screen import DeskScreen
from reader.ui.messages import OpenArticle, OpenMark
from reader.ui.shell import Shell
from reader.ui.widgets.fitted_names import fitted_name
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_MOST_ARTICLES = 1_000
_MOST_MARKS = 500
_FEW_MARKS = 10
"""Marks that stand above the articles; a key shows all."""

_NAME = 23
_AGAIN = 1.0
"""Seconds between two searches while articles are being read."""

SCOPES = ("everything", "articles", "marks")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found so far: hits in marks and in articles, and how many there are."""

    said: tuple[SaidHit, ...] = ()
    hits: tuple[Hit, ...] = ()
    marks: int = 0
    articles: int = 0
    is_complete: bool = False


class HitsScreen(DeskScreen):
    """Asks for words and lists their hits at every letter; Enter goes to the very word."""

    PLACES = frozenset({"app", "list", "hits"})

    def __init__(self, shell: Shell, query: str = "") -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, "", id="hits")
        self.query_text = query
        self.looked_for = Query()
        self.scope = 0
        self.found = Found()
        self.index: SaidIndex | None = None
        self.making_index = threading.Lock()
        self.is_gone = False
        self.round = 0
        self.is_due = False

    def compose(self) -> ComposeResult:
        yield self.rows
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.shell.watching.begin()
        self.set_interval(_AGAIN, self._search_again)
        self.action_ask()
        if self.query_text:
            self._typed(self.query_text)

    def library_changed(self, filled: Filled) -> None:
        """Look again, a little later, in what was read meanwhile."""
        self.is_due = self.is_due or filled.is_news
        self.show_status()

    # Asking

    def action_ask(self) -> None:
        """Ask what to find."""
        question = Question(
            "Find in all articles",
            self._answered,
            self.query_text,
            typed=self._typed,
            given_up=self._given_up,
        )
        self.ask(question)

    def _typed(self, typed: str) -> None:
        self.query_text = typed
        self._search(parse(typed, is_typing=True))

    def _answered(self, typed: str) -> None:
        """Leave the hits to be gone through."""
        self.query_text = typed
        if not typed.strip():
            self._given_up()

    def _given_up(self) -> None:
        """Go back where one was, unless there is something to look at."""
        if not self.found.said and not self.found.hits:
            self.dismiss()

    # Searching

    def _search_again(self) -> None:
        if self.is_due and not self.looked_for.is_blank:
            self.is_due = False
            self._begin()

    def _search(self, query: Query) -> None:
        if query != self.looked_for:
            self.looked_for = query
            self.rows.place(0)
            self._begin()
        self.show_status()

    def _begin(self) -> None:
        self.round += 1
        if self.looked_for.is_blank:
            self._show(Found(), self.round)
        else:
            self._look(self.looked_for, self.scope, self.round)

    @work(thread=True, exclusive=True, group="searching", description="searching")
    def _look(self, query: Query, scope: int, round: int) -> None:
        """Find a screenful first, and tell it; then the rest, and how many there are."""
        worker = get_current_worker()
        try:
            self._find(query, SCOPES[scope], round, lambda: worker.is_cancelled)
        except (CatalogueError, AnnotationsError) as error:
            self.call_later(self.warn, str(error))

    def _find(self, query: Query, scope: str, round: int, stop: Callable[[], bool]) -> None:
        catalogue = self.desk.library.catalogue
        hits: list[Hit] = []
        if scope != "marks":
            articles = islice(find(catalogue, query, stop), _MOST_ARTICLES)
            hits = [hit for found in islice(articles, 8) for hit in found]
            if hits and not stop():
                self.call_later(self._show, Found(hits=tuple(hits)), round)
        said: tuple[SaidHit, ...] = ()
        marks = 0
        if scope != "articles":
            index = self._index()
            most = _MOST_MARKS if scope == "marks" else _FEW_MARKS
            said, marks = tuple(islice(index.find(query, stop), most)), index.count(query)
        if scope != "marks":
            hits += [hit for found in articles for hit in found]
        number = count(catalogue, query) if scope != "marks" else 0
        if not stop():
            self.call_later(self._show, Found(said, tuple(hits), marks, number, True), round)

    def _index(self) -> SaidIndex:
        """The index of what the reader said, made by the thread that first wants it."""
        with self.making_index:
            if self.index is None:
                self.index = index_of(self.desk.progress.folder, self.desk.library)
                if self.is_gone:
                    self.index.close()  # to ask it is refused
            return self.index

    def on_unmount(self) -> None:
        self.is_gone = True
        if self.index is not None:
            self.index.close()

    def _show(self, found: Found, round: int) -> None:
        if round != self.round:
            return  # something else is looked for by now
        if not found.is_complete and self.found.is_complete and self.rows.cursor:
            return  # the same again: what is shown has more of it
        self.found = found
        self.rows.empty = "" if self.looked_for.is_blank else "Not found in any article."
        self.rows.show(len(found.said) + len(found.hits), self._draw)
        self.show_status()

    # Drawing

    def _draw(self, row: int, width: int) -> Pieces:
        hit = self._at(row)
        if isinstance(hit, SaidHit):
            return [
                (f"  {fitted_name(hit.path or '', _NAME - 1)} ", "quiet"),
                (f"⚑ {'' if hit.where == 'quote' else hit.where + ': '}", "accent"),
                (hit.before, "italic"), (hit.words, "hit strong"), (hit.after, "italic"),
            ]  # fmt: skip
        return [
            (f"  {fitted_name(hit.path, _NAME - 1)} ", "quiet"),
            (hit.before, ""),
            (hit.words, "hit strong"),
            (hit.after, ""),
        ]

    def _at(self, row: int) -> Hit | SaidHit:
        said = self.found.said
        return said[row] if row < len(said) else self.found.hits[row - len(said)]

    def status(self) -> list[Piece]:
        found, pieces = self.found, [Piece(f" “{self.query_text}”", "accent")]
        if self.looked_for.is_blank:
            help = ' word "a phrase" begin* -without this or that'
            return [Piece(help, "quiet")]
        listed = len({hit.path for hit in found.hits})
        articles = max(found.articles, listed)
        hits = len(found.hits)
        said = f" · {hits:,} hit{'s' * (hits != 1)} in "
        if listed < articles and found.is_complete:
            said += f"the first {listed:,} of "
        said += f"{articles:,} article{'s' * (articles != 1)}"
        if SCOPES[self.scope] == "marks":
            said = ""
        pieces.append(Piece(said))
        if found.marks:
            pieces.append(
                Piece(f" · {found.marks:,} mark{'s' * (found.marks != 1)}", "", "hits.scope")
            )
        filled = self.shell.watching.progress
        if filled is None or filled.read < filled.count:
            pieces.append(Piece(" · still reading …"))
        return pieces

    def hints(self) -> list[Piece]:
        pieces = self.footer("hits.ask")
        if self.found.marks or self.scope:
            pieces += [Piece(f"  {self.key('hits.scope')} ", "accent", "hits.scope")]
            pieces += [Piece(SCOPES[self.scope], "", "hits.scope")]
        return [*pieces, *super().hints()]

    # What can be done

    def action_open(self) -> None:
        """Go to the hit under the cursor."""
        row = self.rows.cursor
        if row >= self.rows.count:
            return
        hit = self._at(row)
        if isinstance(hit, Hit):
            self.post(OpenArticle(hit.path, hit.start, hit.end))
            return
        try:
            self.post(OpenMark(self.desk.notebook.get(hit.id)))
        except AnnotationsError as error:
            self.warn(str(error))

    def action_scope(self) -> None:
        """Look in everything, in the articles alone, or in the marks alone."""
        self.scope = (self.scope + 1) % len(SCOPES)
        self.rows.place(0)
        self._begin()
        self.show_status()

    @on(LineList.Opened, "#hits")
    def _opened(self) -> None:
        self.action_open()
