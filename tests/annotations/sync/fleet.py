"""A fleet of machines over one remote, at which everything happens that can happen to a sync.

Each machine marks words of its own, so what must be there in the end is known exactly: a mark
that was acknowledged, with its last note, unless the same machine removed it or took it back.
"""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from annotations import Notebook
from annotations.errors import SyncError
from annotations.store import compaction
from tests.annotations.sync.machines import SOURCE, TEXT, WORDS, Machine, bare, git

_ROOT = Path(__file__).parents[3]
_SLOWEST = 0.25
"""Seconds after which a sync is killed at the latest."""
_SETTLING = 4
_PATIENCE = 40


class Reader:
    """One machine and its reader, who may leave the program open from one sync to the next."""

    def __init__(self, store: Path, words: list[str], skew: int) -> None:
        self.machine = Machine(store)
        self.skew = skew
        self.expected: dict[str, str] = {}
        self._words = words
        self._notebook: Notebook | None = None
        self._steps: list[dict[str, str]] = []
        self._ids: dict[str, str] = {}

    @property
    def notebook(self) -> Notebook:
        """The reader's program."""
        if self._notebook is None:
            self._notebook = Notebook.open(self.machine.store)
            self._steps = []
        return self._notebook

    def close(self) -> None:
        """End the program."""
        if self._notebook is not None:
            self._notebook.close()
        self._notebook = None

    @contextmanager
    def clock(self) -> Iterator[None]:
        """What this machine takes for the time."""
        real, skew = time.time_ns, self.skew * 1_000_000_000

        def skewed() -> int:
            return real() + skew

        with mock.patch("time.time_ns", skewed):
            yield

    def mark(self) -> None:
        """Mark the next word of one's own."""
        if self._words:
            word = self._words.pop()
            start = TEXT.index(word)
            change = self.notebook.mark(TEXT, start, start + len(word), SOURCE)
            self._ids[word] = change.ids[0]
            self._say({**self.expected, word: ""})

    def note(self, chance: random.Random) -> None:
        """Write a note on a mark of one's own."""
        if self.expected:
            word = chance.choice(sorted(self.expected))
            note = f"note {chance.randrange(10**6)}"
            self.notebook.note(self._ids[word], note)
            self._say({**self.expected, word: note})

    def remove(self, chance: random.Random) -> None:
        """Remove a mark of one's own."""
        if self.expected:
            word = chance.choice(sorted(self.expected))
            self.notebook.remove(self._ids[word])
            self._say({each: note for each, note in self.expected.items() if each != word})

    def undo(self) -> str:
        """Take the last step of this run back; what is wrong then."""
        notebook = self.notebook
        if not self._steps:
            return ""
        notebook.undo()
        self.expected = self._steps.pop()
        found = {word: note for word, note in shown(notebook).items() if word in self._ids}
        return "" if found == self.expected else f"undo gave {found}, not {self.expected}"

    def _say(self, state: dict[str, str]) -> None:
        self._steps.append(self.expected)
        self.expected = state


def shown(notebook: Notebook) -> dict[str, str]:
    """The word and the note of each annotation."""
    return {each.quote.exact: each.note for each in notebook.annotations()}


