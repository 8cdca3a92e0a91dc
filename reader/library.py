"""The articles that a reader opened: a folder of them, some files, or standard input."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reader.article import Article, minutes
from reader.discovery import files_in, natural_key
from reader.errors import LibraryError, LoadError
from reader.loading import (
    Frozen,
    article_id,
    endings,
    endings_to_look_into,
    is_article,
    load,
    load_part,
    load_text,
)
from reader.loading.bundles import Bundles
from reader.settings import cache_folder

STANDARD_INPUT = "-"
"""The path of the article that comes by standard input."""

_SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of an article; the fields are those of ``Article``.

    ``problem`` is a sentence where the article cannot be read, and then ``title`` is the
    file's name and there are no words.
    """

    path: str
    id: str
    title: str
    title_source: str = "file-name"
    date: str | None = None
    date_source: str | None = None
    modified: str | None = None
    words: int = 0
    minutes: int = 0
    language: str | None = None
    sha256: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """The articles under one root, by their paths, in natural order.

    ``paths`` are relative to ``root``, with ``/`` on every system. What is on disk is
    looked at anew at each call; the list of paths is that of the moment of opening. An
    article of a file that holds several has the file's path and its own name in it, as
    ``corpus.jsonl/12``.
    """

    root: Path
    name: str
    paths: tuple[str, ...]
    _files: Mapping[str, Path]
    _input: bytes | None = None
    _members: Mapping[str, str] = field(default_factory=dict)
    _bundles: Bundles = field(default_factory=Bundles, repr=False, compare=False)
    _frozen: Frozen | None = None

    @classmethod
    def open(cls, paths: Sequence[Path], stdin: bytes | None = None) -> "Library":
        """The library of these files and folders; ``stdin`` is the text of a path ``-``.

        Folders are searched for the endings of ``LOADERS``; a file that is named itself
        is taken whatever its ending.

        Raises:
            LibraryError: one does not exist, or there is no article in any.
        """
        named = [Path(os.path.abspath(path)) for path in paths if str(path) != STANDARD_INPUT]  # noqa: PTH100  (resolve() would follow the user's links)
        for path in named:
            if not os.path.lexists(path):
                raise LibraryError(f"There is no file or folder {path}: check its name.")
        root = _root(named)
        files = _files(named, root)
        if not files and stdin is None:
            raise LibraryError(_nothing_in(named))
        bundles = Bundles()
        files, members = _unbundled(files, bundles)
        order = sorted(files, key=natural_key)
        if stdin is not None:
            order.insert(0, STANDARD_INPUT)
        frozen = Frozen(cache_folder() / "texts")
        name = _name(named, root)
        return cls(root, name, tuple(order), files, stdin, members, bundles, frozen)

    @classmethod
    def sample(cls) -> "Library":
        """The sample library that comes with the program."""
        return cls.open([_SAMPLE])

    @property
    def is_sample(self) -> bool:
        """Whether these are the articles that come with the program."""
        return self.root == _SAMPLE

    def file(self, path: str) -> Path | None:
        """The file behind a path of the library; None for standard input.

        Raises:
            LibraryError: the library has no such path.
        """
        if path not in self._files and (path != STANDARD_INPUT or self._input is None):
            raise LibraryError(f"There is no article {path} in {self.name}: see postil list.")
        return self._files.get(path)

    def load(self, path: str, *, fresh: bool = False) -> Article:
        """The article, read from disk now.

        Its text, if it had to be extracted, is the one that was extracted first, or is
        extracted anew if it shall be ``fresh``.

        Raises:
            LibraryError: the library has no such path.
            LoadError: the file cannot be read as an article.
        """
        file = self.file(path)
        if file is None:
            return load_text(self._input or b"", path)
        member = self._members.get(path)
        if member is None:
            return load(file, path, self._frozen, fresh=fresh)
        bundle = self._bundles.bundle(file)
        return load_part(bundle, member, file, path, self._frozen, fresh=fresh)

    def scan(self) -> Iterator[Entry]:
        """One entry for each path, in order, each read when it is asked for."""
        return (self.entry(path) for path in self.paths)

    def entry(self, path: str) -> Entry:
        """What a list shows of one article, also of one that cannot be read."""
        try:
            article = self.load(path)
        except LoadError as error:
            name = PurePosixPath(path).name
            return Entry(path, article_id(path), name, problem=f"This file {error.reason}.")
        words = article.words
        return Entry(
            path=path,
            id=article.id,
            title=article.title,
            title_source=article.title_source,
            date=article.date,
            date_source=article.date_source,
            modified=article.modified,
            words=words,
            minutes=minutes(words),
            language=article.language,
            sha256=article.sha256,
        )

    def stamp(self, path: str) -> tuple[int, int, int] | None:
        """Tells whether the file was replaced or written to: another stamp, another file.

        None where the file is gone (or never was one). Take it before loading, compare
        it later.
        """
        file = self.file(path)
        try:
            status = file.stat() if file else None
        except OSError:
            return None
        return (status.st_ino, status.st_size, status.st_mtime_ns) if status else None

    def find(self, word: str) -> str:
        """The path of the article that a user means by the word.

        It is a path of the library, an id, a file's path from the working folder, or the
        beginning of just one path or title.

        Raises:
            LibraryError: it fits none, or several.
        """
        if word in self.paths:
            return word
        by_id = {article_id(path): path for path in self.paths}
        if word.lower() in by_id:
            return by_id[word.lower()]
        by_file = {str(file): path for path, file in self._files.items()}
        if found := by_file.get(os.path.abspath(word)):  # noqa: PTH100  (as in open)
            return found
        return self._by_beginning(word)

    def _by_beginning(self, word: str) -> str:
        start = word.casefold().strip()
        fitting = [
            entry.path
            for entry in self.scan()
            if start
            and any(name.casefold().startswith(start) for name in (entry.path, entry.title))
        ]
        if not fitting:
            raise LibraryError(f"No article in {self.name} is called {word!r}: see postil list.")
        if len(fitting) > 1:
            shown = ", ".join(fitting[:3]) + (" and others" if len(fitting) > 3 else "")
            raise LibraryError(f"{word!r} fits {len(fitting)} articles ({shown}): say more of it.")
        return fitting[0]

    def neighbours(self, path: str) -> tuple[str | None, str | None]:
        """The paths before and after this one; None at an end."""
        place = self.paths.index(path)
        before = self.paths[place - 1] if place else None
        return before, self.paths[place + 1] if place + 1 < len(self.paths) else None


