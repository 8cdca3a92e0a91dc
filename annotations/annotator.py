"""Who made an annotation: a name, and an address or an ORCID that tells namesakes apart."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.errors import InvalidAnnotationError

AGREED = "agreed"
"""The creator of the layer that adjudication makes."""

_LONGEST = 200
_RESERVED = ("me", AGREED)
_SIGNED = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>\s]*)>\s*")
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_MAIL = re.compile(r"(?:mailto:)?([^@\s:/]+@[^@\s:/]+)", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person or a program that annotates.

    ``address`` is a mail address, the web address of an ORCID, another web address, or None.
    """

    name: str
    address: str | None = None

    @property
    def key(self) -> str:
        """What tells this annotator from others: the address, or without one the name."""
        return _folded(self.address or self.name)

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.address else self.name


def annotator(creator: str) -> Annotator:
    """The annotator that the ``creator`` of an annotation names, whatever its form.

    >>> annotator("Anna Lind <mailto:anna@example.org>")
    Annotator(name='Anna Lind', address='anna@example.org')
    >>> annotator("Bo <0000-0002-1825-0097>").address
    'https://orcid.org/0000-0002-1825-0097'
    >>> annotator("bo")
    Annotator(name='bo', address=None)
    """
    signed = _SIGNED.fullmatch(creator)
    if signed is None:
        return Annotator(creator.strip())
    address = signed["address"]
    if orcid := _ORCID.fullmatch(address):
        address = f"https://orcid.org/{orcid[1].upper()}"
    elif mail := _MAIL.fullmatch(address):
        address = mail[1]
    return Annotator(signed["name"] or address, address or None)


def signature(creator: str) -> str:
    """The signature in its usual form.

    Raises:
        InvalidAnnotationError: it has no name or one that is taken, or no such address or ORCID exists.
    """
    made = annotator(creator)
    if not made.name or not creator.isprintable() or len(creator) > _LONGEST:
        raise _wrong(creator, f"a name is one line of at most {_LONGEST} printable characters")
    if made.name.casefold() in _RESERVED:
        raise _wrong(creator, f"nobody can be called {made.name!r}, which queries know otherwise")
    if ("<" in creator or ">" in creator) and not _is_address(made.address or ""):
        raise _wrong(creator, "write Name, Name <mail@example.org> or Name <ORCID>")
    return str(made)


def is_same_annotator(one: str | None, other: str | None) -> bool:
    """Whether both sign the same annotator; what is not signed is nobody's."""
    if one is None or other is None:
        return one is other
    return one == other or annotator(one).key == annotator(other).key


def is_named(creator: str | None, words: str) -> bool:
    """Whether the words, folded as a query folds them, begin a word of the name or the address."""
    if creator is None:
        return False
    known = annotator(creator)
    return any(
        part.startswith(words) or f" {words}" in part
        for part in (_folded(known.name), _folded(known.address or ""))
    )


def short_names(creators: Iterable[str]) -> dict[str, str]:
    """A short name for each creator, that no other of them has: a first name where that will do.

    >>> short_names(["Anna Lind", "Bo <bo@example.org>", "Anna Holm"])
    {'Anna Lind': 'Anna Lind', 'Bo <bo@example.org>': 'Bo', 'Anna Holm': 'Anna Holm'}
    """
    known = {creator: annotator(creator) for creator in dict.fromkeys(creators)}
    named: dict[str, str] = {}
    for creator, who in known.items():
        others = [other for other in known.values() if other.key != who.key]
        taken = {form.casefold() for other in others for form in (_first(other), other.name)}
        forms = (_first(who), who.name)
        named[creator] = next((form for form in forms if form.casefold() not in taken), str(who))
    return named


def _first(who: Annotator) -> str:
    """The first name, unless that is an initial."""
    first = who.name.split(" ")[0]
    return who.name if len(first.rstrip(".")) < 2 else first


def _is_address(address: str) -> bool:
    if orcid := _ORCID.fullmatch(address):
        return _has_orcid_digit(orcid[1])
    return bool(_MAIL.fullmatch(address) or _WEB.fullmatch(address))


def _has_orcid_digit(orcid: str) -> bool:
    """Whether the last sign is the one that ISO 7064 (mod 11-2) gives for those before it."""
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1].upper()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _wrong(creator: str, reason: str) -> InvalidAnnotationError:
    shown = creator if len(creator) <= 60 else creator[:59] + "…"
    return InvalidAnnotationError("creator", f"{shown!r} cannot sign annotations: {reason}")
