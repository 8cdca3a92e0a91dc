"""Making few files of many: the newest versions into a pack, the others into the history."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotations.history import NEWEST
from annotations.store.disk import Disk
from annotations.store.files import ENDING, LOGS, PACKS, File, take
from annotations.store.line import LAYOUT, head_of
from annotations.store.log import stem
from annotations.store.machine import old_id
from annotations.store.past import set_aside
from annotations.store.records import Records
from annotations.store.storage import write_pack

LOST = "lost+found"
_MANY_LOGS = 16
_MANY_PACKS = 12
_MOST_NAMES = 4096
"""Names of files that a pack has taken the place of, with those that these had: the newest."""


@dataclass(slots=True)
class _Input:
    """A file to be replaced, held so that nobody writes on it."""

    path: Path
    descriptor: int
    size: int = 0
    lines: list[bytes] = field(default_factory=list)
    damaged: list[bytes] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)


def compact(disk: Disk, folder: Path, machine: str) -> None:
    """Tidy up what ended runs of the program left on this machine, if it is much.

    The newest log stays, so that git never takes the folder of logs for one that was renamed.
    Nothing is removed before what takes its place is on the disk and was read back. What
    fails is left for another time.
    """
    ids = (machine, old_id(disk, folder))
    logs = _of_machine(disk, folder / LOGS, ids)
    if len(logs) < _MANY_LOGS:
        return
    packs = _of_machine(disk, folder / PACKS, ids)
    old = logs[:-1] + (packs if len(packs) >= _MANY_PACKS else [])
    with suppress(OSError):
        replace_files(disk, folder, machine, old)


def _of_machine(disk: Disk, folder: Path, ids: Sequence[str]) -> list[Path]:
    try:
        names = disk.names(folder)
    except OSError:
        return []
    return [
        folder / name
        for name in names
        if name.endswith(ENDING) and any(f"-{id}-" in name for id in ids)
    ]


def replace_files(disk: Disk, folder: Path, device: str, paths: Sequence[Path]) -> None:
    """Put what the files hold into a pack, the history and ``lost+found``, and remove them.

    A file that a running program writes is left alone.

    Raises:
        OSError: something could not be written or read; nothing was removed then.
    """
    inputs: list[_Input] = []
    try:
        for path in paths:
            _hold(disk, path, inputs)
        if inputs:
            _keep(disk, folder, device, inputs)
        parents = {each.path.parent for each in inputs}
        while inputs:
            _remove(disk, inputs.pop())
        for parent in parents:
            disk.sync_folder(parent)
    finally:
        for each in inputs:
            with suppress(OSError):
                disk.close(each.descriptor)


def _remove(disk: Disk, each: _Input) -> None:
    try:
        # One that has grown all the same is left for the next time.
        is_same = disk.stamp(each.descriptor)[1] == each.size
    finally:
        # Windows removes no file that is open; that it was held shows that its run has ended.
        disk.close(each.descriptor)
    if is_same:
        disk.unlink(each.path)


def _hold(disk: Disk, path: Path, inputs: list[_Input]) -> None:
    """Add the file to the inputs if nobody holds it and a version like ours wrote it."""
    try:
        descriptor = disk.open(path)
    except FileNotFoundError:
        return
    each = _Input(path, descriptor)
    if not disk.hold(descriptor):
        disk.close(descriptor)
        return
    inputs.append(each)
    content = disk.read(path)
    file = File((0, 0, 0))
    each.lines, _ = take(file, content)
    each.size = len(content)
    each.damaged = [*file.damaged, *file.held, *([file.rest] if file.rest else [])]
    each.replaces = [*file.replaces, path.name]
    if file.layout > LAYOUT:
        inputs.remove(each)
        disk.close(descriptor)


def _keep(disk: Disk, folder: Path, device: str, inputs: Sequence[_Input]) -> None:
    """Write what the inputs hold, and read it back."""
    lines = dict.fromkeys(line for each in inputs for line in each.lines)
    records = Records({"changes": 2 * NEWEST})
    records.take(lines)
    standing = sorted(records.all(), key=_order)
    past = sorted((line for line in lines.keys() - standing if head_of(line)), key=_order)
    damaged = [piece for each in inputs for piece in each.damaged]
    if damaged:
        path = folder / LOST / (stem(device) + ".txt")
        disk.have_folder(path.parent)
        disk.put(path, b"\n".join([*damaged, b""]))
    if past:
        set_aside(disk, folder, device, past)
    names = list(dict.fromkeys(name for each in inputs for name in each.replaces))
    path = write_pack(disk, folder, device, standing, names[-_MOST_NAMES:])
    *written, end = disk.read(path).split(b"\n")
    if written[2:] != standing or end:
        raise OSError(f"{path} does not read back")


def _order(line: bytes) -> tuple[object, ...]:
    head = head_of(line)
    return ("",) if head is None else (head.table, head.id, *head.rank)
