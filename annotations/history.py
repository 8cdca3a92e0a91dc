"""Steps that can be undone and redone: what each one changed, and whose turn it is."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from annotations.model import Annotation, Change, Json
from annotations.record import from_record, to_record

NEWEST = 1000
"""How many steps are kept."""

Fields: TypeAlias = Mapping[str, Json]

Tell: TypeAlias = Callable[[int], None]

_TOLD = 100
_BOOKKEEPING = ("rev", "modified")
_SORTED = json.JSONEncoder(sort_keys=True)


class Edit(NamedTuple):
    """What a step did to one annotation: the fields that differ, before and after.

    ``was`` and ``became`` are fingerprints of the whole annotation; an edit that made the
    annotation has ``created`` set.
    """

    id: str
    before: Fields
    after: Fields
    was: int
    became: int
    created: bool = False


class Step(NamedTuple):
    """A change as the history keeps it: a document of the store, decoded when it is its turn.

    ``undone_by`` is None while it stands. One that ``is_passed`` is neither undone nor redone.
    """

    id: str
    document: Fields

    @property
    def verb(self) -> str:
        """What was done, in a word or two."""
        return str(self.document.get("verb"))

    @property
    def at(self) -> str:
        """When it was done."""
        return str(self.document.get("at"))

    @property
    def undone_by(self) -> str | None:
        """The session that undid it."""
        session = self.document.get("undone_by")
        return None if session is None else str(session)

    @property
    def is_passed(self) -> bool:
        """Whether it is out of the game: it met a conflict, or its document is damaged."""
        return bool(self.document.get("is_passed")) or not self.edits

    @property
    def session(self) -> str:
        """The session that did it."""
        return str(self.document.get("session"))

    @property
    def machine(self) -> str:
        """The machine it was done on; empty where that was not noted."""
        return str(self.document.get("machine") or "")

    @property
    def since(self) -> str:
        """The id of the last step that there was when this machine did its first."""
        return str(self.document.get("since") or "")

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What it did; nothing where the document is damaged."""
        edits = self.document.get("edits")
        decoded = [_edit_of(edit) for edit in edits] if isinstance(edits, list) else []
        return () if None in decoded else tuple(edit for edit in decoded if edit)

    @property
    def size(self) -> int:
        """How many annotations it touched."""
        edits = self.document.get("edits")
        return len(edits) if isinstance(edits, list) else 0

    def noting(self, **fields: Json) -> "Step":
        """The step with fields of its document changed."""
        return Step(self.id, dict(self.document) | fields)


def fingerprint(annotation: Annotation) -> int:
    """A number that stands for what is said of a passage; revisions and times do not count.

    Two that differ have the same number once in four thousand million times.
    """
    return _fingerprint(to_record(annotation))


def _fingerprint(record: Fields) -> int:
    said = {name: record[name] for name in record if name not in _BOOKKEEPING}
    said["deleted"] = record["deleted"] is not None
    return zlib.crc32(_SORTED.encode(said).encode())


def step_of(change: Change, session: str, machine: str = "", since: str = "") -> Step:
    """The history's entry for a change, of a machine that did its first step after ``since``."""
    earlier = {annotation.id: annotation for annotation in change.before}
    edits = [_edit(earlier.get(version.id), version) for version in change.after]
    return Step(
        change.id,
        {
            "verb": change.verb,
            "at": change.at,
            "session": session,
            "machine": machine,
            "since": since,
            "undone_by": None,
            "is_passed": False,
            "edits": [
                [edit.id, dict(edit.before), dict(edit.after), edit.was, edit.became, edit.created]
                for edit in edits
            ],
        },
    )


def _edit_of(value: Json) -> Edit | None:
    match value:
        case [str(id), dict(before), dict(after), int(was), int(became), bool(created)]:
            return Edit(id, before, after, was, became, created)
    return None


