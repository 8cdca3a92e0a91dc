"""Reading the JSON that Readest exports a book's annotations to."""

from collections.abc import Mapping
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.foreign import from_seconds, quoted
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of, without
from annotations.model import Annotation, Json, Source

_KNOWN = frozenset("id type text note color createdAt".split())


def from_readest(text: str) -> Reading:
    """Read annotations that quote words; bookmarks say nothing.

    Raises:
        FormatError: it is something else, or no annotation is sound.
    """
    document = parsed(text)
    if not isinstance(document, dict) or not text_of(document, "type").startswith("readest"):
        raise FormatError("This is no export of Readest: its “type” does not begin with “readest”.")
    book = an_object(document.get("book") or {}, "book")
    gathering = Gathering()
    for number, each in enumerate(a_list(document.get("annotations"), "annotations"), start=1):
        if not isinstance(each, dict) or text_of(each, "type") != "bookmark":
            gathering.take(f"annotation {number}", _mark, each, book)
    return gathering.done()


def _mark(given: Json, book: Mapping[str, Json]) -> Annotation:
    row = an_object(given)
    id, made = text_of(row, "id"), row.get("createdAt")
    is_time = isinstance(made, (int, float)) and not isinstance(made, bool)
    about: dict[str, Json] = {"readest": without(row, _KNOWN)}
    about |= {"author": text_of(book, "author")} if text_of(book, "author") else {}
    mark = quoted(
        text_of(row, "text"),
        Source(title=text_of(book, "title") or None),
        note=text_of(row, "note"),
        created=from_seconds(made / 1000) if is_time else "",  # type: ignore[operator]  # it is one
        via=f"readest:{id}" if id else "",
        extra=about,
    )
    return replace(mark, colour=text_of(row, "color") or None)
