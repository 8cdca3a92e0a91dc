"""Reading what Hypothesis exports."""

from collections.abc import Mapping
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.documents import DETAILS
from annotations.exchange.common.foreign import described, quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import (
    a_list,
    an_object,
    number_of,
    parsed,
    text_of,
    without,
)
from annotations.exchange.hypothesis import SCHEME, tags_of
from annotations.model import Annotation, Json, Position, Source
from annotations.record import from_record

_KNOWN = frozenset("id created updated user uri text tags target document postil".split())


def from_hypothesis(text: str) -> Reading:
    """Read an export of the client, or the answer of its API to a search.

    Replies and notes on whole pages quote no words, and are refused.

    Raises:
        FormatError: it is something else, or no annotation is sound.
    """
    document = an_object(parsed(text), "This")
    rows = document.get("annotations", document.get("rows"))
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and "target" in row and "uri" in row for row in rows[:1]
    ):
        raise FormatError("This is no export of Hypothesis: it has no list of “annotations”.")
    gathering = Gathering()
    for number, row in enumerate(rows, start=1):
        gathering.take(f"annotation {number}", _read, row)
    return gathering.done()


def _read(given: Json) -> Annotation:
    row = an_object(given, "it")
    tags = [str(tag) for tag in a_list(row.get("tags"), "tags")]
    if DETAILS in row:
        return _returned(from_record(an_object(row[DETAILS], DETAILS)), text_of(row, "text"), tags)
    selectors = _selectors(row)
    quote, place = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    address, title = text_of(row, "uri"), an_object(row.get("document") or {}).get("title")
    titles = [each for each in a_list(title, "title") if isinstance(each, str)]
    # A hint: how many units a character takes is known when the text is.
    position = Position(number_of(place, "start"), number_of(place, "end")) if place else None
    kinds = [tag for tag in tags if not described(tag)[2]]
    return quoted(
        text_of(quote, "exact"),
        Source(url=address or None, title=next(iter(titles), None)),
        prefix=text_of(quote, "prefix"),
        suffix=text_of(quote, "suffix"),
        position=position,
        note=text_of(row, "text"),
        label=kinds[-1] if kinds else "",
        tags=[tag for tag in tags if tag not in kinds],
        created=utc(text_of(row, "created")),
        modified=utc(text_of(row, "updated")),
        creator=text_of(row, "user").removeprefix("acct:"),
        via=SCHEME + text_of(row, "id") if text_of(row, "id") else "",
        extra={"hypothesis": without(row, _KNOWN)},
    )


def _returned(mark: Annotation, note: str, tags: list[str]) -> Annotation:
    """A mark of ours with the note and the tags that it has there now."""
    if note.strip() != mark.note.strip():
        mark = replace(mark, note=note)
    if tags != tags_of(mark):
        mark = replace(mark, tags=tuple(tag for tag in tags if described(tag)[2]))
    return mark


def _selectors(row: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
    targets = [an_object(each, "target") for each in a_list(row.get("target"), "target")]
    selectors = [each for target in targets for each in a_list(target.get("selector"), "selector")]
    return {text_of(each, "type"): each for each in map(an_object, selectors)}
