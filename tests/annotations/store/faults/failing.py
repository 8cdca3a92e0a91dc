"""Disks that fail a store: one with errors, one with the death of the process."""

import errno
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, TypeVar

from tests.annotations.store.faults.watched import CHANGING, Operation, WatchedDisk

Result = TypeVar("Result")

_NEED_SPACE = ("create", "write", "sync", "replace", "make_folder", "sync_folder")


class Killed(BaseException):
    """The process ended here. Nothing may catch it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong from the operation number ``at`` on, counted from 0.

    The first operation at or after it that can fail so, fails; and, if the fault is
    ``lasting``, all later ones. A write that is ``torn`` has half of its bytes written all
    the same; a sync that ``drops`` leaves zeros where the unsynced bytes were.
    """

    at: int
    number: int = errno.EIO
    lasting: bool = False
    names: Collection[str] = CHANGING
    torn: bool = False
    drops: bool = False

    def hits(self, operation: Operation) -> bool:
        """Whether this operation can fail in this way."""
        if self.number == errno.ENOSPC and operation.name not in _NEED_SPACE:
            return False
        return operation.name in self.names


class FailingDisk(WatchedDisk):
    """A disk with one fault; ``heal`` takes the cause away."""

    def __init__(self, fault: Fault | None = None) -> None:
        super().__init__()
        self.done = 0
        self.failed: list[Operation] = []
        self._fault = fault

    def break_with(self, fault: Fault) -> None:
        """From here on it has this fault."""
        self._fault = fault

    def heal(self) -> None:
        """From here on all goes well."""
        self._fault = None

    def around(self, operation: Operation, act: Callable[[], Result]) -> Result:
        number, self.done = self.done, self.done + 1
        fault = self._fault
        if fault is None or number < fault.at or not fault.hits(operation):
            return super().around(operation, act)
        if not fault.lasting:
            self._fault = None
        self.failed.append(operation)
        self._spoil(operation, fault)
        raise OSError(fault.number, os.strerror(fault.number), str(operation.path))

    def _spoil(self, operation: Operation, fault: Fault) -> None:
        descriptor = self._descriptor(operation)
        if descriptor is None:
            return
        if operation.name == "write" and fault.torn:
            os.write(descriptor, operation.content[: len(operation.content) // 2])
        if operation.name == "sync" and fault.drops:
            synced, size = self.open_files[descriptor].synced, os.fstat(descriptor).st_size
            os.ftruncate(descriptor, synced)
            os.write(descriptor, bytes(size - synced))

    def _descriptor(self, operation: Operation) -> int | None:
        for descriptor, file in self.open_files.items():
            if file.number == operation.file:
                return descriptor
        return None


class ShortDisk(WatchedDisk):
    """A disk that takes a few bytes at a time, as the system may."""

    def __init__(self, most: int = 7) -> None:
        super().__init__()
        self._most = most

    def write(self, descriptor: int, content: bytes | memoryview) -> int:
        return super().write(descriptor, content[: self._most])


Moment = Literal["before", "halfway", "after"]
MOMENTS: tuple[Moment, ...] = ("before", "halfway", "after")


class KillingDisk(WatchedDisk):
    """A disk in a process that is killed at the operation number ``at``.

    Only a write has a half; the others are killed after they were done. From then on
    nothing reaches the disk any more, and the system has let go of every lock.
    """

    def __init__(self, at: int, moment: Moment = "before") -> None:
        super().__init__()
        self.done = 0
        self.is_dead = False
        self._at = at
        self._moment = moment

    def around(self, operation: Operation, act: Callable[[], Result]) -> Result:
        if self.is_dead:
            raise Killed(operation.name)
        number, self.done = self.done, self.done + 1
        if number != self._at:
            return super().around(operation, act)
        if self._moment == "halfway" and operation.name == "write":
            self._write_half(operation)
        elif self._moment != "before":
            self._let_go_of(operation, super().around(operation, act))
        self._die()
        raise Killed(f"{self._moment} {operation.name} of {operation.path.name}")

    def close(self, descriptor: int) -> None:
        """Close it, unless the end of the process has."""
        if not self.is_dead:
            super().close(descriptor)

    def _write_half(self, operation: Operation) -> None:
        for descriptor, file in self.open_files.items():
            if file.number == operation.file:
                os.write(descriptor, operation.content[: len(operation.content) // 2])

    def _let_go_of(self, operation: Operation, result: object) -> None:
        if operation.name == "create" and isinstance(result, int):
            os.close(result)

    def _die(self) -> None:
        self.is_dead = True
        for descriptor in (*self.open_files, *self.held):
            with suppress(OSError):
                os.close(descriptor)
        self.open_files.clear()
        self.held.clear()
