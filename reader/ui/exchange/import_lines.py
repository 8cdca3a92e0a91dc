"""What an import would bring, in lines: counts, what is refused, each annotation."""

from annotations import ImportResult
from reader.page.printable import printable
from reader.ui.exchange.import_job import Incoming, Rehearsed
from reader.ui.page_marks import Pieces
from reader.ui.widgets.drawing import elided

_KIND = 10
_WHERE = 34
"""Cells for where an annotation will stand, on a wide screen; a third of a narrow one."""


def head_of(rehearsed: Rehearsed, review: str) -> list[Pieces]:
    """How many are new, doubled, without a place and refused; each refused one with its reason.

    ``review`` is the key of the review.
    """
    result, refused = rehearsed.result, rehearsed.refused
    lines = [_count(len(result.added), "new", "strong")]
    if result.doubled:
        lines.append(_count(len(result.doubled), "here already: they stay out", ""))
    if result.unplaced:
        said = f"of these have no place yet: to review ({review})"
        lines.append(_count(len(result.unplaced), said, "warning"))
    if result.several:
        said = f"of these stand in several places: choose in the review ({review})"
        lines.append(_count(len(result.several), said, "warning"))
    if refused:
        lines.append(_count(len(refused), "refused:", "warning"))
    for where, reason in refused:
        lines.append([(f"{'':9}{where}: ", "quiet"), (reason, "")])
    return [*lines, []]


def _count(count: int, said: str, style: str) -> Pieces:
    return [(f"{count:>7,}  ", "accent"), (said, style)]


def line_of(row: Incoming, width: int) -> Pieces:
    """The kind, the words, and where they will stand."""
    made = row.annotation
    where = min(_WHERE, width // 3)
    words = " ".join(made.quote.exact.split())
    room = width - 2 - _KIND - where - 2
    return [
        ("  ", ""),
        (elided(printable(made.kind), _KIND), f"{made.colour or made.kind}.bar"),
        (elided(printable(words), room) + "  ", ""),
        (elided(printable(row.where), where), "quiet"),
    ]


def said_of(rehearsed: Rehearsed, result: ImportResult, review: str, undo: str) -> str:
    """What came of it, in a sentence that names the keys of the review and of undo."""
    doubled = len(rehearsed.result.doubled) + len(result.doubled)
    parts = [f"{len(result.added):,} came in"]
    parts += [f"{doubled:,} doubled"] if doubled else []
    parts += [f"{len(rehearsed.refused):,} refused"] if rehearsed.refused else []
    waiting = len(result.unplaced) + len(result.several)
    parts += [f"{waiting:,} to review ({review})"] if waiting else []
    return ", ".join(parts) + f"; {undo} takes it back."
