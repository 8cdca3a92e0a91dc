"""One page asked of a web server, within bounds that the server cannot move.

The answer is bounded in bytes, packed and unpacked, in redirections, and in time, from the
look-up of the first name to the last byte. It speaks through urllib3.
"""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from typing import NoReturn
from urllib.parse import urljoin
from urllib.request import getproxies, proxy_bypass

from urllib3 import BaseHTTPResponse, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    IncompleteRead,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from reader.errors import FetchError
from reader.loading.web_address import (
    THIS_MACHINE,
    WebAddress,
    is_address,
    nearness,
    parse_address,
    without_credentials,
)

_CHUNK = 65_536
_TICK = 0.25
"""Seconds after which a wait looks whether it was interrupted, which Windows needs."""
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Postil; a reader in a terminal)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf,application/epub+zip;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may take: unpacked bytes, seconds of silence, seconds in all, redirections."""

    bytes: int
    silence: float
    seconds: float
    redirects: int


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a server gave: unpacked bytes, and the address they are from in the end."""

    address: str
    kind: str
    charset: str | None
    body: bytes


def ask(address: str, limits: Limits) -> WebAnswer:
    """Ask for a page, following its redirections.

    A redirection is followed neither from https to http nor to a server that is nearer than
    the one before: those addresses have to be named.

    Raises:
        FetchError: it was not given within the limits; the sentence says why.
    """
    request = _Request(address, limits)
    # In a thread, as neither the look-up of a name nor a head that drips can be ended. It is
    # left behind then, and ends with its connection or with the program.
    thread = threading.Thread(target=request.run, daemon=True)
    thread.start()
    while thread.is_alive() and request.left() > 0:
        thread.join(min(_TICK, request.left()))
    return request.outcome()


