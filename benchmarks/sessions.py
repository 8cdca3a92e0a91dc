"""What is done with a program in one run, and the figures that come of it.

A session gives named values; the runs of one program are put together by name. Times are
in milliseconds, memory in megabytes.
"""

import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations import Notebook
from benchmarks.programs import Program, environment, postil
from benchmarks.terminal import QUIET, Reaction, Screen, Terminal
from benchmarks.texts import Sample
from reader.library.library import Library
from reader.marks.library_marks import source_of

Figures = dict[str, list[float]]

REST = 2.0
"""Seconds after which what is done beside reading is over: it is not what a page costs."""

PAGES = 20
BURST = 50
SIZES = ((80, 30), (100, 30))


def opening(program: Program, sample: Sample) -> Figures:
    """From the command line to the first text, to the first key obeyed, and to rest."""
    figures: Figures = defaultdict(list)
    with started(program, sample) as (terminal, _):
        painted = terminal.until(lambda screen: screen.shows(sample.first))
        if painted is None:
            raise RuntimeError(f"{program.name} did not show the text:\n{_said(terminal)}")
        # A reader can press a key as soon as there is text; how soon is it obeyed?
        terminal.send(program.bottom)
        patience = 2 + 3 * (painted.at - terminal.started)
        obeyed = terminal.until(lambda screen: screen.shows(sample.last), patience)
        add(figures, "first text", painted.at - terminal.started)
        add(figures, "first text, CPU", painted.cpu)
        figures["keys lost at the start"].append(obeyed is None)
        if obeyed is not None:
            add(figures, "first key obeyed", obeyed.at - terminal.started)
            add(figures, "first key obeyed, CPU", obeyed.cpu)
        terminal.settle(0.3)
        add(figures, "at rest, CPU", terminal.cpu())
        figures["memory"].append(terminal.memory())
    return figures


def reading(program: Program, sample: Sample) -> Figures:
    """Pages turned one by one and all at once, and the window made another size."""
    figures: Figures = defaultdict(list)
    with started(program, sample) as (terminal, _):
        terminal.until(lambda screen: screen.shows(sample.first))
        terminal.settle(REST)
        pages = _turn_pages(terminal, program, figures)
        _burst(terminal, program, pages, figures)
        for size in SIZES:
            _resize(terminal, size, figures)
        figures["memory after reading"].append(terminal.memory())
    return figures


def marking(program: Program, sample: Sample, count: int = 12) -> Figures:
    """Sentences made claims one after the other; each must be on the disk when it is seen."""
    figures: Figures = defaultdict(list)
    with started(program, sample) as (terminal, home):
        terminal.until(lambda screen: screen.shows(sample.first))
        terminal.settle(0.5)
        for _ in range(count):
            terminal.press("))")
            marked = terminal.press("c", Screen.styled)
            if marked is not None:
                add(figures, "mark", marked.done)
                figures["mark seen before it was on the disk"].append(_was_late(home, marked))
        with Notebook.open(home / "data/postil") as notebook:
            figures["marks lost"].append(count - len(notebook.annotations()))
    return figures


def commands(marks: int = 100) -> dict[str, Figures]:
    """The CPU time of commands, and of Python alone, on the sample with so many marks."""
    library = Library.sample()
    wanted = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "postil --version": postil("--version"),
        "postil list": postil("list", str(library.root)),
        "postil text": postil("text", str(library.root / "letter.txt")),
        "postil export": postil("export", "--format", "json"),
    }
    measured: dict[str, Figures] = {name: defaultdict(list) for name in wanted}
    with _home() as home:
        _fill(home / "data/postil", library, marks)
        for _ in range(9):
            for name, argv in wanted.items():
                add(measured[name], "CPU", _cpu_of(argv, environment(home)))
        for name, argv in wanted.items():
            measured[name]["loads Textual"].append(_loads_textual(argv, environment(home)))
    return measured