class Fleet:
    """Some machines, and what happens to them by chance.

    They are carried by ``postil sync``, by ``git pull`` as people type it, or by hand: ``copies``
    of what is new or longer in another machine's folder.
    """

    def __init__(self, folder: Path, seed: int, size: int = 3, carried: str = "sync") -> None:
        self.chance = random.Random(seed)
        self.carried = carried
        self.remote = bare(folder / "remote.git")
        words = WORDS.copy()
        self.chance.shuffle(words)
        self.readers = [
            Reader(
                folder / f"m{number}",
                words[number::size],
                self.chance.choice([0, -7200, 86_400 * 400, 3]),
            )
            for number in range(size)
        ]
        self.faults: list[str] = []
        self.kills = 0
        for reader in self.readers:
            if carried == "pull":
                git(folder, "clone", "-q", str(self.remote), str(reader.machine.store))
                git(reader.machine.store, "checkout", "-q", "-B", "main")
            with reader.clock():
                reader.mark()
            if carried == "sync":
                reader.machine.begin(self.remote)

    def run(self, rounds: int) -> list[str]:
        """Have ``rounds`` things happen, then let all sync in peace; return what is wrong."""
        events: list[tuple[int, Callable[[Reader], None]]] = [
            (30, lambda reader: reader.mark()),
            (15, lambda reader: reader.note(self.chance)),
            (5, lambda reader: reader.remove(self.chance)),
            (8, self._undo),
            (6, lambda reader: reader.close()),
            (20, self._sync),
            (10, self._kill),
            (4, self._race),
            (2, self._set_back),
            (2, self._refuse),
            (3, self._lose_files),
        ]
        if self.carried != "sync":
            events = events[:6]
        weights = [weight for weight, _ in events]
        with mock.patch.object(compaction, "_MANY_LOGS", 4):
            for _ in range(rounds):
                reader = self.chance.choice(self.readers)
                [(_, event)] = self.chance.choices(events, weights)
                with reader.clock():
                    event(reader)
        self._settle()
        return self.faults

    def _sync(self, reader: Reader, progress: Callable[[str], None] = lambda _: None) -> None:
        """Sync; what a killed one has started may be at work still, and is waited for."""
        if self.carried == "pull":
            _pull(reader.machine.store)
            return
        if self.carried == "copies":
            other = self.chance.choice([each for each in self.readers if each is not reader])
            _copy(other.machine.store, reader.machine.store)
            return
        for _ in range(_PATIENCE):
            try:
                reader.machine.sync(progress=progress)
            except SyncError as error:
                reason = str(error)
                time.sleep(0.05)
            else:
                return
        self.faults.append(reason)

    def _undo(self, reader: Reader) -> None:
        if fault := reader.undo():
            self.faults.append(fault)

    def _race(self, reader: Reader) -> None:
        other = self.chance.choice(self.readers)
        raced: list[str] = []

        def race(step: str) -> None:
            if step == "Sending…" and not raced and other is not reader:
                raced.append(step)
                self._sync(other)

        self._sync(reader, race)

    def _kill(self, reader: Reader) -> None:
        command = [sys.executable, "-m", "tests.annotations.sync.sync_worker"]
        with subprocess.Popen(
            [*command, str(reader.machine.store)],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(self.chance.uniform(0, _SLOWEST))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                self.kills += 1

    def _set_back(self, reader: Reader) -> None:
        commits = git(self.remote, "rev-list", "--first-parent", "main").split()
        older = commits[min(len(commits) - 1, self.chance.randrange(1, 6))]
        git(self.remote, "update-ref", "refs/heads/main", older)
        self._sync(reader)

    def _refuse(self, reader: Reader) -> None:
        hook = self.remote / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        try:
            reader.machine.sync()
        except SyncError:
            pass
        finally:
            hook.unlink()

    def _lose_files(self, reader: Reader) -> None:
        """A file that was carried vanishes, or is cut, while no program has it open."""
        self._sync(reader)
        reader.close()
        store = reader.machine.store
        files = sorted(
            path for name in ("log", "pack", "texts") for path in (store / name).glob("*")
        )
        path = self.chance.choice(files)
        if self.chance.random() < 0.5 or path.suffix != ".jsonl":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: self.chance.randrange(200)])
        self._sync(reader)

    def _settle(self) -> None:
        for reader in self.readers:
            with reader.clock():
                self._sync(reader)
                reader.close()
        for _ in range(_SETTLING):
            for reader in self.readers:
                for other in self.readers if self.carried == "copies" else ():
                    _copy(other.machine.store, reader.machine.store)
                if self.carried != "copies":
                    self._sync(reader)
        expected = {word: note for each in self.readers for word, note in each.expected.items()}
        commits = set()
        for number, reader in enumerate(self.readers):
            found = reader.machine.shown()
            if found != expected:
                lost = {word: note for word, note in expected.items() if found.get(word) != note}
                more = found.keys() - expected.keys()
                self.faults.append(f"machine {number} lacks {lost} and has {more} too much")
            self.faults += reader.machine.problems()
            if self.carried == "sync":
                commits.add(git(reader.machine.store, "rev-parse", "HEAD^{tree}"))
        if len(commits) > 1:
            self.faults.append("the machines do not hold the same files")


def _pull(store: Path) -> None:
    """What people type who carry a store by git themselves."""
    git(store, "add", "-A")
    if git(store, "status", "--porcelain"):
        git(store, "commit", "-q", "-m", "more")
    if git(store, "ls-remote", "origin", "main"):
        git(
            store,
            "pull",
            "-q",
            "--no-rebase",
            "--no-edit",
            "--allow-unrelated-histories",
            "origin",
            "main",
        )
    git(store, "push", "-q", "origin", "HEAD:main")


def _copy(source: Path, target: Path) -> None:
    """Take what is new, or longer, in another machine's folder; nothing is removed."""
    for path in source.rglob("*"):
        there = target / path.relative_to(source)
        if path.is_dir() or path.suffix == ".tmp":
            continue
        if not there.exists() or there.stat().st_size < path.stat().st_size:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
