"""Which machine this is to a folder that several share: an id of its own in each place.

A machine that writes in the folder leaves one small file in ``machines/``, which holds the
numbers that this file and the folder have on its disk (their inodes). A copy of the folder,
made by hand, by git or by a synchroniser, has other numbers: there the file is known to be
another's, and that machine leaves one of its own. So two machines never take each other's id,
whatever they are called, and a machine that changes its name keeps its id.
"""

import json
import os
from contextlib import suppress

from postil_files import (
    Name,
    file_mode,
    have_folder_within,
    open_ordinary,
    opened_folder,
    read_file,
    set_mode,
)

FOLDER = "machines"
ENDING = ".json"
_LARGEST = 4096
_MOST = 512
"""Files that are looked at: a folder that came from elsewhere may hold any number of guesses."""


def new_id() -> str:
    """An id that no other machine has."""
    return os.urandom(4).hex()


def record_of(id: str, file: int, folder: int) -> bytes:
    """What stands in a machine's file, which has the number ``file``, in the store ``folder``."""
    return json.dumps({"machine": id, "file": file, "folder": folder}).encode() + b"\n"


def id_in(record: bytes, file: int, folder: int) -> str:
    """The id that the file with this number holds; empty if it is a copy, or damaged."""
    try:
        found = json.loads(record)
    except (ValueError, RecursionError):
        return ""
    match found:
        case {"machine": str(id), "file": int(of), "folder": int(within)} if (of, within) == (
            file,
            folder,
        ) and is_id(id):
            return id
    return ""


def is_id(word: str) -> bool:
    """Whether the word can be a machine's id: it becomes part of the names of files."""
    return len(word) == 8 and all(each in "0123456789abcdef" for each in word)


def find_machine(store: Name) -> str:
    """The id that this machine has in the folder; empty if it has none yet."""
    folder = os.path.join(store, FOLDER)
    if os.path.islink(folder):
        return ""
    with suppress(OSError):
        within = os.stat(store).st_ino
        names = sorted(name for name in os.listdir(folder) if name.endswith(ENDING))
        for name in names[:_MOST]:
            path = os.path.join(folder, name)
            with suppress(OSError):
                number = os.lstat(path).st_ino
                if id := id_in(read_file(path, largest=_LARGEST), number, within):
                    return id
    return ""


def have_machine(store: Name) -> str:
    """The id that this machine has in the folder, which it is given if it has none.

    Raises:
        OSError: it cannot be written.
    """
    if id := find_machine(store):
        return id
    folder = os.path.join(store, FOLDER)
    have_folder_within(folder)
    within, id = os.stat(store).st_ino, new_id()
    path = os.path.join(folder, f"{id}{ENDING}")
    with opened_folder(folder, follow=False) as at:
        descriptor = open_ordinary(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, at=at)
        with os.fdopen(descriptor, "wb") as file:
            set_mode(descriptor, file_mode(folder))
            file.write(record_of(id, os.fstat(descriptor).st_ino, within))
            file.flush()
            os.fsync(descriptor)
        if at is not None:
            with suppress(OSError):  # some network drives have no such call
                os.fsync(at)
    return id
