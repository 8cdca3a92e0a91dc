import gzip
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.errors import FetchError
from reader.library.library import Library
from reader.loading import fetching
from reader.loading.fetching import fetched, is_address
from tests.reader.archives import epub
from tests.reader.fuzz_seeds import seeds
from tests.reader.pdfs import Placed, pdf

WHEN = "2026-01-02T03:04:05Z"
PAGE = (
    "<html><head><title>The wall</title></head><body><article>"
    + "<p>The harbour authority said on Tuesday that the café by the new wall had cost 4.1 million.</p>"
    * 2
    + "<p>The mayor <a href='/log'>first put</a> the figure at 3.4 million in March, they say.</p></article></body></html>"
)
HTML = "text/html; charset=utf-8"
Answer = tuple[int, dict[str, str], bytes]


class Server:
    """A server of our own; ``pages`` are its answers, ``asked`` what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {"/wall": (200, {"Content-Type": HTML}, PAGE.encode())}
        self.asked: list[str] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append(self.path)
                status, headers, body = served.pages.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://{self.server.server_name}:{self.server.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    ours = Server()
    thread = threading.Thread(target=ours.server.serve_forever)
    thread.start()
    yield ours
    ours.server.shutdown()
    ours.server.server_close()
    thread.join()


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Callable[..., Path]:
    def fetch(path: str, *, again: bool = False) -> Path:
        return fetched(f"{server.address}{path}", tmp_path / "web", WHEN, again=again)

    return fetch


Fetch = Callable[..., Path]


def test_a_page_is_kept_as_a_file_that_says_where_it_is_from(server: Server, fetch: Fetch) -> None:
    file = fetch("/wall")
    assert file.read_text("utf-8").startswith("<!-- saved from url=(")
    assert WHEN in file.read_text("utf-8")[:300]
    library = Library.open([file])
    article = library.load(library.paths[0])
    assert (article.title, article.url) == ("The wall", f"{server.address}/wall")
    assert "the café by the new wall" in article.text
    assert article.links[0].address == f"{server.address}/log"


def test_a_page_that_is_kept_opens_without_the_network(server: Server, fetch: Fetch) -> None:
    file = fetch("/wall")
    server.pages.clear()
    assert fetch("/wall") == file
    assert server.asked == ["/wall"]


def test_a_page_is_fetched_again_when_that_is_asked_for(server: Server, fetch: Fetch) -> None:
    file = fetch("/wall")
    server.pages["/wall"] = (200, {"Content-Type": HTML}, PAGE.replace("4.1", "4.2").encode())
    assert fetch("/wall", again=True) == file
    assert "4.2 million" in file.read_text("utf-8")


def test_what_was_fetched_last_is_opened_when_an_address_leads_to_something_else_by_now(
    server: Server, fetch: Fetch
) -> None:
    page = fetch("/wall")
    os.utime(page, (0, 0))
    server.pages["/wall"] = (200, {"Content-Type": "text/plain"}, b"The wall held.")
    text = fetch("/wall", again=True)
    assert fetch("/wall") == text != page


def test_a_copy_outlives_a_failure_to_fetch_it_again(server: Server, fetch: Fetch) -> None:
    file = fetch("/wall")
    server.pages.clear()
    with pytest.raises(FetchError, match="404"):
        fetch("/wall", again=True)
    assert "4.1 million" in file.read_text("utf-8")


def test_a_page_that_moved_is_kept_under_its_new_address_and_that_is_told(
    server: Server, tmp_path: Path
) -> None:
    server.pages["/old"] = (302, {"Location": "/wall"}, b"")
    told: list[str] = []
    file = fetched(f"{server.address}/old", tmp_path, WHEN, tell=told.append)
    assert told == [
        f"Fetching {server.address}/old …",
        f"{server.address}/old leads to {server.address}/wall.",
    ]
    library = Library.open([file])
    assert library.load(library.paths[0]).url == f"{server.address}/wall"


def test_a_ring_of_redirections_and_one_to_a_file_are_refused(server: Server, fetch: Fetch) -> None:
    server.pages["/ring"] = (302, {"Location": "/ring"}, b"")
    server.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(FetchError, match="302"):
        fetch("/ring")
    assert len(server.asked) <= fetching.MOST_REDIRECTS + 1
    with pytest.raises(FetchError, match="file:///etc/passwd"):
        fetch("/file")


def test_a_packed_page_is_unpacked_and_a_trap_is_not(
    server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = {"Content-Type": HTML, "Content-Encoding": "gzip"}
    server.pages["/packed"] = (200, packed, gzip.compress(PAGE.encode()))
    assert "4.1 million" in fetch("/packed").read_text("utf-8")
    monkeypatch.setattr(fetching, "LARGEST", 1024**2)
    server.pages["/bomb"] = (200, packed, gzip.compress(bytes(50 * 1024**2)))
    server.pages["/large"] = (200, {"Content-Type": HTML}, bytes(2 * 1024**2))
    for path in ("/bomb", "/large"):
        with pytest.raises(FetchError, match="larger than 1 MB"):
            fetch(path)
    server.pages["/torn"] = (200, packed, gzip.compress(PAGE.encode())[:-30])
    with pytest.raises(FetchError, match="only in part"):
        fetch("/torn")


def test_a_page_that_breaks_off_is_not_kept(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    server.pages["/short"] = (200, {"Content-Type": HTML, "Content-Length": "99999"}, b"<p>The")
    server.pages["/short"][1]["Connection"] = "close"
    with pytest.raises(FetchError, match="only in part"):
        fetch("/short")
    assert not (tmp_path / "web").exists()


def test_a_page_in_an_old_encoding_is_read_as_its_server_says(server: Server, fetch: Fetch) -> None:
    body = PAGE.replace("café", "кафе").encode("koi8-r")
    server.pages["/old"] = (200, {"Content-Type": "text/html; charset=koi8-r"}, body)
    library = Library.open([fetch("/old")])
    assert "the кафе by the new wall" in library.load(library.paths[0]).text


def test_a_text_is_kept_as_it_is_and_what_is_not_read_is_refused(
    server: Server, fetch: Fetch
) -> None:
    server.pages["/log.txt"] = (200, {"Content-Type": "text/plain"}, b"The wall held.\n")
    assert fetch("/log.txt").read_bytes() == b"The wall held.\n"
    server.pages["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    with pytest.raises(FetchError, match="is image/png, which Postil does not read"):
        fetch("/a.png")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pdf", pdf([[Placed("The wall held.", 72, 700)]])),
        ("text/plain", b"The wall held."),
        ("text/markdown; charset=utf-8", b"# The wall\n\nIt held.\n"),
        ("application/epub+zip", epub({"one.xhtml": "<p>The wall held.</p>"})),
    ],
)
def test_what_is_no_page_is_kept_to_the_byte_and_knows_its_address(
    server: Server, fetch: Fetch, kind: str, body: bytes
) -> None:
    server.pages["/old"] = (302, {"Location": "/of-the-wall"}, b"")
    server.pages["/of-the-wall"] = (200, {"Content-Type": kind}, body)
    file = fetch("/old")
    assert file.read_bytes() == body
    library = Library.open([file])
    for _ in ("made", "known"):
        assert library.load(library.paths[0]).url == f"{server.address}/of-the-wall"


def test_an_address_that_was_kept_and_is_damaged_is_done_without(
    server: Server, fetch: Fetch
) -> None:
    server.pages["/log"] = (200, {"Content-Type": "text/plain"}, b"The wall held.")
    file = fetch("/log")
    for damage in (b"", b"{", b"[]", b'{"address": 5}', b"\xff" * 9, b"[" * 100_000):
        file.with_name(f"{file.name}.fetched").write_bytes(damage)
        assert Library.open([file]).load(file.name).url is None


def test_the_files_beside_what_was_fetched_are_no_articles(server: Server, fetch: Fetch) -> None:
    server.pages["/log"] = (200, {"Content-Type": "text/plain"}, b"The wall held.")
    file = fetch("/log")
    assert Library.open([file.parent]).paths == (file.name,)


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    with pytest.raises(FetchError, match="could not be fetched: the server does not answer there"):
        fetched(f"http://{host}:{port}/wall", tmp_path, WHEN)
    for address in ("http://", "http://[x/", "https:///a"):
        with pytest.raises(FetchError, match="could not be fetched"):
            fetched(address, tmp_path, WHEN)


def test_a_copy_that_cannot_be_kept_is_a_sentence(server: Server, tmp_path: Path) -> None:
    (tmp_path / "web").write_text("")
    with pytest.raises(FetchError, match="could not be kept"):
        fetched(f"{server.address}/wall", tmp_path / "web" / "in", WHEN)


def test_only_addresses_of_web_pages_are_addresses() -> None:
    assert is_address("https://gull.example/")
    assert not any(is_address(word) for word in ("file:///etc", "ftp://a", "http:", "a.txt", "-"))


def test_a_name_made_of_an_address_stays_in_its_folder(server: Server, fetch: Fetch) -> None:
    server.pages["/../..%2f..%2fetc/x?a=%2e%2e/"] = server.pages["/wall"]
    file = fetch("/../..%2f..%2fetc/x?a=%2e%2e/")
    assert file.parent.name == "web"
    assert not file.name.startswith(".")


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8"])
def test_a_feed_is_fetched_once_and_is_a_list_of_articles(
    server: Server, tmp_path: Path, kind: str
) -> None:
    server.pages["/feed"] = (200, {"Content-Type": kind}, seeds()["feed"][0])
    file = fetched(f"{server.address}/feed", tmp_path, WHEN)
    assert fetched(f"{server.address}/feed", tmp_path, WHEN) == file
    assert server.asked == ["/feed"]
    library = Library.open([file])
    assert library.load(library.paths[0]).title == "Pier & co"


def test_xml_that_is_no_feed_is_not_kept(server: Server, tmp_path: Path) -> None:
    server.pages["/feed"] = (200, {"Content-Type": "text/xml"}, b"<sitemap><url/></sitemap>")
    with pytest.raises(FetchError, match="no feed"):
        fetched(f"{server.address}/feed", tmp_path, WHEN)
    assert not list(tmp_path.iterdir())
