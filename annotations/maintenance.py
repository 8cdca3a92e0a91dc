"""Looking after a store: what is wrong with it, its history, merging it with a copy."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import InvalidAnnotationError, StoreError, UnknownAnnotationError
from annotations.history import fingerprint
from annotations.model import Annotation, Json
from annotations.record import from_record

if TYPE_CHECKING:
    from annotations.results import Conflict, Finding, Merged, Version
    from annotations.store import Store

# What is imported in the methods here is for few commands, and loads little else.


class Maintenance:
    """Looks after a store rather than its annotations; a Notebook hands it out."""

    def __init__(self, store: "Store", annotations: Callable[[], list[Annotation]]) -> None:
        """``annotations`` gives those that are to be counted in a merge."""
        self._store = store
        self._annotations = annotations

    def conflicts(self) -> "list[Conflict]":
        """The annotations that were changed in two places at once, until they are settled."""
        found = []
        for id, documents in self._store.disputed().items():
            versions = [version for each in documents if (version := _made(each))]
            # Two that are removed say the same, whatever they said before.
            said = {
                fingerprint(version) if not version.deleted else None: version
                for version in reversed(versions)
            }
            standing, *rivals = reversed(said.values())
            if rivals:
                from annotations.results import Conflict

                found.append(Conflict(id, standing, tuple(rivals)))
        return found

    def check(self) -> "list[Finding]":
        """Everything that is wrong with the store, conflicts among it; looks at every file."""
        from annotations.results import Finding
        from annotations.store.inspection import examine

        self._store.refresh()
        self._store.live()
        found = list(examine(self._store.storage, self._store.texts, self._store.manifest))
        for conflict in self.conflicts():
            found.append(Finding("conflict", conflict.id, _told(conflict)))
        for id, reason in self._store.annotations.unreadable.items():
            found.append(Finding("not shown", id, f"{id} cannot be shown ({reason})."))
        return found

    def repair(self) -> list[str]:
        """Mend what can be mended; gives what was done, each in a sentence.

        Raises:
            StoreError: it could not be written; nothing is lost then.
        """
        from annotations.store.inspection import repair

        self._store.refresh()
        try:
            return repair(self._store.storage, self._store.manifest)
        except OSError as error:
            folder = self._store.folder
            reason = error.strerror or str(error)
            raise StoreError(folder, f"{folder} cannot be repaired ({reason}).") from error

    def history(self, id: str) -> "list[Version]":
        """Every version of the annotation that there is, oldest first.

        Raises:
            UnknownAnnotationError: there never was one with this id.
        """
        from annotations.results import Version
        from annotations.store.inspection import history

        found = history(self._store.disk, self._store.folder, id)
        if not found:
            raise UnknownAnnotationError(id)
        return [
            Version(_said(at, made), run, is_standing, made)
            for at, run, is_standing, document in found
            for made in [_made(document)]
        ]

    def merge(self, other: Path) -> "Merged":
        """Take over all that the store in the folder ``other`` has and this one has not.

        Nothing changes in ``other``. Two stores merged in either direction, any number of
        times, come to hold the same.

        Raises:
            StoreError: there is no store, or this one cannot be written.
        """
        from annotations.results import Merged
        from annotations.store.merge import merge

        self._store.refresh()
        before = {annotation.id: annotation for annotation in self._annotations()}
        conflicts = len(self.conflicts())
        failed = merge(self._store.storage, self._store.texts, other)
        self._store.refresh()
        after = {annotation.id: annotation for annotation in self._annotations()}
        changed = [id for id in before if after.get(id) != before[id]]
        return Merged(
            len(after.keys() - before.keys()),
            len(changed),
            len(self.conflicts()) - conflicts,
            tuple(
                f"{path} cannot be read ({reason}): what it holds did not come."
                for path, reason in failed.items()
            ),
        )


def _made(document: dict[str, Json] | None) -> Annotation | None:
    try:
        return None if document is None else from_record(document)
    except InvalidAnnotationError:
        return None


def _said(at: int, made: Annotation | None) -> str:
    """When a version was made by its own clock; versions are ordered by ``at``, which is no clock's."""
    return _time(at) if made is None else made.modified


def _time(microseconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(microseconds // 1_000_000))


def _told(conflict: "Conflict") -> str:
    words = " ".join(conflict.standing.quote.exact.split())
    return (
        f"{conflict.id} (“{words[:40]}”) was changed in two places at once; the later change "
        "counts, and 'postil check --history' shows the other."
    )
