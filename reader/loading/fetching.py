"""A web page that was named by its address: fetched once, kept as a file, read from there.

Nothing is ever fetched but an address that the reader named. The copy is an ordinary file
that says where it is from, or has a file beside it that does; it opens without a network, and
the marks on it stay.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil_files import replace_file
from reader.errors import FetchError, LoadError
from reader.loading.decoding import decode
from reader.loading.fetched_from import keep_address
from reader.loading.html import declared_charset, has_words
from reader.loading.kinds import is_feed
from reader.loading.loader import HEAD
from reader.loading.quiet_import import load_urllib3
from reader.loading.web_address import is_address, parse_address, without_credentials

if TYPE_CHECKING:
    from reader.loading.web_request import WebAnswer

__all__ = ["fetched", "is_address"]

LARGEST = 20 * 1024 * 1024
"""Bytes of a page, unpacked."""
PATIENCE = 20.0
"""Seconds in which a server must say something."""
LONGEST = 120
"""Seconds that a page may take in all."""
MOST_REDIRECTS = 5
_PAGES = ("text/html", "application/xhtml+xml")
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/feed+json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""What else than pages is kept, and under which ending."""
_FEEDS = ("application/xml", "text/xml", "application/rdf+xml")
"""Kinds that are feeds, if they begin as those do."""

Tell = Callable[[str], None]


def fetched(
    address: str, folder: Path, when: str, *, again: bool = False, tell: Tell = lambda _: None
) -> Path:
    """The file in the folder that holds the page; fetched now if there is none, or ``again``.

    ``when`` is kept with the page. ``tell`` is told in sentences what takes time, and what
    was not to be expected.

    Raises:
        FetchError: it is no address, or cannot be fetched or kept; the sentence says why.
    """
    shown = without_credentials(address)
    try:
        parse_address(address)
    except ValueError as error:
        raise FetchError(f"{shown} could not be fetched: {error}.") from error
    kept = [file for ending in _KEPT if (file := folder / _name(address, ending)).is_file()]
    if kept and not again:
        # An address may have led to a page once, and to a PDF when it was fetched again.
        return max(kept, key=lambda file: file.stat().st_mtime_ns)
    tell(f"Fetching {address} …")
    load_urllib3()
    from reader.loading.web_request import Limits, ask  # with urllib3: a copy needs none

    answer = ask(address, Limits(LARGEST, PATIENCE, LONGEST, MOST_REDIRECTS))
    if answer.address != address:
        tell(f"{address} leads to {answer.address}.")
    return _keep(answer, address, folder, when)


def _keep(answer: "WebAnswer", address: str, folder: Path, when: str) -> Path:
    is_page = answer.kind in _PAGES
    if not is_page and answer.kind not in _ENDINGS:
        raise FetchError(f"{address} is {answer.kind}, which Postil does not read.")
    if answer.kind in _FEEDS and not is_feed(answer.body[:HEAD], ""):
        raise FetchError(f"{address} is {answer.kind}, and no feed: Postil does not read it.")
    if not answer.body.strip():
        raise FetchError(f"{address} came empty: there is nothing to keep.")
    content = _page(answer, address, when) if is_page else answer.body
    file = folder / _name(address, ".html" if is_page else _ENDINGS[answer.kind])
    try:
        if not is_page:
            keep_address(file, answer.address, address, when)
        replace_file(file, content)
    except OSError as error:
        raise FetchError(f"{address} could not be kept in {folder}: {error.strerror}.") from error
    return file


def _page(answer: "WebAnswer", address: str, when: str) -> bytes:
    """The page in UTF-8, under a comment such as browsers write into the pages that they save."""
    name = Path(answer.address)
    try:
        text = decode(answer.body, name, answer.charset or declared_charset(answer.body)).text
    except LoadError as error:
        raise FetchError(f"{address} {error.reason}: it is not kept.") from error
    if not has_words(text):
        raise FetchError(
            f"{address} is a web page without words (a program would fill it in a browser): "
            "it is not kept."
        )
    safe = answer.address.replace("-->", "--%3E")
    asked = f" for {address}" if answer.address != address else ""
    head = f"<!-- saved from url=({len(safe):04})" + safe + " -->\n"
    return f"{head}<!-- fetched{asked.replace('-->', '--%3E')} at {when} -->\n{text}".encode(
        "utf-8", "replace"
    )


_KEPT = (".html", *_ENDINGS.values())


def _name(address: str, ending: str) -> str:
    """A name that tells the page to people, and is that of no other page."""
    parts = urlsplit(address)
    words = re.sub(r"[^\w.-]+", "-", f"{parts.netloc}{parts.path}").strip("-.")[:80]
    return f"{words}-{sha256(address.encode()).hexdigest()[:8]}{ending}"
