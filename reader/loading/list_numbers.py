"""Numbers of lists as a document prints them: ``Article 4``, ``(a)``, ``iii.``, ``2.1``."""

import re
from collections.abc import Mapping
from typing import NamedTuple

DEEPEST = 9
"""Levels of a list; deeper ones count as the last."""
_BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListLevel(NamedTuple):
    """How one level of a list is numbered.

    ``format`` is one of ``decimal``, ``zero``, ``letter``, ``LETTER``, ``roman``, ``ROMAN``,
    ``ordinal``, ``bullet`` and ``none``; ``text`` holds ``%1`` for the number of the first
    level, ``%2`` for that of the second; ``restarts`` says whether a new entry of the level
    above begins it again.
    """

    format: str = "bullet"
    text: str = ""
    start: int = 1
    restarts: bool = True
    is_legal: bool = False


class ListCounter:
    """Counts the entries of the lists of one document."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, list_id: str, levels: Mapping[int, ListLevel], depth: int) -> str:
        """Count one more entry of the list, at this depth from 0, and return its marker."""
        depth = min(depth, DEEPEST - 1)
        level = levels.get(depth, ListLevel())
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [at for at in counts if at > depth]:
            if levels.get(deeper, ListLevel()).restarts:
                del counts[deeper]
        return self._marker(levels, counts, depth)

    def restart(self, list_id: str, depth: int) -> None:
        """Let the next entry at this depth be the first again."""
        self._counts.get(list_id, {}).pop(depth, None)

    def begin_at(self, list_id: str, depth: int, number: int) -> None:
        """Let the next entry at this depth have this number."""
        self._counts.setdefault(list_id, {})[min(depth, DEEPEST - 1)] = number - 1

    @staticmethod
    def _marker(levels: Mapping[int, ListLevel], counts: Mapping[int, int], depth: int) -> str:
        level = levels.get(depth, ListLevel())
        if level.format == "bullet":
            return _BULLET
        if level.format == "none":
            return _PLACE.sub("", level.text).strip()

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, ListLevel("decimal"))
            format = "decimal" if level.is_legal else of.format
            return numeral(counts.get(at, of.start), format)

        return _PLACE.sub(number, level.text).strip()


def numeral(number: int, format: str) -> str:
    """Return the number in one of the formats of ``ListLevel``.

    >>> numeral(4, "decimal"), numeral(28, "letter"), numeral(9, "ROMAN"), numeral(22, "ordinal")
    ('4', 'bb', 'IX', '22nd')
    """
    if format in ("letter", "LETTER") and 0 < number <= 26 * 30:
        letters = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letters if format == "letter" else letters.upper()
    if format in ("roman", "ROMAN") and 0 < number < 4000:
        roman = _roman(number)
        return roman if format == "roman" else roman.upper()
    if format == "zero":
        return f"{number:02}"
    if format == "ordinal":
        ends = {1: "st", 2: "nd", 3: "rd"}
        return f"{number}{'th' if number // 10 % 10 == 1 else ends.get(number % 10, 'th')}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written
