"""Positions in UTF-16, which browsers and Java count in, and in code points, which we count in."""

from bisect import bisect_right


class Utf16:
    """Translates positions in one text both ways.

    >>> Utf16("a💩b").units(2), Utf16("a💩b").points(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        wide = (at for at, character in enumerate(text) if character > "\uffff")
        self._wide = list(wide) if not text.isascii() else []
        self._after = [at + number for number, at in enumerate(self._wide, start=2)]

    def units(self, points: int) -> int:
        """The UTF-16 position of a position in code points."""
        return points + bisect_right(self._wide, points - 1)

    def points(self, units: int) -> int:
        """The position in code points of one in UTF-16; inside a pair, that of its start."""
        before = bisect_right(self._after, units)
        inside = before < len(self._wide) and units == self._after[before] - 1
        return units - before - inside
