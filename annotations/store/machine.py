"""The machine that writes in a store, known by a file that no copy of the store has.

See ``postil_files.machines``; here every file is touched through the store's ``Disk``.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path

from annotations.store.disk import Disk
from postil_files.machines import ENDING, FOLDER, id_in, new_id, record_of

_LARGEST = 4096
_MOST = 512
"""Files that are looked at: a folder that came from elsewhere may hold any number of guesses."""


class Machine:
    """This machine's id in a store; it is made when the machine first writes there."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._store = folder
        self._folder = folder / FOLDER
        self._id = ""

    @property
    def known(self) -> str:
        """The id; empty if this machine has written nothing in the store so far."""
        if not self._id:
            with suppress(OSError):
                self._id = self._found()
        return self._id

    @property
    def id(self) -> str:
        """The id, which is made if there is none.

        Raises:
            OSError: it cannot be written.
        """
        if not self.known:
            self._id = self._made()
        return self._id

    @property
    def file(self) -> Path:
        """The file by which the machine is known; whoever holds it keeps its other runs waiting.

        Raises:
            OSError: it cannot be written.
        """
        return self._folder / f"{self.id}{ENDING}"

    def _found(self) -> str:
        store = self._disk.look(self._store)
        names = [name for name in self._disk.names(self._folder) if name.endswith(ENDING)]
        for path in (self._folder / name for name in names[:_MOST]):
            with suppress(OSError):
                stamp = self._disk.look(path)
                if stamp is None or store is None:
                    continue
                if id := id_in(self._disk.read(path, 0, _LARGEST), stamp[0], store[0]):
                    return id
        return ""

    def _made(self) -> str:
        disk, id = self._disk, new_id()
        disk.have_folder(self._folder)
        store = disk.look(self._store)
        descriptor = disk.create(self._folder / f"{id}{ENDING}")
        try:
            number = disk.stamp(descriptor)[0]
            disk.append(descriptor, record_of(id, number, store[0] if store else 0))
            disk.sync(descriptor)
        finally:
            disk.close(descriptor)
        disk.sync_folder(self._folder)
        return id


def old_id(disk: Disk, folder: Path) -> str:
    """What earlier versions called the folder on this machine: it changed with the machine's name."""
    stamp = disk.look(folder)
    machine = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(f'{machine}:{stamp and stamp[0]}'.encode()):08x}"
