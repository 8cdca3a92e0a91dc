"""A connection to SQLite that one thread may close while another uses it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from reader.errors import CatalogueError


class Connection:
    """Closed when the last who uses it is done: SQLite crashes if it is closed in a statement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.plain = connection
        """The connection itself, for who is using it already."""
        self._lock = Lock()
        self._uses = 0
        self._is_closed = False

    @contextmanager
    def using(self) -> Iterator[sqlite3.Connection]:
        """Keep it open meanwhile.

        Raises:
            CatalogueError: it was closed before.
        """
        with self._lock:
            if self._is_closed:
                raise CatalogueError("This library was closed.")
            self._uses += 1
        try:
            yield self.plain
        finally:
            with self._lock:
                self._uses -= 1
                self._close_if_idle()

    def close(self) -> None:
        """Let nobody begin to use it, and close it once nobody does."""
        with self._lock:
            self._is_closed = True
            self._close_if_idle()

    def _close_if_idle(self) -> None:
        if self._is_closed and not self._uses:
            with suppress(sqlite3.Error):
                self.plain.close()