def merged(all_figures: Iterable[Figures]) -> Figures:
    """The values of several runs, by name."""
    together: Figures = defaultdict(list)
    for figures in all_figures:
        for name, values in figures.items():
            together[name] += values
    return together


def add(figures: Figures, name: str, seconds: float) -> None:
    """Note a time, in milliseconds."""
    figures[name].append(seconds * 1000)


@contextmanager
def _home() -> Iterator[Path]:
    """A new home for one run."""
    # A program that was ended may still be writing when the folder goes.
    with TemporaryDirectory(prefix="postil-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def started(
    program: Program, sample: Sample, fill: Callable[[Path], None] = lambda home: None
) -> Iterator[tuple[Terminal, Path]]:
    """The program with the sample open, in a terminal and a home of its own, which ``fill`` fills."""
    with _home() as home:
        for name, content in program.settings:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(content, encoding="utf-8")
        fill(home)
        with Terminal(program.command(sample), environment(home)) as terminal:
            yield terminal, home


def _said(terminal: Terminal) -> str:
    return "\n".join(line for line in terminal.screen.lines() if line)


def _turn_pages(terminal: Terminal, program: Program, figures: Figures) -> list[tuple[str, ...]]:
    """Turn pages singly, back again as often, and on; gives the pages seen from the top."""
    terminal.press(program.top)
    seen = [_page(terminal)]
    before = terminal.cpu()
    for number in range(BURST):
        turned = terminal.press(program.page_down)
        seen.append(_page(terminal))
        if turned is not None and number < PAGES:
            add(figures, "page", turned.done)
        if number == PAGES - 1:
            add(figures, "page, CPU", (terminal.cpu() - before) / PAGES)
    return seen


def _burst(
    terminal: Terminal, program: Program, pages: Sequence[tuple[str, ...]], figures: Figures
) -> None:
    """Send fifty page keys at once; what matters is where they lead, and how soon."""
    terminal.press(program.top)
    terminal.settle(0.3)
    moved = terminal.press(program.page_down * BURST, patience=5)
    terminal.settle(0.5)
    if moved is not None:
        add(figures, "fifty keys", moved.done)
    here = _page(terminal)
    reached = len(pages) - 1 - pages[::-1].index(here) if here in pages else 0
    figures["keys lost of fifty"].append(BURST - reached)


def _page(terminal: Terminal) -> tuple[str, ...]:
    """The lines of text: status lines differ for the same page in some programs."""
    return terminal.screen.lines()[1:-1]


def _resize(terminal: Terminal, size: tuple[int, int], figures: Figures) -> None:
    words = " ".join(_page(terminal)).split()
    place = "".join(words[:6])
    done = terminal.resize(size)
    if done is not None:
        add(figures, "resize", done.done)
    figures["places lost"].append(not terminal.screen.shows(place))
    time.sleep(QUIET)


def _was_late(home: Path, marked: Reaction) -> bool:
    """Whether the store's log is younger than the picture of the mark, or is not there."""
    seen_at = time.time() - (time.monotonic() - marked.at)
    logs = list((home / "data/postil/log").glob("*.jsonl"))
    return not logs or max(log.stat().st_mtime for log in logs) > seen_at


def _fill(store: Path, library: Library, marks: int) -> None:
    with Notebook.open(store) as notebook:
        for number in range(marks):
            article = library.load(library.paths[number % len(library.paths)])
            start = number * 7 % (len(article.text) - 80)
            notebook.mark(article.text, start, start + 40, source_of(article), kind="claim")


def _cpu_of(argv: Sequence[str], variables: dict[str, str]) -> float:
    process = subprocess.Popen(argv, env=variables, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(argv)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def _loads_textual(argv: Sequence[str], variables: dict[str, str]) -> bool:
    done = subprocess.run(
        argv,
        env=variables | {"PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return bool(re.search(r"\|\s+textual\b", done.stderr))
