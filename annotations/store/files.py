"""Reading the files of a store: every line that can be verified, of every file there is."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from annotations.store.disk import Disk, Stamp
from annotations.store.line import (
    LAYOUT,
    is_sound,
    layout_of,
    names_in,
    salvage,
    step_of,
)
from postil_files import NotOrdinaryError

LOGS = "log"
PACKS = "pack"
ENDING = ".jsonl"
_MANY_SCANS = 10
_NAMES_WITHIN = 8
"""Lines, from the first on, among which a pack has the names of what it takes the place of."""
_TITLE = 4096
_LONGEST = 64 << 20
"""Bytes of a line: one that is longer was not written by Postil, and fills the memory."""
_BLOCK = 1 << 19
"""Bytes read at a time: a large pack would else be in memory twice, and a step take too long."""


class File:
    """How far a file was read: to the end of a line; ``crc`` is that of the bytes to there.

    ``lines`` counts the lines, damaged ones too; ``damaged`` are the bytes no line could be made
    of; ``rest`` are those after the last line feed, which may be a line that is being written.
    In a file that ``is_log``, ``held`` are the lines of a ``step`` whose last line is not there:
    it is being written, or was cut off. The step begins at line ``step_at``. ``replaces`` has
    the names of the files that this one takes the place of.
    """

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.read = 0
        self.crc = 0
        self.layout = LAYOUT
        self.damaged: list[bytes] = []
        self.rest = b""
        self.lines = 0
        self.is_log = True
        self.step: tuple[str, int, int] | None = None
        self.step_at = 0
        self.held: list[bytes] = []
        self.replaces: list[str] = []


class Reading:
    """The files of one store, read as they grow. It writes nothing, and no damage stops it.

    ``is_torn`` is set when bytes that had been read are not there any more: a file is gone,
    or is not what it was; ``gone`` has its name. ``failed`` has the files that cannot be read
    now, with the reason.
    """

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folders = (folder / LOGS, folder / PACKS)
        self._known: dict[Path, tuple[list[str], list[Path]]] = {}
        self.files: dict[Path, File] = {}
        self.failed: dict[Path, str] = {}
        self.is_torn = False
        self.gone: set[str] = set()
        self._begun: list[tuple[Path, int]] = []

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
                self._begun = []
                return

    def _look(self) -> Iterator[list[bytes]]:
        present: set[Path] = set()
        self.failed.clear()
        for folder in self._folders:
            try:
                paths = self._paths(folder)
            except OSError as error:
                self.failed[folder] = error.strerror or str(error)
                # What is in it may well be there still.
                present.update(path for path in self.files if path.parent == folder)
                continue
            for path in paths:
                try:
                    yield from self._look_at(path, present)
                except OSError as error:
                    self.failed[path] = error.strerror or str(error)
                    present.add(path)
        for path in self.files.keys() - present:
            del self.files[path]
            self.is_torn = True
            self.gone.add(path.name)

    def _paths(self, folder: Path) -> list[Path]:
        names = self._disk.names(folder)
        known = self._known.get(folder)
        # Making paths is what would take most of the time of a look that finds nothing.
        if known is None or known[0] != names:
            known = names, [folder / name for name in names if name.endswith(ENDING)]
            self._known[folder] = known
        return known[1]

    def _look_at(self, path: Path, present: set[Path]) -> Iterator[list[bytes]]:
        stamp = self._disk.look(path)
        if stamp is None:
            return
        present.add(path)
        known = self.files.get(path)
        if known is not None and known.stamp == stamp:
            return
        if known is not None and known.stamp[0] == stamp[0] and known.stamp[1] < stamp[1]:
            is_damaged = False
            for _, lines, damaged in self._blocks(path, known):
                is_damaged = is_damaged or damaged
                yield lines
            known.stamp = stamp
            if not is_damaged:
                return
        yield from self._read_anew(path, stamp)

    def _read_anew(self, path: Path, stamp: Stamp) -> Iterator[list[bytes]]:
        """Read the file from its beginning, and see whether it still begins as it did."""
        known, crc = self.files.get(path), 0
        wanted = 0 if known is None else known.read
        self.files[path] = file = File((0, 0, 0))
        file.is_log = path.parent == self._folders[0]
        begin = 0
        for content, lines, _ in self._blocks(path, file):
            crc = zlib.crc32(content[: max(0, min(file.read, wanted) - begin)], crc)
            begin = file.read
            yield lines
        if known is not None and (file.read < wanted or crc != known.crc):
            self.is_torn = True
            self.gone.add(path.name)
        file.stamp = stamp

    def _blocks(self, path: Path, file: File) -> Iterator[tuple[bytes, list[bytes], bool]]:
        """What follows in the file: bytes, the lines in them, and whether some were damaged."""
        size = _BLOCK
        while True:
            content = self._disk.read(path, file.read, size)
            is_end = len(content) < size
            if not is_end and b"\n" not in content:
                if size > _LONGEST:
                    raise NotOrdinaryError(path, "a line in it is longer than any that is written")
                size *= 2
                continue
            yield content, *take(file, content, is_end=is_end)
            if is_end:
                return

    def wrote(self, path: Path, stamp: Stamp, content: bytes) -> None:
        """Take note of lines that this program appended itself, so as not to read them."""
        file = self.files.setdefault(path, File(stamp))
        if file.read + len(content) == stamp[1]:
            file.crc = zlib.crc32(content, file.crc)
            file.lines += content.count(b"\n")
            file.read = stamp[1]
            file.stamp = stamp

    def newer(self) -> Path | None:
        """A file that a later version of the program wrote, if there is one."""
        read = ((path, file.layout) for path, file in self.files.items())
        return next((path for path, layout in (*read, *self._begun) if layout > LAYOUT), None)

    def size(self) -> int:
        """How many bytes there are to read; it looks at the beginning of each file, too."""
        size, self._begun = 0, []
        for path in self.paths():
            with suppress(OSError):
                stamp = self._disk.look(path)
                size += stamp[1] if stamp is not None else 0
                line = self._disk.read(path, 0, _TITLE).split(b"\n", 1)[0]
                if is_sound(line):
                    self._begun.append((path, layout_of(line) or 0))
        return size

    def paths(self) -> list[Path]:
        """The files, the logs first; those of a folder that cannot be read are left out."""
        found: list[Path] = []
        for folder in self._folders:
            with suppress(OSError):
                found += self._paths(folder)
        return found

    def damaged(self) -> dict[Path, Sequence[bytes]]:
        """What could not be read in each file, lines that are being written aside."""
        found = {path: (*file.damaged, *self._cut(path, file)) for path, file in self.files.items()}
        return {path: pieces for path, pieces in found.items() if pieces}

    def cut_steps(self) -> dict[Path, list[bytes]]:
        """The lines of steps that were cut off as they were written, by the file they are in."""
        found = {}
        for path, file in self.files.items():
            if file.held:
                try:
                    is_being_written = self._disk.is_held(path)
                except OSError:
                    is_being_written = False
                if not is_being_written:
                    found[path] = file.held
        return found

    def _cut(self, path: Path, file: File) -> tuple[bytes, ...]:
        """The end of a file that was cut off: nobody is writing on it."""
        if not file.rest:
            return ()
        try:
            return () if self._disk.is_held(path) else (file.rest,)
        except OSError:
            return (file.rest,)


def take(file: File, content: bytes, *, is_end: bool = True) -> tuple[list[bytes], bool]:
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
    file.lines += len(pieces)
    # After a power cut, some systems leave NULs where bytes were still to be written.
    whole, left = salvage([rest.rstrip(b"\0")] if is_end else ())
    file.rest = b"\n".join(left)
    lines = sound + whole
    file.layout = max([file.layout, *(layout_of(line) or 0 for line in lines[:1])])
    if file.layout > LAYOUT:
        return [], bool(damaged)
    for line in lines[:_NAMES_WITHIN]:
        file.replaces += names_in(line)
    if file.step is not None or (file.is_log and b'"step":' in content):
        lines = _whole_steps(file, lines)
        if file.step is not None and _ends_within(file, pieces):
            lines += _count_step(file)
    return lines, bool(damaged)


def _whole_steps(file: File, lines: Sequence[bytes]) -> list[bytes]:
    """The lines that count: those of a step do once its last line is there.

    A step of which lines are damaged counts as well, once it has as many lines as were written.
    """
    counted: list[bytes] = []
    at = 0
    while at < len(lines):
        if file.step is None:
            begun = next((k for k in range(at, len(lines)) if step_of(lines[k])), len(lines))
            counted += lines[at:begun]
            if begun < len(lines):
                file.step = step_of(lines[begun])
            at = begun + 1
            continue
        by, n, count = file.step
        last = b'"by":"%b","n":%d,' % (by.encode(), n)
        most = min(len(lines), at + count - len(file.held))
        end = next((k + 1 for k in range(at, most) if last in lines[k]), most)
        # Another one begins where the last line of this one was damaged.
        end = next((k for k in range(at, end) if step_of(lines[k])), end)
        file.held += lines[at:end]
        is_over = end < len(lines) or len(file.held) >= count or last in lines[end - 1]
        at = end
        if is_over:
            counted += _count_step(file)
    return counted


def _count_step(file: File) -> list[bytes]:
    """Have the lines of the step counted that were held back."""
    held, file.step, file.held = file.held, None, []
    return held


def _ends_within(file: File, pieces: Sequence[bytes]) -> bool:
    """Whether as many lines as were written follow the step's mark; some may be damaged."""
    for at in range(len(pieces) - 1, -1, -1):
        if step_of(pieces[at]) is not None:
            file.step_at = file.lines - len(pieces) + at
            break
    return file.step is not None and file.lines - file.step_at > file.step[2]


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
