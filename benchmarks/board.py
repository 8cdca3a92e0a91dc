"""How long the claims board takes to open and to fill: ``python -m benchmarks.board [ARTICLES]``.

It writes a library of that many articles (200 unless said) of 30 sentences, marks 30 claims,
and opens the reader on a screen of 120 by 36 without a terminal. It tells the wall clock and
the time of the processor, all threads together.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.events import Key

from annotations import Notebook, Source, sentences
from reader.library.library import Library
from reader.library.progress import Progress
from reader.settings import Settings
from reader.ui.app import PostilApp
from reader.ui.board.screen import BoardScreen
from reader.ui.desk import Desk

SENTENCES = 30
CLAIMS = 30
_SUBJECTS = "council port bridge school ferry market museum hospital union court".split()
_DEEDS = "opened closed sold bought moved flooded painted searched rebuilt counted".split()
_REST = "wall archive boats ledgers piles windows engines letters tickets stones".split()


def write_library(folder: Path, count: int) -> list[Path]:
    """Articles of made-up sentences, the same at every run."""
    chosen = random.Random(7)
    files = []
    for number in range(count):
        said = [
            f"The {chosen.choice(_SUBJECTS)} of Place{chosen.randrange(90)} "
            f"{chosen.choice(_DEEDS)} {chosen.randrange(2, 400)} {chosen.choice(_REST)} "
            f"in {chosen.randrange(1990, 2024)}, and word{chosen.randrange(4000)} was heard of it."
            for _ in range(SENTENCES)
        ]
        file = folder / f"{number:05}.txt"
        file.write_text(" ".join(said) + "\n", encoding="utf-8")
        files.append(file)
    return files


def mark_claims(notebook: Notebook, files: list[Path]) -> None:
    """A claim in each of the first articles."""
    for file in files[:CLAIMS]:
        text = file.read_text(encoding="utf-8")
        start, end = sentences(text)[4]
        notebook.mark(text, start, end, Source(path=file.name), kind="claim")


async def until(condition: Callable[[], bool]) -> None:
    """Wait, looking often."""
    while not condition():
        await asyncio.sleep(0.002)


async def measure(app: PostilApp) -> None:
    """Open the board twice: before anything is compared, and once everything is."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        start = _now()
        app.post_message(Key("C", "C"))
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.is_ready)
        _tell("the board shows its rows, nothing compared yet", start)
        await until(lambda: app.comparison.is_ready)
        _tell("every article is compared", start)
        board = app.screen
        assert isinstance(board, BoardScreen)
        await until(lambda: all(row.is_filled for row in board.table.rows if row.claims))
        _tell(f"{CLAIMS} claims are filled in", start)
        await pilot.press("q")
        await pilot.pause()
        start = _now()
        app.post_message(Key("C", "C"))
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.is_ready)
        _tell("opened again, all filled in", start)
        again = app.screen
        assert isinstance(again, BoardScreen)
        await pilot.pause()
        start = _now()
        app.post_message(Key("j", "j"))
        await until(lambda: again.table.row == 1)
        _tell("a key on it", start)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _tell(what: str, start: tuple[float, float]) -> None:
    wall, cpu = ((now - then) * 1000 for now, then in zip(_now(), start, strict=True))
    print(f"{wall:8.0f} ms {cpu:8.0f} ms CPU  {what}")


def main() -> None:
    """Write the library, measure, throw it away."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory(prefix="postil-board-") as name:
        folder, store = Path(name) / "articles", Path(name) / "store"
        folder.mkdir()
        files = write_library(folder, count)
        library = Library.open([folder])
        with Notebook.open(store) as notebook:
            mark_claims(notebook, files)
            desk = Desk(library, notebook, Progress.open(store, library.root), Settings())
            asyncio.run(measure(PostilApp(desk)))


if __name__ == "__main__":
    main()
