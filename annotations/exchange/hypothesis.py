"""What the Hypothesis client exports and imports: annotations as its API shows them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.documents import DETAILS, Document, details, documents
from annotations.exchange.common.foreign import described, foreign_ids, quoted, utc
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.iris import address_of
from annotations.exchange.common.json_values import (
    a_list,
    an_object,
    number_of,
    parsed,
    text_of,
    without,
)
from annotations.exchange.common.tables import rows_of, separator_of
from annotations.exchange.common.utf16 import Utf16
from annotations.model import UNCHECKED, Annotation, Json, Position, Relation, Source
from annotations.record import from_record

_SCHEME = "hypothesis:"
"""What stands before an id of Hypothesis where it is kept."""
_KNOWN = frozenset(
    "id created updated user uri text tags target document postil references".split()
)


def to_hypothesis(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give the JSON of the client's own export.

    Positions count UTF-16 units, as browsers do; they stand there where the text is at
    hand to count them in. Kind and verdict are tags; all that has no field of its own
    there travels under ``postil``, which the client passes over.
    """
    latest = max((one.modified for one in annotations), default="1970-01-01T00:00:00Z")
    head = {"export_date": latest, "export_userid": _user(None), "client_version": "postil"}
    yield json.dumps(head, indent=1)[:-2] + ',\n "annotations": ['
    is_first = True
    for document in documents(annotations, context):
        for written in _document(document):
            text = escaped(json.dumps(written, ensure_ascii=False, indent=1))
            yield ("\n" if is_first else ",\n") + text
            is_first = False
    yield "\n]}\n"


def _document(document: Document) -> Iterator[dict[str, Json]]:
    units = None if document.is_excerpt else Utf16(document.text)
    for start, end, mark in document.spans:
        position = None if units is None else (units.units(start), units.units(end))
        yield _annotation(mark, position)


def _annotation(mark: Annotation, position: tuple[int, int] | None) -> dict[str, Json]:
    address, quote = address_of(mark.source), mark.quote
    selectors: list[Json] = []
    if position:
        start, end = position
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    words: dict[str, Json] = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    selectors.append({"type": "TextQuoteSelector", **words})
    user = _user(mark.creator)
    return {
        "id": _id(mark),
        "created": mark.created,
        "updated": mark.modified,
        "user": user,
        "uri": address,
        "text": mark.note,
        "tags": [*_tags_of(mark)],
        "group": "__world__",
        "permissions": {"read": [user], "admin": [user], "update": [user], "delete": [user]},
        "target": [{"source": address, "selector": selectors}],
        "document": {"title": [mark.source.title or mark.source.path or address]},
        "links": {},
        "hidden": False,
        "flagged": False,
        "references": [link.to for link in mark.relations if link.type == "replies"],
        DETAILS: details(mark),
    }


def _id(mark: Annotation) -> str:
    theirs = (id for id in foreign_ids(mark) if id.startswith(_SCHEME))
    return next(theirs, mark.id).removeprefix(_SCHEME)


def _user(creator: str | None) -> str:
    name = re.sub(r"[^A-Za-z0-9._]+", "_", creator or "postil")[:30]
    return f"acct:{name.ljust(3, '_')}@postil.invalid"


def _tags_of(mark: Annotation) -> list[str]:
    """The tags a mark has there: kind and verdict before its own."""
    kind = [mark.kind] if mark.kind != "highlight" else []
    verdict = [mark.verdict] if mark.verdict and mark.verdict != UNCHECKED else []
    return [*kind, *verdict, *mark.tags]


