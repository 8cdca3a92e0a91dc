"""A notebook, and beside it what it must show: the model that all tests of faults compare with."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from annotations import Annotation, Notebook, Source
from annotations.ids import utc_now
from annotations.store import Store
from annotations.store.disk import Disk
from tests.annotations.store.faults.watched import QuietDisk

WORDS = [f"w{number:03}" for number in range(200)]
TEXT = " ".join(WORDS)
SOURCE = Source(path="words.txt", title="Words")


class Shown(NamedTuple):
    """What is compared of an annotation."""

    kind: str = "highlight"
    tags: tuple[str, ...] = ()
    note: str = ""


State: TypeAlias = Mapping[str, Shown]
"""The live annotations by the word that each is made on."""


def opened(folder: Path, disk: Disk | None = None) -> Notebook:
    """The notebook of the store in the folder, on this disk."""
    return Notebook(Store.open(folder, disk or QuietDisk()), None, utc_now)


def shown_of(annotation: Annotation) -> Shown:
    """What is compared of this one."""
    return Shown(annotation.kind, annotation.tags, annotation.note)


def shown(notebook: Notebook) -> State:
    """What the notebook shows; no word may be shown twice."""
    found = notebook.annotations()
    state = {each.quote.exact: shown_of(each) for each in found}
    assert len(state) == len(found), "an annotation is there twice"
    return state


def mark(notebook: Notebook, word: str, kind: str = "highlight", tags: Iterable[str] = ()) -> str:
    """Mark the word; gives the new id."""
    start = TEXT.index(word)
    return notebook.mark(TEXT, start, start + len(word), SOURCE, kind=kind, tags=tags).ids[0]


def on_disk(folder: Path) -> State:
    """What a program that starts now shows."""
    with opened(folder) as notebook:
        return shown(notebook)


def forgotten(notebook: Notebook, met: Mapping[str, set[Shown]]) -> list[str]:
    """What is missing beside the annotations: texts they were made on, and versions they had."""
    texts = {each.source.text_sha256 or "" for each in notebook.annotations()}
    missing = [f"the text {sha256} is missing" for sha256 in texts if notebook.text(sha256) != TEXT]
    for id, versions in met.items():
        had = {
            shown_of(each.annotation)
            for each in notebook.maintenance.history(id)
            if each.annotation
        }
        missing += [f"the history has no {version}" for version in versions - had]
    return missing


def differences(found: State, acknowledged: State, attempted: State | None = None) -> list[str]:
    """What is wrong: an annotation must be as acknowledged, or as the verb under way meant it."""
    later = acknowledged if attempted is None else attempted
    return [
        f"{word} is {found.get(word)}, not {acknowledged.get(word)} or {later.get(word)}"
        for word in sorted({*found, *acknowledged, *later})
        if found.get(word) not in (acknowledged.get(word), later.get(word))
    ]


class Desk:
    """Says verbs to a notebook and keeps what was acknowledged, and what was attempted last.

    The two are one once a verb has returned; ``acknowledge`` is told of each such moment.
    ``met`` has all that each annotation ever was, by its id.
    """

    def __init__(
        self,
        open_notebook: Callable[[], Notebook],
        acknowledge: Callable[[State], None] = lambda _: None,
    ) -> None:
        self.acknowledged: State = {}
        self.attempted: State = {}
        self.met: dict[str, set[Shown]] = {}
        self._open = open_notebook
        self._acknowledge = acknowledge
        self._notebook: Notebook | None = None
        self._done: list[tuple[State, State]] = []
        self._undone: list[tuple[State, State]] = []

    @property
    def notebook(self) -> Notebook:
        """The notebook, which is opened when it is first needed."""
        if self._notebook is None:
            self._notebook = self._open()
        return self._notebook

    def close(self) -> None:
        if self._notebook is not None:
            self._notebook.close()
        self._notebook = None

    def reopen(self) -> None:
        """What a restart of the program does."""
        self.close()
        self.check()

    @property
    def before_last_step(self) -> State | None:
        """What the next undo must bring back; None if there is nothing to undo."""
        return self._done[-1][0] if self._done else None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._undone)

    def mark(self, word: str, kind: str = "highlight", tags: Iterable[str] = ()) -> None:
        tags = tuple(tags)
        self._say({word: Shown(kind, tags)}, lambda: mark(self.notebook, word, kind, tags))

    def note(self, word: str, text: str) -> None:
        self._say(
            {word: self.acknowledged[word]._replace(note=text)},
            lambda: self.notebook.note(self._id(word), text),
        )

    def tag(self, words: Iterable[str], tag: str) -> None:
        old = {word: self.acknowledged[word] for word in words}
        new = {
            word: each if tag in each.tags else each._replace(tags=(*each.tags, tag))
            for word, each in old.items()
        }
        self._say(new, lambda: self.notebook.tag(list(map(self._id, old)), add=[tag]))

    def remove(self, words: Iterable[str]) -> None:
        old = list(words)
        self._say(dict.fromkeys(old), lambda: self.notebook.remove(list(map(self._id, old))))

    def undo(self) -> None:
        """Take the newest step back; there must be one."""
        before, _ = self._done[-1]
        self._carry_out(before, self.notebook.undo)
        self._undone.append(self._done.pop())

    def redo(self) -> None:
        """Take the step undone last again; there must be one."""
        _, after = self._undone[-1]
        self._carry_out(after, self.notebook.redo)
        self._done.append(self._undone.pop())

    def check(self) -> None:
        """What is shown is what was acknowledged."""
        assert differences(shown(self.notebook), self.acknowledged) == []

    def _say(self, changed: Mapping[str, Shown | None], verb: Callable[[], object]) -> None:
        before = self.acknowledged
        after = {
            word: each for word, each in (dict(before) | dict(changed)).items() if each is not None
        }
        self._carry_out(after, verb)
        if before != after:
            self._done.append((before, after))
            self._undone.clear()

    def _carry_out(self, state: State, verb: Callable[[], object]) -> None:
        self.attempted = state
        verb()
        self.acknowledged = state
        self._acknowledge(state)
        for each in self.notebook.annotations():
            self.met.setdefault(each.id, set()).add(shown_of(each))

    def _id(self, word: str) -> str:
        [id] = [each.id for each in self.notebook.annotations() if each.quote.exact == word]
        return id
