"""Which annotation was changed last, told from the lines without making them all."""

from collections.abc import Callable, Iterable

from annotations.model import Annotation
from annotations.store.line import head_of

_NO_TAGS = b'"tags":[],"note":"'


def tagged_last(
    lines: Iterable[tuple[str, bytes]], glance: Callable[[str], Annotation | None], but: str
) -> Annotation | None:
    """Of those with tags, but for the one with this id, the one that was changed last.

    ``lines`` are ids with their lines as the store writes them: of nothing that a reader wrote
    can the words looked for be a part, since quotation marks are written otherwise there.
    """
    heads = ((head_of(line), id) for id, line in lines if id != but and _NO_TAGS not in line)
    found = sorted(((head.rank, id) for head, id in heads if head is not None), reverse=True)
    glances = (glance(id) for _, id in found)
    return next((each for each in glances if each and each.tags and not each.is_hidden), None)
