"""The articles that a reader opened: a folder of them, some files, or standard input."""

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reader.articles.article import Article, minutes
from reader.articles.entry import Entry
from reader.articles.long_text import Text
from reader.articles.word_count import word_count
from reader.errors import CatalogueError, LibraryError, LoadError
from reader.library.listing import Listing, name_of, nothing_in, root_of
from reader.loading import Frozen, article_id, is_slow, load, load_part, load_text
from reader.loading.bundles import read_with
from reader.loading.encoding_choices import Asked
from reader.loading.files import folder_refusal
from reader.loading.folders import Stamp
from reader.settings import cache_folder, library_name, state_folder

if TYPE_CHECKING:
    from reader.library.catalogue import Catalogue, Filled
    from reader.loading.standard_input import Spooled

__all__ = ["STANDARD_INPUT", "Entry", "Library"]

STANDARD_INPUT = "-"
"""The path of the article that comes by standard input."""

_SAMPLE = Path(__file__).parents[1] / "sample"


class _Opened:
    """What of a library is opened when it is first asked for, by whichever thread that is."""

    def __init__(self) -> None:
        self.catalogue: Catalogue | None = None
        self.is_filled = False
        self.texts: dict[str, str] = {}
        self.is_closed = False
        self._opening = threading.Lock()

    def catalogue_in(self, file: Path | None, named: Sequence[Path]) -> "Catalogue":
        """The catalogue, opened if it was not yet.

        Raises:
            CatalogueError: all was closed before.
        """
        with self._opening:
            if self.catalogue is None:
                if self.is_closed:
                    raise CatalogueError("This library was closed.")
                from reader.library.catalogue import (
                    Catalogue,  # a single article is read without one
                )

                self.catalogue = Catalogue(file, named)
            return self.catalogue

    def close(self) -> None:
        """Let go of what was opened, and open nothing any more."""
        with self._opening:
            self.is_closed = True
            if self.catalogue is not None:
                self.catalogue.close()