class _Request:
    """A page that is asked for in another thread."""

    def __init__(self, address: str, limits: Limits) -> None:
        self._asked = address
        self._limits = limits
        self._end = time.monotonic() + limits.seconds
        self._answer: WebAnswer | None = None
        self._error: FetchError | None = None

    def left(self) -> float:
        """Return the seconds that are left for all of it."""
        return self._end - time.monotonic()

    def outcome(self) -> WebAnswer:
        """Return the answer, or raise the FetchError that says why there is none by now."""
        if self._error is not None:
            raise self._error
        if self._answer is None:
            raise self._too_slow()
        return self._answer

    def run(self) -> None:
        """Ask, and keep what came of it."""
        try:
            self._answer = self._follow()
        except FetchError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001  (a thread must not end with a traceback)
            # A silence that the end of the time for all of it has cut short is none of its own.
            is_over = isinstance(error, _TIMEOUTS) and self.left() <= _MOMENT
            self._error = (
                self._too_slow()
                if is_over
                else FetchError(
                    f"{self._shown} could not be fetched: {_reason(error, self._limits)}."
                )
            )
            self._error.__cause__ = error

    @property
    def _shown(self) -> str:
        return without_credentials(self._asked)

    def _too_slow(self) -> FetchError:
        return FetchError(
            f"{self._shown} takes more than {self._limits.seconds:.0f} seconds: try it later."
        )

    def _follow(self) -> WebAnswer:
        address, near = self._asked, THIS_MACHINE
        for _ in range(self._limits.redirects + 1):
            with self._opened(address, near) as (response, at):
                location = _location(response)
                if response.status not in _REDIRECTS or not location:
                    return self._read(response, address)
            address, near = self._next(address, location), at
        raise FetchError(
            f"{self._shown} was not given: it leads on (302) more than "
            f"{self._limits.redirects} times, and is not followed any further."
        )

    def _next(self, address: str, location: str) -> str:
        """The address that a server points to, if it may be followed."""
        try:
            found = urljoin(address, location)
            parse_address(found)
        except ValueError:
            found = location
        shown = f"{without_credentials(address)} leads to {without_credentials(found)}"
        if not is_address(found):
            raise FetchError(f"{shown}, which is no web page.")
        if address.lower().startswith("https:") and not found.lower().startswith("https:"):
            raise FetchError(
                f"{shown}, which is not encrypted: name that address to fetch it all the same."
            )
        return found

    @contextmanager
    def _opened(self, address: str, near: int) -> Iterator[tuple[BaseHTTPResponse, int]]:
        """The answer's head, and how near its server is; ``near`` is as near as it may be."""
        web = parse_address(address)
        proxy = _proxy_for(web)
        with ExitStack() as closing:
            if proxy is None:
                yield self._ask_one_of(web, self._allowed(web, address, near), closing)
                return
            at = nearness(web.host)
            if at > near:
                self._refuse_nearness(at, address)
            # The proxy looks the name up, and speaks to the server in our place.
            manager = closing.enter_context(
                ProxyManager(proxy, ssl_context=ssl.create_default_context())
            )
            response = manager.urlopen(
                "GET",
                f"{web.scheme}://{web.host_header}{web.target}",
                headers=_HEADERS,
                timeout=self._patience(),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            closing.callback(response.close)
            yield response, at

    def _allowed(self, web: WebAddress, address: str, near: int) -> list[str]:
        """The IP addresses of the server that are not nearer than that."""
        ips = _ips_of(web)
        allowed = [ip for ip in ips if nearness(ip) <= near]
        if not allowed:
            self._refuse_nearness(nearness(ips[0]), address)
        return allowed

    def _refuse_nearness(self, at: int, address: str) -> NoReturn:
        where = "on this machine" if at == THIS_MACHINE else "in this network"
        raise FetchError(
            f"{self._shown} leads to {without_credentials(address)}, {where}: "
            "name that address to fetch it all the same."
        )

    def _ask_one_of(
        self, web: WebAddress, ips: list[str], closing: ExitStack
    ) -> tuple[BaseHTTPResponse, int]:
        """The answer of the first of the machines that can be reached."""
        for ip in ips[:-1]:
            try:
                return self._ask(web, ip, closing), nearness(ip)
            except (NewConnectionError, ConnectTimeoutError):
                continue
        return self._ask(web, ips[-1], closing), nearness(ips[-1])

    def _ask(self, web: WebAddress, ip: str, closing: ExitStack) -> BaseHTTPResponse:
        """Ask the machine with this IP address: the very one that was found to be allowed."""
        if web.scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                ip,
                web.port,
                timeout=self._patience(),
                ssl_context=ssl.create_default_context(),
                server_hostname=web.host,
            )
        else:
            connection = HTTPConnection(ip, web.port, timeout=self._patience())
        closing.callback(connection.close)
        connection.request(
            "GET",
            web.target,
            headers={"Host": web.host_header, **_HEADERS},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        closing.callback(response.close)
        return response

    def _patience(self) -> float:
        """The seconds that the server may be silent for."""
        left = self.left()
        if left <= 0:
            raise self._too_slow()
        return min(left, self._limits.silence)

    def _read(self, response: BaseHTTPResponse, address: str) -> WebAnswer:
        if response.status != HTTPStatus.OK:
            raise FetchError(f"{self._shown} was not given: {_named(response.status)}.")
        said = Message()
        said["Content-Type"] = response.headers.get("content-type", "")
        packing = response.headers.get("content-encoding", "").strip().lower() or "identity"
        if packing not in ("identity", "gzip", "x-gzip"):
            raise FetchError(f"{self._shown} came packed in a way that was not asked for.")
        return WebAnswer(
            address,
            said.get_content_type(),
            said.get_content_charset(),
            self._body(response, is_packed=packing != "identity"),
        )

    def _body(self, response: BaseHTTPResponse, *, is_packed: bool) -> bytes:
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_packed else None
        largest = self._limits.bytes
        body = bytearray()
        for chunk in self._chunks(response):
            # No call unpacks more than one byte over what is allowed.
            body += unpack.decompress(chunk, largest + 1 - len(body)) if unpack else chunk
            if len(body) > largest:
                raise FetchError(
                    f"{self._shown} is larger than {largest // 1024**2} MB: it is not kept."
                )
        if unpack and not unpack.eof:
            raise FetchError(f"{self._shown} came only in part: try it again.")
        return bytes(body)

    def _chunks(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        """What has come, as it comes; without the packing taken off."""
        while chunk := response.read1(_CHUNK, decode_content=False):
            if self.left() <= 0:
                raise self._too_slow()
            yield chunk


def _location(response: BaseHTTPResponse) -> str:
    """Where the answer points to; bytes that are no ASCII are taken for UTF-8, as browsers do."""
    said = response.headers.get("location", "")
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


def _ips_of(web: WebAddress) -> list[str]:
    """The IP addresses of the server, one of each at most."""
    found = socket.getaddrinfo(web.host, web.port, type=socket.SOCK_STREAM)
    ips = dict.fromkeys(str(place[0]) for *_, place in found)
    if not ips:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return list(ips)


def _proxy_for(web: WebAddress) -> str | None:
    """The proxy that the system's settings name for the address."""
    proxy = getproxies().get(web.scheme)
    if not proxy or proxy_bypass(web.host_header):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    return proxy if is_address(proxy) else None


def _named(status: int) -> str:
    """The status with the words that belong to it, whatever the server says."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


_TIMEOUTS = (ConnectTimeoutError, ReadTimeoutError, TimeoutError)
_MOMENT = 0.1
"""Seconds that are as good as none."""

_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((zlib.error,), "it came damaged; try it again"),
    ((NewConnectionError,), "the server does not answer there"),
    (
        (SSLError, ssl.SSLError),
        "the server could not prove who it is (its certificate is not valid)",
    ),
    ((socket.gaierror, UnicodeError), "there is no server of that name, or no network"),
)
"""What is said of errors; of those that fit, the first."""


def _reason(error: Exception, limits: Limits) -> str:
    for kinds, reason in _REASONS:
        if isinstance(error, kinds):
            return reason
    if isinstance(error, _TIMEOUTS):
        return f"nothing came in {limits.silence:.0f} seconds"
    if isinstance(error, ProtocolError | HTTPException):
        return _reason_of_break(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) if isinstance(error, ValueError) else type(error).__name__


def _reason_of_break(error: Exception) -> str:
    """What happened to an answer that broke off, or that never was one."""
    inner = next((each for each in error.args if isinstance(each, Exception)), None)
    if isinstance(error, IncompleteRead) or isinstance(inner, IncompleteRead):
        return "it came only in part; try it again"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return "what came is no answer of a web server"
