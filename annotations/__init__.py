"""Annotations on texts: spans, selectors, anchoring, the store and its Notebook."""

from importlib import import_module
from typing import TYPE_CHECKING

from annotations.anchoring import differing, select
from annotations.errors import AnnotationsError
from annotations.model import (
    KINDS,
    MARK_KINDS,
    RELATION_TYPES,
    VERDICTS,
    Anchor,
    Annotation,
    Change,
    Kind,
    Position,
    Quote,
    Relation,
    Source,
)
from annotations.notebook import Notebook
from annotations.proposal import Proposal
from annotations.review import (
    anchored,
    as_made,
    is_reviewed,
    is_unplaced,
    needs_review,
    proposed,
)
from annotations.sentences import sentences

if TYPE_CHECKING:
    from annotations.anchoring import resolve
    from annotations.claims.detection.suggestions import suggest
    from annotations.claims.matches import match
    from annotations.claims.model import Match, Suggestion
    from annotations.results import ImportResult
    from annotations.store.drafts import Draft, Drafts

__all__ = [
    "KINDS",
    "MARK_KINDS",
    "RELATION_TYPES",
    "VERDICTS",
    "Anchor",
    "Annotation",
    "AnnotationsError",
    "Change",
    "Draft",
    "Drafts",
    "ImportResult",
    "Kind",
    "Match",
    "Notebook",
    "Position",
    "Proposal",
    "Quote",
    "Relation",
    "Source",
    "Suggestion",
    "anchored",
    "as_made",
    "differing",
    "is_reviewed",
    "is_unplaced",
    "match",
    "needs_review",
    "proposed",
    "resolve",
    "select",
    "sentences",
    "suggest",
]

_LATER = {
    "Draft": "annotations.store.drafts",
    "Drafts": "annotations.store.drafts",
    "ImportResult": "annotations.results",
    "resolve": "annotations.anchoring",
    "Match": "annotations.claims.model",
    "Suggestion": "annotations.claims.model",
    "match": "annotations.claims.matches",
    "suggest": "annotations.claims.detection.suggestions",
}
"""Names that are loaded when they are first asked for: no start of the reader needs them."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
