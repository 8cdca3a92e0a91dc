"""FictionBook (``.fb2``, also zipped): chapters, verse, notes, and what the book says of itself."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive
from reader.loading.content import Content
from reader.loading.lists.xml import root_of
from reader.loading.scripts import subscript, superscript
from reader.loading.text_writer import Writer

VERSION = 1
_DEEPEST = 100
_KINDS = {"p": "paragraph", "v": "paragraph", "subtitle": "heading", "text-author": "paragraph"}
_QUOTED = ("epigraph", "cite", "poem")


def load_fb2(source: bytes, name: Path) -> Content:
    """The text of the book, a heading where each section has a title.

    Raises:
        LoadError: it is no FictionBook, or has no words.
    """
    if source.startswith(b"PK"):
        archive = Archive(source, name)
        member = next((one for one in archive.names if one.lower().endswith(".fb2")), None)
        source = archive.read(member) if member else b""
    root = root_of(source, name)
    if root.tag != "FictionBook":
        raise LoadError(name, damaged("it is no FictionBook"))
    writer = Writer()
    for body in root.findall("body"):
        writer.begin("paragraph")
        _write(body, writer, 1, "")
    if not writer.has_text:
        raise LoadError(name, "is a book without words")
    return writer.content(_fields(root), f"postil fb2 {VERSION}")


def _write(element: Element, writer: Writer, depth: int, within: str) -> None:
    """Write what stands in a body, a section, or a part of one."""
    if element.get("id"):
        writer.anchor(element.get("id", ""))
    for part in element:
        tag = part.tag
        if tag == "title":
            _heading(part, writer, depth)
        elif tag in _KINDS:
            kind = "quote" if within and tag != "subtitle" else _KINDS[tag]
            _block(part, writer, kind, depth if tag == "subtitle" else 0)
        elif tag == "stanza":
            _stanza(part, writer)
        elif tag == "table":
            for row in part.iter("tr"):
                writer.begin("code")
                writer.words("  ".join(" ".join("".join(cell.itertext()).split()) for cell in row))
                writer.end()
        elif depth < _DEEPEST:
            deeper = depth + 1 if tag == "section" else depth
            _write(part, writer, deeper, tag if tag in _QUOTED else within)


def _heading(title: Element, writer: Writer, depth: int) -> None:
    writer.begin("heading", min(depth, 6))
    for number, line in enumerate(title.findall("p")):
        if number:
            writer.words(" ")
        _inline(line, writer)
    writer.end()


def _block(part: Element, writer: Writer, kind: str, level: int) -> None:
    writer.begin(kind, min(level, 6))
    if part.get("id"):
        writer.anchor(part.get("id", ""))
    _inline(part, writer)
    writer.end()


def _stanza(stanza: Element, writer: Writer) -> None:
    writer.begin("quote")
    for number, verse in enumerate(stanza.findall("v")):
        if number:
            writer.line_break()
        _inline(verse, writer)
    writer.end()


def _inline(part: Element, writer: Writer, before: str = "") -> str:
    """Write the words, links and raised figures of a paragraph; give the words before its end."""
    before = _words(part.text, writer, before)
    for inner in part:
        words = "".join(inner.itertext())
        href = next((value for key, value in inner.attrib.items() if key.endswith("href")), "")
        if inner.tag == "a":
            is_note = inner.get("type") == "note" or inner.find("sup") is not None
            words = superscript(words, before, is_note=True) if is_note else words
            writer.link(href if href.startswith(("http:", "https:")) else "", href.lstrip("#"))
            before = _words(words, writer, before)
            writer.end_link()
        elif inner.tag in ("sup", "sub"):
            raise_ = superscript if inner.tag == "sup" else subscript
            before = _words(raise_(words, before), writer, before)
        else:
            before = _words(words, writer, before)
        before = _words(inner.tail, writer, before)
    return before


def _words(words: str | None, writer: Writer, before: str) -> str:
    if words:
        writer.words(words)
    return (before + (words or ""))[-60:]


def _fields(root: Element) -> dict[str, str]:
    info = root.find("description/title-info")
    if info is None:
        return {}
    authors = [
        " ".join(
            words
            for tag in ("first-name", "middle-name", "last-name", "nickname")
            if (words := " ".join((author.findtext(tag) or "").split()))
        )
        for author in info.findall("author")
    ]
    day = info.find("date")
    found = {
        "title": " ".join((info.findtext("book-title") or "").split()),
        "author": ", ".join(filter(None, authors)),
        "language": (info.findtext("lang") or "").strip(),
        "date": (day.get("value") or day.text or "").strip() if day is not None else "",
        "site": " ".join((root.findtext("description/publish-info/publisher") or "").split()),
    }
    if not re.search(r"\d{4}", found["date"]):
        found["date"] = ""
    return {field: words for field, words in found.items() if words}
