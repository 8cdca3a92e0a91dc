"""``python -m benchmarks.marks``: what opening costs with ten marks on an article, or 30,000.

Writes the table of marks in large.md. It takes some five minutes; ``--no-write`` prints it alone,
which in another checkout gives that one's figures.
"""

import argparse
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations import Annotation, Notebook, select
from annotations.ids import Ids
from benchmarks.programs import Program, postil
from benchmarks.report import machine, median, number, table
from benchmarks.sessions import Figures, add, merged, started
from benchmarks.texts import Sample, make_plain
from reader.library.library import Library
from reader.marks.library_marks import source_of

PAGE = Path(__file__).with_name("large.md")
SIZES = (1_000_000, 50_000_000)
COUNTS = (10, 100, 1_000, 10_000, 30_000)
NOTE = "Beside the first words."
MADE = "2024-12-12T10:00:00Z"
AT_A_TIME = 1_000
"""Marks that are put into the store as one step."""

PAGES = 20
PATIENCE = 20


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-write", dest="write", action="store_false")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory(prefix="postil-bench-") as folder:
        tables = _measure(Path(folder), arguments.rounds)
    sys.stdout.write(tables)
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- marks -->\n")
        _, end, after = rest.partition("<!-- end of marks -->")
        PAGE.write_text(f"{before}<!-- marks -->\n{tables}{end}{after}", encoding="utf-8")
    return 0


def _measure(folder: Path, rounds: int) -> str:
    program = Program("Postil", postil())
    parts = [f"{' '.join(machine({}))}\n"]
    for size in SIZES:
        sample = make_plain(folder, f"{size}.txt", size)
        stores = {count: _store(folder / f"{size}-{count}", sample, count) for count in COUNTS}
        opening(program, sample, _given(stores[COUNTS[0]]))  # not counted: it compiles
        runs: dict[int, list[Figures]] = defaultdict(list)
        for _ in range(rounds):
            for count, store in stores.items():
                runs[count].append(opening(program, sample, _given(store)))
                runs[count].append(resting(program, sample, _given(store)))
        parts += [f"### Marks on a text of {size // 1_000_000} MB\n", _table(runs)]
    return "\n".join(parts)


def opening(program: Program, sample: Sample, fill: Callable[[Path], None]) -> Figures:
    """From the command line to the first key obeyed, typed as soon as there is text."""
    figures: Figures = defaultdict(list)
    with started(program, sample, fill) as (terminal, _):
        painted = terminal.until(lambda screen: screen.shows(sample.first), PATIENCE)
        terminal.send(program.bottom)
        obeyed = terminal.until(lambda screen: screen.shows(sample.last), PATIENCE)
        if painted is not None and obeyed is not None:
            add(figures, "first text", painted.at - terminal.started)
            add(figures, "obeyed", obeyed.at - terminal.started)
            add(figures, "obeyed, CPU", obeyed.cpu)
    return figures


def resting(program: Program, sample: Sample, fill: Callable[[Path], None]) -> Figures:
    """From the command line to the first page's mark and to all of them, and to rest."""
    figures: Figures = defaultdict(list)
    with started(program, sample, fill) as (terminal, home):
        count = int((home / "count").read_text())
        marked = terminal.until(lambda screen: screen.shows(NOTE), PATIENCE)
        counted = terminal.until(lambda screen: screen.shows(f"{count:,} marks"), PATIENCE)
        if marked is not None and counted is not None:
            add(figures, "marked", marked.at - terminal.started)
            add(figures, "counted", counted.at - terminal.started)
        terminal.settle(1)
        for _ in range(PAGES):
            turned = terminal.press(program.page_down)
            if turned is not None:
                add(figures, "page", turned.done)
        terminal.settle(1)
        figures["memory"].append(terminal.memory())
    return figures


def _store(folder: Path, sample: Sample, count: int) -> Path:
    """A home with so many marks on the sample: one on its first words, the others all over it."""
    library = Library.open([sample.plain])
    article = library.load(library.paths[0])
    home = library.home(folder / "data/postil")
    text, source, ids = article.lazy_text, source_of(article, home), Ids()
    starts = [0, *(place * (len(text) // (count + 1)) for place in range(1, count))]
    with Notebook.open(folder / "data/postil") as notebook:
        for first in range(0, count, AT_A_TIME):
            made = []
            for start in starts[first : first + AT_A_TIME]:
                note = "" if start else NOTE
                quote, position = select(text, start, start + 40)
                made.append(
                    Annotation(ids.new(), "claim", source, quote, position, MADE, MADE, note=note)
                )
            notebook.add(made)
    (folder / "count").write_text(str(count))
    return folder


def _given(store: Path) -> Callable[[Path], None]:
    return partial(shutil.copytree, store, dirs_exist_ok=True)


def _table(runs: dict[int, list[Figures]]) -> str:
    header = ("marks", "first text", "its marks", "a key obeyed", "CPU", "all marks known", "page", "memory")  # fmt: skip
    names = ("first text", "marked", "obeyed", "obeyed, CPU", "counted", "page")
    rows = []
    for count, figures in runs.items():
        found = merged(figures)
        times = (f"{number(median(found[name]))} ms" if found[name] else "—" for name in names)
        rows.append((f"{count:,}", *times, f"{number(median(found['memory']))} MB"))
    return table(header, rows)


if __name__ == "__main__":
    sys.exit(main())
