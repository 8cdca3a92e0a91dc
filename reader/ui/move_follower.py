"""Keeping where articles with marks have moved to, while the reader reads."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App
from textual.timer import Timer

from annotations.errors import StoreError

if TYPE_CHECKING:
    from reader.marks.moved_articles import Move
    from reader.ui.desk import Desk

_PAUSE = 0.5
"""Seconds after a change in the library, or until a store is asked again that is being read."""


class MoveFollower:
    """Looks, each time a library has been looked through, for articles that have moved."""

    def __init__(self, app: App[None], desk: "Desk", tell: Callable[[], None]) -> None:
        """``tell`` is called when marks have been found again."""
        self._app, self._desk, self._tell = app, desk, tell
        self._timer: Timer | None = None

    def follow(self) -> None:
        """Look in a while, in a thread; what is asked for meanwhile is looked for then."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(_PAUSE, self._follow)

    def _follow(self) -> None:
        notebook = self._desk.notebook
        if notebook.is_behind or not notebook.is_read:
            self.follow()
            return
        locations = notebook.locations()
        if not locations:
            return

        def look() -> None:
            from reader.marks.library_marks import moves_in  # where there are marks

            found = moves_in(self._desk.library, notebook, locations)
            if found:
                self._app.call_later(self._keep, found)

        self._app.run_worker(look, thread=True, group="moves", exclusive=True)

    def _keep(self, moves: "list[Move]") -> None:
        with suppress(StoreError):  # it is found again the next time
            self._desk.notebook.move_articles(moves)
            if any(move.was != move.now for move in moves):
                self._tell()
