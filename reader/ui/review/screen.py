"""The review: marks whose words changed, may be elsewhere, or are gone, then and now side by side."""

from dataclasses import dataclass, replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from annotations import (
    Anchor,
    Annotation,
    Change,
    anchored,
    differing,
    is_unplaced,
    needs_review,
    proposed,
)
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.loading.folders import natural_key
from reader.ui.completion import complete_name
from reader.ui.desk_screen import DeskScreen
from reader.ui.messages import OpenMark, Reattach
from reader.ui.page_marks import Pieces, headline
from reader.ui.shell import Shell
from reader.ui.widgets.fitted_names import fitted_name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question
from reader.ui.widgets.side_by_side import SideBySide, Styled

_GONE = "These words are not in the article as it is now."

_AROUND = 160
"""Characters of the surroundings shown on each side."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A mark to be reviewed: where it seems to stand now, and in which article, if in any.

    ``proposal`` is where a mark that was not found may stand after all.
    """

    annotation: Annotation
    anchor: Anchor
    article: Article | None
    proposal: Anchor | None = None

    @property
    def place(self) -> Anchor:
        """What the reader is shown, and accepts."""
        return self.proposal or self.anchor


class ReviewScreen(DeskScreen):
    """A queue over the library; each mark is accepted, put right by hand, kept as lost, or removed."""

    PLACES = frozenset({"app", "list", "review"})
    FOOTER = ("review.accept", "review.reattach", "review.keep")

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, "Every mark stands where it was made.", id="queue")
        self.panes = SideBySide(self.palette, id="panes")
        self.queue: list[Doubtful] = []
        self.coming: list[Doubtful] = []
        self.round = 0
        self.is_complete = False
        self.articles: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.rows
        yield OneLine(self.palette, "raised", id="heads")
        yield self.panes
        yield Prompt(self.palette, id="prompt")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.gather_marks(self._gather)

    def refresh_marks(self, change: Change | None = None) -> None:
        """What was just decided leaves the queue at once; the rest stays while it is looked over."""
        decided = change.ids if change is not None else ()
        self._show([each for each in self.queue if each.annotation.id not in decided])
        self._gather()

    def _gather(self) -> None:
        self.coming, self.is_complete = [], False
        self.round += 1
        self._look(self._by_path(), self.round)

    def _by_path(self) -> dict[str, list[Annotation]]:
        """The annotations by the path of their article."""
        made: dict[str, list[Annotation]] = {}
        marks = self.desk.marks
        for each in marks.annotations():
            path = marks.path_of(each) or marks.own_path(each) or ""
            made.setdefault(path, []).append(each)
        return made

    @work(thread=True, exclusive=True, description="looking for marks in doubt")
    def _look(self, made: dict[str, list[Annotation]], round: int) -> None:
        """Find the marks in doubt, article by article, while keys are obeyed."""
        worker = get_current_worker()
        self.articles = tuple(self.desk.library.paths)
        for path in sorted(made, key=natural_key):
            if worker.is_cancelled:
                return
            if found := self._doubtful(path, made[path]):
                self.call_later(self._add, round, found)
        self.call_later(self._add, round, [], True)

    def _doubtful(self, path: str, made: list[Annotation]) -> list[Doubtful]:
        try:
            article = self.desk.library.load(path)
        except ReaderError:
            # The shelf says what is wrong with it; what came without an article has none.
            return [
                Doubtful(each, each.anchor, None)
                for each in made
                if each.anchor is not None and is_unplaced(each)
            ]
        earlier = self.desk.notebook.text
        pairs = anchored(made, self.desk.source(article), article.text, earlier)
        doubtful = [Doubtful(*pair, article) for pair in pairs if needs_review(*pair)]
        return [
            replace(each, proposal=proposed(each.annotation, article.text, earlier))
            if each.anchor.start is None
            else each
            for each in doubtful
        ]

    def _add(self, round: int, found: list[Doubtful], is_complete: bool = False) -> None:
        if round != self.round:
            return  # it was found before what was decided since
        self.coming += found
        self.shell.doubts.learn((each.annotation, each.anchor) for each in found)
        self.is_complete = is_complete
        if is_complete or len(self.coming) > len(self.queue):
            self._show(self.coming)

    def _show(self, queue: list[Doubtful]) -> None:
        self.queue = list(queue)
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
        name = self.desk.marks.everywhere(made)
        pieces: Pieces = [
            (f"  {doubtful.anchor.status:<10}", "warning"),
            (fitted_name(name, 22) + " ", "quiet"),
        ]
        return [*pieces, *headline(made), ("  " + " ".join(made.quote.exact.split()), "")]

    @on(LineList.Moved, "#queue")
    def _moved(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        current = self.current
        nowhere = (
            f"No article at hand has these words, or several have: {self.key('review.reattach')} asks for the right"
            f" one, {self.key('review.keep')} keeps them as lost."
        )
        self.panes.show(*(panes(current, nowhere) if current is not None else (("", ()), ("", ()))))
        then = f"{' as it was marked':<{self.app.size.width // 2}}"
        is_proposal = current is not None and current.proposal is not None
        now = " perhaps here?" if is_proposal else " as it reads now"
        heads = [Piece(then, "accent"), Piece(now, "accent")]
        self.query_one("#heads", OneLine).say(heads)
        self.show_status()

    def status(self) -> list[Piece]:
        count = len(self.queue)
        done = "" if self.is_complete else " · reading …"
        return [Piece(f" {count} to review{done}", "accent")]

    def obstacle(self, id: str) -> str | None:
        """There must be a mark, and for some commands a place for it."""
        current = self.current
        if id.startswith("review.") and current is None:
            return "There is nothing to review."
        if id == "review.accept" and current is not None and current.place.start is None:
            return f"There is no place to accept: {self.key('review.reattach')} marks the right one, {self.key('review.keep')} keeps it as lost."
        return super().obstacle(id)

    # What can be done

    def action_accept(self) -> None:
        """Let the mark stand where it was found."""
        if (current := self.current) and current.article is not None:
            anchors, text = {current.annotation.id: current.place}, current.article.text
            self.carry_out(
                lambda: self.desk.notebook.accept(anchors, text),
                f"Accepted; {self.key('app.undo')} takes it back.",
            )

    def action_keep(self) -> None:
        """Keep the mark without a place in this text."""
        if current := self.current:
            id = current.annotation.id
            sha256 = current.article.sha256 if current.article is not None else ""
            self.carry_out(lambda: self.desk.notebook.keep_orphaned(id, sha256), "Kept as lost.")

    def action_remove(self) -> None:
        """Remove the mark."""
        if current := self.current:
            id = current.annotation.id
            self.shell.doubts.forget((id,))
            self.carry_out(
                lambda: self.desk.notebook.remove(id),
                f"Removed; {self.key('app.undo')} brings it back.",
            )

    def action_reattach(self) -> None:
        """Open the article, to mark the right place by hand; ask for it where there is none."""
        current = self.current
        if current is None:
            return
        if current.article is not None:
            self.post(Reattach(current.annotation))
            return
        ask, names = self.ask, self.articles
        reattach = partial(self._reattach_in, current.annotation)
        ask(Question("In which article", reattach, "", lambda line: complete_name(line, names)))

    def _reattach_in(self, annotation: Annotation, path: str) -> None:
        if path in self.articles:
            self.post(Reattach(annotation, path))
        elif path:
            self.warn(f"There is no article {path} in this library.")

    def action_open(self) -> None:
        """Go to where the mark seems to stand now."""
        if current := self.current:
            self.post(OpenMark(current.annotation))

    @on(LineList.Opened, "#queue")
    def _opened(self) -> None:
        self.action_open()


def panes(doubtful: Doubtful, nowhere: str) -> tuple[Styled, Styled]:
    """Then and now, each with its surroundings, and the words that differ marked in both.

    ``nowhere`` is said where there is no article to look into.
    """
    quote, anchor, article = doubtful.annotation.quote, doubtful.place, doubtful.article
    before, after = quote.prefix[-_AROUND:], quote.suffix[:_AROUND]
    if article is None or anchor.start is None or anchor.end is None:
        why = nowhere if article is None else _GONE
        return pane(before, quote.exact, after, []), (why, ((0, len(why), "quiet italic"),))
    text = article.text
    now = text[anchor.start : anchor.end]
    gone, come = differing(quote.exact, now)
    around = text[max(0, anchor.start - _AROUND) : anchor.start]
    right = pane(around, now, text[anchor.end : anchor.end + _AROUND], come)
    return pane(before, quote.exact, after, gone), right


def pane(before: str, words: str, after: str, differ: list[tuple[int, int]]) -> Styled:
    """A passage in its surroundings, which are pale, with the words that differ marked."""
    start, end = len(before), len(before) + len(words)
    styles = [(0, start, "quiet"), (start, end, "text"), (end, end + len(after), "quiet")]
    styles += [(start + a, start + b, "hit strong underline") for a, b in differ]
    return before + words + after, tuple(styles)
