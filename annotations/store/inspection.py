"""Looking the whole store over, and mending what can be mended."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from annotations.errors import InvalidAnnotationError
from annotations.model import Json
from annotations.record import from_record
from annotations.results import Finding
from annotations.store import past
from annotations.store.compaction import LOST, replace_files
from annotations.store.disk import Disk
from annotations.store.files import LOGS, PACKS
from annotations.store.line import Head, document_of, head_of, key_of, mend
from annotations.store.manifest import Manifest
from annotations.store.problems import cut_step
from annotations.store.records import Records
from annotations.store.storage import LogStorage, write_pack
from annotations.store.texts import FOLDER as TEXTS
from annotations.store.texts import Texts

_SHOWN = 60
_LEFT_OVER = ".tmp"
_SECONDS_AT_WORK = 3600
"""A file half written for so long is nobody's work any more."""


def examine(storage: LogStorage, texts: Texts, manifest: Manifest) -> Iterator[Finding]:
    """What is wrong with the files of the store, and what is missing from it."""
    for loss in manifest.losses(storage.reading):
        yield Finding("lost", str(loss.path), loss.sentence)
    for path, lines in storage.reading.cut_steps().items():
        yield Finding("cut off", str(path), cut_step(path, lines))
    for path, reason in storage.reading.failed.items():
        yield Finding("unreadable", str(path), f"{path} cannot be read ({reason}).")
    for path, pieces in storage.reading.damaged().items():
        for piece in pieces:
            shown = piece[:_SHOWN].decode("utf-8", "backslashreplace")
            yield Finding("damaged", str(path), f"{path}: {len(piece)} bytes make no line: {shown}")
    failed: dict[Path, str] = {}
    missing = list(_missing_versions(past.all_lines(storage.disk, storage.folder, failed)))
    for path, reason in failed.items():
        if path not in storage.reading.failed:
            yield Finding("unreadable", str(path), f"{path} cannot be read ({reason}).")
    yield from missing
    for id in missing_texts(storage, texts).values():
        yield Finding(
            "no text",
            id,
            f"The text that {id} was made on is missing or damaged; its words, and those "
            "around them, are kept with it.",
        )
    for path in _left_over(storage.disk, storage.folder):
        yield Finding("left over", str(path), f"{path} was left behind half written.")


def _missing_versions(lines: Iterable[bytes]) -> Iterator[Finding]:
    """Runs count what they write, and versions name those they follow: gaps tell of losses."""
    written: dict[str, set[int]] = {}
    last: dict[str, int] = {}
    for head in filter(None, map(head_of, lines)):
        written.setdefault(head.by, set()).add(head.n)
        for run, count in (*head.seen.items(), (head.by, head.n)):
            last[run] = max(count, last.get(run, 0))
    for run, count in sorted(last.items()):
        missing = count - len(written.get(run, ()))
        if missing:
            versions = "1 version" if missing == 1 else f"{missing} versions"
            yield Finding(
                "missing",
                run,
                f"{versions} written by the run {run} of Postil are in no file here: files are "
                "lost, or not synchronised yet.",
            )


def missing_texts(storage: LogStorage, texts: Texts) -> dict[str, str]:
    """The texts that annotations were made on and that cannot be read, each with such an annotation."""
    wanted: dict[str, str] = {}
    for id in storage.records.ids("annotations"):
        source = (storage.document("annotations", id) or {}).get("source")
        sha256 = source.get("text_sha256") if isinstance(source, dict) else None
        if isinstance(sha256, str):
            wanted.setdefault(sha256, id)
    return {sha256: id for sha256, id in wanted.items() if texts.get(sha256) is None}


def _left_over(disk: Disk, folder: Path) -> list[Path]:
    latest = time.time_ns() - _SECONDS_AT_WORK * 1_000_000_000
    found = []
    for parent in (folder / name for name in (LOGS, PACKS, past.FOLDER, LOST, TEXTS)):
        with suppress(OSError):  # told already: it is no folder, or cannot be read
            for path in (parent / name for name in disk.names(parent) if name.endswith(_LEFT_OVER)):
                stamp = disk.look(path)
                if stamp is not None and stamp[2] < latest:
                    found.append(path)
    return found


