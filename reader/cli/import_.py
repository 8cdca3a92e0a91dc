"""``postil import``: annotations that were made elsewhere."""

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from annotations import Annotation, ImportResult, Notebook
from annotations.exchange import Refusal
from reader.cli.libraries import creator_of, library_of, store_of
from reader.cli.output import write_json, write_text
from reader.marks.import_files import LibraryTexts, files_at, places_of, read_file
from reader.settings import manifests_folder

_SHOWN = 60


def run(arguments: argparse.Namespace) -> int:
    """Take in what the files hold, as one step, and say what came of it.

    A file that is not what it claims is refused before anything is written.
    """
    named = [path for each in arguments.files for path in files_at(each)]
    creator = creator_of(arguments)
    with library_of(arguments) or nullcontext() as library:
        # All are read before the store is opened: one that is no such file changes nothing.
        files = [read_file(path, arguments.format, library) for path in named]
        with Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook:
            result = notebook.add(
                [annotation for file in files for annotation in file.reading.annotations],
                {} if library is None else LibraryTexts(library),
                brought=[text for file in files for text in file.reading.texts],
                is_rehearsal=arguments.dry_run,
            )
    refused = [(file.path, each) for file in files for each in file.reading.refused]
    if arguments.json:
        write_json(_rows(result, refused))
    else:
        write_text("".join(_report(result, refused, arguments.dry_run)))
    return 0


_Refused = list[tuple[Path, Refusal]]


def _rows(result: ImportResult, refused: _Refused) -> Iterator[dict[str, object]]:
    """What came of each: ``new``, ``several``, ``unplaced``, ``double`` or ``refused``."""
    unplaced = {each.id for each in result.unplaced}
    several = {each.id: list(places) for each, places in result.several}
    for each in result.added:
        outcome = "unplaced" if each.id in unplaced else "new"
        row = {"outcome": outcome, "id": each.id, **_described(each)}
        if each.id in several:
            row |= {"outcome": "several", "places": several[each.id]}
        yield row
    for each, id in result.doubled:
        yield {"outcome": "double", "id": id, **_described(each)}
    for path, refusal in refused:
        yield {
            "outcome": "refused",
            "file": str(path),
            "where": refusal.where,
            "reason": refusal.reason,
        }
    for id in result.refused:
        yield {"outcome": "refused", "id": id, "reason": "it had been removed where it came from"}


def _described(annotation: Annotation) -> dict[str, object]:
    position = annotation.position
    return {
        "path": annotation.source.path,
        "start": position.start,
        "end": position.end,
        "quote": annotation.quote.exact,
    }


def _report(result: ImportResult, refused: _Refused, is_rehearsal: bool) -> Iterator[str]:
    would = "Would add" if is_rehearsal else "Added"
    count = len(refused) + len(result.refused)
    parts = [f"{would} {len(result.added)}"]
    parts += [f"{len(result.doubled)} here already"] if result.doubled else []
    parts += [f"{count} refused"] if count else []
    yield ", ".join(parts) + ".\n"
    for path, refusal in refused:
        yield f"  {path.name}, {refusal.where}: {refusal.reason}\n"
    for id in result.refused:
        yield f"  {id}: it had been removed where it came from.\n"
    if result.unplaced:
        yield f"{len(result.unplaced)} of them stand in no article at hand:\n"
        yield from (f"  “{_shortened(each.quote.exact)}”\n" for each in result.unplaced)
    if result.several:
        yield f"{len(result.several)} of them stand in several places; choose in the review:\n"
        for each, places in result.several:
            yield f"  “{_shortened(each.quote.exact)}”: {places_of(places)}\n"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
