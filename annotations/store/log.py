"""The log of one run of the program, which alone writes it."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annotations.store.disk import Disk, Stamp
from annotations.store.files import ENDING, LOGS
from annotations.store.line import title
from annotations.store.machine import Machine

_FULL = 4 << 20
"""Bytes after which a log is left alone and another begun."""


def stem(machine: str) -> str:
    """A name that sorts by time, names its machine, and that no other file ever has."""
    return f"{time.time_ns() // 1_000_000:013d}-{machine}-{os.urandom(5).hex()}"


class Log:
    """Appends lines, each lasting before ``append`` returns.

    A file on which anything failed is cut back to what was acknowledged and never written
    again. The lines acknowledged in this run stay in memory: when the file is not where it
    was put, they are written anew.
    """

    def __init__(self, disk: Disk, folder: Path, machine: Machine) -> None:
        self._disk = disk
        self._folder = folder / LOGS
        self._machine = machine
        self._path = self._folder
        self._descriptor: int | None = None
        self._full: list[int] = []
        self._size = 0
        self.lines: list[bytes] = []

    def append(self, lines: Sequence[bytes]) -> tuple[Path, Stamp, bytes]:
        """Have the lines on the disk; gives the file, its stamp, and the bytes written.

        Raises:
            OSError: they could not be written; nothing has changed.
        """
        content = _joined(lines)
        is_begun, stamp = self._write(content)
        if stamp is None:
            # Somebody moved the file, or wrote on it: none of it can be relied on.
            self._leave()
            content = _joined([*self.lines, *lines])
            is_begun, stamp = self._write(content)
            if stamp is None:
                raise OSError(f"{self._path.name} vanishes as it is written")
        self.lines += lines
        return self._path, stamp, self._title() + content if is_begun else content

    def close(self) -> None:
        """Leave the files alone; what is appended later begins another."""
        self._leave()
        while self._full:
            with suppress(OSError):
                self._disk.close(self._full.pop())

    def _leave(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                self._disk.close(self._descriptor)
        self._descriptor = None

    def _write(self, content: bytes) -> tuple[bool, Stamp | None]:
        """Whether a file was begun, and its stamp if it is in its place as it should be."""
        if self._descriptor is not None and self._size + len(content) > _FULL:
            # It stays held: nobody tidies up what this run has written before it ends.
            self._full.append(self._descriptor)
            self._descriptor = None
        is_begun = self._descriptor is None
        descriptor = self._begin() if self._descriptor is None else self._descriptor
        content = self._title() + content if is_begun else content
        try:
            self._disk.append(descriptor, content)
            self._disk.sync(descriptor)
            if is_begun:
                self._disk.sync_folder(self._folder)
            stamp = self._in_place(descriptor, self._size + len(content))
        except OSError:
            self._take_back(descriptor, is_begun)
            raise
        self._size += len(content)
        return is_begun, stamp

    def _begin(self) -> int:
        self._disk.have_folder(self._folder)
        path = self._folder / (stem(self._machine.id) + ENDING)
        descriptor = self._disk.create(path)
        if not self._hold(descriptor):
            # Somebody who tidies up was faster, and is about to remove it.
            self._disk.close(descriptor)
            return self._begin()
        self._path, self._descriptor, self._size = path, descriptor, 0
        return descriptor

    def _hold(self, descriptor: int) -> bool:
        try:
            return self._disk.hold(descriptor)
        except OSError:
            # Where there are no locks, nobody tidies up.
            return True

    def _title(self) -> bytes:
        return title(device=self._machine.id) + b"\n"

    def _take_back(self, descriptor: int, is_begun: bool) -> None:
        """Cut off what was not acknowledged. What the sync says now is not believed."""
        with suppress(OSError):
            self._disk.truncate(descriptor, self._size)
        with suppress(OSError):
            self._disk.sync(descriptor)
        self._leave()
        if is_begun:
            with suppress(OSError):
                self._disk.unlink(self._path)

    def _in_place(self, descriptor: int, size: int) -> Stamp | None:
        """The stamp of the file if what is found under its name is this file, all of it."""
        stamp = self._disk.stamp(descriptor)
        found = self._disk.look(self._path)
        is_ours = found is not None and found[:2] == stamp[:2] and stamp[1] == size
        return stamp if is_ours else None


def _joined(lines: Sequence[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)
