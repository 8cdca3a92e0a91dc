"""Making one store of two: never a conflict, and nothing removed that does not stand elsewhere.

Files of a store are written by one machine each, or bear the hash of what they hold, so
almost always one side alone has changed a file. Where both have, lines are united. A file is
removed where a side removed it (tidying does) and all its versions stand in files that stay.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from annotations.store.line import step_of
from annotations.sync.contents import Carried, carried_as, is_text_of, lines_of, versions_in

Blobs = Mapping[str, str]
"""The files of a store: the name of what each holds, by the path in the store."""


class Contents(NamedTuple):
    """How what files hold is read by its name, and given one."""

    read: Callable[[str], bytes]
    write: Callable[[bytes], str]


class StoreMerge:
    """Merges stores whose contents are to be had from ``contents``, on the machine ``machine``."""

    def __init__(self, contents: Contents, machine: str) -> None:
        self._contents = contents
        self._machine = machine
        self.put_back: list[str] = []
        """The files that a side had removed and that stayed: what they hold stands nowhere else."""

    def merge(self, base: Blobs, ours: Blobs, theirs: Blobs) -> dict[str, str]:
        """The files of both sides; ``base`` is what both began from."""
        merged: dict[str, str] = {}
        removed: dict[str, str] = {}
        for path in sorted({*ours, *theirs}):
            our, their, was = ours.get(path), theirs.get(path), base.get(path)
            kind = carried_as(path)
            if kind is None:
                continue
            if our is not None and their is not None:
                merged[path] = our if our == their else self._of_two(path, kind, was, our, their)
                continue
            there = our or their or ""
            if was == there and kind is Carried.BY_HAND:
                continue
            if was == there and kind in (Carried.RECORDS, Carried.HISTORY):
                removed[path] = there
                continue
            if was == there:
                self.put_back.append(path)
            merged[path] = there
        self._judge(removed, merged)
        return merged

    def _judge(self, removed: Mapping[str, str], merged: dict[str, str]) -> None:
        """Take files that a side removed back in if what they hold stands in no other."""
        if not removed:
            return
        standing: set[bytes] = set()
        for path, blob in merged.items():
            standing |= self._versions(path, blob)
        for path, blob in sorted(removed.items()):
            versions = self._versions(path, blob)
            if not versions <= standing:
                merged[path] = blob
                self.put_back.append(path)
                standing |= versions

    def _versions(self, path: str, blob: str) -> set[bytes]:
        kind = carried_as(path)
        if kind not in (Carried.RECORDS, Carried.HISTORY):
            return set()
        return versions_in(kind, self._contents.read(blob))

    def _of_two(self, path: str, kind: Carried, was: str | None, our: str, their: str) -> str:
        match kind:
            case Carried.RECORDS:
                return self._united(our, their)
            case Carried.LINES:
                return self._rewritten(was, our, their)
            case Carried.BY_HAND:
                return self._edited(was, our, their)
            case Carried.TEXT:
                sound = [blob for blob in (our, their) if is_text_of(path, self._read(blob))]
                return sound[0] if sound else our
            case Carried.HISTORY:
                return max((our, their), key=lambda blob: (len(self._read(blob)), blob))
            case Carried.WHOLE:
                return self._one_of(path, was, our, their)

    def _one_of(self, path: str, was: str | None, our: str, their: str) -> str:
        if was == our and self._machine not in path:
            return their
        if was == their or (self._machine and self._machine in path):
            return our
        return max(our, their)

    def _rewritten(self, was: str | None, our: str, their: str) -> str:
        """Lines that a machine may have made fewer: those it has now, if the newest is among them."""
        for changed, other in ((our, their), (their, our)):
            if other == was:
                newest = lines_of(self._read(other))[-1:]
                if set(newest) <= set(lines_of(self._read(changed))):
                    return changed
        return self._united(our, their)

    def _united(self, our: str, their: str) -> str:
        """The lines of both; it does not matter which is which."""
        one, other = sorted(
            (self._read(our), self._read(their)), key=lambda each: (len(each), each)
        )
        if other.startswith(one):
            return our if self._read(our) == other else their
        present = set(lines_of(other))
        more = [line for line in dict.fromkeys(lines_of(one)) if line not in present]
        more = [line for line in more if step_of(line) is None]
        if not more:
            return our if self._read(our) == other else their
        # Lines that are put behind a step that was cut off would be taken for its own.
        lines = [line for line in (*lines_of(other), *more) if step_of(line) is None]
        return self._contents.write(b"".join(line + b"\n" for line in lines))

    def _edited(self, was: str | None, our: str, their: str) -> str:
        """What people wrote: the lines of ours that they did not delete, then those they added."""
        if was == our:
            return their
        if was == their:
            return our
        before = set(lines_of(self._read(was))) if was else set()
        first, second = sorted((our, their))
        lines, others = lines_of(self._read(first)), lines_of(self._read(second))
        deleted = (before - set(lines)) | (before - set(others))
        kept = [line for line in dict.fromkeys([*lines, *others]) if line not in deleted]
        return self._contents.write(b"".join(line + b"\n" for line in kept))

    def _read(self, blob: str) -> bytes:
        return self._contents.read(blob)
