"""Feeds (RSS, Atom), read by feedparser: each entry an article, or an address if it has no text."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from time import struct_time

from reader.errors import LoadError, damaged
from reader.loading.decoding import encoded
from reader.loading.files import read_file
from reader.loading.lists.entries import Entries, Read, address, listed
from reader.loading.loader import Part
from reader.loading.numbers import unescaped

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_LARGEST = 32 * 1024 * 1024
_MOST_TAGS = 300_000


def open_feed(file: Path, _encoding: str = "") -> Entries:
    """The entries of the feed in the file; nothing is fetched.

    Raises:
        LoadError: it cannot be read, or is no feed to its end.
    """
    source = read_file(file)
    if b"<!ENTITY" in source.upper():
        raise LoadError(file, "declares entities of its own, which a feed never does")
    if len(source) > _LARGEST or source.count(b"<") > _MOST_TAGS:
        raise LoadError(file, "is larger than any feed: split it into parts")
    # Loaded when a feed is opened, which few folders hold.
    import feedparser

    # Our own parser takes the words out of the markup; from bytes nothing is ever fetched.
    try:
        feed = feedparser.parse(BytesIO(source), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # what is broken breaks it in ways of every kind
        raise LoadError(file, damaged("it is no feed to its end")) from error
    if not feed.entries and feed.get("bozo"):
        raise LoadError(file, damaged("it is no feed to its end"))
    return listed(file, _entries(feed.entries, feed.feed, file))


def _entries(
    entries: list[Mapping[str, object]], feed: Mapping[str, object], file: Path
) -> Iterator[tuple[str, str, Read]]:
    for entry in entries:
        fields = _fields(entry, feed)
        text, is_markup = _text(entry)
        if text.strip():
            part = Part(encoded(text), "fragment" if is_markup else "plain", fields)
            yield "", "", partial(_given, part)
        else:
            url = fields.get("url", "")
            yield "", fields.get("title") or url, address(file, url)


def _given(part: Part) -> Part:
    return part


def _text(entry: Mapping[str, object]) -> tuple[str, bool]:
    """The longest text of the entry, and whether it is HTML."""
    held = entry.get("content")
    found = [one for one in (held if isinstance(held, list) else []) if isinstance(one, Mapping)]
    texts = [(str(one.get("value") or ""), str(one.get("type") or "")) for one in found]
    summary = entry.get("summary_detail")
    if isinstance(summary, Mapping):
        texts.append((str(summary.get("value") or ""), str(summary.get("type") or "")))
    text, kind = max(texts, key=lambda one: len(one[0]), default=("", ""))
    return text, kind != "text/plain" or "</" in text


def _fields(entry: Mapping[str, object], feed: Mapping[str, object]) -> dict[str, str]:
    # Its own ``get`` takes the one for the other, and warns of it.
    days = dict(entry)
    day = days.get("published_parsed") or days.get("updated_parsed")
    tags = entry.get("tags")
    terms = [
        str(tag.get("label") or tag.get("term") or "")
        for tag in (tags if isinstance(tags, list) else [])
        if isinstance(tag, Mapping)
    ]
    found = {
        "title": _words(entry.get("title")),
        "author": _words(entry.get("author") or feed.get("author")),
        "date": "{:04}-{:02}-{:02}".format(*day[:3]) if isinstance(day, struct_time) else "",
        "url": _words(entry.get("link")),
        "site": _words(feed.get("title")),
        "language": _words(feed.get("language")),
        "tags": ", ".join(filter(None, terms)),
    }
    if not found["url"].startswith(("http://", "https://")):
        found["url"] = ""
    return {field: words for field, words in found.items() if words}


def _words(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join(unescaped(_TAG.sub("", value)).split())
