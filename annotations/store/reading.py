"""Reading the files of a store: every line that can be verified, of every file there is."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from annotations.store.disk import Disk, Stamp
from annotations.store.line import LAYOUT, is_sound, layout_of, salvage

LOGS = "log"
PACKS = "pack"
ENDING = ".jsonl"
_MANY_SCANS = 10


@dataclass(slots=True)
class File:
    """How far a file was read: to the end of a line; ``crc`` is that of the bytes to there.

    ``damaged`` are the bytes no line could be made of; ``rest`` are those after the last line
    feed, which may be a line that is being written.
    """

    stamp: Stamp
    read: int = 0
    crc: int = 0
    layout: int = LAYOUT
    damaged: list[bytes] = field(default_factory=list)
    rest: bytes = b""


class Reading:
    """The files of one store, read as they grow. It writes nothing, and no damage stops it.

    ``is_torn`` is set when bytes that had been read are not there any more: a file is gone,
    or is not what it was. ``failed`` has the files that cannot be read now, with the reason.
    """

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folders = (folder / LOGS, folder / PACKS)
        self._paths: dict[tuple[Path, str], Path] = {}
        self.files: dict[Path, File] = {}
        self.failed: dict[Path, str] = {}
        self.is_torn = False

    def scan(self) -> Iterator[list[bytes]]:
        """The lines not met before, file by file, until a look at all files finds no more.

        A line may come twice, and lines come in no order. The logs are read first: what
        moves from them into a pack meanwhile is met in one of the two.
        """
        for _ in range(_MANY_SCANS):
            is_new = False
            for lines in self._look():
                is_new = True
                yield lines
            if not is_new:
                return

    def _look(self) -> Iterator[list[bytes]]:
        present: set[Path] = set()
        self.failed.clear()
        for folder in self._folders:
            try:
                names = [name for name in self._disk.names(folder) if name.endswith(ENDING)]
            except OSError as error:
                self.failed[folder] = error.strerror or str(error)
                # What is in it may well be there still.
                present.update(path for path in self.files if path.parent == folder)
                continue
            for path in map(self._path, repeat(folder), names):
                if self._is_there(path, present):
                    yield from self._read(path)
        for path in self.files.keys() - present:
            del self.files[path]
            self.is_torn = True

    def _path(self, folder: Path, name: str) -> Path:
        # Making paths is what would take most of the time of a look that finds nothing.
        path = self._paths.get((folder, name))
        if path is None:
            path = self._paths[folder, name] = folder / name
        return path

    def _is_there(self, path: Path, present: set[Path]) -> bool:
        """Whether there is something new to read in the file."""
        try:
            stamp = self._disk.look(path)
        except OSError as error:
            self.failed[path] = error.strerror or str(error)
            stamp = None
        if stamp is None:
            return False
        present.add(path)
        known = self.files.get(path)
        return known is None or known.stamp != stamp

    def _read(self, path: Path) -> Iterator[list[bytes]]:
        known = self.files.get(path)
        try:
            stamp = self._disk.look(path)
            if stamp is None:
                return
            if known is not None and known.stamp[0] == stamp[0] and known.stamp[1] < stamp[1]:
                content = self._disk.read(path, known.read)
                lines, damaged = take(known, content)
                if not damaged:
                    known.stamp = stamp
                    yield lines
                    return
            content = self._disk.read(path)
        except OSError as error:
            self.failed[path] = error.strerror or str(error)
            return
        yield self._read_anew(path, stamp, content)

    def _read_anew(self, path: Path, stamp: Stamp, content: bytes) -> list[bytes]:
        known = self.files.get(path)
        if known is not None and zlib.crc32(content[: known.read]) != known.crc:
            self.is_torn = True
        self.files[path] = file = File(stamp)
        lines, _ = take(file, content)
        return lines

    def wrote(self, path: Path, stamp: Stamp, content: bytes) -> None:
        """Take note of lines that this program appended itself, so as not to read them."""
        file = self.files.setdefault(path, File(stamp))
        if file.read + len(content) == stamp[1]:
            file.crc = zlib.crc32(content, file.crc)
            file.read = stamp[1]
            file.stamp = stamp

    def newer(self) -> Path | None:
        """A file that a later version of the program wrote, if there is one."""
        return next((path for path, file in self.files.items() if file.layout > LAYOUT), None)

    def damaged(self) -> dict[Path, Sequence[bytes]]:
        """What could not be read in each file, lines that are being written aside."""
        found = {path: (*file.damaged, *self._cut(path, file)) for path, file in self.files.items()}
        return {path: pieces for path, pieces in found.items() if pieces}

    def _cut(self, path: Path, file: File) -> tuple[bytes, ...]:
        """The end of a file that was cut off: nobody is writing on it."""
        if not file.rest:
            return ()
        try:
            return () if self._disk.is_held(path) else (file.rest,)
        except OSError:
            return (file.rest,)


def take(file: File, content: bytes) -> tuple[list[bytes], bool]:
    """Take up what follows in the file; gives its lines, and whether some were damaged.

    The lines of a later layout are not looked at: they may mean something else.
    """
    *pieces, rest = content.split(b"\n")
    sound = [piece for piece in pieces if is_sound(piece)]
    damaged: list[bytes] = []
    if len(sound) < len(pieces):
        sound, damaged = _sort_out(pieces)
    file.read += len(content) - len(rest)
    file.crc = zlib.crc32(memoryview(content)[: len(content) - len(rest)], file.crc)
    file.damaged += damaged
    # After a power cut, some systems leave NULs where bytes were still to be written.
    whole, left = salvage([rest.rstrip(b"\0")])
    file.rest = b"\n".join(left)
    lines = sound + whole
    file.layout = max([file.layout, *(layout_of(line) or 0 for line in lines[:1])])
    return ([] if file.layout > LAYOUT else lines), bool(damaged)


def _sort_out(pieces: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The sound lines among the pieces, and what is left of each run of others."""
    sound: list[bytes] = []
    damaged: list[bytes] = []
    run: list[bytes] = []
    for piece in (*pieces, None):
        if piece is not None and not is_sound(piece):
            run.append(piece)
            continue
        if run:
            lines, left = salvage(run)
            sound += lines
            damaged += left
            run = []
        if piece is not None:
            sound.append(piece)
    return sound, damaged
