"""A copy of an article's file with the reader's marks in it, for those who read it elsewhere."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotations import Annotation, anchored
from annotations.errors import FormatError
from annotations.exchange.common.colours import SHADES, parts_of
from annotations.exchange.pdf import record_in_pdf, said_in_pdf
from annotations.model import Source
from reader.articles.article import Article
from reader.errors import LibraryError, LoadError
from reader.loading import load
from reader.loading.files import read_file
from reader.loading.formats.pdf.marking import Marking, marked_pdf

_KINDS = {"claim": "orange", "question": "blue"}
"""The colours of marks that have none of their own; those of highlights are yellow."""


def marked_copies(
    file_of: Callable[[Annotation], Path | None], kept_text: Callable[[str], str | None]
) -> Callable[[Sequence[Annotation]], bytes]:
    """What makes a copy of the file of some marks, all of one article, with the marks in it.

    ``file_of`` gives a mark's file, and ``kept_text`` the text that a mark was made on.
    """

    def copy(marks: Sequence[Annotation]) -> bytes:
        file = _file(marks, file_of)
        try:
            article = load(file, file.name)
            return marked_pdf(
                read_file(file), file, article.text, _markings(marks, article, kept_text)
            )
        except LoadError as error:
            raise FormatError(str(error)) from error

    return copy


def _file(marks: Sequence[Annotation], file_of: Callable[[Annotation], Path | None]) -> Path:
    for mark in marks:
        try:
            file = file_of(mark)
        except LibraryError:
            continue
        if file is not None and file.is_file():
            return file
    name = marks[0].source.path or "The PDF"
    raise FormatError(f"{name} is not at hand: name its folder with --library, or open it.")


def _markings(
    marks: Sequence[Annotation], article: Article, kept_text: Callable[[str], str | None]
) -> list[Marking]:
    source = Source(article.path, text_sha256=article.sha256)
    return [
        _marking(mark, (anchor.start or 0, anchor.end or 0))
        for mark, anchor in anchored(marks, source, article.text, kept_text)
    ]


def _marking(mark: Annotation, span: tuple[int, int]) -> Marking:
    colour = mark.colour or _KINDS.get(mark.kind, "yellow")
    return Marking(
        *span,
        words=mark.quote.exact,
        contents=said_in_pdf(mark),
        author=mark.creator or "",
        created=_time(mark.created),
        modified=_time(mark.modified),
        colour=parts_of(SHADES.get(colour, SHADES["yellow"])),
        id=mark.id,
        record=record_in_pdf(mark),
    )


def _time(text: str) -> str:
    """A time of ours as PDF writes it.

    >>> _time("2024-05-01T10:00:00Z")
    'D:20240501100000Z'
    """
    digits = "".join(filter(str.isdigit, text.partition(".")[0]))
    return f"D:{digits}Z" if len(digits) == 14 else ""
