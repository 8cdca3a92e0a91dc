"""``postil import``: annotations that were made elsewhere."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotations import Annotation, ImportResult, Notebook
from annotations.errors import FormatError
from annotations.export import READABLE, Reading, Refusal, format_named, read_any
from reader.cli.libraries import library_of, settings_of, store_of
from reader.cli.output import write_json, write_text
from reader.errors import LoadError, ReaderError
from reader.library import Library

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    reading: Reading


def run(arguments: argparse.Namespace) -> int:
    """Take in what the files hold, as one step, and say what came of it.

    A file that is not what it claims is refused before anything is written.
    """
    files = [_read(path, arguments.format) for path in _files(arguments.files)]
    library = library_of(arguments)
    creator = settings_of(arguments).creator
    with Notebook.open(store_of(arguments, library), creator=creator) as notebook:
        result = notebook.add(
            [annotation for file in files for annotation in file.reading.annotations],
            {} if library is None else _Texts(library),
            brought=[text for file in files for text in file.reading.texts],
            is_rehearsal=arguments.dry_run,
        )
    refused = [(file.path, each) for file in files for each in file.reading.refused]
    if arguments.json:
        write_json(_rows(result, refused))
    else:
        write_text("".join(_report(result, refused, arguments.dry_run)))
    return 0


def _files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.glob("*.ann")) or sorted(path.glob("*.json"))
        if not found:
            raise ReaderError(f"{path} is a folder without .ann or .json files to import.")
        yield from found


def _read(path: Path, format: str | None) -> _File:
    text = _text_of(path)
    companions = {each.companion for each in READABLE.values() if each.companion}
    beside = (path.with_suffix(ending) for ending in sorted(companions))
    companion = next((_text_of(each) for each in beside if each != path and each.is_file()), "")
    try:
        if format is not None:
            return _File(path, format_named(format).reading(text, companion))
        return _File(path, read_any(text, path.name, companion)[1])
    except FormatError as error:
        raise ReaderError(f"{path} was not imported. {error}") from error


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReaderError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReaderError(f"{path} was not imported: line {line} is not UTF-8.") from None


class _Texts(Mapping[str, str]):
    """The texts of a library by their paths, each read when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[str, str | None] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._read:
            self._read[path] = self._load(path)
        text = self._read[path]
        if text is None:
            raise KeyError(path)
        return text

    def _load(self, path: str) -> str | None:
        if path not in self._library.paths:
            return None
        try:
            return self._library.load(path).text
        except LoadError:
            return None

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._library.paths if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_Refused = list[tuple[Path, Refusal]]


def _rows(result: ImportResult, refused: _Refused) -> Iterator[dict[str, object]]:
    """What came of each annotation: ``new``, ``unplaced``, ``double`` or ``refused``."""
    unplaced = {each.id for each in result.unplaced}
    for each in result.added:
        outcome = "unplaced" if each.id in unplaced else "new"
        yield {"outcome": outcome, "id": each.id, **_described(each)}
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


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
