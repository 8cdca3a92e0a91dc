"""How long an article has been read, told by the keys: who has left the desk presses none."""

import time
from datetime import datetime

_LONGEST = 90.0
"""Seconds without a key after which nobody is taken to be reading; a page takes less."""


class ReadingTime:
    """The time since the article was opened; ``furthest`` is how far it was read before."""

    def __init__(self, furthest: float = 0.0) -> None:
        self._furthest = furthest
        self._seconds = 0.0
        self._last = time.monotonic()

    def beat(self) -> None:
        """Hear that the reader is there."""
        now = time.monotonic()
        self._seconds += min(now - self._last, _LONGEST)
        self._last = now

    def spent(self, fraction: float, words: int) -> tuple[str, int, int]:
        """The day, the seconds and the words read since this was last asked, of so many words."""
        seconds = int(self._seconds)
        further = max(0.0, fraction - self._furthest)
        self._seconds -= seconds
        self._furthest = max(self._furthest, fraction)
        return datetime.now().astimezone().strftime("%Y-%m-%d"), seconds, round(further * words)