def from_hypothesis(text: str) -> Reading:
    """Read an export of the client (JSON or CSV), the answer of its API, or a bare list.

    A note on the page stands at its title, a reply on the words that it is about.

    Raises:
        FormatError: it is something else, or no annotation is sound.
    """
    if text.lstrip("\ufeff").startswith(("Created at,", "Created at;")):
        return _from_table(text)
    document = parsed(text)
    if isinstance(document, dict):
        document = document.get("annotations", document.get("rows"))
    elif not document:
        document = None
    if not isinstance(document, list) or not all(
        isinstance(row, dict) and "target" in row and "uri" in row for row in document[:1]
    ):
        raise FormatError("This is no export of Hypothesis: it has no list of “annotations”.")
    rows = [row for row in document if isinstance(row, dict)]
    by_id = {text_of(row, "id"): row for row in rows if text_of(row, "id")}
    gathering = Gathering()
    for number, each in enumerate(document, start=1):
        gathering.take(f"annotation {number}", _read, each, by_id)
    return gathering.done()


def _read(given: Json, by_id: Mapping[str, Mapping[str, Json]]) -> Annotation:
    row = an_object(given, "it")
    tags = [str(tag) for tag in a_list(row.get("tags"), "tags")]
    if DETAILS in row:
        return _returned(from_record(an_object(row[DETAILS], DETAILS)), text_of(row, "text"), tags)
    asked = [each for each in a_list(row.get("references"), "references") if isinstance(each, str)]
    # The words are those of the annotation at the root of the talk, which is named first.
    selectors = _selectors(by_id.get(asked[0], row) if asked else row)
    quote, place = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    address, title = text_of(row, "uri"), an_object(row.get("document") or {}).get("title")
    titles = [each for each in a_list(title, "title") if isinstance(each, str)]
    # A hint: how many units a character takes is known when the text is.
    position = Position(number_of(place, "start"), number_of(place, "end")) if place else None
    kinds = [tag for tag in tags if not described(tag)[2]]
    mark = quoted(
        text_of(quote, "exact") or next(iter(titles), ""),
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
        via=_SCHEME + text_of(row, "id") if text_of(row, "id") else "",
        extra={"hypothesis": without(row, _KNOWN)},
    )
    if not asked:
        return mark
    return replace(mark, relations=(Relation("replies", _SCHEME + asked[-1]),))


def _from_table(text: str) -> Reading:
    """Read the client's CSV, which tells neither ids nor what a reply answers."""
    rows = rows_of(text, separator_of(text))
    names = [name.strip().casefold() for name in next(rows, (1, []))[1]]
    if not {"quote", "comment", "url"} <= set(names):
        raise FormatError("Line 1 is no heading of Hypothesis, with “Quote” and “Comment”.")
    gathering = Gathering()
    for line, cells in rows:
        gathering.take(f"line {line}", _of_table, names, cells)
    return gathering.done()


def _of_table(names: Sequence[str], cells: Sequence[str]) -> Annotation:
    if len(cells) != len(names):
        raise FormatError(f"it has {len(cells)} cells, and the heading {len(names)}.")
    said = dict(zip(names, cells, strict=True))
    title, url = said.get("page", ""), said["url"]
    return quoted(
        said["quote"] or title or url,
        Source(url=url or None, title=title or None),
        note=said["comment"],
        tags=[tag.strip() for tag in said.get("tags", "").split(",") if tag.strip()],
        created=utc(said.get("created at", "")),
        creator=said.get("author", ""),
        extra={"hypothesis": {"group": said["group"]}} if said.get("group") else {},
    )


def _returned(mark: Annotation, note: str, tags: list[str]) -> Annotation:
    """A mark of ours with the note and the tags that it has there now."""
    if note.strip() != mark.note.strip():
        mark = replace(mark, note=note)
    if tags != _tags_of(mark):
        mark = replace(mark, tags=tuple(tag for tag in tags if described(tag)[2]))
    return mark


def _selectors(row: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
    targets = [an_object(each, "target") for each in a_list(row.get("target"), "target")]
    selectors = [each for target in targets for each in a_list(target.get("selector"), "selector")]
    return {text_of(each, "type"): each for each in map(an_object, selectors)}
