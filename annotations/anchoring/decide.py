"""Which fit is the place of the passage now, if any, and how sure that is.

The places that fit, and that there is none, are weighed against each other by a
multinomial logit (McFadden, 1974): each place has the sum of its signs times their
weights, none has 0, and the highest is chosen. The weights were set on edited texts and on
revisions from version histories (``benchmarks/anchoring``); they say above all that a mark
on the wrong words is worse than none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from annotations.anchoring.align import Fit
from annotations.anchoring.passage import Passage

_AGREES = 0.6
"""From this share on, a side's neighbours are the old ones."""

_MANY_WORDS = 12
_FEW_WORDS = 3
_TELLING_WORDS = 6
_INFORMATIVE = 12.0
_LITTLE_KEPT = 0.3

_SETTLED = 0.8
_CLEARLY = 0.25
_UNALTERED = 3.0
_ONLY_HIT = 0.5
_ALTERED = 0.25
"""A place that weighs less is doubtful; what was altered is shown to the reader anyhow."""

_APART_UNALTERED = 3.0
_APART_ALTERED = 1.5
"""And one that weighs so little more than another that would do."""

_WEIGHTS = (
    ("some place", -4.05),
    ("kept", 1.96),
    ("worse side", 3.0),
    ("better side", 4.74),
    ("kept, of rare words", 1.91),
    ("new", -3.84),
    ("the very words", -2.8),
    ("the very words, many", -1.02),
    ("kept, of many words", 2.66),
    ("many words", -4.54),
    ("neighbours elsewhere, words altered", -0.38),
    ("neighbours elsewhere, the very words", -0.17),
    ("other figures", -4.01),
    ("other figures, other neighbours", -3.07),
    ("other figures, same neighbours", 1.82),
    ("only hit, many words", 2.66),
    ("little kept", -1.72),
    ("as many words between the same neighbours", 3.28),
    ("as many words between the same neighbours, few", 2.42),
    ("look-alike", 0.27),
    ("kept unlike any other, of many words", 3.13),
    ("look-alike, same neighbours", 2.41),
    ("neighbours elsewhere, no look-alike, of many words", 3.44),
    ("only hit, no look-alike, many words", 0.52),
    ("neighbours twice, the very words", -7.07),
    ("neighbours twice, words altered", -5.25),
    ("a block of its own, as it was", 0.57),
    ("only hit, a block of its own", 1.81),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen; ``sureness`` runs from 0 to 1."""

    fit: Fit
    sureness: float
    is_doubtful: bool
    is_moved: bool


def choose(passage: Passage, fits: Sequence[Fit], rarity: float, *, hits: int) -> Choice | None:
    """The place among ``fits``, the preferred of equals first; None where none will do.

    ``rarity`` is the summed weight of the quote's words, ``hits`` how often they stand in
    the text just so.
    """
    background = _Background(fits)
    ranked = [
        (_weighed(_signs(fit, passage.count, rarity, hits, background)), fit)
        for fit in fits
        if fit.kept > 0
    ]
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] <= 0:
        return None
    weight, best = ranked[0]
    rival = next((other for other, fit in ranked[1:] if not fit.overlaps(best)), 0.0)
    least, apart = _ALTERED, _APART_ALTERED
    if best.is_whole:
        least = _ONLY_HIT if hits == 1 and passage.count >= _TELLING_WORDS else _UNALTERED
        apart = _APART_UNALTERED
    return Choice(
        best,
        1 / (1 + exp(-weight)),
        is_doubtful=weight < least or (rival > 0 and weight - rival < apart),
        is_moved=best.is_whole and best.better < _AGREES,
    )


def is_settled(fits: Sequence[Fit]) -> bool:
    """Whether one place is so good, and so much better, that no other can come up to it."""
    if not fits:
        return False
    best, *others = sorted(fits, key=lambda fit: -fit.score)[:2]
    if min(best.kept, best.worse) < _SETTLED:
        return False
    return not others or others[0].overlaps(best) or others[0].score < best.score - _CLEARLY


class _Background:
    """What else the text has that looks like the passage, or like its surroundings."""

    def __init__(self, fits: Sequence[Fit]) -> None:
        self._empty = sorted(
            (fit for fit in fits if fit.kept < _LITTLE_KEPT), key=lambda fit: -fit.worse
        )
        self._alike = sorted(fits, key=lambda fit: (-fit.kept, -fit.score))

    def neighbours(self, fit: Fit) -> float:
        """How well the old neighbours stand together elsewhere, around other words."""
        return next((other.worse for other in self._empty if not other.overlaps(fit)), 0.0)

    def likeness(self, fit: Fit) -> float:
        """How much of the words another place has that has no more of them than this."""
        own = fit.kept, fit.score
        return next(
            (
                other.kept
                for other in self._alike
                if (other.kept, other.score) <= own and not other.overlaps(fit)
            ),
            0.0,
        )


def _signs(
    fit: Fit, count: int, rarity: float, hits: int, background: _Background
) -> tuple[float, ...]:
    """What speaks for or against a place, in the order of the weights."""
    kept, worse, better = fit.kept, fit.worse, fit.better
    elsewhere, alike = background.neighbours(fit), background.likeness(fit)
    many = min(count, _MANY_WORDS) / _MANY_WORDS
    whole = float(fit.is_whole)
    alone = whole * (hits == 1)
    lost = 1 - fit.figures
    replaced = (fit.count == count) * worse * worse * (1 - kept)
    return (
        1.0,
        kept,
        worse,
        better,
        kept * min(1.0, rarity / _INFORMATIVE),
        fit.new,
        whole,
        whole * many,
        kept * many,
        many,
        elsewhere * (1 - whole),
        elsewhere * whole,
        lost,
        lost * (1 - better),
        lost * worse,
        alone * many,
        max(0.0, 1 - 2 * kept) * better,
        replaced,
        replaced * (count <= _FEW_WORDS),
        alike,
        kept * (1 - alike) * many,
        alike * worse,
        elsewhere * (1 - alike) * kept * many,
        alone * (1 - alike) * many,
        elsewhere * better * whole,
        elsewhere * better * (1 - whole),
        whole * fit.is_block,
        alone * fit.is_block,
    )


def _weighed(signs: Sequence[float]) -> float:
    return sum(sign * weight for sign, (_, weight) in zip(signs, _WEIGHTS, strict=True))
