"""Large libraries beside the minimal Textual app, and search beside reading every file.

``python -m benchmarks.library [--write]`` makes libraries of 10,000 and of 100,000 plain-text
articles, the same at every run, fills their catalogues, and opens their shelves in turn with the
minimal app on an article of 10 kB. Searches are asked of the catalogue in this process, and of
grep, if there is one, on the files. ``--write`` puts the tables into README.md.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from annotations import sentences
from benchmarks.programs import HERE, environment, postil
from benchmarks.report import machine
from benchmarks.sessions import Figures
from benchmarks.terminal import Screen, Terminal
from benchmarks.texts import ARTICLE, make
from reader.library.library import Library
from reader.library.search import Query, count, find, parse

README = HERE / "README.md"
BEGIN, END = "<!-- library -->\n", "<!-- end of library -->\n"
SIZES = (10_000, 100_000)
QUERIES = (
    "harbour",
    "the",
    "zebra",
    "harbour wall mayor",
    '"storm sank nine"',
    "har*",
    "harbour -mayor",
)
_A_TEXT = 2_800
"""Characters of an article."""


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.library", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="runs of each (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where to put the libraries")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="postil-bench-", dir=arguments.folder) as name:
        tables = "\n".join([" ".join(machine({})) + "\n", *measure(Path(name), arguments.rounds)])
    sys.stdout.write(tables)
    if arguments.write:
        page = README.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        README.write_text(before + BEGIN + tables + END + rest.partition(END)[2], encoding="utf-8")
    return 0


def measure(folder: Path, rounds: int) -> Iterator[str]:
    """The tables, one after the other."""
    home = folder / "home"
    os.environ["XDG_CACHE_HOME"] = str(home / "cache")
    libraries = {size: write_library(folder / f"{size}", size) for size in SIZES}
    yield _filled(libraries)
    yield _opened(folder, home, libraries, rounds)
    yield _searched(libraries[SIZES[-1]])


def write_library(folder: Path, size: int) -> Path:
    """Articles of the sample's sentences among made-up words, a thousand to a folder."""
    sample = Library.sample()
    texts = [sample.load(path).text for path in sample.paths]
    stock = [" ".join(text[start:end].split()) for text in texts for start, end in sentences(text)]
    chance = random.Random(size)
    parts = ("bra ker lum nor pel sti tra vel", "an ed ic or um ia", "ton der ma sk ville by")
    words = [
        f"{a}{b}{c}" for a in parts[0].split() for b in parts[1].split() for c in parts[2].split()
    ]
    for number in range(size):
        file = folder / f"{number // 1000:03}" / f"article-{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        said = [f"Article {number} begins here."]
        while sum(map(len, said)) < _A_TEXT:
            made = " ".join(chance.choices(words, k=12)).capitalize() + "."
            said.append(chance.choice([made, chance.choice(stock)]))
        file.write_text("\n\n".join(map(" ".join, _by_four(said))) + "\n", encoding="utf-8")
    return folder


def _by_four(said: list[str]) -> Iterator[list[str]]:
    return (said[at : at + 4] for at in range(0, len(said), 4))


# Filling


def _filled(libraries: dict[int, Path]) -> str:
    time.sleep(2)  # a file written a moment ago is looked at once more
    rows = []
    for size, folder in libraries.items():
        library = Library.open([folder])
        first, cpu = _timed(partial(_fill, library))
        again, _ = _timed(partial(_fill, library))
        assert library.catalogue.counts() == (size, 0)
        library.catalogue.close()
        kept = (library.catalogue_file or folder).stat().st_size / 1e6
        row = f"{size:,} | {size / first:,.0f} | {size / cpu:,.0f} | {first:.0f} s"
        rows.append(f"| {row} | {1000 * again:,.0f} ms | {kept:,.0f} MB |")
    return "\n".join(
        [
            "| articles | read a second (at least 1,000) | a second of CPU | all | looked at again | cache |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _fill(library: Library) -> None:
    for _ in library.fill():
        pass


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - cpu


# Opening


def _opened(folder: Path, home: Path, libraries: dict[int, Path], rounds: int) -> str:
    article = make(folder, "article", ARTICLE)
    minimal = (sys.executable, str(HERE / "minimal_app.py"), str(article.plain))
    runs: dict[str, Figures] = {}
    base = "minimal Textual app"
    for number in range(rounds + 1):
        told = {base: _shown(minimal, article.first, home)}
        for size, place in libraries.items():
            told[f"shelf of {size:,}"] = _shown(postil(str(place)), "Article 0 begins", home)
        if number:  # the first run leaves compiled files and a warm disk behind
            for name, found in told.items():
                for what, value in found.items():
                    runs.setdefault(name, defaultdict(list))[what].append(value)
    allowed = dict(zip(libraries, ("1.5 ×", "2 ×"), strict=True))
    rows = []
    for name, figures in runs.items():
        budget = next((each for size, each in allowed.items() if name.endswith(f"{size:,}")), "")
        factor = statistics.median(figures["CPU"]) / statistics.median(runs[base]["CPU"])
        cells = [_cell(figures["first paint"]), _cell(figures["CPU"]), f"{factor:.2f} ×", budget]
        cells += [
            _cell(figures["key"]) if "key" in figures else "",
            f"{max(figures['memory']):.0f} MB",
        ]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(
        [
            "| | first paint | CPU | × minimal | at most | a page further | memory |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _cell(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ms ({min(values):,.0f})"


def _shown(argv: tuple[str, ...], sign: str, home: Path) -> dict[str, float]:
    """From the command line to the first picture, and of a shelf a page further."""
    with Terminal(argv, environment(home)) as terminal:
        painted = terminal.until(lambda screen: screen.shows(sign))
        if painted is None:
            raise RuntimeError(f"{argv} never showed {sign!r}")
        figures = {
            "first paint": 1000 * (painted.at - terminal.started),
            "CPU": 1000 * painted.cpu,
        }
        terminal.settle(1)
        if "minimal" not in "".join(argv):
            turned = terminal.press("\x06", Screen.lines)
            figures |= {"key": 1000 * turned.done} if turned is not None else {}
        return figures | {"memory": terminal.memory()}


# Searching


def _searched(folder: Path) -> str:
    library, rows = Library.open([folder]), []
    for typed in QUERIES:
        query = parse(typed)
        _find(library, query, 1)  # warm, as for grep
        first, _ = _timed(partial(_find, library, query, 1))
        page, _ = _timed(partial(_find, library, query, 20))
        number = count(library.catalogue, query)
        rows.append(f"| `{typed}` | {number:,} | {1000 * first:.1f} ms | {1000 * page:.1f} ms |")
    grep = shutil.which("grep")
    if grep:
        _run_grep(grep, folder)
        took, _ = _timed(partial(_run_grep, grep, folder))
        rows.append(f"| grep -rilF harbour | | {1000 * took:,.0f} ms, all | |")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join(
        [
            f"| {SIZES[-1]:,} articles | found in | first hits (at most 50 ms) | a page of hits |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            f"The process that filled and searched them had {most:.0f} MB in memory at its peak.\n",
        ]
    )


def _find(library: Library, query: Query, articles: int) -> None:
    for _ in islice(find(library.catalogue, query), articles):
        pass


def _run_grep(grep: str, folder: Path) -> None:
    subprocess.run([grep, "-rilF", "harbour", str(folder)], stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
