"""What other articles say of the claims of the one that is open: in the margin, and side by side."""

from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from annotations import Change
from reader.article import Article
from reader.ui.messages import ShowBeside
from reader.ui.screens.standing import Standing
from reader.ui.shell import Shell

if TYPE_CHECKING:
    from annotations.claims.board.rows import Row
    from annotations.claims.model import Passage
    from reader.ui.board_rows import BoardRows

_MOST_UNASKED = 500
"""So many articles are compared unasked, for the margin; of more, only once the board is opened."""


class Elsewhere(Standing):
    """The part of the reading screen that looks beyond its article; nothing waits for it."""

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell, article)
        self.rows: BoardRows | None = None

    def look_again(self) -> None:
        """Have the articles compared once there is a claim here, when the page stands long since."""
        super().look_again()
        if self.rows is not None or not self.is_caught_up or not self.has_claims:
            return
        place = self.desk.library.place(self.article.path)
        if place is not None and 1 < place[1] <= _MOST_UNASKED:
            self.source_of_rows()
            if self.shell.comparison.is_ready:
                self.comparison_changed()
            else:
                self.shell.compare()

    def source_of_rows(self) -> "BoardRows":
        """The rows of the board, made when they are first needed."""
        from reader.ui.board_rows import BoardRows  # loaded when claims are first compared

        if self.rows is None:
            self.rows = BoardRows(self.desk.notebook, self.shell.comparison)
        return self.rows

    def refresh_marks(self, change: Change | None = None) -> None:
        super().refresh_marks(change)
        self.comparison_changed()

    def comparison_changed(self) -> None:
        """Tell in the margin what the other articles say, as soon as that is known."""
        if self.rows is None or not self.shell.comparison.is_ready:
            return
        rows = self.source_of_rows()
        rows.refresh()
        here = self.claims()
        found = [row for id in here if (row := rows.row(id)) is not None]
        if waiting := rows.waiting(found):
            self._compare_claims(waiting)
        self._tell_elsewhere(here)

    @work(thread=True, exclusive=True, group="elsewhere", description="comparing claims")
    def _compare_claims(self, passages: "list[Passage]") -> None:
        worker = get_current_worker()
        for passage in passages:
            if worker.is_cancelled:
                return
            self.shell.comparison.matches(passage)
        self.call_later(self.comparison_changed)

    def _tell_elsewhere(self, ids: list[str]) -> None:
        from reader.ui.board_words import elsewhere  # loaded when claims are first compared

        rows, also = self.source_of_rows(), dict[str, str]()
        for id in ids:
            row = rows.row(id)
            if row is not None and (said := elsewhere(row, self.article.path)):
                also[id] = said
        if also != self.also:
            self.also = also
            self._show_marks(self.pairs, False)

    def action_beside(self) -> None:
        """Show the claim under the caret beside what another article says of it."""
        comparison, current = self.shell.comparison, self.page.current
        if current is None:
            return
        rows = self.source_of_rows()
        if not comparison.is_ready:
            self.shell.compare()
            self.say(
                f"The articles are being read, {comparison.done} of {comparison.total}; again in a moment."
            )
            return
        rows.refresh()
        row = rows.row(current.id)
        if row is not None and row.lead is not None and not row.is_filled:
            comparison.matches(row.lead)
            row = rows.row(current.id)
        self._open_beside(row)

    def _open_beside(self, row: "Row | None") -> None:
        from reader.ui.board_rows import beside_names, best_name  # once claims are compared

        names = beside_names(row, self.source_of_rows().columns()) if row is not None else []
        if row is None or not names:
            self.say("No other article says anything of it.")
        else:
            self.post(ShowBeside(row, names, best_name(row, names)))
