"""Marks written into a copy of a PDF, as highlights with notes that every PDF reader shows.

As a page is read for it, this is done in a process of its own, within bounds; see ``apart``.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from ctypes import Array, c_ushort
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import PdfiumError, raw

from reader.errors import LoadError
from reader.loading.formats.pdf.apart import bound, environment
from reader.loading.formats.pdf.loading import page_turns
from reader.loading.formats.pdf.marks import (
    CONTINUED,
    RECORD,
    PageText,
    page_text,
    rect_of,
    string_of,
)
from reader.loading.letter_index import letters_of

_PATIENCE = 60
"""Seconds that a copy may take."""
_PROGRAM = "from reader.loading.formats.pdf.marking import serve; serve()"
_TRAP = "takes more time or memory to mark than any file needs: it may be a trap, or badly damaged"
_HIGHLIGHT_FLAGS = 4
"""It is printed with the page."""
_NEAR = 6
"""Points that the borders of two highlights of the same words may differ by."""
_LEAST = 2
"""Letters that are looked for together, of words that stand apart on the page."""
_Box = tuple[float, float, float, float]


class Marking(NamedTuple):
    """A mark to be written: its span in the text of the PDF, and what is said of it.

    ``start`` and ``end`` are both 0 where its words do not stand in the text any more: then a
    note says it at the head of the page, or of the first one. Times are as PDF writes them.
    """

    start: int
    end: int
    words: str
    contents: str
    author: str
    created: str
    modified: str
    colour: tuple[float, float, float]
    id: str
    record: str


def marked_pdf(source: bytes, name: Path, text: str, marks: Sequence[Marking]) -> bytes:
    """A copy of the PDF, which has this text, with the marks in it.

    Raises:
        LoadError: it cannot be read, or written.
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    head = json.dumps([digest, [list(mark) for mark in marks], len(source)]).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM],
            input=head + source,
            capture_output=True,
            timeout=2 * _PATIENCE,
            env=environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise LoadError(name, _TRAP) from None
    if done.returncode or not done.stdout:
        raise LoadError(name, done.stderr.decode("utf-8", "replace").strip() or _TRAP)
    return done.stdout


def serve() -> None:
    """Write the marks that come by standard input, and give the copy by standard output."""
    digest, rows, length = json.loads(sys.stdin.buffer.readline())
    source = sys.stdin.buffer.read()
    bound(_PATIENCE, length)
    try:
        sys.stdout.buffer.write(_marked(source, digest, [_marking(row) for row in rows]))
    except LoadError as error:
        sys.stderr.write(error.reason)
    except (PdfiumError, MemoryError):
        sys.stderr.write(_TRAP)


def _marking(row: list[Any]) -> Marking:
    mark = Marking(*row)
    red, green, blue = mark.colour
    return mark._replace(colour=(red, green, blue))


def _marked(source: bytes, digest: str, marks: Sequence[Marking]) -> bytes:
    text, turns = page_turns(source, Path())
    if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        marks = [mark._replace(start=0, end=0) for mark in marks]
    document = pypdfium2.PdfDocument(source)
    try:
        _Marker(document, text, turns).write(marks)
        return _saved(document)
    finally:
        document.close()


class _Marker:
    """Writes marks on the pages of a document."""

    def __init__(
        self, document: pypdfium2.PdfDocument, text: str, turns: Sequence[tuple[int, int]]
    ) -> None:
        self._document = document
        self._text = text
        ends = [at for at, _ in turns[1:]] + [len(text)]
        self._parts = [(at, end, page) for (at, page), end in zip(turns, ends, strict=True)]

    def write(self, marks: Sequence[Marking]) -> None:
        """Write them all, page by page."""
        on_page: dict[int, list[Marking]] = {}
        for mark in marks:
            for page in self._pages_of(mark):
                on_page.setdefault(page, []).append(mark)
        noted: set[str] = set()
        for number in sorted(on_page):
            page = self._document[number]
            try:
                text = page_text(page)
                _remove_earlier(page, {mark.id for mark in marks})
                for mark in on_page[number]:
                    self._write_on(page, number, text, mark, noted)
            finally:
                page.close()

    def _pages_of(self, mark: Marking) -> list[int]:
        found = [page for start, end, page in self._parts if mark.start < end and start < mark.end]
        return list(dict.fromkeys(found)) or [self._parts[0][2] if self._parts else 0]

    def _write_on(
        self,
        page: pypdfium2.PdfPage,
        number: int,
        text: PageText,
        mark: Marking,
        noted: set[str],
    ) -> None:
        """Write a mark on one of its pages; only the first part of it has the note."""
        boxes = [box for places in self._places(mark, number, text) for box in _lines(text, places)]
        is_first = mark.id not in noted
        noted.add(mark.id)
        if boxes and not _is_there(page, mark, boxes):
            _highlight(page, mark, boxes, is_first)
        elif not boxes and is_first:
            _note(page, mark)

    def _places(self, mark: Marking, number: int, text: PageText) -> Iterator[list[int]]:
        """The letters of the mark on a page, in runs that stand together there."""
        for start, end, page in self._parts:
            first, last = max(start, mark.start), min(end, mark.end)
            if page == number and first < last:
                yield from _runs(text, self._text[first:last], self._text[start:first])


