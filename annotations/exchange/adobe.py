"""Reading the ``.annot`` files of Adobe Digital Editions, which Kobo's readers write as well."""

from collections.abc import Iterator
from xml.etree import ElementTree

from annotations.errors import FormatError
from annotations.exchange.common.foreign import quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.model import Annotation, Source


def from_adobe(text: str) -> Reading:
    """Read the annotations of one publication, which quote its words.

    Raises:
        FormatError: it is something else, or no annotation is sound.
    """
    if "annotationSet" not in text[:2000] or "<!ENTITY" in text:
        raise FormatError("This is no .annot file: it does not begin with an annotationSet.")
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "replace"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FormatError(f"This is no .annot file: {error}.") from None
    publication = next(_children(root, "publication"), root)
    title, author = _words(publication, "title"), _words(publication, "creator")
    gathering = Gathering()
    for number, each in enumerate(_children(root, "annotation"), start=1):
        gathering.take(f"annotation {number}", _mark, each, title, author)
    return gathering.done()


def _mark(each: ElementTree.Element, title: str, author: str) -> Annotation:
    target, content = next(_children(each, "target"), None), next(_children(each, "content"), None)
    return quoted(
        "" if target is None else _words(target, "text"),
        Source(title=title or None),
        note="" if content is None else _words(content, "text"),
        created=utc(_words(each, "date")),
        extra={"author": author} if author else {},
    )


def _children(element: ElementTree.Element, local: str) -> Iterator[ElementTree.Element]:
    return (each for each in element if _is_called(each, local))


def _words(element: ElementTree.Element, local: str) -> str:
    found = next((each for each in element.iter() if _is_called(each, local)), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _is_called(element: ElementTree.Element, local: str) -> bool:
    return str(element.tag).rpartition("}")[2] == local
