"""Arabic and Hebrew as they are read, where a PDF has their letters as they are seen."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SHAPES = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(
    r"[0-9A-Za-zÀ-ɏ\u0660-\u0669](?:[^\s\u0590-\u08ff()]*[0-9A-Za-zÀ-ɏ\u0660-\u0669%])?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class Letter(NamedTuple):
    """A letter and where it begins and ends on its line."""

    text: str
    left: float
    right: float


def is_right_to_left(text: str) -> bool:
    """Whether most of its letters are of a script that is read so."""
    found = len(_RIGHT_TO_LEFT.findall(text))
    return bool(found) and found * 2 > sum(letter.isalpha() for letter in text)


def in_reading_order(letters: Iterable[Letter], gap: float) -> str:
    """The letters of a line from right to left; ``gap`` is the width that makes a space.

    PDFium gives some words turned round and some not, and brackets as they look. Letters
    in one place come of one shape, which it has turned round.

    >>> line = [Letter("\u05d1", 0, 4), Letter("\u05d0", 4, 8), Letter("2", 20, 24), Letter("1", 16, 20)]
    >>> in_reading_order(line, 2.0) == "12 \u05d0\u05d1"
    True
    """
    ordered = sorted(letters, key=lambda letter: -(letter.left + letter.right))
    text, edge = "", None
    for (left, right), together in groupby(ordered, lambda letter: letter[1:]):
        shape = "".join(letter.text for letter in together)[::-1]
        text += f" {shape}" if edge is not None and edge - right > gap else shape
        edge = left
    text = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]), text)
    text = text.translate(_MIRRORED)
    return _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], text)
