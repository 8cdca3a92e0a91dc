"""The lines of a PDF's pages, with where they stand: all that is asked of PDFium.

A PDF knows letters and their places, no words, lines or paragraphs. PDFium gives the
letters in the order in which they were drawn, with spaces and line ends where it sees gaps;
``U+FFFE`` is a hyphen at a line's end. Lengths are in points, from the lower left.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from reader.loading.formats.pdf.accents import DROPPED, with_accents
from reader.loading.formats.pdf.columns import by_columns
from reader.loading.formats.pdf.forms import with_filled_in
from reader.loading.formats.pdf.right_to_left import Letter, in_reading_order, is_right_to_left
from reader.loading.formats.pdf.words import Word
from reader.loading.scripts import subscript, superscript

BOLD = "+bold"
SOFT_HYPHENS = "\ufffe\u00ad\u2010"
"""A line that ends in one of these ends within a word."""

_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?")
_FIGURE_WITHIN = re.compile(r"(?<=[^\W_])\d|(?<=[.,;:)\]”’%])\d")
_PLACELESS = f"\ufffe\x02{DROPPED}"
_LONGEST_WORD = 60
_LONGEST_SCRIPT = 12
_TRIED = 50
_MOST_BULLETS = 500
_MOST_ON_A_PAGE = 200_000
_HEAVY = re.compile(r"(?i)bold|black|heavy|demi|medi\b|[cs][mf]b")
_BULLETS = frozenset("•●▪◦‣·–*-")
_Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one row, near each other.

    ``opening`` is how wide the first word is; ``fonts`` are the names of the first and the
    last letter's, with ``+bold`` where they are bold.
    """

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    opening: float
    fonts: tuple[str, str]

    @property
    def is_bold(self) -> bool:
        """Whether it is bold from end to end."""
        return all(font.endswith(BOLD) for font in self.fonts)

    @property
    def is_hyphenated(self) -> bool:
        """Whether a word goes on in the next line."""
        return self.text[-1:] in SOFT_HYPHENS


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in the order in which they were drawn, and how high the page is.

    It ``is_unmapped`` where its fonts do not say which letters their shapes are.
    """

    number: int
    height: float
    lines: list[Line]
    is_unmapped: bool = False


def read_page(
    page: pypdfium2.PdfPage, number: int, forms: pypdfium2.PdfFormEnv | None = None
) -> Page:
    """The lines of a page that reads from left to right or right to left, upright.

    ``forms`` gives what was filled into the fields of the document.

    Raises:
        PdfiumError: the page is damaged.
    """
    textpage = page.get_textpage()
    try:
        # Upright text, else what a whole page has on its side.
        turns = (page.get_rotation(), 0, 90, 180, 270)
        every = (list(_words(textpage, turned, *page.get_size())) for turned in turns)
        words = next((words for words in every if words), [])
        words = with_filled_in(words, page, forms)
        lines = _mirrored([_line(number, row, textpage) for row in _rows(by_columns(words))])
        return Page(
            number,
            page.get_height(),
            _with_bullets([line for line in lines if line.text]),
            _is_unmapped(textpage),
        )
    finally:
        textpage.close()


def _words(
    textpage: pypdfium2.PdfTextPage, turned: int, width: float, height: float
) -> Iterator[Word]:
    text = with_accents(_letters(textpage), lambda place: _ink(textpage, place))
    box = raw.FS_RECTF()
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        while start < end - 1 and text[start] == DROPPED:
            start += 1
        before = text[last : found.start()]
        # Of a page on its side the letters stand beneath each other: none is raised there.
        spans = _pieces(textpage, text, start, end, box) if not turned else [(start, end)]
        for first, until in spans:
            word = _word(textpage, text, (first, until), before, box, turned, (width, height))
            if word:
                yield word
            before = ""
        last = end


def _is_unmapped(textpage: pypdfium2.PdfTextPage) -> bool:
    """Whether of many letters nobody can tell which they are, going by some of them."""
    count = min(textpage.count_chars(), _MOST_ON_A_PAGE)
    places = range(0, count, max(1, count // _TRIED))
    wrong = sum(raw.FPDFText_HasUnicodeMapError(textpage, place) == 1 for place in places)
    return bool(wrong * 5 > len(places))


def _word(
    textpage: pypdfium2.PdfTextPage,
    text: str,
    span: tuple[int, int],
    before: str,
    box: raw.FS_RECTF,
    turned: int,
    size: tuple[float, float],
) -> Word | None:
    """The word at the span; None if it stands nowhere, or not upright."""
    start, end = span
    until = end - 1 if text[end - 1] in "\ufffe\x02" and end - 1 > start else end
    first = _box(textpage, start, box)
    rest = _box(textpage, until - 1, box)
    if not first or not rest or not _is_upright(textpage, start, turned):
        return None
    words = text[start:end].replace("\x02", "\ufffe").replace(DROPPED, "")
    if not words:
        return None
    (l1, b1, r1, t1), (l2, b2, r2, t2) = _turned(first, turned, *size), _turned(rest, turned, *size)
    return Word(words, before, start, min(l1, l2), min(b1, b2), max(r1, r2), max(t1, t2))


def _pieces(
    textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int, box: raw.FS_RECTF
) -> Iterator[tuple[int, int]]:
    """The word's pieces of one size each: a raised figure is drawn in a smaller one."""
    first, last = _box(textpage, start, box), _box(textpage, end - 1, box)
    is_even = first is None or last is None or end - start > _LONGEST_WORD or _is_alike(first, last)
    if first is None or (is_even and not _FIGURE_WITHIN.search(text, start, end)):
        yield start, end
        return
    before = first
    for place in range(start + 1, end):
        here = _box(textpage, place, box)
        if here and text[place] not in _PLACELESS and not _is_alike(before, here):
            yield start, place
            start, before = place, here
    yield start, end


