"""Random kills of programs that mark: one at a time, or several at once."""

import random
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.annotations.store.desk import opened
from tests.annotations.store.worker import ROOT, Told, command, started


def random_kills(folder: Path, runs: int, *, seed: int, longest: float) -> Iterator[str]:
    """Kill a worker at a random moment, so many times over the same store; what was lost.

    Some have so little to do that they are killed while they tidy up, or not at all.
    """
    chance = random.Random(seed)
    told = Told()
    for run in range(runs):
        count = chance.choice((4, 16, 64, 5_000))
        with started(folder, f"run{run:04}-", count, small=count < 100) as worker:
            assert worker.stdout is not None
            first = [worker.stdout.readline() for _ in range(2)]
            time.sleep(chance.random() * longest)
            worker.kill()
            told.hear([*first, *worker.stdout])
        with opened(folder) as notebook:
            for trouble in told.wrong(notebook):
                yield f"run {run}: {trouble}"
            told.settle(notebook)


@dataclass(slots=True)
class _Running:
    """A worker, the file it talks into, and how long after its first word it is killed."""

    process: "subprocess.Popen[bytes]"
    said: Path
    patience: float
    until: float | None = None

    def is_due(self) -> bool:
        """Whether it is to be killed now."""
        now = time.monotonic()
        if self.until is None and self.said.stat().st_size:
            self.until = now + self.patience
        return self.until is not None and now > self.until


class Chaos:
    """Four workers at once on one store, killed at random, each replaced by another.

    All of them tidy up when they end well, under the hands of the others.
    """

    def __init__(self, folder: Path, *, seed: int) -> None:
        self._store = folder / "store"
        self._folder = folder
        self._chance = random.Random(seed)
        self.runs = 0
        self.kills = 0
        self.told = Told()

    def run(self, seconds: float) -> list[str]:
        """Go on for so long; what was lost."""
        end = time.monotonic() + seconds
        running = [self._start() for _ in range(4)]
        while time.monotonic() < end:
            for at, worker in enumerate(running):
                if worker.is_due() and worker.process.poll() is None:
                    worker.process.kill()
                    worker.process.wait()
                    self.kills += 1
                if worker.process.poll() is not None:
                    self._end(worker)
                    running[at] = self._start()
            time.sleep(0.002)
        for worker in running:
            worker.process.kill()
            self._end(worker)
        with opened(self._store) as notebook:
            return self.told.wrong(notebook)

    def _start(self) -> _Running:
        self.runs += 1
        name = f"chaos{self.runs:05}-"
        said = self._folder / f"{name}.txt"
        argv = command(self._store, name, self._chance.randrange(4, 60), paced=False, small=True)
        with said.open("wb") as file:
            process = subprocess.Popen(argv, stdout=file, cwd=ROOT)
        return _Running(process, said, self._chance.random() / 2)

    def _end(self, worker: _Running) -> None:
        worker.process.wait()
        with worker.said.open(encoding="utf-8") as lines:
            self.told.hear(lines)
