"""Whether a fit is good enough to put the mark there.

The figures were set on edited articles and on revisions from version histories; what they
share is a floor: a mark on the wrong sentence is worse than none.
"""

from collections.abc import Sequence

from annotations.anchoring.align import Fit
from annotations.anchoring.passage import Passage, numbers

AGREES = 0.6
"""From this share on, a side's neighbours are the old ones."""

_RESEMBLES = 0.4
_TIE = 0.03
_TELLING_LENGTH = 24
"""So many characters are hardly ever the same by chance."""

_ANYWHERE = 4
"""Shorter words may stand anywhere."""

_LEAST_KEPT = 0.4
_MOSTLY_KEPT = 0.7
_FEW_WORDS = 3
_MANY_WORDS = 6


def is_same_place(passage: Passage, fit: Fit) -> bool:
    """Whether the very words at a hit still have enough of their old neighbours."""
    if len(passage.exact) < _ANYWHERE:
        return fit.worse >= AGREES
    if fit.worse >= _RESEMBLES:
        return True
    return fit.better >= AGREES and len(passage.exact) >= _TELLING_LENGTH // 2


def is_told_by_its_words(passage: Passage) -> bool:
    """Whether the words alone, without their neighbours, tell the passage."""
    return len(passage.exact) >= _TELLING_LENGTH


def is_altered_form(text: str, passage: Passage, fit: Fit) -> bool:
    """Whether the words at a fit are the old ones, edited in place."""
    count = passage.last - passage.first
    if count <= _FEW_WORDS:
        return fit.kept >= 0.5 and fit.worse >= AGREES
    if fit.worse >= AGREES:
        return fit.kept >= _LEAST_KEPT
    same_figures = numbers(text[fit.start : fit.end]) == numbers(passage.exact)
    return (
        same_figures and fit.kept >= _MOSTLY_KEPT and count >= _MANY_WORDS and fit.better >= AGREES
    )


def is_tie(fits: Sequence[Fit]) -> bool:
    """Whether the two best of these places cannot be told apart."""
    best, *others = sorted(fits, key=lambda fit: -fit.score)
    return any(best.score - other.score < _TIE for other in others)
