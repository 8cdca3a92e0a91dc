"""JSON Lines: a corpus with an article a line, of which only the places are kept."""

import os
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from reader.errors import LoadError
from reader.loading.decoding import decode
from reader.loading.files import reading
from reader.loading.lists.records import parsed, part_of
from reader.loading.loader import Part

_CHUNK = 1 << 20
_WIDE = ("utf-16", "utf-32")
_IN_UTF_16 = "is in UTF-16: a corpus of JSON lines has to be in UTF-8"
_MOST_LINES = 1_000_000
_LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A corpus: its members are called by the numbers of their lines, counted from 1."""

    file: Path
    members: tuple[str, ...]
    encoding: str
    _numbers: "array[int]"
    _starts: "array[int]"
    _ends: "array[int]"

    def part(self, member: str) -> Part:
        """The article in the line of that number.

        Raises:
            LoadError: the line is damaged, or has no text.
        """
        number = int(member) if member.isdecimal() and len(member) < 12 else 0
        place = bisect_left(self._numbers, number)
        if place == len(self._numbers) or self._numbers[place] != number:
            raise LoadError(self.file, f"has no line {member}")
        start, end = self._starts[place], self._ends[place]
        if end - start > _LONGEST_LINE:
            raise LoadError(self.file, f"has a line {number} that is too long to be an article")
        with reading(self.file, of_any_size=True) as stream:
            stream.seek(start)
            line = stream.read(end - start)
        where = f"line {number}"
        text, encoding, source = decode(line, self.file, asked=self.encoding)
        part = part_of(parsed(text, self.file, where), self.file, where)
        return part.written_in(encoding, source)


def open_json_lines(file: Path, encoding: str = "") -> JsonLines:
    """The corpus in the file, of any size: it is looked through once for where its lines begin.

    Raises:
        LoadError: it cannot be read, is in UTF-16, or has more lines than a library holds.
    """
    if encoding.startswith(_WIDE):
        raise LoadError(file, _IN_UTF_16)
    lines = _Lines()
    with reading(file, of_any_size=True) as stream:
        # Who writes to it may be as fast as we are: it is read as long as it is now.
        left = os.fstat(stream.fileno()).st_size
        while chunk := stream.read(min(_CHUNK, left)):
            left -= len(chunk)
            if lines.at == 0 and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise LoadError(file, _IN_UTF_16)
            lines.hear(chunk)
            if len(lines.numbers) > _MOST_LINES:
                raise LoadError(file, f"has more than {_MOST_LINES:,} lines: split it into parts")
    lines.finish()
    members = tuple(f"{number:04}" for number in lines.numbers)
    return JsonLines(file, members, encoding, lines.numbers, lines.starts, lines.ends)


class _Lines:
    """The lines that are not blank, while a file is looked through."""

    def __init__(self) -> None:
        self.at = 0
        self.numbers, self.starts, self.ends = array("Q"), array("Q"), array("Q")
        self._number, self._start, self._has_words = 1, 0, False

    def hear(self, chunk: bytes) -> None:
        """The next bytes; a line may come in any number of pieces."""
        if not self._has_words and chunk.isspace():
            self._number += chunk.count(b"\n")
            self.at += len(chunk)
            self._start = self.at - len(chunk) + chunk.rfind(b"\n") + 1
            return
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            self._take(piece)
            self.at += 1
            self.finish()
            self._number, self._start, self._has_words = self._number + 1, self.at, False
        self._take(rest)

    def finish(self) -> None:
        """The line ends here; also without a line end, at the end of the file."""
        if self._has_words:
            self.numbers.append(self._number)
            self.starts.append(self._start)
            self.ends.append(self.at)

    def _take(self, piece: bytes) -> None:
        self.at += len(piece)
        self._has_words = self._has_words or bool(piece and not piece.isspace())
