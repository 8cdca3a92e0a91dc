"""Taking over what another copy of the store has and this one has not."""

from pathlib import Path

from annotations.errors import StoreError
from annotations.store.disk import Disk
from annotations.store.files import LOGS, PACKS, Reading
from annotations.store.line import head_of
from annotations.store.migration import FILE, old_lines
from annotations.store.past import all_lines, set_aside
from annotations.store.records import Records
from annotations.store.storage import LogStorage, refuse_newer, write_pack
from annotations.store.texts import FOLDER as TEXTS
from annotations.store.texts import Texts
from postil_files import NotOrdinaryError


def merge(storage: LogStorage, texts: Texts, other: Path) -> dict[Path, str]:
    """Put all versions of the store in ``other`` that are not here into files of this one.

    Nothing in ``other`` changes. It may be done in either direction and any number of times,
    and gives the same. Gives the files of ``other`` that cannot be read, with the reasons:
    what they hold did not come.

    Raises:
        StoreError: there is no store, or this one cannot be written.
    """
    disk, folder = storage.disk, storage.folder
    failed: dict[Path, str] = {}
    lines = _lines_of(disk, other, failed)
    try:
        failed |= texts.take(Texts(other / TEXTS, disk))
        known = set(all_lines(disk, folder))
        new = [line for line in dict.fromkeys(lines) if line not in known and head_of(line)]
        records = Records()
        records.take(new)
        standing = list(records.all())
        past = list(dict.fromkeys(new).keys() - standing)
        if past:
            set_aside(disk, folder, storage.machine.id, sorted(past))
        if standing:
            write_pack(disk, folder, storage.machine.id, standing)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(folder, f"{folder} cannot be written ({reason}); say it again.") from error
    return failed


def _lines_of(disk: Disk, other: Path, failed: dict[Path, str]) -> list[bytes]:
    disk.enter(other)
    is_store = any(disk.look(other / name) is not None for name in (LOGS, PACKS, FILE))
    if not is_store:
        raise StoreError(other, f"There is no store in {other}.")
    reading = Reading(disk, other)
    lines = [line for found in reading.scan() for line in found]
    refuse_newer(reading)
    lines += all_lines(disk, other, failed)
    try:
        lines += old_lines(disk, other) or ()
    except NotOrdinaryError as error:
        failed[other / FILE] = error.reason
    return lines
