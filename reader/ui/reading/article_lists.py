"""Lists of places that an article leads to: its headings, its links."""

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.articles.article import Article, Block
from reader.articles.links import Reference, links_of
from reader.errors import ReaderError
from reader.settings import cache_folder
from reader.ui.desk_screen import DeskScreen
from reader.ui.external import open_outside, openable, picture_at, picture_in
from reader.ui.messages import OpenArticle
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece

_BEFORE = 40
_AT_ONCE = 300_000
"""Characters of a text that is looked through in a moment."""

_LABELS = {"web": "opens outside", "image": "picture", "note": "note", "other": ""}


Listed = Block | Reference


class ArticleListScreen(DeskScreen):
    """Lists places of the article that is open; Enter goes to the one under the cursor."""

    HEADING = ""
    EMPTY = ""

    def __init__(self, shell: Shell, article: Article, at: int) -> None:
        super().__init__(shell)
        self.article = article
        self.at = at
        self.found: Sequence[Listed] = ()

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, f"{self.HEADING}: looking for them …", id="places")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        if len(self.article.lazy_text) <= _AT_ONCE:
            self._show(self.places_of(self.article))
        else:
            self.is_gathering = True
            self.show_status()
            self._gather()

    @work(thread=True, group="places", description="looking for places")
    def _gather(self) -> None:
        found = self.places_of(self.article)
        if not get_current_worker().is_cancelled:
            self.call_later(self._show, found)

    def _show(self, found: Sequence[Listed]) -> None:
        self.found, self.is_gathering = found, False
        starts = self.starts()
        here = max(0, sum(1 for start in starts if start <= self.at) - 1)
        self.rows.empty = self.EMPTY
        self.rows.show(len(starts), self.draw_row, here)
        self.show_status()
        self.obey()

    def places_of(self, article: Article) -> Sequence[Listed]:
        """The places of the article; asked for in a thread if the article is long."""
        raise NotImplementedError

    @property
    def rows(self) -> LineList:
        """The list."""
        return self.query_one("#places", LineList)

    def starts(self) -> list[int]:
        """Where in the text the rows' words begin."""
        return [place.start for place in self.found]

    def draw_row(self, row: int, width: int) -> Pieces:
        """The pieces of one row."""
        return []

    def status(self) -> list[Piece]:
        if self.is_gathering:
            return [
                Piece(f" {self.HEADING}", "accent"),
                Piece(f" · being looked for · {self.key('app.escape')} goes back"),
            ]
        count = self.rows.count
        return [Piece(f" {self.HEADING}", "accent"), Piece(f" · {count} in {self.article.path}")]

    def action_open(self) -> None:
        """Go to the row under the cursor."""
        starts = self.starts()
        if starts:
            self.post(OpenArticle(self.article.path, starts[self.rows.cursor]))

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_open()


class OutlineScreen(ArticleListScreen):
    """The headings of the article: its table of contents."""

    PLACES = frozenset({"app", "list", "outline"})
    HEADING = "Headings"
    EMPTY = "This article has no headings."

    found: Sequence[Block]

    def places_of(self, article: Article) -> Sequence[Block]:
        return [block for block in article.blocks if block.kind in ("title", "heading")]

    def draw_row(self, row: int, width: int) -> Pieces:
        block = self.found[row]
        words = " ".join(self.article.lazy_text[block.start : block.end].strip("#= \n").split())
        share = f"{block.start / max(1, len(self.article.lazy_text)):.0%}".replace("%", " %")
        indent = "  " * max(1, min(block.level, 6))
        style = "heading" if block.level <= 1 else ""
        return [(f" {share:>6} ", "quiet"), (indent, ""), (words, style)]


class LinksScreen(ArticleListScreen):
    """The links, notes and pictures of the article; what lies outside opens only when asked."""

    PLACES = frozenset({"app", "list", "links"})
    HEADING = "Links"
    EMPTY = "This article has no links."

    found: Sequence[Reference]

    def places_of(self, article: Article) -> Sequence[Reference]:
        return links_of(article)

    def draw_row(self, row: int, width: int) -> Pieces:
        link = self.found[row]
        words = " ".join(self.article.lazy_text[link.start : link.end].split())
        target = "" if link.kind == "note" or link.target == words else link.target
        if link.kind == "note" and link.place is not None:
            # A note is read from its beginning; what refers to it, from some words before.
            before = 0 if link.place > link.start else _BEFORE
            since = max(0, link.place - before)
            target = ("… " if since and before else "") + " ".join(
                self.article.lazy_text[since : link.place + width].split()
            )
        room = max(12, width // 3)
        shown = words if len(words) <= room else words[: room - 1] + "…"
        style = "link" if link.kind == "web" else ""
        gap = " " * (room - len(shown) + 2)
        return [("  ", ""), (shown, style), (gap, ""), (target, "quiet")]

    def status(self) -> list[Piece]:
        if not self.found:
            return super().status()
        link = self.found[self.rows.cursor]
        label = _LABELS[link.kind]
        shown = f" · {label}: {link.target}" if label and link.kind != "note" else ""
        return [Piece(f" {self.HEADING}", "accent"), Piece(shown, "strong")]

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.show_status()

    def action_open(self) -> None:
        """Go to the note, or have the address or the picture opened outside."""
        if not self.found:
            return
        link = self.found[self.rows.cursor]
        if link.place is not None:
            self.post(OpenArticle(self.article.path, link.place))
            return
        library, target = self.desk.library, link.target
        file = None
        try:
            if link.kind == "image":
                file = picture_at(target, self.article.file, library.root) or picture_in(
                    target, self.article.file, cache_folder() / "pictures"
                )
            open_outside(self.app, file or target, self.desk.settings.browser)
        except ReaderError as error:
            self.warn(str(error))
        else:
            self.say(f"Opened {file or openable(target)}.")

    def action_go(self) -> None:
        """Go to where the link stands."""
        super().action_open()

    def action_copy(self) -> None:
        """Copy the address."""
        if self.found:
            self.shell.copy(self.found[self.rows.cursor].target)
