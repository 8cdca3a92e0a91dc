"""Where words stand in annotations: in the quotes, the notes and the tags."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from reader.library.catalogue.connection import Connection
from reader.library.catalogue.database import INDEXED, UNINDEXED, has_fts5
from reader.library.catalogue.rows import plain
from reader.library.search.hits import around
from reader.library.search.index import Matched, how_many, matched
from reader.library.search.query import Query

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Said:
    """An annotation as it is searched: its id, its article, and what it says."""

    id: str
    path: str | None
    quote: str
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidHit:
    """An annotation that was found, with its first hit.

    ``where`` is ``quote``, ``note`` or ``tags``; ``start`` and ``end`` are in that, and of the
    tags in all of them with commas between.
    """

    id: str
    path: str | None
    where: str
    start: int
    end: int
    before: str
    words: str
    after: str


class SaidIndex:
    """An index of annotations, made when it is wanted and gone with the program.

    Threads may ask it at the same time, as searches do that begin at every letter: SQLite
    answers them in turn.
    """

    def __init__(self, said: Iterable[Said]) -> None:
        # SQLite puts a database without a name into a file of its own, and takes it away again.
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection = Connection(connection)
        self._answering = Lock()
        connection.execute("PRAGMA journal_mode = OFF")
        self._has_index = has_fts5(connection)
        connection.execute(INDEXED if self._has_index else UNINDEXED)
        # The quote's length tells the parts of a body apart.
        self._said: list[tuple[str, str | None, int]] = []
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO texts(rowid, title, body) VALUES (?, ?, ?)", self._rows(said)
        )
        connection.execute("COMMIT")

    def _rows(self, said: Iterable[Said]) -> Iterator[tuple[int, str, str]]:
        for number, each in enumerate(said):
            self._said.append((each.id, each.path, len(each.quote)))
            yield number, plain(", ".join(each.tags)), plain(each.quote + _BETWEEN + each.note)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def count(self, query: Query) -> int:
        """How many annotations match."""
        with self._connection.using() as connection, self._answering:
            return how_many(connection, query, self._has_index)

    def find(self, query: Query, stop: Callable[[], bool] = lambda: False) -> Iterator[SaidHit]:
        """The annotations that match, the best first if they are few."""
        with self._connection.using() as connection:
            for found in self._in_turn(matched(connection, query, self._has_index, stop)):
                id, path, quote = self._said[found.id]
                where, part, shift = "tags", found.title, 0
                start, end = next(iter(found.spans or found.title_spans), (0, 0))
                if found.spans and start < quote:
                    where, part = "quote", found.body[:quote]
                elif found.spans:
                    shift = quote + len(_BETWEEN)
                    where, part = "note", found.body[shift:]
                shown = around(part, start - shift, end - shift)
                yield SaidHit(id, path, where, start - shift, end - shift, *shown)

    def _in_turn(self, found: Iterator[Matched]) -> Iterator[Matched]:
        while True:
            with self._answering:
                each = next(found, None)
            if each is None:
                return
            yield each
