"""A table for spreadsheets, as RFC 4180 describes it."""

from collections.abc import Callable, Iterator, Sequence

from annotations.export.sources import article_name, in_text_order
from annotations.export.text import without_controls
from annotations.model import Annotation

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_NEEDS_QUOTES = frozenset('",\r\n')

_COLUMNS: dict[str, Callable[[Annotation], str | int | None]] = {
    "id": lambda one: one.id,
    "article": lambda one: article_name(one.source),
    "title": lambda one: one.source.title,
    "date": lambda one: one.source.date,
    "kind": lambda one: one.kind,
    "verdict": lambda one: one.verdict,
    "tags": lambda one: "; ".join(one.tags),
    "exact": lambda one: one.quote.exact,
    "note": lambda one: one.note,
    "evidence": lambda one: "; ".join(one.evidence),
    "start": lambda one: one.position.start,
    "end": lambda one: one.position.end,
    "status": lambda one: one.anchor.status if one.anchor else None,
    "created": lambda one: one.created,
    "modified": lambda one: one.modified,
    "creator": lambda one: one.creator,
    "url": lambda one: one.source.url,
}


def to_csv(annotations: Sequence[Annotation]) -> Iterator[str]:
    """Give a row for each annotation, in the order of paths and texts, under a row of names.

    A cell that a spreadsheet would take for a formula gets a ``'`` in front; ``exact``
    and ``note`` keep their line ends, and other control characters, which RFC 4180 does
    not allow, become U+FFFD. Positions count code points and the end is exclusive.
    """
    yield _row(list(_COLUMNS))
    for annotation in in_text_order(annotations):
        yield _row([_cell(column(annotation)) for column in _COLUMNS.values()])


def _row(cells: Sequence[str]) -> str:
    return ",".join(map(_quoted, cells)) + "\r\n"


def _cell(value: str | int | None) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    harmless = "'" + value if value.startswith(_FORMULA_STARTS) else value
    return without_controls(harmless)


def _quoted(cell: str) -> str:
    if _NEEDS_QUOTES.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
