"""What keeps the copies of a store alike: four methods, and the order in which they are called."""

import random
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

from annotations.errors import SyncError

_TRIES = 12
_LONGEST_PAUSE = 2.0
"""Seconds: pushes that race are tried again after a pause that grows up to this."""


class Synced(NamedTuple):
    """What a synchronization carried.

    ``sent`` and ``received`` count versions of annotations and of what is kept beside them;
    ``remarks`` are sentences on what was mended or is worth knowing.
    """

    sent: int
    received: int
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        if not self.sent and not self.received:
            return "Everything was in step already."
        return f"In step: {self.sent:,} sent, {self.received:,} received."


class Engine(Protocol):
    """A way to carry a store. Each method may be killed at any moment and called again."""

    def keep(self) -> int:
        """Record the store as it stands on the disk; return how many versions are new.

        What the last record has and the disk lacks is put back, unless it stands elsewhere.

        Raises:
            SyncError: it cannot be recorded.
        """

    def fetch(self) -> bool:
        """Learn what the others have recorded; return whether there is something new.

        Raises:
            SyncError: the others cannot be reached.
        """

    def merge(self) -> int:
        """Take in what was fetched; return how many versions of it are new.

        Raises:
            SyncError: it cannot be taken in; then nothing has changed.
        """

    def push(self) -> bool:
        """Hand on what was recorded; False if somebody else was faster.

        Raises:
            SyncError: the others cannot be reached, or refuse it.
        """

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the user should know of what was done, each in a sentence."""


def synchronize(engine: Engine, progress: Callable[[str], None] = lambda _: None) -> Synced:
    """Bring this copy and the others in step; ``progress`` is told what is being done.

    Raises:
        SyncError: it could not be done. What was written here stays recorded here.
    """
    progress("Recording what is new here…")
    sent, received = engine.keep(), 0
    for attempt in range(_TRIES):
        progress("Asking what others have recorded…")
        if engine.fetch():
            progress("Taking in what is new…")
            received += engine.merge()
        progress("Sending…")
        if engine.push():
            return Synced(sent, received, engine.remarks)
        time.sleep(random.uniform(0, min(_LONGEST_PAUSE, 0.05 * 2**attempt)))
    raise SyncError(
        "Others send changes all the time and were always faster. Everything is recorded here: "
        "sync again in a while."
    )
