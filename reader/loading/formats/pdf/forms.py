"""What was filled into the fields of a PDF's form: words that stand beside the page's own text."""

from collections.abc import Iterator
from ctypes import c_ushort
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from reader.loading.formats.pdf.words import Word

_MOST_FIELDS = 2_000
_LONGEST = 20_000
_CHECKED = "☒"
_HEIGHT = 10.0


def with_filled_in(
    words: list[Word], page: pypdfium2.PdfPage, forms: pypdfium2.PdfFormEnv | None
) -> list[Word]:
    """The words of the page with what its fields hold, each behind its label.

    A label stands left of a field, on its row. A field without one follows the row above it.
    """
    if forms is None:
        return words
    for left, bottom, right, top, value in _fields(page, forms):
        pieces = [piece for piece in value.split() if piece]
        if not pieces:
            continue
        at, label = _label(words, left, bottom, top)
        height = min(top - bottom, label.height if label else _HEIGHT)
        base = (
            label.bottom
            if label and _is_on_row(label, bottom, top)
            else (bottom + top - height) / 2
        )
        model = Word("", " ", label.place if label else 0, left, base, right, base + height)
        step = (right - left) / len(pieces)
        words[at:at] = [
            replace(
                model, text=piece, left=left + step * number, right=left + step * (number + 1) - 1
            )
            for number, piece in enumerate(pieces)
        ]
    return words


def _label(words: list[Word], left: float, bottom: float, top: float) -> tuple[int, Word | None]:
    """Where the words of a field go, and the word that they follow."""
    beside = [
        (left - word.right, at)
        for at, word in enumerate(words)
        if _is_on_row(word, bottom, top) and word.left < left
    ]
    if beside:
        _, at = min(beside)
        return at + 1, words[at]
    above = [(word.bottom - top, -at) for at, word in enumerate(words) if word.bottom >= top - 1]
    if above:
        at = -min(above)[1]
        return at + 1, words[at]
    return 0, words[0] if words else None


def _is_on_row(word: Word, bottom: float, top: float) -> bool:
    return bottom <= (word.bottom + word.top) / 2 <= top


def _fields(
    page: pypdfium2.PdfPage, forms: pypdfium2.PdfFormEnv
) -> Iterator[tuple[float, float, float, float, str]]:
    """The place and the value of each field that holds something."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        field = raw.FPDFPage_GetAnnot(page, number)
        if not field:
            continue
        try:
            box = raw.FS_RECTF()
            is_field = raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_WIDGET
            if is_field and raw.FPDFAnnot_GetRect(field, box):
                if value := _value(forms, field):
                    yield (
                        box.left,
                        min(box.bottom, box.top),
                        box.right,
                        max(box.bottom, box.top),
                        value,
                    )
        finally:
            raw.FPDFPage_CloseAnnot(field)


def _value(forms: pypdfium2.PdfFormEnv, field: raw.FPDF_ANNOTATION) -> str:
    kind = raw.FPDFAnnot_GetFormFieldType(forms, field)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return _CHECKED if raw.FPDFAnnot_IsChecked(forms, field) else ""
    if kind not in (
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    ):
        return ""
    length = raw.FPDFAnnot_GetFormFieldValue(forms, field, None, 0)
    if not 2 < length <= _LONGEST:
        return ""
    held = (c_ushort * (length // 2))()
    raw.FPDFAnnot_GetFormFieldValue(forms, field, held, length)
    return bytes(held).decode("utf-16-le", "replace").rstrip("\0")
