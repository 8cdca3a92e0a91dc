"""XML that is not trusted: no entities, nothing fetched, of a bounded depth."""

from pathlib import Path
from xml.etree import ElementTree

from reader.errors import LoadError, damaged

_MOST_TAGS = 2_000_000
"""An element takes a hundred bytes and more."""


def root_of(source: bytes, name: Path) -> ElementTree.Element:
    """The root element; names are without their namespaces.

    Raises:
        LoadError: it is no XML, or declares entities of its own, as bombs do.
    """
    # None of these formats needs a document type; entities are declared in one.
    if b"<!ENTITY" in source.upper() or "<!ENTITY".encode("utf-16-le") in source:
        raise LoadError(
            name, "declares entities of its own, which a list or a news item never does"
        )
    if source.count(b"<") > _MOST_TAGS:
        raise LoadError(name, "has more elements than can be held at once: split it into parts")
    try:
        root = ElementTree.fromstring(source)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise LoadError(name, damaged(f"it is no XML to its end, {error}")) from error
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root
