"""Which annotation was changed last, told from the lines without making them all."""

from collections.abc import Callable, Iterable
from operator import itemgetter

from annotations.model import Annotation

_TIME = b'"modified":"'
_LENGTH = len("2025-01-01T00:00:00Z")
_NO_TAGS = b'"tags":[],"note":"'


def tagged_last(
    lines: Iterable[tuple[str, bytes]], glance: Callable[[str], Annotation | None], but: str
) -> Annotation | None:
    """Of those with tags, but for the one with this id, the one that was changed last.

    ``lines`` are ids with their lines as the store writes them: of nothing that a reader wrote
    can the words looked for be a part, since quotation marks are written otherwise there.
    """
    found = [(_time(line), id) for id, line in lines if id != but and _NO_TAGS not in line]
    found.sort(key=itemgetter(0, 1), reverse=True)
    glances = (glance(id) for _, id in found)
    return next((each for each in glances if each and each.tags and not each.is_hidden), None)


def _time(line: bytes) -> bytes:
    at = line.find(_TIME)
    return line[at + len(_TIME) : at + len(_TIME) + _LENGTH] if at >= 0 else b""
