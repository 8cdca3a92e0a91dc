"""Reading Zotero's annotations, as Better BibTeX exports them: items, attachments, annotations."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.foreign import quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of
from annotations.model import Annotation, Json, Source


def from_zotero(text: str) -> Reading:
    """Read the annotations of all attachments; notes without words stand at the item's title.

    Raises:
        FormatError: it is something else, or no annotation is sound.
    """
    document = parsed(text)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list) or not any(map(_has_annotations, items)):
        raise FormatError(
            "This is no export of Zotero with annotations: it has no “items” with “annotations”."
        )
    gathering = Gathering()
    for at, item in enumerate(map(an_object, items), start=1):
        for number, each in enumerate(_annotations(item), start=1):
            gathering.take(f"item {at}, annotation {number}", _mark, each, item)
    return gathering.done()


def _has_annotations(item: Json) -> bool:
    return isinstance(item, dict) and any(True for _ in _annotations(item))


def _annotations(item: Mapping[str, Json]) -> Iterator[Json]:
    for each in a_list(item.get("attachments"), "attachments"):
        yield from a_list(an_object(each, "an attachment").get("annotations"), "annotations")


def _mark(given: Json, item: Mapping[str, Json]) -> Annotation:
    row = an_object(given)
    title, key = text_of(item, "title"), text_of(row, "key")
    tags = [text_of(an_object(tag), "tag") for tag in a_list(row.get("tags"), "tags")]
    page = text_of(row, "annotationPageLabel")
    mark = quoted(
        text_of(row, "annotationText") or title,
        Source(title=title or None, url=text_of(item, "url") or None),
        note=text_of(row, "annotationComment"),
        tags=filter(None, tags),
        created=utc(text_of(row, "dateAdded")),
        modified=utc(text_of(row, "dateModified")),
        via=f"zotero:{key}" if key else "",
        extra={"zotero": {"page": page}} if page else {},
    )
    return replace(mark, colour=text_of(row, "annotationColor") or None)
