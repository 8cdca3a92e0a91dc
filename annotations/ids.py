"""Names and times: ids that sort by the time they were made, the clock, a text's hash."""

import os
import time
from collections.abc import Callable, Iterable

_TICKS_PER_MILLISECOND = 1 << 12
_LATEST = 1 << 47
"""Milliseconds from which on an id is not followed: after it there is little room for more."""


def utc_now() -> str:
    """The time now, in UTC, to the second, such as ``2024-12-31T23:59:59Z``."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Ids:
    """Makes version 7 UUIDs (RFC 9562, method 3), each greater than the one before."""

    def __init__(self, nanoseconds: Callable[[], int] | None = None) -> None:
        self._nanoseconds = nanoseconds or time.time_ns
        self._last = 0

    def follow(self, id: str) -> None:
        """Have ids from here on be greater than this one, if it is one of ours.

        So their order is that of what was known when each was made, whatever a clock says.
        """
        self._last = max(self._last, tick_of(id))

    def new(self) -> str:
        """A fresh id, as ``urn:uuid:…``."""
        now = self._nanoseconds() * _TICKS_PER_MILLISECOND // 1_000_000
        self._last = max(now, self._last + 1)
        milliseconds, fraction = divmod(self._last, _TICKS_PER_MILLISECOND)
        chance = int.from_bytes(os.urandom(8), "big") >> 2
        value = milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | chance
        digits = f"{value:032x}"
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
        return "urn:uuid:" + "-".join(parts)


def tick_of(id: str) -> int:
    """The time in an id of ours, in ticks; 0 for any other, and for times that no clock shows."""
    digits = id.removeprefix("urn:uuid:").replace("-", "")
    if len(digits) != 32 or digits[12] != "7":
        return 0
    try:
        milliseconds, fraction = int(digits[:12], 16), int(digits[13:16], 16)
    except ValueError:
        return 0
    return milliseconds << 12 | fraction if milliseconds < _LATEST else 0


def encode_text(text: str) -> bytes:
    """The text in UTF-8; half surrogates, which have no place there, are kept all the same."""
    return text.encode("utf-8", "surrogatepass")


def hash_text(text: str) -> str:
    """The sha256 of the text in UTF-8, as 64 lower-case digits."""
    return hash_pieces([encode_text(text)])


def hash_pieces(pieces: Iterable[bytes]) -> str:
    """The sha256 of the bytes of all pieces, likewise."""
    # It loads OpenSSL, which only a mark on a text of unknown hash has to wait for.
    import hashlib

    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
