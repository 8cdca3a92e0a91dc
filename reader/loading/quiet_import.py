"""Loading urllib3 without the socket that it opens while it is loaded."""

import socket
import sys


def load_urllib3() -> None:
    """Load urllib3, which trafilatura needs too, so that no socket is opened.

    As it is loaded it binds a socket to ``::1``, to see whether there is IPv6. Who only reads
    a page that is on the disk has no use for that; whoever fetches one tries the addresses
    that there are.
    """
    if "urllib3.util.connection" in sys.modules:
        return
    has_ipv6, socket.has_ipv6 = socket.has_ipv6, False
    try:
        from urllib3.util import connection  # here, as that is what the function is for
    finally:
        socket.has_ipv6 = has_ipv6
    connection.HAS_IPV6 = has_ipv6
