"""The highlights and notes inside of a PDF, as programs that show PDFs write them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from ctypes import c_uint, c_ushort, sizeof
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from reader.articles.article import FileMark
from reader.loading.letter_index import LetterIndex

RECORD = "Postil"
"""The key under which Postil writes what no key of PDF has a place for."""
CONTINUED = "+postil"
"""The end of the name of a highlight that goes on from the page before."""

_ON_WORDS = frozenset(
    (
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
    )
)
_BESIDE_WORDS = frozenset(
    (
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_POLYLINE,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_FILEATTACHMENT,
    )
)
"""Those that matter for what is written in them."""

MOST = 20_000
"""Marks that are read of one file."""
_MOST_LOOKS = 5_000_000
"""Letters that are looked at for all marks of a file."""
_MOST_QUADS = 2_000
_LONGEST_NOTE = 1 << 20
_REVIEW_STATES = "StateModel"
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:Z|([+-])(\d\d)'?(\d\d)?)?"
)
_Box = tuple[float, float, float, float]


class PageMark(NamedTuple):
    """A mark and the words that it is on, as the page has them.

    ``share`` is how much of the page's letters stand before it; of the ``times`` that the page
    has these words, it is on the one with this ``ordinal``.
    """

    page: int
    mark: FileMark
    share: float = 0.0
    ordinal: int = 0
    times: int = 0


class _Letter(NamedTuple):
    """The middle of a letter, and which it is of its page."""

    y: float
    x: float
    place: int


@dataclass
class PageText:
    """The letters of a page by their height, and the box of each by its place on the page."""

    text: str
    letters: list[_Letter]
    boxes: dict[int, _Box]
    index: LetterIndex = field(init=False)

    def __post_init__(self) -> None:
        self.index = LetterIndex(self.text)

    def inside(self, box: _Box) -> list[int]:
        """The letters whose middle is in the box, in the order of the page."""
        left, bottom, right, top = box
        return sorted(each.place for each in self._between(bottom, top) if left <= each.x <= right)

    def count_between(self, bottom: float, top: float) -> int:
        """How many letters are at this height."""
        return len(self._between(bottom, top))

    def line_at(self, x: float, y: float) -> list[int]:
        """The letters of the line that is nearest to a point."""
        if not self.letters:
            return []
        near = min(self.letters, key=lambda each: (abs(each.y - y), abs(each.x - x)))
        start = max(self.text.rfind(end, 0, near.place) for end in "\r\n") + 1
        ends = (self.text.find(end, near.place) for end in "\r\n")
        end = min((place for place in ends if place >= 0), default=len(self.text))
        return list(range(start, end))

    def _between(self, bottom: float, top: float) -> list[_Letter]:
        first = bisect_left(self.letters, (bottom, float("-inf"), 0))
        last = bisect_right(self.letters, (top, float("inf"), 0))
        return self.letters[first:last]


class MarkReader:
    """Reads the marks of a document's pages, within bounds for all of them together."""

    def __init__(self) -> None:
        self.marks: list[PageMark] = []
        self.is_whole = True
        self._looks = 0

    def read(self, page: pypdfium2.PdfPage, number: int) -> None:
        """Read the marks of a page."""
        count = raw.FPDFPage_GetAnnotCount(page)
        text: PageText | None = None
        for place in range(max(0, count)):
            if len(self.marks) >= MOST or self._looks > _MOST_LOOKS:
                self.is_whole = False
                return
            annotation = raw.FPDFPage_GetAnnot(page, place)
            if not annotation:
                continue
            try:
                kind = raw.FPDFAnnot_GetSubtype(annotation)
                if kind not in _ON_WORDS and kind not in _BESIDE_WORDS:
                    continue
                found = _described(page, annotation, number, place)
                if kind in _BESIDE_WORDS and not found.note.strip():
                    continue
                if string_of(annotation, _REVIEW_STATES) or found.id.endswith(CONTINUED):
                    continue
                text = text or page_text(page)
                self.marks.append(self._placed(annotation, kind, found, text, number))
            finally:
                raw.FPDFPage_CloseAnnot(annotation)

    def _placed(
        self, annotation: Any, kind: int, mark: FileMark, text: PageText, number: int
    ) -> PageMark:
        rect = rect_of(annotation)
        boxes = _quads(annotation) or ([rect] if rect else [])
        self._looks += sum(text.count_between(box[1], box[3]) for box in boxes)
        places = [place for box in boxes for place in text.inside(box)]
        if not places and mark.note and rect:
            self._looks += len(text.letters)
            places = text.line_at((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
        words = _joined(text.text, places)
        if not places:
            return PageMark(number, mark)
        start = places[0]
        self._looks += len(text.text) // 50
        spans = text.index.spans(words)
        ordinal = min(range(len(spans)), key=lambda at: abs(spans[at][0] - start), default=0)
        share = start / max(1, len(text.text))
        return PageMark(number, mark._replace(words=words), share, ordinal, len(spans))


def marks_in(
    marks: Sequence[PageMark], text: str, turns: Sequence[tuple[int, int]], names: Mapping[int, str]
) -> tuple[FileMark, ...]:
    """The marks with their spans in the text of which the pages begin at these ``turns``."""
    if not marks:
        return ()
    index = LetterIndex(text)
    ends = [at for at, _ in turns[1:]] + [len(text)]
    pages: dict[int, list[tuple[int, int]]] = {}
    for (start, number), end in zip(turns, ends, strict=False):
        pages.setdefault(number, []).append((start, end))
    return tuple(_in_text(each, index, pages, names) for each in marks)


def _in_text(
    found: PageMark,
    index: LetterIndex,
    pages: Mapping[int, Sequence[tuple[int, int]]],
    names: Mapping[int, str],
) -> FileMark:
    mark = found.mark._replace(page=names.get(found.page, ""))
    own = pages.get(found.page, ())
    spans = [span for start, end in own for span in index.spans(mark.words, start, end)]
    if spans and len(spans) == found.times:
        start, end = spans[found.ordinal]
        return mark._replace(start=start, end=end)
    first, last = (own[0][0], own[-1][1]) if own else (0, 0)
    near = int(first + found.share * (last - first))
    best = min(spans, key=lambda span: abs(span[0] - near), default=None)
    best = best or index.nearest(mark.words, near)
    return mark if best is None else mark._replace(start=best[0], end=best[1])


def _described(page: pypdfium2.PdfPage, annotation: Any, number: int, place: int) -> FileMark:
    """What the mark says of itself."""
    answered = raw.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
    replies_to = ""
    if answered:
        at = raw.FPDFPage_GetAnnotIndex(page, answered)
        replies_to = _id(answered, number, at) if at >= 0 else ""
        raw.FPDFPage_CloseAnnot(answered)
    return FileMark(
        words="",
        note=string_of(annotation, "Contents").replace("\r\n", "\n").replace("\r", "\n"),
        author=string_of(annotation, "T"),
        created=_time(string_of(annotation, "CreationDate")) or _time(string_of(annotation, "M")),
        id=_id(annotation, number, place),
        replies_to=replies_to,
        colour=_colour(annotation),
        record=string_of(annotation, RECORD),
    )


def _id(annotation: Any, number: int, place: int) -> str:
    return string_of(annotation, "NM") or f"{number}.{place}"


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """The letters of a page, and where they stand."""
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), 200_000)
        codes = [raw.FPDFText_GetUnicode(textpage, place) for place in range(count)]
        box = raw.FS_RECTF()
        boxes: dict[int, _Box] = {}
        for place in range(count):
            if raw.FPDFText_GetLooseCharBox(textpage, place, box):
                boxes[place] = box.left, box.bottom, box.right, box.top
        letters = [
            _Letter((bottom + top) / 2, (left + right) / 2, place)
            for place, (left, bottom, right, top) in boxes.items()
        ]
        text = "".join(chr(code) if code < 0x110000 else " " for code in codes)
        return PageText(text, sorted(letters), boxes)
    finally:
        textpage.close()


