"""Settling: marks that were changed in two places at once, both versions side by side."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult

from annotations import Annotation, Change, differing
from reader.ui.desk_screen import DeskScreen
from reader.ui.page_marks import Pieces, headline
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.side_by_side import SideBySide, Styled


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two versions of one mark: the later, which counts so far, and another."""

    later: Annotation
    other: Annotation


class ConflictsScreen(DeskScreen):
    """A list of disputes; one version of each is chosen, and the history keeps the other."""

    PLACES = frozenset({"app", "list", "settling"})
    FOOTER = ("settling.later", "settling.other")

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, "No mark was changed in two places.", id="queue")
        self.panes = SideBySide(self.palette, id="panes")
        self.disputes: list[Dispute] = []

    def compose(self) -> ComposeResult:
        yield self.rows
        yield OneLine(self.palette, "raised", id="heads")
        yield self.panes
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.refresh_marks()

    def refresh_marks(self, change: Change | None = None) -> None:
        self.disputes = [
            Dispute(conflict.standing, rival)
            for conflict in self.desk.notebook.conflicts()
            for rival in conflict.rivals
        ]
        self.rows.show(len(self.disputes), self._draw)
        self._show_current()

    @property
    def current(self) -> Dispute | None:
        """The dispute under the cursor."""
        row = self.rows.cursor
        return self.disputes[row] if row < len(self.disputes) else None

    def _draw(self, row: int, width: int) -> Pieces:
        made = self.disputes[row].later
        return [("  ", ""), *headline(made), ("  " + " ".join(made.quote.exact.split()), "")]

    @on(LineList.Moved, "#queue")
    def _moved(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        current = self.current
        self.panes.show(*(versions(current) if current is not None else (("", ()), ("", ()))))
        later = f" {self.key('settling.later')}  changed later"
        other = f" {self.key('settling.other')}  changed before"
        heads = [Piece(f"{later:<{self.app.size.width // 2}}", "accent"), Piece(other, "accent")]
        self.query_one("#heads", OneLine).say(heads)
        self.show_status()

    def status(self) -> list[Piece]:
        count = len(self.disputes)
        return [Piece(f" {count} changed in two places", "accent")]

    def obstacle(self, id: str) -> str | None:
        """There must be something to choose between."""
        if id.startswith("settling.") and self.current is None:
            return "There is nothing to settle."
        return super().obstacle(id)

    def action_later(self) -> None:
        """Let the version on the left stand."""
        if current := self.current:
            self._settle(current.later)

    def action_other(self) -> None:
        """Let the version on the right stand."""
        if current := self.current:
            self._settle(current.other)

    def _settle(self, version: Annotation) -> None:
        self.carry_out(
            lambda: self.desk.notebook.settle(version.id, version),
            "Settled; 'postil check --history' still has the other version.",
        )


def versions(dispute: Dispute) -> tuple[Styled, Styled]:
    """What each of the two says, the words that differ marked in both."""
    left, right = _told(dispute.later), _told(dispute.other)
    gone, come = differing(left, right)
    return _styled(left, gone), _styled(right, come)


def _styled(text: str, differ: list[tuple[int, int]]) -> Styled:
    styles = [(0, len(text), "text")]
    return text, (*styles, *((a, b, "hit strong underline") for a, b in differ))


def _told(version: Annotation) -> str:
    said = " · ".join(filter(None, (version.kind, version.verdict, version.colour)))
    tags = " ".join(f"#{tag}" for tag in version.tags)
    removed = "It was removed." if version.deleted else ""
    by = " ".join(filter(None, (version.modified, version.creator)))
    parts = (removed, said, tags, f"“{' '.join(version.quote.exact.split())}”", version.note)
    return "\n".join([*filter(None, parts), *version.evidence, by])
