"""JSON Lines for doccano's sequence labelling: ``{"text": …, "label": [[start, end, "claim"]]}``."""

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
from annotations.model import Annotation, Json


def to_doccano(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give a line for each text; kinds are the labels, and positions count code points.

    doccano keeps the other fields as the document's own.
    """
    yield from lines(annotations, context, _line)


def from_doccano(text: str) -> Reading:
    """Read lines with ``label``, or with ``entities`` as doccano writes them with relations.

    Raises:
        FormatError: the first line is nothing of the kind, or no annotation is sound.
    """
    field = "entities" if '"entities"' in text.partition("\n")[0] else "label"
    return read_lines(text, "doccano", field, _spans)


def _line(document: Document) -> dict[str, Json]:
    labels: list[Json] = [[span.start, span.end, span.mark.kind] for span in document.spans]
    return {
        "text": document.text,
        "label": labels,
        **facts(document.source),
        **carried(document),
    }


def _spans(document: dict[str, Json], known: Known) -> Iterator[ReadSpan]:
    for span in a_list(document.get("entities", document.get("label")), "label"):
        yield partial(_mark, document, span, known)


def _mark(document: dict[str, Json], span: Json, known: Known) -> Annotation:
    start, end, label = _borders(span)
    text = text_of(document, "text")
    return read_span(text, start, end, label, source_of(document), known.at(start, end))


def _borders(span: Json) -> tuple[int, int, str]:
    match span:
        case [int(start), int(end), str(label)]:
            return start, end, label
        case list():
            raise FormatError("a label is [start, end, name].")
    entity = an_object(span, "it")
    start, end = number_of(entity, "start_offset"), number_of(entity, "end_offset")
    return start, end, text_of(entity, "label")
