"""Tables of articles, or of addresses: Pocket, Instapaper, Readwise Reader, Raindrop, wallabag."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from reader.errors import LoadError, damaged
from reader.loading.decoding import decode
from reader.loading.files import reading
from reader.loading.kinds import columns
from reader.loading.lists.entries import Entries, Read, address, listed
from reader.loading.lists.records import fields_of, part_of
from reader.loading.loader import HEAD, Part

_LARGEST_CELL = 8 * 1024 * 1024
_LONGEST_HEADER = 64 * 1024
_STATES = ("", "unread", "archive", "starred", "feed", "later", "new", "shortlist", "unsorted")
"""Words in the folders of reading lists that are no tags."""


def open_table(file: Path, encoding: str = "") -> Entries:
    """The rows of the table under its first line; only where each stands is kept.

    Raises:
        LoadError: it cannot be read, or is no table to its end.
    """
    csv.field_size_limit(_LARGEST_CELL)
    with reading(file) as stream:
        _, encoding, source = decode(stream.read(HEAD * 16), file, asked=encoding)
        if encoding.startswith(("utf-16", "utf-32")):
            raise LoadError(file, "is in UTF-16: a table of articles has to be in UTF-8")
        stream.seek(0)
        line = stream.readline(_LONGEST_HEADER)
        if len(line) == _LONGEST_HEADER:
            raise LoadError(file, damaged("its first line goes on without end"))
        first = line.decode(encoding, "replace").removeprefix("\ufeff")
        known = columns(first)
        between = max(known, key=lambda mark: len(known[mark]))
        header = _cells(first, between, file)
        table = _Table(file, encoding, source, between, [name.strip().lower() for name in header])
        return listed(file, table.entries(stream))


def _cells(row: str, between: str, file: Path) -> list[str]:
    try:
        return next(csv.reader(StringIO(row, newline=""), delimiter=between), [])
    except csv.Error as error:
        raise LoadError(file, damaged(f"it is no table, {error}")) from error


@dataclass(frozen=True, slots=True)
class _Table:
    """How the rows of a file are read, and, while they are, how far they are."""

    file: Path
    encoding: str
    encoding_source: str
    between: str
    header: Sequence[str]
    _ends: list[int] = field(default_factory=list)

    def entries(self, stream: BinaryIO) -> Iterator[tuple[str, str, Read]]:
        """The rows that follow; a row may have line ends in its cells."""
        start = stream.tell()
        self._ends.append(start)
        number = 0
        try:
            for row in csv.reader(self._lines(stream), delimiter=self.between, strict=False):
                number += 1
                length = self._ends[-1] - start
                if any(row):
                    yield self._entry(row, start, length, number)
                start += length
        except csv.Error as error:
            raise LoadError(self.file, f"is damaged after its row {number}: {error}") from error

    def _lines(self, stream: BinaryIO) -> Iterator[str]:
        while line := stream.readline(_LARGEST_CELL):
            self._ends[-1] += len(line)
            yield line.decode(self.encoding, "replace").replace("\0", "")

    def _entry(
        self, row: Sequence[str], start: int, length: int, number: int
    ) -> tuple[str, str, Read]:
        record = self._record(row)
        fields = fields_of(record)
        id = str(record.get("id", ""))
        try:
            part_of(record, self.file, "")
        except LoadError:
            url = fields.get("url", "")
            return id, fields.get("title") or url, address(self.file, url)
        return id, "", partial(self._part_at, start, length, number)

    def _part_at(self, start: int, length: int, number: int) -> Part:
        with reading(self.file) as stream:
            stream.seek(start)
            text = stream.read(length).decode(self.encoding, "replace").replace("\0", "")
        row = _cells(text, self.between, self.file)
        part = part_of(self._record(row), self.file, f"row {number}")
        return part.written_in(self.encoding, self.encoding_source)

    def _record(self, row: Sequence[str]) -> dict[str, object]:
        record: dict[str, object] = dict(zip(self.header, row, strict=False))
        tags = str(record.get("tags", "")).replace("|", ",")
        folder = str(record.get("folder", ""))
        record["tags"] = tags if folder.lower() in _STATES else f"{tags},{folder}".strip(",")
        return record
