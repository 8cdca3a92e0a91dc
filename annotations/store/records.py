"""The newest versions of all records, kept as the bytes of their lines."""

from collections.abc import Iterable, Iterator, Mapping

from annotations.store.cold_lines import ColdLines
from annotations.store.line import head_of, is_removal, key_and_time

_DIGITS = 16
"""Of the microseconds of a time until the year 2286; those with more are no clock's."""

Lines = tuple[bytes, ...]
"""The versions of a record that no other took the place of, the latest first."""

_Known = bytes | int | Lines
"""What is known of a record: its one version, or the number of it among the cold lines, or several."""


class Records:
    """The same lines give the same records, in whatever order and however often they come.

    A record is its latest line. Versions that do not know of each other are all kept: the
    latest stands, the others are its rivals. ``limits`` says of which tables only the records
    with the greatest ids are kept in memory, and about how many. While it ``packs``, lines of
    records not met before are kept compressed: those of a large store, as it is first read.
    """

    def __init__(self, limits: Mapping[str, int] | None = None) -> None:
        self._tables: dict[str, dict[str, _Known]] = {}
        self._cold = ColdLines()
        self.packs = False
        self._limits = limits or {}
        self._latest = b"0" * _DIGITS

    def take(self, lines: Iterable[bytes]) -> dict[tuple[str, str], bytes | None]:
        """Take lines up; gives the records whose latest version is new, with the one before."""
        changed: dict[tuple[str, str], bytes | None] = {}
        for line in lines:
            found = key_and_time(line)
            if found is None:
                continue
            key, at = found
            if at > self._latest and len(at) == _DIGITS:
                self._latest = at
            name, id = key
            table = self._tables.get(name) or self._tables.setdefault(name, {})
            known = table.get(id)
            if known is None:
                table[id] = self._cold.add(line) if self.packs else line
                changed.setdefault(key, None)
                continue
            versions = self._versions(known)
            if versions != (line,):
                self._weigh(key, versions, line, changed)
        for name, limit in self._limits.items():
            self._trim(name, limit)
        return changed

    @property
    def latest_time(self) -> int:
        """The latest time that a version of any record bears; what comes after it bears a later."""
        return int(self._latest)

    def _weigh(
        self,
        key: tuple[str, str],
        before: Lines,
        line: bytes,
        changed: dict[tuple[str, str], bytes | None],
    ) -> None:
        after = _heads((*before, line))
        if after == before:
            return
        self._tables[key[0]][key[1]] = after if len(after) > 1 else after[0]
        if after[0] != before[0]:
            changed.setdefault(key, before[0])

    def _trim(self, name: str, limit: int) -> None:
        table = self._tables.get(name, {})
        if len(table) > 2 * limit:
            kept = set(sorted(table)[-limit:])
            self._tables[name] = {id: lines for id, lines in table.items() if id in kept}

    def tables(self) -> list[str]:
        """The names of the tables in which there is a record."""
        return [name for name in self._tables if any(True for _ in self.ids(name))]

    def latest(self, table: str) -> Iterator[tuple[str, bytes]]:
        """The records that were not removed: their ids and their latest versions."""
        for id, known in self._tables.get(table, {}).items():
            line = self._latest_of(known)
            if not is_removal(line):
                yield id, line

    def ids(self, table: str) -> Iterator[str]:
        """The ids of the records that were not removed."""
        return (id for id, _ in self.latest(table))

    def line(self, table: str, id: str) -> bytes | None:
        """The latest version of a record, if there is one and it was not removed."""
        known = self._tables.get(table, {}).get(id)
        if known is None:
            return None
        line = self._latest_of(known)
        return None if is_removal(line) else line

    def lines(self, table: str, id: str) -> Lines:
        """All versions of a record that stand, the latest first; removals too."""
        return self._versions(self._tables.get(table, {}).get(id, ()))

    def disputed(self, table: str) -> list[str]:
        """The ids of the records that have rivals."""
        known = self._tables.get(table, {}).items()
        return [id for id, lines in known if isinstance(lines, tuple)]

    def all(self) -> Iterator[bytes]:
        """All versions that stand."""
        for table in self._tables.values():
            for known in table.values():
                yield from self._versions(known)

    def _versions(self, known: "_Known") -> Lines:
        if isinstance(known, tuple):
            return known
        return (self._cold.get(known) if isinstance(known, int) else known,)

    def _latest_of(self, known: "_Known") -> bytes:
        if isinstance(known, bytes):
            return known
        return self._cold.get(known) if isinstance(known, int) else known[0]

    def misses(self, line: bytes) -> bool:
        """Whether there is neither this version nor one that took its place."""
        head = head_of(line)
        if head is None:
            return False
        known = (head_of(each) for each in self.lines(head.table, head.id))
        return not any(each is not None and each.covers(head) for each in known)


def _heads(lines: Iterable[bytes]) -> Lines:
    """Those that no other took the place of, the latest first; at least one."""
    heads = {line: head for line in lines if (head := head_of(line)) is not None}

    def is_past(line: bytes) -> bool:
        return any(
            # Of two lines that bear one name, which only an error can make, one has to stay.
            other.covers(heads[line]) and not (heads[line].covers(other) and line > each)
            for each, other in heads.items()
            if each != line
        )

    ranked = sorted(heads, key=lambda line: (heads[line].rank, line), reverse=True)
    return tuple(line for line in ranked if not is_past(line)) or tuple(ranked[:1])
