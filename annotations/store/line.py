"""A line of the store: one version of one record, as JSON that ends in a checksum.

``{"t":TABLE,"id":ID,"at":MICROSECONDS,"by":RUN,"n":COUNT,"seen":{RUN:COUNT},"doc":{…},"crc":"…"}``

``by`` and ``n`` name the version: the run of the program that wrote it, and how many it had
written. ``seen`` is a version vector: all versions that this one took the place of. A removed
record has no ``doc`` but null. The order of the members is fixed, so that the head can be read
without the rest. The first line of a file says who wrote it: ``{"t":"postil","v":2,…}``.
"""

import json
import operator
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotations.model import Json

LAYOUT = 2
"""The version of the layout of lines and files; 1 was one file of TinyDB's."""

Document = Mapping[str, Json] | None

_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_SEAL = len(',"crc":"01234567"}')
_TITLE = b'{"t":"postil",'
_STEP = _TITLE + b'"v":%d,"step":' % LAYOUT
_REPLACES = _TITLE + b'"v":%d,"replaces":' % LAYOUT
_GONE = b',"doc":null'
_HEAD = re.compile(
    rb'\{"t":"([^"\\]*)","id":"([^"\\]*)","at":([0-9]{1,18}),"by":"([^"\\]*)","n":([0-9]{1,18})'
    rb',"seen":\{([^{}\\]*)\},"doc":'
)
_SEEN = re.compile(rb'"([^"]*)":([0-9]{1,18})')
_NOISE = b"\0\t\r \xef\xbb\xbf"
"""What other programs leave at the ends of lines: carriage returns, a byte order mark, NULs."""
_BEGIN = re.compile(rb'\{"t":"')
_END = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_ENDS_TRIED = 3
_LONGEST_MENDED = 4096


class Head(NamedTuple):
    """What a line says of its version; ``at`` and then ``by`` and ``n`` tell which is later."""

    at: int
    by: str
    n: int
    seen: Mapping[str, int]
    table: str
    id: str

    def covers(self, other: "Head") -> bool:
        """Whether this version is the other, or took its place."""
        if (self.by, self.n) == (other.by, other.n):
            return True
        return self.seen.get(other.by, 0) >= other.n

    @property
    def rank(self) -> tuple[int, str, int]:
        """Greater for the later version."""
        return self.at, self.by, self.n


def compose(head: Head, document: Document) -> bytes:
    """The line of this version, without the line feed.

    Raises:
        ValueError, TypeError: the document holds what JSON cannot.
    """
    members = {
        "t": head.table,
        "id": head.id,
        "at": head.at,
        "by": head.by,
        "n": head.n,
        "seen": head.seen,
        "doc": document,
    }
    return _seal(members)


def title(**members: Json) -> bytes:
    """The first line of a file, without the line feed."""
    return _seal({"t": "postil", "v": LAYOUT, **members})


def step_mark(by: str, n: int, count: int) -> bytes:
    """The line before the ``count`` lines of a step, of which the last is version ``n`` of ``by``."""
    return title(step=[by, n, count])


def step_of(line: bytes) -> tuple[str, int, int] | None:
    """What a line that begins a step says of it; None for any other line."""
    if not line.startswith(_STEP):
        return None
    match members_of(line).get("step"):
        case [str(by), int(n), int(count)]:
            return by, n, count
    return None


def names_line(names: Iterable[str]) -> bytes:
    """The line of a pack that has the names of the files which it takes the place of."""
    return title(replaces=list(names))


def names_in(line: bytes) -> list[str]:
    """The names in such a line; none in any other."""
    if not line.startswith(_REPLACES):
        return []
    names = members_of(line).get("replaces")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _seal(members: Mapping[str, object]) -> bytes:
    try:
        body = _COMPACT.encode(members).encode()[:-1]
    except UnicodeEncodeError:
        # Half a surrogate pair: JSON can hold it, UTF-8 cannot.
        body = _ASCII.encode(members).encode()[:-1]
    return body + b',"crc":"%08x"}' % zlib.crc32(body)


def is_sound(line: bytes) -> bool:
    """Whether the checksum is that of the line."""
    return line[-_SEAL:] == b',"crc":"%08x"}' % zlib.crc32(line[:-_SEAL])


def layout_of(line: bytes) -> int | None:
    """The layout that a file's first line names; None for any other line."""
    if not line.startswith(_TITLE):
        return None
    layout = json.loads(line).get("v")
    return layout if isinstance(layout, int) else LAYOUT + 1


def key_and_time(line: bytes) -> tuple[tuple[str, str], bytes] | None:
    """The table and the id of a line, and the digits of its time; None if it is no version."""
    match = _HEAD.match(line)
    try:
        if match is not None:
            return (match[1].decode(), match[2].decode()), match[3]
    except UnicodeDecodeError:
        return None
    head = head_of(line)
    return None if head is None else ((head.table, head.id), b"%d" % head.at)


