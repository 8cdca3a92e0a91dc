"""E-books (EPUB 2 and 3): one article a book, its chapters in the order of the spine.

Read with the standard library alone; nothing in a book is run or fetched. What the book
names but does not hold is passed over, and said in the remarks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive, outermost, tree
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.html import declared_charset
from reader.loading.loading_progress import telling
from reader.loading.markup import write_fragment
from reader.loading.numbers import unescaped
from reader.loading.text_writer import Writer, letters

VERSION = 2
_CONTAINER = "META-INF/container.xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are obfuscated, which locks no word."""
_DC = "{http://purl.org/dc/elements/1.1/}"
_FIELDS = {
    "title": "title",
    "creator": "author",
    "language": "language",
    "date": "date",
    "publisher": "site",
    "subject": "tags",
}
_NO_DATE = "0101-01-01"
"""What calibre writes where it knows no date."""
_MISSING_NAMED = 3
_OPENING = 6_000
"""Characters of a document that are searched for its title."""


def load_epub(source: bytes, name: Path) -> Content:
    """The text of the book, a heading where each chapter begins.

    Raises:
        LoadError: it is damaged, is locked, unpacks to too much, or has no words.
    """
    archive = Archive(source, name)
    package = _package_of(archive, name)
    opf = tree(archive.read(package), name)
    chapters = list(_chapters(opf, package))
    _refuse_locked(archive, {chapter.path for chapter in chapters}, name)
    titles = _titles(archive, opf, package, name)
    book, missing = Writer(), list[str]()
    known = frozenset(chapter.path for chapter in chapters)
    for chapter in telling(chapters, "chapters"):
        markup = _text_of(archive.find(chapter.path), name)
        if markup is None:
            missing.append(chapter.path)
            continue
        _write(markup, chapter.path, titles.get(chapter.path), known, book)
    if not book.has_text:
        raise LoadError(name, _without_words(len(chapters), missing))
    book.remarks += _remarks(missing)
    return book.content(_fields(opf), f"postil epub {VERSION}")


@dataclass(frozen=True, slots=True)
class _Chapter:
    path: str
    is_linear: bool


def _package_of(archive: Archive, name: Path) -> str:
    """The path of the book's package document."""
    container = tree(archive.read(_CONTAINER), name)
    for element in container.iter():
        if _local(element) == "rootfile" and element.get("full-path"):
            return normpath(unquote(element.get("full-path", ""))).lstrip("/")
    raise LoadError(name, damaged("it does not say where its contents are"))


def _chapters(opf: Element, package: str) -> Iterator[_Chapter]:
    """The documents of the spine; those that stand aside, such as notes, after the others."""
    manifest = {item.get("id"): item for item in opf.iter() if _local(item) == "item"}
    found: dict[str, _Chapter] = {}
    for reference in opf.iter():
        item = manifest.get(reference.get("idref")) if _local(reference) == "itemref" else None
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _TEXTS:
            path = _inside(package, item.get("href", ""))
            found.setdefault(path, _Chapter(path, reference.get("linear") != "no"))
    yield from sorted(found.values(), key=lambda chapter: not chapter.is_linear)


def _write(
    markup: str,
    path: str,
    title: tuple[str, int] | None,
    known: frozenset[str],
    book: Writer,
) -> None:
    """Write one document of the book, whose title the table of contents gives."""

    def resolve(target: str) -> str:
        try:
            parts = urlsplit(target)
        except ValueError:  # such as of brackets that are no IPv6 address
            return ""
        if parts.scheme or parts.netloc:
            return ""
        inside = _inside(path, parts.path) if parts.path else path
        return f"{inside}#{unquote(parts.fragment)}" if inside in known else ""

    book.end()
    book.anchor(f"{path}#")
    if title and not _begins_with_title(markup, title[0]):
        book.begin("heading", title[1])
        book.words(title[0])
        book.end()
    elif title:
        book.expect(*title)
    write_fragment(
        markup,
        book,
        resolve=resolve,
        within=f"{path}#",
        picture=lambda target: _picture(path, target),
    )


def _text_of(source: bytes | None, name: Path) -> str | None:
    """The markup of a document of the book; None if it is not there, or no text."""
    try:
        return decode(source, name, declared_charset(source)).text if source is not None else None
    except LoadError:
        return None


def _begins_with_title(markup: str, title: str) -> bool:
    """Whether the document begins with a heading of its own, or with the words of its title."""
    body = re.search(r"<body[^>]*>", markup)
    start = markup[body.end() if body else 0 :][:_OPENING]
    if re.match(r"(?:\s|<(?!h[1-6]\b)[^>]*>)*<h[1-6]\b", start):
        return True
    return letters(unescaped(re.sub(r"<[^>]*>", "", start))).startswith(letters(title))