def repair(storage: LogStorage, manifest: Manifest) -> list[str]:
    """Mend what can be mended; gives what was done, in sentences.

    The lines of a step that was cut off count from then on. A file that was lost is not looked
    for any more. A line that is one byte off is mended. One that was edited by hand becomes the
    newest version of its record, unless there is a newer one. All bytes that were in no line
    are in ``lost+found`` then.

    Raises:
        OSError: something could not be written; nothing was removed then.
        StoreError: likewise.
    """
    disk, folder = storage.disk, storage.folder
    done = _take_in_cut_steps(storage)
    damaged = storage.reading.damaged()
    pieces = [piece for found in damaged.values() for piece in found]
    fixed = {piece: mend(piece) for piece in pieces}
    mended = [line for line in fixed.values() if line is not None]
    if mended:
        write_pack(disk, folder, storage.machine.id, mended)
        done.append(f"{_lines(len(mended))} mended.")
    storage.refresh()
    edited = [piece for piece, line in fixed.items() if line is None and _adopt(storage, piece)]
    if edited:
        done.append(f"{_lines(len(edited))} taken over as edited by hand.")
    storage.begin_anew()
    if damaged:
        replace_files(disk, folder, storage.machine.id, list(damaged))
        storage.refresh()
        as_it_was = "as it was" if len(pieces) == 1 else "as they were"
        done.append(f"{_lines(len(pieces))} put into {folder / LOST} {as_it_was}.")
    for path in _left_over(disk, folder):
        with suppress(FileNotFoundError):
            disk.unlink(path)
            done.append(f"{path} removed.")
    if losses := manifest.losses(storage.reading):
        manifest.keep(storage.reading, forgets=True)
        files = "1 file that was lost is" if len(losses) == 1 else f"{len(losses)} lost files are"
        done.append(f"{files} not looked for any more.")
    return done


def _take_in_cut_steps(storage: LogStorage) -> list[str]:
    cut = storage.reading.cut_steps()
    lines = [line for held in cut.values() for line in held if head_of(line)]
    if not lines:
        return []
    write_pack(storage.disk, storage.folder, storage.machine.id, lines)
    replace_files(storage.disk, storage.folder, storage.machine.id, list(cut))
    storage.refresh()
    return [f"{len(lines):,} lines of changes that were cut off count now."]


def _lines(count: int) -> str:
    return "1 damaged line was" if count == 1 else f"{count} damaged lines were"


def _adopt(storage: LogStorage, piece: bytes) -> bool:
    """Whether the bytes are a whole version, edited by hand, and are now its newest."""
    head, document = head_of(piece), document_of(piece)
    if head is None or not storage.records.misses(piece) or not _is_record(head, document):
        return False
    if document != storage.document(head.table, head.id):
        with storage.transaction():
            storage.stage(head.table, head.id, document)
    return True


def _is_record(head: Head, document: Mapping[str, Json] | None) -> bool:
    if head.table != "annotations" or document is None:
        return document is not None
    try:
        return from_record(document).id == head.id
    except InvalidAnnotationError:
        return False


def history(
    disk: Disk, folder: Path, id: str
) -> list[tuple[int, str, bool, dict[str, Json] | None]]:
    """All versions of the annotation, oldest first: microseconds, run, if it stands, record."""
    wanted = ("annotations", id)
    found: dict[bytes, Head] = {}
    for line in past.all_lines(disk, folder):
        head = head_of(line) if id.encode() in line and key_of(line) == wanted else None
        if head is not None:
            found[line] = head
    records = Records()
    records.take(found)
    standing = records.lines(*wanted)
    ranked = sorted(found.items(), key=lambda item: item[1].rank)
    return [(head.at, head.by, line in standing, document_of(line)) for line, head in ranked]
