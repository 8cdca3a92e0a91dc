"""Lists of addresses alone: a browser's bookmarks, Pocket's page, OPML."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from reader.loading.decoding import decode
from reader.loading.files import read_file
from reader.loading.lists.entries import Entries, Read, address, listed
from reader.loading.lists.xml import root_of
from reader.loading.tags import tokens


def open_bookmarks(file: Path, encoding: str = "") -> Entries:
    """The links of a browser's bookmarks, or of the page that Pocket exports.

    Raises:
        LoadError: it cannot be read.
    """
    links = _links(decode(read_file(file), file, asked=encoding).text)
    found = ((url, title) for url, title in links if url.startswith(("http:", "https:")))
    return listed(file, _entries(file, found))


def open_opml(file: Path, _encoding: str = "") -> Entries:
    """The feeds and links of an outline.

    Raises:
        LoadError: it cannot be read, or is no XML.
    """
    root = root_of(read_file(file), file)
    return listed(file, _entries(file, _outlined(root)))


def _entries(file: Path, links: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, Read]]:
    for url, title in links:
        yield "", title or url, address(file, url)


def _outlined(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for outline in root.iter("outline"):
        known = {key.lower(): value for key, value in outline.attrib.items()}
        url = known.get("htmlurl") or known.get("url") or known.get("xmlurl") or ""
        if url:
            yield url, known.get("title") or known.get("text") or ""


def _links(page: str) -> Iterator[tuple[str, str]]:
    """The links of a page in their order, each as its address and its words."""
    url, title = "", ""
    for kind, words, given in tokens(page):
        if kind == "words":
            title += words
        elif words in ("a", "dt"):  # bookmarks end in whatever comes next
            if url:
                yield url, title
            url = given.get("href", "") if kind == "start" and words == "a" else ""
            title = ""
    if url:
        yield url, title
