"""Random kills of a program that marks."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from tests.annotations.store.desk import opened
from tests.annotations.store.worker import Told, started


def random_kills(folder: Path, runs: int, *, seed: int, longest: float) -> Iterator[str]:
    """Kill a worker at a random moment, so many times over the same store; what was lost."""
    chance = random.Random(seed)
    told = Told()
    for run in range(runs):
        with started(folder, f"run{run:04}-", 5_000) as worker:
            assert worker.stdout is not None
            first = [worker.stdout.readline() for _ in range(2)]
            time.sleep(chance.random() * longest)
            worker.kill()
            told.hear([*first, *worker.stdout])
        with opened(folder) as notebook:
            for trouble in told.wrong(notebook):
                yield f"run {run}: {trouble}"
            told.settle(notebook)
