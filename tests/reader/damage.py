"""Damage to files at random: to their bytes, and to what these mean.

A file whose bytes are damaged is mostly refused at its first check. So of an archive a member
is damaged and all are packed anew, of JSON and XML a value, and of a PDF an object, whose
places in the file are then right again: such files get far.
"""

import copy
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from random import Random
from xml.etree import ElementTree

from tests.reader.pdfs import assembled

LARGEST = 400_000
"""Bytes of a damaged file."""

_OBJECT = re.compile(rb"\d+ 0 obj\n(.*?)\nendobj\n", re.S)
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|/\w+|\([^)]*\)|\d+ 0 R")
_PACKED = re.compile(rb"(.*FlateDecode.*\nstream\n)(.*)\nendstream", re.S)


def damaged(seed: bytes, random: Random) -> bytes:
    """The file with a few things wrong in it, more often in what it means than in its bytes."""
    if seed.startswith(b"PK") and random.random() < 0.9:
        return _with_damaged_member(seed, random)
    if random.random() < 0.25:
        return _damaged_bytes(seed, random)
    if seed.startswith(b"%PDF"):
        return _with_damaged_objects(seed, random)
    if seed[:1] in (b"{", b"["):
        return b"\n".join(_damaged_json(line, random) for line in seed.split(b"\n"))[:LARGEST]
    if seed.startswith(b"<"):
        return _damaged_xml(seed, random)
    return _damaged_bytes(seed, random)


# ------------------------------------------------------------------------------ archives


def _with_damaged_member(seed: bytes, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(seed)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError):
        return _damaged_bytes(seed, random)
    for _ in range(random.randint(1, 3)):
        chosen = random.choice(sorted(members))
        if random.random() < 0.05 and len(members) > 1:
            del members[chosen]
        else:
            members[chosen] = damaged(members[chosen], random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


# ---------------------------------------------------------------------------------- JSON


def _damaged_json(line: bytes, random: Random) -> bytes:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return line
    try:
        for _ in range(random.randint(1, 3)):
            places = list(_places(value))
            if not places:
                break
            holder, key = random.choice(places)
            _damage_value(holder, key, places, random)
        return json.dumps(value).encode()
    except RecursionError:  # it nests too deep to be copied or written
        return line


_Holder = dict[str, object] | list[object]


def _places(value: object) -> Iterator[tuple[_Holder, object]]:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            yield from ((holder, key) for key in holder)
            waiting += holder.values()
        elif isinstance(holder, list):
            yield from ((holder, place) for place in range(len(holder)))
            waiting += holder


def _damage_value(
    holder: _Holder, key: object, places: list[tuple[_Holder, object]], random: Random
) -> None:
    other, place = random.choice(places)
    # Copies, lest a value hold itself.
    odd = copy.deepcopy(random.choice((*_ODD_VALUES, other[place])))  # type: ignore[index, call-overload]
    if isinstance(holder, list) and isinstance(key, int):
        if random.random() < 0.3:
            del holder[key]
        elif random.random() < 0.3:
            holder *= random.choice((2, 50))
        else:
            holder[key] = _nested(holder[key], random) if random.random() < 0.3 else odd
    elif isinstance(holder, dict) and isinstance(key, str):
        if random.random() < 0.3:
            value = holder.pop(key)
            holder[str(place) if random.random() < 0.7 else key.upper()] = value
        else:
            holder[key] = _nested(holder[key], random) if random.random() < 0.3 else odd


def _nested(value: object, random: Random) -> object:
    for _ in range(random.choice((1, 2, 30, 400))):
        value = [value] if random.random() < 0.5 else {"name": value}
    return value


_ODD_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**30,
    "",
    " \n",
    "\x00\x1b[31m",
    "\ud800",
    "../../x",
    "/",
    "a/b",
    "<p>" * 300,
    "x" * 5_000,
    "http://[",
    "٣",
    "2023-99-99",
    99999999999999,
    [],
    {},
    [None, "a", 1],
    {"name": None},
)


# ----------------------------------------------------------------------------------- XML


def _damaged_xml(source: bytes, random: Random) -> bytes:
    """XML whose elements are damaged and which is whole; other markup by its bytes."""
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError:
        return _damaged_bytes(source, random)
    try:
        for _ in range(random.randint(1, 4)):
            elements = list(root.iter())
            _damage_element(random.choice(elements), elements, random)
            if len(elements) > 2_000:
                break
        return ElementTree.tostring(root)[:LARGEST]
    except (RecursionError, ValueError):  # it nests too deep to be copied or written
        return source


