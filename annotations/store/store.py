"""The store: annotations, the history of changes and the texts, in one folder."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from annotations.errors import InvalidAnnotationError, StoreError, UnknownAnnotationError
from annotations.history import NEWEST, Step
from annotations.model import Annotation, Json
from annotations.record import from_record, to_record
from annotations.store.storage import AtomicStorage
from annotations.store.texts import Texts

FILE = "annotations.json"
TEXTS = "texts"


class _NamedTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and supports any

    def exchange(self, put: Mapping[str, Mapping[str, Json]], drop: Collection[str] = ()) -> None:
        """Put documents in their old places or at the end, and drop others.

        TinyDB's own ``update`` changes documents in place: a write that fails then could
        not be taken back.
        """

        def updater(table: dict[Any, Any]) -> None:
            for id in drop:
                table.pop(id, None)
            table.update(put)

        self._update_table(updater)


class _Database(TinyDB):
    def __init__(self, storage: AtomicStorage) -> None:
        super().__init__(storage=lambda: storage)
        self.annotations = _NamedTable(storage, "annotations")
        self.changes = _NamedTable(storage, "changes")


class Batch:
    """What one change writes: fresh values to read, new ones to put."""

    def __init__(
        self, annotations: Mapping[str, Annotation], steps: Sequence[Step], texts: Texts
    ) -> None:
        self.steps = steps
        self.put_annotations: dict[str, Annotation] = {}
        self.put_steps: dict[str, Step] = {}
        self.dropped_steps: set[str] = set()
        self._annotations = annotations
        self._texts = texts

    @property
    def annotations(self) -> Mapping[str, Annotation]:
        """Every version on the disk as the batch began, tombstones among them."""
        return self._annotations

    def live(self, id: str) -> Annotation:
        """The annotation with this id.

        Raises:
            UnknownAnnotationError: there is none, or it was removed.
        """
        annotation = self._annotations.get(id)
        if annotation is None or annotation.deleted:
            raise UnknownAnnotationError(id)
        return annotation

    def put(self, annotations: Sequence[Annotation], step: Step) -> None:
        """Write these versions, and the step as the history's newest or in its old place."""
        self.put_annotations.update({annotation.id: annotation for annotation in annotations})
        self.put_steps[step.id] = step

    def drop(self, steps: Sequence[Step]) -> None:
        """Forget these steps."""
        self.dropped_steps.update(step.id for step in steps)

    def keep_text(self, text: str, sha256: str) -> None:
        """Have the text an annotation is made on in the store before the annotation."""
        self._texts.keep(text, sha256)


class Store:
    """Annotations and steps in memory as they are on the disk.

    Raises, wherever it reads or writes:
        StoreError: with a sentence that says what to do; nothing was changed then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.annotations: dict[str, Annotation] = {}
        self.steps: list[Step] = []
        self._records: Mapping[str, Mapping[str, Json]] = {}
        self._documents: Mapping[str, Mapping[str, Json]] = {}
        self._file = folder / FILE
        self._texts = Texts(folder / TEXTS)
        self._storage = AtomicStorage(self._file)
        self._database = _Database(self._storage)

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """The store in the folder, which is made if it is missing."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = f"The store cannot be opened: {folder} cannot be made ({error.strerror})."
            raise StoreError(folder, reason) from error
        store = cls(folder)
        store.refresh()
        return store

    def close(self) -> None:
        """Let go of everything; nothing is left to write."""
        self._database.close()

    def text(self, sha256: str) -> str | None:
        """The text with this hash, if an annotation was made on it."""
        return self._texts.get(sha256)

    def refresh(self) -> bool:
        """Take up what other processes wrote; True if there was something."""
        if not self._storage.refresh():
            return False
        self._take_up()
        return True

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """One change, from a fresh look at the disk to the write, with no other in between.

        What was put is in memory once the block has ended without an error.
        """
        with self._storage.transaction():
            self._take_up()
            batch = Batch(self.annotations, tuple(self.steps), self._texts)
            yield batch
            if batch.put_annotations or batch.put_steps:
                self._write(batch)
        self._take_up()

    def _write(self, batch: Batch) -> None:
        self._database.annotations.exchange(
            {id: to_record(annotation) for id, annotation in batch.put_annotations.items()}
        )
        put = {id: step.document for id, step in batch.put_steps.items()}
        kept = [id for id in self._documents if id not in batch.dropped_steps and id not in put]
        too_many = kept[: max(0, len(kept) + len(put) - NEWEST)]
        self._database.changes.exchange(put, {*batch.dropped_steps, *too_many})

    def _take_up(self) -> None:
        """Bring the values up to the documents; only those that changed are decoded."""
        tables = self._storage.read()
        records, documents = tables.get("annotations", {}), tables.get("changes", {})
        if records is self._records and documents is self._documents:
            return
        try:
            annotations = {
                id: self.annotations[id] if self._records.get(id) is record else from_record(record)
                for id, record in records.items()
            }
        except InvalidAnnotationError as error:
            raise StoreError(
                self._file, f"{self._file} was left untouched: it holds a damaged record ({error})."
            ) from error
        self.annotations = annotations
        self.steps = [Step(id, document) for id, document in documents.items()]
        self._records, self._documents = records, documents
