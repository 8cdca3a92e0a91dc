"""The place where each article was left, and the library that was read last."""

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from postil_files import read_file, replace_file
from reader.errors import ProgressError

VERSION = 1
KEPT = 2_000
"""How many places are kept; those left longest ago go first."""


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


_Key = tuple[str, str, str]  # of the library, of the article in it, and of its text


class Progress:
    """The places in ``progress.json`` of one folder, each kept as soon as it is left.

    A place is found by the text it was left in, under whatever name; where the text has
    changed, by the article's path in the same library.
    """

    def __init__(self, folder: Path, root: Path | None = None, *, only_reads: bool = False) -> None:
        self.problem: str | None = None
        """A sentence for the user when the places kept so far could not be read."""
        self.folder = folder
        """The folder that this and what else the reader keeps of articles is in."""
        self._file = folder / "progress.json"
        self._root = "" if root is None else str(root.resolve())
        self._only_reads = only_reads
        self._is_ours = True
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
        # Two windows may keep places in one file. What the other wrote in the instant
        # between this look and our write is lost, which costs no more than a page turned.
        if self._signature() != self._seen:
            self._read()
        if not self._is_ours:
            raise ProgressError(self.problem or f"{self._file} is not to be written.")
        self._add((self._root, path, sha256), place)
        while len(self._places) > KEPT:
            del self._places[next(iter(self._places))]
        rows = [_row(key, place) for key, place in self._places.items()]
        days = self.days
        kept = {day: [each.seconds, each.words] for day, each in days.items()}
        _write_object(self._file, {"version": VERSION, "places": rows, "days": kept})
        self._days, self._unwritten = dict(days), {}
        self._seen = self._signature()

    def _add(self, key: _Key, place: Place) -> None:
        root, path, sha256 = key
        self._places.pop(key, None)
        self._places[key] = place
        self._by_text[sha256] = key
        self._by_path[root, path] = key

    def _read(self) -> None:
        self._places, self._by_text, self._by_path = {}, {}, {}
        self._days = {}
        self._seen = self._signature()
        self._is_ours = True
        try:
            kept = _read_object(self._file)
        except OSError as error:
            self.problem = f"{self._file} cannot be read: {error.strerror or error}."
            # A link there is not written through either: it is told, and left alone.
            self._is_ours = False
            return
        except ValueError:
            if not self._only_reads:
                self._set_aside()
            return
        version = kept.get("version", VERSION)
        if not isinstance(version, int) or version > VERSION:
            self.problem = f"{self._file} was written by a later version; places are not kept."
            self._is_ours = False
            return
        rows = kept.get("places")
        for row in rows if isinstance(rows, list) else []:
            if (pair := _from_row(row)) is not None:
                self._add(*pair)
        self._days = _days(kept.get("days"))

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


def _read_object(file: Path) -> dict[str, object]:
    """The JSON object in the file, empty where there is no file; ValueError if it is none."""
    try:
        source = read_file(file)
    except FileNotFoundError:
        return {}
    try:
        found = json.loads(source)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _write_object(file: Path, value: Mapping[str, object]) -> None:
    try:
        replace_file(file, json.dumps(value, separators=(",", ":")).encode())
    except OSError as error:
        reason = error.strerror or error
        raise ProgressError(f"The place could not be kept in {file}: {reason}.") from error
