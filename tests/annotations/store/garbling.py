"""A small log, ways to damage it, and what may come of that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import AnnotationsError
from tests.annotations.store.desk import Desk, Shown, State, opened, shown
from tests.annotations.store.faults.memory import ReadOnlyDisk

ROOT = Path("/store")


@dataclass(frozen=True, slots=True)
class Garbled:
    """A damaged log: between ``start`` and ``end`` of the sound one is nothing to rely on."""

    content: bytes
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound log, and what was shown after each of its verbs, which ended at ``ends``."""

    name: str
    log: bytes
    states: Sequence[State]
    ends: Sequence[int]

    @classmethod
    def make(cls, folder: Path) -> "Sample":
        """Three annotations, of which one is edited, in one log."""
        states: list[State] = []
        ends: list[int] = []

        def acknowledge(state: State) -> None:
            [path] = (folder / "log").iterdir()
            states.append(state)
            ends.append(path.stat().st_size)

        desk = Desk(lambda: opened(folder), acknowledge)
        desk.mark("w001", kind="claim", tags=["money"])
        desk.mark("w050")
        desk.note("w001", "by the sea")
        desk.mark("w100")
        desk.close()
        [path] = (folder / "log").iterdir()
        return cls(path.name, path.read_bytes(), states, ends)

    def disk(self, content: bytes) -> ReadOnlyDisk:
        """A disk on which this is the log."""
        return ReadOnlyDisk({ROOT / "log" / self.name: content})

    def sure(self, garbled: Garbled) -> Mapping[str, set[Shown | None]]:
        """What each annotation may be: its latest version, or an earlier one if that was hit."""
        may_be: dict[str, set[Shown | None]] = {}
        begin = 0
        for before, state, end in zip(({}, *self.states), self.states, self.ends, strict=False):
            for word in state:
                if state[word] == before.get(word):
                    continue
                was_hit = self._first_line(begin, garbled)
                earlier = may_be.get(word, {None}) if was_hit else set()
                may_be[word] = {state[word], *earlier}
            begin = end
        return may_be

    def _first_line(self, begin: int, garbled: Garbled) -> bool:
        """Whether the verb's annotation, which is its first line, was hit."""
        if begin == 0:
            begin = self.log.index(b"\n") + 1
        end = self.log.index(b"\n", begin) + 1
        # A line feed belongs to the lines on both of its sides.
        return garbled.start < end and begin - 1 < garbled.end


def trial(sample: Sample, garbled: Garbled) -> Iterator[str]:
    """What is wrong with the store on whose log this was done."""
    try:
        with opened(ROOT, sample.disk(garbled.content)) as notebook:
            found, problems = shown(notebook), notebook.problems()
    except AnnotationsError as error:
        yield f"{garbled.how}: {error}"
        return
    for word, may_be in sample.sure(garbled).items():
        if found.get(word) not in may_be:
            yield f"{garbled.how}: {word} is {found.get(word)}"
    if found.keys() - sample.states[-1].keys():
        yield f"{garbled.how}: more than there was"
    if len(problems) > 1 or any("\n" in problem for problem in problems):
        yield f"{garbled.how}: {len(problems)} problems"
    # Of lines that are missing whole, nobody can know.
    is_to_be_seen = not set(garbled.content.split(b"\n")) <= set(sample.log.split(b"\n"))
    if not problems and is_to_be_seen and found != sample.states[-1]:
        yield f"{garbled.how}: something is missing, and it is not told"


def _flip(log: bytes, at: int) -> Garbled:
    changed = bytes([log[at] ^ 1 << at % 8])
    return Garbled(log[:at] + changed + log[at + 1 :], at, at + 1, f"a bit flipped at {at}")


def _zero(log: bytes, at: int) -> Garbled:
    return Garbled(log[:at] + b"\0" + log[at + 1 :], at, at + 1, f"NUL at {at}")


def _lose(log: bytes, at: int) -> Garbled:
    return Garbled(log[:at] + log[at + 1 :], at, at + 1, f"byte {at} lost")


def _insert(log: bytes, at: int) -> Garbled:
    return Garbled(log[:at] + b"x" + log[at:], at, at + 1, f"x inserted at {at}")


def _split(log: bytes, at: int) -> Garbled:
    return Garbled(log[:at] + b"\n" + log[at:], at, at + 1, f"split at {at}")


BYTE_DAMAGES: Mapping[str, Callable[[bytes, int], Garbled]] = {
    "a bit flipped": _flip,
    "a NUL": _zero,
    "a byte lost": _lose,
    "a byte inserted": _insert,
    "a line split": _split,
}
