"""Keeps the store in step with other machines, in a thread, with one line of progress."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from annotations.errors import AnnotationsError
from reader.marks.synced_stores import SyncedStores
from reader.ui.screen_stack import ScreenStack

if TYPE_CHECKING:
    from annotations.sync import GitEngine, Synced


class SyncRunner:
    """Syncs when it is asked to; the screen in front tells how far it is, and what came of it."""

    def __init__(
        self, app: App[Any], screens: ScreenStack, store: Path, stores: SyncedStores
    ) -> None:
        self._app = app
        self._screens = screens
        self._store = store
        self._stores = stores
        self._engine: GitEngine | None = None
        self._is_busy = False

    def sync(self) -> None:
        """Sync, unless that is being done."""
        if self._is_busy:
            self._screens.say("Syncing already.")
            return
        self._is_busy = True
        self._screens.say("Syncing…")
        self._app.run_worker(self._sync, thread=True, group="sync", description="syncing")

    def begin(self) -> None:
        """Sync if the store was set up for it, and say nothing if it was not."""
        if self._stores.has(self._store):
            self.sync()

    def stop(self) -> None:
        """End what is under way: nothing is lost, and it is taken up next time."""
        if self._engine is not None:
            self._engine.stop()

    def _sync(self) -> None:
        """Sync, in its thread."""
        from annotations.sync import synchronize  # few sync as they read

        try:
            self._engine = engine = self._stores.engine(self._store)
            with engine.held():
                synced = synchronize(engine, self._tell)
        except AnnotationsError as error:
            self._app.call_later(self._end, str(error))
        except OSError as error:
            self._app.call_later(self._end, f"{error.filename}: {error.strerror}.")
        else:
            self._app.call_later(self._take_up, synced)

    def _tell(self, words: str) -> None:
        self._app.call_later(self._screens.say, f"Sync: {words}")

    def _end(self, trouble: str) -> None:
        self._is_busy, self._engine = False, None
        self._screens.warn(trouble)

    def _take_up(self, synced: "Synced") -> None:
        self._is_busy, self._engine = False, None
        self._screens.say(synced.sentence)
        front = self._screens.front
        if front is not None:
            front.look_again()  # what it says of marks that were changed twice matters more
        for remark in synced.remarks:
            self._screens.warn(remark)
