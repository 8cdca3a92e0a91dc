"""Names that the web understands for annotations and articles."""

import re
from urllib.parse import quote as percent_encoded

from annotations.model import Source

ARTICLE = "urn:x-postil:article:"
TEXT = "urn:x-postil:text:"

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
_IRI_SIGNS = "!#$%&'()*+,/:;=?@[]~-._"


def is_iri(address: str) -> bool:
    """Whether the address can stand as it is."""
    return _IRI.fullmatch(address) is not None


def address_of(source: Source) -> str:
    """The article's address; one that is known by its path alone gets a name made of it."""
    if source.url:
        return iri(source.url)
    if source.path:
        return ARTICLE + _encoded(source.path, "/")
    return f"{TEXT}{source.text_sha256 or 'unknown'}"


def iri(address: str) -> str:
    """The address, made a sound IRI where it is none."""
    if is_iri(address):
        return address
    encoded = _encoded(address, _IRI_SIGNS)
    return encoded if is_iri(encoded) else f"urn:x-postil:{_encoded(address, '')}"


def _encoded(text: str, safe: str) -> str:
    return percent_encoded(text, safe=safe, errors="replace")
