"""``postil sync`` at length: a fleet to which everything happens, and two years of daily syncs.

``python -m benchmarks.sync fleet --rounds 500`` prints what was lost, which must be nothing;
``python -m benchmarks.sync years`` prints how large the repository is then, and what a sync takes.
"""

import argparse
import os
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from annotations import Notebook
from tests.annotations.sync.fleet import Fleet
from tests.annotations.sync.machines import SOURCE, TEXT, WORDS, Machine, bare

_ARTICLE_WORDS = 400


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description=__doc__)
    parser.add_argument("what", choices=("fleet", "years"))
    parser.add_argument("--rounds", type=int, default=500, help="of the fleet (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the fleet (%(default)s)")
    parser.add_argument("--days", type=int, default=730, help="(%(default)s)")
    parser.add_argument("--marks", type=int, default=50, help="a day (%(default)s)")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="postil-sync-") as folder:
        os.environ |= {
            "HOME": folder,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        if arguments.what == "fleet":
            return _fleet(Path(folder), arguments.seed, arguments.rounds)
        return _years(Path(folder), arguments.days, arguments.marks)


def _fleet(folder: Path, seed: int, rounds: int) -> int:
    fleet = Fleet(folder, seed, size=5)
    faults = fleet.run(rounds)
    sys.stdout.write(
        f"{rounds} rounds on 5 machines, seed {seed}, {fleet.kills} syncs killed: "
        f"{len(faults)} faults\n"
    )
    for fault in faults:
        sys.stdout.write(f"  {fault}\n")
    return 1 if faults else 0


def _years(folder: Path, days: int, marks: int) -> int:
    """Two machines in turn, each day an article and its marks; the other machine syncs after it."""
    remote = bare(folder / "remote.git")
    machines = [Machine(folder / name) for name in ("one", "two")]
    for machine in machines:
        machine.begin(remote)
    taken: list[tuple[float, float]] = []
    for day in range(days):
        writer, other = machines[day % 2], machines[1 - day % 2]
        _work(writer.store, day, marks)
        for machine in (writer, other):
            taken.append(_timed(machine))
    tail = taken[-60:]
    sizes = [_size(each) / 1e6 for each in (remote, machines[0].store / ".git")]
    store = _size(machines[0].store) / 1e6 - sizes[1]
    sys.stdout.write(
        f"{days} days of {marks} marks, {len(taken)} syncs: remote {sizes[0]:.1f} MB, "
        f"working copy's repository {sizes[1]:.1f} MB, store {store:.1f} MB on the disk\n"
        f"last {len(tail)} syncs: CPU median {median(cpu for cpu, _ in tail):.2f} s, most "
        f"{max(cpu for cpu, _ in tail):.2f} s; wall median {median(wall for _, wall in tail):.2f} s\n"
        f"all syncs: CPU most {max(cpu for cpu, _ in taken):.2f} s\n"
    )
    return 0


def _work(store: Path, day: int, marks: int) -> None:
    """A day's article, with some marks of which a fifth get a note."""
    text = f"Day {day}. {TEXT}"
    source = replace(SOURCE, path=f"day-{day}.txt")
    with Notebook.open(store) as notebook:
        for number in range(marks):
            word = WORDS[(day * 7 + number * 3) % _ARTICLE_WORDS]
            start = text.index(word)
            change = notebook.mark(text, start, start + len(word), source, kind="claim")
            if number % 5 == 0:
                notebook.note(
                    change.ids[0], f"Checked on day {day}: the figure stands, see {word}."
                )


def _timed(machine: Machine) -> tuple[float, float]:
    """The CPU seconds that a sync takes, git's with it, and the seconds that pass."""
    before, began = _cpu(), time.perf_counter()
    machine.sync()
    return _cpu() - before, time.perf_counter() - began


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _size(folder: Path) -> int:
    """Bytes of the disk, in blocks, that the folder takes."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))


if __name__ == "__main__":
    sys.exit(main())
