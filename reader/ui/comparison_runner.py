"""Has the articles of the library compared, for the screens that show claims."""

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.worker import Worker, WorkerState, get_current_worker

from reader.ui.desk import Desk
from reader.ui.screen_stack import ScreenStack

if TYPE_CHECKING:
    from reader.ui.comparison import Comparison, Lessons

_GROUP = "comparing"


class ComparisonRunner:
    """Compares in one thread at a time; the screen in front is told how it goes."""

    def __init__(self, app: App[Any], screens: ScreenStack, desk: Desk) -> None:
        self.is_running = False
        self._app = app
        self._screens = screens
        self._desk = desk

    @cached_property
    def comparison(self) -> "Comparison":
        """What is known of the articles together."""
        from reader.ui.comparison import Comparison  # loaded when articles are first compared

        return Comparison(self._desk.library, self._desk.notebook.folder)

    def begin(self) -> None:
        """Compare the articles that are new or were written to, unless that is under way."""
        if self.is_running:
            return
        self.is_running = True
        accepted, dismissed = self._desk.notebook.learned()
        lessons = (
            [each.quote.exact for each in accepted],
            [each.quote.exact for each in dismissed],
        )
        compare = partial(self._compare, lessons)
        self._app.run_worker(compare, thread=True, exit_on_error=False, group=_GROUP)

    def _compare(self, lessons: "Lessons") -> None:
        worker = get_current_worker()
        self.comparison.build(lessons, lambda: worker.is_cancelled, self._tell)

    def _tell(self) -> None:
        self._app.call_later(self._show)

    def _show(self) -> None:
        if self._screens.front is not None:
            self._screens.front.comparison_changed()

    def take_state(self, event: Worker.StateChanged) -> None:
        """Once it is over the next may begin; what went wrong is said, and reading goes on."""
        if event.worker.group != _GROUP or not event.worker.is_finished:
            return
        self.is_running = False
        if event.state is WorkerState.ERROR:
            self._screens.warn(f"The articles could not be compared: {event.worker.error}.")
