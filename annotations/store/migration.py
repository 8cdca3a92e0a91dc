"""Taking over the store of layout 1: one JSON file with the tables of TinyDB."""

import calendar
import json
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotations.errors import InvalidAnnotationError, NewerStoreError, StoreError
from annotations.model import Json
from annotations.record import from_record
from annotations.store.disk import Disk
from annotations.store.line import Head, compose
from annotations.store.storage import LogStorage, write_pack
from postil_files import NotOrdinaryError

FILE = "annotations.json"
ASIDE = FILE + ".v1"
_LAYOUT = 1


def migrate(storage: LogStorage) -> None:
    """Take over the old file, if there is one: its records become a pack, it is set aside.

    Where the disk takes nothing, the records are in memory all the same. The same file gives
    the same lines, so that it does no harm to take it over twice, or in two places.

    Raises:
        StoreError: the file cannot be read, or is damaged; it was left untouched.
    """
    try:
        lines = old_lines(storage.disk, storage.folder)
    except NotOrdinaryError as error:
        storage.notices.append(f"{storage.folder / FILE} was not taken over: {error.reason}.")
        return
    if lines is None:
        return
    storage.take(lines)
    try:
        if lines:
            write_pack(storage.disk, storage.folder, storage.machine.id, lines)
        storage.disk.replace(storage.folder / FILE, _free(storage.disk, storage.folder))
        storage.disk.sync_folder(storage.folder)
    except OSError as error:
        storage.notices.append(
            f"{storage.folder / FILE} could not be taken over yet ({error.strerror or error}); "
            "it is tried again when Postil is next started."
        )


def old_lines(disk: Disk, folder: Path) -> list[bytes] | None:
    """The records of the old file as lines; None if there is no such file.

    Raises:
        NotOrdinaryError: it is a link, a pipe or a device.
        StoreError: the file cannot be read, or is damaged.
    """
    path = folder / FILE
    try:
        content = disk.read(path) if disk.look(path) is not None else None
    except NotOrdinaryError:
        raise
    except OSError as error:
        raise StoreError(path, f"{path} cannot be read: {error.strerror or error}.") from error
    return None if content is None else list(_lines(_tables(path, content)))


def _free(disk: Disk, folder: Path) -> Path:
    """A name to set the file aside that nothing has yet."""
    path, count = folder / ASIDE, 1
    while disk.look(path) is not None:
        count += 1
        path = folder / f"{ASIDE}-{count}"
    return path


def _tables(path: Path, content: bytes) -> Mapping[str, Mapping[str, Mapping[str, Json]]]:
    try:
        tables = json.loads(content)
        layout = int(tables["meta"]["1"]["version"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(path) from None
    if layout > _LAYOUT:
        raise NewerStoreError(
            path,
            f"{path} was written by a later Postil (layout {layout}, this one knows {_LAYOUT}). "
            "It was left untouched: update Postil, or use another --store.",
        )
    del tables["meta"]
    if not all(isinstance(table, dict) for table in tables.values()) or not all(
        isinstance(document, dict) for table in tables.values() for document in table.values()
    ):
        raise _damaged(path)
    try:
        for record in tables.get("annotations", {}).values():
            from_record(record)
    except InvalidAnnotationError as error:
        reason = f"{path} was left untouched: it holds a damaged record ({error})."
        raise StoreError(path, reason) from error
    return dict(tables)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        path,
        f"{path} is damaged or not a Postil store. It was left untouched: "
        "put back a copy, or move it away to begin anew.",
    )


def _lines(tables: Mapping[str, Mapping[str, Mapping[str, Json]]]) -> Iterator[bytes]:
    for table, documents in tables.items():
        for id, document in documents.items():
            # What differs is another version: two copies of a store may have gone apart.
            run = f"v1-{zlib.crc32(json.dumps(document, sort_keys=True).encode()):08x}"
            yield compose(Head(_time_of(document), run, 1, {}, table, id), document)


def _time_of(document: Mapping[str, Json]) -> int:
    """Microseconds of its last change; the later revision of one second is later."""
    rev = document.get("rev")
    at = document.get("modified") or document.get("at")
    try:
        seconds = calendar.timegm(time.strptime(str(at), "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        seconds = 0
    return max(0, seconds) * 1_000_000 + (rev if isinstance(rev, int) else 0)
