import socket
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import FetchError
from reader.loading import fetching, web_request
from reader.loading.fetching import fetched
from reader.loading.web_address import PUBLIC, THIS_MACHINE, THIS_NETWORK, nearness
from tests.hostile.servers import (
    CERTIFICATE,
    ENDLESS,
    PAGE,
    REDIRECTING_WITH_A_BODY,
    TOO_LARGE,
    UNSOUND,
    Server,
    leading_to,
    page,
    serving,
)
from tests.reader.cli.support import Run

WHEN = "2026-01-02T03:04:05Z"
BY_NUMBER, NEARER = "127.0.0.1", "127.0.0.9"
MEGABYTE = 1024**2


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as ours:
        ours.pages["/page"] = page
        yield ours


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Callable[[str], Path]:
    return lambda path: fetched(server.address + path, tmp_path / "web", WHEN)


Fetch = Callable[[str], Path]


@pytest.mark.parametrize("name", ENDLESS)
def test_an_answer_that_never_ends_is_given_up_in_time(
    name: str, server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/x"] = ENDLESS[name]
    monkeypatch.setattr(fetching, "LONGEST", 1.0)
    began = time.monotonic()
    with pytest.raises(FetchError, match="takes more than 1 second"):
        fetch("/x")
    assert time.monotonic() - began < 5  # the limit, and room for a busy machine


def test_redirections_that_drip_have_the_time_of_one_page_together(
    server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(talk: object) -> None:
        time.sleep(0.5)
        leading_to("/x")(talk)  # type: ignore[arg-type]  # what the server hands it

    server.pages["/x"] = slowly
    monkeypatch.setattr(fetching, "LONGEST", 1.0)
    with pytest.raises(FetchError, match="takes more than 1 second"):
        fetch("/x")


@pytest.mark.parametrize("name", TOO_LARGE)
def test_an_answer_that_is_larger_than_any_page_fills_no_memory(
    name: str, server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/x"] = TOO_LARGE[name]
    monkeypatch.setattr(fetching, "LARGEST", 2 * MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than 2 MB"):
            fetch("/x")
        assert tracemalloc.get_traced_memory()[1] < 12 * MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", REDIRECTING_WITH_A_BODY)
def test_what_stands_under_a_redirection_is_not_read(
    name: str, server: Server, fetch: Fetch
) -> None:
    server.pages["/x"] = REDIRECTING_WITH_A_BODY[name]
    assert fetch("/x").read_bytes().endswith(PAGE)
    assert server.sent < 20 * MEGABYTE  # what the system takes in before it is read, at most


@pytest.mark.parametrize("name", UNSOUND)
def test_an_unsound_answer_is_a_sentence_and_is_not_kept(
    name: str, server: Server, run: Run, tmp_path: Path
) -> None:
    server.pages["/x"] = server.pages["/x?"] = UNSOUND[name]
    done = run("--store", tmp_path / "store", "text", f"{server.address}/x")
    assert (done.status, done.out) == (1, "")
    assert len(done.err) < 500
    assert done.err.isprintable() or set(done.err) - {"\n"} == set(
        filter(str.isprintable, done.err)
    )
    assert "secret" not in done.err
    assert "fault of postil" not in done.err
    assert not list(tmp_path.rglob("*.html"))


def test_an_address_with_a_password_is_refused_before_anything_is_looked_up(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it was looked up"))
    for address in ("https://ida:secret@gull.example/", "http://ida@gull.example:8080/a?b=@c"):
        done = run("--store", tmp_path / "store", "text", address)
        assert done.status == 1
        assert "user name or a password" in done.err
        assert "secret" not in done.err


def test_an_address_never_speaks_to_the_terminal(run: Run, server: Server, tmp_path: Path) -> None:
    for path in ("\x1b]0;CANARY\x07", "\x9b2J", "\u202egpj", "\x7f"):
        done = run("--store", tmp_path / "store", "text", f"{server.address}/{path}")
        assert done.status == 1
        assert done.err.replace("\n", "").isprintable()


@pytest.mark.parametrize("near", [THIS_NETWORK, THIS_MACHINE])
def test_a_page_of_the_web_leads_neither_into_this_network_nor_to_this_machine(
    near: int, server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/x"] = leading_to(f"http://{NEARER}/admin")
    monkeypatch.setattr(web_request, "nearness", lambda ip: near if ip == NEARER else PUBLIC)
    with pytest.raises(FetchError, match=r"leads to .*/admin.*: name that address"):
        fetch("/x")


def test_a_page_of_this_machine_may_lead_to_another_of_it(server: Server, fetch: Fetch) -> None:
    with serving() as other:
        other.pages["/page"] = page
        server.pages["/x"] = leading_to(f"{other.address}/page")
        assert fetch("/x").is_file()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("9.9.9.9", PUBLIC),
        ("2620:fe::fe", PUBLIC),
        ("gull.example", PUBLIC),
        ("10.0.0.1", THIS_NETWORK),
        ("192.168.0.1", THIS_NETWORK),
        ("169.254.169.254", THIS_NETWORK),
        ("100.64.0.1", THIS_NETWORK),
        ("fe80::1%eth0", THIS_NETWORK),
        ("fd00::1", THIS_NETWORK),
        ("::ffff:10.0.0.1", THIS_NETWORK),
        ("64:ff9b::a00:1", THIS_NETWORK),
        ("2002:a00:1::", THIS_NETWORK),
        ("127.8.8.8", THIS_MACHINE),
        ("0.0.0.0", THIS_MACHINE),
        ("::", THIS_MACHINE),
        ("::1", THIS_MACHINE),
        ("::ffff:127.0.0.1", THIS_MACHINE),
        ("localhost", THIS_MACHINE),
        ("a.localhost", THIS_MACHINE),
    ],
)
def test_it_is_known_how_near_an_address_is(address: str, expected: int) -> None:
    assert nearness(address) == expected


@pytest.fixture
def encrypted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(is_encrypted=True) as ours:
        ours.pages["/page"] = page
        yield ours


def test_a_server_that_cannot_prove_who_it_is_is_refused(encrypted: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="could not prove who it is"):
        fetched(f"{encrypted.address}/page", tmp_path, WHEN)
    assert encrypted.asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="there the system alone says who is trusted")
def test_a_page_that_is_encrypted_leads_to_none_that_is_not(
    encrypted: Server, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert fetched(f"{encrypted.address}/page", tmp_path, WHEN).read_bytes().endswith(PAGE)
    by_number = f"https://{BY_NUMBER}:{encrypted.port}/page"
    with pytest.raises(FetchError, match="could not prove who it is"):
        fetched(by_number, tmp_path, WHEN)
    encrypted.pages["/x"] = leading_to(f"{server.address}/page")
    with pytest.raises(FetchError, match="which is not encrypted: name that address"):
        fetched(f"{encrypted.address}/x", tmp_path, WHEN)
    assert server.asked == []
