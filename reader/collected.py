"""The collections that a reader makes of articles, each under a name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from postil_files import append_lines, read_file
from reader.errors import ProgressError

_FILE = "collections.jsonl"


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of the file: an article put into a collection, or taken out of it."""

    name: str
    is_in: bool
    library: str
    path: str
    text_sha256: str


class Collections:
    """The collections kept in ``collections.jsonl`` of one folder, for the library at ``root``.

    The file is only ever added to, so several windows may write, and a line that is damaged
    costs itself alone. An article is known by its path in its library and by its text: it
    stays in its collections when it is renamed, and when it changes.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self.problem: str | None = None
        """A sentence for the user when some of what was kept cannot be read."""
        self._file = folder / _FILE
        self._root = "" if root is None else str(root.resolve())
        self._seen: tuple[int, int] | None = None
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
        article = self._root, path, sha256
        steps = [_Step(name, True, *article) for key, name in wanted.items() if key not in worn]
        steps += [_Step(name, False, *article) for key, name in worn.items() if key not in wanted]
        if steps:
            self._write(steps)
            self.refresh()

    def _write(self, steps: Sequence[_Step]) -> None:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines = "".join(json.dumps(_row(step, at)) + "\n" for step in steps)
        try:
            append_lines(self._file, lines.encode())
        except OSError as error:
            reason = error.strerror or error
            raise ProgressError(
                f"The collection could not be kept in {self._file}: {reason}."
            ) from error

    def refresh(self) -> bool:
        """Take up what another window wrote; whether there was something."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen, self._spelled, self._articles = stamp, {}, {}
        try:
            lines = read_file(self._file).splitlines()
        except FileNotFoundError:
            return True
        except OSError as error:
            self.problem = f"{self._file} cannot be read: {error.strerror or error}."
            return True
        steps = [_step(line) for line in lines if line.strip()]
        damaged = steps.count(None)
        self.problem = (
            f"{damaged} line{'s' * (damaged != 1)} of {self._file} cannot be read; "
            "the rest of your collections is there."
            if damaged
            else None
        )
        for step in steps:
            if step is not None:
                self._take(step)
        return True

    def _take(self, step: _Step) -> None:
        key = step.name.casefold()
        articles = self._articles.setdefault(key, {})
        if step.is_in:
            self._spelled.setdefault(key, step.name)
            articles[step.library, step.path] = step.text_sha256
            return
        self._articles[key] = {
            place: sha256
            for place, sha256 in articles.items()
            if place != (step.library, step.path) and sha256 != step.text_sha256
        }

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._file.lstat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns


def _tidy(name: str) -> str:
    return " ".join(name.replace('"', " ").split())


def _row(step: _Step, at: str) -> dict[str, object]:
    return {
        "at": at,
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
            return _Step(name, is_in, library, path, sha256)
    return None
