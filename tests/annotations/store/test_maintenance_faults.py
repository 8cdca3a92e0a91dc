"""Taking over an old store, merging and repairing are killed, failed and cut like all else."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.errors import AnnotationsError
from annotations.store.disk import Disk
from tests.annotations.store.desk import Desk, State, differences, opened
from tests.annotations.store.faults.failing import FailingDisk, Fault, Killed, KillingDisk
from tests.annotations.store.faults.power import lay_out, power_cuts
from tests.annotations.store.faults.watched import RecordingDisk
from tests.annotations.store.garbling import Sample

V1 = Path(__file__).resolve().parents[2] / "data" / "store" / "v1"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to a store; ``before`` is what it shows before, ``after`` when all is done."""

    store: Path
    act: Callable[[Notebook], object]
    before: State
    after: State


def everything(notebook: Notebook) -> State:
    """What is shown by id: an old store was not made from our words."""
    return {
        each.id: (each.kind, each.tags, each.note)  # type: ignore[misc]  # a Shown by another name
        for each in notebook.annotations()
    }


def _seen(store: Path, act: Callable[[Notebook], object] = lambda _: None) -> State:
    with opened(store) as notebook:
        act(notebook)
        return everything(notebook)


def _taking_over(folder: Path) -> Job:
    store = folder / "old"
    shutil.copytree(V1, store)
    shutil.copytree(V1, folder / "taken over")
    known = _seen(folder / "taken over")
    assert known
    return Job(store, lambda _: None, known, known)


def _merging(folder: Path) -> Job:
    store, other = folder / "one", folder / "other"
    desk = Desk(lambda: opened(store))
    for word in ("w001", "w002", "w003"):
        desk.mark(word)
    desk.close()
    shutil.copytree(store, other)
    for place, note in ((store, "here"), (other, "there")):
        with opened(place) as notebook:
            first, second, _ = (each.id for each in notebook.annotations())
            notebook.note(first, note)
            if place == other:
                notebook.remove(second)
    shutil.copytree(store, folder / "merged")
    after = _seen(folder / "merged", lambda notebook: notebook.maintenance.merge(other))
    assert after.keys() < _seen(store).keys()
    return Job(store, lambda notebook: notebook.maintenance.merge(other), _seen(store), after)


def _repairing(folder: Path) -> Job:
    store = folder / "damaged"
    sample = Sample.make(store)
    path = store / "log" / sample.name
    # The last annotation, near the beginning of its line, where it is found first.
    before, line, after_it = sample.log.rpartition(b'{"t":"annotations"')
    path.write_bytes(before + line.replace(b"tations", b"tat\0ons") + after_it + b"torn")
    shutil.copytree(store, folder / "repaired")
    after = _seen(folder / "repaired", lambda notebook: notebook.maintenance.repair())
    assert after != _seen(store)
    return Job(store, lambda notebook: notebook.maintenance.repair(), _seen(store), after)


JOBS = {"taking over": _taking_over, "merging": _merging, "repairing": _repairing}


@pytest.fixture(params=JOBS)
def job(request: pytest.FixtureRequest, tmp_path: Path) -> Job:
    return JOBS[request.param](tmp_path)


def _do(job: Job, store: Path, disk: Disk) -> None:
    with opened(store, disk) as notebook:
        job.act(notebook)


def _wrong(job: Job, store: Path, place: str) -> Iterator[str]:
    """What is wrong afterwards, and when the job is done again."""
    for trouble in differences(_seen(store), job.before, job.after):
        yield f"{place}: {trouble}"
    for trouble in differences(_seen(store, job.act), job.after):
        yield f"{place}, and done again: {trouble}"


def _length(job: Job, folder: Path) -> int:
    disk = FailingDisk()
    shutil.copytree(job.store, folder)
    _do(job, folder, disk)
    return disk.done


def test_a_kill_at_any_operation_loses_nothing_and_it_can_be_done_again(
    job: Job, tmp_path: Path
) -> None:
    wrong: list[str] = []
    length = _length(job, tmp_path / "length")
    assert length > 3
    for at in range(length):
        for moment in ("halfway", "after"):
            store = tmp_path / f"{at}-{moment}"
            shutil.copytree(job.store, store)
            with pytest.raises(Killed):
                _do(job, store, KillingDisk(at, "halfway" if moment == "halfway" else "after"))
            wrong += _wrong(job, store, f"killed {moment} operation {at}")
    assert wrong == []


@pytest.mark.parametrize(
    "fault",
    [Fault(0), Fault(0, errno.ENOSPC, lasting=True, torn=True), Fault(0, names=("sync",))],
    ids=["EIO", "ENOSPC", "sync"],
)
def test_a_failure_at_any_operation_loses_nothing_and_it_can_be_done_again(
    job: Job, tmp_path: Path, fault: Fault
) -> None:
    wrong: list[str] = []
    for at in range(_length(job, tmp_path / "length")):
        store = tmp_path / f"{at}"
        shutil.copytree(job.store, store)
        disk = FailingDisk(Fault(at, fault.number, fault.lasting, fault.names, fault.torn))
        with suppress(AnnotationsError):
            _do(job, store, disk)
        wrong += _wrong(job, store, f"{fault} at {at}")
    assert wrong == []


def test_a_power_cut_at_any_time_loses_nothing_and_it_can_be_done_again(
    job: Job, tmp_path: Path
) -> None:
    disk, store = RecordingDisk(), tmp_path / "recorded"
    shutil.copytree(job.store, store)
    start = disk.adopt(store)
    _do(job, store, disk)
    wrong: list[str] = []
    for number, (done, tree) in enumerate(power_cuts(disk.trace, seed=9, most=12, start=start)):
        lay_out(tree, store, tmp_path / f"left-{number}")
        name = disk.trace[done - 1].name
        wrong += _wrong(job, tmp_path / f"left-{number}", f"cut after operation {done} ({name})")
    assert wrong == []
