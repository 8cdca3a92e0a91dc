"""Web servers that would keep a reader busy, fill its memory, or lead it elsewhere.

Each page is a function that speaks to one connection, whose request has been read. They stop
when the server is closed, or when nobody listens any more.
"""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HERE = "localhost"
CERTIFICATE = Path(__file__).parents[1] / "data" / "tls" / "localhost.pem"
WORDS = b"Some words of a page that is long enough to be one. " * 20
PAGE = (
    b"<html><head><title>The wall</title></head><body><article><p>"
    + WORDS
    + b"</p></article></body></html>"
)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Server:
    """A server of our own on this machine; ``pages`` are by path, ``asked`` what was asked for."""

    def __init__(self, *, is_encrypted: bool = False) -> None:
        self.pages: dict[str, Callable[[Talk], None]] = {}
        self.asked: list[str] = []
        self.sent = 0
        self.ends = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._context: ssl.SSLContext | None = None
        if is_encrypted:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(CERTIFICATE)
        self._thread = threading.Thread(target=self._serve)
        self._talks: list[threading.Thread] = []
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens at."""
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """The beginning of its pages' addresses."""
        return f"{'https' if self._context else 'http'}://{HERE}:{self.port}"

    def close(self) -> None:
        """End it and all that it says."""
        self.ends.set()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            pass
        self._thread.join()
        self._socket.close()
        for talk in self._talks:
            talk.join()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self.ends.is_set():
                connection.close()
                return
            talk = threading.Thread(target=self._answer, args=(connection,))
            self._talks.append(talk)
            talk.start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(10)
            stream = connection
            if self._context:
                stream = self._context.wrap_socket(connection, server_side=True)
            with stream:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = stream.recv(4096)
                    if not piece:
                        return
                    request += piece
                path = request.split(b" ")[1].decode()
                self.asked.append(path)
                self.pages.get(path, _NOT_FOUND)(Talk(self, stream))


class Talk:
    """One connection, whose request has been read."""

    def __init__(self, server: Server, stream: socket.socket) -> None:
        self._server = server
        self._stream = stream

    def say(self, *parts: bytes) -> None:
        """Send the bytes."""
        for part in parts:
            self._stream.sendall(part)
            self._server.sent += len(part)

    def drip(self, part: bytes, pause: float = 0.05) -> None:
        """Send the bytes again and again, slowly, for ever."""
        while not self._server.ends.wait(pause):
            self.say(part)

    def flood(self, part: bytes) -> None:
        """Send the bytes again and again, as fast as they are taken, for ever."""
        while not self._server.ends.is_set():
            self.say(part)


@contextmanager
def serving(*, is_encrypted: bool = False) -> Iterator[Server]:
    """A server for as long as it is needed."""
    server = Server(is_encrypted=is_encrypted)
    try:
        yield server
    finally:
        server.close()


def page(talk: Talk) -> None:
    """A page as there are many."""
    talk.say(OK, b"Content-Length: %d\r\n\r\n" % len(PAGE), PAGE)


def leading_to(address: str, *, status: bytes = b"302 Found") -> Callable[[Talk], None]:
    """A redirection."""
    return lambda talk: talk.say(
        b"HTTP/1.1 ", status, b"\r\nLocation: ", address.encode(), b"\r\nContent-Length: 0\r\n\r\n"
    )


def answering(head: bytes, body: bytes = b"") -> Callable[[Talk], None]:
    """These very bytes, under a head of these lines."""
    return lambda talk: talk.say(head.rstrip(b"\r\n"), b"\r\nConnection: close\r\n\r\n", body)


_NOT_FOUND = answering(b"HTTP/1.1 404 Not Found")


def _then(first: bytes, rest: Callable[[Talk], None]) -> Callable[[Talk], None]:
    def said(talk: Talk) -> None:
        talk.say(first)
        rest(talk)

    return said


_REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /page\r\n\r\n"
_ZEROS = bytes(100 * 1024 * 1024)

ENDLESS: dict[str, Callable[[Talk], None]] = {
    "a body that drips": _then(OK + b"\r\n<p>", lambda talk: talk.drip(b"a")),
    "a head that drips": _then(OK, lambda talk: talk.drip(b"X")),
    "a status line that drips": lambda talk: talk.drip(b"H"),
    "a chunk that drips": _then(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", lambda talk: talk.drip(b"1\r\na\r\n")
    ),
    "continue for ever": lambda talk: talk.drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "silence": lambda talk: talk.drip(b""),
}
"""Answers that never end, and that bring next to nothing."""

TOO_LARGE: dict[str, Callable[[Talk], None]] = {
    "a body without end": _then(OK + b"\r\n<p>", lambda talk: talk.flood(bytes(1 << 20))),
    "a bomb": answering(OK + b"Content-Encoding: gzip\r\n", gzip.compress(_ZEROS)),
    "a bomb in chunks": _then(
        OK + b"Transfer-Encoding: chunked\r\n\r\n",
        lambda talk: talk.flood(b"100000\r\n" + bytes(1 << 20) + b"\r\n"),
    ),
}
"""Answers that are more than any page."""

REDIRECTING_WITH_A_BODY: dict[str, Callable[[Talk], None]] = {
    "a flood": _then(_REDIRECT, lambda talk: talk.flood(bytes(1 << 20))),
    "a drip": _then(_REDIRECT, lambda talk: talk.drip(b"a")),
}
"""Redirections to ``/page`` under which there is more."""

UNSOUND: dict[str, Callable[[Talk], None]] = {
    "nothing": lambda _talk: None,
    "no head": lambda talk: talk.say(PAGE),
    "too many fields": answering(OK + b"".join(b"X%d: y\r\n" % at for at in range(300)), PAGE),
    "a field without end": _then(OK + b"X: ", lambda talk: talk.flood(b"y" * (1 << 20))),
    "a length below nothing": answering(OK + b"Transfer-Encoding: chunked", b"-5\r\nabc"),
    "a chunk that is cut": answering(OK + b"Transfer-Encoding: chunked", b"FFFFFFFFFFFFFF\r\nabc"),
    "cut short": answering(OK + b"Content-Length: 100000", PAGE),
    "not what it is packed as": answering(OK + b"Content-Encoding: gzip", PAGE),
    "packed twice": answering(OK + b"Content-Encoding: gzip, gzip", gzip.compress(PAGE)),
    "packed in another way": answering(OK + b"Content-Encoding: br", PAGE),
    "a program": answering(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-sh", b"#!/bin/sh"),
    "no content": answering(b"HTTP/1.1 204 No Content\r\nContent-Type: text/html"),
    "empty": answering(OK),
    "blank": answering(OK, b" \n\t" * 50),
    "a page that a program fills": answering(
        OK, b"<html><head><title>News</title></head><body><div id=app></div><script>1</script>"
    ),
    "not changed": answering(b"HTTP/1.1 304 Not Modified"),
    "a part": answering(b"HTTP/1.1 206 Partial Content\r\nContent-Type: text/html", PAGE),
    "a status that speaks to the terminal": answering(b"HTTP/1.1 404 \x1b]0;CANARY\x07\x9b31m"),
    "a long status": answering(b"HTTP/1.1 404 " + b"no " * 20000),
    "a place that speaks to the terminal": leading_to("evil\x1b]0;CANARY\x07://x"),
    "a place with a password": leading_to(f"http://ida:secret@{HERE}:1/"),
    "a file": leading_to("file:///etc/passwd"),
    "another kind of server": leading_to(f"ftp://{HERE}/x"),
    "a ring": leading_to("?"),
}
"""Answers that are refused with a sentence, and of which nothing is kept."""
