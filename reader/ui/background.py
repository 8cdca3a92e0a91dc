"""Work of a screen that no key waits for: threads, and pauses between steps."""

from collections.abc import Callable

from textual.screen import Screen

from reader.ui.timers import after


class Background:
    """Runs work beside a screen; it ends with the screen."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen

    def run(
        self, work: Callable[[], object], group: str, description: str, exclusive: bool = False
    ) -> None:
        """Do the work in a thread; an exclusive one takes the place of the others of its group.

        The work asks ``textual.worker.get_current_worker`` whether it was cancelled.
        """
        self._screen.run_worker(
            work, group=group, description=description, exclusive=exclusive, thread=True
        )

    def cancel(self, group: str) -> None:
        """Cancel the work of the group."""
        self._screen.workers.cancel_group(self._screen, group)

    def hand_over(self, callback: Callable[..., object], *arguments: object) -> None:
        """Call back on the screen, with what a thread has found."""
        self._screen.call_later(callback, *arguments)

    def after(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call back once the seconds have passed, unless the screen is closed by then."""
        after(seconds, self._screen, callback)
