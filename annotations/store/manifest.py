"""What this machine last saw in a store: which files there were, and how much was in them.

A log that ends at a line's end, and a folder that lacks a file, look as good as whole ones. So
a list of what there was when the store was last closed is kept outside of it, where neither
git nor a backup that is put back touches it. A file that has fewer lines than it had then, or
is gone without a pack that took its place, is a loss. What is not on the list yet, because
another machine has not sent it, is none.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotations.ids import hash_text
from annotations.store import past
from annotations.store.disk import Disk
from annotations.store.files import File, Reading
from annotations.store.texts import FOLDER as TEXTS
from postil_files import read_file, replace_file

_ENDING = ".json"


class Listed(NamedTuple):
    """A file as it was seen: its bytes, its lines and their checksum, which only logs have."""

    size: int
    lines: int = 0
    crc: int = 0


class Loss(NamedTuple):
    """A file that is not what it was when it was last seen here, and why, as a sentence ends."""

    path: Path
    reason: str

    @property
    def sentence(self) -> str:
        """The loss, in a sentence."""
        return f"{self.path} {self.reason}."


class Manifest:
    """The list for the store in ``folder``, kept in the folder ``kept_in``, or nowhere if None."""

    def __init__(self, disk: Disk, folder: Path, kept_in: Path | None) -> None:
        self._disk = disk
        self._folder = folder
        self._kept_in = kept_in
        self._kept: Mapping[str, Listed] | None = None

    @property
    def _path(self) -> Path | None:
        if self._kept_in is None:
            return None
        name = hash_text(os.path.realpath(self._folder))[:32]
        return self._kept_in / f"{name}{_ENDING}"

    @property
    def _listed(self) -> Mapping[str, Listed]:
        if self._kept is None:
            path = self._path
            self._kept = {} if path is None else _read(path)
        return self._kept

    def losses(self, reading: Reading) -> list[Loss]:
        """What was seen before and is not there now, or not as much of it; in order of paths."""
        if not self._listed:
            return []
        replaced = {name for file in reading.files.values() for name in file.replaces}
        found = {_name(path, self._folder): file for path, file in reading.files.items()}
        failed = {_name(path, self._folder) for path in reading.failed}
        losses: list[Loss] = []
        for name, was in sorted(self._listed.items()):
            parent, _, own = name.rpartition("/")
            if name in failed or parent in failed or own in replaced:
                continue
            reason = _reason(was, found.get(name)) if was.lines else self._missing(name, was)
            if reason:
                losses.append(Loss(self._folder / name, reason))
        return losses

    def _missing(self, name: str, was: Listed) -> str:
        try:
            stamp = self._disk.look(self._folder / name)
        except OSError:
            return ""
        if stamp is None:
            return _GONE
        return _CUT.format(f"{stamp[1]:,}", f"{was.size:,} bytes") if stamp[1] < was.size else ""

    def keep(self, reading: Reading, *, forgets: bool = False) -> None:
        """List what is there now. What was lost stays on the list, unless it is to be forgotten.

        What cannot be written is listed the next time.
        """
        path = self._path
        if path is None or reading.failed:
            return
        lost = {} if forgets else {_name(each.path, self._folder) for each in self.losses(reading)}
        listed = self._seen(reading, {} if forgets else self._listed)
        listed |= {name: self._listed[name] for name in lost}
        if listed == self._listed:
            return
        files = {name: list(each) for name, each in sorted(listed.items())}
        kept = {"version": 1, "store": str(self._folder), "files": files}
        with suppress(OSError):
            replace_file(path, json.dumps(kept).encode(), is_lasting=False)
            self._kept = listed

    def _seen(self, reading: Reading, known: Mapping[str, Listed]) -> dict[str, Listed]:
        """What is there now; files that are written once are as they are ``known``."""
        seen = {
            _name(path, self._folder): Listed(file.read, file.lines, file.crc)
            for path, file in reading.files.items()
            if file.lines
        }
        for folder in (past.FOLDER, TEXTS):
            with suppress(OSError):
                for own in self._disk.names(self._folder / folder):
                    name = f"{folder}/{own}"
                    if own.endswith(".tmp"):
                        continue
                    if name in known:
                        seen[name] = known[name]
                    elif (stamp := self._disk.look(self._folder / name)) is not None:
                        seen[name] = Listed(stamp[1])
        return seen


_GONE = "was here when the store was last closed, and is gone"
_CUT = "has {} of the {} that it had when the store was last closed"
_OTHER = "is not what it was when the store was last closed"


def _reason(was: Listed, file: File | None) -> str:
    if file is None:
        return _GONE
    # Damage may join lines and is told by itself: only fewer bytes, too, are a loss.
    if file.lines < was.lines and file.stamp[1] < was.size:
        return _CUT.format(f"{file.lines:,}", f"{was.lines:,} lines")
    is_as_long = (file.lines, file.read) == (was.lines, was.size)
    return _OTHER if is_as_long and file.crc != was.crc and not file.damaged else ""


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _read(path: Path) -> Mapping[str, Listed]:
    try:
        kept = json.loads(read_file(path))["files"]
        return {
            str(name): Listed(int(size), int(lines), int(crc))
            for name, (size, lines, crc) in kept.items()
            if _is_within(str(name))
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _is_within(name: str) -> bool:
    """Whether the name is one of a file in a folder of the store: the list may be somebody else's."""
    parts = name.split("/")
    return len(parts) == 2 and not any(part in ("", ".", "..") for part in parts)
