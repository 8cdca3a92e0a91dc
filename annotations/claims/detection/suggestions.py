"""Which sentences are worth checking, and why: a sum of named features, each with its weight.

That sentences with figures, dates, names and reported events are checked, and questions,
wishes and opinions are not, is known from what fact-checkers chose (Hassan, Li, Tremayne 2015,
"Detecting Check-worthy Factual Claims in Presidential Debates"). The weights were fitted to
public labels and rounded; see ``benchmarks/claims.md``.
"""

from collections.abc import Iterator, Mapping
from math import exp

from annotations.claims.detection.features import BIAS, FEATURES, Feature, measure
from annotations.claims.detection.language import is_english
from annotations.claims.model import Suggestion
from annotations.sentences import sentences

PRIOR: Mapping[str, float] = {feature.name: feature.weight for feature in FEATURES.values()}
"""The weight of each feature before any learning."""

_REASONS = 3
_SAID_BETTER = {
    "figure": frozenset(("money", "percent")),
    "number": frozenset(("money", "percent", "figure")),
    "ago": frozenset(("when", "year")),
    "happened": frozenset(("deed",)),
}
"""Features that say the same more exactly, in whose company a reason is left out."""


def suggest(text: str, weights: Mapping[str, float] = PRIOR) -> list[Suggestion]:
    """Every sentence with how much it is worth checking, from 0 to 1, best first.

    Sentences of the same score come in the order of the text. ``weights`` are those of the
    features, by name; ``annotations.claims.detection.learned_weights`` gives such as a reader's own. In a
    text that is not English every score is 0, and there are no reasons.
    """
    return sorted(rate(text, weights), key=lambda each: -each.score)


def rate(text: str, weights: Mapping[str, float] = PRIOR) -> Iterator[Suggestion]:
    """The same in the order of the text, one by one, for those who do other things in between."""
    is_judged = is_english(text)
    for start, end in sentences(text):
        yield (_suggestion(text, start, end, weights) if is_judged else Suggestion(start, end, 0.0))


def contributions(
    sentence: str, weights: Mapping[str, float] = PRIOR
) -> list[tuple[Feature, float]]:
    """What each feature of the sentence adds to the log-odds, the weightiest first."""
    parts = [(FEATURES[name], weights[name] * count) for name, count in measure(sentence).items()]
    return sorted(parts, key=lambda part: -abs(part[1]))


def _suggestion(text: str, start: int, end: int, weights: Mapping[str, float]) -> Suggestion:
    parts = contributions(text[start:end], weights)
    odds = BIAS + sum(part for _, part in parts)
    there = {feature.name for feature, _ in parts}
    reasons = [
        feature.reason
        for feature, part in parts
        if part > 0 and not there & _SAID_BETTER.get(feature.name, frozenset())
    ]
    # That a sentence is long is the last that one wants to hear of it.
    reasons.sort(key=FEATURES["length"].reason.__eq__)
    return Suggestion(start, end, 1 / (1 + exp(-odds)), tuple(reasons[:_REASONS]))