def _edit(before: Annotation | None, after: Annotation) -> Edit:
    # Undoing a creation leaves a tombstone, so that is what stood before it.
    became = to_record(after)
    was = became | {"deleted": after.created} if before is None else to_record(before)
    differing = [
        name for name in was | became if name not in _BOOKKEEPING and not _agree(name, was, became)
    ]
    # A field that one side has not is missing there, so that the other side takes it away.
    return Edit(
        after.id,
        {name: was[name] for name in differing if name in was},
        {name: became[name] for name in differing if name in became},
        _fingerprint(was),
        _fingerprint(became),
        created=before is None,
    )


def _agree(name: str, one: Fields, other: Fields) -> bool:
    return (name in one) is (name in other) and one.get(name) == other.get(name)


def carry_out(
    step: Step,
    current: Sequence[Annotation],
    at: str,
    *,
    back: bool,
    tell: Tell = lambda done: None,
) -> Change:
    """The change that takes the step back, or again, from the versions that stand now.

    ``current`` has one version for each edit, in their order; ``tell`` is told how many are done.
    """
    after = tuple(
        _patched(version, *((edit.after, edit.before) if back else (edit.before, edit.after)), at)
        for edit, version in zip(_told(step.edits, tell), current, strict=True)
    )
    return Change(step.id, step.verb, at, tuple(current), after)


def stranger(
    step: Step, current: Mapping[str, Annotation], *, back: bool, tell: Tell = lambda done: None
) -> str | None:
    """The id of an annotation that is not as the step left it (or, to redo it, found it).

    ``tell`` is told how many were looked at.
    """
    for edit in _told(step.edits, tell):
        version = current.get(edit.id)
        expected = edit.became if back else edit.was
        if version is None or fingerprint(version) != expected:
            return edit.id
    return None


def _told(edits: Sequence[Edit], tell: Tell) -> Iterator[Edit]:
    for done, edit in enumerate(edits):
        if done % _TOLD == 0:
            tell(done)
        yield edit


def _patched(version: Annotation, old: Fields, new: Fields, at: str) -> Annotation:
    standing = to_record(version)
    record = {name: standing[name] for name in standing if name not in old} | dict(new)
    if record["deleted"] is not None:
        record["deleted"] = at
    return replace(from_record(record), rev=version.rev + 1, modified=at)


class Line:
    """The steps one session may undo and redo: its own, and those from before it began.

    Of these only its machine's: what was done on another since this one did its first step
    came by a merge, and is that one's affair. So is what another session did or undid since.
    The order of steps is that of their ids, which are made in the order in which steps were
    known; see ``Ids.follow``.
    """

    def __init__(self, session: str) -> None:
        self.session = session
        self._since: str | None = None
        self._before: dict[str, str | None] = {}

    def begin(self, before: Iterable[Step], machine: str) -> None:
        """Begin with the steps there are, on this machine; an empty one did none so far."""
        steps = list(before)
        own = [step.since for step in steps if machine and step.machine == machine]
        self._since = min(own, default=None)
        self._before = {
            step.id: step.undone_by
            for step in steps
            if self._since is None or step.machine == machine or step.id <= self._since
        }

    def since(self, latest: str) -> str:
        """The last step that there was when the machine did its first; ``latest`` if it does now."""
        if self._since is None:
            self._since = latest
        return self._since

    def is_ours(self, step: Step) -> bool:
        """Whether the step is this session's, or its machine's from before it began."""
        return step.session == self.session or step.id in self._before

    def next_undo(self, steps: Sequence[Step]) -> Step | None:
        """The newest step that stands."""
        for step in reversed(steps):
            if self.is_ours(step) and step.undone_by is None and not step.is_passed:
                return step
        return None

    def next_redo(self, steps: Sequence[Step]) -> Step | None:
        """The step undone last, which is the oldest of those undone."""
        return next(iter(self.redoable(steps)), None)

    def redoable(self, steps: Iterable[Step]) -> list[Step]:
        """All steps that could be redone, oldest first; a new step takes their place."""
        return [step for step in steps if self._can_redo(step)]

    def _can_redo(self, step: Step) -> bool:
        by = step.undone_by
        is_ours = by == self.session or by == self._before.get(step.id)
        return by is not None and is_ours and not step.is_passed
