"""The claims board as a table for a spreadsheet."""

from collections.abc import Iterator

from annotations.claims.board.layout import count
from annotations.claims.board.rows import Row
from annotations.exchange.board.model import Board
from annotations.exchange.common.tables import cell as safe
from annotations.exchange.common.tables import joined, row

_COLUMNS = (
    "kind", "id", "article", "date", "claim", "verdict", "tags", "note", "evidence",
    "said_by", "origins", "differs_in", "of",
)  # fmt: skip


def to_board_csv(board: Board) -> Iterator[str]:
    """Give a row for each claim and a column for each article, by its path.

    A claim has the verdict, tags and note of the first of its group, and all verdicts where
    they are several; cells that a spreadsheet would take for formulas are made harmless.
    """
    yield row([*_COLUMNS, *(safe(column.name) for column in board.columns)])
    dates = {column.name: column.date for column in board.columns}
    for each in board.rows:
        cells = [safe(board.told(each.cell(column.name))) for column in board.columns]
        yield row([*map(safe, _facts(board, each, dates.get(each.name))), *cells])


def _facts(board: Board, each: Row, date: str | None) -> tuple[str | int | None, ...]:
    first, counted = each.first, count(each, board.columns)
    return (
        "suggestion" if first is None else "claim",
        first.id if first is not None else None,
        each.name,
        date,
        each.text,
        joined(each.verdicts) or (first.verdict if first is not None else None),
        joined(first.tags) if first is not None else None,
        first.note if first is not None else None,
        joined(first.evidence) if first is not None else None,
        counted.said,
        counted.origins,
        counted.differing,
        counted.of,
    )
