"""The address of a web page: what is asked of its server, and how near its server is."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_KEPT_AS_IS = "/%:=&?~#+!$,;'@()*[]"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NAT64 = 0x0064_FF9B << 96
"""IPv6 addresses beginning so stand for the IPv4 address in their last 32 bits."""

PUBLIC, THIS_NETWORK, THIS_MACHINE = range(3)


class WebAddress(NamedTuple):
    """Where a page is fetched from; ``target`` is what its server is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        """What the request names its server by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == (443 if self.scheme == "https" else 80)
        return host if is_usual else f"{host}:{self.port}"


def is_address(word: str) -> bool:
    """Return whether the word is the address of a web page, and not of a file."""
    return re.match(r"https?://", word, re.I) is not None


def parse_address(address: str) -> WebAddress:
    """Take the address apart, with what is not ASCII in it written as servers expect it.

    Raises:
        ValueError: it is no address, or holds a user's name or password.
    """
    parts = urlsplit(address.strip())
    if "@" in parts.netloc:
        raise ValueError("an address with a user name or a password is not fetched; leave it out")
    if _CONTROL.search(address.strip()) or re.search(r"[\s\\]", parts.netloc):
        raise ValueError("it has a character in it that no address has")
    if not parts.hostname:
        raise ValueError("it names no server")
    scheme = parts.scheme.lower()
    host = parts.hostname
    if not host.isascii():
        host = host.encode("idna").decode()
    port = parts.port if parts.port is not None else (443 if scheme == "https" else 80)
    path = quote(parts.path, safe=_KEPT_AS_IS) or "/"
    query = "?" + quote(parts.query, safe=_KEPT_AS_IS) if parts.query else ""
    return WebAddress(scheme, host, port, path + query)


def without_credentials(address: str) -> str:
    """Return the address as it may be shown: without a user's name and password.

    >>> without_credentials("https://ida:secret@gull.example/wall")
    'https://gull.example/wall'
    """
    return re.sub(r"^(\s*\w+:/*)[^/?#]*@", r"\1", address)


def nearness(host: str) -> int:
    """Return how near the machine with this IP address is: of ``PUBLIC``, ``THIS_NETWORK``, ``THIS_MACHINE``.

    An address that stands for another counts as that one. A name that is no IP address
    counts as public, unless it is one of this machine's.

    >>> nearness("127.0.0.1") > nearness("192.168.1.1") > nearness("9.9.9.9")
    True
    """
    if host == "localhost" or host.endswith(".localhost"):
        return THIS_MACHINE
    try:
        ip = _meant(ip_address(host.partition("%")[0]))
    except ValueError:
        return PUBLIC
    if ip.is_loopback or ip.is_unspecified:
        return THIS_MACHINE
    return PUBLIC if ip.is_global and not ip.is_multicast else THIS_NETWORK


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if int(ip) >> 32 == _NAT64 >> 32:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