def _joined(text: str, places: Sequence[int]) -> str:
    """The words at these places of a page: lines joined, a hyphen at a line's end dropped."""
    pieces: list[str] = []
    last = -1
    for place in places:
        if last >= 0 and place != last + 1:
            skipped = text[last + 1 : place]
            pieces.append(skipped if place > last and not skipped.strip() else " ")
        pieces.append(text[place])
        last = place
    words = re.sub(r"[\ufffe\x02]\s*", "", "".join(pieces))
    return " ".join(words.replace("\0", " ").split())


def _quads(annotation: Any) -> list[_Box]:
    points = raw.FS_QUADPOINTSF()
    boxes: list[_Box] = []
    for place in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_QUADS)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, place, points):
            xs = (points.x1, points.x2, points.x3, points.x4)
            ys = (points.y1, points.y2, points.y3, points.y4)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return boxes


def rect_of(annotation: Any) -> _Box | None:
    """The annotation's rectangle: left, bottom, right, top."""
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    return (
        min(rect.left, rect.right),
        min(rect.bottom, rect.top),
        max(rect.left, rect.right),
        max(rect.bottom, rect.top),
    )


def string_of(annotation: Any, key: str) -> str:
    """What the annotation has under a key; empty if it has nothing."""
    name = key.encode()
    length = min(raw.FPDFAnnot_GetStringValue(annotation, name, None, 0), _LONGEST_NOTE)
    if length <= sizeof(c_ushort):
        return ""
    buffer = (c_ushort * (length // sizeof(c_ushort)))()
    raw.FPDFAnnot_GetStringValue(annotation, name, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _colour(annotation: Any) -> str:
    parts = [c_uint() for _ in range(4)]
    if not raw.FPDFAnnot_GetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *parts):
        return ""
    return "#" + "".join(f"{min(part.value, 255):02x}" for part in parts[:3])


def _time(text: str) -> str:
    """A time as PDF writes it in ISO 8601, in UTC; empty if it is none.

    >>> _time("D:20240501120000+02'00'"), _time("D:2024"), _time("soon")
    ('2024-05-01T10:00:00Z', '2024-01-01T00:00:00Z', '')
    """
    found = _DATE.match(text.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        time = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
        if found[7]:
            shift = timedelta(hours=int(found[8]), minutes=int(found[9] or 0))
            time += -shift if found[7] == "+" else shift
    except (ValueError, OverflowError):
        return ""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
