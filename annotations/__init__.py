"""Annotations on texts: spans, selectors, anchoring, the store and its Notebook."""

from annotations.anchoring import differing, resolve, select
from annotations.errors import AnnotationsError
from annotations.model import (
    KINDS,
    MARK_KINDS,
    RELATION_TYPES,
    VERDICTS,
    Anchor,
    Annotation,
    Change,
    ImportResult,
    Kind,
    Position,
    Quote,
    Relation,
    Source,
)
from annotations.notebook import Notebook
from annotations.review import anchored, is_reviewed, needs_review
from annotations.sentences import sentences

__all__ = [
    "KINDS",
    "MARK_KINDS",
    "RELATION_TYPES",
    "VERDICTS",
    "Anchor",
    "Annotation",
    "AnnotationsError",
    "Change",
    "ImportResult",
    "Kind",
    "Notebook",
    "Position",
    "Quote",
    "Relation",
    "Source",
    "anchored",
    "differing",
    "is_reviewed",
    "needs_review",
    "resolve",
    "select",
    "sentences",
]
