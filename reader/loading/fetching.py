"""A web page that was named by its address: fetched once, kept as a file, read from there.

Nothing is ever fetched but an address that the reader named. The copy is an ordinary file
that says where it is from, or has a file beside it that does; it opens without a network, and
the marks on it stay.
"""

import os
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from reader.errors import FetchError
from reader.loading.decoding import decode
from reader.loading.fetched_from import keep_address
from reader.loading.html import declared_charset

LARGEST = 20 * 1024 * 1024
"""Bytes of a page, unpacked."""
PATIENCE = 20.0
"""Seconds in which a server must say something."""
LONGEST = 120
"""Seconds that a page may take in all."""
MOST_REDIRECTS = 5
_CHUNK = 65_536
_PAGES = ("text/html", "application/xhtml+xml")
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""What else than pages is kept, and under which ending."""

Tell = Callable[[str], None]


def is_address(word: str) -> bool:
    """Whether the word is the address of a web page, and not of a file."""
    return re.match(r"https?://", word, re.I) is not None


def fetched(
    address: str, folder: Path, when: str, *, again: bool = False, tell: Tell = lambda _: None
) -> Path:
    """The file in the folder that holds the page; fetched now if there is none, or ``again``.

    ``when`` is kept with the page. ``tell`` is told in sentences what takes time, and what
    was not to be expected.

    Raises:
        FetchError: it is no address, or cannot be fetched or kept; the sentence says why.
    """
    try:
        _encoded(address)
    except ValueError as error:
        raise FetchError(f"{address} could not be fetched: {error}.") from error
    kept = [file for ending in _KEPT if (file := folder / _name(address, ending)).is_file()]
    if kept and not again:
        # An address may have led to a page once, and to a PDF when it was fetched again.
        return max(kept, key=lambda file: file.stat().st_mtime_ns)
    tell(f"Fetching {address} …")
    answer = _answer(address)
    if answer.address != address:
        tell(f"{address} leads to {answer.address}.")
    return _keep(answer, address, folder, when)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server gave: bytes that are unpacked, and where they are from in the end."""

    address: str
    kind: str
    charset: str | None
    body: bytes


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirections, to web pages only."""

    max_redirections = MOST_REDIRECTS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request for the page that the server points to."""
        if not is_address(newurl):
            raise FetchError(f"{req.full_url} leads to {newurl}, which is no web page.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _answer(address: str) -> _Answer:
    try:
        request = Request(_encoded(address), headers=_HEADERS)
        with build_opener(_Redirects).open(request, timeout=PATIENCE) as response:
            kind = response.headers.get_content_type()
            charset = response.headers.get_content_charset()
            packing = response.headers.get("Content-Encoding", "")
            return _Answer(response.geturl(), kind, charset, _body(response, packing, address))
    except HTTPError as error:
        error.close()
        raise FetchError(f"{address} was not given: {error.code} {error.reason}.") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise FetchError(f"{address} could not be fetched: {_reason(error)}.") from error


_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Postil; a reader in a terminal)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf,application/epub+zip;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}


def _encoded(address: str) -> str:
    """The address with what is no ASCII in it written as servers expect it.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(address.strip())
    if not parts.hostname:
        raise ValueError("it names no server")
    place = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    keep = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit(
        (parts.scheme, place, quote(parts.path, safe=keep), quote(parts.query, safe=keep), "")
    )


def _body(response: HTTPResponse, packing: str, address: str) -> bytes:
    end = time.monotonic() + LONGEST
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packing else None
    body = bytearray()
    while chunk := response.read(_CHUNK):
        try:
            body += unpack.decompress(chunk, LARGEST + 1) if unpack else chunk
        except zlib.error as error:
            raise FetchError(f"{address} came damaged: try it again.") from error
        if len(body) > LARGEST:
            raise FetchError(f"{address} is larger than {LARGEST // 1024**2} MB: it is not kept.")
        if time.monotonic() > end:
            raise FetchError(f"{address} takes more than {LONGEST} seconds: try it later.")
    if response.length or (unpack and not unpack.eof):
        raise FetchError(f"{address} came only in part: try it again.")
    return bytes(body)


def _keep(answer: _Answer, address: str, folder: Path, when: str) -> Path:
    is_page = answer.kind in _PAGES
    if not is_page and answer.kind not in _ENDINGS:
        raise FetchError(f"{address} is {answer.kind}, which Postil does not read.")
    content = _page(answer, address, when) if is_page else answer.body
    file = folder / _name(address, ".html" if is_page else _ENDINGS[answer.kind])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_page:
            keep_address(file, answer.address, address, when)
        with NamedTemporaryFile(dir=folder, delete=False) as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(file)
    except OSError as error:
        raise FetchError(f"{address} could not be kept in {folder}: {error.strerror}.") from error
    return file


def _page(answer: _Answer, address: str, when: str) -> bytes:
    """The page in UTF-8, under a comment such as browsers write into the pages that they save."""
    name = Path(answer.address)
    text = decode(answer.body, name, answer.charset or declared_charset(answer.body)).text
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


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"nothing came in {PATIENCE:.0f} seconds"
    if isinstance(cause, socket.gaierror):
        return "there is no server of that name, or no network"
    if isinstance(cause, ssl.SSLError):
        return "the server could not prove who it is (its certificate is not valid)"
    if isinstance(cause, ConnectionRefusedError):
        return "the server does not answer there"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause) or type(cause).__name__
