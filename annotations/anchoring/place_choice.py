"""Which fit is the place of the passage now, if any, and how sure that is.

The places that fit, and that there is none, are weighed against each other by a
multinomial logit (McFadden, 1974): each place has the sum of its signs times their
weights, none has 0, and the highest is chosen. The weights were set on edited texts and on
revisions from version histories (``benchmarks/anchoring``); they say above all that a mark
on the wrong words is worse than none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log2

from annotations.anchoring.aligner import Fit
from annotations.anchoring.passage import Passage

_AGREES = 0.6
"""From this share on, a side's neighbours are the old ones."""

_MANY_WORDS = 12
_FEW_WORDS = 3
_TELLING_WORDS = 6
_INFORMATIVE = 12.0
_LITTLE_KEPT = 0.3
_STAND_STILL = 0.9
"""Where both sides have so much left, what is there are the old neighbours and nothing else."""

_NEAR = 400
"""Characters from the old place at which that says half as much."""

_MANY_HITS = 32

_SETTLED = 0.8
_CLEARLY = 0.25
_UNALTERED = 3.0
_ONLY_HIT = 1.5
_ALTERED = 0.5
_ALTERED_ON_ONE_SIDE = 3.0
"""A place that weighs less is doubtful; what was altered is shown to the reader anyhow."""

_LOST = 0.3
"""A side with less of its neighbours left has lost them: near-identical passages have so too."""

_APART_UNALTERED = 3.0
_APART_ALTERED = 1.5
"""And one that weighs so little more than another that would do."""

_TWIN_KEPT = 0.3
"""An altered form has at least so much of the words left, or it is something else."""

_SAME_CONTEXT = 0.08
"""Surroundings of which the shares left differ by less are the same."""

_EQUAL_CONTEXT = 0.02

AS_GOOD_AS_THERE = 60
"""So many characters from the old place, words among all their neighbours have not moved."""

_FAR_APART = 8.0
"""And so many times nearer to it than another place they must be."""

_ECHO = 0.66
"""So much of the words stands again right beside them: which of both was there is not told."""

_FITS_IN = 0.7
"""As many words as there were, between neighbours that agree so well, are the passage's."""

_HALF_KEPT, _MORE_KEPT, _MOSTLY_KEPT, _NEARLY_KEPT = 0.4, 0.6, 0.8, 0.9
_HARDLY_KEPT, _NEARLY_NEW = 0.1, 0.6
_FAR = 3000
"""Characters from the old place at which an altered form may well be another passage."""

_LITTLE_CONTEXT = 0.4
_MUCH_NEW = 0.45
"""Altered words are doubtful where so little is left of them, or of what was around them."""

_HOPELESS = -2.5
_RECOGNISED = 0.55
"""So much of the words is enough to know a sentence by that nothing else resembles."""

_WORTH_PROPOSING = 0.3
"""A reader is shown the likeliest place of a lost passage if so much of its words is there."""

_LONG_FIGURE = 3
_ROW_WORDS = 3
"""So many words tell a line from all others."""

