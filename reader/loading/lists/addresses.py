"""Lists of addresses alone: a browser's bookmarks, Pocket's page, OPML."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from reader.loading.decoding import decode
from reader.loading.files import read_file
from reader.loading.lists.entries import Entries, Read, address, named
from reader.loading.lists.xml import root_of


def open_bookmarks(file: Path) -> Entries:
    """The links of a browser's bookmarks, or of the page that Pocket exports.

    Raises:
        LoadError: it cannot be read.
    """
    links = _Links()
    links.feed(decode(read_file(file), file).text)
    links.close()
    found = ((url, title) for url, title in links.found if url.startswith(("http:", "https:")))
    return Entries(file, named(_listed(file, found)))


def open_opml(file: Path) -> Entries:
    """The feeds and links of an outline.

    Raises:
        LoadError: it cannot be read, or is no XML.
    """
    root = root_of(read_file(file), file)
    return Entries(file, named(_listed(file, _outlined(root))))


def _listed(file: Path, links: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, Read]]:
    for url, title in links:
        yield "", title or url, address(file, url)


def _outlined(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for outline in root.iter("outline"):
        known = {key.lower(): value for key, value in outline.attrib.items()}
        url = known.get("htmlurl") or known.get("url") or known.get("xmlurl") or ""
        if url:
            yield url, known.get("title") or known.get("text") or ""


class _Links(HTMLParser):
    """The links of a page in their order, each as its address and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_in_link = tag == "a" or (self._is_in_link and tag != "dt")
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self._is_in_link = self._is_in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_in_link:
            url, words = self.found[-1]
            self.found[-1] = url, words + data
