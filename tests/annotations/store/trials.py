"""What a store is put through. Each trial gives what was found wrong, in sentences."""

import errno
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotations.errors import AnnotationsError
from tests.annotations.store.desk import Desk, State, differences, opened, shown
from tests.annotations.store.faults.failing import FailingDisk, Fault, Killed, KillingDisk, Moment
from tests.annotations.store.faults.power import Tree, lay_out, power_cuts
from tests.annotations.store.faults.watched import Operation, RecordingDisk
from tests.annotations.store.sessions import SESSION, play, small_logs

FAULTS: Mapping[str, Fault] = {
    "EIO once": Fault(0),
    "EIO once, half written": Fault(0, torn=True),
    "EIO for ever": Fault(0, lasting=True, names=("create", "write", "sync", "replace")),
    "ENOSPC once": Fault(0, errno.ENOSPC),
    "ENOSPC for ever, half written": Fault(0, errno.ENOSPC, lasting=True, torn=True),
    "sync fails once": Fault(0, names=("sync", "sync_folder")),
    "sync fails once and drops": Fault(0, names=("sync",), drops=True),
    "sync fails for ever and drops": Fault(0, names=("sync",), lasting=True, drops=True),
}
"""What may go wrong, such that what failed can be taken back."""

DEAD = Fault(0, lasting=True, torn=True)
"""Nothing at all can be done to the disk any more."""


def length_of_session(folder: Path) -> int:
    """How many operations the session takes when nothing goes wrong."""
    disk = FailingDisk()
    with small_logs():
        play(Desk(lambda: opened(folder, disk)))
    return disk.done


def crash(folder: Path, at: int, moment: Moment) -> Iterator[str]:
    """The process is killed at one operation of the session."""
    disk = KillingDisk(at, moment)
    desk = Desk(lambda: opened(folder, disk))
    place = f"killed {moment} operation {at}"
    try:
        with small_logs():
            play(desk)
    except Killed as killed:
        place = f"{place} ({killed})"
    except AnnotationsError as error:
        yield f"{place}: {error}"
    for trouble in _reopened(folder, desk.acknowledged, desk.attempted, desk.before_last_step):
        yield f"{place}: {trouble}"


def _reopened(
    folder: Path, acknowledged: State, attempted: State, before_last: State | None
) -> Iterator[str]:
    """What is wrong with a store that is opened after a disaster, to look and to go on."""
    try:
        with opened(folder) as notebook:
            found = shown(notebook)
            yield from differences(found, acknowledged, attempted)
            desk = Desk(lambda: notebook)
            desk.acknowledged = found
            desk.mark("w199")
            desk.undo()
            yield from differences(shown(notebook), found)
            if found == acknowledged and before_last is not None:
                notebook.undo()
                yield from differences(shown(notebook), before_last)
                notebook.redo()
        with opened(folder) as notebook:
            yield from differences(shown(notebook), found)
    except AnnotationsError as error:
        yield f"reopened: {error}"


def record(folder: Path) -> tuple[list[Operation], list[tuple[int, State]]]:
    """The trace of the session, and what had been acknowledged after how many operations."""
    disk = RecordingDisk()
    acknowledged: list[tuple[int, State]] = [(0, {})]
    desk = Desk(
        lambda: opened(folder, disk),
        lambda state: acknowledged.append((len(disk.trace), state)),
    )
    with small_logs():
        play(desk)
    return disk.trace, acknowledged


def power_cut_at_any_time(folder: Path, *, seed: int, most: int) -> Iterator[str]:
    """The power fails during the session; of what may be left then, this many at each moment."""
    store = folder / "store"
    trace, acknowledged = record(store)
    for number, (done, tree) in enumerate(power_cuts(trace, seed=seed, most=most)):
        place = folder / f"left-{number}"
        for trouble in _left(tree, store, place, *_at(acknowledged, done)):
            yield f"power cut after operation {done} ({trace[done - 1].name}): {trouble}"


def _at(acknowledged: Sequence[tuple[int, State]], done: int) -> tuple[State, State]:
    """What was acknowledged after so many operations, and what was under way."""
    past = [state for at, state in acknowledged if at <= done]
    return past[-1], acknowledged[min(len(past), len(acknowledged) - 1)][1]


def _left(
    tree: Tree, store: Path, place: Path, acknowledged: State, attempted: State
) -> Iterator[str]:
    lay_out(tree, store, place)
    try:
        with opened(place) as notebook:
            yield from differences(shown(notebook), acknowledged, attempted)
    except AnnotationsError as error:
        yield f"reopened: {error}"


def failure(path: Path, fault: Fault, *, is_dead: bool = False) -> Iterator[str]:
    """One operation of the session fails; what failed is said again once the cause is gone.

    When the disk ``is_dead``, what failed cannot even be taken back, and the session ends.
    """
    disk = FailingDisk(fault)
    desk = Desk(lambda: opened(path, disk))
    with small_logs():
        for number, verb in enumerate(SESSION):
            try:
                verb(desk)
            except AnnotationsError as error:
                place = f"{fault} at verb {number} ({error})"
                disk.heal()
                for trouble in _after_failure(path, desk, is_dead=is_dead):
                    yield f"{place}: {trouble}"
                if is_dead:
                    return
                try:
                    verb(desk)
                except AnnotationsError as again:
                    yield f"{place}: still fails: {again}"
                    return
    with opened(path) as notebook:
        for trouble in (*differences(shown(notebook), desk.acknowledged), *notebook.problems()):
            yield f"{fault} at the end: {trouble}"


def _after_failure(path: Path, desk: Desk, *, is_dead: bool) -> Iterator[str]:
    """A verb that failed has changed nothing, in memory or on the disk."""
    for trouble in differences(shown(desk.notebook), desk.acknowledged):
        yield f"in memory {trouble}"
    may_be = desk.attempted if is_dead else desk.acknowledged
    with opened(path) as other:
        for trouble in differences(shown(other), desk.acknowledged, may_be):
            yield f"on the disk {trouble}"
