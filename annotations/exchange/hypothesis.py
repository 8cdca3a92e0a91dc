"""What the Hypothesis client exports and imports: annotations as its API shows them."""

import json
import re
from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.documents import DETAILS, Document, details, documents
from annotations.exchange.common.foreign import foreign_ids
from annotations.exchange.common.format import Context
from annotations.exchange.common.iris import address_of
from annotations.exchange.common.utf16 import Utf16
from annotations.model import UNCHECKED, Annotation, Json

SCHEME = "hypothesis:"
"""What stands before an id of Hypothesis where it is kept."""


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
        "tags": [*tags_of(mark)],
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
    theirs = (id for id in foreign_ids(mark) if id.startswith(SCHEME))
    return next(theirs, mark.id).removeprefix(SCHEME)


def _user(creator: str | None) -> str:
    name = re.sub(r"[^A-Za-z0-9._]+", "_", creator or "postil")[:30]
    return f"acct:{name.ljust(3, '_')}@postil.invalid"


def tags_of(mark: Annotation) -> list[str]:
    """The tags a mark has there: kind and verdict before its own."""
    kind = [mark.kind] if mark.kind != "highlight" else []
    verdict = [mark.verdict] if mark.verdict and mark.verdict != UNCHECKED else []
    return [*kind, *verdict, *mark.tags]
