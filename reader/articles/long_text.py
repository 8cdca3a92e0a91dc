"""A text too large to be decoded whole: kept in UTF-8, and decoded where it is looked at.

One code point outside Latin-1 makes a ``str`` of fifty million characters take a hundred
megabytes. Here they take fifty, in pieces of which only the last few that were asked for
are decoded.
"""

from array import array
from bisect import bisect_right
from codecs import utf_8_decode
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

MOST = 32_768
"""A piece has at most this many bytes."""

_DECODED = 6
_SEARCHED_FOR_A_CUT = 8_192
_CHECKED = 8_192
_ENDS = (b"\n\n", b"\n", b". ", b" ")


class LongText:
    """Reads like a ``str``: ``len``, one character or a slice, ``startswith`` and ``find``.

    ``edges`` are the offsets (code points) at which the pieces begin, and the text's end.
    A piece ends after a blank line where there is one near, else after a line, a sentence
    or a word. Several threads may read it.
    """

    def __init__(self, pieces: Sequence[bytes], edges: Sequence[int] | None = None) -> None:
        """Take pieces of UTF-8 that are cut between characters.

        Raises:
            UnicodeDecodeError: a piece is not UTF-8.
        """
        self._pieces = pieces
        self.edges: Sequence[int] = edges or array("q", accumulate(map(_length, pieces), initial=0))
        self._decoded: dict[int, str] = {}

    @classmethod
    def of(cls, text: str, most: int = MOST) -> "LongText":
        """The same text, in pieces of at most so many bytes (if no character has more)."""
        return cls(list(cut([text.encode()], most)))

    def copy(self) -> "LongText":
        """The same text, for one who reads all of it and leaves what others look at decoded."""
        return LongText(self._pieces, self.edges)

    def __len__(self) -> int:
        return self.edges[-1]

    def __str__(self) -> str:
        return b"".join(self._pieces).decode()

    def __getitem__(self, key: int | slice) -> str:
        if isinstance(key, int):
            at = key + len(self) if key < 0 else key
            if not 0 <= at < len(self):
                raise IndexError("the text ends before this offset")
            return self._between(at, at + 1)
        start, end, step = key.indices(len(self))
        if step != 1:
            raise ValueError("a long text is read forwards, character by character")
        return self._between(start, end) if start < end else ""

    def startswith(self, words: str, start: int = 0, /) -> bool:
        """Whether the words stand at the offset."""
        return self[start : start + len(words)] == words

    def find(self, words: str, start: int = 0, /) -> int:
        """The first offset from ``start`` on at which the words stand, -1 if there is none."""
        for number in range(self.piece_at(start), len(self._pieces)):
            low = max(start, self.edges[number])
            found = self[low : self.edges[number + 1] + len(words) - 1].find(words)
            if found >= 0:
                return low + found
        return -1

    def raw(self, number: int) -> bytes:
        """One piece in UTF-8; empty after the last."""
        return self._pieces[number] if number < len(self._pieces) else b""

    def utf8(self) -> Iterator[bytes]:
        """The text in UTF-8, piece by piece."""
        return iter(self._pieces)

    def pieces(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, str]]:
        """The pieces ``first:last`` by number, each with its offset; none stays decoded."""
        numbers = range(first, len(self._pieces) if last is None else last)
        return ((self.edges[number], self._pieces[number].decode()) for number in numbers)

    def piece_at(self, offset: int) -> int:
        """The number of the piece with the offset; of the last at the text's end."""
        return min(max(0, bisect_right(self.edges, offset) - 1), max(0, len(self._pieces) - 1))

    def _between(self, start: int, end: int) -> str:
        number = bisect_right(self.edges, start) - 1
        base = self.edges[number]
        if end <= self.edges[number + 1]:
            return self._piece(number)[start - base : end - base]
        parts = [self._piece(number)[start - base :]]
        while self.edges[number + 1] < end:
            number += 1
            parts.append(self._piece(number)[: end - self.edges[number]])
        return "".join(parts)

    def _piece(self, number: int) -> str:
        piece = self._decoded.get(number)
        if piece is None:
            if len(self._decoded) >= _DECODED:
                self._decoded.clear()  # in one step, for other threads read it too
            piece = self._decoded[number] = self._pieces[number].decode()
        return piece


Text: TypeAlias = str | LongText
"""What is laid out: whichever of the two the article has, read by slices."""


def edges_of(text: Text) -> Sequence[int]:
    """Where the slices of the text begin, and its end: those of a ``str`` are one."""
    return text.edges if isinstance(text, LongText) else (0, len(text))


def cut(chunks: Iterable[bytes], most: int = MOST) -> Iterator[bytes]:
    """The bytes of the chunks in pieces of at most ``most``, cut where a text best is.

    Joined, the pieces are what the chunks are. Nothing but the piece under way is held.
    """
    rest = b""
    for chunk in chunks:
        rest += chunk
        start = 0
        while len(rest) - start > most:
            end = _cut(rest, start, start + most)
            yield rest[start:end]
            start = end
        rest = rest[start:]
    if rest:
        yield rest


def _cut(source: bytes, start: int, high: int) -> int:
    """Where to cut, at ``high`` or before; never within a character."""
    low = max(start, high - _SEARCHED_FOR_A_CUT)
    for end in _ENDS:
        found = source.rfind(end, low, high)
        if found > start:
            return found + len(end)
    at = high
    while at > start + 1 and source[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _length(piece: bytes) -> int:
    """How many code points are in the piece, told bit by bit.

    Decoded whole, each of hundreds of pieces would take a block of memory of a size that
    the C library keeps and cannot use again, in all a fifth of the text.
    """
    if piece.isascii():
        return len(piece)
    length = at = 0
    while at < len(piece):
        is_last = at + _CHECKED >= len(piece)
        words, taken = utf_8_decode(piece[at : at + _CHECKED], "strict", is_last)
        length, at = length + len(words), at + taken
    return length
