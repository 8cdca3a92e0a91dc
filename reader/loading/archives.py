"""Zip archives, which e-books and office documents are, read without trusting them."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote
from xml.etree import ElementTree

from reader.errors import LoadError, damaged

LARGEST_MEMBER = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
MOST_MEMBERS = 50_000
SMALL = 8 * 1024 * 1024
MOST_TIMES = 64
"""So many times its own size, and ``SMALL`` besides, may an archive unpack to: prose and its
markup shrink to a tenth or a thirtieth, what was made to keep a reader busy to a thousandth."""
_MOST_ELEMENTS = 500_000
"""Elements of a document that is held as a tree; each takes a hundred bytes and more."""
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,  # of a broken stream of bz2
    ValueError,  # of names and dates that cannot be
    NotImplementedError,  # a compression that Python does not know
    RuntimeError,  # a password is wanted
    MemoryError,
)


def most_unpacked(size: int) -> int:
    """Return how many bytes an archive of this size may unpack to in all."""
    return min(LARGEST_TOTAL, SMALL + MOST_TIMES * size)


class Archive:
    """The members of an archive by name. What is unpacked is bounded, whatever it says."""

    def __init__(self, source: bytes, name: Path) -> None:
        self._name = name
        self._left = most_unpacked(len(source))
        if source.startswith(_OLE):
            raise LoadError(
                name, "is locked with a password, or of an old kind: save it anew without one"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source))
            members = self._zip.infolist()
        except _FAULTS as error:
            raise LoadError(name, damaged("it is cut short, or no such document")) from error
        if len(members) > MOST_MEMBERS:
            raise LoadError(name, f"holds {len(members)} files, more than any document has")
        self._members = {member.filename: member for member in members}
        self._by_key: dict[str, zipfile.ZipInfo] = {}
        for written, info in self._members.items():
            self._by_key.setdefault(_key(written), info)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members, in their order."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return self._member(member) is not None

    def _member(self, member: str) -> zipfile.ZipInfo | None:
        """The member of this name, or the first whose name differs in case or slashes alone."""
        return self._members.get(member) or self._by_key.get(_key(member))

    def find(self, member: str) -> bytes | None:
        """The bytes of the member; None if it is not there or damaged.

        Raises:
            LoadError: it is locked, or unpacks to more than any document has.
        """
        found = self._member(member)
        if found is None:
            return None
        if found.flag_bits & _ENCRYPTED:
            raise LoadError(self._name, "is locked with a password: save it without one")
        limit = min(LARGEST_MEMBER, self._left)
        try:
            with self._zip.open(found) as stream:
                content = stream.read(limit + 1)
        except _FAULTS:
            return None
        if len(content) > limit:
            raise LoadError(self._name, "unpacks to more than any document has: it may be a trap")
        self._left -= len(content)
        return content

    def read(self, member: str) -> bytes:
        """The bytes of a member without which there is no document.

        Raises:
            LoadError: as ``find``, and if it is not there.
        """
        content = self.find(member)
        if content is None:
            raise LoadError(self._name, damaged(f"its {member} is missing"))
        return content


def _key(member: str) -> str:
    return unquote(member.replace("\\", "/")).lstrip("/").casefold()


def outermost(root: ElementTree.Element, local: str) -> Iterator[ElementTree.Element]:
    """The elements of this name, whatever their namespace, in order; not those inside of others.

    What asks each of them for all that is in it takes no longer for elements that nest.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if str(element.tag).rpartition("}")[2] == local:
            yield element
        else:
            waiting += reversed(element)


class Target(Protocol):
    """What hears the elements of an XML document in order."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, words: str) -> None:
        """Words, perhaps not all up to the next tag."""


def hear(source: bytes, target: Target, name: Path) -> None:
    """Read an XML document; however deep it nests, nothing recurses.

    The parser is expat, which refuses entities that grow (since 2.4.1), and fetches none.

    Raises:
        LoadError: it is no XML.
    """
    parser = ElementTree.XMLParser(target=target)
    try:
        parser.feed(source)
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LoadError(name, damaged("a part of it is no XML")) from error


def tree(source: bytes, name: Path) -> ElementTree.Element:
    """A small XML document, such as a table of contents.

    Raises:
        LoadError: it is no XML, or has more elements than any such part of a document.
    """
    if source.count(b"<") > 2 * _MOST_ELEMENTS:  # most have an end
        raise LoadError(name, "has a part with more elements than any document: it may be a trap")
    try:
        return ElementTree.fromstring(source)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LoadError(name, damaged("a part of it is no XML")) from error
