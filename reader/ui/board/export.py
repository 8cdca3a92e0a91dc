"""Writing the board to a file, from its screen: which format, which file, and then beside the reader."""

from pathlib import Path

from textual import work

from annotations import AnnotationsError
from annotations.claims.board.layout import Column
from annotations.claims.board.rows import Row
from annotations.claims.model import Passage
from reader.ui.board.judge import Judging
from reader.ui.exchange.destination import ask_destination
from reader.ui.widgets.choice import Answer, Choice

_FORMATS = (
    Answer("h", "html", "HTML, with the passages and a timeline"),
    Answer("m", "markdown", "Markdown table"),
    Answer("c", "csv", "CSV"),
    Answer("a", "", "the annotations instead"),
)


class BoardExport(Judging):
    """The part of the board's screen that exports what is shown."""

    format = ""

    def shown(self) -> tuple[list[Row], list[Column]]:
        """The rows and the columns that are written, in their order."""
        raise NotImplementedError

    def exports_itself(self) -> bool:
        """Ask in which format to write the board; from the last answer the marks are exported."""
        if self.format == "annotations":
            self.format = ""
            return False
        self.query_one("#choice", Choice).ask("Export the board as", _FORMATS, self._choose)
        return True

    def _choose(self, format: str) -> None:
        self.format = format or "annotations"
        if not format:
            self.app.call_later(self.app.run_action, "export")
            return
        from annotations.exchange.board import BOARD_FORMATS  # loaded when a board is exported

        name = f"claims{BOARD_FORMATS[format].ending}"
        ask_destination(self, name, self._write_board)

    def _write_board(self, file: Path, overwrite: bool) -> None:
        self._write(*self.shown(), self.format, file, overwrite)

    @work(thread=True, group="writing", description="writing the board")
    def _write(
        self, rows: list[Row], columns: list[Column], format: str, file: Path, overwrite: bool
    ) -> None:
        """Write it in a thread of its own; the bottom line says how it went."""
        from annotations.exchange import write_file  # loaded when a board is exported
        from annotations.exchange.board import BOARD_FORMATS, Board

        board = Board(rows, columns, self._words)
        try:
            write_file(file, BOARD_FORMATS[format].write(board), overwrite=overwrite)
        except (AnnotationsError, OSError) as error:
            self.call_later(self.warn, f"Not written: {error}")
        else:
            self.call_later(self.say, f"Wrote {file}.")

    def _words(self, passage: Passage) -> str:
        article = self.article(passage.name)
        return article.lazy_text[passage.start : passage.end] if article is not None else ""
