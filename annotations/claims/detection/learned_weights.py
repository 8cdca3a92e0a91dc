"""What a reader's own decisions teach: the weights of the features, drawn away from the prior.

A logistic model whose prior is a normal distribution around the shipped weights; its most
probable weights are sought by gradient steps (as in any text on Bayesian logistic regression,
such as Bishop, "Pattern Recognition and Machine Learning", 4.5). Few decisions move little,
and what a reader never met stays as it was. The outcome depends on the sentences alone.
"""

from collections.abc import Mapping, Sequence
from math import exp

from annotations.claims.detection.features import BIAS, measure
from annotations.claims.detection.suggestions import PRIOR

TIGHTNESS = 4.0
"""How hard the prior holds a weight: one over the variance that is believed of it."""

_NEWEST = 400
"""Decisions of each sort that count; older ones are of other days."""

_STEPS = 60
_STEP = 0.5


def learn(accepted: Sequence[str], dismissed: Sequence[str]) -> dict[str, float]:
    """The weights of the features, by name, after these sentences were accepted and dismissed.

    Both are in their order, the newest last. Without any, the weights are the prior's.

    >>> learn([], []) == dict(PRIOR)
    True
    """
    lessons = [(measure(each), 1.0) for each in accepted[-_NEWEST:]]
    lessons += [(measure(each), 0.0) for each in dismissed[-_NEWEST:]]
    weights = dict(PRIOR)
    for _ in range(_STEPS if lessons else 0):
        slope = _slope(weights, lessons)
        size = _STEP / (TIGHTNESS + len(lessons))
        weights = {name: weights[name] + size * slope[name] for name in weights}
    return weights


def _slope(
    weights: Mapping[str, float], lessons: Sequence[tuple[Mapping[str, int], float]]
) -> dict[str, float]:
    """The direction in which the weights explain the lessons better, the prior included."""
    slope = {name: TIGHTNESS * (PRIOR[name] - weights[name]) for name in weights}
    for counts, wanted in lessons:
        odds = BIAS + sum(weights[name] * count for name, count in counts.items())
        missed = wanted - 1 / (1 + exp(-odds))
        for name, count in counts.items():
            slope[name] += missed * count
    return slope
