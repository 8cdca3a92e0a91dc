"""Reading the JSON that KOReader exports its highlights to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PureWindowsPath

from annotations.errors import FormatError
from annotations.exchange.common.foreign import from_seconds, quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of, without
from annotations.model import Annotation, Json, Source

_KNOWN = frozenset("text note time datetime color".split())


def from_koreader(text: str) -> Reading:
    """Read one book with ``entries``, or several under ``documents``.

    The words are the place: KOReader's own positions mean nothing outside its books.

    Raises:
        FormatError: it is something else, or no entry is sound.
    """
    books = list(_books(parsed(text)))
    gathering = Gathering()
    for at, book in enumerate(books, start=1):
        for number, entry in enumerate(a_list(book.get("entries"), "entries"), start=1):
            where = f"entry {number}" if len(books) == 1 else f"book {at}, entry {number}"
            gathering.take(where, _mark, entry, book)
    return gathering.done()


def _books(document: Json) -> Iterator[dict[str, Json]]:
    rows = document if isinstance(document, list) else [document]
    if isinstance(document, dict) and "documents" in document:
        rows = a_list(document["documents"], "documents")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("entries"), list):
            raise FormatError("This is no export of KOReader: a book has a list of “entries”.")
        yield row


def _mark(given: Json, book: Mapping[str, Json]) -> Annotation:
    entry = an_object(given)
    about: dict[str, Json] = {"koreader": without(entry, _KNOWN)}
    if author := text_of(book, "author"):
        about["author"] = author
    if file := text_of(book, "file"):
        about["file"] = PureWindowsPath(file).name
    mark = quoted(
        text_of(entry, "text"),
        Source(title=text_of(book, "title") or None),
        note=text_of(entry, "note"),
        created=_time(entry),
        extra=about,
    )
    return replace(mark, colour=text_of(entry, "color") or None)


def _time(entry: Mapping[str, Json]) -> str:
    seconds = entry.get("time")
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool):
        return from_seconds(seconds)
    return utc(text_of(entry, "datetime"))
