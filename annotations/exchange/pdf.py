"""Copies of PDFs with the marks in them, as highlights that every PDF reader shows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.documents import Document, details
from annotations.exchange.common.file_names import file_names
from annotations.exchange.common.format import Context
from annotations.exchange.common.json_values import an_object, parsed
from annotations.exchange.common.sources import article_name, by_article
from annotations.model import UNCHECKED, Annotation
from annotations.record import from_record
from annotations.rules import PAGE

_NONE = "None of these marks is on a PDF, and only a copy of a PDF can hold them."


def is_on_pdf(mark: Annotation) -> bool:
    """Whether the mark is on an article that is a PDF, going by its name."""
    return (mark.source.path or "").lower().endswith(".pdf")


def to_pdf_list(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give what the copies would hold, in lines; what is on no PDF stands at the end."""
    on_pdf = [mark for mark in annotations if is_on_pdf(mark)]
    for name, marks in _copies(on_pdf):
        yield f"==> {name} <==\n"
        yield from map(_line, marks)
    for source, marks in by_article([mark for mark in annotations if not is_on_pdf(mark)]):
        yield f"==> left out, not a PDF: {without_controls(article_name(source))} <==\n"
        yield from map(_line, marks)


def to_pdfs(
    annotations: Sequence[Annotation], context: Context
) -> Iterator[tuple[str, str | bytes]]:
    """Give a copy of each PDF, with its marks in it.

    Raises:
        FormatError: none of the marks is on a PDF, or a PDF is not at hand.
    """
    on_pdf = [mark for mark in annotations if is_on_pdf(mark)]
    if not on_pdf:
        raise FormatError(_NONE)
    for name, marks in _copies(on_pdf):
        yield name, context.marked_copy(marks)


def _copies(marks: Sequence[Annotation]) -> Iterator[tuple[str, Sequence[Annotation]]]:
    groups = by_article(marks)
    names = file_names([Document(source, "") for source, _ in groups])
    return ((f"{name}.pdf", group) for name, (_, group) in zip(names, groups, strict=True))


def _line(mark: Annotation) -> str:
    page = mark.extra.get(PAGE)
    where = f"p. {page}: " if page else ""
    said = "; ".join(filter(None, said_in_pdf(mark).split("\n")))
    words = " ".join(mark.quote.exact.split())
    return without_controls(f"{where}“{words}”" + (f" — {said}" if said else "")) + "\n"


def said_in_pdf(mark: Annotation) -> str:
    """What is written beside a mark in a PDF: kind, verdict and tags in a line, then the note."""
    kind = mark.kind if mark.kind != "highlight" else ""
    verdict = mark.verdict if mark.verdict and mark.verdict != UNCHECKED else ""
    head = " · ".join(filter(None, (kind, verdict, " ".join(f"#{tag}" for tag in mark.tags))))
    return "\n\n".join(filter(None, (head, mark.note)))


def record_in_pdf(mark: Annotation) -> str:
    """Everything about a mark, to travel in the PDF with it."""
    return json.dumps(details(mark))


def from_record_in_pdf(record: str, said: str) -> Annotation:
    """The mark of such a record, with the note that it has in the PDF now.

    Raises:
        AnnotationsError: the record is unsound.
    """
    mark = from_record(an_object(parsed(record), "what Postil wrote"))
    return mark if _folded(said) == _folded(said_in_pdf(mark)) else replace(mark, note=said)


def _folded(text: str) -> str:
    return " ".join(text.split())
