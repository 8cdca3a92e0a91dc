"""What a reader says to what is offered: suggestions, and passages that may say the same."""

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.making import CLAIM, DISMISSED, FORGOTTEN, SUGGESTED
from annotations.model import NOT_SAME_CLAIM, Annotation, Change, Relation, Source
from annotations.text import Text
from annotations.writing import Writing

if TYPE_CHECKING:
    from annotations.claims.model import Suggestion


class Offers(Writing):
    """The verbs that take what is offered, or remember that it was not wanted."""

    def accept_suggestion(self, text: Text, suggestion: "Suggestion", source: Source) -> Change:
        """Mark the suggestion as a claim, unchecked; ``extra`` says that it was suggested."""
        with self._store.writing() as batch:
            fresh = self._fresh(batch, text, suggestion.start, suggestion.end, source, CLAIM)
            claim = replace(fresh, extra={SUGGESTED: True})
            return self._put(batch, "accept suggestion", (), (claim,))

    def dismiss(
        self, text: Text, start: int, end: int, source: Source, claim: str | None = None
    ) -> Change:
        """Remember that this span is no suggestion that was wanted.

        With the id of a ``claim``: that the span does not say what the claim says. It is a
        record of the hidden kind ``dismissed``; where there is one already, nothing changes.

        Raises:
            UnknownAnnotationError: there is no such claim.
        """
        links = () if claim is None else (Relation(NOT_SAME_CLAIM, claim),)
        verb = "dismiss suggestion" if claim is None else "reject match"
        with self._store.writing() as batch:
            if claim is not None:
                batch.live(claim)
            fresh = self._fresh(batch, text, start, end, source, DISMISSED)
            record = replace(fresh, relations=links)
            there = self.of(record.source, is_hidden=True)
            is_new = not any(_is_same(each, record) for each in there)
            return self._put(batch, verb, (), (record,) if is_new else ())

    def forget_suggestions(self) -> Change:
        """Learn no more from what was accepted and dismissed so far; what was, stays so."""
        accepted, dismissed = self.learned()
        ids = [each.id for each in (*accepted, *dismissed)]
        return self._edit("forget suggestions", ids, _forgotten)


def _forgotten(annotation: Annotation) -> Annotation:
    return replace(annotation, extra={**annotation.extra, FORGOTTEN: True})


def _is_same(one: Annotation, other: Annotation) -> bool:
    return (
        one.source.text_sha256 == other.source.text_sha256
        and one.position == other.position
        and one.relations == other.relations
    )