def _remove_earlier(page: pypdfium2.PdfPage, ids: set[str]) -> None:
    """Take out what an earlier export wrote of the same marks."""
    for place in reversed(range(max(0, raw.FPDFPage_GetAnnotCount(page)))):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if annotation:
            is_ours = string_of(annotation, "NM").removesuffix(CONTINUED) in ids
            raw.FPDFPage_CloseAnnot(annotation)
            if is_ours:
                raw.FPDFPage_RemoveAnnot(page, place)


def _is_there(page: pypdfium2.PdfPage, mark: Marking, boxes: Sequence[_Box]) -> bool:
    """Whether the page has a highlight in this place that says the same: the mark came from it."""
    around = _around(boxes)
    for place in range(max(0, raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        try:
            rect = rect_of(annotation)
            is_near = rect and all(abs(a - b) < _NEAR for a, b in zip(rect, around, strict=True))
            if is_near and string_of(annotation, "Contents").split() == mark.contents.split():
                return True
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return False


def _around(boxes: Sequence[_Box]) -> _Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _runs(text: PageText, words: str, before: str) -> Iterator[list[int]]:
    """Where the words stand on the page, the longest part that stands together first.

    ``before`` is what the article has of the page before them: of words that stand several
    times, those are meant that come after as many of the same.
    """
    spans = text.index.spans(words)
    if spans:
        earlier = letters_of(before).count(letters_of(words))
        start, end = spans[min(earlier, len(spans) - 1)]
        yield [place for place in range(start, end) if not text.text[place].isspace()]
        return
    # Columns that were drawn row by row, or a note that was drawn between.
    pieces = words.split()
    at, near = 0, -1
    while at < len(pieces):
        count, span = _longest(text, pieces[at:], near)
        if span is None:
            at += 1
            continue
        near = span[1]
        at += count
        yield [place for place in range(*span) if not text.text[place].isspace()]


def _longest(
    text: PageText, pieces: Sequence[str], near: int
) -> tuple[int, tuple[int, int] | None]:
    """How many of the words stand together on the page, and where: the place after ``near``."""
    best: tuple[int, tuple[int, int] | None] = (1, None)
    low, high = 1, len(pieces)
    while low <= high:
        count = (low + high) // 2
        words = "".join(pieces[:count])
        spans = text.index.spans(words) if len(letters_of(words)) >= _LEAST else []
        if spans:
            span = next((one for one in spans if one[0] >= near), spans[0])
            best = count, span
            low = count + 1
        else:
            high = count - 1
    return best


def _lines(text: PageText, places: Sequence[int]) -> Iterator[_Box]:
    """A box for each line of the letters."""
    box: _Box | None = None
    for place in places:
        here = text.boxes.get(place)
        if here is None:
            continue
        if box is None:
            box = here
        elif _is_beside(box, here):
            box = _around([box, here])
        else:
            yield box
            box = here
    if box is not None:
        yield box


def _is_beside(box: _Box, here: _Box) -> bool:
    """Whether a letter stands on the line of those before it."""
    tall = min(box[3] - box[1], here[3] - here[1])
    overlap = min(box[3], here[3]) - max(box[1], here[1])
    gap = max(here[0] - box[2], box[0] - here[2])
    return overlap > 0.4 * tall and gap < 3 * max(tall, 1)


def _highlight(
    page: pypdfium2.PdfPage, mark: Marking, boxes: Sequence[_Box], is_first: bool
) -> None:
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    if not annotation:
        raise LoadError(Path(), "cannot be marked: it is damaged, or protected against changes")
    try:
        _set_rect(annotation, _around(boxes))
        for left, bottom, right, top in boxes:
            quad = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            raw.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        _describe(annotation, mark, is_first)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _note(page: pypdfium2.PdfPage, mark: Marking) -> None:
    """A note in the page's corner, of words that do not stand in the text any more."""
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
    if not annotation:
        raise LoadError(Path(), "cannot be marked: it is damaged, or protected against changes")
    try:
        height = page.get_height()
        _set_rect(annotation, (12, height - 32, 32, height - 12))
        quote = f"“{mark.words}”"
        contents = f"{quote}\n\n{mark.contents}" if mark.contents else quote
        _describe(annotation, mark._replace(contents=contents), True)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _describe(annotation: Any, mark: Marking, is_first: bool) -> None:
    red, green, blue = (round(part * 255) for part in mark.colour)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
    raw.FPDFAnnot_SetFlags(annotation, _HIGHLIGHT_FLAGS)
    said = {
        "T": mark.author,
        "CreationDate": mark.created,
        "M": mark.modified,
        "NM": mark.id if is_first else mark.id + CONTINUED,
    }
    if is_first:
        said |= {"Contents": mark.contents, RECORD: mark.record}
    for key, value in said.items():
        if value:
            raw.FPDFAnnot_SetStringValue(annotation, key.encode(), _wide(value))


def _wide(text: str) -> Array[c_ushort]:
    encoded = (text + "\0").encode("utf-16-le", "replace")
    return (c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)


def _set_rect(annotation: Any, box: _Box) -> None:
    left, bottom, right, top = box
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
