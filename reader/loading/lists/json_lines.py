"""JSON Lines: a corpus with an article a line, of which only the places are kept."""

from array import array
from dataclasses import dataclass
from pathlib import Path

from reader.errors import LoadError
from reader.loading.decoding import decode
from reader.loading.files import reading
from reader.loading.lists.records import parsed, part_of
from reader.loading.loader import Part

_CHUNK = 1 << 20
_LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A corpus: its members are called by the numbers of their lines, counted from 1."""

    file: Path
    members: tuple[str, ...]
    _starts: "array[int]"

    def part(self, member: str) -> Part:
        """The article in the line of that number.

        Raises:
            LoadError: the line is damaged, or has no text.
        """
        number = int(member) if member.isdecimal() else 0
        if not 0 < number < len(self._starts):
            raise LoadError(self.file, f"has no line {member}")
        start, end = self._starts[number - 1], self._starts[number]
        if end - start > _LONGEST_LINE:
            raise LoadError(self.file, f"has a line {number} that is too long to be an article")
        with reading(self.file, of_any_size=True) as stream:
            stream.seek(start)
            line = stream.read(end - start)
        where = f"line {number}"
        return part_of(parsed(decode(line, self.file).text, self.file, where), self.file, where)


def open_json_lines(file: Path) -> JsonLines:
    """The corpus in the file, of any size: it is looked through once for where its lines begin.

    Raises:
        LoadError: it cannot be read, or is in UTF-16.
    """
    starts = array("Q", [0])
    empty: set[int] = set()
    with reading(file, of_any_size=True) as stream:
        at, has_words = 0, False
        # A line may be too long to be held: it comes in pieces.
        while piece := stream.readline(_CHUNK):
            if at == 0 and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise LoadError(file, "is in UTF-16: a corpus of JSON lines has to be in UTF-8")
            at += len(piece)
            has_words = has_words or bool(piece.strip())
            if piece.endswith(b"\n"):
                empty.update(() if has_words else (len(starts),))
                starts.append(at)
                has_words = False
        if has_words:
            starts.append(at)
    members = tuple(f"{number:04}" for number in range(1, len(starts)) if number not in empty)
    return JsonLines(file, members, starts)
