"""``postil check`` and ``merge``: looking after the store itself."""

import argparse
import time
from contextlib import nullcontext
from pathlib import Path

from annotations import Notebook
from annotations.errors import StoreError
from annotations.record import to_record
from annotations.results import Version
from reader.cli.libraries import library_of, store_of
from reader.cli.output import write_error, write_json, write_notice, write_table, write_text
from reader.errors import LibraryError, ProgressError
from reader.library.library import Library, catalogues_folder
from reader.settings import LIBRARY_STORE, manifests_folder

_SHOWN = 60


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 when something is wrong with the store."""
    with library_of(arguments) or nullcontext() as library:
        return _run(arguments, library)


def _run(arguments: argparse.Namespace, library: Library | None) -> int:
    if arguments.command == "check" and arguments.rebuild:
        return _rebuild(library)
    store = store_of(arguments, library)
    if arguments.command == "merge":
        with Notebook.open(
            store, only_reads=arguments.only_reads, manifests=manifests_folder()
        ) as notebook:
            return _merge(notebook, arguments)
    if not store.is_dir():
        raise StoreError(store, f"There is no store in {store}.")
    with Notebook.open(
        store, only_reads=arguments.only_reads, manifests=manifests_folder()
    ) as notebook:
        if arguments.history is not None:
            return _tell_history(notebook.maintenance.history(arguments.history), arguments)
        if arguments.repair:
            for sentence in notebook.maintenance.repair():
                write_error(sentence)
        return _tell_findings(notebook, arguments)


def _rebuild(library: Library | None) -> int:
    if library is None:
        raise LibraryError("No library was opened yet; --library DIR says which is meant.")
    library.catalogue.start_over()
    for _ in library.fill():
        pass
    count, _ = library.catalogue.counts()
    write_text(f"{count} article{'s' * (count != 1)} read anew.\n")
    return 0


def _merge(notebook: Notebook, arguments: argparse.Namespace) -> int:
    inside = arguments.other / LIBRARY_STORE
    other = inside if inside.is_dir() else arguments.other
    merged = notebook.maintenance.merge(other)
    write_text(f"{merged.new} new, {merged.changed} changed, {merged.conflicts} in conflict\n")
    _merge_beside(notebook.folder, other)
    for sentence in merged.unread:
        write_error(sentence)
    return 3 if merged.unread else 0


def _merge_beside(store: Path, other: Path) -> None:
    """Take over what the reader keeps beside the annotations: places, and collections."""
    from reader.library.collections import take_collections  # for this command alone
    from reader.library.progress import take_places

    try:
        places, changes = take_places(store, other), take_collections(store, other)
    except ProgressError as error:
        write_error(str(error))
        return
    if places or changes:
        write_notice(f"Taken over as well: {places} places, {changes} changes of collections.")


def _tell_findings(notebook: Notebook, arguments: argparse.Namespace) -> int:
    found = notebook.maintenance.check()
    if arguments.json:
        write_json(
            {"kind": each.kind, "about": each.about, "sentence": each.sentence} for each in found
        )
    elif found:
        write_table([(each.kind, each.sentence) for each in found])
    else:
        write_text("Nothing is wrong with the store.\n")
    if not arguments.json:
        _tell_size()
    return 1 if found else 0


def _tell_size() -> None:
    """Throw away what is known of libraries long unused, and say how much the others take."""
    from reader.library.catalogue.old_catalogues import (  # with SQLite, which merging does without
        prune,
        weigh,
    )

    folder = catalogues_folder()
    prune(folder, time.time())
    count, size = weigh(folder)
    if count:
        what = "one library takes" if count == 1 else f"{count} libraries takes"
        write_text(f"What is known of {what} {size / 1e6:,.1f} MB in {folder}.\n")


def _tell_history(versions: list[Version], arguments: argparse.Namespace) -> int:
    if arguments.json:
        write_json(
            {
                "at": each.at,
                "run": each.run,
                "standing": each.standing,
                "annotation": None if each.annotation is None else to_record(each.annotation),
            }
            for each in versions
        )
    else:
        write_table([_cells(each) for each in versions])
    return 0


def _cells(version: Version) -> tuple[str, ...]:
    annotation = version.annotation
    stands = "stands" if version.standing else ""
    if annotation is None or annotation.deleted:
        return version.at, stands, "removed", "", "", ""
    return (
        version.at,
        stands,
        annotation.kind + (f" ({annotation.verdict})" if annotation.verdict else ""),
        " ".join(f"#{tag}" for tag in annotation.tags),
        _short(annotation.quote.exact),
        _short(annotation.note),
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
