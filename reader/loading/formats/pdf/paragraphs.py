"""Paragraphs out of lines: where one ends, and which lines do not belong to the text's flow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.loading.formats.pdf.hyphens import joined
from reader.loading.formats.pdf.lines import BOLD, Line
from reader.loading.formats.pdf.runs import Run, is_short

_BULLET = re.compile(r"[•●▪◦‣]\s?\S")
_PERHAPS_A_BULLET = re.compile(
    r"[·–—*-]\s\S|\[\d{1,3}\]\s?\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s"
)
_ITEM = re.compile(r"[•●▪◦‣·–—*-]\s|\(?\d{1,2}[.)]\s\D|\[\d{1,3}\]\s?\S")
_SLANTED = re.compile(r"(?i)ital|obli|slant|[-_]it\b|ti\d")
_LARGE = 1.15
"""Letters so many times as high as the text's are a heading's."""
_CAPTION = re.compile(
    r"(?:(?:Supplementary )?(?:Figure|Fig\.|Table|Tab\.|Abbildung|Abb\.|Tabelle|Figura|Tableau)"
    r"|FIG(?:URE|\.)|TABLE)\s*(?:\d|[IVX]+\b)"
)


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph; ``kind`` is a block's."""

    lines: list[Line] = field(default_factory=list)
    kind: str = "paragraph"

    @property
    def look(self) -> tuple[float, bool]:
        """How high its letters are, to half a point, and whether all are bold."""
        height = self.lines[0].height
        return round(height * 2) / 2, all(line.is_bold for line in self.lines)

    def text(self, known: frozenset[str]) -> tuple[str, list[tuple[int, int]]]:
        """Its words on one line, and the offsets at which another page begins, with its number."""
        text = ""
        turns: list[tuple[int, int]] = []
        page = None
        for line in self.lines:
            words = line.text.replace("\ufffe", "-") if line is not self.lines[-1] else line.text
            before = len(text)
            if not text:
                text = words
            elif text[-1] in "-\u00ad\u2010" and text[-2:-1].isalnum():
                text = joined(text, words, known)
            else:
                text = f"{text} {words}"
            if line.page != page:
                page = line.page
                turns.append((before and len(text) - len(words), page))
        return text.rstrip("\ufffe\u00ad").replace("\ufffe", ""), turns


def paragraphs_of(runs: Sequence[Run], height: float) -> list[Paragraph]:
    """The paragraphs in reading order; what stands aside comes after the paragraph it breaks.

    ``height`` is that of the letters of most of the text. Footnotes and captions stand
    aside: a paragraph goes on behind them, in the next column or on the next page.
    """
    done: list[Paragraph] = []
    aside: list[Paragraph] = []
    flow: Run | None = None
    for run in runs:
        pieces = list(_split(run))
        if flow is not None and (_is_aside(run, height) or _is_inserted(flow, run)):
            aside += pieces
            continue
        if flow is not None and done and _goes_on(flow, run, done[-1]):
            done[-1].lines += pieces.pop(0).lines
        if pieces:
            done += aside + pieces
            aside = []
        flow = run
    return done + aside


def _is_aside(run: Run, height: float) -> bool:
    first = run.lines[0]
    is_small = all(line.height < 0.93 * height for line in run.lines)
    return is_small or bool(_CAPTION.match(first.text)) or (len(run.lines) == 1 and _is_odd(first))


def _is_inserted(flow: Run, run: Run) -> bool:
    """Whether a table, or lines in another font, stand where the text breaks off."""
    last = flow.lines[-1]
    is_open = last.text[-1:].isalpha() or last.text[-1:] in ",;-" or last.is_hyphenated
    is_other = run.is_table or not (_shares_font(run, flow) or run.lines[0].is_bold)
    is_text = flow.scale < _LARGE and not last.is_bold
    return is_text and is_open and is_other and flow.right - last.right < last.height


def _shares_font(run: Run, flow: Run) -> bool:
    return sum(flow.font in line.fonts for line in run.lines) * 2 >= len(run.lines)


def _is_odd(line: Line) -> bool:
    """A formula or a number on its own."""
    letters = sum(letter.isalpha() for letter in line.text)
    return letters * 2 < len(line.text)


def _split(run: Run) -> Iterator[Paragraph]:
    current = Paragraph()
    for line in run.lines:
        if current.lines and _begins(current.lines, line, run):
            yield _named(current)
            current = Paragraph()
        current.lines.append(line)
    yield _named(current)


def _named(paragraph: Paragraph) -> Paragraph:
    words = paragraph.lines[0].text
    if _CAPTION.match(words):
        paragraph.kind = "caption"
    elif _ITEM.match(words):
        paragraph.kind = "item"
    return paragraph


def _begins(before: Sequence[Line], line: Line, run: Run) -> bool:
    """Whether the line begins a paragraph after these."""
    last = before[-1]
    tall = max(last.height, line.height)
    fall = last.bottom - line.bottom
    if abs(fall) < 0.5 * tall and line.left > last.left:
        return False
    is_far = fall > 1.3 * run.lead and fall > 1.05 * tall
    if run.is_table or is_far or abs(last.height - line.height) > 0.12 * tall:
        return True
    if last.is_hyphenated or re.search(r"\w-$", last.text):
        return False
    if _is_heading_over(before, line) or _BULLET.match(line.text):
        return True
    return _is_indented_so(before, line, run)


def _is_indented_so(before: Sequence[Line], line: Line, run: Run) -> bool:
    """Whether the line's left end, or the right one of the line before it, says so."""
    last = before[-1]
    tall = max(last.height, line.height)
    if run.is_hanging:
        return line.left - run.left < 0.3 * tall
    was_short = is_short(last, line, run.right)
    if _PERHAPS_A_BULLET.match(line.text):
        return was_short
    if 0.4 * tall < line.left - run.left < 4 * tall:
        if _ITEM.match(before[0].text) and line.left > before[0].left + 0.3 * tall:
            return was_short and line.left < last.left - 0.3 * tall
        return line.left - last.left > 0.4 * tall or run.is_indented or was_short
    return was_short and run.scale <= _LARGE and not _is_centred(last, line, run)


def _is_heading_over(before: Sequence[Line], line: Line) -> bool:
    """Whether these lines are in a font of their own, a bold one or of another family."""
    font = before[0].fonts[0]
    if font in line.fonts or any(one.fonts != (font, font) for one in before):
        return False
    return font.endswith(BOLD) or not _SLANTED.search(font + line.fonts[0])


def _is_centred(last: Line, line: Line, run: Run) -> bool:
    middle = (run.left + run.right) / 2
    return all(
        abs((one.left + one.right) / 2 - middle) < one.height and one.left > run.left + one.height
        for one in (last, line)
    )


def _goes_on(flow: Run, run: Run, open_: Paragraph) -> bool:
    """Whether the run's first line carries on what the text broke off with."""
    last, first = flow.lines[-1], run.lines[0]
    if open_.lines[-1] is not last:
        return False
    if abs(last.height - first.height) > 0.12 * last.height or not _shares_font(run, flow):
        return False
    if run.is_table or last.is_bold != first.is_bold:
        return False
    if last.is_hyphenated:
        return True
    fall = last.bottom - first.bottom
    if last.page == first.page and fall > 0 and fall > 1.3 * flow.lead:
        return False
    if _BULLET.match(first.text) or first.left - run.left > 0.4 * first.height:
        return False
    return not is_short(last, first, flow.right)
