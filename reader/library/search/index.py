"""Asking a full-text index, or the texts themselves where an index of words does not do."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.errors import CatalogueError
from reader.library.catalogue.rows import BEGIN, END
from reader.library.search.query import Query

Span = tuple[int, int]

_RANKED = 2_000
"""Texts that are sorted by how well they match; of more, the order they are kept in does."""

_LOT = 16
_MOST = 200
"""Hits that are told of one text."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A text that matches: its id, its title and where that matches, and likewise the body."""

    id: int
    title: str
    title_spans: tuple[Span, ...]
    body: str
    spans: tuple[Span, ...]


def matched(
    connection: sqlite3.Connection,
    query: Query,
    has_index: bool,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Matched]:
    """The texts of the table ``texts(title, body)`` that match, the best first if they are few.

    ``stop`` is asked now and then.

    Raises:
        CatalogueError: the table cannot be read.
    """
    if query.is_blank:
        return
    try:
        if has_index and not query.is_unspaced:
            yield from _indexed(connection, query, stop)
        else:
            yield from _scanned(connection, query, stop)
    except sqlite3.Error as error:
        raise CatalogueError(f"The texts cannot be searched ({error}).") from error


def how_many(
    connection: sqlite3.Connection, query: Query, has_index: bool, counted: str = "*"
) -> int:
    """How many texts match, or how many different values of ``counted``, an SQL expression.

    Raises:
        CatalogueError: the table cannot be read.
    """
    if query.is_blank:
        return 0
    if not has_index or query.is_unspaced:
        return sum(1 for _ in matched(connection, query, has_index))
    try:
        row = connection.execute(
            f"SELECT count({counted}) FROM texts WHERE texts MATCH ?", (query.expression,)
        ).fetchone()
    except sqlite3.Error as error:
        raise CatalogueError(f"The texts cannot be searched ({error}).") from error
    return int(row[0])


def _indexed(
    connection: sqlite3.Connection, query: Query, stop: Callable[[], bool]
) -> Iterator[Matched]:
    asked = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY"
    in_order = connection.execute(f"{asked} rowid", (query.expression,))
    ids = in_order.fetchmany(_RANKED + 1)
    if len(ids) <= _RANKED:
        ids = connection.execute(f"{asked} rank", (query.expression,)).fetchall()
    while ids and not stop():
        for at in range(0, len(ids), _LOT):
            if stop():
                return
            yield from _looked_up(connection, query, [row[0] for row in ids[at : at + _LOT]])
        ids = in_order.fetchmany(_RANKED)


def _looked_up(
    connection: sqlite3.Connection, query: Query, ids: Sequence[int]
) -> Iterator[Matched]:
    """These texts, in this order, with the hits in them."""
    marks = ",".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT rowid, title, body FROM texts WHERE rowid IN ({marks})", tuple(ids)
    ).fetchall()
    found = {id: (title, body) for id, title, body in rows}
    for id in ids:
        if id in found:
            yield _matched(id, *found[id], query) or _marked(connection, id, query)


def _matched(id: int, title: str, body: str, query: Query) -> Matched | None:
    """The text with its hits, if there are any."""
    # A title and its text may have the words together, and neither all of them.
    in_title, in_body = query.spans(title), query.spans(body)
    if not in_title and not in_body:
        return None
    return Matched(id, title, tuple(in_title or ()), body, tuple((in_body or ())[:_MOST]))


def _marked(connection: sqlite3.Connection, id: int, query: Query) -> Matched:
    """A text with the hits that the index itself finds: it may know more letters than we do."""
    row = connection.execute(
        "SELECT highlight(texts, 0, ?, ?), highlight(texts, 1, ?, ?) FROM texts"
        " WHERE texts MATCH ? AND rowid = ?",
        (BEGIN, END, BEGIN, END, query.expression, id),
    ).fetchone()
    (title, in_title), (body, in_body) = map(_unmarked, row or ("", ""))
    return Matched(id, title, in_title, body, in_body)


def _unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks around hits, and the spans that were marked."""
    first, *rest = text.split(BEGIN)
    at, spans = len(first), list[Span]()
    for piece in rest:
        end = at + piece.index(END)
        spans.append((at, end))
        at += len(piece) - 1
    return text.replace(BEGIN, "").replace(END, ""), tuple(spans[:_MOST])


def _scanned(
    connection: sqlite3.Connection, query: Query, stop: Callable[[], bool]
) -> Iterator[Matched]:
    last = -1
    while not stop():
        rows = connection.execute(
            "SELECT rowid, title, body FROM texts WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (last, _LOT),
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        for id, title, body in rows:
            if (found := _matched(id, title, body, query)) is not None:
                yield found
