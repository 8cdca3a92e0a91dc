"""Which annotations were changed last, told from their lines without making them."""

from collections.abc import Iterable
from operator import itemgetter

_TIME = b'"modified":"'
_LENGTH = len("2025-01-01T00:00:00Z")
_NO_TAGS = b'"tags":[],"note":"'


def tagged_last(lines: Iterable[tuple[str, bytes]]) -> list[str]:
    """The ids of those that may have tags, the one that was changed last first.

    ``lines`` are ids with their lines as the store writes them: of nothing that a reader wrote
    can the words looked for be a part, since quotation marks are written otherwise there.
    """
    found = [(_time(line), id) for id, line in lines if _NO_TAGS not in line]
    found.sort(key=itemgetter(0, 1), reverse=True)
    return [id for _, id in found]


def _time(line: bytes) -> bytes:
    at = line.find(_TIME)
    return line[at + len(_TIME) : at + len(_TIME) + _LENGTH] if at >= 0 else b""
