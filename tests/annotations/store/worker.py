"""A program that marks as fast as it can, and says what it attempts and what is acknowledged.

Each line it writes is a JSON
list: ``["try", WORD, NOTE]`` before a verb and ``["done", WORD, NOTE]`` after it; the note is
null when the annotation is removed. Its words begin with its name, and no two runs may share it.
"""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from annotations import Notebook, Source

ROOT = Path(__file__).resolve().parents[3]


class Worker:
    """Marks, notes and removes; when ``paced``, it waits after each verb for a line."""

    def __init__(self, notebook: Notebook, name: str, count: int, *, paced: bool = False) -> None:
        self._notebook = notebook
        self._words = [f"{name}{number:05}" for number in range(count)]
        self._text = " ".join(self._words)
        self._source = Source(path=f"{name}.txt")
        self._chance = random.Random(name)
        self._ids: dict[str, str] = {}
        self._paced = paced

    def run(self) -> None:
        """Mark all words, with notes and removals in between."""
        for word in self._words:
            self._say(word, "", partial(self._mark, word))
            other, what = self._chance.choice(list(self._ids)), self._chance.random()
            if what < 0.4:
                note = "n" * self._chance.randrange(1, 2000)
                self._say(other, note, partial(self._notebook.note, self._ids[other], note))
            elif what < 0.5:
                self._say(other, None, partial(self._notebook.remove, self._ids.pop(other)))

    def _mark(self, word: str) -> None:
        start = self._text.index(word)
        change = self._notebook.mark(self._text, start, start + len(word), self._source)
        self._ids[word] = change.ids[0]

    def _say(self, word: str, note: str | None, verb: Callable[[], object]) -> None:
        print(json.dumps(["try", word, note]), flush=True)
        verb()
        print(json.dumps(["done", word, note]), flush=True)
        if self._paced:
            sys.stdin.readline()


@dataclass(slots=True)
class Told:
    """What workers said: the notes of all words, as acknowledged and as attempted after that."""

    done: dict[str, str] = field(default_factory=dict)
    tried: dict[str, str | None] = field(default_factory=dict)

    def hear(self, lines: Iterable[str]) -> None:
        """Take up what was said; half a line is not said."""
        for line in lines:
            if not line.endswith("\n"):
                continue
            what, word, note = json.loads(line)
            if what == "try":
                self.tried[word] = note
                continue
            self.tried.pop(word, None)
            if note is None:
                self.done.pop(word, None)
            else:
                self.done[word] = note

    def wrong(self, notebook: Notebook) -> list[str]:
        """What the notebook shows that was neither acknowledged nor attempted."""
        found = {each.quote.exact: each.note for each in notebook.annotations()}
        return [
            f"{word} is {_brief(found.get(word))}, not {_brief(self.done.get(word))}"
            for word in sorted({*found, *self.done, *self.tried})
            if found.get(word)
            not in (self.done.get(word), self.tried.get(word, self.done.get(word)))
        ]

    def settle(self, notebook: Notebook) -> None:
        """What is found is what counts from here on: the attempts are over."""
        self.done = {each.quote.exact: each.note for each in notebook.annotations()}
        self.tried.clear()


def _brief(note: str | None) -> str:
    return "missing" if note is None else f"there with a note of {len(note)}"


def started(folder: Path, name: str, count: int, *, paced: bool = False) -> "subprocess.Popen[str]":
    """A worker in a process of its own."""
    command = [sys.executable, "-m", __name__, str(folder), name, str(count), "paced" * paced]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


if __name__ == "__main__":
    with Notebook.open(Path(sys.argv[1])) as opened:
        Worker(opened, sys.argv[2], int(sys.argv[3]), paced=bool(sys.argv[4])).run()
