"""Reading what calibre exports: the highlights of one book, or the annotations of many."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.foreign import quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of, without
from annotations.model import Annotation, Json, Source

_KNOWN = frozenset("type highlighted_text notes timestamp uuid removed style".split())


def from_calibre(text: str) -> Reading:
    """Read highlights with their notes; bookmarks and what was removed say nothing.

    The words are the place: calibre's positions mean nothing outside the book's file, of which
    it tells no title.

    Raises:
        FormatError: it is something else, or no highlight is sound.
    """
    document = parsed(text)
    if not isinstance(document, dict) or not text_of(document, "type").startswith("calibre_"):
        raise FormatError(
            "This is no export of calibre: its “type” does not begin with “calibre_”."
        )
    gathering = Gathering()
    for number, row in enumerate(_rows(document), start=1):
        if text_of(row, "type") == "highlight" and not row.get("removed"):
            gathering.take(f"highlight {number}", _mark, row)
    return gathering.done()


def _rows(document: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    for each in a_list(document.get("highlights"), "highlights"):
        yield an_object(each)
    for each in a_list(document.get("annotations"), "annotations"):
        yield an_object(an_object(each).get("annotation"), "the annotation")


def _mark(row: Mapping[str, Json]) -> Annotation:
    style = row.get("style")
    uuid = text_of(row, "uuid")
    mark = quoted(
        text_of(row, "highlighted_text"),
        Source(),
        note=text_of(row, "notes"),
        created=utc(text_of(row, "timestamp")),
        via=f"calibre:{uuid}" if uuid else "",
        extra={"calibre": without(row, _KNOWN)},
    )
    return (
        replace(mark, colour=text_of(style, "which") or None) if isinstance(style, dict) else mark
    )
