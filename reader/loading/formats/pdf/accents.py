"""Accents that a PDF draws as letters of their own, as TeX's old fonts make it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

DROPPED = "\x03"
"""Stands where an accent stood that was joined to its letter; PDFs have no such letter."""

_COMBINING = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_ACCENT = re.compile(f"[{''.join(_COMBINING)}]")
_REACH = 3
"""Letters before and after an accent in the order of drawing that it mostly belongs to."""
_MOST_SEARCHED = 20_000
_MOST_ACCENTS = 300
"""On a page; each is looked for among all letters if it stands over none that is near."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a letter's ink."""


def with_accents(text: str, box_of: Callable[[int], Box | None]) -> str:
    """The text, of the same length, with each accent joined to the letter above which it stands.

    ``box_of`` gives where the letter at an offset stands. ``DROPPED`` stands for the accent,
    and for the space that only its place made. An accent over no letter stays what it is.
    """
    if not _ACCENT.search(text):
        return text
    letters = list(text)
    box_of = cache(box_of)
    for found in islice(_ACCENT.finditer(text), _MOST_ACCENTS):
        place, accent = found.start(), _COMBINING[found[0]]
        bearer = _bearer(letters, place, box_of)
        if bearer is None:
            continue
        letter = letters[bearer]
        whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + accent)
        if len(whole) == 1:
            letters[bearer] = whole
            letters[place] = DROPPED
            for between in _blank_between(letters, place, bearer, box_of):
                letters[between] = DROPPED
    return "".join(letters)


def _bearer(letters: list[str], place: int, box_of: Callable[[int], Box | None]) -> int | None:
    """The offset of the letter that the accent stands above, or below; None if it is alone."""
    accent = box_of(place)
    if accent is None:
        return None
    middle = (accent[0] + accent[2]) / 2
    near = range(max(0, place - _REACH), min(len(letters), place + _REACH + 1))
    for places in (near, range(min(len(letters), _MOST_SEARCHED))):
        under = [
            (abs((box[0] + box[2]) / 2 - middle), at)
            for at in places
            if letters[at].isalpha() and (box := box_of(at)) and _is_over(accent, box)
        ]
        if under:
            return min(under)[1]
    return None


def _is_over(accent: Box, letter: Box) -> bool:
    """Whether the accent's middle stands between the letter's ends, and its ink touches no other line."""
    middle, width = (accent[0] + accent[2]) / 2, letter[2] - letter[0]
    if not letter[0] - 0.15 * width <= middle <= letter[2] + 0.15 * width:
        return False
    height = max(letter[3] - letter[1], 1.0)
    return letter[1] - 0.6 * height < accent[1] and accent[3] < letter[3] + 0.9 * height


def _blank_between(
    letters: list[str], place: int, bearer: int, box_of: Callable[[int], Box | None]
) -> Iterator[int]:
    """Blanks about the accent that PDFium saw for its place, and that the letters do not leave."""
    first, last = sorted((place, bearer))
    if last - first > _REACH:
        return  # drawn elsewhere: what stands between them are other words
    yield from (between for between in range(first + 1, last) if letters[between].isspace())
    # Behind an accent that was drawn after its letter, and before one drawn ahead of it.
    step = 1 if place > bearer else -1
    outer = place + step
    while 0 <= outer < len(letters) and letters[outer].isspace():
        outer += step
    inner = place - step
    while letters[inner].isspace() and inner != bearer:
        inner -= step
    if not 0 <= outer < len(letters) or not letters[outer].isalpha():
        return
    here, there = box_of(inner), box_of(outer)
    if here and there and abs(here[1] - there[1]) < 0.5 * (here[3] - here[1]):
        gap = there[0] - here[2] if step > 0 else here[0] - there[2]
        if gap < 0.12 * (here[3] - here[1]):
            yield from range(min(place, outer) + 1, max(place, outer))
