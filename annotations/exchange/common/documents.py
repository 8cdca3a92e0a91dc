"""The annotations of one text together, for the formats that carry the text itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotations.anchoring import select
from annotations.errors import FormatError
from annotations.exchange.common.foreign import described, quoted, spanned
from annotations.exchange.common.format import Context
from annotations.exchange.common.json_values import an_object, text_of, without
from annotations.exchange.common.sources import in_text_order
from annotations.model import Annotation, Json, Position, Source
from annotations.record import from_record, to_shared_record

DETAILS = "postil"
"""The name under which a format carries what it has no field for."""

_MAY_BE_UNSAID = (
    "tags", "note", "verdict", "evidence", "relations", "colour", "creator", "anchor", "deleted"
)  # fmt: skip


class Span(NamedTuple):
    """Where a mark stands in a document's text."""

    start: int
    end: int
    mark: Annotation


@dataclass(slots=True)
class Document:
    """A text and the marks on it, in their order.

    Where the text that a mark was made on is not at hand, the quote with its surroundings
    is a document of its own.
    """

    source: Source
    text: str
    spans: list[Span] = field(default_factory=list)
    is_excerpt: bool = False


def documents(annotations: Sequence[Annotation], context: Context) -> list[Document]:
    """The documents that the annotations are on, by their names; no mark is left out."""
    found: list[Document] = []
    whole: dict[str, Document | None] = {}
    for mark in in_text_order(annotations):
        sha256 = mark.source.text_sha256 or ""
        if sha256 not in whole:
            text = context.text(sha256) if sha256 else None
            whole[sha256] = None if text is None else Document(mark.source, text)
            found += [document for document in (whole[sha256],) if document]
        document = whole[sha256]
        if document is None or not _stands_in(document.text, mark):
            found.append(_excerpt(mark))
        else:
            document.spans.append(Span(mark.position.start, mark.position.end, mark))
    return [document for document in found if document.spans]


def _stands_in(text: str, mark: Annotation) -> bool:
    return text[mark.position.start : mark.position.end] == mark.quote.exact


def _excerpt(mark: Annotation) -> Document:
    quote = mark.quote
    start = len(quote.prefix)
    text = quote.prefix + quote.exact + quote.suffix
    span = Span(start, start + len(quote.exact), mark)
    return Document(mark.source, text, [span], is_excerpt=True)


def facts(source: Source) -> dict[str, Json]:
    """What is known of an article, for a format's own place for such things."""
    known = {"path": source.path, "url": source.url, "title": source.title, "date": source.date}
    return {name: value for name, value in known.items() if value}


def source_of(meta: Mapping[str, Json]) -> Source:
    """The article that such facts are about."""
    return Source(
        path=text_of(meta, "path", "filename", "file_upload") or None,
        url=text_of(meta, "url", "source_url") or None,
        title=text_of(meta, "title") or None,
        date=text_of(meta, "date") or None,
    )


def details(mark: Annotation) -> dict[str, Json]:
    """Everything about a mark, to travel with it; what says nothing is left out."""
    record = to_shared_record(mark)
    unsaid = (name for name in _MAY_BE_UNSAID if not record[name])
    return without(record, frozenset(unsaid))


def read_span(
    text: str,
    start: int,
    end: int,
    label: str,
    source: Source,
    known: Json = None,
    via: str = "",
) -> Annotation:
    """The annotation on a span of a document.

    ``known`` are its details, where the file has them; what the other tool changed since,
    the borders or the label, is taken from the file.

    Raises:
        AnnotationsError: the span is not in the text, or the details are unsound.
    """
    if not 0 <= start < end <= len(text):
        raise FormatError(f"{start}:{end} is no span of a text of {len(text)} characters.")
    if known is None:
        fresh = quoted(text[start:end], source, label=label, via=via)
        return spanned(text, start, end, source, fresh)
    mark = relabelled(from_record(an_object(known, "what it says of the mark")), label)
    return mark if _is_where_it_was(mark, start, end) else _moved(mark, text, start, end)


def relabelled(mark: Annotation, label: str) -> Annotation:
    """The mark with the kind that another tool gave it, if that is another one."""
    if label.strip().casefold() == mark.kind.strip().casefold():
        return mark
    kind, verdict, tags = described(label)
    return replace(mark, kind=kind, verdict=verdict, tags=(*mark.tags, *tags))


def _is_where_it_was(mark: Annotation, start: int, end: int) -> bool:
    """Whether the span is the one written, with or without the white space at its ends."""
    exact, position = mark.quote.exact, mark.position
    before = len(exact) - len(exact.lstrip())
    after = len(exact) - len(exact.rstrip())
    excerpt = len(mark.quote.prefix)
    written = (position.start, position.end), (excerpt, excerpt + len(exact))
    return any(a <= start <= a + before and b - after <= end <= b for a, b in written)


def _moved(mark: Annotation, text: str, start: int, end: int) -> Annotation:
    quote, _ = select(text, start, end)
    is_excerpt = text == mark.quote.prefix + mark.quote.exact + mark.quote.suffix
    shift = mark.position.start - len(mark.quote.prefix) if is_excerpt else 0
    position = Position(max(0, start + shift), max(1, end + shift))
    return replace(mark, quote=quote, position=position, anchor=None)


class Known:
    """The details that a document brought of its marks, found by id or by span."""

    def __init__(self, marks: Json) -> None:
        self._by_id: dict[str, Json] = {}
        self._by_span: dict[tuple[int, int], list[Json]] = {}
        for mark in marks if isinstance(marks, list) else []:
            if isinstance(mark, dict):
                self._learn(mark)

    def _learn(self, mark: dict[str, Json]) -> None:
        self._by_id[text_of(mark, "id")] = mark
        quote, position = mark.get("quote"), mark.get("position")
        if not isinstance(quote, dict) or not isinstance(position, dict):
            return
        prefix, exact = (str(quote.get(part) or "") for part in ("prefix", "exact"))
        match position:
            case {"start": int(start), "end": int(end)}:
                spans = {(start, end), (len(prefix), len(prefix) + len(exact))}
                for span in spans:
                    self._by_span.setdefault(span, []).append(mark)

    def with_id(self, id: Json) -> Json:
        """The details of the mark with this id; None if there are none."""
        return self._by_id.get(id) if isinstance(id, str) else None

    def at(self, start: int, end: int) -> Json:
        """The details of the next mark that was written on this span; None if there is none."""
        waiting = self._by_span.get((start, end))
        return waiting.pop(0) if waiting else None


def carried(document: Document) -> dict[str, Json]:
    """The details of a document's marks, under the name they travel by."""
    return {DETAILS: [details(span.mark) for span in document.spans]}
