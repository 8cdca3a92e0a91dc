"""Kills at random what writes to a store, a thousand times, and counts what was lost.

``python -m benchmarks.store_kills --runs 1000 --chaos 120``. Ends with 1 if anything was lost.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.annotations.store.desk import opened
from tests.annotations.store.kills import Chaos, random_kills
from tests.annotations.store.trials import power_cut_at_any_time

_RUNS_OF_ONE = 100


def main() -> int:
    """Kill, then say what came of it."""
    arguments = _arguments()
    lost = 0
    with tempfile.TemporaryDirectory(prefix="postil-kills-") as name:
        folder = Path(name)
        lost += _kill(folder / "killed", arguments.runs, arguments.seed)
        lost += _chaos(folder / "chaos", arguments.chaos, arguments.seed)
        lost += _cut(folder / "cut", arguments.cuts, arguments.seed)
    return 1 if lost else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store_kills", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000, help="programs to kill (%(default)s)")
    parser.add_argument("--chaos", type=float, default=120, help="seconds of chaos (%(default)s)")
    parser.add_argument("--cuts", type=int, default=20, help="rounds of power cuts (%(default)s)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    return parser.parse_args()


def _kill(folder: Path, runs: int, seed: int) -> int:
    """A hundred runs over one store, then another: a large one takes long to look through."""
    wrong: list[str] = []
    marks = 0
    for begun in range(0, runs, _RUNS_OF_ONE):
        store, some = folder / f"{begun}", min(_RUNS_OF_ONE, runs - begun)
        wrong += random_kills(store, some, seed=seed + begun, longest=0.15)
        with opened(store) as notebook:
            marks += len(notebook.annotations())
    if runs:
        _say(f"{runs} random kills of programs that made {marks} marks (seed {seed})", wrong)
    return len(wrong)


def _chaos(folder: Path, seconds: float, seed: int) -> int:
    if not seconds:
        return 0
    folder.mkdir()
    chaos = Chaos(folder, seed=seed)
    wrong = chaos.run(seconds)
    marks = len(chaos.told.done)
    _say(f"{chaos.kills} kills among {chaos.runs} programs, four at once, {marks} marks", wrong)
    return len(wrong)


def _cut(folder: Path, rounds: int, seed: int) -> int:
    wrong: list[str] = []
    for each in range(rounds):
        place = folder / f"{each}"
        place.mkdir(parents=True)
        wrong += power_cut_at_any_time(place, seed=seed + each, most=12)
    if rounds:
        _say(f"{rounds} rounds of power cuts at every operation of a session", wrong)
    return len(wrong)


def _say(what: str, wrong: list[str]) -> None:
    sys.stdout.write(f"{what}: {len(wrong) or 'nothing'} lost\n")
    sys.stdout.writelines(f"  {trouble}\n" for trouble in wrong[:20])
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
