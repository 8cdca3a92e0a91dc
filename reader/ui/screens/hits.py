"""Where words stand in all articles, each hit with its surroundings."""

from dataclasses import dataclass
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.page.find import hits
from reader.ui.screens.base import DeskScreen
from reader.ui.shell import Shell
from reader.ui.widgets.line_list import LineList, Pieces
from reader.ui.widgets.one_line import OneLine, Piece

_MOST_OF_AN_ARTICLE = 200
_BEFORE, _AFTER = 32, 80


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: its article and span, and the words around it."""

    path: str
    start: int
    end: int
    before: str
    words: str
    after: str


class HitsScreen(DeskScreen):
    """Lists the hits as the articles are read; Enter goes to the very word."""

    PLACES = frozenset({"app", "list", "hits"})

    def __init__(self, shell: Shell, query: str) -> None:
        super().__init__(shell)
        self.query_text = query
        self.found: list[Found] = []
        self.is_complete = False

    def compose(self) -> ComposeResult:
        yield LineList(self.palette, "Not found in any article.", id="hits")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.query_one("#hits", LineList).focus()
        self.show_status()
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        worker, library = get_current_worker(), self.desk.library
        for path in library.paths:
            if worker.is_cancelled:
                return
            try:
                text = library.load(path).text
            except ReaderError:
                continue  # the shelf says what is wrong with it
            found = [
                found_at(path, text, span)
                for span in islice(hits(text, self.query_text), _MOST_OF_AN_ARTICLE)
            ]
            if found:
                self.call_later(self._add, found)
        self.call_later(self._add, [], True)

    def _add(self, found: list[Found], is_complete: bool = False) -> None:
        self.found += found
        self.is_complete = is_complete
        self.query_one("#hits", LineList).show(len(self.found), self._draw)
        self.show_status()

    def _draw(self, row: int, width: int) -> Pieces:
        hit = self.found[row]
        name = hit.path.rpartition("/")[2]
        return [
            (f"  {name[:22]:<23}", "quiet"),
            (hit.before, ""),
            (hit.words, "hit strong"),
            (hit.after, ""),
        ]

    def status(self) -> list[Piece]:
        count = len(self.found)
        done = "" if self.is_complete else " · reading …"
        articles = len({hit.path for hit in self.found})
        said = (
            f" · {count} hit{'s' * (count != 1)} in {articles} article{'s' * (articles != 1)}{done}"
        )
        return [Piece(f" “{self.query_text}”", "accent"), Piece(said)]

    def action_open(self) -> None:
        """Go to the hit under the cursor."""
        row = self.query_one("#hits", LineList).cursor
        if row < len(self.found):
            hit = self.found[row]
            self.shell.open_article(hit.path, hit.start, hit.end)

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_open()


def found_at(path: str, text: str, span: tuple[int, int]) -> Found:
    """The hit at this span of the text, with what stands around it on one line."""
    start, end = span
    before = " ".join(text[max(0, start - _BEFORE) : start].split())
    lead = " " if text[max(0, start - 1) : start].isspace() else ""
    after = " ".join(text[end : end + _AFTER].split())
    gap = " " if text[end : end + 1].isspace() else ""
    return Found(path, start, end, before + lead, " ".join(text[start:end].split()), gap + after)
