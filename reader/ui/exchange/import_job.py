"""The work of an import beside the screen: rehearsed first, then carried out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations import Annotation, ImportResult, Notebook
from annotations.exchange.common.foreign import NOWHERE
from reader.library.library import Library
from reader.marks.import_files import Brought, LibraryTexts, files_at, places_of, read_file
from reader.ui.exchange.export_job import Pulse


@dataclass(frozen=True, slots=True)
class Incoming:
    """One annotation of the file, and where it will stand."""

    annotation: Annotation
    where: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What files hold, and what would come of it; ``rows`` has the new ones before the doubles."""

    path: Path
    brought: tuple[Brought, ...]
    texts: LibraryTexts
    result: ImportResult
    rows: tuple[Incoming, ...]

    @property
    def format(self) -> str:
        """The name of the format that they were read as."""
        return self.brought[0].format

    @property
    def refused(self) -> list[tuple[str, str]]:
        """What cannot be taken: where it stands in its file, and why."""
        entries = [
            (
                f"{file.path.name}, {each.where}" if len(self.brought) > 1 else each.where,
                each.reason,
            )
            for file in self.brought
            for each in file.reading.refused
        ]
        gone = "it had been removed where it came from."
        return [*entries, *((id, gone) for id in self.result.refused)]


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes annotations into a store, in a thread of its own, with a notebook of its own.

    A ``pulse`` stops it (nothing has been written then), and has it tell how far it is.
    """

    notebook: Notebook
    library: Library

    def rehearse(self, path: Path, format: str | None, pulse: Pulse) -> Rehearsed:
        """What would come in from this file, or the files of this folder.

        Raises:
            ReaderError: it cannot be read, or is nothing that can be imported.
            AnnotationsError: the store cannot be read.
            StoppedError: the reader wants no more of it.
        """
        brought = tuple(read_file(each, format, self.library) for each in files_at(path))
        texts = LibraryTexts(self.library, lambda count: pulse.beat(f"{count:,} articles read"))
        incoming = [made for file in brought for made in file.reading.annotations]
        result = self._add(_counted(incoming, pulse), brought, texts, is_rehearsal=True)
        several = {each.id: f"{places_of(places)}: choose" for each, places in result.several}
        rows = [
            Incoming(each, several.get(each.id) or _where(each, texts)) for each in result.added
        ]
        rows += [Incoming(each, "here already") for each, _ in result.doubled]
        return Rehearsed(path, brought, texts, result, tuple(rows))

    def carry_out(self, rehearsed: Rehearsed, pulse: Pulse) -> ImportResult:
        """Take in what was rehearsed, as one step.

        Raises:
            AnnotationsError: it could not be saved.
            StoppedError: the reader wants no more of it.
        """
        added = _counted(rehearsed.result.added, pulse)
        return self._add(added, rehearsed.brought, rehearsed.texts, is_rehearsal=False)

    def _add(
        self,
        annotations: Iterable[Annotation],
        brought: Iterable[Brought],
        texts: LibraryTexts,
        *,
        is_rehearsal: bool,
    ) -> ImportResult:
        along = [text for file in brought for text in file.reading.texts]
        with self.notebook.another() as notebook:
            return notebook.add(annotations, texts, brought=along, is_rehearsal=is_rehearsal)


def _counted(annotations: Sequence[Annotation], pulse: Pulse) -> Iterator[Annotation]:
    for count, annotation in enumerate(annotations):
        pulse.beat(f"{count:,} of {len(annotations):,}")
        yield annotation


def _where(annotation: Annotation, texts: LibraryTexts) -> str:
    path = annotation.source.path
    if annotation.anchor == NOWHERE or path is None:
        return "no place found"
    if not texts.has(path):
        return f"{path}, not in this library"
    text = texts.read(path)
    return f"{path} {100 * annotation.position.start // len(text)} %" if text else path
