"""Writing the board to a file: which format, which file, and then beside the reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from annotations import AnnotationsError
from annotations.claims.board.layout import Column
from annotations.claims.board.rows import Row
from annotations.claims.model import Passage
from reader.articles.article import Article
from reader.ui.background import Background
from reader.ui.exchange.destination import ask_destination
from reader.ui.host import Questions, Voice
from reader.ui.widgets.choice import Answer

_FORMATS = (
    Answer("h", "html", "HTML, with the passages and a timeline"),
    Answer("m", "markdown", "Markdown table"),
    Answer("c", "csv", "CSV"),
    Answer("a", "", "the annotations instead"),
)


class ExportHost(Voice, Questions, Protocol):
    """The screen around the export of a board."""


class BoardExport:
    """Exports the board as it is shown.

    ``shown`` gives the rows and the columns that are written, in their order; ``article`` the
    article of a name; ``export_marks`` exports the annotations instead.
    """

    def __init__(
        self,
        host: ExportHost,
        background: Background,
        shown: Callable[[], tuple[list[Row], list[Column]]],
        article: Callable[[str], Article | None],
        export_marks: Callable[[], None],
    ) -> None:
        self._host = host
        self._background = background
        self._shown = shown
        self._article = article
        self._export_marks = export_marks

    def begin(self) -> None:
        """Ask in which format to write the board, and to which file."""
        self._host.choose("Export the board as", _FORMATS, self._choose)

    def _choose(self, format: str) -> None:
        if not format:
            self._export_marks()
            return
        from annotations.exchange.board import BOARD_FORMATS  # loaded when a board is exported

        def write(file: Path, overwrite: bool) -> None:
            rows, columns = self._shown()
            self._background.run(
                lambda: self._write(rows, columns, format, file, overwrite),
                "writing",
                "writing the board",
            )

        ask_destination(self._host, f"claims{BOARD_FORMATS[format].ending}", write)

    def _write(
        self, rows: list[Row], columns: list[Column], format: str, file: Path, overwrite: bool
    ) -> None:
        """Write it, in a thread of its own; the bottom line says how it went."""
        from annotations.exchange import write_file  # loaded when a board is exported
        from annotations.exchange.board import BOARD_FORMATS, Board

        board = Board(rows, columns, self._words)
        try:
            write_file(file, BOARD_FORMATS[format].write(board), overwrite=overwrite)
        except (AnnotationsError, OSError) as error:
            self._background.hand_over(self._host.warn, f"Not written: {error}")
        else:
            self._background.hand_over(self._host.say, f"Wrote {file}.")

    def _words(self, passage: Passage) -> str:
        article = self._article(passage.name)
        return article.lazy_text[passage.start : passage.end] if article is not None else ""
