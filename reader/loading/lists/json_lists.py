"""Arrays of articles in JSON: wallabag, JSON Feed, Delicious, Readability, corpora."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from reader.errors import LoadError, damaged
from reader.loading.decoding import Decoded, decode, encoded
from reader.loading.files import read_file, reading
from reader.loading.lists.entries import Entries, listed
from reader.loading.lists.records import fields_of, parsed, part_of
from reader.loading.loader import Part

_SPACE = re.compile(r"[ \t\r\n]*")
_KEYS = ("items", "bookmarks")
"""Under which an array stands that is not the whole of its file."""


def open_json_list(file: Path, encoding: str = "") -> Entries:
    """The entries of the array in the file; only where each stands is kept.

    Raises:
        LoadError: it cannot be read, or is not JSON to its end.
    """
    source = read_file(file)
    decoded = decode(source, file, asked=encoding)
    if encoded(decoded.text) != source:
        # The places in the text are not those in the file: the texts are kept.
        return listed(file, _held(decoded, file))
    return listed(file, _placed(decoded.text, file))


def records_in(text: str, file: Path) -> Iterator[object]:
    """The values of the array in a text.

    Raises:
        LoadError: it is not JSON to its end.
    """
    for number, (start, end) in enumerate(_elements(text, file), 1):
        yield parsed(text[start:end], file, f"entry {number}")


def _held(decoded: Decoded, file: Path) -> Iterator[tuple[str, str, partial[Part]]]:
    text, encoding, source = decoded
    for number, (start, end) in enumerate(_elements(text, file), 1):
        record, where = text[start:end], f"entry {number}"
        read = partial(_part, record, file, where, encoding, source)
        yield *_known(parsed(record, file, where)), read


def _placed(text: str, file: Path) -> Iterator[tuple[str, str, partial[Part]]]:
    at, before = 0, 0
    for number, (start, end) in enumerate(_elements(text, file), 1):
        first = at + len(text[before:start].encode())
        at = first + len(text[start:end].encode())
        before = end
        where = f"entry {number}"
        record = parsed(text[start:end], file, where)
        yield *_known(record), partial(_part_at, file, first, at - first, where)


def _known(record: object) -> tuple[str, str]:
    """The entry's id, and its title if it is only an address."""
    if not isinstance(record, Mapping):
        return "", ""
    id = record.get("id") if isinstance(record.get("id"), str | int) else ""
    fields = fields_of(record)
    try:
        part_of(record, Path(), "")
    except LoadError:
        return str(id), fields.get("title") or fields.get("url", "")
    return str(id), ""


def _part_at(file: Path, start: int, length: int, where: str) -> Part:
    with reading(file) as stream:
        stream.seek(start)
        return _part(stream.read(length), file, where)


def _part(
    record: str | bytes, file: Path, where: str, encoding: str = "utf-8", source: str = "valid"
) -> Part:
    return part_of(parsed(record, file, where), file, where).written_in(encoding, source)


def _elements(text: str, file: Path) -> Iterator[tuple[int, int]]:
    """Where each element of the array begins and ends."""
    decoder = json.JSONDecoder()
    try:
        at = _array(text, decoder) + 1
        at = _after_space(text, at)
        while text[at] != "]":
            _, end = decoder.raw_decode(text, at)
            yield at, end
            at = _after_space(text, end)
            at = _after_space(text, at + 1) if text[at] == "," else at
    except (ValueError, IndexError, RecursionError) as error:
        raise LoadError(file, damaged("its JSON breaks off or makes no sense")) from error


def _array(text: str, decoder: json.JSONDecoder) -> int:
    """Where the array begins: with the file, or under a key of its object."""
    at = _after_space(text, 0)
    while text[at] != "[":
        key, at = decoder.raw_decode(text, _after_space(text, at + 1))
        at = _after_space(text, _after_space(text, at) + 1)
        if key in _KEYS and text[at] == "[":
            break
        _, at = decoder.raw_decode(text, at)
        at = _after_space(text, at)
        if text[at] == "}":
            raise ValueError("no array")
    return at


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
