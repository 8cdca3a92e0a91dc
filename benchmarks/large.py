"""``python -m benchmarks.large``: what fifty megabytes cost, or one line of them.

Writes the tables of large.md. Each program has a terminal of 100 by 30 cells and an empty
home; they take turns. It takes some ten minutes.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.__main__ import with_tables
from benchmarks.programs import POSTIL, Program, large_programs, versions
from benchmarks.report import high, machine, median, number, table
from benchmarks.sessions import Figures, add, merged, started
from benchmarks.terminal import Terminal
from benchmarks.texts import Sample, make_plain

PAGE = Path(__file__).with_name("large.md")
SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)
PAGES = 40
PATIENCE = 20
"""Seconds after which a program is taken not to do it."""


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", type=Path, default=Path(sys.prefix) / "peers")
    parser.add_argument("--no-write", dest="write", action="store_false")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory(prefix="postil-bench-") as folder:
        tables = _measure(Path(folder), arguments.peers, arguments.rounds)
    sys.stdout.write(tables)
    if arguments.write:
        PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")
    return 0


def _measure(folder: Path, peers: Path, rounds: int) -> str:
    found, missing = large_programs(peers)
    postil = next(program for program in found if program.name == POSTIL)
    samples = {size: make_plain(folder, f"{size}.txt", size) for size in SIZES}
    line = make_plain(folder, "line.txt", SIZES[-1], one_line=True)
    large = samples[SIZES[-1]]
    session(postil, samples[SIZES[0]])  # not counted: it leaves compiled files behind
    beside = {program.name: [session(program, large)] for program in found}
    by_size: dict[str, list[Figures]] = defaultdict(list)
    for _ in range(rounds):
        for size, sample in samples.items():
            by_size[f"{size:,}"].append(session(postil, sample))
        by_size["50,000,000 in one line"].append(session(postil, line))
    parts = [
        f"{' '.join([*machine(versions(found)), *missing])}\n",
        "### A text of 50 MB, side by side\n",
        _rows("", beside),
        "### Postil, by the size of the text\n",
        _rows("characters", by_size),
    ]
    return "\n".join(parts)


def session(program: Program, sample: Sample) -> Figures:
    """Open the sample, turn pages, resize, and find the words at its end."""
    sys.stderr.write(f"{program.name}: {sample.plain.name}\n")
    figures: Figures = defaultdict(list)
    with started(program, sample) as (terminal, _):
        painted = terminal.until(lambda screen: screen.shows(sample.first), PATIENCE)
        if painted is None:
            figures["memory"].append(terminal.memory())
            return figures
        add(figures, "first text", painted.at - terminal.started)
        terminal.send(program.bottom)
        obeyed = terminal.until(lambda screen: screen.shows(sample.last), PATIENCE)
        if obeyed is not None:
            add(figures, "obeyed", obeyed.at - terminal.started)
            add(figures, "obeyed, CPU", obeyed.cpu)
        terminal.settle(1)
        _turn(terminal, program, figures)
        _find(terminal, program, sample, figures)
        figures["memory"].append(terminal.memory())
    return figures


def _turn(terminal: Terminal, program: Program, figures: Figures) -> None:
    terminal.press(program.top)
    before = terminal.cpu()
    for _ in range(PAGES):
        turned = terminal.press(program.page_down)
        if turned is not None:
            add(figures, "page", turned.done)
    add(figures, "page, CPU", (terminal.cpu() - before) / PAGES)
    for size in ((80, 30), (100, 30)):
        done = terminal.resize(size)
        if done is not None:
            add(figures, "resize", done.done)


def _find(terminal: Terminal, program: Program, sample: Sample, figures: Figures) -> None:
    """From Enter to the hit; who looks while one types may be there before."""
    if not program.find:
        return
    terminal.press(program.top)
    terminal.settle(0.5)
    sent = terminal.send(f"{program.find}{sample.last[-24:]}\r")
    found = terminal.until(lambda screen: screen.shows(sample.last), PATIENCE)
    if found is not None:
        add(figures, "find", found.at - sent)


def _rows(first: str, runs: dict[str, list[Figures]]) -> str:
    header = (first, "first text", "a key obeyed", "CPU", "page", "95th percentile", "CPU", "resize", "find to the end", "memory")  # fmt: skip
    return table(header, [_row(name, merged(figures)) for name, figures in runs.items()])


def _row(name: str, figures: Figures) -> Sequence[str]:
    def ms(values: Sequence[float]) -> str:
        return f"{number(median(values))} ms" if values else "—"

    named = [figures[each] for each in ("first text", "obeyed", "obeyed, CPU", "page")]
    return (
        name,
        *map(ms, named),
        f"{number(high(figures['page']))} ms" if figures["page"] else "—",
        *map(ms, (figures["page, CPU"], figures["resize"], figures["find"])),
        f"{number(median(figures['memory']))} MB",
    )


if __name__ == "__main__":
    sys.exit(main())