def _damage_element(
    element: ElementTree.Element, elements: list[ElementTree.Element], random: Random
) -> None:
    other = random.choice(elements)
    match random.randrange(7):
        case 0:
            element.tag = other.tag
        case 1 if element.attrib:
            element.set(random.choice(sorted(element.attrib)), random.choice(_ODD_WORDS))
        case 2:
            element.text = random.choice(_ODD_WORDS) * random.choice((1, 1, 300))
        case 3 if len(element):
            element.remove(random.choice(list(element)))
        case 4:
            element.insert(0, copy.deepcopy(other))
        case 5:
            for _ in range(random.choice((1, 20, 200))):
                inner = ElementTree.Element(element.tag, element.attrib)
                inner[:], element[:] = element[:], [inner]
        case _:
            if other.attrib:
                element.set(*random.choice(sorted(other.attrib.items())))


_ODD_WORDS = (
    "",
    " ",
    "-1",
    "0",
    "99999999999999999999",
    "²",
    "x",
    "#x",
    "a.xhtml#x",
    "../../../etc/passwd",
    "http://[",
    "%00%ff",
    "data:,x",
    "\u202e\u00ad\ufeff",
    "<&>\"'",
    "]]>",
    "\n\n",
    "x" * 3_000,
)


# ----------------------------------------------------------------------------------- PDF


def _with_damaged_objects(seed: bytes, random: Random) -> bytes:
    """A PDF some of whose objects are damaged, at their right places."""
    objects: list[str | bytes] = list(_OBJECT.findall(seed))
    if not objects:
        return _damaged_bytes(seed, random)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(objects))
        inside = objects[place]
        assert isinstance(inside, bytes)
        objects[place] = _damaged_object(inside, len(objects), random)
    return assembled(objects)[:LARGEST]


def _damaged_object(inside: bytes, count: int, random: Random) -> bytes:
    stream = _PACKED.fullmatch(inside)
    if stream and random.random() < 0.7:
        return stream[1] + _repacked(stream[2], count, random) + b"\nendstream"
    tokens = list(_TOKEN.finditer(inside))
    if not tokens or random.random() < 0.2:
        return _damaged_bytes(inside, random)
    found = random.choice(tokens)
    odd = random.choice((*_ODD_TOKENS, b"%d 0 R" % random.randint(0, count + 1)))
    again = found[0] * random.choice((1, 2, 500))
    return inside[: found.start()] + random.choice((odd, odd, b"", again)) + inside[found.end() :]


def _repacked(packed: bytes, count: int, random: Random) -> bytes:
    try:
        drawn = zlib.decompress(packed)
    except zlib.error:
        return _damaged_bytes(packed, random)
    return zlib.compress(_damaged_object(drawn, count, random))


_ODD_TOKENS = (
    b"0",
    b"-1",
    b"1e9",
    b"99999999999",
    b"0.000001",
    b"null",
    b"true",
    b"[]",
    b"<< >>",
    b"[" * 300,
    b"<<" * 300,
    b"()",
    b"(\\377\\376\\330\\000)",
    b"<FEFFD800>",
    b"/Nothing",
    b"2 0 R",
    b"6 0 R",
)


# --------------------------------------------------------------------------------- bytes


def _damaged_bytes(source: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        source = random.choice(_DAMAGES)(source, random)[:LARGEST]
    return source


def _slice(source: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(source))
    return start, min(len(source), start + random.choice((1, 4, 30, 300)))


def _cut_off(source: bytes, random: Random) -> bytes:
    return source[: random.randint(0, len(source))]


def _left_out(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    return source[:start] + source[end:]


def _repeated(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    return source[:end] + source[start:end] * random.choice((1, 3, 2_000)) + source[end:]


def _moved(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    rest = source[:start] + source[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + source[start:end] + rest[at:]


def _flipped(source: bytes, random: Random) -> bytes:
    changed = bytearray(source)
    for _ in range(random.choice((1, 5, 50)) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _inserted(source: bytes, random: Random) -> bytes:
    at = random.randint(0, len(source))
    return source[:at] + random.choice(_ODD) + source[at:]


_DAMAGES = (_cut_off, _left_out, _repeated, _moved, _flipped, _inserted)
_ODD = (
    b"\0",
    b"\xff\xfe",
    b"\x1b[31m",
    b"<",
    b">",
    b"&",
    b'"',
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#xD800;",
    b"&#99999999999;",
    b"&#" + b"9" * 5_000,
    b"<table>",
    b"<div>" * 500,
    b"</p>",
    b"<svg>",
    b"\n" * 300,
    b"99999999999999999999",
    b"-1",
    "\u202e\u00ad\ufeff".encode(),
    b"{" * 500,
    b"[" * 3_000,
    b"(" * 500,
)