def _is_alike(one: _Box, other: _Box) -> bool:
    """Whether two letters are of one size, and stand at one height."""
    tall = max(one[3] - one[1], other[3] - other[1])
    return abs(one[3] - other[3]) < 0.08 * tall and abs(one[1] - other[1]) < 0.08 * tall


def _letters(textpage: pypdfium2.PdfTextPage) -> str:
    """A letter for each that PDFium counts, so that their places are known."""
    count = min(textpage.count_chars(), _MOST_ON_A_PAGE)
    text: str = textpage.get_text_range(0, count) if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage, place) for place in range(count))
    return "".join(chr(code) if code >= 32 or code in b"\n\r\2" else " " for code in codes)


def _box(textpage: pypdfium2.PdfTextPage, place: int, box: raw.FS_RECTF) -> _Box | None:
    if not raw.FPDFText_GetLooseCharBox(textpage, place, box):
        return None
    return box.left, box.bottom, box.right, box.top


def _ink(textpage: pypdfium2.PdfTextPage, place: int) -> _Box | None:
    """Where the ink of a letter stands, without the room that its font has around it."""
    edges = [c_double() for _ in range(4)]
    if not raw.FPDFText_GetCharBox(textpage, place, *edges):
        return None
    left, right, bottom, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _is_upright(textpage: pypdfium2.PdfTextPage, place: int, turned: int) -> bool:
    """Not so a stamp along the page's edge, or the title of a vertical axis."""
    angle: float = raw.FPDFText_GetCharAngle(textpage, place)
    return math.cos(angle + math.radians(turned)) > 0.9 if angle >= 0 else True


def _turned(box: _Box, turned: int, width: float, height: float) -> _Box:
    """The box as it is seen on a page that is shown turned by so many degrees."""
    left, bottom, right, top = box
    if turned == 90:
        return bottom, height - right, top, height - left
    if turned == 180:
        return width - right, height - top, width - left, height - bottom
    if turned == 270:
        return width - top, left, width - bottom, right
    return box


