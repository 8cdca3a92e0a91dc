"""What the rarer verbs of the Notebook give: an import, a merge, a look at the store.

They are beside the model because a start of the reader needs none of them.
"""

from dataclasses import dataclass

from annotations.model import Annotation, Change


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do.

    ``added`` are the new annotations, ``unplaced`` those of them that stand in no article
    at hand, ``several`` those that stand in several places, with the path of each place, ``doubled``
    those that were here already, each with the id it has here, and
    ``refused`` are ids of annotations that had been removed where they came from.
    """

    change: Change
    added: tuple[Annotation, ...]
    doubled: tuple[tuple[Annotation, str], ...] = ()
    unplaced: tuple[Annotation, ...] = ()
    refused: tuple[str, ...] = ()
    several: tuple[tuple[Annotation, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """An annotation that was changed in two places that did not know of each other.

    ``standing`` is the later version, which is the one that counts; ``rivals`` are the others
    that say something else, the latest first.
    """

    id: str
    standing: Annotation
    rivals: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an annotation as its history has it.

    ``at`` is in UTC, to the second. ``annotation`` is None in a version that this program
    cannot show, and in one that removed the record altogether. Versions that no other took
    the place of are ``standing``: one, or more while there is a conflict.
    """

    at: str
    run: str
    standing: bool
    annotation: Annotation | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the store: of what kind, about which file or record, in a sentence."""

    kind: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What came from another copy of the store: annotations that are new, and changed ones."""

    new: int
    changed: int
    conflicts: int
    unread: tuple[str, ...] = ()
    """What could not be read there, and did not come: a sentence for each file."""
