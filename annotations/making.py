"""What an annotation may be made of: the checks and the tidying that the verbs share."""

from collections.abc import Iterable
from dataclasses import replace

from annotations.errors import InvalidAnnotationError
from annotations.model import KINDS, UNCHECKED, Annotation, Relation

_CLAIM = "claim"


def check_kind(kind: str) -> None:
    """Refuse a kind that is not in the table.

    Raises:
        InvalidAnnotationError: it is none of ``KINDS``.
    """
    if kind not in KINDS:
        raise InvalidAnnotationError("kind", f"{kind!r} is not one of {', '.join(KINDS)}")


def verdict_of(kind: str, verdict: str | None) -> str | None:
    """The verdict that one of this kind has: a claim begins unchecked, others have none.

    Raises:
        InvalidAnnotationError: a verdict on something that is no claim.
    """
    if kind == _CLAIM:
        return verdict or UNCHECKED
    if verdict is not None:
        raise InvalidAnnotationError("verdict", f"only a claim has one, and this is a {kind}")
    return None


def tidy(evidence: Iterable[str]) -> tuple[str, ...]:
    """The evidence without blanks and repetitions, in its order."""
    return tuple(dict.fromkeys(each.strip() for each in evidence if each.strip()))


def with_relation(annotation: Annotation, link: Relation) -> Annotation:
    """The annotation with the link, which it may have already."""
    if link in annotation.relations:
        return annotation
    return replace(annotation, relations=(*annotation.relations, link))
