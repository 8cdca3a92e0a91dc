"""The review: marks whose words changed, may be elsewhere, or are gone, then and now side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import Anchor, Annotation, Change, needs_review, word_diff
from annotations.anchoring import Resolver
from reader.article import Article
from reader.errors import ReaderError
from reader.ui.desk import source_of
from reader.ui.page_marks import Pieces, headline
from reader.ui.screens.base import DeskScreen
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.side_by_side import SideBySide, Styled

_AROUND = 160
"""Characters of the surroundings shown on each side."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A mark to be reviewed: where it stands now, in which article, None if that is gone."""

    annotation: Annotation
    anchor: Anchor
    article: Article | None


class ReviewScreen(DeskScreen):
    """A queue over the library; each mark is accepted, put right by hand, kept as lost, or removed."""

    PLACES = frozenset({"app", "list", "review"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, "Every mark stands where it was made.", id="queue")
        self.panes = SideBySide(self.palette, id="panes")
        self.queue: list[Doubtful] = []
        self.is_complete = False

    def compose(self) -> ComposeResult:
        yield self.rows
        yield OneLine(self.palette, "raised", id="heads")
        yield self.panes
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.rows.focus()
        self._gather()

    def refresh_marks(self, change: Change | None = None) -> None:
        self._gather()

    def _gather(self) -> None:
        self.queue, self.is_complete = [], False
        self._look(self.desk.notebook.annotations())

    @work(thread=True, exclusive=True)
    def _look(self, annotations: list[Annotation]) -> None:
        """Find the marks in doubt, article by article, while keys are obeyed."""
        worker = get_current_worker()
        for found in self._doubtful(annotations):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._add, found)
        self.app.call_from_thread(self._add, [], True)

    def _doubtful(self, annotations: list[Annotation]) -> Iterator[list[Doubtful]]:
        by_path: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            by_path.setdefault(annotation.source.path or "", []).append(annotation)
        library = self.desk.library
        for path in library.paths:
            try:
                article = library.load(path)
            except ReaderError:
                continue  # the shelf says what is wrong with it
            made = by_path.get(path, ())
            resolver = Resolver(article.text)
            pairs = [(each, _anchor(each, article, resolver)) for each in made]
            yield [Doubtful(*pair, article) for pair in pairs if needs_review(*pair)]

    def _add(self, found: list[Doubtful], is_complete: bool = False) -> None:
        self.queue += found
        self.is_complete = is_complete
        self.rows.show(len(self.queue), self._draw)
        self._show_current()

    @property
    def current(self) -> Doubtful | None:
        """The mark under the cursor."""
        row = self.rows.cursor
        return self.queue[row] if row < len(self.queue) else None

    # Drawing

    def _draw(self, row: int, width: int) -> Pieces:
        doubtful = self.queue[row]
        made = doubtful.annotation
        name = (made.source.path or "?").rpartition("/")[2]
        pieces: Pieces = [(f"  {doubtful.anchor.status:<10}", "warning"), (f"{name[:22]:<23}", "quiet")]
        return [*pieces, *headline(made), ("  " + " ".join(made.quote.exact.split()), "")]

    @on(LineList.Moved, "#queue")
    def _moved(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        current = self.current
        self.panes.show(*(panes(current) if current is not None else (("", ()), ("", ()))))
        self.query_one("#heads", OneLine).say(
            [Piece(" as it was marked", "accent")], [Piece("as it reads now ", "accent")]
        )
        self.show_status()

    def status(self) -> list[Piece]:
        count = len(self.queue)
        done = "" if self.is_complete else " · reading …"
        return [Piece(f" {count} to review{done}", "accent")]

    def hints(self) -> list[Piece]:
        return [
            Piece("  Enter ", "accent", "review.accept"), Piece("accept", "", "review.accept"),
            Piece("  m ", "accent", "review.reattach"), Piece("mark the right place", "", "review.reattach"),
            Piece("  o ", "accent", "review.keep"), Piece("keep as lost", "", "review.keep"),
            *super().hints(),
        ]  # fmt: skip

    def obstacle(self, id: str) -> str | None:
        """There must be a mark, and for some commands a place for it."""
        current = self.current
        if id.startswith("review.") and current is None:
            return "There is nothing to review."
        if id == "review.accept" and current is not None and current.anchor.start is None:
            return "It has no place to accept: m marks the right one, o keeps it as lost."
        return super().obstacle(id)

    # What can be done

    def action_accept(self) -> None:
        """Let the mark stand where it was found."""
        if current := self.current:
            id, anchor = current.annotation.id, current.anchor
            self.carry_out(lambda: self.desk.notebook.accept({id: anchor}), "Accepted.")

    def action_keep(self) -> None:
        """Keep the mark without a place in this text."""
        if (current := self.current) and current.article is not None:
            id, sha256 = current.annotation.id, current.article.sha256
            self.carry_out(lambda: self.desk.notebook.keep_orphaned((id,), sha256), "Kept as lost.")

    def action_remove(self) -> None:
        """Remove the mark."""
        if current := self.current:
            id = current.annotation.id
            self.carry_out(lambda: self.desk.notebook.remove((id,)), "Removed; u brings it back.")

    def action_reattach(self) -> None:
        """Open the article, to mark the right place by hand."""
        if (current := self.current) and current.article is not None:
            self.shell.reattach(current.annotation, current.anchor)


def panes(doubtful: Doubtful) -> tuple[Styled, Styled]:
    """Then and now, each with its surroundings, and the words that differ marked in both."""
    made, anchor = doubtful.annotation, doubtful.anchor
    before, after = made.quote.prefix[-_AROUND:], made.quote.suffix[:_AROUND]
    text = doubtful.article.text if doubtful.article is not None else ""
    if anchor.start is None or anchor.end is None:
        then = _pane(before, made.quote.exact, after, [])
        return then, ("These words are not in the article as it is now.", ((0, 48, "quiet italic"),))
    now = text[anchor.start : anchor.end]
    old_spans, new_spans = _differing(made.quote.exact, now)
    around = (max(0, anchor.start - _AROUND), anchor.end + _AROUND)
    right = _pane(text[around[0] : anchor.start], now, text[anchor.end : around[1]], new_spans)
    return _pane(before, made.quote.exact, after, old_spans), right