def _root(named: list[Path]) -> Path:
    """The folder that all stand in: the named one, or what they have in common."""
    folders = [path if path.is_dir() else path.parent for path in named] or [Path.cwd()]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # different drives
        return folders[0]


def _files(named: list[Path], root: Path) -> dict[str, Path]:
    files: dict[str, Path] = {}
    sought, doubtful = endings(), endings_to_look_into()
    for path in named:
        if not path.is_dir():
            files[_relative(path, root)] = path
            continue
        for rest in files_in(path, sought):
            file = path / rest
            if file.suffix.lower() not in doubtful or is_article(file):
                files[_relative(file, root)] = file
    return files


def _unbundled(
    files: Mapping[str, Path], bundles: Bundles
) -> tuple[dict[str, Path], dict[str, str]]:
    """The files by the paths of all articles in them, and which article in its file a path is."""
    articles: dict[str, Path] = {}
    members: dict[str, str] = {}
    looked_into = endings_to_look_into()
    for path, file in files.items():
        inside = bundles.members(file) if file.suffix.lower() in looked_into else ()
        articles.update(dict.fromkeys((f"{path}/{member}" for member in inside), file))
        members.update((f"{path}/{member}", member) for member in inside)
        if not inside:
            articles[path] = file
    return articles, members


def _relative(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _name(named: list[Path], root: Path) -> str:
    if not named:
        return "standard input"
    return (named[0] if len(named) == 1 else root).name or str(root)


def _nothing_in(named: list[Path]) -> str:
    if not named:
        return "Nothing was named to read: give a folder, a file, or - for standard input."
    known = ", ".join(sorted(endings()))
    return f"There is no article in {named[0]}: no file in it ends in {known}."
