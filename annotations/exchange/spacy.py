"""JSON Lines for spaCy: what ``Doc.to_json`` gives and ``Doc.from_json`` reads."""

from collections.abc import Iterator, Sequence
from functools import partial

from annotations.errors import FormatError
from annotations.exchange.common.documents import (
    Document,
    Known,
    carried,
    facts,
    read_span,
    source_of,
)
from annotations.exchange.common.format import Context, Reading
from annotations.exchange.common.json_lines import ReadSpan, lines, read_lines
from annotations.exchange.common.json_values import a_list, an_object, number_of, text_of
from annotations.exchange.common.tokens import tokens, trimmed
from annotations.model import Annotation, Json

_GROUP = "sc"


def to_spacy(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give a line for each text, with the spans in the group ``sc``, which may overlap.

    The tokens end where a span does, so that no span is out of line with them; white space
    at the ends of a span is left out of it. The id of a mark is its span's ``kb_id``.
    """
    yield from lines(annotations, context, _doc)


def from_spacy(text: str) -> Reading:
    """Read the spans of all groups, or the entities where there are no spans.

    Raises:
        FormatError: the first line is no such document, or no annotation is sound.
    """
    field = "spans" if '"spans"' in text.partition("\n")[0] else "ents"
    return read_lines(text, "spaCy", field, _spans)


def _doc(document: Document) -> dict[str, Json]:
    spans = [trimmed(document.text, span) for span in document.spans]
    cuts = tokens(document.text, {at for span in spans for at in span[:2]})
    group: list[Json] = [
        {"start": start, "end": end, "label": mark.kind, "kb_id": mark.id}
        for start, end, mark in spans
    ]
    return {
        "text": document.text,
        "spans": {_GROUP: group},
        "tokens": [{"id": id, "start": start, "end": end} for id, (start, end) in enumerate(cuts)],
        "meta": facts(document.source),
        **carried(document),
    }


def _spans(document: dict[str, Json], known: Known) -> Iterator[ReadSpan]:
    groups = document.get("spans", {"": document.get("ents")})
    if not isinstance(groups, dict):
        raise FormatError("spans is no object of groups.")
    for name, group in groups.items():
        for span in a_list(group, f"the group {name}"):
            yield partial(_mark, document, span, known)


def _mark(document: dict[str, Json], given: Json, known: Known) -> Annotation:
    span = an_object(given, "it")
    text, start, end = text_of(document, "text"), number_of(span, "start"), number_of(span, "end")
    meta = document.get("meta")
    source = source_of(meta if isinstance(meta, dict) else {})
    told = known.with_id(span.get("kb_id"))
    return read_span(text, start, end, text_of(span, "label"), source, told)
