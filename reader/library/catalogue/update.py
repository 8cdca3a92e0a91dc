"""Bringing a catalogue up to what is on the disk: reading what is new or has changed, no more."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from reader.articles.entry import Entry
from reader.articles.long_text import Text
from reader.errors import CatalogueError
from reader.library.catalogue.catalogue import Catalogue, Found
from reader.library.catalogue.records import Record
from reader.loading.folders import Stamp, natural_key

_BATCH = 512
"""Articles that are kept together; what was read and not kept is read again."""

_AT_FIRST, _AT_ONCE = 500, 2_000
"""Files that come into the catalogue together: into an empty one, and later."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written to again has another time of change."""

_BREATH = 0.25
"""Seconds after which what was read is kept, and told, however little it is."""


class Shelves(Protocol):
    """The disk, as a library sees it: files under ``root``."""

    @property
    def root(self) -> Path:
        """The folder that paths are relative to."""
        ...

    def seen(self) -> Iterator[tuple[str, Stamp]]:
        """Every file that may hold articles, with its stamp, in any order."""
        ...

    def members(self, path: str) -> tuple[str, ...] | None:
        """The articles in a file that may hold several; None if it is no article at all."""
        ...

    def may_hold_several(self, path: str) -> bool:
        """Whether ``members`` has to be asked."""
        ...

    def read(self, path: str, file: Path | None, member: str | None) -> tuple[Entry, Text]:
        """An article's entry and text; the text is empty where there is a problem."""
        ...


@dataclass(frozen=True, slots=True)
class Filled:
    """How far the catalogue is: ``read`` of ``count`` articles; ``is_news`` if something is new."""

    read: int
    count: int
    is_news: bool = True


Stop = Callable[[], bool]


def fill(
    catalogue: Catalogue, shelves: Shelves, stop: Stop, now: float
) -> Generator[Filled, None, None]:
    """Take stock and read what is new, telling now and then how far it is.

    ``stop`` is asked between two files; whoever goes on later begins where this ended.

    Raises:
        CatalogueError: the catalogue cannot be used any more.
        LibraryError: the folder cannot be read any more.
    """
    is_news = False
    for _ in take_stock(catalogue, shelves, stop, now):
        is_news = True
        yield progress(catalogue)
    for _ in read_on(catalogue, shelves, stop):
        is_news = True
        yield progress(catalogue)
    if not is_news:
        yield progress(catalogue, is_news=False)


def take_stock(catalogue: Catalogue, shelves: Shelves, stop: Stop, now: float) -> Iterator[None]:
    """Have in the catalogue what is on the disk, unread; pauses after each lot that was new."""
    known, new = catalogue.stamps(), dict[str, Stamp]()
    # At first they were there before; the time of the file says more than that of our look.
    added = now if catalogue.is_stocked else None
    is_bare = not known
    for path, stamp in shelves.seen():
        if stop():
            return
        if known.pop(path, None) != (stamp := _settled(stamp)):
            new[path] = stamp
        if is_bare and len(new) == _AT_FIRST:
            # Something to look at: to walk through all folders may take a while.
            yield from _add(catalogue, shelves, stop, new, added)
            new, is_bare = {}, False
    renamed = _renamed(catalogue, known, new)
    catalogue.rename(renamed)
    for path in renamed.values():
        del new[path]
    yield from _add(catalogue, shelves, stop, new, added)
    if stop():
        return
    gone = known.keys() - renamed.keys()
    catalogue.remove(gone)
    catalogue.is_stocked = True
    if renamed or gone:
        yield


def _add(
    catalogue: Catalogue, shelves: Shelves, stop: Stop, new: dict[str, Stamp], added: float | None
) -> Iterator[None]:
    """Have these files in the catalogue, in lots and in their order."""
    paths = iter(sorted(new, key=natural_key))
    while not stop():
        lot = [_found(path, new[path], shelves) for path in islice(paths, _AT_ONCE)]
        if not lot:
            return
        catalogue.add((each, added or abs(each.stamp[2]) / 1e9) for each in lot)
        yield


def _settled(stamp: Stamp) -> Stamp:
    """The stamp; of a file that was written a moment ago one that it will not have for long."""
    inode, size, changed = stamp
    return stamp if time.time_ns() - changed > _SETTLED else (inode, size, -1)


def _found(path: str, stamp: Stamp, shelves: Shelves) -> Found:
    members = shelves.members(path) if shelves.may_hold_several(path) else ()
    return Found(path, stamp, members)


def _renamed(catalogue: Catalogue, gone: dict[str, Stamp], new: dict[str, Stamp]) -> dict[str, str]:
    """The paths, old to new, of files that are the same under another name."""
    by_stamp = {stamp: path for path, stamp in gone.items()} if new else {}
    pairs = {by_stamp[stamp]: path for path, stamp in new.items() if stamp in by_stamp}
    return {old: path for old, path in pairs.items() if catalogue.record(old) is not None}


def read_on(catalogue: Catalogue, shelves: Shelves, stop: Stop) -> Iterator[None]:
    """Read the articles that were not read yet; pauses when some of them were kept.

    While another window reads them, this waits, and goes on if that one does not.
    """
    is_ours = False
    try:
        while not stop() and (waiting := catalogue.unread(_BATCH)):
            is_ours = catalogue.claim(time.time())
            if is_ours:
                catalogue.put(_read(waiting, shelves, stop))
            else:
                time.sleep(_BREATH)
            yield
    finally:
        if is_ours:
            # Of a library that was closed meanwhile the claim runs out by itself.
            with suppress(CatalogueError):
                catalogue.release()


def _read(waiting: list[Record], shelves: Shelves, stop: Stop) -> list[tuple[Entry, Text]]:
    """As many of these as can be read in a breath."""
    read: list[tuple[Entry, Text]] = []
    end = time.monotonic() + _BREATH
    for record in waiting:
        path = record.entry.path
        read.append(shelves.read(path, shelves.root / record.file, record.member))
        if stop() or time.monotonic() > end:
            break
    return read


def progress(catalogue: Catalogue, *, is_news: bool = True) -> Filled:
    """How far the catalogue is."""
    count, unread = catalogue.counts()
    return Filled(count - unread, count, is_news)
