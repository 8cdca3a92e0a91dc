"""The claims board as a table in GitHub's Markdown."""

from collections.abc import Iterator

from annotations.claims.board.layout import count
from annotations.claims.board.rows import Cell, Row
from annotations.exchange.board.model import LEGEND, Board, parts
from annotations.exchange.common.markdown_text import link, literal


def to_board_markdown(board: Board) -> Iterator[str]:
    """Give a table of GitHub's Markdown; of others' words nothing is taken for markup."""
    yield f"# Claims\n\n{LEGEND}\n"
    for heading, rows in parts(board):
        yield f"\n## {heading}\n\n" if heading else "\n"
        heads = (f"{literal(c.full_title)}<br>{c.date or 'undated'}" for c in board.columns)
        yield f"| Claim | {' | '.join(heads)} |\n"
        yield "|---" * (len(board.columns) + 1) + "|\n"
        for each in rows:
            cells = (_markdown_cell(board, each.cell(c.name)) for c in board.columns)
            yield f"| {_markdown_claim(board, each)} | {' | '.join(cells)} |\n"
    yield from _notes(board)


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
