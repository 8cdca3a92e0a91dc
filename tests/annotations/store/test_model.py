"""The store against a dictionary: whatever is done to it, it shows what the model shows."""

import shutil
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotations import Notebook
from annotations.errors import StoreError
from annotations.store import Store
from tests.annotations.store.desk import (
    WORDS,
    Desk,
    Shown,
    State,
    differences,
    forgotten,
    mark,
    opened,
    shown,
)
from tests.annotations.store.faults.failing import FailingDisk, Fault
from tests.annotations.store.faults.watched import QuietDisk
from tests.annotations.store.sessions import small_logs

FEW = settings(max_examples=40, stateful_step_count=30, deadline=None)
NOTES = st.text(max_size=30) | st.sampled_from(["", "\ud800", "\0", '","crc":"00000000"}', "\r\n"])
TAGS = st.sampled_from(["money", "harbour", "dates/doubtful"])
NAMES = st.sampled_from(WORDS[:8])


class OneStore(RuleBasedStateMachine):
    """One reader, who restarts, whose disk fails, and whom a second window looks over."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.patched = small_logs()
        self.patched.__enter__()
        self.disk = FailingDisk()
        self.desk = Desk(lambda: opened(self.folder / "store", self.disk))
        self.window = opened(self.folder / "store")

    @rule(word=NAMES, tags=st.lists(TAGS, max_size=2, unique=True))
    def mark(self, word: str, tags: list[str]) -> None:
        if word not in self.desk.acknowledged:
            self.desk.mark(word, tags=tags)

    @rule(word=NAMES, note=NOTES)
    def note(self, word: str, note: str) -> None:
        if word in self.desk.acknowledged:
            self.desk.note(word, note)

    @rule(words=st.sets(NAMES), tag=TAGS)
    def tag(self, words: set[str], tag: str) -> None:
        self.desk.tag(sorted(words & self.desk.acknowledged.keys()), tag)

    @rule(words=st.sets(NAMES, max_size=3))
    def remove(self, words: set[str]) -> None:
        self.desk.remove(sorted(words & self.desk.acknowledged.keys()))

    @precondition(lambda self: self.desk.before_last_step is not None)
    @rule()
    def undo(self) -> None:
        self.desk.undo()

    @precondition(lambda self: self.desk.can_redo)
    @rule()
    def redo(self) -> None:
        self.desk.redo()

    @rule()
    def reopen(self) -> None:
        self.desk.reopen()

    @rule(word=NAMES, note=NOTES, names=st.sampled_from(["create", "write", "sync", "sync_folder"]))
    def fail(self, word: str, note: str, names: str) -> None:
        before = self.desk.acknowledged
        if word not in before or before[word].note == note:
            return
        self.disk.break_with(Fault(0, names=(names,), torn=True, lasting=True))
        try:
            self.desk.note(word, note)
        except StoreError:
            assert self.desk.acknowledged == before
        finally:
            self.disk.heal()

    @invariant()
    def shows_what_the_model_shows(self) -> None:
        if hasattr(self, "desk"):
            self.desk.check()
            self.window.refresh()
            assert differences(shown(self.window), self.desk.acknowledged) == []
            assert self.window.problems() == []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.reopen()
            assert forgotten(self.desk.notebook, self.desk.met) == []
            self.desk.close()
            self.window.close()
            self.patched.__exit__(None, None, None)
            shutil.rmtree(self.folder)


class Version(NamedTuple):
    """A version of an annotation in the model; None stands for its removal."""

    number: int
    value: Shown | None
    past: frozenset[int]


class Copy:
    """A copy of the store, and all versions of each annotation that it has met."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notebook = self._opened()
        self.versions: dict[str, set[Version]] = {}
        self.ids: dict[str, str] = {}

    def reopen(self) -> None:
        self.notebook.close()
        self.notebook = self._opened()

    def _opened(self) -> Notebook:
        store = Store.open(self.folder, QuietDisk())
        return Notebook(store, None, lambda: "2024-12-12T10:00:00Z")

    def put(self, number: int, word: str, value: Shown | None, *, settle: bool = False) -> None:
        """A new version in place of the one that stands; of its rivals, if it is to settle."""
        standing = self.heads(word)[: None if settle else 1]
        past = frozenset(each for version in standing for each in (*version.past, version.number))
        self.versions.setdefault(word, set()).add(Version(number, value, past))

    def heads(self, word: str) -> list[Version]:
        """The versions that no other took the place of, the latest first."""
        met = self.versions.get(word, set())
        past = {each for version in met for each in version.past}
        return sorted((each for each in met if each.number not in past), reverse=True)

    def state(self) -> State:
        standing = {word: self.heads(word)[0].value for word in self.versions}
        return {word: value for word, value in standing.items() if value is not None}

    def meet(self, other: "Copy") -> None:
        for word, versions in other.versions.items():
            self.versions.setdefault(word, set()).update(versions)
        self.ids |= other.ids

    def conflicts(self) -> set[str]:
        """The ids of those of which the versions that stand differ."""
        return {
            self.ids[word]
            for word in self.versions
            if len({version.value for version in self.heads(word)}) > 1
        }


