"""What an annotation may be made of: the checks and the tidying that the verbs share."""

from collections.abc import Iterable
from dataclasses import replace

from annotations.errors import InvalidAnnotationError
from annotations.model import MARK_KINDS, NOT_SAME_CLAIM, UNCHECKED, Annotation, Json, Relation

CLAIM = "claim"
DISMISSED = "dismissed"
PROPOSAL = "proposal"
SUGGESTED = "suggested"
"""The field of a claim that was a suggestion."""

PAGE = "page"
"""The field of a mark in a text with printed pages: the label of the one that it begins on."""

DECIDED = "decided"
"""The field of what was changed by another than made it: who decided that, when, and on what."""

SAYING = frozenset("tag note judge move recolour remove".split()) | {"change kind"}
"""The verbs that change what an annotator said. Where a mark stands now is not of these."""

FORGOTTEN = "forgotten"
"""The field of what was accepted or dismissed, and is not to be learned from any more."""


def check_kind(kind: str) -> None:
    """Refuse a kind that no reader marks with.

    Raises:
        InvalidAnnotationError: it is none of ``MARK_KINDS``.
    """
    if kind not in MARK_KINDS:
        raise InvalidAnnotationError("kind", f"{kind!r} is not one of {', '.join(MARK_KINDS)}")


def verdict_of(kind: str, verdict: str | None) -> str | None:
    """The verdict that one of this kind has: a claim begins unchecked, others have none.

    Raises:
        InvalidAnnotationError: a verdict on something that is no claim.
    """
    if kind == CLAIM:
        return verdict or UNCHECKED
    if verdict is not None:
        raise InvalidAnnotationError("verdict", f"only a claim has one, and this is a {kind}")
    return None


def is_lesson(annotation: Annotation) -> bool:
    """Whether it is a suggestion accepted or dismissed that is to be learned from."""
    if annotation.extra.get(FORGOTTEN):
        return False
    if annotation.kind == CLAIM:
        return bool(annotation.extra.get(SUGGESTED))
    rejects = any(link.type == NOT_SAME_CLAIM for link in annotation.relations)
    return annotation.kind == DISMISSED and not rejects


def with_decision(annotation: Annotation, verb: str, by: str | None, at: str) -> Annotation:
    """The annotation with the decision of another annotator to change it."""
    earlier = annotation.extra.get(DECIDED)
    decision: Json = {"by": by, "at": at, "verb": verb}
    kept = [*(earlier if isinstance(earlier, list) else ()), decision]
    return replace(annotation, extra={**annotation.extra, DECIDED: kept})


def tidy(evidence: Iterable[str]) -> tuple[str, ...]:
    """The evidence without blanks and repetitions, in its order."""
    return tuple(dict.fromkeys(each.strip() for each in evidence if each.strip()))


def with_relation(annotation: Annotation, link: Relation) -> Annotation:
    """The annotation with the link, which it may have already."""
    if link in annotation.relations:
        return annotation
    return replace(annotation, relations=(*annotation.relations, link))
