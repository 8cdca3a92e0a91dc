"""What a store is put through. Each trial gives what was found wrong, in sentences."""

import errno
import gzip
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from annotations.errors import AnnotationsError
from tests.annotations.store.desk import (
    Desk,
    Shown,
    State,
    differences,
    forgotten,
    on_disk,
    opened,
    shown,
)
from tests.annotations.store.faults.failing import FailingDisk, Fault, Killed, KillingDisk, Moment
from tests.annotations.store.faults.power import Tree, lay_out, power_cuts
from tests.annotations.store.faults.watched import Operation, RecordingDisk
from tests.annotations.store.garbling import Sample
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

_VERBS_AFTER_A_FAILURE = 4

DEAD = Fault(0, lasting=True, torn=True)
"""Nothing at all can be done to the disk any more."""


def length_of_session(folder: Path) -> int:
    """How many operations the session takes when nothing goes wrong."""
    disk = FailingDisk()
    with small_logs():
        play(Desk(lambda: opened(folder, disk)))
    return disk.done


def at_every_operation(
    folder: Path, attempt: Callable[[Path, int], Iterator[str]], *, start: int = 0, step: int = 1
) -> Iterator[str]:
    """Attempt it at each operation of the session, in a folder that is removed afterwards."""
    for at in range(start, length_of_session(folder / "whole"), step):
        place = folder / f"{at}"
        yield from attempt(place, at)
        # Thousands of files take longer to remove when they have reached the disk.
        shutil.rmtree(place)


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
    for trouble in _reopened(folder, desk):
        yield f"{place}: {trouble}"


def _reopened(folder: Path, was: Desk) -> Iterator[str]:
    """What is wrong with a store that is opened after a disaster, to look and to go on."""
    try:
        with opened(folder) as notebook:
            found = shown(notebook)
            yield from differences(found, was.acknowledged, was.attempted)
            yield from forgotten(notebook, was.met)
            desk = Desk(lambda: notebook)
            desk.acknowledged = found
            desk.mark("w199")
            desk.undo()
            yield from differences(shown(notebook), found)
            if found == was.acknowledged and was.before_last_step is not None:
                notebook.undo()
                yield from differences(shown(notebook), was.before_last_step)
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
        shutil.rmtree(place)


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
            yield from forgotten(notebook, {})
    except AnnotationsError as error:
        yield f"reopened: {error}"


def failure(path: Path, fault: Fault, *, is_dead: bool = False) -> Iterator[str]:
    """One operation of the session fails; what failed is said again once the cause is gone.

    When the disk ``is_dead``, what failed cannot even be taken back, and the session ends.
    """
    disk = FailingDisk(fault)
    desk = Desk(lambda: opened(path, disk))
    left = len(SESSION)
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
                left = number + _VERBS_AFTER_A_FAILURE
            if number == left:
                break
    desk.close()
    with opened(path) as notebook:
        wrong = differences(shown(notebook), desk.acknowledged) + notebook.problems()
        wrong += forgotten(notebook, desk.met) + [
            each.sentence for each in notebook.maintenance.check()
        ]
        for each in wrong:
            yield f"{fault} at the end: {each}"


def _after_failure(path: Path, desk: Desk, *, is_dead: bool) -> Iterator[str]:
    """A verb that failed has changed nothing, in memory or on the disk."""
    for trouble in differences(shown(desk.notebook), desk.acknowledged):
        yield f"in memory {trouble}"
    may_be = desk.attempted if is_dead else desk.acknowledged
    with opened(path) as other:
        for trouble in differences(shown(other), desk.acknowledged, may_be):
            yield f"on the disk {trouble}"


def _truncate_logs(store: Path) -> None:
    for path in (store / "log").iterdir():
        path.write_bytes(path.read_bytes()[:100])


def _older_logs(store: Path) -> None:
    for path in (store / "log").iterdir():
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content[: content.index(b"\n", len(content) // 2) + 1])


def _blank_logs(store: Path) -> None:
    for path in (store / "log").iterdir():
        path.write_bytes(bytes(len(path.read_bytes())))


def _remove_logs(store: Path) -> None:
    for path in (store / "log").iterdir():
        path.unlink()


def _replace_store(store: Path) -> None:
    store.rename(store.with_name("moved"))
    store.mkdir()


DISASTERS: Mapping[str, Callable[[Path], object]] = {
    "the logs are removed": _remove_logs,
    "the logs are cut": _truncate_logs,
    "the logs are overwritten with zeros": _blank_logs,
    "older logs are put in their place": _older_logs,
    "the folder of logs is removed": lambda store: shutil.rmtree(store / "log"),
    "the store is removed": shutil.rmtree,
    "the store is moved away": lambda store: store.rename(store.with_name("moved")),
    "another store is put in its place": _replace_store,
}
"""What other programs may do to a store while this one has it open."""


def disaster(folder: Path, strikes: Callable[[Path], object], *, marks_on: bool) -> Iterator[str]:
    """Something happens to the files of a store that is open; the reader marks on, or only looks."""
    store = folder / "store"
    before = Desk(lambda: opened(store))
    before.mark("w000")
    before.close()
    desk = Desk(lambda: opened(store))
    desk.acknowledged = {"w000": Shown()}
    for number in range(1, 5):
        desk.mark(f"w00{number}")
    strikes(store)
    if marks_on:
        desk.note("w002", "after the disaster")
        desk.mark("w005")
    desk.notebook.refresh()
    yield from differences(shown(desk.notebook), desk.acknowledged)
    if not desk.notebook.problems():
        yield "the reader is not told"
    desk.close()
    with opened(store) as notebook:
        yield from differences(shown(notebook), desk.acknowledged)


def damaged_and_tidied(folder: Path) -> Iterator[str]:
    """A line is damaged, then the store is worked with until its file becomes part of a pack."""
    store = folder / "store"
    sample = Sample.make(store)
    path = store / "log" / sample.name
    path.write_bytes(sample.log.replace(b"by the sea", b"by the s\0a"))
    damaged = [line for line in path.read_bytes().splitlines() if b"by the s\0a" in line]
    desk = Desk(lambda: opened(store))
    desk.acknowledged = on_disk(store)
    with small_logs():
        for number in range(8):
            desk.mark(f"w15{number}")
            desk.reopen()
    yield from differences(on_disk(store), desk.acknowledged)
    if not damaged or path.exists():
        yield "the damaged file was to be made part of a pack"
    kept = b"\n".join(_contents(store))
    if not all(line in kept for line in damaged):
        yield "damaged bytes were thrown away"


def _contents(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield gzip.decompress(content) if path.suffix == ".gz" else content
