"""The claims board as it is written: its rows, its columns, and the words in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotations.claims.board.layout import Column
from annotations.claims.board.rows import Cell, Row
from annotations.claims.model import Passage

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


def parts(board: Board) -> list[tuple[str, list[Row]]]:
    """The rows under their headings: the claims under none, then the suggestions."""
    claims = [each for each in board.rows if each.suggestion is None]
    suggested = [each for each in board.rows if each.suggestion is not None]
    return [("", claims)] * bool(claims) + [("Worth checking", suggested)] * bool(suggested)
