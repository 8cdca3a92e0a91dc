"""Tables: a row a line where they hold figures, paragraphs where they only place text."""

from collections.abc import Sequence

from reader.loading.text_writer import Writer

_LONG_CELL = 160
"""Characters from which on a cell is a text, and its table only places it."""
_BREAKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr blockquote pre table".split())


class Cells:
    """The rows of a table while it is read; words are gathered in pieces, and joined once."""

    def __init__(self) -> None:
        self._rows: list[list[list[str]]] = []

    def row(self) -> None:
        """A row begins."""
        self._rows.append([])

    def cell(self) -> None:
        """A cell begins, in a row of its own if there is none."""
        if not self._rows:
            self.row()
        self._rows[-1].append([])

    @property
    def has_cell(self) -> bool:
        """Whether a cell of the last row was begun, to which words belong."""
        return bool(self._rows and self._rows[-1])

    def words(self, words: str) -> None:
        """Words of the last cell; they are dropped if there is none."""
        if self.has_cell:
            self._rows[-1][-1].append(words)

    def write(self, writer: Writer) -> None:
        """Write the whole table."""
        write_table([["".join(cell) for cell in row] for row in self._rows], writer)


class Table:
    """A table of HTML while it is read. What is nested in it is of its cells' text."""

    def __init__(self) -> None:
        self._cells = Cells()
        self._depth = 1

    def start(self, tag: str) -> None:
        """A tag within the table begins."""
        self._depth += tag == "table"
        if tag == "tr" and self._depth == 1:
            self._cells.row()
        elif tag in ("td", "th") and self._depth == 1:
            self._cells.cell()
        elif tag in _BREAKS:
            self.words("\n")

    def end(self, tag: str) -> bool:
        """A tag within the table ends; whether it is the table's own."""
        self._depth -= tag == "table"
        if tag in _BREAKS and self._depth:
            self.words("\n")
        return self._depth == 0

    def words(self, words: str) -> None:
        """Words of the cell; those outside of all cells are dropped if they are blank."""
        if not self._cells.has_cell and words.strip():
            self._cells.row()
            self._cells.cell()
        self._cells.words(words)

    def write(self, writer: Writer) -> None:
        """Write the whole table."""
        self._cells.write(writer)


def write_table(rows: Sequence[Sequence[str]], writer: Writer) -> None:
    """Write rows of cells; line ends in a cell are between its paragraphs."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    flat = [[" ".join(cell.split()) for cell in row] for row in filled]
    longest = max((len(cell) for row in flat for cell in row), default=0)
    if longest <= _LONG_CELL and max((len(row) for row in flat), default=0) > 1:
        writer.begin("code")
        writer.words("\n".join(" | ".join(row).strip() for row in flat))
        writer.end()
        return
    for row in filled:
        for paragraph in "\n".join(row).split("\n"):
            writer.begin("paragraph")
            writer.words(paragraph)
            writer.end()
