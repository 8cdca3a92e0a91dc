"""Web pages: the article that a saved page holds, without what stands around it.

What is the article is decided by trafilatura, which was the best of those measured (see
``benchmarks/formats.md``); the structure is kept from what it gives. Where it finds nothing,
the whole page is read by ``reader.loading.markup``. Nothing is fetched.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from reader.errors import LoadError
from reader.loading.content import Content
from reader.loading.decoding import Decoded, decode
from reader.loading.quiet_import import load_urllib3
from reader.loading.text_writer import Writer

VERSION = 2
_LARGEST = 16_000_000
"""Characters of a page, without the pictures in it, that the extractor is handed."""
_LARGE = 1_500_000
"""Characters of a page for which it does not ask others for a second opinion."""

_MANY = 4_000
"""Tags of paragraphs from which on likewise: an opinion takes the square of their number."""
_MOST = 20_000
"""Tags of paragraphs from which on it is not asked: in the end it takes that square itself."""
_MOST_TAGS = 100_000
"""Tags of any kind from which on likewise: it takes seconds, and a kilobyte for each."""
_MOST_ATTRIBUTES = 5_000
"""Attributes of one tag from which on likewise: each is compared with all before it."""

_PARAGRAPH = re.compile(r"<(?:p|div|li|td|tr|dd|dt|blockquote|br)[\s>/]", re.I)
_LONG_TAG = re.compile(r"<[^<>]{20000,}+")
_ATTRIBUTE = re.compile(r"\s[\w:.-]++")
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*,[^\"'\s)>]*", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.I)
_SINGLE_FILE = re.compile(
    r"<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)(.{0,4000}?)-->", re.S
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->")
_SCANNED = 4_096


def load_html(source: bytes, name: Path) -> Content:
    """The article in a web page, with what the page says of itself.

    Raises:
        LoadError: the bytes are not text, or there are no words in the page.
    """
    decoded = decode(source, name, declared_charset(source))
    return article_of(decoded, name, {})


def article_of(decoded: Decoded, name: Path, known: Mapping[str, str]) -> Content:
    """The article in a page that is decoded already; ``known`` are fields from around it.

    Raises:
        LoadError: there are no words in the page.
    """
    if not decoded.text.strip():
        raise LoadError(name, "is empty: there is nothing to read in it")
    page = _DATA.sub("data:,", decoded.text)
    known = {**saved_from(page), **known}
    content = _extracted(page, known) if _is_bearable(page) else None
    if content is None or not content.text.strip():
        content = _whole(page, known)
    if not content.text.strip():
        raise LoadError(name, "is a web page without words (a program would fill it in a browser)")
    return _encoded_as(content, decoded)


def has_words(page: str) -> bool:
    """Return whether a page shows any words by itself, without a program that fills it."""
    return bool(_whole(_DATA.sub("data:,", page), {}).text.strip())


def declared_charset(source: bytes) -> str | None:
    """The encoding that the page names itself, as it is written there."""
    head = source[:_SCANNED]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return found[1].decode("ascii") if found else None


def saved_from(page: str) -> dict[str, str]:
    """The address that the program which saved the page noted in a comment."""
    head = page[:_SCANNED]
    if found := _SINGLE_FILE.search(head):
        address = re.search(r"url:\s*(\S+)", found[1])
        return {"url": address[1]} if address else {}
    found = _SAVED_FROM.search(head)
    return {"url": found[1]} if found else {}


def _encoded_as(content: Content, decoded: Decoded) -> Content:
    return content._replace(encoding=decoded.encoding, encoding_source=decoded.source)


def _is_bearable(page: str) -> bool:
    """Whether the extractor reads the page in a few seconds."""
    return (
        len(page) <= _LARGEST
        and page.count("<") <= _MOST_TAGS
        and len(_PARAGRAPH.findall(page)) <= _MOST
        and all(
            len(_ATTRIBUTE.findall(tag[0])) <= _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)
        )
    )


def _extracted(page: str, known: Mapping[str, str]) -> Content | None:
    """The article as trafilatura sees it; None if it finds none."""
    load_urllib3()
    from reader.loading.html_extraction import extracted  # loaded when a page is read: 100 ms

    is_large = len(page) > _LARGE or len(_PARAGRAPH.findall(page)) > _MANY
    return extracted(page, known, is_large=is_large)


def _whole(page: str, known: Mapping[str, str]) -> Content:
    from reader.loading.markup import write_page  # needed for few pages

    writer = Writer()
    fields = write_page(page, writer, known.get("url", ""))
    return writer.content({**fields, **known}, f"postil whole page {VERSION}")
