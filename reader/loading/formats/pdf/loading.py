"""PDF: paragraphs built again from where the letters stand on the pages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TypeVar

import pypdfium2
from pypdfium2 import PdfiumError, raw

from reader.articles.article import Block
from reader.errors import LoadError, damaged
from reader.loading.content import Content
from reader.loading.formats.pdf.hyphens import words_of
from reader.loading.formats.pdf.lines import Page, read_page
from reader.loading.formats.pdf.marks import MarkReader, marks_in
from reader.loading.formats.pdf.paragraphs import Paragraph, paragraphs_of
from reader.loading.formats.pdf.running import labels, without_running
from reader.loading.formats.pdf.runs import body_height, runs_of
from reader.loading.formats.pdf.stated import STATED, stated_fields
from reader.loading.loading_progress import telling

VERSION = 2
"""Of the rules by which paragraphs are built."""

_PDFIUM = Lock()
"""PDFium is not made for several threads."""
_MOST_PAGES = 10_000
_LONGEST_HEADING = 200
_NO_TEXT = (
    "holds no text (a scan?): have a program for text recognition, such as OCRmyPDF, add it first"
)


def load_pdf(source: bytes, name: Path) -> Content:
    """The content of a PDF: its text in reading order, without what runs along its pages.

    Raises:
        LoadError: it is damaged, asks for a password, or holds pictures only.
    """
    marks = MarkReader()
    with _PDFIUM:
        pages, stated, fields = _read(source, name, marks)
    empty = [page.number for page in pages if not page.lines]
    unmapped = [page.number for page in pages if page.is_unmapped]
    pages, printed, address = without_running(pages)
    text, blocks, turns = _text_of(pages, name)
    names = labels(printed, stated)
    return Content(
        text,
        blocks,
        stated_fields(fields, text) | ({"url": address} if address else {}),
        pages=tuple((at, names[number]) for at, number in turns),
        remarks=_remarks(
            [names[number] for number in empty],
            [names[number] for number in unmapped],
            len(pages),
            marks.is_whole,
        ),
        extractor=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}, paragraphs {VERSION}",
        file_marks=marks_in(marks.marks, text, turns, dict(enumerate(names))),
    )


def page_turns(source: bytes, name: Path) -> tuple[str, list[tuple[int, int]]]:
    """The text of a PDF, and the offsets in it at which each page's words begin, by its number.

    Raises:
        LoadError: as ``load_pdf``.
    """
    with _PDFIUM:
        pages, _, _ = _read(source, name, MarkReader())
    text, _, turns = _text_of(without_running(pages)[0], name)
    return text, turns


def _text_of(
    pages: Sequence[Page], name: Path
) -> tuple[str, tuple[Block, ...], list[tuple[int, int]]]:
    height = body_height(pages)
    if not height:
        raise LoadError(name, _NO_TEXT)
    paragraphs = paragraphs_of(runs_of(pages, height), height)
    known = words_of(line.text for page in pages for line in page.lines)
    return _joined(paragraphs, known, height)


def _read(
    source: bytes, name: Path, marks: MarkReader
) -> tuple[list[Page], list[str], dict[str, str]]:
    """The pages, their labels, and what the file says of itself."""
    try:
        document = pypdfium2.PdfDocument(source)
        try:
            if document.get_formtype() != raw.FORMTYPE_NONE:
                document.init_forms()
            numbers = range(min(len(document), _MOST_PAGES))
            pages = [_page(document, number, marks) for number in telling(numbers, "pages")]
            labelled = [_said(document.get_page_label, number) for number in numbers]
            return pages, labelled, {key: _said(document.get_metadata_value, key) for key in STATED}
        finally:
            document.close()
    except PdfiumError as error:
        raise LoadError(name, _reason(error)) from error


_Key = TypeVar("_Key", int, str)


def _said(read: Callable[[_Key], str | None], key: _Key) -> str:
    """What the file says, empty where it is damaged."""
    try:
        return read(key) or ""
    except UnicodeDecodeError:
        return ""


def _page(document: pypdfium2.PdfDocument, number: int, marks: MarkReader) -> Page:
    """The page; one that is damaged is empty, and the others are read all the same."""
    try:
        page = document[number]
    except PdfiumError:
        return Page(number, 0.0, [])
    try:
        read = read_page(page, number, document.formenv)
        marks.read(page, number)
        return read
    except PdfiumError:
        return Page(number, 0.0, [])
    finally:
        page.close()


def _reason(error: PdfiumError) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "is locked with a password: save a copy without one to read it"
    return damaged("no page of it can be read")


def _joined(
    paragraphs: Sequence[Paragraph], known: frozenset[str], height: float
) -> tuple[str, tuple[Block, ...], list[tuple[int, int]]]:
    """The text, its blocks, and the offsets at which another page's words begin."""
    levels = _levels(paragraphs, height)
    texts: list[str] = []
    blocks: list[Block] = []
    turns: list[tuple[int, int]] = []
    start = 0
    for paragraph in paragraphs:
        words, inside = paragraph.text(known)
        if not words.strip():
            continue
        level = levels.get(paragraph.look, 0) if _may_head(paragraph, words, height) else 0
        kind = "heading" if level else paragraph.kind
        blocks.append(Block(kind, start, start + len(words), level or int(kind == "item")))
        for at, number in inside:
            if not turns or turns[-1][1] != number:
                turns.append((start + at if turns else 0, number))
        texts.append(words)
        start += len(words) + 2
    return "\n\n".join(texts), tuple(blocks), turns


def _levels(paragraphs: Sequence[Paragraph], height: float) -> dict[tuple[float, bool], int]:
    """The levels of what looks like a heading: the larger its letters the higher, bold first.

    What stands before the text is the title and much else, such as authors: there only
    what is largest is a heading, and what looks as headings do later.
    """
    long = (
        k for k, one in enumerate(paragraphs) if sum(len(line.text) for line in one.lines) > 250
    )
    begin = next(long, 0)
    heads = [one.look if _may_head(one, one.lines[0].text, height) else None for one in paragraphs]
    first = max((look for look in heads[:begin] if look), default=None)
    looks = {look for look in (first, *heads[begin:]) if look}
    return {look: min(level, 6) for level, look in enumerate(sorted(looks, reverse=True), 1)}


def _may_head(paragraph: Paragraph, words: str, height: float) -> bool:
    if paragraph.kind not in ("paragraph", "item") or len(words) > _LONGEST_HEADING:
        return False
    if not any(letter.isalpha() for letter in words):
        return False
    size, is_bold = paragraph.look
    is_large = size >= 1.12 * height
    return is_large or (is_bold and size >= 0.97 * height and words[-1] not in ".,;")


def _remarks(
    empty: Sequence[str], unmapped: Sequence[str], count: int, has_all_marks: bool
) -> tuple[str, ...]:
    """What may be missing, or wrong: in whole pages, by their names."""
    found: list[str] = []
    if count == _MOST_PAGES:
        found.append(f"Only the first {_MOST_PAGES:,} pages were read.")
    if not has_all_marks:
        found.append("The file holds more highlights and notes than were read.")
    if empty:
        verb = "holds" if len(empty) == 1 else "hold"
        found.append(f"{_named(empty)} {verb} no text: pictures, maybe scans.")
    if unmapped:
        found.append(
            f"{_named(unmapped)}: the fonts do not say which letters they draw; text may be wrong."
        )
    return tuple(found)


def _named(pages: Sequence[str]) -> str:
    shown = ", ".join(pages[:5]) + (" and others" if len(pages) > 5 else "")
    return f"{'Page' if len(pages) == 1 else 'Pages'} {shown}"
