"""News as agencies send it: ninjs in JSON, NewsML-G2 and NITF in XML, all of the IPTC."""

from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from reader.errors import LoadError
from reader.loading.content import Content
from reader.loading.decoding import decode, encoded
from reader.loading.files import read_file
from reader.loading.lists.entries import Entries, Read, listed
from reader.loading.lists.fragment import load_fragment
from reader.loading.lists.records import parsed, words_of
from reader.loading.lists.xml import root_of
from reader.loading.loader import Part
from reader.loading.plain import load_plain
from reader.loading.tags import tokens

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def load_ninjs(source: bytes, name: Path) -> Content:
    """A news item in ninjs 1, 2 or 3; its plain text before its XHTML.

    Raises:
        LoadError: it is not JSON, or has no body.
    """
    part = part_of_ninjs(parsed(decode(source, name).text, name, "news item"), name)
    return _content(part, name)


def part_of_ninjs(item: object, name: Path) -> Part:
    """The article of a news item in ninjs.

    Raises:
        LoadError: it has no body.
    """
    if not isinstance(item, Mapping):
        raise LoadError(name, "holds no news item: it is no JSON object")
    text, is_markup = _body(item)
    if not text.strip():
        raise LoadError(name, "is a news item without a text")
    known = {
        "title": _of_role(item.get("headlines"), "main") or words_of(item.get("headline")),
        "author": words_of(item.get("byline")) or words_of(item.get("by")) or _people(item),
        "date": words_of(
            _first(item, "firstcreated", "firstCreated", "versioncreated", "versionCreated")
        ),
        "url": words_of(item.get("uri")) if words_of(item.get("uri")).startswith("http") else "",
        "language": words_of(item.get("language")),
        "site": words_of(_first(item, "copyrightholder", "copyrightHolder", "provider")),
        "tags": words_of(item.get("subject")) or words_of(item.get("subjects")),
    }
    fields = {key: value for key, value in known.items() if value}
    return Part(encoded(text), "fragment" if is_markup else "plain", fields)


def open_news_xml(file: Path, _encoding: str = "") -> Entries:
    """The items of a message of several; none if the file is one item.

    Raises:
        LoadError: it cannot be read, or is no XML.
    """
    items = _items(root_of(read_file(file), file))
    if len(items) < 2:
        return Entries(file, {})
    return listed(file, ((_id(item), "", _read(item, file)) for item in items))


def load_news_xml(source: bytes, name: Path) -> Content:
    """A news item in NewsML-G2 or NITF.

    Raises:
        LoadError: it is no XML, or holds no text.
    """
    items = _items(root_of(source, name))
    if not items:
        raise LoadError(name, "holds no news item")
    return _content(part_of_item(items[0], name), name)


def part_of_item(item: ElementTree.Element, name: Path) -> Part:
    """The article of a ``newsItem`` or an ``nitf``.

    Raises:
        LoadError: it has no text, as an item of a picture has none.
    """
    body = item.find(".//body.content")
    body = body if body is not None else item.find(".//inlineXML//body")
    body = body if body is not None else item.find(".//inlineXML")
    if body is not None:
        markup = "".join(_markup(child) for child in body) or escape(_words(body))
    else:
        plain = item.find(".//inlineData")
        markup = "".join(f"<p>{escape(line)}</p>" for line in _words(plain).split("\n") if line)
    if not _has_words(markup):
        raise LoadError(name, "is a news item without a text")
    return Part(encoded(markup), "fragment", _fields(item))


def _content(part: Part, name: Path) -> Content:
    load = load_fragment if part.loader == "fragment" else load_plain
    content = load(part.source, name)
    return Content(
        content.text,
        content.blocks,
        {**content.fields, **part.fields},
        links=content.links,
        images=content.images,
        extractor="postil news 1",
    )


def _body(item: Mapping[str, object]) -> tuple[str, bool]:
    """The body, and whether it is markup: of ninjs 2 and 3 from a list, of 1 from its keys."""
    bodies = item.get("bodies")
    found = [one for one in bodies if isinstance(one, Mapping)] if isinstance(bodies, list) else []
    found.sort(
        key=lambda one: (one.get("role") not in (None, "main"), "text/plain" not in _kind(one))
    )
    for one in found:
        if text := one.get("value") or one.get("body"):
            return str(text), "plain" not in _kind(one)
    for key in ("body_text", "body_xhtml", "body_html", "body_richhtml"):
        if isinstance(text := item.get(key), str) and text.strip():
            return text, key != "body_text"
    return "", False


def _kind(body: Mapping[str, object]) -> str:
    return str(body.get("contentType") or body.get("contenttype") or "")


def _of_role(headlines: object, role: str) -> str:
    if not isinstance(headlines, list):
        return ""
    found = [one for one in headlines if isinstance(one, Mapping)]
    best = next((one for one in found if one.get("role") == role), found[0] if found else {})
    return words_of(best.get("value"))


def _people(item: Mapping[str, object]) -> str:
    people = item.get("infosources") or item.get("infoSources") or item.get("creators")
    return words_of(people)


def _first(item: Mapping[str, object], *keys: str) -> object:
    return next((item[key] for key in keys if item.get(key)), None)


def _items(root: ElementTree.Element) -> list[ElementTree.Element]:
    if root.tag in ("newsItem", "nitf"):
        return [root]
    return list(root.iter("newsItem")) or list(root.iter("nitf"))


def _id(item: ElementTree.Element) -> str:
    return (item.get("guid") or "").rpartition(":")[2]


def _read(item: ElementTree.Element, file: Path) -> Read:
    return partial(part_of_item, item, file)


def _fields(item: ElementTree.Element) -> dict[str, str]:
    document = item.find(".//date.issue")
    known = {
        "title": _any(
            item, "contentMeta/headline", ".//hedline/hl1", ".//headline", ".//head/title"
        ),
        "author": _any(item, "contentMeta/by", "contentMeta/creator/name", ".//byline"),
        "date": _any(
            item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"
        )
        or (_day(document.get("norm", "")) if document is not None else ""),
        "site": _any(item, "itemMeta/provider/name", ".//rightsInfo/copyrightHolder/name"),
        "language": item.get(_LANGUAGE, ""),
        "tags": ", ".join(
            words for name in item.findall("contentMeta/subject/name") if (words := _words(name))
        ),
    }
    return {key: value for key, value in known.items() if value}


def _any(item: ElementTree.Element, *places: str) -> str:
    found = (" ".join(_words(item.find(place)).split()) for place in places)
    return next((words for words in found if words), "")


def _day(norm: str) -> str:
    """The day of NITF's ``20230509T101500Z``."""
    return f"{norm[:4]}-{norm[4:6]}-{norm[6:8]}" if norm[:8].isdecimal() else norm


def _words(element: ElementTree.Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _markup(element: ElementTree.Element) -> str:
    """The element with what follows it, written without recursion: it may nest without end."""
    pieces: list[str] = []
    waiting: list[ElementTree.Element | str] = [element]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            pieces.append(step)
            continue
        given = "".join(
            f" {name}='{escape(value)}'" for name, value in step.items() if name[0] != "{"
        )
        pieces.append(f"<{step.tag}{given}>{escape(step.text or '')}")
        waiting.append(f"</{step.tag}>{escape(step.tail or '')}")
        waiting += reversed(step)
    return "".join(pieces)


def _has_words(markup: str) -> bool:
    return any(kind == "words" and words.strip() for kind, words, _ in tokens(markup))
