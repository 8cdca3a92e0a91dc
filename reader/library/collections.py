"""The collections that a reader makes of articles, each under a name."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from postil_files.machine_lines import MachineLines
from reader.errors import ProgressError
from reader.settings import library_name

FOLDER = "collections"
"""The folder of the store in which each machine has a file of the collections."""
_OLD_FILE = "collections.jsonl"


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of a file: an article put into a collection, or taken out of it.

    ``rank`` says which of two is later: by how many each knew of, then by time and machine.
    """

    rank: tuple[int, str, str]
    name: str
    is_in: bool
    library: str
    path: str
    text_sha256: str


class Collections:
    """The collections kept in one folder, for the library at ``root``.

    Each machine adds lines to a file of its own in ``collections/``, so several machines and
    windows may write, and a line that is damaged costs itself alone. ``collections.jsonl``, in
    which earlier versions kept them, is read as well, and so are copies that a synchroniser
    made of it. An article is known by its path in its library and by its text: it
    stays in its collections when it is renamed, and when it changes.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self.problem: str | None = None
        """A sentence for the user when some of what was kept cannot be read."""
        self._lines = MachineLines(folder, FOLDER, _OLD_FILE)
        self._root = "" if root is None else library_name(root, folder)
        # As earlier versions have it, who knew libraries by their folders alone.
        self._was = "" if root is None else str(root.resolve())
        self._is_read = False
        self._latest = 0
        self._run = os.urandom(4).hex()
        self._spelled: dict[str, str] = {}
        self._articles: dict[str, dict[tuple[str, str], str]] = {}
        self.refresh()

    @property
    def names(self) -> list[str]:
        """The names of the collections that have articles, in the order of the alphabet."""
        return [self._spelled[key] for key in sorted(self._articles) if self._articles[key]]

    def of(self, path: str, sha256: str) -> list[str]:
        """The names of the collections that the article is in."""
        return [
            self._spelled[key]
            for key in sorted(self._articles)
            if (self._root, path) in self._articles[key] or sha256 in self._articles[key].values()
        ]

    def members(self) -> Mapping[str, list[str]]:
        """By its name what each collection holds: hashes of texts, and paths in this library."""
        return {name: list(self._names_in(self._articles[name.casefold()])) for name in self.names}

    def _names_in(self, articles: Mapping[tuple[str, str], str]) -> Iterator[str]:
        for (library, path), sha256 in articles.items():
            yield sha256
            if library == self._root:
                yield path

    def put(self, path: str, sha256: str, names: Sequence[str]) -> None:
        """Have the article in these collections and no others; on disk when this returns.

        A name that is new makes a collection. Case does not tell names apart.

        Raises:
            ProgressError: it could not be written; nothing has changed then.
        """
        self.refresh()
        wanted = {name.casefold(): name for name in map(_tidy, names) if name}
        worn = {name.casefold(): name for name in self.of(path, sha256)}
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rank, article = (self._latest + 1, at, self._run), (self._root, path, sha256)
        new = [(True, name) for key, name in wanted.items() if key not in worn]
        gone = [(False, name) for key, name in worn.items() if key not in wanted]
        steps = [_Step(rank, name, is_in, *article) for is_in, name in (*new, *gone)]
        if steps:
            self._write(steps)
            self.refresh()

    def _write(self, steps: Sequence[_Step]) -> None:
        try:
            self._lines.append(json.dumps(_row(step)).encode() for step in steps)
        except OSError as error:
            raise _not_kept(self._lines.folder, error) from error

    def refresh(self) -> bool:
        """Take up what another window or machine wrote; whether there was something."""
        if self._is_read and not self._lines.has_changed():
            return False
        is_news, self._is_read = self._is_read, True
        self._spelled, self._articles = {}, {}
        found = self._lines.read()
        steps = {line: _step(line) for line in found}
        damaged = [found[line] for line, step in steps.items() if step is None]
        self.problem = (
            f"{len(damaged)} line{'s' * (len(damaged) != 1)} of {damaged[0]} cannot be read; "
            "the rest of your collections is there."
            if damaged
            else None
        )
        for path, reason in self._lines.failed.items():
            self.problem = f"{path} cannot be read: {reason}."
        made = [step for step in steps.values() if step is not None]
        for step in sorted(made, key=lambda step: step.rank):
            self._take(step)
            self._latest = max(self._latest, step.rank[0])
        return is_news or bool(found)

    def _take(self, step: _Step) -> None:
        key, library = step.name.casefold(), step.library
        library = self._root if library == self._was else library
        articles = self._articles.setdefault(key, {})
        if step.is_in:
            self._spelled.setdefault(key, step.name)
            articles[library, step.path] = step.text_sha256
            return
        self._articles[key] = {
            place: sha256
            for place, sha256 in articles.items()
            if place != (library, step.path) and sha256 != step.text_sha256
        }


def take_collections(folder: Path, other: Path) -> int:
    """Take over the changes of collections that the store ``other`` has and this one has not.

    It may be done any number of times. Gives how many came.

    Raises:
        ProgressError: they could not be written.
    """
    here, there = (MachineLines(each, FOLDER, _OLD_FILE) for each in (folder, other))
    known = here.read()
    new = [line for line in there.read() if line not in known]
    try:
        if new:
            here.append(new)
    except OSError as error:
        raise _not_kept(here.folder, error) from error
    return len(new)


def _not_kept(file: str, error: OSError) -> ProgressError:
    reason = error.strerror or error
    return ProgressError(f"The collection could not be kept in {file}: {reason}.")


def _tidy(name: str) -> str:
    return " ".join(name.replace('"', " ").split())


def _row(step: _Step) -> dict[str, object]:
    n, at, by = step.rank
    return {
        "n": n,
        "at": at,
        "by": by,
        "collection": step.name,
        "in": step.is_in,
        "library": step.library,
        "path": step.path,
        "text_sha256": step.text_sha256,
    }


def _step(line: bytes) -> _Step | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match row:
        case {
            "collection": str(name), "in": bool(is_in), "library": str(library),
            "path": str(path), "text_sha256": str(sha256),
        }:  # fmt: skip
            n, at, by = (row.get(name) for name in ("n", "at", "by"))
            # Earlier versions numbered none: those lines come first, in the order of time.
            rank = (n if isinstance(n, int) else 0, str(at or ""), str(by or ""))
            return _Step(rank, name, is_in, library, path, sha256)
    return None
