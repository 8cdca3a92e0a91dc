"""A disk that knows its own operations: what the recorder and the saboteurs are made of."""

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from annotations.store.disk import Disk

Result = TypeVar("Result")

CHANGING = (
    "create",
    "write",
    "sync",
    "truncate",
    "replace",
    "unlink",
    "make_folder",
    "sync_folder",
)
"""The names of the operations that change what is on the disk, or make it lasting."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; ``file`` is the number of the file it is about, if this run made that."""

    name: str
    path: Path
    file: int = 0
    content: bytes = b""
    size: int = 0
    target: Path | None = None


@dataclass(slots=True)
class OpenFile:
    """A file of this run: its number among those created, and how much of it is lasting."""

    number: int
    path: Path
    synced: int = 0


class QuietDisk(Disk):
    """A real disk on which nothing waits for the hardware.

    What a process wrote outlives it without a sync, and no test pulls the plug for real.
    """

    def sync(self, descriptor: int) -> None:
        """Nothing to wait for."""

    def sync_folder(self, folder: Path) -> None:
        """Nothing to wait for."""


class WatchedDisk(QuietDisk):
    """A real disk that sends each changing operation through ``around``."""

    def __init__(self) -> None:
        super().__init__()
        self.open_files: dict[int, OpenFile] = {}
        self.held: set[int] = set()
        self._numbers_at: dict[Path, int] = {}
        self._numbers = itertools.count(1)

    def around(self, operation: Operation, act: Callable[[], Result]) -> Result:
        """Carry the operation out: the place where others record it or spoil it."""
        return act()

    def open(self, path: Path) -> int:
        descriptor = super().open(path)
        self.held.add(descriptor)
        return descriptor

    def create(self, path: Path) -> int:
        file = OpenFile(next(self._numbers), path)
        operation = Operation("create", path, file.number)
        descriptor = self.around(operation, partial(super().create, path))
        self.open_files[descriptor] = file
        self._numbers_at[path] = file.number
        return descriptor

    def write(self, descriptor: int, content: bytes | memoryview) -> int:
        operation = replace(self._on("write", descriptor), content=bytes(content))
        return self.around(operation, partial(super().write, descriptor, content))

    def sync(self, descriptor: int) -> None:
        self.around(self._on("sync", descriptor), partial(super().sync, descriptor))
        self.open_files[descriptor].synced = os.fstat(descriptor).st_size

    def truncate(self, descriptor: int, size: int) -> None:
        operation = replace(self._on("truncate", descriptor), size=size)
        self.around(operation, partial(super().truncate, descriptor, size))

    def close(self, descriptor: int) -> None:
        self.open_files.pop(descriptor, None)
        self.held.discard(descriptor)
        super().close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        operation = Operation("replace", source, self._numbers_at.get(source, 0), target=target)
        self.around(operation, partial(super().replace, source, target))
        self._numbers_at[target] = self._numbers_at.pop(source, 0)

    def unlink(self, path: Path) -> None:
        self.around(Operation("unlink", path), partial(super().unlink, path))

    def make_folder(self, folder: Path) -> None:
        self.around(Operation("make_folder", folder), partial(super().make_folder, folder))

    def sync_folder(self, folder: Path) -> None:
        self.around(Operation("sync_folder", folder), partial(super().sync_folder, folder))

    def _on(self, name: str, descriptor: int) -> Operation:
        file = self.open_files[descriptor]
        return Operation(name, file.path, file.number)


class RecordingDisk(WatchedDisk):
    """A disk that keeps the trace of what was done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.trace: list[Operation] = []

    def around(self, operation: Operation, act: Callable[[], Result]) -> Result:
        result = super().around(operation, act)
        if operation.name == "write" and isinstance(result, int):
            operation = replace(operation, content=operation.content[:result])
        self.trace.append(operation)
        return result

    def adopt(self, folder: Path) -> int:
        """Know what lies in the folder as if this run had made it, and made it lasting.

        Gives how long the trace is by then.
        """
        self.trace += [Operation("make_folder", folder), Operation("sync_folder", folder.parent)]
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                self.adopt(path)
                continue
            number = self._numbers_at[path] = next(self._numbers)
            self.trace.append(Operation("create", path, number))
            self.trace.append(Operation("write", path, number, path.read_bytes()))
            self.trace.append(Operation("sync", path, number))
        self.trace.append(Operation("sync_folder", folder))
        return len(self.trace)
