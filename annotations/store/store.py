"""The store: annotations, the history of changes and the texts, in one folder."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import StoreError, UnknownAnnotationError
from annotations.history import NEWEST, Step
from annotations.homes import OWN, Home, Homes
from annotations.ids import tick_of
from annotations.model import Annotation, Json, Source
from annotations.record import to_record
from annotations.store.disk import Disk
from annotations.store.index import Index
from annotations.store.line import document_of
from annotations.store.manifest import Loss, Manifest
from annotations.store.on_article import OnArticle
from annotations.store.steps import step_in
from annotations.store.storage import Key, LogStorage
from annotations.store.table import LogDatabase, LogTable
from annotations.store.texts import FOLDER as TEXTS
from annotations.store.texts import Texts
from annotations.store.versions import ANNOTATIONS, Versions
from annotations.tags import Spelling
from postil_files import narrow

if TYPE_CHECKING:
    from annotations.store.glimpse import Glimpse

CHANGES = "changes"
HOMES = "homes"
OWN_FOLDER = ".postil"
"""What the folder of a store is called that lies in a library."""
OLD_FILE = "annotations.json"
_LARGE = 2 << 20
"""Bytes from which on a store need not be read before the first page: some 2,000 annotations."""

_AT_ONCE = 500
"""Annotations indexed in one step, in two milliseconds or three."""

_STEPS_AT_ONCE = 50

_LOOKS = 3
"""Articles for which all lines are looked through; to ask for more an index is made, in twice the time."""

_ARTICLES = 4
"""Articles of which the marks' places are kept up to date: the one that is read, and a few beside."""


class Batch:
    """What one change writes: fresh values to read, new ones to put."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._annotations: dict[str, Annotation] = {}
        self.put_steps: dict[str, Step | None] = {}
        self._settled: set[str] = set()

    @property
    def annotations(self) -> Mapping[str, Annotation]:
        """Every version on the disk as the batch began, tombstones among them."""
        return self._store.annotations

    @property
    def steps(self) -> Sequence[Step]:
        """The steps as the batch began, the newest last."""
        return self._store.steps

    @property
    def undone(self) -> Sequence[Step]:
        """Those of the steps that are undone."""
        return self._store.undone

    @property
    def spelling(self) -> Spelling:
        """How the tags in use are spelled."""
        return self._store.index.spelling()

    def live(self, id: str) -> Annotation:
        """The annotation with this id.

        Raises:
            UnknownAnnotationError: there is none, or it was removed.
        """
        annotation = self.annotations.get(id)
        if annotation is None or annotation.deleted:
            raise UnknownAnnotationError(id)
        return annotation

    def put(self, annotations: Sequence[Annotation], step: Step) -> None:
        """Write these versions, and the step as the history's newest or in its old place."""
        self._annotations.update({annotation.id: annotation for annotation in annotations})
        self.put_steps[step.id] = step

    def drop(self, steps: Sequence[Step]) -> None:
        """Forget these steps."""
        self.put_steps.update({step.id: None for step in steps})

    def settle(self, id: str) -> None:
        """Have the version that is put take the place of its rivals, too."""
        self._settled.add(id)

    def keep_text(self, text: str, sha256: str) -> None:
        """Have the text an annotation is made on in the store before the annotation."""
        self._store.texts.keep(text, sha256)

    def write(self, annotations: LogTable, settled: LogTable, changes: LogTable) -> None:
        """Write what was put; ``settled`` is the table of annotations that leaves no rivals."""
        records = {id: to_record(annotation) for id, annotation in self._annotations.items()}
        final = {id: records.pop(id) for id in self._settled & records.keys()}
        annotations.put(records)
        settled.put(final)
        steps = {id: step.document for id, step in self.put_steps.items() if step is not None}
        changes.put(steps)
        changes.remove(doc_ids=[id for id, step in self.put_steps.items() if step is None])  # type: ignore[misc]  # ids are words here


