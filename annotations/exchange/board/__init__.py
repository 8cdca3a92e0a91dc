"""The claims board as a table: for a spreadsheet, for a Markdown page, for a browser."""

from annotations.exchange.board.csv_ import to_board_csv
from annotations.exchange.board.html import to_board_html
from annotations.exchange.board.markdown import to_board_markdown
from annotations.exchange.board.model import Board, BoardFormat

__all__ = ["BOARD_FORMATS", "Board", "BoardFormat"]

BOARD_FORMATS: dict[str, BoardFormat] = {
    format.name: format
    for format in (
        BoardFormat("csv", ".csv", "a table for a spreadsheet", to_board_csv),
        BoardFormat("markdown", ".md", "a table in Markdown", to_board_markdown),
        BoardFormat("html", ".html", "a page with the passages and a timeline", to_board_html),
    )
}
"""The ways of writing a board, by name."""