_WEIGHTS = (
    ("some place", -4.64),
    ("kept", 0.53),
    ("worse side", 0.67),
    ("better side", 1.86),
    ("kept, of rare words", 2.85),
    ("new", -3.94),
    ("the very words", -1.76),
    ("kept, of many words", 3.24),
    ("many words", -2.27),
    ("other figures", -4.45),
    ("other figures, other neighbours", -1.51),
    ("other figures, same neighbours", 1.16),
    ("only hit, many words", 1.04),
    ("little kept", -3.76),
    ("as many words between the same neighbours", 2.39),
    ("as many words between the same neighbours, few", 0.27),
    ("look-alike", 0.99),
    ("kept unlike any other, of many words", 2.98),
    ("look-alike, same neighbours", 1.32),
    ("neighbours elsewhere, no look-alike, of many words", -0.73),
    ("only hit, no look-alike, many words", 0.98),
    ("neighbours twice, the very words", -5.85),
    ("neighbours twice, words altered", -5.53),
    ("near", 2.86),
    ("near, other neighbours", -3.22),
    ("one of many hits", -2.25),
    ("worse side, squared", 1.38),
    ("better side, squared", 4.37),
    ("worse side, of many words", -1.23),
    ("better side, of many words", -1.45),
    ("altered block, kept", 1.63),
    ("altered block, gone from its place", 1.62),
    ("altered block, kept, of many words", -1.02),
    ("only block, gone from its place", 4.67),
    ("only block, of many words", 0.31),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen; ``sureness`` runs from 0 to 1."""

    fit: Fit
    sureness: float
    is_doubtful: bool
    is_moved: bool


def choose(
    passage: Passage,
    fits: Sequence[Fit],
    rarity: float,
    *,
    hits: int,
    hint: int | None,
    sure: int | None = None,
) -> Choice | None:
    """The place among ``fits``, the preferred of equals first; None where none will do.

    ``rarity`` is the summed weight of the quote's words, ``hits`` how often they stand in
    the text just so; ``hint`` where they stood, if that is known; ``sure`` the only place where
    they stand among their nearest neighbours, which only an altered copy can have taken from it.
    """
    background = _Background(fits, hits)

    def weighed(fit: Fit, near: float) -> float:
        return _weighed(_signs(fit, passage.count, rarity, background, near))

    places = [
        fit
        for fit in fits
        if fit.kept > 0 and not fit.is_another and not background.is_neighbour(fit)
    ]
    if not places:
        return None
    certain = next((fit for fit in places if fit.is_whole and fit.start == sure), None)
    best = certain or max(places, key=lambda fit: weighed(fit, _nearness(fit, hint)))
    twins = _Twins.among(places, best)
    if twins is not None:
        best = twins.choice(hint)
    elif not best.is_whole:
        there = _altered_in_place(best, places, hint)
        if there is not None and weighed(there, 1.0) > 0:
            best = there
    near = _nearness(best, hint)
    weight = weighed(best, near)
    if twins is not None or certain is not None:
        weight = max(weight, _UNALTERED)
    is_row = (
        hits == 1
        and best.is_whole
        and _tells_itself(passage, best)
        and background.neighbours(best) < _STAND_STILL
    )
    if is_row:
        weight = max(weight, _UNALTERED)
    if weight <= 0 and not (weight > _HOPELESS and _is_recognised(best, passage.count, background)):
        return None
    # One that would do as well if it stood as near leaves it open which is meant.
    rival = max((weighed(fit, near) for fit in places if not fit.overlaps(best)), default=0.0)
    least = _ALTERED if best.worse >= _LOST else _ALTERED_ON_ONE_SIDE
    apart = _APART_ALTERED
    if best.is_whole:
        least = _ONLY_HIT if hits == 1 and passage.count >= _TELLING_WORDS else _UNALTERED
        apart = _APART_UNALTERED
    is_told_apart = best.worse >= _AGREES and _is_told_apart(best, places, hint)
    is_rivalled = rival > 0 and weight - rival < apart and not is_row and not is_told_apart
    return Choice(
        best,
        1 / (1 + exp(-weight)),
        is_doubtful=weight < least
        or is_rivalled
        or (twins is not None and not twins.is_clear(hint))
        or _has_one_nearer(best, places, hint)
        or _is_questionable(passage, best, background, hint, is_row=is_row),
        is_moved=best.is_whole and best.better < _AGREES,
    )


def _close(best: Fit, places: Sequence[Fit]) -> list[Fit]:
    """The other places that might be meant and have about as much of the old surroundings."""
    return [
        fit
        for fit in places
        if fit.kept >= _TWIN_KEPT
        and fit.context > best.context - _SAME_CONTEXT
        and not fit.overlaps(best)
    ]


def _is_told_apart(best: Fit, places: Sequence[Fit], hint: int | None) -> bool:
    """Whether no other place that might be meant has as much of the old surroundings.

    Where some have, an altered form may still be told by the offset that the passage had.
    """
    close = _close(best, places)
    if not close:
        return True
    is_one_of_many = best.is_whole and any(fit.is_whole for fit in close)
    return not is_one_of_many and _is_in_place(best, close, hint)


def _altered_in_place(best: Fit, places: Sequence[Fit], hint: int | None) -> Fit | None:
    """One that stands where the passage stood, with all the surroundings that the best has."""
    return next(
        (
            fit
            for fit in _close(best, places)
            if fit.context > best.context - _EQUAL_CONTEXT and _is_in_place(fit, [best], hint)
        ),
        None,
    )


def _is_in_place(fit: Fit, others: Sequence[Fit], hint: int | None) -> bool:
    """Whether it stands where the passage stood, and all others far from there."""
    if hint is None:
        return False
    apart = min(abs(other.start - fit.start) for other in others)
    return abs(fit.start - hint) <= min(AS_GOOD_AS_THERE, apart / _FAR_APART)


def _has_one_nearer(best: Fit, places: Sequence[Fit], hint: int | None) -> bool:
    """Whether one with as much of the old surroundings stands nearer to the old place."""
    if hint is None or best.context < _LITTLE_CONTEXT:
        return False
    away = abs(best.start - hint)
    return any(abs(fit.start - hint) < away for fit in _close(best, places))


def _is_questionable(
    passage: Passage, best: Fit, background: "_Background", hint: int | None, *, is_row: bool
) -> bool:
    """Whether the place itself leaves it open if it is the passage, whatever else there is."""
    away = 0 if hint is None else abs(best.start - hint)
    elsewhere = background.neighbours(best)
    if best.is_whole:
        is_told = is_row and _has_telling_figure(passage)
        is_little = passage.count < _TELLING_WORDS and not is_told
        is_copy = away > AS_GOOD_AS_THERE and best.worse >= _AGREES
        return (
            best.echo >= _ECHO
            or (is_copy and elsewhere >= _AGREES)
            or (is_copy and away > _FAR and background.has_half_at(best, hint))
            or (is_little and best.worse < _AGREES and elsewhere >= _LOST)
            or (is_little and best.context < _LITTLE_CONTEXT)
        )
    if elsewhere >= (_AGREES if best.worse < _STAND_STILL else _STAND_STILL):
        return True
    if best.kept < _HARDLY_KEPT and best.new > _NEARLY_NEW:
        return True
    if away > _FAR and best.kept < _MOSTLY_KEPT:
        return True
    if best.count == passage.count and best.worse >= _FITS_IN:
        return False
    return (
        best.kept < _HALF_KEPT
        or (best.kept < _MORE_KEPT and best.worse < _STAND_STILL)
        or (best.kept < _NEARLY_KEPT and (best.worse < _LOST or best.context < _LITTLE_CONTEXT))
        or best.new >= _MUCH_NEW
    )


def likeliest(
    passage: Passage, fits: Sequence[Fit], rarity: float, *, hits: int, hint: int | None
) -> Choice | None:
    """The place most like the passage, however little it weighs; None where hardly a word is left."""
    background = _Background(fits, hits)
    weighed = [
        (_weighed(_signs(fit, passage.count, rarity, background, _nearness(fit, hint))), fit)
        for fit in fits
        if fit.kept >= _WORTH_PROPOSING and not background.is_neighbour(fit)
    ]
    if not weighed:
        return None
    weight, fit = max(weighed, key=lambda pair: pair[0])
    return Choice(fit, 1 / (1 + exp(-weight)), is_doubtful=True, is_moved=False)


def is_settled(fits: Sequence[Fit]) -> bool:
    """Whether one place is so good, and so much better, that no other can come up to it."""
    if not fits:
        return False
    best, *others = sorted(fits, key=lambda fit: -fit.score)[:2]
    if min(best.kept, best.worse) < _SETTLED:
        return False
    return not others or others[0].overlaps(best) or others[0].score < best.score - _CLEARLY


@dataclass(frozen=True, slots=True)
class _Twins:
    """The very words at one place, and an altered form of them among their neighbours at another.

    Either may be what was marked. What tells them apart is how much of the old surroundings
    each has; where that is the same, how near each is to the old place.
    """

    whole: Fit
    altered: Fit

    @classmethod
    def among(cls, places: Sequence[Fit], best: Fit) -> "_Twins | None":
        """The two, one of which is the best place; None where the other is missing."""
        if best.is_whole:
            others = [
                fit
                for fit in places
                if not fit.is_whole
                and fit.kept >= _TWIN_KEPT
                and fit.worse >= min(_AGREES, best.worse)
                and not fit.overlaps(best)
            ]
            other = max(others, key=lambda fit: (fit.context, fit.kept), default=None)
            if other is None or not (best.better >= _AGREES or other.worse >= _STAND_STILL):
                return None
            return cls(best, other)
        if best.worse < _AGREES:
            return None
        wholes = [
            fit
            for fit in places
            if fit.is_whole and fit.worse >= _AGREES and not fit.overlaps(best)
        ]
        whole = max(wholes, key=lambda fit: fit.context, default=None)
        return None if whole is None else cls(whole, best)

    @property
    def lead(self) -> float:
        """How much more of the old surroundings the altered form has."""
        return self.altered.context - self.whole.context

    def choice(self, hint: int | None) -> Fit:
        """The one that is more likely meant."""
        if abs(self.lead) < _SAME_CONTEXT and hint is not None:
            return min(self.altered, self.whole, key=lambda fit: abs(fit.start - hint))
        return self.altered if self.lead > 0 else self.whole

    def is_clear(self, hint: int | None) -> bool:
        """Whether nobody need be asked which of them is meant."""
        if abs(self.lead) >= _SAME_CONTEXT:
            return True
        if hint is None:
            return False
        apart = abs(self.altered.start - self.whole.start)
        near = min(abs(fit.start - hint) for fit in (self.altered, self.whole))
        return near <= min(AS_GOOD_AS_THERE, apart / _FAR_APART)


def _tells_itself(passage: Passage, fit: Fit) -> bool:
    """Whether a line that stands once, as a line, is that line wherever it went.

    A few words are enough, or two if one is a number.
    """
    count = passage.count - passage.label
    enough = count >= _ROW_WORDS or (count > 1 and bool(passage.numbers))
    return enough and fit.is_block


def _has_telling_figure(passage: Passage) -> bool:
    """Whether a line has a figure that tells it from others: beside some words, or a long one."""
    longest = max((len(passage.words.texts[number]) for number in passage.numbers), default=0)
    return longest >= _LONG_FIGURE or (longest > 0 and passage.count >= _ROW_WORDS)


def _is_recognised(fit: Fit, count: int, background: "_Background") -> bool:
    """Whether a reader would know the passage again, although it weighs too little.

    So much is left of so many words, and nothing in the text is nearly as like it; nor do the
    old neighbours stand together elsewhere without it.
    """
    return (
        count >= _MANY_WORDS - 4
        and fit.kept >= _RECOGNISED
        and fit.new <= 1 - _RECOGNISED
        and fit.facts >= _RECOGNISED
        and background.likeness(fit) <= fit.kept / 2
        and background.neighbours(fit) < _AGREES
    )


class _Background:
    """What else the text has that looks like the passage, or like its surroundings."""

    def __init__(self, fits: Sequence[Fit], hits: int) -> None:
        self.hits = hits
        self.blocks = sum(fit.is_block and fit.is_whole for fit in fits)
        self._empty = sorted(
            (fit for fit in fits if fit.kept < _LITTLE_KEPT), key=lambda fit: -fit.worse
        )
        self._alike = sorted(fits, key=lambda fit: (-fit.kept, -fit.score))

    def neighbours(self, fit: Fit) -> float:
        """How well the old neighbours stand together elsewhere, around other words."""
        return next((other.worse for other in self._empty if not other.overlaps(fit)), 0.0)

    def has_half_at(self, best: Fit, hint: int | None) -> bool:
        """Whether the neighbours on one side stand about where they stood, around other words."""
        return hint is not None and any(
            other.better >= _STAND_STILL
            and abs(other.start - hint) <= _NEAR
            and not other.overlaps(best)
            for other in self._empty
        )

    def is_neighbour(self, fit: Fit) -> bool:
        """Whether this is one of the old neighbours, which stand where they stood."""
        return any(
            other.worse >= _STAND_STILL and other.has_beside_it(fit)
            for other in self._empty
            if not other.kept
        )

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


def _nearness(fit: Fit, hint: int | None) -> float:
    """1 where the passage stood, less the further from there; between where that is unknown."""
    return 0.5 if hint is None else _NEAR / (_NEAR + abs(fit.start - hint))


def _signs(
    fit: Fit, count: int, rarity: float, background: _Background, near: float
) -> tuple[float, ...]:
    """What speaks for or against a place, in the order of the weights."""
    kept, worse, better = fit.kept, fit.worse, fit.better
    elsewhere, alike = background.neighbours(fit), background.likeness(fit)
    many = min(count, _MANY_WORDS) / _MANY_WORDS
    whole = float(fit.is_whole)
    alone = whole * (background.hits == 1)
    repeated = whole * min(1.0, log2(max(1, background.hits)) / log2(_MANY_HITS))
    altered_block = (1 - whole) * fit.is_block
    only_block = whole * fit.is_block * (background.blocks == 1)
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
        kept * many,
        many,
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
        near,
        near * (1 - worse),
        repeated,
        worse * worse,
        better * better,
        worse * many,
        better * many,
        altered_block * kept,
        altered_block * elsewhere,
        altered_block * kept * many,
        only_block * elsewhere,
        only_block * many,
    )


def _weighed(signs: Sequence[float]) -> float:
    return sum(sign * weight for sign, (_, weight) in zip(signs, _WEIGHTS, strict=True))
