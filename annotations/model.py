"""The values that everything else speaks of: an annotation, its parts, and a change.

All are frozen; a changed copy is made with ``dataclasses.replace``. Positions are
half-open spans of Unicode code points into one canonical text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from annotations.errors import InvalidAnnotationError

CONTEXT = 128
"""Characters of the text kept on each side of a quote."""

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


class Kind(NamedTuple):
    """What a mark says about its passage; ``motivation`` is its word in the W3C model.

    One that ``is_hidden`` is a record of the reader's decision, not a mark: questions leave it
    out unless a query names the kind.
    """

    name: str
    label: str
    motivation: str
    is_hidden: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("highlight", "Highlight", "highlighting"),
        Kind("claim", "Claim", "assessing"),
        Kind("question", "Question", "questioning"),
        Kind("dismissed", "Dismissed", "moderating", is_hidden=True),
        Kind("proposal", "Proposal", "moderating", is_hidden=True),
    )
}

MARK_KINDS = tuple(kind.name for kind in KINDS.values() if not kind.is_hidden)
"""The kinds that a reader marks with, in their order."""

UNCHECKED = "unchecked"
VERDICTS = (UNCHECKED, "supported", "disputed", "refuted", "mixed", "unverifiable")
NOT_SAME_CLAIM = "not-same-claim"
RELATION_TYPES = ("same-claim", "supports", "contradicts", "replies", "cites", NOT_SAME_CLAIM)
CONFIRMING = ("same-claim", "supports", "contradicts")
"""The types of the relations by which a reader says how two claims stand to each other."""

ANCHOR_STATUSES = ("exact", "folded", "changed", "moved", "ambiguous", "orphaned")


@dataclass(frozen=True, slots=True)
class Source:
    """The article an annotation was made on.

    ``path`` is relative to the library with ``/`` between its parts, ``date`` is
    ``YYYY-MM-DD``, and ``text_sha256`` is the hash of the canonical text in UTF-8.
    ``library`` is the library's folder; in a store that lies in the library it is ``.``, with
    the way to a folder in it behind. None if it is not known.
    """

    path: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    text_sha256: str | None = None
    library: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words marked, with up to ``CONTEXT`` characters of the text on each side."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A half-open span of code points in the text of ``Source.text_sha256``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidAnnotationError(
                "position", f"{self.start}:{self.end} is not a span of at least one character"
            )


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands in a text now.

    ``status`` is one of ``ANCHOR_STATUSES``; ``score`` runs from 0 to 1; ``start``
    and ``end`` are None where the passage was not found.
    """

    status: str
    score: float
    start: int | None
    end: int | None
    text_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one annotation to another: ``type`` is one of ``RELATION_TYPES``."""

    type: str
    to: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on a passage of an article, with what the reader said of it.

    ``id`` is ``urn:uuid:…`` (version 7, so that ids sort by time); ``tags`` are paths
    such as ``money/donation``; ``created``, ``modified`` and ``deleted`` are UTC times
    that end in ``Z``; ``rev`` counts the versions from 1; ``verdict`` is None unless
    the kind is a claim; ``extra`` holds the fields that this version does not know.

    Raises:
        InvalidAnnotationError: a verdict or a relation that is not in the table.
    """

    id: str
    kind: str
    source: Source
    quote: Quote
    position: Position
    created: str
    modified: str
    tags: tuple[str, ...] = ()
    note: str = ""
    verdict: str | None = None
    evidence: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    colour: str | None = None
    creator: str | None = None
    anchor: Anchor | None = None
    rev: int = 1
    deleted: str | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        """Whether it is a record of a decision rather than a mark, as its kind says."""
        kind = KINDS.get(self.kind)
        return kind is not None and kind.is_hidden

    def __post_init__(self) -> None:
        if self.verdict is not None and self.verdict not in VERDICTS:
            raise InvalidAnnotationError(
                "verdict", f"{self.verdict!r} is not one of {', '.join(VERDICTS)}"
            )
        for relation in self.relations:
            if relation.type not in RELATION_TYPES:
                raise InvalidAnnotationError(
                    "relation", f"{relation.type!r} is not one of {', '.join(RELATION_TYPES)}"
                )


@dataclass(frozen=True, slots=True)
class Change:
    """One step that can be undone: the versions before it and the versions after it.

    ``after`` has one version for each annotation touched; ``before`` has the version it
    replaced, under the same id, or nothing for one that the step created. A removal's
    ``after`` is a tombstone (``deleted`` set). ``verb`` says in a word or two what was
    done ("mark", "tag", "remove"), for notices and the history.
    """

    id: str
    verb: str
    at: str
    before: tuple[Annotation, ...]
    after: tuple[Annotation, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the annotations that the step touched, in its order."""
        return tuple(annotation.id for annotation in self.after)