class Copies(RuleBasedStateMachine):
    """Copies of a store that go apart and are merged, by the command or by copying files."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.patched = small_logs()
        self.patched.__enter__()
        self.copies = [Copy(self.folder / name) for name in ("a", "b", "c")]
        self.numbers = count()
        self.words = iter(WORDS)
        self.marked: list[str] = []

    @rule(at=st.integers(0, 2))
    def mark(self, at: int) -> None:
        copy, word = self.copies[at], next(self.words)
        copy.ids[word] = mark(copy.notebook, word)
        copy.put(next(self.numbers), word, Shown())
        self.marked.append(word)

    @precondition(lambda self: self.marked)
    @rule(at=st.integers(0, 2), which=st.integers(0, 3), note=st.sampled_from("xyz"))
    def note(self, at: int, which: int, note: str) -> None:
        copy, word = self.copies[at], self.marked[-1 - which % len(self.marked)]
        old = copy.state().get(word)
        if old is not None and old.note != note:
            copy.notebook.note(copy.ids[word], note)
            copy.put(next(self.numbers), word, old._replace(note=note))

    @precondition(lambda self: self.marked)
    @rule(at=st.integers(0, 2), which=st.integers(0, 3))
    def remove(self, at: int, which: int) -> None:
        copy, word = self.copies[at], self.marked[-1 - which % len(self.marked)]
        if word in copy.state():
            copy.notebook.remove(copy.ids[word])
            copy.put(next(self.numbers), word, None)

    @rule(at=st.integers(0, 2), rival=st.booleans())
    def settle(self, at: int, rival: bool) -> None:
        copy = self.copies[at]
        for conflict in copy.notebook.conflicts()[:1]:
            chosen = conflict.rivals[0] if rival else conflict.standing
            copy.notebook.settle(conflict.id, chosen)
            value = None if chosen.deleted else Shown(note=chosen.note)
            copy.put(next(self.numbers), chosen.quote.exact, value, settle=True)

    @rule(at=st.integers(0, 2))
    def reopen(self, at: int) -> None:
        self.copies[at].reopen()

    @rule(into=st.integers(0, 2), other=st.integers(0, 2), times=st.integers(1, 2))
    def merge(self, into: int, other: int, times: int) -> None:
        if into != other and self.copies[other].versions:
            for _ in range(times):
                self.copies[into].notebook.maintenance.merge(self.copies[other].folder)
            self.copies[into].meet(self.copies[other])

    @rule(into=st.integers(0, 2), other=st.integers(0, 2), renamed=st.booleans())
    def copy_files(self, into: int, other: int, renamed: bool) -> None:
        """As a program that keeps folders in step does, under the eyes of the reader."""
        if into == other:
            return
        source, target = self.copies[other].folder, self.copies[into].folder
        for path in _files(source):
            place = target / path.relative_to(source)
            if renamed:
                place = place.with_name(f"{place.stem} (copy {next(self.numbers)}).jsonl")
            if not place.exists() or place.stat().st_size < path.stat().st_size:
                place.parent.mkdir(exist_ok=True)
                temporary = place.with_name("." + place.name + ".part")
                shutil.copy(path, temporary)
                temporary.replace(place)
        self.copies[into].meet(self.copies[other])

    @invariant()
    def each_shows_what_its_model_shows(self) -> None:
        for copy in getattr(self, "copies", ()):
            copy.notebook.refresh()
            assert differences(shown(copy.notebook), copy.state()) == []
            assert {each.id for each in copy.notebook.conflicts()} == copy.conflicts()
            assert copy.notebook.problems() == []

    def teardown(self) -> None:
        if not hasattr(self, "copies"):
            return
        for _ in range(2):
            for into in self.copies:
                for other in self.copies:
                    if into is not other and other.versions:
                        into.notebook.maintenance.merge(other.folder)
                        into.meet(other)
        for copy in self.copies:
            copy.reopen()
        self.each_shows_what_its_model_shows()
        states = [shown(copy.notebook) for copy in self.copies]
        assert states[0] == states[1] == states[2]
        for copy in self.copies:
            copy.notebook.close()
        self.patched.__exit__(None, None, None)
        shutil.rmtree(self.folder)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(folder.glob("log/*.jsonl")) + sorted(folder.glob("pack/*.jsonl"))


TestOneStore = OneStore.TestCase
TestOneStore.settings = FEW
TestCopies = Copies.TestCase
TestCopies.settings = FEW
