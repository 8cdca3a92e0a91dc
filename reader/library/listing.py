"""What the named files and folders hold: every article's path, its file and its name in it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from reader.loading import endings, endings_to_look_into, is_article
from reader.loading.bundles import Bundles
from reader.loading.files import folder_refusal
from reader.loading.folders import REFUSED, Stamp, natural_key, stamp_of, walk


class Listing:
    """The articles of the named files and folders as they are at the moment of looking."""

    def __init__(
        self, named: Sequence[Path], root: Path, encoding_of: Callable[[Path], str]
    ) -> None:
        self.bundles = Bundles(encoding_of)
        self.named = tuple(named)
        # One that is gone later is no file.
        self._folders = frozenset(path for path in named if path.is_dir())
        self._root = root
        self._looked_into = endings_to_look_into()
        self._listed: tuple[tuple[str, ...], Mapping[str, Path], Mapping[str, str]] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no article in any; it stops at the first.

        Raises:
            LibraryError: a folder that was named cannot be read.
        """
        return next(self._files(), None) is None

    def _all(self) -> tuple[tuple[str, ...], Mapping[str, Path], Mapping[str, str]]:
        if self._listed is None:
            files, members = self._unbundled(dict(self._files()))
            self._listed = tuple(sorted(files, key=natural_key)), files, members
        return self._listed

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the articles in their order; looked for when first asked."""
        return self._all()[0]

    @property
    def files(self) -> Mapping[str, Path]:
        """The file behind each path."""
        return self._all()[1]

    @property
    def members(self) -> Mapping[str, str]:
        """The name of an article in its file, of those that share one."""
        return self._all()[2]

    def file_at(self, path: str) -> Path | None:
        """The file of an article that its path alone tells, which needs no walk; else None."""
        parts = path.split("/")
        is_plain = os.path.splitext(path)[1].lower() in endings()  # noqa: PTH122  (as above)
        if not is_plain or self.may_hold_several(path) or any(part[:1] in ".\\" for part in parts):
            return None
        file = self._root.joinpath(*parts)
        is_inside = any(file.is_relative_to(folder) for folder in self._folders)
        return file if is_inside and file.is_file() else None

    def seen(self) -> Iterator[tuple[str, Stamp]]:
        """The files that are there now, each once, with its stamp; and the folders refused.

        The path of such a folder ends in ``/``, and its stamp changes with the reason.
        """
        sought = endings()
        if len(self.named) == 1:
            yield from self._seen_in(self.named[0], sought)
            return
        several = (each for path in self.named for each in self._seen_in(path, sought))
        yield from dict(several).items()

    def _seen_in(self, path: Path, sought: frozenset[str]) -> Iterator[tuple[str, Stamp]]:
        relative = _relative(path, self._root)
        if path not in self._folders:
            # One that is gone keeps its row, which says so when it is opened.
            yield relative, _stamp(path) or REFUSED
            return
        prefix = "" if relative == "." else f"{relative}/"
        refused: list[str] = []
        for rest, entry in walk(path, sought, refused):
            stamp = stamp_of(entry)
            if stamp is not None:
                yield prefix + rest, stamp
        for each in refused:
            reason = folder_refusal(path / each)
            yield prefix + each, (0, crc32(reason.encode("utf-8", "surrogatepass")), 0)

    def may_hold_several(self, path: str) -> bool:
        """Whether the ending leaves open if the file is one article, several, or none."""
        return os.path.splitext(path)[1].lower() in self._looked_into  # noqa: PTH122  (a string, for speed)

    def members_in(self, path: str) -> tuple[str, ...] | None:
        """The names of the articles in a file; none if it is one itself, None if it is no article."""
        file = self._root / path
        if file not in self.named and not is_article(file):
            return None
        return self.bundles.members(file)

    def _files(self) -> Iterator[tuple[str, Path]]:
        sought = endings()
        for path in self.named:
            if path not in self._folders:
                yield _relative(path, self._root), path
                continue
            refused: list[str] = []
            for rest, _ in walk(path, sought, refused):
                file = path / rest
                if not self.may_hold_several(rest) or is_article(file):
                    yield _relative(file, self._root), file
            for each in refused:
                yield f"{_relative(path / each, self._root)}/", path / each

    def _unbundled(self, files: Mapping[str, Path]) -> tuple[dict[str, Path], dict[str, str]]:
        articles: dict[str, Path] = {}
        members: dict[str, str] = {}
        for path, file in files.items():
            inside = self.bundles.members(file) if self.may_hold_several(path) else ()
            articles.update(dict.fromkeys((f"{path}/{member}" for member in inside), file))
            members.update((f"{path}/{member}", member) for member in inside)
            if not inside:
                articles[path] = file
        return articles, members


def root_of(named: Sequence[Path]) -> Path:
    """The folder that all stand in: the named one, or what they have in common."""
    folders = [path if path.is_dir() else path.parent for path in named] or [Path.cwd()]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # different drives
        return folders[0]


def _relative(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _stamp(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def name_of(named: Sequence[Path], root: Path) -> str:
    """What a library of these files and folders is called."""
    if not named:
        return "standard input"
    return (named[0] if len(named) == 1 else root).name or str(root)


def nothing_in(named: Sequence[Path]) -> str:
    """What to say where there is no article in any of them."""
    if not named:
        return "Nothing was named to read: give a folder, a file, or - for standard input."
    known = ", ".join(sorted(endings()))
    return f"There is no article in {named[0]}: no file in it ends in {known}."
