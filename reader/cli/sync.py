"""``postil sync``: keeping a store in step with the user's other machines."""

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from annotations import Notebook
from annotations.errors import SyncError
from annotations.sync import GitEngine, begin_with_git, synchronize
from reader.cli.libraries import library_of, store_of
from reader.cli.output import write_error, write_notice, write_progress, write_text
from reader.library.library import Library
from reader.marks.synced_stores import SyncedStores
from reader.settings import state_folder


def run(arguments: argparse.Namespace) -> int:
    """Sync, or set it up first."""
    with library_of(arguments) or nullcontext() as library:
        store = store_of(arguments, library)
        if arguments.only_reads:
            raise SyncError(
                f"{store} came with its folder and is only read: 'postil init' on the folder "
                "says that it is to be used."
            )
        if arguments.init is None and arguments.articles:
            raise SyncError("--articles stands beside --init: say it once, when it is set up.")
        if arguments.init is None:
            return sync(SyncedStores(state_folder()).engine(store), store, _write)
        return _begin(arguments, store, library)


def _begin(arguments: argparse.Namespace, store: Path, library: Library | None) -> int:
    articles = None
    if arguments.articles:
        if library is None or store.parent.resolve() != library.root.resolve():
            raise SyncError(
                "--articles needs annotations that lie with their library: 'postil init DIR' "
                "makes them so, and '--library DIR' says which is meant."
            )
        articles = library.root
    engine = begin_with_git(store, arguments.init or None, articles)
    SyncedStores(state_folder()).keep(store, has_articles=bool(articles))
    write_notice(f"{store} is synced from here on.")
    return sync(engine, store, _write)


def _write(sentence: str) -> None:
    write_text(f"{sentence}\n")


def sync(engine: GitEngine, store: Path, tell: Callable[[str], None]) -> int:
    """Sync, say how far it is, and ``tell`` what it came to; return the exit status.

    Raises:
        SyncError: it could not be done.
    """
    try:
        with engine.held():
            synced = synchronize(engine, write_progress)
    finally:
        write_progress("")
    for remark in synced.remarks:
        write_error(remark)
    tell(synced.sentence)
    if synced.received:
        _tell_conflicts(store)
    return 0


def _tell_conflicts(store: Path) -> None:
    with Notebook.open(store, only_reads=True) as notebook:
        count = len(notebook.maintenance.conflicts())
    if count:
        marks = "1 mark was" if count == 1 else f"{count} marks were"
        write_notice(f"{marks} changed in two places at once: U in the reader settles it.")
