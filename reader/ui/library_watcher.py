"""Keeping the library's catalogue up with the disk while the reader reads."""

import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.library import Library, catalogues_folder

if TYPE_CHECKING:
    from reader.library.catalogue import Filled

_LEAST_PAUSE = 2.0
"""Seconds between two looks at the disk."""

_SHARE = 20
"""A look may take one part in so many of the time."""

_SWITCH = 0.001
"""Seconds after which the thread that reads articles lets a key through."""


class LibraryWatcher:
    """Looks at the disk in a thread, again and again, and tells how far the catalogue is.

    ``progress`` is None until the first look has said something; ``is_complete`` once every
    article there was has been read.
    """

    def __init__(self, app: App[None], library: Library, tell: "Callable[[Filled], None]") -> None:
        self.progress: Filled | None = None
        self.is_complete = False
        self.trouble: str | None = None
        """Why the last look could not be had."""
        self._app = app
        self._library = library
        self._tell = tell
        self._is_begun = False

    def begin(self) -> None:
        """Look now, and from now on; later calls do nothing."""
        if not self._is_begun:
            self._is_begun = True
            self._look()

    def _look(self) -> None:
        self._app.run_worker(self._fill, thread=True, group="watching", exclusive=True)

    def _fill(self) -> None:
        worker, began = get_current_worker(), time.monotonic()
        usual = sys.getswitchinterval()
        # Reading never waits for the disk long enough to let keys through by itself.
        sys.setswitchinterval(_SWITCH)
        trouble = None
        try:
            with closing(self._library.fill(lambda: worker.is_cancelled)) as steps:
                for progress in steps:
                    self._post(self._take, progress)
        except ReaderError as error:
            trouble = str(error)
        finally:
            sys.setswitchinterval(usual)
        if not worker.is_cancelled:
            self._post(self._rest, time.monotonic() - began, trouble)

    def _post(self, call: Callable[..., None], *args: object) -> None:
        """Have this called on the app's thread, unless the app has ended."""
        with suppress(RuntimeError):  # its loop is closed
            self._app.call_later(call, *args)

    def _take(self, progress: "Filled") -> None:
        self.progress = progress
        self._tell(progress)

    def _rest(self, took: float, trouble: str | None) -> None:
        if not self.is_complete:
            self._app.run_worker(_prune, thread=True, group="pruning")
        is_news = trouble != self.trouble or not self.is_complete
        self.trouble, self.is_complete = trouble, True
        if is_news:
            from reader.library.catalogue import Filled  # an article is read without a catalogue

            self._tell(self.progress or Filled(0, 0))
        self._app.set_timer(max(_LEAST_PAUSE, _SHARE * took), self._look)


def _prune() -> None:
    """Throw away what is known of libraries that nobody has opened for long."""
    from reader.library.catalogue.old_catalogues import (
        prune,  # with SQLite, when there is time for it
    )

    prune(catalogues_folder(), time.time())