def key_of(line: bytes) -> tuple[str, str] | None:
    """The table and the id of a line; None if it is no version of a record."""
    found = key_and_time(line)
    return None if found is None else found[0]


def head_of(line: bytes) -> Head | None:
    """What the line says of its version; None if it is no version of a record."""
    match = _HEAD.match(line)
    if match is None:
        return _parsed(line)
    table, id, at, by, n, seen = match.groups()
    try:
        vector = {run.decode(): int(count) for run, count in _SEEN.findall(seen)}
        return Head(int(at), by.decode(), int(n), vector, table.decode(), id.decode())
    except UnicodeDecodeError:
        return None


def _parsed(line: bytes) -> Head | None:
    match members_of(line):
        case {
            "t": str(table),
            "id": str(id),
            "at": int(at),
            "by": str(by),
            "n": int(n),
            "seen": dict(seen),
            "doc": dict() | None,
        }:
            vector = {run: count for run, count in seen.items() if isinstance(count, int)}
            return Head(at, by, n, vector, table, id)
    return None


def members_of(line: bytes) -> dict[str, Json]:
    """All that the line says; nothing if it is no JSON object."""
    try:
        members = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}


def document_of(line: bytes) -> dict[str, Json] | None:
    """The record in this version, made afresh; None if it was removed."""
    document = members_of(line).get("doc")
    return document if isinstance(document, dict) else None


def is_removal(line: bytes) -> bool:
    """Whether the record was removed in this version."""
    return line.endswith(_GONE, 0, -_SEAL)


def salvage(pieces: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The sound lines in what lay between two line feeds or more, and the bytes left over.

    Lines that ran together are taken apart, one that was broken is put together, and what
    editors, git and file systems add around lines is taken away.
    """
    sound: list[bytes] = []
    broken: list[bytes] = []
    for raw in pieces:
        piece = raw.strip(_NOISE)
        if is_sound(piece):
            sound.append(piece)
        elif piece or b"\0" in raw:
            broken.append(piece or raw)
    found, rest = _dig(b"".join(broken))
    if found and rest:
        # Where they end is clearer one by one.
        parts = [_dig(piece) for piece in broken]
        if sum(len(lines) for lines, _ in parts) >= len(found):
            return sound + [line for lines, _ in parts for line in lines], _flat(parts)
    return sound + found, rest if found else broken


def _flat(parts: Iterable[tuple[list[bytes], list[bytes]]]) -> list[bytes]:
    return [left for _, rest in parts for left in rest]


def _dig(raw: bytes) -> tuple[list[bytes], list[bytes]]:
    found: list[bytes] = []
    rest: list[bytes] = []
    at = 0
    for begin in (match.start() for match in _BEGIN.finditer(raw)):
        end = _end_of(raw, begin) if begin >= at else None
        if end is not None:
            rest.append(raw[at:begin])
            found.append(raw[begin:end])
            at = end
    rest.append(raw[at:])
    return found, [left for left in (each.strip(_NOISE) for each in rest) if left]


def _end_of(raw: bytes, begin: int) -> int | None:
    for tried, match in enumerate(_END.finditer(raw, begin)):
        if is_sound(raw[begin : match.end()]):
            return match.end()
        if tried == _ENDS_TRIED:
            break
    return None


def mend(raw: bytes) -> bytes | None:
    """The sound line that differs from the bytes in one byte, if there is one.

    Tries them all, which takes up to a second: for one who asked for a repair.
    """
    if len(raw) > _LONGEST_MENDED or not _is_nearly_whole(raw):
        return None
    body, seal = bytearray(raw[:-_SEAL]), raw[-_SEAL:]
    # The checksum itself may be what was hit.
    sum_of_body = b',"crc":"%08x"}' % zlib.crc32(body)
    if sum(ours != theirs for ours, theirs in zip(sum_of_body, seal, strict=False)) == 1:
        return bytes(body) + sum_of_body
    for at, was in enumerate(body):
        before = zlib.crc32(body[:at])
        after = memoryview(body)[at + 1 :]
        for value in range(256):
            total = zlib.crc32(after, zlib.crc32(bytes((value,)), before))
            if seal == b',"crc":"%08x"}' % total:
                body[at] = value
                return bytes(body) + seal
        body[at] = was
    return None


def _is_nearly_whole(raw: bytes) -> bool:
    """Whether at most one is wrong of the bytes that are the same in each line."""
    found = raw[:6] + raw[-_SEAL : -_SEAL + 8] + raw[-2:]
    fixed = b'{"t":"' + b',"crc":"' + b'"}'
    return len(found) == len(fixed) and sum(map(operator.ne, found, fixed)) <= 1
