"""The screens of ours that are open, one over the other."""

from typing import TYPE_CHECKING, Any, TypeGuard

from textual.app import App
from textual.screen import Screen

from reader.ui.desk_screen import DeskScreen

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen  # a shelf is shown without one


class ScreenStack:
    """The screens of an app; all are known, and the one in front is asked and told."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app

    @property
    def all(self) -> list[DeskScreen]:
        """Every screen that is open, the one in front last; none before there is one."""
        stack = self._app.screen_stack if self._app.is_running else ()
        return [screen for screen in stack if isinstance(screen, DeskScreen)]

    @property
    def front(self) -> DeskScreen | None:
        """The screen in front, unless it is the list of commands."""
        screens = [each for each in self._app.screen_stack if isinstance(each, DeskScreen)]
        return screens[-1] if screens else None

    @property
    def ground(self) -> DeskScreen | None:
        """The screen that lists are opened over, and closed again to come back to."""
        return next((each for each in reversed(self.all) if each.IS_GROUND), None)

    @property
    def is_last(self) -> bool:
        """Whether there is nothing behind the screen in front."""
        return len(self._app.screen_stack) <= 1

    def cover(self, screen: Screen[None]) -> None:
        """Put a screen in front of the others."""
        self._app.push_screen(screen)

    def close(self) -> None:
        """Close the screen in front, with what it has to keep kept."""
        if self.front is not None:
            self.front.leave()
        self._app.pop_screen()

    def close_down_to_ground(self) -> None:
        """Close the lists that are open over an article or the shelf."""
        while self.front is not None and not self.front.IS_GROUND:
            self.close()

    def say(self, sentence: str) -> None:
        """Say it on the screen in front, if there is one."""
        if self.front is not None:
            self.front.say(sentence)

    def warn(self, sentence: str) -> None:
        """Say it as a warning."""
        if self.front is not None:
            self.front.warn(sentence)


def is_reading(screen: object) -> "TypeGuard[ReadingScreen]":
    """Whether the screen shows an article; what that takes need not be loaded to know."""
    return isinstance(screen, DeskScreen) and screen.IS_READING
