"""JSON Lines for Prodigy: ``{"text": …, "spans": [{"start": …, "end": …, "label": …}]}``."""

from collections.abc import Iterator, Sequence
from functools import partial

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


def to_prodigy(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give a task for each text, accepted; spans may overlap, and count code points.

    White space at the ends of a span is left out of it, so that it ends where tokens do.
    """
    yield from lines(annotations, context, _task)


def from_prodigy(text: str) -> Reading:
    """Read tasks with spans; a task that was rejected or ignored says nothing.

    Raises:
        FormatError: the first line is no such task, or no annotation is sound.
    """
    return read_lines(text, "Prodigy", "spans", _spans)


def _task(document: Document) -> dict[str, Json]:
    text = document.text
    spans = [trimmed(text, span) for span in document.spans]
    cuts = tokens(text, {at for span in spans for at in span[:2]})
    first = {start: id for id, (start, _) in enumerate(cuts)}
    last = {end: id for id, (_, end) in enumerate(cuts)}
    return {
        "text": text,
        "spans": [
            {
                "start": start,
                "end": end,
                "token_start": first[start],
                "token_end": last[end],
                "label": mark.kind,
                "id": mark.id,
            }
            for start, end, mark in spans
        ],
        "tokens": [
            {
                "text": text[start:end],
                "start": start,
                "end": end,
                "id": id,
                "ws": text[end : end + 1] == " ",
            }
            for id, (start, end) in enumerate(cuts)
        ],
        "meta": facts(document.source),
        "answer": "accept",
        **carried(document),
    }


def _spans(task: dict[str, Json], known: Known) -> Iterator[ReadSpan]:
    spans = a_list(task.get("spans"), "spans")
    if text_of(task, "answer") in ("", "accept"):
        yield from (partial(_mark, task, span, known) for span in spans)


def _mark(task: dict[str, Json], given: Json, known: Known) -> Annotation:
    span = an_object(given, "it")
    start, end = number_of(span, "start"), number_of(span, "end")
    meta = task.get("meta")
    source = source_of(meta if isinstance(meta, dict) else {})
    told = known.with_id(span.get("id"))
    return read_span(text_of(task, "text"), start, end, text_of(span, "label"), source, told)
