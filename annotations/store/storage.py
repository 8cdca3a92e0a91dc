"""A TinyDB storage over append-only logs: every change is on the disk before it is in memory."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from tinydb import Storage

from annotations.errors import NewerStoreError, StoreError
from annotations.store.disk import Disk
from annotations.store.files import ENDING, LOGS, PACKS, Reading
from annotations.store.line import (
    Document,
    Head,
    compose,
    document_of,
    head_of,
    names_line,
    step_mark,
    step_of,
    title,
)
from annotations.store.log import Log, stem
from annotations.store.machine import Machine, old_id
from annotations.store.records import Records
from annotations.store.view import View
from postil_files import NotOrdinaryError

_LARGE_STEP = 3
"""Lines, from which on a change is marked as one, so that a part of it never counts."""

Key: TypeAlias = tuple[str, str]
"""A table's name and a record's id."""


class LogStorage(Storage):
    """The records of the store in ``folder``, as all its files together have them.

    Changes gather in a ``transaction`` and are appended to this run's log in one write.
    ``changed`` is called with the records whose latest version is new, each with the line it
    had before; ``limits`` is as for ``Records``.
    """

    def __init__(
        self,
        folder: Path,
        disk: Disk,
        changed: Callable[[Mapping[Key, bytes | None]], None] = lambda _: None,
        limits: Mapping[str, int] | None = None,
    ) -> None:
        self.folder = folder
        self.disk = disk
        self._records = Records(limits)
        self._coming: Iterator[list[bytes]] | None = None
        self._is_taking = False
        self.is_read = True
        self.reading = Reading(disk, folder)
        self.machine = Machine(disk, folder)
        self.log = Log(disk, folder, self.machine)
        self.notices: list[str] = []
        self._changed = changed
        self._run = os.urandom(6).hex()
        self._written = 0
        self._latest = 0
        self._pending: dict[Key, tuple[Document, bool]] | None = None

    def begin(self) -> None:
        """Have the files read when they are needed, or in steps; ``is_read`` is False until then."""
        self._coming, self.is_read = self.reading.scan(), False
        self._records.packs = True

    def refresh_some(self) -> bool:
        """Take up some of what is new in the files; whether there may be more."""
        if self._coming is None:
            self._coming = self.reading.scan()
        return self.read_on()

    def read_on(self) -> bool:
        """Go on with reading the files, if it was begun; whether there may be more."""
        if self._coming is None:
            return False
        lines = next(self._coming, None)
        if lines is not None:
            self._is_taking = True
            try:
                self.take(lines)
            finally:
                self._is_taking = False
            return True
        self._coming, self.is_read, self._records.packs = None, True, False
        if self.reading.is_torn:
            self._restore()
        return False

    @property
    def records(self) -> Records:
        """The newest versions of all records; what was begun to be read is read first."""
        self.have_read()
        return self._records

    def have_read(self) -> None:
        """Read to the end what was begun."""
        while not self._is_taking and self.read_on():
            pass

    def refresh(self) -> bool:
        """Take up what is new in the files; True if a record has changed.

        It does not fail: what cannot be read now is told by ``reading``.
        """
        self.have_read()
        is_changed = False
        for lines in self.reading.scan():
            is_changed = bool(self.take(lines)) or is_changed
        if self.reading.is_torn:
            self._restore()
        return is_changed

    def take(self, lines: list[bytes]) -> Mapping[Key, bytes | None]:
        """Take lines up into memory; gives the records that changed."""
        changed = self._records.take(lines)
        if changed:
            self._changed(changed)
        return changed

    def refuse_newer(self) -> None:
        """Raise NewerStoreError if a later version of the program wrote here."""
        refuse_newer(self.reading)

    def begin_anew(self) -> None:
        """Leave this run's log to others; what is written later goes into another."""
        self.log.close()
        self.log = Log(self.disk, self.folder, self.machine)

    # What TinyDB asks for.

    def read(self) -> dict[str, dict[str, Any]]:
        """The tables, each a view that makes its documents when they are asked for."""
        self.refresh()
        tables: dict[str, Any] = {name: View(self, name) for name in self.records.tables()}
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Have these tables and no others."""
        with self.transaction():
            for name in self.records.tables():
                given = data.get(name, {})
                for id in [id for id in self.records.ids(name) if id not in given]:
                    self.stage(name, id, None)
            for name, table in data.items():
                for id, document in table.items():
                    if document != self.document(name, str(id)):
                        self.stage(name, str(id), document)

    def document(self, table: str, id: str) -> dict[str, Any] | None:
        """The record as it stands in this transaction, made afresh."""
        if self._pending is not None and (table, id) in self._pending:
            staged = self._pending[table, id][0]
            return None if staged is None else dict(staged)
        line = self.records.line(table, id)
        return None if line is None else document_of(line)

    def has(self, table: str, id: str) -> bool:
        """Whether there is such a record in this transaction."""
        if self._pending is not None and (table, id) in self._pending:
            return self._pending[table, id][0] is not None
        return self.records.line(table, id) is not None

    def ids(self, table: str) -> list[str]:
        """The ids of the table's records as they stand in this transaction."""
        ids = dict.fromkeys(self.records.ids(table))
        for (name, id), (document, _) in (self._pending or {}).items():
            if name == table:
                ids.pop(id, None) if document is None else ids.setdefault(id)
        return list(ids)

    def stage(self, table: str, id: str, document: Document, *, settle: bool = True) -> None:
        """Have this version of the record, or with None its removal, when the transaction ends.

        It takes the place of all versions known or, unless it is to ``settle`` between rivals,
        of the latest alone.
        """
        if self._pending is None:
            raise RuntimeError("a change outside a transaction")
        self._pending[table, id] = (document, settle)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One change, from a fresh look at the disk to the write.

        When it raises, memory and disk are as they were. One inside another is part of it.

        Raises:
            StoreError: it could not be saved.
        """
        if self._pending is not None:
            yield
            return
        self.refresh()
        self.refuse_newer()
        self._pending = {}
        try:
            yield
            self._commit(self._pending)
        except OSError as error:
            reason = error.strerror or str(error)
            if isinstance(error, NotADirectoryError):
                reason = "there is a file where its folder should be; move it"
            elif isinstance(error, NotOrdinaryError):
                reason = f"{Path(error.filename).name}: {reason}; remove it"
            raise StoreError(
                self.folder, f"Nothing was saved: {self.folder} cannot be written ({reason})."
            ) from error
        finally:
            self._pending = None

    def _commit(self, pending: Mapping[Key, tuple[Document, bool]]) -> None:
        if not pending:
            return
        run, n, at = self._run, self._written, max(time.time_ns() // 1000, self._latest)
        at = max(at, self.records.latest_time)
        lines: list[bytes] = []
        for (table, id), (document, settle) in pending.items():
            bases = [head for each in self.records.lines(table, id) if (head := head_of(each))]
            if not settle:
                bases, rivals = bases[:1], bases[1:]
                if any(rival.by == run for rival in rivals):
                    # A version vector would have us settle what we wrote ourselves before.
                    run, n = os.urandom(6).hex(), 0
            n, at = n + 1, max([at, *(base.at for base in bases)]) + 1
            lines.append(compose(Head(at, run, n, _seen(bases), table, id), document))
        whole = lines if len(lines) < _LARGE_STEP else [step_mark(run, n, len(lines)), *lines]
        try:
            path, stamp, content = self.log.append(whole)
        except OSError:
            # Should the lines come back after all, others are not to bear their names.
            self._run, self._written = os.urandom(6).hex(), 0
            raise
        self._run, self._written, self._latest = run, n, at
        self.reading.wrote(path, stamp, content)
        self.take(lines)

    def _restore(self) -> None:
        """Write again what was read or written by this program and is on the disk no more."""
        fresh, found = Reading(self.disk, self.folder), Records()
        on_disk: set[bytes] = set()
        # A step that has to be written again may stand in two files: its lines count one by one.
        ours = {line for line in self.log.lines if step_of(line) is None}
        for lines in fresh.scan():
            found.take(lines)
            on_disk.update(ours.intersection(lines))
        if fresh.failed:
            return
        lost = dict.fromkeys(line for line in self.records.all() if found.misses(line))
        lost |= dict.fromkeys(line for line in ours if line not in on_disk)
        try:
            if lost:
                names = sorted(self.reading.gone)
                write_pack(self.disk, self.folder, self.machine.id, list(lost), names)
        except OSError as error:
            self._notice(_LOST.format(self.folder, error.strerror or error))
            return
        self.reading.is_torn = False
        self.reading.gone.clear()
        if lost:
            self._notice(_RESTORED.format(self.folder, len(lost)))

    def _notice(self, sentence: str) -> None:
        if sentence not in self.notices:
            self.notices.append(sentence)

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()


_RESTORED = (
    "Files of the store {} vanished or were changed by another program while it was open; "
    "what they held was written again ({} versions)."
)
_LOST = (
    "Files of the store {} vanished while it was open and cannot be written again ({}): "
    "leave Postil open until the disk is back."
)


def refuse_newer(reading: Reading) -> None:
    """Raise NewerStoreError if a later version of the program wrote what was read."""
    path = reading.newer()
    if path is not None:
        raise NewerStoreError(
            path,
            f"{path} was written by a later Postil. The store was left untouched: "
            "update Postil, or use another --store.",
        )


def was_written_here(folder: Path) -> bool:
    """Whether a program on this machine has written in the very folder: no copy of it will say so."""
    disk = Disk()
    disk.enter(folder)
    if Machine(disk, folder).known:
        return True
    device = f"-{old_id(disk, folder)}-"
    with suppress(OSError):
        return any(device in name for part in (LOGS, PACKS) for name in disk.names(folder / part))
    return False


def write_pack(
    disk: Disk, folder: Path, machine: str, lines: Sequence[bytes], replaces: Sequence[str] = ()
) -> Path:
    """Put lines into a file of their own, whole or not at all.

    ``replaces`` has the names of the files that are removed for it.

    Raises:
        OSError: they could not be written.
    """
    path = folder / PACKS / (stem(machine) + ENDING)
    disk.have_folder(path.parent)
    names = [names_line(replaces)] if replaces else []
    disk.put(path, b"\n".join([title(device=machine), *names, *lines, b""]))
    return path


def _seen(bases: list[Head]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for base in bases:
        for run, count in (*base.seen.items(), (base.by, base.n)):
            seen[run] = max(count, seen.get(run, 0))
    return seen
