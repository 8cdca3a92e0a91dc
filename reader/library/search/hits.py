"""Where words stand in the articles of a catalogue, each hit with its surroundings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.library.catalogue import Catalogue
from reader.library.catalogue.records import PIECES
from reader.library.search.index import Matched, how_many, matched
from reader.library.search.query import Query

_BEFORE, _AFTER = 48, 120


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were found: their article and span in its text, and what stands around them.

    What was found in a title that is not part of the text is at its very beginning, with an
    empty span. ``before``, ``words`` and ``after`` are on one line, fit to be put together.
    """

    path: str
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str


def find(
    catalogue: Catalogue, query: Query, stop: Callable[[], bool] = lambda: False
) -> Iterator[list[Hit]]:
    """The hits of one article after another, the best first if they are few.

    Raises:
        CatalogueError: the catalogue cannot be read.
    """
    database = catalogue.database
    with database.using() as connection:
        for found in matched(connection, query, database.has_index, stop):
            id, start = catalogue.piece(found.id)
            record = catalogue.records([id]).get(id)
            if record is not None:
                yield list(_hits(record.entry.path, record.entry.title, found, start))


def count(catalogue: Catalogue, query: Query) -> int:
    """In how many articles it is found.

    Raises:
        CatalogueError: the catalogue cannot be read.
    """
    database = catalogue.database
    has_pieces = database.rows("SELECT 1 FROM pieces LIMIT 1")
    counted = f"DISTINCT texts.rowid % {PIECES}" if has_pieces else "*"
    with database.using() as connection:
        return how_many(connection, query, database.has_index, counted)


def _hits(path: str, title: str, found: Matched, shift: int) -> Iterator[Hit]:
    for start, end in found.title_spans[:1]:
        yield Hit(path, title, 0, 0, *around(found.title, start, end))
    for start, end in found.spans:
        yield Hit(path, title, start + shift, end + shift, *around(found.body, start, end))


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, in and after the span, all on one line."""
    near = max(0, start - _BEFORE)
    if near and not text[near - 1].isspace():
        # Not from the middle of a word, if there is a beginning of one.
        near = next((at for at in range(near, start) if text[at].isspace()), near)
    before = " ".join(text[near:start].split())
    lead = " " if text[max(0, start - 1) : start].isspace() else ""
    after = " ".join(text[end : end + _AFTER].split())
    gap = " " if text[end : end + 1].isspace() else ""
    return before + lead, " ".join(text[start:end].split()), gap + after
