"""Notes that are being written: each is on the disk a moment later, until it is saved.

A program that runs has one file of its own in the folder, and holds another, so that one can
tell its draft from that of a program that was killed. What a program holds is not known on
another machine that shares the folder: so a draft bears its machine's id, and is left to it.
"""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import StoreError
from annotations.store.disk import Disk
from annotations.store.machine import Machine

FOLDER = "drafts"
_DRAFT, _HELD = ".json", ".held"
_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as far as it is written: on which annotation, what it began with, and what it is."""

    id: str
    before: str
    text: str


class Drafts:
    """The draft of this program, and those that others left; may be used by several threads."""

    def __init__(self, folder: Path, disk: Disk, machine: Machine | None = None) -> None:
        self._folder = folder
        self._disk = disk
        # The folder lies in the store.
        self._machine = machine or Machine(disk, folder.parent)
        self._name = ""
        self._held: int | None = None
        self._writing = threading.Lock()

    def keep(self, draft: Draft) -> None:
        """Have the draft on the disk, in place of the one before.

        Raises:
            StoreError: it cannot be written.
        """
        content = {"id": draft.id, "before": draft.before, "text": draft.text}
        with self._writing:
            try:
                self._hold()
                self._disk.put(self._file(_DRAFT), json.dumps(content).encode())
            except OSError as error:
                reason = error.strerror or str(error)
                raise StoreError(
                    self._folder,
                    f"This note is not kept while it is written ({reason}): save it with Esc.",
                ) from error

    def drop(self) -> None:
        """Forget the draft: the note is saved, or not wanted."""
        with self._writing:
            if self._held is not None:
                self._remove(self._name)
                self._disk.close(self._held)
                self._held = None

    def left(self) -> Iterator[Draft]:
        """The drafts of programs that are gone; each is forgotten once the next is asked for."""
        try:
            files = self._disk.names(self._folder)
        except OSError:
            return  # it is no folder, or a link to one
        for name in sorted({file.partition(".")[0] for file in files if self._is_of_here(file)}):
            with suppress(OSError), self._holding(name) as is_held:
                if is_held:
                    yield from self._read(name)
                    self._remove(name)

    @contextmanager
    def _holding(self, name: str) -> Iterator[bool]:
        """Hold what the program held; False within if it still does, or another looks too."""
        path = self._folder / f"{name}{_HELD}"
        try:
            descriptor = self._disk.open(path)
        except FileNotFoundError:
            descriptor = self._disk.create(path)
        try:
            yield self._disk.hold(descriptor)
        finally:
            self._disk.close(descriptor)

    def _is_of_here(self, file: str) -> bool:
        """Whether it is this machine's, or from before drafts were told apart."""
        machine, dash, _ = file.partition("-")
        return not dash or machine == self._machine.known

    def _hold(self) -> None:
        if self._held is None:
            self._name = f"{self._machine.id}-{os.urandom(8).hex()}"
            self._disk.have_folder(self._folder)
            self._held = self._disk.create(self._file(_HELD))
            self._disk.hold(self._held)

    def _file(self, ending: str) -> Path:
        return self._folder / f"{self._name}{ending}"

    def _remove(self, name: str) -> None:
        for file in self._disk.names(self._folder):
            if file.partition(".")[0] == name:
                with suppress(OSError):
                    self._disk.unlink(self._folder / file)

    def _read(self, name: str) -> Iterator[Draft]:
        """The draft in the file, if there is one and it is whole."""
        try:
            found = json.loads(self._disk.read(self._folder / f"{name}{_DRAFT}", 0, _LARGEST))
            draft = Draft(found["id"], found["before"], found["text"])
        except (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError):
            return
        if all(isinstance(value, str) for value in (draft.id, draft.before, draft.text)):
            yield draft