def _titles(
    archive: Archive, opf: Element, package: str, name: Path
) -> Mapping[str, tuple[str, int]]:
    """The title of each document, and its depth, as the table of contents has them."""
    for item in opf.iter():
        if _local(item) != "item":
            continue
        is_nav = "nav" in (item.get("properties") or "").split()
        if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path = _inside(package, item.get("href", ""))
        try:
            contents = tree(archive.read(path), name)
        except LoadError:
            continue  # a book can be read without its table of contents
        found = dict(_from_nav(contents, path) if is_nav else _from_ncx(contents, path))
        if found:
            return found
    return {}


def _from_nav(contents: Element, path: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """From EPUB 3's navigation document: nested lists of links."""
    for nav in contents.iter():
        kinds = [value for key, value in nav.attrib.items() if key.endswith("type")]
        if _local(nav) == "nav" and ("toc" in kinds or not kinds):
            yield from _first_of_each(_linked(nav, path))
            return


def _linked(nav: Element, path: str) -> Iterator[tuple[str, str, int]]:
    waiting = [(nav, 0)]
    while waiting:
        element, depth = waiting.pop()
        depth += _local(element) == "ol"
        if _local(element) == "a" and element.get("href"):
            yield _inside(path, element.get("href", "")), _words(element), depth
            continue  # there are no links in links
        waiting += [(child, depth) for child in reversed(element)]


def _from_ncx(contents: Element, path: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """From EPUB 2's table: nested points with a label and a place."""
    yield from _first_of_each(_points(contents, path))


def _points(contents: Element, path: str) -> Iterator[tuple[str, str, int]]:
    waiting = [(contents, 0)]
    while waiting:
        element, depth = waiting.pop()
        if _local(element) == "navPoint":
            depth += 1
            label = next((child for child in element if _local(child) == "navLabel"), None)
            place = next((child for child in element if _local(child) == "content"), None)
            if label is not None and place is not None:
                yield _inside(path, place.get("src", "")), _words(label), depth
        points = (child for child in reversed(element) if _local(child) != "navLabel")
        waiting += [(child, depth) for child in points]


def _first_of_each(
    entries: Iterator[tuple[str, str, int]],
) -> Iterator[tuple[str, tuple[str, int]]]:
    """The first entry that leads into a document is the document's title."""
    seen = set[str]()
    for path, title, depth in entries:
        if path not in seen and title:
            seen.add(path)
            yield path, (title, min(max(depth, 1), 6))


def _refuse_locked(archive: Archive, chapters: set[str], name: Path) -> None:
    """Only whoever has the key can read what is encrypted, if it is more than the fonts."""
    source = archive.find("META-INF/encryption.xml")
    if source is None:
        return
    for data in outermost(tree(source, name), "EncryptedData"):
        methods = [e.get("Algorithm") for e in data if _local(e) == "EncryptionMethod"]
        places = [e.get("URI", "") for e in data.iter() if _local(e) == "CipherReference"]
        is_text = any(normpath(unquote(place)) in chapters for place in places)
        if is_text and not any(method in _FONTS for method in methods):
            raise LoadError(
                name, "is locked by its seller (DRM): only the seller's reader opens it"
            )


def _fields(opf: Element) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for local, field in _FIELDS.items():
        for element in outermost(opf, local):
            if element.tag != f"{_DC}{local}" or not (words := _words(element)):
                continue
            if not words.startswith(_NO_DATE):
                found.setdefault(field, []).append(words)
    whole = ("author", "tags")
    return {
        name: ", ".join(dict.fromkeys(words)) if name in whole else words[0]
        for name, words in found.items()
    }


def _inside(document: str, target: str) -> str:
    """The path in the archive that a link in a document means; never outside of it."""
    path = unquote(target.partition("#")[0])
    return normpath(join("/", dirname(document), path)).lstrip("/")


def _picture(document: str, target: str) -> str:
    """The path in the archive of a picture in a document, or its address."""
    if target.startswith("data:"):
        return ""
    return target if ":" in target.partition("/")[0] else _inside(document, target)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _without_words(chapters: int, missing: list[str]) -> str:
    if missing and len(missing) == chapters:
        return damaged("all chapters that it names are missing")
    return "is a book without words (it may be one of pictures)"


def _remarks(missing: list[str]) -> list[str]:
    if not missing:
        return []
    named = ", ".join(missing[:_MISSING_NAMED]) + (" …" if len(missing) > _MISSING_NAMED else "")
    count = "1 part" if len(missing) == 1 else f"{len(missing)} parts"
    return [f"{count} of this book could not be read: {named}"]
