"""What a changed text asks of the reader: which marks to look at again, and what was done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotations.anchoring.worddiff import WordChange, word_diff
from annotations.errors import InvalidAnnotationError
from annotations.model import ANCHOR_STATUSES, Anchor, Annotation

ASKS = ("changed", "ambiguous", "orphaned")
"""The statuses that a reader should look at."""

ACCEPTED = "exact"
"""The status of an accepted anchor: the words there are the very ones the reader accepted."""

Anchored = tuple[Annotation, Anchor]


def needs_review(annotation: Annotation, anchor: Anchor) -> bool:
    """Whether the reader has yet to say what is to become of the mark in this text."""
    return anchor.status in ASKS and not _is_reviewed(annotation, anchor)


def _is_reviewed(annotation: Annotation, anchor: Anchor) -> bool:
    kept = annotation.anchor
    if kept is None:
        return False
    if kept.status == anchor.status == "orphaned":
        return True
    return kept.text_sha256 is not None and kept.text_sha256 == anchor.text_sha256


def to_review(anchored: Iterable[Anchored]) -> list[Anchored]:
    """Those of them that need review, in their order."""
    return [pair for pair in anchored if needs_review(*pair)]


def tally(anchored: Iterable[Anchored]) -> Mapping[str, int]:
    """How many marks have each status, the untroubled ones first; none is left out as 0."""
    counts = Counter(anchor.status for _, anchor in anchored)
    return {status: counts[status] for status in ANCHOR_STATUSES if counts[status]}


def then_and_now(annotation: Annotation, anchor: Anchor, text: str) -> list[WordChange]:
    """The words that were marked beside those that stand there now; none for an orphan."""
    now = "" if anchor.start is None else text[anchor.start : anchor.end]
    return word_diff(annotation.quote.exact, now)


def accepted(anchor: Anchor) -> Anchor:
    """The anchor as it is kept when the reader accepts it.

    Raises:
        InvalidAnnotationError: it says no place, or not in which text.
    """
    if anchor.start is None or anchor.end is None:
        raise InvalidAnnotationError("anchor", "the passage was not found, so mark its place first")
    if anchor.text_sha256 is None:
        raise InvalidAnnotationError("anchor", "it does not say which text it is in")
    return replace(anchor, status=ACCEPTED)