@dataclass(frozen=True, slots=True)
class Library:
    """The articles under one root, by their paths, in natural order.

    Paths are relative to ``root``, with ``/`` on every system. What is on disk is looked at
    anew at each call. An article of a file that holds several has the file's path and its
    own name in it, as ``corpus.jsonl/12``. ``catalogue_file`` is where what is known of the
    articles is kept; None where that would not pay. Whoever opens a library closes it, or
    uses it in a ``with`` statement.
    """

    root: Path
    name: str
    catalogue_file: Path | None
    _listing: Listing = field(repr=False, compare=False)
    _input: bytes | None = None
    _frozen: Frozen | None = None
    _asked: Asked = field(default_factory=lambda: Asked(Path()), repr=False, compare=False)
    _several: "Spooled | None" = field(default=None, repr=False, compare=False)
    _opened: _Opened = field(default_factory=_Opened, repr=False, compare=False)

    @classmethod
    def open(
        cls, paths: Sequence[Path], stdin: bytes | None = None, *, encoding: str = ""
    ) -> "Library":
        """The library of these files and folders; ``stdin`` is the text of a path ``-``.

        All text is read with the ``encoding``, or file by file with the one the reader asked
        for with ``read_as``, else the one that the bytes tell.

        Folders are searched for the endings of ``LOADERS``; a file that is named itself
        is taken whatever its ending.

        Raises:
            LibraryError: one does not exist, or there is no article in any.
        """
        named = [Path(os.path.abspath(path)) for path in paths if str(path) != STANDARD_INPUT]  # noqa: PTH100  (resolve() would follow the user's links)
        for path in named:
            if not os.path.lexists(path):
                raise LibraryError(f"There is no file or folder {path}: check its name.")
        several = _several_in(stdin)
        root = root_of(named or [several.file] if several else named)
        asked = Asked(state_folder() / "encodings.json", encoding)
        listing = Listing([*named, several.file] if several else named, root, asked.of)
        if stdin is None and listing.is_empty:
            raise LibraryError(nothing_in(named))
        frozen = Frozen(cache_folder() / "texts")
        # What is known of the articles is what they say in the encodings of their own.
        kept = None if stdin is not None or encoding else _catalogue_file(named)
        one = None if several else stdin
        return cls(root, name_of(named, root), kept, listing, one, frozen, asked, several)

    @classmethod
    def sample(cls) -> "Library":
        """The sample library that comes with the program."""
        return cls.open([_SAMPLE])

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalogue and of what came by standard input.

        A thread that still asks the catalogue is refused.
        """
        self._opened.close()
        if self._several is not None:
            self._several.remove()

    @property
    def is_sample(self) -> bool:
        """Whether these are the articles that come with the program."""
        return self.root == _SAMPLE

    def home(self, store: Path) -> str:
        """The library as annotations in this store name it; see ``library_name``."""
        return library_name(self.root, store)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all articles in their order, as they were when it was first asked.

        It takes a walk through all folders: where no one may wait, ask the catalogue. Once that
        is filled, they are those that it knows.
        """
        if self._opened.is_filled:
            return self.catalogue.paths()
        first = () if self._input is None else (STANDARD_INPUT,)
        return (*first, *self._listing.paths)

    def remember_text(self, path: str, sha256: str) -> None:
        """Know the text of an article that was read, before all have been looked through."""
        self._opened.texts[sha256] = path

    def seen_with(self, sha256: str) -> str | None:
        """The path of an article with this text, of those that were looked at so far."""
        if self._opened.is_filled:
            return next(iter(self.catalogue.of_text(sha256)), None)
        return self._opened.texts.get(sha256)

    @property
    def is_filled(self) -> bool:
        """Whether every article was looked at since the library was opened."""
        return self._opened.is_filled

    @property
    def count(self) -> int:
        """How many articles there are; as far as is known, while the catalogue is being filled."""
        if self._opened.catalogue is not None:
            return self.catalogue.counts()[0]
        return len(self.paths)

    @property
    def catalogue(self) -> "Catalogue":
        """What is known of the articles; ``fill`` brings it up to date.

        Raises:
            CatalogueError: the library was closed before it was asked for.
        """
        return self._opened.catalogue_in(self.catalogue_file, self._listing.named)

    def fill(self, stop: Callable[[], bool] = lambda: False) -> "Generator[Filled, None, None]":
        """Bring the catalogue up to what is on the disk, telling how far it is.

        It may be gone on with after ``stop`` said so. A damaged catalogue is made anew, and one
        that cannot be written is done without.

        Raises:
            LibraryError: a folder of the library cannot be read.
        """
        from reader.library.catalogue import fill

        ways_out = [lambda _: self.catalogue.start_over(), self.catalogue.do_without]
        while True:
            try:
                yield from fill(self.catalogue, self, stop, time.time())
            except CatalogueError as error:
                if self._opened.is_closed or not ways_out:
                    raise
                ways_out.pop(0)(error)
            else:
                self._opened.is_filled |= not stop()
                return

    def file(self, path: str) -> Path | None:
        """The file behind a path of the library; None for standard input.

        Raises:
            LibraryError: the library has no such path.
        """
        return self._where(path)[0]

    def _where(self, path: str) -> tuple[Path | None, str | None]:
        """The file of an article, and its name in the file if that holds several."""
        if path == STANDARD_INPUT and self._input is not None:
            return None, None
        if self._opened.catalogue is not None:
            record = self.catalogue.record(path)
            if record is not None:
                return self.root / record.file, record.member
        if not self._opened.is_filled:
            file = self._listing.file_at(path)
            if file is not None:
                return file, None
            if path in self._listing.files:
                return self._listing.files[path], self._listing.members.get(path)
        raise LibraryError(f"There is no article {path} in {self.name}: see postil list.")

    def load(self, path: str, *, fresh: bool = False) -> Article:
        """The article, read from disk now.

        Its text, if it had to be extracted, is the one that was extracted first, or is
        extracted anew if it shall be ``fresh``.

        Raises:
            LibraryError: the library has no such path.
            LoadError: the file cannot be read as an article.
        """
        file, member = self._where(path)
        article = self._load(path, file, member, fresh=fresh)
        if fresh:
            self.catalogue.forget(path)
        return article

    def _load(
        self, path: str, file: Path | None, member: str | None, *, fresh: bool = False
    ) -> Article:
        if file is None or (path == STANDARD_INPUT and self._input is not None):
            return load_text(self._input or b"", path, encoding=self._asked.always)
        if path.endswith("/"):
            # The walk came upon a folder that it was not let into.
            raise LoadError(file, folder_refusal(file))
        if member is None:
            encoding = self._asked.of(file)
            return load(file, path, self._frozen, fresh=fresh, encoding=encoding)
        bundle = self._listing.bundles.bundle(file)
        return load_part(bundle, member, file, path, self._frozen, fresh=fresh)

    def read_as(self, path: str, encoding: str) -> Article:
        """The article read with this encoding, as it will be from now on; empty: as its bytes tell.

        The others that stand in its file are read so too.

        Raises:
            LibraryError: the library has no such path, or it came by standard input.
            LoadError: it cannot be read so; then nothing is remembered.
        """
        file, member = self._where(path)
        if file is None:
            raise LibraryError("Standard input is read with another encoding by --encoding NAME.")
        article = read_with(encoding, file, member, path, self._frozen)
        self._asked.remember(file, encoding)
        self.catalogue.forget(path)
        if member is not None:
            self.catalogue.forget_file(path.removesuffix(f"/{member}"))
        return article

    def scan(self) -> Iterator[Entry]:
        """One entry for each path, in order; what the catalogue knows is not read again."""
        if self.catalogue_file is None:
            yield from (self.entry(path) for path in self.paths)
            return
        for _ in self.fill():
            pass
        yield from self.catalogue.entries()

    def entry(self, path: str) -> Entry:
        """What a list shows of one article, also of one that cannot be read."""
        return self.read(path, *self._where(path))[0]

    def read(self, path: str, file: Path | None, member: str | None) -> tuple[Entry, Text]:
        """An article's entry and its text, which is empty where it cannot be read."""
        name = PurePosixPath(path).name
        try:
            article = self._load(path, file, member)
        except LoadError as error:
            what = "folder" if path.endswith("/") else "entry" if member else "file"
            problem = f"This {what} {error.reason}."
            return Entry(path, article_id(path), name, problem=problem), ""
        words = word_count(article)
        entry = Entry(
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
        return entry, article.lazy_text

    # What the catalogue asks when it is filled

    def seen(self) -> Iterator[tuple[str, Stamp]]:
        """Every file that may hold articles, with its stamp."""
        if self._input is not None:
            yield STANDARD_INPUT, (0, len(self._input), 0)
        yield from self._listing.seen()

    def may_hold_several(self, path: str) -> bool:
        """Whether ``members`` has to be asked about the file."""
        return self._listing.may_hold_several(path)

    def members(self, path: str) -> tuple[str, ...] | None:
        """The articles in a file that may hold several; None if it is no article at all."""
        return self._listing.members_in(path)

    def is_slow(self, path: str) -> bool:
        """Whether loading the article may take a while: if so, load it where no one waits.

        Raises:
            LibraryError: the library has no such path.
        """
        file, member = self._where(path)
        return file is not None and member is None and is_slow(file, self._frozen)

    def stamp(self, path: str) -> tuple[int, int, int] | None:
        """Tells whether the file was replaced or written to: another stamp, another file.

        None where the file is gone (or never was one). Take it before loading, compare
        it later.
        """
        try:
            file = self.file(path)
            status = file.stat() if file else None
        except (OSError, LibraryError):
            return None
        return (status.st_ino, status.st_size, status.st_mtime_ns) if status else None

    def find(self, word: str) -> str:
        """The path of the article that a user means by the word.

        It is a path of the library, an id, a file's path from the working folder, or the
        beginning of just one path or title.

        Raises:
            LibraryError: it fits none, or several.
        """
        if self.has(word):
            return word
        by_id = {article_id(path): path for path in self.paths}
        if word.lower() in by_id:
            return by_id[word.lower()]
        by_file = {str(file): path for path, file in self._listing.files.items()}
        if found := by_file.get(os.path.abspath(word)):  # noqa: PTH100  (as in open)
            return found
        return self._by_beginning(word)

    def _by_beginning(self, word: str) -> str:
        start = word.casefold().strip()
        fitting = [
            entry.path
            for entry in (self.scan() if start else ())
            if any(name.casefold().startswith(start) for name in (entry.path, entry.title))
        ]
        if not fitting:
            raise LibraryError(f"No article in {self.name} is called {word!r}: see postil list.")
        if len(fitting) > 1:
            shown = ", ".join(fitting[:3]) + (" and others" if len(fitting) > 3 else "")
            raise LibraryError(f"{word!r} fits {len(fitting)} articles ({shown}): say more of it.")
        return fitting[0]

    def find_text(self, sha256: str) -> str | None:
        """The path of the first article with this text; all are looked through for it."""
        if self._opened.catalogue is None:
            for _ in self.fill():
                pass
        return next(iter(self.catalogue.of_text(sha256)), None)

    def has(self, path: str) -> bool:
        """Whether there is an article at this path."""
        try:
            self._where(path)
        except LibraryError:
            return False
        return True

    def place(self, path: str) -> tuple[int, int] | None:
        """How many articles stand before this one, and how many there are; None if it is none."""
        if self._opened.catalogue is not None:
            return self.catalogue.place(path)
        return (self.paths.index(path), len(self.paths)) if path in self.paths else None

    def beside(self, path: str, step: int) -> str | None:
        """The path of the next article, or the previous one if ``step`` is negative."""
        if self._opened.catalogue is not None:
            return self.catalogue.beside(path, step)
        there = self.paths.index(path) + step if path in self.paths else -1
        return self.paths[there] if 0 <= there < len(self.paths) else None


def _several_in(stdin: bytes | None) -> "Spooled | None":
    """What came by standard input, as a file, if it holds several articles."""
    if stdin is None:
        return None
    from reader.loading.standard_input import spooled  # hardly ever comes anything

    return spooled(stdin)


def catalogues_folder() -> Path:
    """Where the catalogues of all libraries are kept."""
    return cache_folder() / "libraries"


def _catalogue_file(named: Sequence[Path]) -> Path | None:
    """Where the catalogue of these is kept; None where there is no folder worth it."""
    if _SAMPLE in named or not any(path.is_dir() for path in named):
        return None
    # The same folders in another order are the same library.
    names = b"\0".join(sorted(os.fsencode(path) for path in named))
    return catalogues_folder() / f"{sha256(names).hexdigest()[:16]}.sqlite"
