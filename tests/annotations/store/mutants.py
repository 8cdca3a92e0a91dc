"""Stores broken on purpose, each in one way. A suite that any of them passes is none.

Each mutant patches the disk above the point where it is watched, or the store itself.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from annotations.store import compaction, files
from annotations.store.disk import Disk, Stamp
from annotations.store.line import is_sound
from annotations.store.log import Log
from annotations.store.storage import LogStorage
from annotations.store.texts import Texts
from tests.annotations.store.faults.watched import WatchedDisk

Mutant: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def no_sync(patch: pytest.MonkeyPatch) -> None:
    """What was written is taken for lasting."""
    patch.setattr(WatchedDisk, "sync", lambda self, descriptor: None)


def no_sync_of_folders(patch: pytest.MonkeyPatch) -> None:
    """A new name is taken for lasting."""
    patch.setattr(WatchedDisk, "sync_folder", lambda self, folder: None)


def unsynced_pack(patch: pytest.MonkeyPatch) -> None:
    """A pack gets its name before what is in it is lasting."""

    def put(self: Disk, path: Path, content: bytes) -> None:
        temporary = path.with_name(path.name + ".tmp")
        descriptor = self.create(temporary)
        self.append(descriptor, content)
        self.close(descriptor)
        self.replace(temporary, path)
        self.sync_folder(path.parent)

    patch.setattr(Disk, "put", put)


def compaction_in_place(patch: pytest.MonkeyPatch) -> None:
    """The files that are to become a pack are removed before there is one."""
    keep = compaction._keep

    def remove_first(
        disk: Disk, folder: Path, device: str, inputs: Sequence[compaction._Input]
    ) -> None:
        for each in inputs:
            disk.unlink(each.path)
            each.size = -1
        keep(disk, folder, device, inputs)

    patch.setattr(compaction, "_keep", remove_first)


def a_failed_sync_is_believed(patch: pytest.MonkeyPatch) -> None:
    """A sync that failed is tried again, and believed."""
    sync = WatchedDisk.sync

    def sync_twice(self: WatchedDisk, descriptor: int) -> None:
        try:
            sync(self, descriptor)
        except OSError:
            sync(self, descriptor)

    patch.setattr(WatchedDisk, "sync", sync_twice)


def a_failed_sync_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """A sync that failed is taken for one that did not."""
    sync = WatchedDisk.sync

    def sync_once(self: WatchedDisk, descriptor: int) -> None:
        try:
            sync(self, descriptor)
        except OSError:
            return

    patch.setattr(WatchedDisk, "sync", sync_once)


def a_torn_tail_is_kept(patch: pytest.MonkeyPatch) -> None:
    """After an error the log is gone on with where it is."""
    patch.setattr(Log, "_take_back", lambda self, descriptor, is_begun: None)


def reading_stops_at_a_bad_line(patch: pytest.MonkeyPatch) -> None:
    """What follows a damaged line is not read."""
    sort_out = files._sort_out

    def up_to_the_first(pieces: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
        sound: list[bytes] = []
        for at, piece in enumerate(pieces):
            if not is_sound(piece):
                return sound, list(pieces[at:])
            sound.append(piece)
        return sort_out(pieces)

    patch.setattr(files, "_sort_out", up_to_the_first)


def damage_is_not_told(patch: pytest.MonkeyPatch) -> None:
    """What could not be read is passed over."""
    patch.setattr(files.Reading, "damaged", lambda self: {})


def damaged_lines_are_believed(patch: pytest.MonkeyPatch) -> None:
    """The checksum is not looked at."""
    patch.setattr(files, "is_sound", lambda line: line.startswith(b"{") and line.endswith(b"}"))


def acknowledged_before_the_write(patch: pytest.MonkeyPatch) -> None:
    """A change is written when the next one comes, or at the end."""
    waiting: list[tuple[Log, list[bytes]]] = []
    append = Log.append
    close = Log.close

    def append_later(self: Log, lines: Sequence[bytes]) -> tuple[Path, Stamp, bytes]:
        earlier = [line for log, each in waiting if log is self for line in each]
        waiting[:] = [(self, list(lines))]
        if not earlier:
            return self._path, (0, 0, 0), b""
        return append(self, earlier)

    def close_after(self: Log) -> None:
        for log, lines in waiting[:]:
            if log is self:
                waiting.clear()
                append(self, lines)
        close(self)

    patch.setattr(Log, "append", append_later)
    patch.setattr(LogStorage, "close", lambda self: close_after(self.log))


def memory_before_disk(patch: pytest.MonkeyPatch) -> None:
    """A change is shown before it is known to be saved."""
    append = Log.append
    of: dict[int, LogStorage] = {}
    make = LogStorage.__init__

    def remember(self: LogStorage, *given: object, **named: object) -> None:
        make(self, *given, **named)  # type: ignore[arg-type]  # handed on as it came
        of[id(self.log)] = self

    def take_first(self: Log, lines: Sequence[bytes]) -> tuple[Path, Stamp, bytes]:
        of[id(self)].take(list(lines))
        return append(self, lines)

    patch.setattr(LogStorage, "__init__", remember)
    patch.setattr(Log, "append", take_first)


def no_look_whether_the_file_is_there(patch: pytest.MonkeyPatch) -> None:
    """A log that was moved or replaced is written on as if nothing had happened."""

    def in_place(self: Log, descriptor: int, size: int) -> Stamp:
        return self._disk.stamp(descriptor)

    patch.setattr(Log, "_in_place", in_place)
    patch.setattr(LogStorage, "_restore", lambda self: None)


def unread_is_removed(patch: pytest.MonkeyPatch) -> None:
    """Compaction throws away what it could not read."""
    hold = compaction._hold

    def forget(disk: Disk, path: Path, inputs: list[compaction._Input]) -> None:
        hold(disk, path, inputs)
        for each in inputs:
            each.damaged = []

    patch.setattr(compaction, "_hold", forget)


def history_is_removed(patch: pytest.MonkeyPatch) -> None:
    """Compaction throws away the versions that others took the place of."""
    patch.setattr(compaction, "set_aside", lambda disk, folder, device, lines: None)


def texts_come_later(patch: pytest.MonkeyPatch) -> None:
    """An annotation is acknowledged though the text it was made on was not kept."""
    patch.setattr(Texts, "keep", lambda self, text, sha256: None)
