"""The place where each article was left, and the library that was read last."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from postil_files import read_file, replace_file
from postil_files.machine_lines import MachineLines
from reader.errors import ProgressError
from reader.settings import library_name

VERSION = 1
KEPT = 2_000
"""How many places are kept, and how many of those with names besides; the oldest go first."""
FOLDER = "places"
"""The folder of the store in which each machine has a file of the places."""


class Place(NamedTuple):
    """Where an article was left.

    ``offset`` is a code point of its text, ``fraction`` runs from 0 to 1 and is how far it
    has been read, ``at`` is the UTC time, and ``spots`` are the places the reader named.
    """

    offset: int
    fraction: float
    at: str
    spots: Mapping[str, int] = MappingProxyType({})


class Day(NamedTuple):
    """What was read on one day: for how many seconds, and how many words further on."""

    seconds: int = 0
    words: int = 0


_Any = TypeVar("_Any")
_Of = TypeVar("_Of")
_Key = tuple[str, str, str]  # of the library, of the article in it, and of its text
_Rank = tuple[int, str, str]  # how many lines were known when it was written, when, and by whom


class Progress:
    """The places kept in one folder, each as soon as it is left.

    Each machine appends to a file of its own in ``places/``, so that several may share the
    folder; a later line takes the place of an earlier. ``progress.json``, in which earlier
    versions kept the places, is read as well, and so are copies that a synchroniser made of it.

    A place is found by the text it was left in, under whatever name; where the text has
    changed, by the article's path in the same library.
    """

    def __init__(self, folder: Path, root: Path | None = None, *, only_reads: bool = False) -> None:
        self.problem: str | None = None
        """A sentence for the user when the places kept so far could not be read."""
        self.folder = folder
        """The folder that this and what else the reader keeps of articles is in."""
        self._file = folder / "progress.json"
        self._lines = MachineLines(folder, FOLDER)
        self._root = "" if root is None else library_name(root, folder)
        # As earlier versions have it, who knew libraries by their folders alone.
        self._was = "" if root is None else str(root.resolve())
        self._only_reads = only_reads
        self._is_ours = True
        self._run = os.urandom(4).hex()
        self._latest = 0
        self._seen: tuple[int, int] | None = None
        self._places: dict[_Key, Place] = {}
        self._by_text: dict[str, _Key] = {}
        self._by_path: dict[tuple[str, str], _Key] = {}
        self._days: dict[str, Day] = {}
        self._unwritten: dict[str, Day] = {}
        self._read()

    @classmethod
    def open(
        cls, folder: Path, root: Path | None = None, *, only_reads: bool = False
    ) -> "Progress":
        """The places kept in the folder, for the library at ``root``; never raises.

        A damaged file is set aside under another name, and ``problem`` says so; where it
        ``only_reads`` it is left as it is.
        """
        return cls(folder, root, only_reads=only_reads)

    def place(self, path: str, sha256: str) -> Place | None:
        """Where the article was left; in a text that has since changed, where that was."""
        key = (self._root, path, sha256)
        if key not in self._places:
            key = self._by_text.get(sha256) or self._by_path.get((self._root, path)) or key
        return self._places.get(key)

    def places(self) -> Mapping[str, Place]:
        """All places by the hashes of the texts they are in, and by path in this library."""
        named: dict[str, Place] = {}
        for (root, path, sha256), place in self._places.items():
            named[sha256] = place
            if root == self._root:
                named[path] = place
        return named

    @property
    def days(self) -> Mapping[str, Day]:
        """What was read on which day (``YYYY-MM-DD``, local), in whatever library; newest last."""
        days = dict(self._days)
        for day, more in self._unwritten.items():
            days[day] = _more(days.get(day), more)
        return dict(sorted(days.items()))

    def fractions(self) -> list[float]:
        """How far each article of this library that was opened has been read, from 0 to 1."""
        return [
            self._places[key].fraction
            for (root, _), key in self._by_path.items()
            if root == self._root
        ]

    def spend(self, day: str, seconds: int, words: int) -> None:
        """Count what was read on a day; it is on disk after the next ``leave``."""
        self._unwritten[day] = _more(self._unwritten.get(day), Day(seconds, words))

    def leave(self, path: str, sha256: str, place: Place) -> None:
        """Keep the place; it is on disk when this returns.

        Raises:
            ProgressError: it could not be written.
        """
        if self._signature() != self._seen or self._lines.has_changed():
            self._read()
        if not self._is_ours:
            raise ProgressError(self.problem or f"{self._file} is not to be written.")
        key = (self._root, path, sha256)
        rows = [_row(key, place), *(_day_row(day, each) for day, each in self._unwritten.items())]
        lines = [
            _line({"n": self._latest + 1, "by": self._run, "row": number, **row})
            for number, row in enumerate(rows)
        ]
        try:
            self._lines.append(lines)
        except OSError as error:
            raise _not_kept(self._lines.folder, error) from error
        self._latest += 1
        for day, more in self._unwritten.items():
            self._days[day] = _more(self._days.get(day), more)
        self._unwritten = {}
        self._add(key, place)
        self._forget_old()
        self._lines.shorten(3 * KEPT, _fewer)
        # To read them again would take longer with each place. What another window wrote in this
        # very instant is met when something is written next.
        self._lines.take_for_read()

    def _add(self, key: _Key, place: Place) -> None:
        root, path, sha256 = key
        self._places.pop(key, None)
        self._places[key] = place
        self._by_text[sha256] = key
        self._by_path[root, path] = key

    def _read(self) -> None:
        self._places, self._by_text, self._by_path = {}, {}, {}
        self._days = {}
        self._is_ours = True
        found = [*self._old_rows()]
        self._seen = self._signature()  # what is damaged has been set aside
        for line in self._lines.read():
            row = _object(line)
            if row is None:
                continue
            n, by = row.get("n"), row.get("by")
            number = n if isinstance(n, int) else 0
            self._latest = max(self._latest, number)
            if (day := _from_day_row(row)) is not None:
                self._days[day[0]] = _more(self._days.get(day[0]), day[1])
            elif (pair := _from_row(row)) is not None:
                found.append(((number, pair[1].at, str(by)), *pair))
        for path, reason in self._lines.failed.items():
            self.problem = f"{path} cannot be read: {reason}."
        for _, (root, path, sha256), place in sorted(found, key=itemgetter(0)):
            self._add((self._root if root == self._was else root, path, sha256), place)
        self._forget_old()

    def _forget_old(self) -> None:
        """Forget the places left longest ago, where there are too many."""
        for key in _oldest(self._places, lambda place: bool(place.spots)):
            del self._places[key]
            root, path, sha256 = key
            if self._by_text.get(sha256) == key:
                del self._by_text[sha256]
            if self._by_path.get((root, path)) == key:
                del self._by_path[root, path]

    def _old_rows(self) -> Iterator[tuple[_Rank, _Key, Place]]:
        """What earlier versions kept, in ``progress.json`` and in copies made in conflicts."""
        for file in self._old_files():
            try:
                kept = _objects(read_file(file))
            except FileNotFoundError:
                continue
            except OSError as error:
                self.problem = f"{file} cannot be read: {error.strerror or error}."
                # A link there is not written through either: it is told, and left alone.
                self._is_ours = self._is_ours and file != self._file
                continue
            if not kept and file == self._file and not self._only_reads:
                self._set_aside()
            days: dict[str, Day] = {}
            for each in kept:
                version = each.get("version", VERSION)
                if not isinstance(version, int) or version > VERSION:
                    self.problem = f"{file} was written by a later version; places are not kept."
                    self._is_ours = False
                    continue
                rows = each.get("places")
                pairs = [_from_row(row) for row in (rows if isinstance(rows, list) else [])]
                yield from (((0, pair[1].at, ""), *pair) for pair in pairs if pair is not None)
                days |= _days(each.get("days"))
            for day, count in days.items():
                # The copies of a file count the same minutes.
                self._days[day] = max(count, self._days.get(day, Day()))

    def old_lines(self) -> list[bytes]:
        """What earlier versions kept, as lines of today."""
        return [_line(_row(key, place)) for _, key, place in self._old_rows()]

    def _old_files(self) -> list[Path]:
        copies = [file for file in sorted(self.folder.glob("progress*.json")) if file != self._file]
        aside = sorted(self.folder.glob("progress.json.damaged-*"))
        return [*aside, *copies, self._file]

    def _set_aside(self) -> None:
        aside = self._file.with_name(f"{self._file.name}.damaged-{time.time_ns()}")
        try:
            self._file.replace(aside)
        except OSError as error:
            self.problem = f"{self._file} is damaged: {error.strerror or error}."
            self._is_ours = False
        else:
            self.problem = f"The places kept so far were damaged; they are set aside in {aside}."

    def _signature(self) -> tuple[int, int] | None:
        try:
            status = self._file.lstat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns


def take_places(folder: Path, other: Path) -> int:
    """Take over the places and the counts of days that the store ``other`` has and this has not.

    It may be done any number of times. Gives how many came.

    Raises:
        ProgressError: they could not be written.
    """
    old = Progress(other, only_reads=True).old_lines()
    here, there = MachineLines(folder, FOLDER), MachineLines(other, FOLDER)
    known = here.read()
    new = [line for line in (*old, *there.read()) if line not in known]
    try:
        if new:
            here.append(new)
    except OSError as error:
        raise _not_kept(here.folder, error) from error
    return len(new)


def last_library(folder: Path) -> tuple[Path, ...]:
    """The paths that were read last, as ``remember_library`` kept them; empty for none."""
    try:
        paths = _read_object(folder / "state.json").get("library")
    except (OSError, ValueError):
        return ()
    if not isinstance(paths, list):
        return ()
    return tuple(Path(path) for path in paths if isinstance(path, str))


def remember_library(folder: Path, paths: Sequence[Path]) -> None:
    """Keep the paths, made absolute, for the next start without any.

    Raises:
        ProgressError: they could not be written.
    """
    kept = [str(path.absolute()) for path in paths]
    _write_object(folder / "state.json", {"version": VERSION, "library": kept})


def _row(key: _Key, place: Place) -> dict[str, object]:
    root, path, sha256 = key
    return {
        "library": root,
        "path": path,
        "text_sha256": sha256,
        "offset": place.offset,
        "fraction": round(place.fraction, 4),
        "at": place.at,
        "spots": dict(place.spots),
    }


def _from_row(row: object) -> tuple[_Key, Place] | None:
    match row:
        case {
            "library": str(root),
            "path": str(path),
            "text_sha256": str(sha256),
            "offset": int(offset),
            "fraction": float() | int() as fraction,
            "at": str(at),
        } if offset >= 0 and 0 <= fraction <= 1:
            spots = row.get("spots") if isinstance(row, dict) else None
            return (root, path, sha256), Place(offset, float(fraction), at, _spots(spots))
    return None


def _more(day: Day | None, more: Day) -> Day:
    return Day(day.seconds + more.seconds, day.words + more.words) if day else more


def _days(rows: object) -> dict[str, Day]:
    found: dict[str, Day] = {}
    for day, counts in rows.items() if isinstance(rows, dict) else ():
        match counts:
            case [int(seconds), int(words)] if seconds >= 0 and words >= 0:
                found[day] = Day(seconds, words)
    return found


def _spots(spots: object) -> Mapping[str, int]:
    if not isinstance(spots, dict):
        return {}
    return {name: at for name, at in spots.items() if isinstance(at, int) and at >= 0}


def _day_row(day: str, count: Day) -> dict[str, object]:
    return {"day": day, "seconds": count.seconds, "words": count.words}


def _from_day_row(row: Mapping[str, object]) -> tuple[str, Day] | None:
    match row:
        case {"day": str(day), "seconds": int(seconds), "words": int(words)} if (
            seconds >= 0 and words >= 0
        ):
            return day, Day(seconds, words)
    return None


def _line(row: Mapping[str, object]) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode()


def _fewer(lines: list[bytes]) -> list[bytes]:
    """Lines that say the same: the last of each place, and one for each day."""
    places: dict[object, bytes] = {}
    days: dict[str, dict[str, object]] = {}
    for line in lines:
        row = _object(line)
        if row is None:
            places[line] = line  # whoever can read it is to have it
        elif (found := _from_day_row(row)) is not None:
            day, count = found
            before = days.get(day)
            known = _from_day_row(before) if before is not None else None
            total = count if known is None else _more(known[1], count)
            days[day] = {**row, **_day_row(day, total)}
        else:
            place = (row.get("library"), row.get("path"), row.get("text_sha256"))
            places.pop(place, None)
            places[place] = line
    for key in _oldest(places, lambda line: bool((_object(line) or {}).get("spots"))):
        del places[key]
    return [*places.values(), *map(_line, days.values())]


def _oldest(places: Mapping[_Any, _Of], has_names: Callable[[_Of], bool]) -> list[_Any]:
    """The keys of those that are too many, of those with and those without named places each."""
    named = [key for key, place in places.items() if has_names(place)]
    plain = [key for key, place in places.items() if not has_names(place)]
    return named[: max(0, len(named) - KEPT)] + plain[: max(0, len(plain) - KEPT)]


_MARKERS = (b"<<<<<<< ", b"=======", b">>>>>>> ", b"||||||| ")


def _objects(content: bytes) -> list[dict[str, object]]:
    """The objects in an old file: one, or the two sides of a conflict that git wrote into it."""
    whole = _object(content)
    if whole is not None:
        return [whole]
    lines = content.splitlines()
    if not any(line.startswith(_MARKERS) for line in lines):
        return []
    return [row for line in lines if (row := _object(line)) is not None]


def _object(content: bytes) -> dict[str, object] | None:
    """The JSON object that this is; None if it is none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read_object(file: Path) -> dict[str, object]:
    """The JSON object in the file, empty where there is no file; ValueError if it is none."""
    try:
        found = _object(read_file(file))
    except FileNotFoundError:
        return {}
    if found is None:
        raise ValueError("not an object")
    return found


def _write_object(file: Path, value: Mapping[str, object]) -> None:
    try:
        replace_file(file, json.dumps(value, separators=(",", ":")).encode())
    except OSError as error:
        raise _not_kept(file, error) from error


def _not_kept(file: Path | str, error: OSError) -> ProgressError:
    reason = error.strerror or error
    return ProgressError(f"The place could not be kept in {file}: {reason}.")
