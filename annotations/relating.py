"""What a reader says of two claims: that they are the same, that one supports the other, or not."""

from collections.abc import Iterable
from dataclasses import replace

from annotations.errors import InvalidAnnotationError
from annotations.making import CLAIM, with_relation
from annotations.model import CONFIRMING, Annotation, Change, Relation, Source
from annotations.offers import Offers
from annotations.text import Text


class Relating(Offers):
    """The verbs that join claims of different articles, and part them."""

    def confirm(
        self, claim: str, type: str, text: Text, start: int, end: int, source: Source
    ) -> Change:
        """Mark the span, in another article, as a claim that says ``type`` of this claim.

        ``type`` is one of ``CONFIRMING``. The new claim is unchecked and has the relation.
        """
        link = Relation(_checked(type), claim)
        with self._store.writing() as batch:
            batch.live(claim)
            fresh = self._fresh(batch, text, start, end, source, CLAIM)
            return self._put(batch, type, (), (replace(fresh, relations=(link,)),))

    def link(self, claim: str, type: str, other: str) -> Change:
        """Say that the ``other`` claim says ``type`` of this one, whatever was said before."""
        link = Relation(_checked(type), claim)
        if claim == other:
            raise InvalidAnnotationError("relation", "an annotation cannot be linked to itself")
        with self._store.writing() as batch:
            first, second = _parted(batch.live(claim), {other}), _parted(batch.live(other), {claim})
            made = {claim: first, other: with_relation(second, link)}
            return self._edit_in(batch, type, made, lambda each: made[each.id])

    def part(self, claim: str, others: Iterable[str]) -> Change:
        """Take back what was said of this claim and each of the others, either way."""
        with self._store.writing() as batch:
            ids = set(others) - {claim}
            made = {claim: _parted(batch.live(claim), ids)}
            made |= {other: _parted(batch.live(other), {claim}) for other in ids}
            return self._edit_in(batch, "part", made, lambda each: made[each.id])


def _checked(type: str) -> str:
    if type not in CONFIRMING:
        raise InvalidAnnotationError("relation", f"{type!r} is not one of {', '.join(CONFIRMING)}")
    return type


def _parted(annotation: Annotation, others: set[str]) -> Annotation:
    """The annotation without the confirming relations to these."""
    kept = tuple(
        each
        for each in annotation.relations
        if each.type not in CONFIRMING or each.to not in others
    )
    return replace(annotation, relations=kept)
