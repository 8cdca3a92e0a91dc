"""Completing the path of a file."""

import os
from itertools import islice
from pathlib import Path

_MOST = 10_000
"""Names of a folder that are looked at; one with more is no place to look for a file by hand."""


class Paths:
    """Completes paths from the working folder, ``~`` or the root; each folder is looked at once.

    ``endings`` are those of the files that are offered; folders are offered too.
    """

    def __init__(self, endings: tuple[str, ...]) -> None:
        self._endings = endings
        self._names: dict[str, list[str]] = {}

    def complete(self, line: str) -> list[str]:
        """The lines that this one could become, those that begin as its last part does first."""
        folder, slash, typed = line.rpartition("/")
        head = folder + slash
        wanted, is_hidden = typed.casefold(), typed.startswith(".")
        names = [
            name
            for name in self._in(head)
            if wanted in name.casefold() and name.startswith(".") is is_hidden
        ]
        names.sort(key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))
        return [head + name for name in names if head + name != line]

    def _in(self, head: str) -> list[str]:
        if head not in self._names:
            self._names[head] = self._looked(head)
        return self._names[head]

    def _looked(self, head: str) -> list[str]:
        try:
            with os.scandir(Path(head or ".").expanduser()) as entries:
                return [name for each in islice(entries, _MOST) if (name := self._offer(each))]
        except (OSError, RuntimeError, ValueError):  # no such folder, no such user, a NUL
            return []

    def _offer(self, entry: "os.DirEntry[str]") -> str:
        if entry.is_dir():
            return f"{entry.name}/"
        return entry.name if entry.name.casefold().endswith(self._endings) else ""
