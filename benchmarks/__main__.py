"""``make bench``: measures Postil beside its peers, and writes the tables of README.md."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.programs import POSTIL, Program, programs, versions
from benchmarks.report import Measured, machine, report
from benchmarks.sessions import Figures, commands, marking, merged, opening, reading
from benchmarks.texts import ARTICLE, BOOK, Sample, make

README = Path(__file__).with_name("README.md")
LONG = 200_000


def main() -> int:
    """Measure, print and write."""
    arguments = _arguments()
    # Files compiled once are what every user has from the second start on.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    found, missing = programs(arguments.peers)
    about = [*machine(versions(found)), *missing]
    with TemporaryDirectory(prefix="postil-bench-") as folder:
        measured = _measure(Path(folder), found, about, arguments.rounds)
    tables = report(measured)
    sys.stdout.write(tables)
    if arguments.write:
        README.write_text(with_tables(README.read_text(encoding="utf-8"), tables), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="runs of each program (%(default)s)")
    parser.add_argument(
        "--peers", type=Path, default=Path(sys.prefix) / "peers", help="environment with epy-reader"
    )
    parser.add_argument(
        "--no-write", dest="write", action="store_false", help="leave README.md alone"
    )
    return parser.parse_args()


def _measure(folder: Path, found: list[Program], about: list[str], rounds: int) -> Measured:
    article, long, book = (
        make(folder, name, size)
        for name, size in (("article", ARTICLE), ("long", LONG), ("book", BOOK))
    )
    few, fewest = -(-rounds // 3), -(-rounds // 5)
    postil = next(program for program in found if program.name == POSTIL)
    # Not counted: it leaves compiled files and a warm disk behind.
    _in_turn(opening, found, article, 1)
    return Measured(
        opened=_in_turn(opening, found, article, rounds),
        read=_in_turn(reading, found, long, few),
        opened_book=_in_turn(opening, found, book, few),
        read_book=_in_turn(reading, found, book, fewest),
        marked=merged(marking(postil, article) for _ in range(few)),
        commands=commands(),
        about=about,
    )


def _in_turn(
    session: Callable[[Program, Sample], Figures], found: list[Program], sample: Sample, rounds: int
) -> dict[str, Figures]:
    """The session with each program in turn, so many times: a busy minute hits all alike."""
    runs: dict[str, list[Figures]] = {program.name: [] for program in found}
    for _ in range(rounds):
        for program in found:
            sys.stderr.write(f"{session.__name__}: {program.name}\n")
            runs[program.name].append(session(program, sample))
    return {name: merged(figures) for name, figures in runs.items()}


def with_tables(page: str, tables: str) -> str:
    """The page with these tables between its marks."""
    before, opening_mark, rest = page.partition("<!-- figures -->\n")
    _, closing_mark, after = rest.partition("<!-- end of figures -->")
    if not closing_mark:
        raise ValueError("benchmarks/README.md has lost the marks around its figures")
    return f"{before}{opening_mark}{tables}{closing_mark}{after}"


if __name__ == "__main__":
    sys.exit(main())
