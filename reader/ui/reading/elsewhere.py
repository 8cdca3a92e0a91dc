"""What other articles say of the claims of the one that is open: in the margin, and side by side."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.articles.article import Article
from reader.ui.background import Background
from reader.ui.host import Asker
from reader.ui.messages import ShowBeside
from reader.ui.shell import Comparing

if TYPE_CHECKING:
    from annotations.claims.board.rows import Row
    from annotations.claims.model import Passage
    from reader.ui.board.rows import BoardRows
    from reader.ui.desk import Desk

_MOST_UNASKED = 500
"""So many articles are compared unasked, for the margin; of more, only once the board is opened."""


class Elsewhere:
    """Compares the claims of an article with the other articles; nothing waits for it.

    ``claims`` gives the ids of the claims in the article. ``show`` gets, by the id of a
    claim, what the others say of it.
    """

    def __init__(
        self,
        article: Article,
        desk: "Desk",
        comparing: Comparing,
        background: Background,
        host: Asker,
        claims: Callable[[], list[str]],
        show: Callable[[Mapping[str, str]], None],
    ) -> None:
        self._article = article
        self._desk = desk
        self._comparing = comparing
        self._background = background
        self._host = host
        self._claims = claims
        self._show = show
        self._rows: BoardRows | None = None

    def open(self, article: Article) -> None:
        """Take the claims of another article."""
        self._article = article

    def begin(self) -> None:
        """Have the articles compared, unless that was begun or there are too many."""
        place = self._desk.library.place(self._article.path)
        if self._rows is not None or place is None or not 1 < place[1] <= _MOST_UNASKED:
            return
        self._known_rows()
        if self._comparing.comparison.is_ready:
            self.refresh()
        else:
            self._comparing.compare()

    def refresh(self) -> None:
        """Tell in the margin what the other articles say, as soon as that is known."""
        if self._rows is None or not self._comparing.comparison.is_ready:
            return
        rows, here = self._rows, self._claims()
        rows.refresh()
        found = [row for id in here if (row := rows.row(id)) is not None]
        if waiting := rows.waiting(found):
            self._background.run(
                partial(self._compare, waiting), "elsewhere", "comparing claims", exclusive=True
            )
        self._tell(rows, here)

    def _compare(self, passages: "list[Passage]") -> None:
        worker = get_current_worker()
        for passage in passages:
            if worker.is_cancelled:
                return
            self._comparing.comparison.matches(passage)
        self._background.hand_over(self.refresh)

    def _tell(self, rows: "BoardRows", ids: list[str]) -> None:
        from reader.ui.board.words import elsewhere  # loaded when claims are first compared

        said = {id: row for id in ids if (row := rows.row(id)) is not None}
        here, name_of = self._article.path, self._comparing.comparison.name
        told = {id: elsewhere(row, here, name_of) for id, row in said.items()}
        self._show({id: words for id, words in told.items() if words})

    def show_beside(self, claim: str) -> None:
        """Show the claim with this id beside what another article says of it."""
        comparison, rows = self._comparing.comparison, self._known_rows()
        if not comparison.is_ready:
            self._comparing.compare()
            self._host.say(
                f"The articles are being read, {comparison.done} of {comparison.total}; again in a moment."
            )
            return
        rows.refresh()
        row = rows.row(claim)
        if row is not None and row.lead is not None and not row.is_filled:
            comparison.matches(row.lead)
            row = rows.row(claim)
        self._open_beside(row, rows)

    def _open_beside(self, row: "Row | None", rows: "BoardRows") -> None:
        from reader.ui.board.rows import beside_names, best_name  # once claims are compared

        names = beside_names(row, rows.columns()) if row is not None else []
        if row is None or not names:
            self._host.say("No other article says anything of it.")
        else:
            self._host.post(ShowBeside(row, names, best_name(row, names)))

    def _known_rows(self) -> "BoardRows":
        """Return the rows of the board, made when they are first needed."""
        from reader.ui.board.rows import BoardRows  # loaded when claims are first compared

        if self._rows is None:
            self._rows = BoardRows(self._desk.notebook, self._comparing.comparison)
        return self._rows
