"""Lines that are seldom asked for, compressed many together: a third or less of their bytes."""

import zlib
from collections import OrderedDict

_TOGETHER = 64
_LEVEL = 3
_UNPACKED = 2
"""Groups that stay unpacked: who goes through all lines in their order unpacks each group once."""


class ColdLines:
    """Lines by the numbers that they are given; none is ever taken out."""

    def __init__(self) -> None:
        self._groups: list[bytes] = []
        self._newest: list[bytes] = []
        self._unpacked: OrderedDict[int, list[bytes]] = OrderedDict()

    def add(self, line: bytes) -> int:
        """Keep a line, in which there is no line feed; return its number."""
        number = len(self._groups) * _TOGETHER + len(self._newest)
        self._newest.append(line)
        if len(self._newest) == _TOGETHER:
            self._groups.append(zlib.compress(b"\n".join(self._newest), _LEVEL))
            self._newest = []
        return number

    def get(self, number: int) -> bytes:
        """The line with this number."""
        group, at = divmod(number, _TOGETHER)
        if group == len(self._groups):
            return self._newest[at]
        lines = self._unpacked.get(group)
        if lines is None:
            lines = zlib.decompress(self._groups[group]).split(b"\n")
            self._unpacked[group] = lines
            if len(self._unpacked) > _UNPACKED:
                self._unpacked.popitem(last=False)
        return lines[at]