def _rows(words: list[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in words:
        if row and not _is_beside(row, word):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _is_beside(row: list[Word], word: Word) -> bool:
    """Whether the word goes on the row: at its height, and not across a wide gap.

    What PDFium put on another line may be a raised figure, or what follows one.
    """
    last = row[-1]
    if last.text[-1] == "\ufffe":
        return False
    least = min(last.height, word.height)
    if min(last.top, word.top) - max(last.bottom, word.bottom) < 0.5 * least:
        return False
    gap = max(word.left - last.right, last.left - word.right)
    tall = max(last.height, word.height)
    is_after = word.right > row[0].left and word.left > last.left
    if "\n" in word.before:
        return is_after and gap < 0.6 * tall
    return gap < 2.2 * tall


def _line(number: int, row: list[Word], textpage: pypdfium2.PdfTextPage) -> Line:
    heights: Counter[float] = Counter()
    for word in row:
        heights[round(word.height, 1)] += len(word.text)
    height = heights.most_common(1)[0][0]
    usual = next(word for word in row if round(word.height, 1) == height)
    pieces: list[str] = []
    for word in row:
        is_apart = word.before.isspace() and (
            "\n" not in word.before or word.left - _end(pieces, row) > 0.15 * word.height
        )
        raised = _raised(textpage, word, usual)
        if raised and word.left - _end(pieces, row) < 0.2 * usual.height:
            is_apart = False
        pieces.append(" " if pieces and is_apart else "")
        words = word.text
        if raised > 0:
            words = superscript(words, "".join(pieces[-20:]))
        elif raised < 0:
            words = subscript(words, "".join(pieces[-20:]))
        pieces.append(words)
    text = _whole("".join(pieces))
    if is_right_to_left(text):
        text = in_reading_order(_letters_of(row, textpage), 0.2 * row[0].height)
    return Line(
        number,
        text,
        min(word.left for word in row),
        usual.bottom,
        max(word.right for word in row),
        usual.top,
        _size(textpage, usual.place) or height,
        row[0].right - row[0].left,
        (_font(textpage, row[0].place), _font(textpage, row[-1].place)),
    )


def _letters_of(row: list[Word], textpage: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    box = raw.FS_RECTF()
    for word in row:
        for place, letter in enumerate(word.text.rstrip("\ufffe"), word.place):
            found = _box(textpage, place, box)
            if found:
                yield Letter(letter, min(found[0], found[2]), max(found[0], found[2]))


def _whole(text: str) -> str:
    """The text with each surrogate pair made one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _end(pieces: list[str], row: list[Word]) -> float:
    """Where the words ended that are in the pieces already, two for each."""
    return row[len(pieces) // 2 - 1].right if pieces else -math.inf


def _raised(textpage: pypdfium2.PdfTextPage, word: Word, usual: Word) -> int:
    """1 for what is smaller than the usual word of its line and set high, -1 set low, else 0."""
    if len(word.text) > _LONGEST_SCRIPT or not any(map(str.isalnum, word.text)):
        return 0
    tall = usual.height
    if abs(word.top - usual.top) < 0.05 * tall and abs(word.bottom - usual.bottom) < 0.05 * tall:
        return 0
    size, small = _size(textpage, usual.place), _size(textpage, word.place)
    if not 0 < small < 0.9 * size or raw.FPDFText_GetCharAngle(textpage, usual.place) > 0.01:
        return 0
    rise = _baseline(textpage, word.place) - _baseline(textpage, usual.place)
    if rise > 0.12 * size:
        return 1
    return -1 if rise < -0.06 * size else 0


def _baseline(textpage: pypdfium2.PdfTextPage, place: int) -> float:
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, place, x, y)
    return y.value


def _mirrored(lines: list[Line]) -> list[Line]:
    """The lines with left and right exchanged where a page begins at its right."""
    if not is_right_to_left("".join(line.text for line in lines)):
        return lines
    return [replace(line, left=-line.right, right=-line.left) for line in lines]


def _with_bullets(lines: list[Line]) -> list[Line]:
    """The lines with the bullets before them that were drawn apart, maybe later."""
    bullets = [line for line in lines if line.text in _BULLETS]
    if not 0 < len(bullets) <= _MOST_BULLETS:
        return lines
    texts = [line for line in lines if line.text not in _BULLETS]
    for bullet in bullets:
        for place, line in enumerate(texts):
            is_beside = 0 <= line.left - bullet.right < 3 * line.height
            if is_beside and line.bottom < (bullet.top + bullet.bottom) / 2 < line.top:
                texts[place] = replace(line, text=f"{bullet.text} {line.text}", left=bullet.left)
                break
    return texts


def _size(textpage: pypdfium2.PdfTextPage, place: int) -> float:
    """The letters' size as printed, to a tenth; fonts of one size have boxes of several."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, place, matrix):
        return 0.0
    scale = math.hypot(matrix.c, matrix.d)
    return round(float(raw.FPDFText_GetFontSize(textpage, place)) * scale, 1)


def _font(textpage: pypdfium2.PdfTextPage, place: int) -> str:
    """The font's name without the mark of a part of it, as in ``ABCDEF+Times``."""
    name = create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, place, name, len(name), c_int())
    font = name.value.decode("utf-8", "replace").rpartition("+")[2]
    # Where the file states no weight, one is guessed from the font's stems: 700 is stated.
    is_bold = _HEAVY.search(font) or raw.FPDFText_GetFontWeight(textpage, place) == 700
    return font + BOLD if is_bold else font