class Store:
    """Annotations and steps in memory as they are on the disk.

    Raises, wherever it writes:
        StoreError: with a sentence that says what to do; nothing was changed then.
    """

    def __init__(self, folder: Path, disk: Disk, manifests: Path | None = None) -> None:
        self.folder = folder
        self.disk = disk
        self.own = OWN if folder.name == OWN_FOLDER else ""
        self._homes: Homes | None = None
        self.is_behind = False
        self._steps: list[Step] = []
        self._undone: list[Step] = []
        self._new_steps: set[str] = set()
        self.latest_step = ""
        """The greatest id of a step that there ever was, as far as the files have been read."""
        self._when_known: Callable[[], None] | None = None
        self._written: dict[bytes, Step | None] = {}
        self._index: Index | None = None
        self._looked_through = 0
        self._begun: tuple[Index, dict[str, None]] | None = None
        self._articles: dict[tuple[str | None, ...], OnArticle] = {}
        self._awaited: Source | None = None
        self._coming: tuple[OnArticle, list[str]] | None = None
        self.storage = LogStorage(folder, disk, self._take_up, limits={CHANGES: 2 * NEWEST})
        self.database = LogDatabase(self.storage)
        # A change of one version leaves its rivals standing until somebody settles between them.
        self._annotations_put = LogTable(self.storage, ANNOTATIONS, settle=False)
        self.annotations = Versions(self.storage)
        self.texts = Texts(folder / TEXTS, disk)
        self.manifest = Manifest(disk, folder, manifests)
        self._losses: list[Loss] | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        disk: Disk | None = None,
        *,
        lazily: bool = False,
        manifests: Path | None = None,
    ) -> "Store":
        """The store in the folder, which is made if it is missing.

        In the folder ``manifests`` it is kept what was seen in the store, so that losses are
        told. ``lazily`` a large one is read in steps (``catch_up``), or when it is first asked for.

        Raises:
            StoreError: the folder cannot be made or read.
        """
        disk = disk or Disk()
        disk.enter(folder)
        if not disk.refusal:
            narrow(folder)
        try:
            disk.have_folder(folder)
            is_old = disk.look(folder / OLD_FILE) is not None
        except (FileExistsError, NotADirectoryError) as error:
            reason = (
                f"There is a file in the way of the store {folder}: move it, or name another store."
            )
            raise StoreError(folder, reason) from error
        except OSError as error:
            reason = f"The store cannot be opened: {folder} cannot be made ({error.strerror})."
            raise StoreError(folder, reason) from error
        store = cls(folder, disk, manifests)
        if lazily and not is_old and store.storage.reading.size() > _LARGE:
            store.storage.begin()
            store.is_behind = True
        else:
            store.refresh()
        store.storage.refuse_newer()
        if is_old:
            # Few stores are so old, and those once only.
            from annotations.store.migration import migrate

            migrate(store.storage)
        return store

    def close(self) -> None:
        """Let go of everything; nothing is left to write."""
        has_written = bool(self.storage.log.lines)
        self.storage.close()
        if has_written:
            # Nobody waits for it any more; to load it at the start, one would.
            from annotations.store.compaction import compact

            compact(self.disk, self.folder, self.storage.machine.id)
        if self.is_read:
            for _ in self.storage.reading.scan():
                pass  # what was tidied up, and what other windows wrote, is listed too
            self.manifest.keep(self.storage.reading)

    def text(self, sha256: str) -> str | None:
        """The text with this hash, if an annotation was made on it."""
        return self.texts.get(sha256)

    @property
    def is_read(self) -> bool:
        """Whether all files have been read; to ask for anything else has them read."""
        return self.storage.is_read

    def when_known(self, call: Callable[[], None]) -> None:
        """Call once the history is known as it was at the beginning."""
        self._when_known = call
        if self.is_read:
            self._take_steps()

    def catch_up(self) -> bool:
        """Do some of what opening left undone, for a few milliseconds; whether there is more."""
        if self.storage.read_on() or self._place_some(_AT_ONCE) or self._index_some(_AT_ONCE):
            return True
        self._take_steps(_STEPS_AT_ONCE)
        self.is_behind = bool(self._new_steps)
        return self.is_behind

    @property
    def steps(self) -> Sequence[Step]:
        """The newest steps, the very newest last."""
        self._take_steps()
        return self._steps

    @property
    def undone(self) -> Sequence[Step]:
        """Those of the steps that are undone."""
        self._take_steps()
        return self._undone

    @property
    def index(self) -> Index:
        """What annotations are found by; made when it is first asked for."""
        while self._index is None:
            self._index_some(_AT_ONCE)
        return self._index

    def table(self, name: str) -> LogTable:
        """The table as TinyDB knows it."""
        return self.database.table(name)

    @property
    def homes(self) -> Homes:
        """Where articles have moved to, as the store knows."""
        if self._homes is None:
            self._homes = Homes()
            records = self.storage.records
            found = (document_of(line) for _, line in sorted(records.latest(HOMES)))
            homes = (Home.of_document(document) for document in found if document is not None)
            self._homes.take(home for home in homes if home is not None)
        return self._homes

    def put_homes(self, homes: Iterable[Home]) -> None:
        """Keep where articles have moved to."""
        documents = {home.id: home.document for home in homes}
        if documents:
            self.table(HOMES).put(documents)

    def _index_some(self, most: int) -> bool:
        """Index some more of the annotations; whether there was one left."""
        if self._index is not None:
            return False
        records = self.storage.records
        begun = self._begun or (
            Index(self.homes, self.own),
            dict.fromkeys(records.ids(ANNOTATIONS)),
        )
        index, left = begun
        self._begun = index, left
        for _ in range(min(most, len(left))):
            id, _ = left.popitem()
            index.change(id, None, records.line(ANNOTATIONS, id))
        if not left:
            self._index, self._begun = index, None
        return bool(left)

    @property
    def problems(self) -> list[str]:
        """What is wrong with the store, each in a sentence for the user."""
        # Read by those alone who open a store on a screen, once it is there.
        from annotations.store.problems import problems_of

        return problems_of(self.storage, self.losses, self.annotations.unreadable)

    @property
    def losses(self) -> Sequence[Loss]:
        """The files that were lost since the store was last closed here, as it was opened."""
        self.storage.have_read()
        if self._losses is None:
            self._losses = self.manifest.losses(self.storage.reading)
        return self._losses

    def on(self, source: Source) -> OnArticle:
        """Which annotations are on this article; kept up to date while it is one of the last asked for."""
        key = _key(source)
        found = self._articles.pop(key, None)
        if found is None:
            found = OnArticle(source, self._maybe_on(source), self.homes, self.own)
            if len(self._articles) >= _ARTICLES:
                del self._articles[next(iter(self._articles))]
        self._articles[key] = found
        if self._awaited is not None and _key(self._awaited) == key:
            self._awaited = self._coming = None
        return found

    def glimpse(self, source: Source, start: int, end: int) -> "Glimpse":
        """The marks on this article that touch the span, from files that need not be read yet."""
        from annotations.store.glimpse import Glimpse  # small stores are read at once

        self._awaited, self._coming = source, None
        paths = self.storage.reading.paths()
        return Glimpse(self.disk, paths, source, (start, end), self.own)

    def knows(self, source: Source) -> bool:
        """Whether ``on`` need not wait for what ``catch_up`` does, as far as it was glimpsed at."""
        return self.is_read and (self._awaited is None or _key(source) in self._articles)

    def _place_some(self, most: int) -> bool:
        """Sort out some more of the annotations for the article that was glimpsed at; whether it did."""
        if self._awaited is None:
            return False
        records = self.storage.records
        found, left = self._coming or (
            OnArticle(self._awaited, homes=self.homes, own=self.own),
            [*records.ids(ANNOTATIONS)],
        )
        self._coming = found, left
        lines = ((id, records.line(ANNOTATIONS, id)) for id in left[-most:])
        found.take((id, line) for id, line in lines if line is not None)
        del left[-most:]
        if not left:
            found.settle()
            self._articles.setdefault(_key(self._awaited), found)
            self._awaited = self._coming = None
        return True

    def _maybe_on(self, source: Source) -> Iterable[tuple[str, bytes]]:
        """The lines among which those on the article are."""
        records = self.storage.records
        if self._index is None and self._looked_through < _LOOKS:
            self._looked_through += 1
            return records.latest(ANNOTATIONS)
        lines = ((id, records.line(ANNOTATIONS, id)) for id in self.index.on(source))
        return ((id, line) for id, line in lines if line is not None)

    def made(self, ids: Iterable[str]) -> list[Annotation]:
        """The annotations with these ids that were not removed, by id."""
        return list(self._live(sorted(ids)))

    def live(self) -> list[Annotation]:
        """The annotations that were not removed, by id."""
        return list(self._live(sorted(self.storage.records.ids(ANNOTATIONS))))

    def offered(self) -> list[Annotation]:
        """The suggestions that were accepted, and all that was dismissed, by id."""
        return list(self._live(sorted(self.index.offered)))

    def newest(self) -> Annotation | None:
        """The annotation with the greatest id of those not removed, and not of a hidden kind."""
        ids = sorted(self.storage.records.ids(ANNOTATIONS), reverse=True)
        return next((each for each in self._live(ids) if not each.is_hidden), None)

    def _live(self, ids: Iterable[str]) -> Iterator[Annotation]:
        found = (self.annotations.get(id) for id in ids)
        return (annotation for annotation in found if annotation and not annotation.deleted)

    def disputed(self) -> dict[str, list[dict[str, Json] | None]]:
        """The records of annotations with more than one version that stands, the latest first."""
        records = self.storage.records
        return {
            id: [document_of(line) for line in records.lines(ANNOTATIONS, id)]
            for id in sorted(records.disputed(ANNOTATIONS))
        }

    def refresh(self) -> bool:
        """Take up what other processes wrote; True if there was something."""
        told = len(self.storage.notices)
        is_new = self.storage.refresh()
        self.texts.restore()
        if len(self.storage.notices) > told:
            self._tell_what_did_not_come_back()
        return is_new

    def _tell_what_did_not_come_back(self) -> None:
        """Say which texts are gone with files that vanished while the store was open."""
        from annotations.store.inspection import missing_texts  # a store is hardly ever taken away

        count = len(missing_texts(self.storage, self.texts))
        if count:
            texts = "1 text" if count == 1 else f"{count} texts"
            self.storage.notices.append(
                f"{texts} that earlier marks were made on did not come back; the words that were "
                "marked, and those around them, are here."
            )

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """One change, from a fresh look at the disk to the write.

        What was put is in memory once the block has ended without an error.
        """
        with self.storage.transaction():
            batch = Batch(self)
            yield batch
            batch.write(self._annotations_put, self.table(ANNOTATIONS), self.table(CHANGES))
        # They need not be decoded again.
        lines = ((self.storage.records.line(CHANGES, id), id) for id in batch.put_steps)
        self._written = {line: batch.put_steps[id] for line, id in lines if line is not None}

    def _take_up(self, changed: Mapping[Key, bytes | None]) -> None:
        is_followed = self.is_read and bool(
            self._index or self._begun or self._articles or self._coming
        )
        for (table, id), before in changed.items():
            if table == CHANGES:
                self._new_steps.add(id)
                if id > self.latest_step and tick_of(id):
                    self.latest_step = id
            elif table == HOMES and self.is_read:
                self._forget_homes()
            elif table == ANNOTATIONS and is_followed:
                self._follow(id, before)

    def _follow(self, id: str, before: bytes | None) -> None:
        line = self.storage.records.line(ANNOTATIONS, id)
        index, left = self._begun or (self._index, {})
        if index is not None and id not in left:
            index.change(id, before, line)
        for article in self._articles.values():
            article.change(id, before, line)
        self._coming = None  # some of it may be past; to begin anew is rare

    def _forget_homes(self) -> None:
        """Have everything that depends on where articles live made again when it is asked for."""
        self._homes = self._index = self._begun = self._coming = None
        self._articles.clear()

    def _take_steps(self, most: int = NEWEST) -> None:
        """Bring the history up to the records; of many steps only the newest are decoded."""
        records = self.storage.records
        ids = sorted(self._new_steps)[-NEWEST:]
        for id in ids[:most]:
            line = records.line(CHANGES, id)
            step = self._written.get(line) if line is not None else None
            if line is not None and step is None:
                step = step_in(id, line)
            _replace(self._steps, id, step)
            _replace(self._undone, id, step if step and step.undone_by is not None else None)
        self._new_steps = set(ids[most:])
        del self._steps[: max(0, len(self._steps) - NEWEST)]
        while self._undone and self._undone[0].id < self._steps[0].id:
            del self._undone[0]
        if not self._new_steps and (call := self._when_known) is not None:
            self._when_known = None
            call()


def _key(source: Source) -> tuple[str | None, ...]:
    return source.library, source.path, source.url, source.text_sha256


def _replace(steps: list[Step], id: str, step: Step | None) -> None:
    """Have the step in its place among those that are sorted by their ids."""
    at = bisect_left(steps, id, key=lambda each: each.id)
    is_there = at < len(steps) and steps[at].id == id
    steps[at : at + is_there] = [] if step is None else [step]
