"""The part of the app that has the articles compared, for the screens that show claims."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import Worker, WorkerState, get_current_worker

from reader.ui.desk import Desk
from reader.ui.screens.base import DeskScreen

if TYPE_CHECKING:
    from reader.ui.comparing import Comparison, Lessons

_GROUP = "comparing"


class Claiming(App[None]):
    """Compares in one thread at a time; the screen in front is told how it goes."""

    desk: Desk
    is_comparing = False

    @property
    def front(self) -> DeskScreen | None:
        """The screen in front, unless it is the list of commands."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, DeskScreen)]
        return screens[-1] if screens else None

    @cached_property
    def comparison(self) -> "Comparison":
        """What is known of the articles together."""
        from reader.ui.comparing import Comparison  # loaded when articles are first compared

        return Comparison(self.desk.library, self.desk.notebook.folder)

    def compare(self) -> None:
        """Have the articles compared that are new or were written to, unless that is under way."""
        if not self.is_comparing:
            self.is_comparing = True
            accepted, dismissed = self.desk.notebook.learned()
            lessons = (
                [each.quote.exact for each in accepted],
                [each.quote.exact for each in dismissed],
            )
            compare = partial(self._compare, lessons)
            self.run_worker(compare, thread=True, exit_on_error=False, group=_GROUP)

    def _compare(self, lessons: "Lessons") -> None:
        worker = get_current_worker()
        self.comparison.build(lessons, lambda: worker.is_cancelled, self._tell)

    def _tell(self) -> None:
        self.call_later(self._compared)

    def _compared(self) -> None:
        if self.front is not None:
            self.front.comparison_changed()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Once it is over the next may begin; what went wrong is said, and reading goes on."""
        if event.worker.group != _GROUP or not event.worker.is_finished:
            return
        self.is_comparing = False
        if event.state is WorkerState.ERROR and self.front is not None:
            self.front.warn(f"The articles could not be compared: {event.worker.error}.")

    def _pop(self) -> None:
        front = self.front
        if front is not None:
            front.leave()
        self.pop_screen()
