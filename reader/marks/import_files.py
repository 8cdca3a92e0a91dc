"""Files of annotations made elsewhere, and the articles at hand to place those in."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from annotations.errors import FormatError
from annotations.exchange import READABLE, Reading, format_named, read_any
from reader.errors import LoadError, ReaderError
from reader.library.library import Library
from reader.loading import LOADERS, Loader, loader_of
from reader.loading.decoding import decode
from reader.loading.files import read_head
from reader.loading.loader import HEAD
from reader.marks.file_marks import file_marks_of, is_list

_TIMES = {1: "", 2: "twice "}
_NAMED = 3
"""Articles that are named where words stand in many."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, the name of the format that it was read as, and what it holds."""

    path: Path
    format: str
    reading: Reading


def files_at(path: Path) -> list[Path]:
    """The file, or those of a folder that can be imported, as brat and INCEpTION have them.

    Raises:
        ReaderError: there is none in the folder.
    """
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.ann")) or sorted(path.glob("*.json"))
    if not found:
        raise ReaderError(f"{path} is a folder without .ann or .json files to import.")
    return found


def importable_endings() -> frozenset[str]:
    """The endings of files that annotations can be in."""
    marked = (
        loader.endings for loader in LOADERS.values() if loader.holds_marks or is_list(loader)
    )
    return frozenset(each.ending for each in READABLE.values()).union(*marked)


def read_file(path: Path, format: str | None = None, library: Library | None = None) -> Brought:
    """What the file holds, read as the format of this name, else as the one that it is.

    A document gives the highlights and notes that are in it, as marks on the article that it is
    in the library.

    Raises:
        ReaderError: it cannot be read, or is not what it claims.
    """
    loader = _loader_of(path)
    try:
        if loader is not None and loader.holds_marks:
            return Brought(path, loader.name, file_marks_of(path, loader, _name_in(library, path)))
        if loader is not None and loader.name == "omnivore":
            return Brought(path, loader.name, file_marks_of(path, loader, path.name))
        return _read_text(path, format, loader)
    except FormatError as error:
        raise ReaderError(f"{path} was not imported. {error}") from error


def _read_text(path: Path, format: str | None, loader: Loader | None) -> Brought:
    """What a file of text holds; a list of articles that no tool exports as such, its notes."""
    text = _text_of(path)
    companions = {each.companion for each in READABLE.values() if each.companion}
    beside = (path.with_suffix(ending) for ending in sorted(companions))
    companion = next((_text_of(each) for each in beside if each != path and each.is_file()), "")
    if format is not None:
        return Brought(path, format, format_named(format).reading(text, companion))
    try:
        known, reading = read_any(text, path.name, companion)
    except FormatError:
        if loader is None or not is_list(loader):
            raise
        return Brought(path, loader.name, file_marks_of(path, loader, path.name))
    return Brought(path, known.name, reading)


def _loader_of(path: Path) -> Loader | None:
    """Who reads the file as an article or as a list; None if that cannot be told."""
    try:
        return loader_of(path.name, read_head(path, HEAD)) if path.is_file() else None
    except LoadError:
        return None


def _name_in(library: Library | None, path: Path) -> str:
    """What the library calls the file, or its name where it is not in the library."""
    if library is None:
        return path.name
    file = Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow the user's links)
    return (
        file.relative_to(library.root).as_posix()
        if file.is_relative_to(library.root)
        else path.name
    )


def places_of(paths: Sequence[str]) -> str:
    """The places that words stand in, in words.

    >>> places_of(["a.txt", "a.txt"]), places_of(["a.txt", "b.txt", "b.txt", "b.txt"])
    ('twice in a.txt', 'in a.txt and 3 times in b.txt')
    """
    counts = Counter(paths)
    said = [f"{_TIMES.get(times, f'{times} times ')}in {path}" for path, times in counts.items()]
    shown = [*said[:_NAMED], f"{len(said) - _NAMED} more"] if len(said) > _NAMED + 1 else said
    *first, last = shown
    return f"{', '.join(first)} and {last}" if first else last


def _text_of(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise ReaderError(f"{path} cannot be read: it is no ordinary file.")
        content = path.read_bytes()
    except OSError as error:
        raise ReaderError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # Spreadsheets write tables in the encodings of their systems, and in UTF-16.
        line = content.count(b"\n", 0, error.start) + 1
    try:
        text = decode(content, path).text
        if text and "\ufffd" not in text:
            return text
    except LoadError:
        pass  # which is said below
    raise ReaderError(f"{path} was not imported: line {line} is not UTF-8.")


def _ignore(count: int) -> None:
    """Nobody waits for it."""


class LibraryTexts(Mapping[str, str]):
    """The texts of a library by their paths, each read when it is first asked for.

    ``looked`` hears before each is read how many were; what it raises ends the reading.
    """

    def __init__(self, library: Library, looked: Callable[[int], None] = _ignore) -> None:
        self._library = library
        self._looked = looked
        self._read: dict[str, str | None] = {}

    @cached_property
    def _paths(self) -> dict[str, None]:
        return dict.fromkeys(self._library.paths)

    def read(self, path: str) -> str | None:
        """The text at the path, if it has been read; nothing is read now."""
        return self._read.get(path)

    def has(self, path: str) -> bool:
        """Whether there is an article at the path; it is not read for that."""
        return path in self._paths

    def __getitem__(self, path: str) -> str:
        if path not in self._read:
            self._looked(len(self._read))
            self._read[path] = self._load(path)
        text = self._read[path]
        if text is None:
            raise KeyError(path)
        return text

    def _load(self, path: str) -> str | None:
        if path not in self._paths:
            return None
        try:
            return self._library.load(path).text
        except LoadError:
            return None

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._paths if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
