"""The claims board as a table: for a spreadsheet, for a Markdown page, for a browser."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotations.claims.board.layout import Column, count
from annotations.claims.board.rows import Cell, Row
from annotations.claims.model import Passage
from annotations.exchange.common.markdown_escapes import link, literal
from annotations.exchange.common.tables import cell as safe
from annotations.exchange.common.tables import joined, row

LEGEND = (
    "○ says the same · ~ may say the same · △ says something else · an empty cell says nothing of "
    "it. ● and ▲ were marked or confirmed by the reader; the others were found by comparing words."
)


@dataclass(frozen=True, slots=True)
class Board:
    """What is written: the rows and columns as they are shown.

    ``words`` gives the words of a passage, "" where its article is gone.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    words: Callable[[Passage], str]

    def told(self, cell: Cell) -> str:
        """The cell's word, and the words that differ."""
        there = "; ".join(each.b for each in cell.conflicts)
        return f"{cell.word} ({there})" if there else cell.word


@dataclass(frozen=True, slots=True)
class BoardFormat:
    """One way of writing a board; ``ending`` is the file name's, with its dot."""

    name: str
    ending: str
    help: str
    write: Callable[[Board], Iterator[str]]


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


def to_board_markdown(board: Board) -> Iterator[str]:
    """Give a table of GitHub's Markdown; of others' words nothing is taken for markup."""
    yield f"# Claims\n\n{LEGEND}\n"
    for heading, rows in parts(board):
        yield f"\n## {heading}\n\n" if heading else "\n"
        heads = (f"{literal(c.heading)}<br>{c.date or 'undated'}" for c in board.columns)
        yield f"| Claim | {' | '.join(heads)} |\n"
        yield "|---" * (len(board.columns) + 1) + "|\n"
        for each in rows:
            cells = (_markdown_cell(board, each.cell(c.name)) for c in board.columns)
            yield f"| {_markdown_claim(board, each)} | {' | '.join(cells)} |\n"
    yield from _notes(board)


def parts(board: Board) -> list[tuple[str, list[Row]]]:
    """The rows under their headings: the claims under none, then the suggestions."""
    claims = [each for each in board.rows if each.suggestion is None]
    suggested = [each for each in board.rows if each.suggestion is not None]
    return [("", claims)] * bool(claims) + [("Worth checking", suggested)] * bool(suggested)


def _markdown_claim(board: Board, each: Row) -> str:
    verdicts = f"**{', '.join(each.verdicts)}** · " if each.verdicts else ""
    return f"{literal(each.text)}<br>{verdicts}{count(each, board.columns).words}"


def _markdown_cell(board: Board, cell: Cell) -> str:
    told = f"{cell.glyph} {literal(board.told(cell))}".strip()
    return f"**{told}**" if cell.is_confirmed and told else told


def _notes(board: Board) -> Iterator[str]:
    """What the reader wrote on the claims, below the table: a cell has no room for it."""
    noted = [each for each in board.rows if each.first and (each.first.note or each.first.evidence)]
    if noted:
        yield "\n## Notes\n"
    for each in noted:
        yield f"\n- {literal(each.text)}\n"
        for claim in each.claims:
            said = claim.annotation
            yield f"  - {literal(said.note)}\n" if said.note.strip() else ""
            yield from (f"  - Evidence: {link(one)}\n" for one in said.evidence)


def _to_board_html(board: Board) -> Iterator[str]:
    # Its style and script are long, and only this format needs them.
    from annotations.exchange.board_html import to_board_html

    return to_board_html(board)


BOARD_FORMATS: dict[str, BoardFormat] = {
    format.name: format
    for format in (
        BoardFormat("csv", ".csv", "a table for a spreadsheet", to_board_csv),
        BoardFormat("markdown", ".md", "a table in Markdown", to_board_markdown),
        BoardFormat("html", ".html", "a page with the passages and a timeline", _to_board_html),
    )
}
"""The ways of writing a board, by name."""
