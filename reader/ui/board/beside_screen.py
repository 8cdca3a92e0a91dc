"""Two articles side by side: a claim, and what another article says of it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from annotations import Annotation, Change
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from annotations.model import UNCHECKED
from reader.articles.article import Article
from reader.library.article_names import stem
from reader.library.short_names import cut_at_words
from reader.ui.article_facts import styles_of
from reader.ui.article_layout import paragraphs_of
from reader.ui.board.judge import ClaimJudge
from reader.ui.board.passages import marked_words
from reader.ui.board.preview import told
from reader.ui.board.rows import BoardRows
from reader.ui.desk_screen import DeskScreen
from reader.ui.shell import Shell
from reader.ui.themes import VERDICT_GLYPHS
from reader.ui.widgets.article_pane import ArticlePane
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.frame import Content
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt

_NARROW = 90
"""On a narrower screen one article stands above the other."""

_LEAST_TITLE = 12
_BESIDE_TITLE = 36
"""Cells that a title leaves to the date and to what was judged."""


class BesideScreen(DeskScreen):
    """The claim's article on the left, another on the right, each at its passage.

    ``names`` are the other articles that can be shown; n and N step through them.
    """

    PLACES: ClassVar = frozenset({"app", "list", "beside"})

    def __init__(self, shell: Shell, row: Row, names: Sequence[str], at: str = "") -> None:
        super().__init__(shell)
        self.source = BoardRows(self.desk.notebook, shell.comparison)
        self.shown: Row = row
        self.names = list(names)
        self.at = self.names.index(at) if at in self.names else 0
        self.left = ArticlePane(self.palette, id="left")
        self.right = ArticlePane(self.palette, id="right")
        self.is_right = False
        self.opened: tuple[Passage | None, Passage | None] = (None, None)
        self.judge = ClaimJudge("beside", self.desk, self, self, self.write_note)

    def compose(self) -> ComposeResult:
        yield OneLine(self.palette, "raised", id="told")
        with Container(id="panes"):
            with Vertical(id="one"):
                yield OneLine(self.palette, "base", id="left-head")
                yield self.left
            with Vertical(id="other"):
                yield OneLine(self.palette, "base", id="right-head")
                yield self.right
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.left.focus()
        self.refresh_marks()
        self.set_interval(1.0, self.look_again)

    def on_resize(self) -> None:
        self.set_class(self.app.size.width < _NARROW, "narrow")
        self._show_heads()

    # What it shows

    @property
    def row(self) -> Row | None:
        return self.shown

    @property
    def name(self) -> str:
        """The other article."""
        return self.names[self.at]

    @property
    def cell(self) -> Cell | None:
        return self.shown.cell(self.name)

    def article(self, name: str) -> Article | None:
        return self.shell.comparison.article(name)

    def refresh_marks(self, change: Change | None = None) -> None:
        self.source.refresh()
        accepted = [made.id for made in change.after if not made.deleted] if change else []
        wanted = self.shown.key if self.shown.claims else next(iter(accepted), "")
        self.shown = self.source.row(wanted) or self.shown
        self._show()

    def comparison_changed(self) -> None:
        """What is compared may be another text by now."""
        if self.shell.comparison.version != self.source.version:
            self.refresh_marks()

    def _show(self) -> None:
        lead, other = self.shown.lead, self.shown.cell(self.name).passage
        self._show_heads()
        self.show_status()
        if (lead, other) == self.opened:
            return
        gone, come = marked_words(
            self._words(lead), self._words(other), self.shown.cell(self.name).differences
        )
        self._open(self.left, lead, gone)
        self._open(self.right, other, come)
        self.opened = (lead, other)

    def _words(self, passage: Passage | None) -> str:
        article = self.article(passage.name) if passage is not None else None
        return article.lazy_text[passage.start : passage.end] if passage and article else ""

    def _open(
        self, pane: ArticlePane, passage: Passage | None, differ: Sequence[tuple[int, int]]
    ) -> None:
        article = self.article(passage.name) if passage is not None else None
        if article is None or passage is None:
            pane.close(
                f"This article has changed or is gone; {self.key('app.back')} goes back, and it is looked at again."
            )
            return
        start = passage.start
        hits = [(start + a, start + b) for a, b in differ]
        marked = [(a, b, "strong underline") for a, b in hits]
        styles = styles_of(article)
        content = Content(
            article.lazy_text, lambda low, high: (*styles(low, high), *marked), hits=hits
        )
        pane.open(content, paragraphs_of(article), (start, passage.end))

    @property
    def claim(self) -> Annotation | None:
        """The claim of the active side, if its passage is marked as one."""
        if not self.is_right:
            return self.shown.first
        claim = self.shown.cell(self.name).claim
        return claim.annotation if claim is not None else None

    def _show_heads(self) -> None:
        """What the one does with the other, and above each side which article it is."""
        cell = self.shown.cell(self.name)
        self.query_one("#told", OneLine).say([Piece(f" {cell.glyph} {told(cell)}", "accent")])
        marked = cell.claim.annotation if cell.claim is not None else None
        self._show_head("left", self.shown.name, self.shown.first, self.left)
        self._show_head("right", self.name, marked, self.right)

    def _show_head(self, id: str, name: str, made: Annotation | None, pane: ArticlePane) -> None:
        sign, style = ("▌", "accent strong") if pane is self.pane else (" ", "quiet")
        judged = "not marked"
        if made is not None:
            verdict = made.verdict or UNCHECKED
            glyph = "" if verdict == UNCHECKED else f"{VERDICT_GLYPHS[verdict]} "
            judged = f"{glyph}{verdict}"
        head = [Piece(f"{sign}    {self._heading(name)}", style), Piece(f" · {judged}", "quiet")]
        self.query_one(f"#{id}-head", OneLine).say(head)

    def _heading(self, name: str) -> str:
        compared = self.shell.comparison.articles.get(name)
        if compared is None:
            return stem(name)
        room = max(_LEAST_TITLE, self.app.size.width // 2 - _BESIDE_TITLE)
        return f"{cut_at_words(compared.title, room)} · {compared.date or 'undated'}"

    def status(self) -> list[Piece]:
        count = len(self.names)
        said = f" {self.at + 1} of {count} other articles" if count > 1 else ""
        return [Piece(" Side by side ", "accent"), Piece(said, "", "beside.next")]

    def hints(self) -> list[Piece]:
        more = ("beside.same", "beside.reject", "beside.next")
        is_room = self.app.size.width >= _NARROW
        return [*self.footer("beside.switch", *(more if is_room else ())), *super().hints()]

    def doers(self) -> tuple[object, ...]:
        return self.judge, self

    def obstacle(self, id: str) -> str | None:
        """A passage must be there to be related; there must be more articles to step through."""
        place, _, name = id.partition(".")
        if place != "beside" or name in ("page_down", "switch", "open"):
            return super().obstacle(id)
        if name in ("next", "previous"):
            return None if len(self.names) > 1 else "No other article says anything of it."
        if name == "accept" and self.shown.suggestion is None:
            return "This is a claim already."
        if name == "reject" and self.shown.cell(self.name).state == SILENT:
            return "This article says nothing of it any more."
        return self.judge.obstacle(name)

    # What can be done

    @property
    def pane(self) -> ArticlePane:
        """The pane that the keys scroll."""
        return self.right if self.is_right else self.left

    def action_pages(self, count: int) -> None:
        """Turn the page of the active side."""
        self.pane.action_pages(count)

    def action_switch(self) -> None:
        """Let the keys scroll the other side."""
        self._activate(self.left if self.is_right else self.right)

    @on(ArticlePane.Chosen)
    def _chosen(self, event: ArticlePane.Chosen) -> None:
        self._activate(event.pane)

    def _activate(self, pane: ArticlePane) -> None:
        self.is_right = pane is self.right
        self.set_focus(pane)
        self._show_heads()

    def action_step(self, count: int) -> None:
        """Show the next of the other articles."""
        self.at = (self.at + count) % len(self.names)
        self._show()

    def action_open(self) -> None:
        """Read the article of the active side, from its passage on."""
        passage = self.shown.lead
        if self.is_right:
            passage = self.shown.cell(self.name).passage
        if passage is not None:
            self.judge.visit(passage)
