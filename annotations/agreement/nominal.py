"""Agreement on values given to the same things: Cohen's and Fleiss' kappa, Krippendorff's alpha.

Cohen, "A coefficient of agreement for nominal scales" (1960); Fleiss, "Measuring nominal scale
agreement among many raters" (1971); Krippendorff, "Computing Krippendorff's alpha-reliability"
(2011), nominal, where values may be missing. Each is counted from sums, to which every thing
adds something (``*_sums``), so that resamples need no more than to add up.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

from annotations.agreement.figure import Share

Values: TypeAlias = Mapping[str, Hashable]
"""The value that each annotator gave to one thing; who gave none is missing."""

_ALL_ALIKE = Share(None, "everybody gave everything the same value")


def values_of(things: Iterable[Values]) -> list[Hashable]:
    """The values that were given."""
    return list(dict.fromkeys(value for each in things for value in each.values()))


def cohen_kappa(things: Sequence[Values], one: str, other: str) -> Share:
    """κ of two annotators, on what both gave a value to."""
    return kappa_of_cohen_sums(cohen_sums(things, values_of(things), one, other))


def cohen_sums(
    things: Iterable[Values], values: Sequence[Hashable], one: str, other: str
) -> list[float]:
    """How often both agreed, then how often the one gave each value, then the other."""
    agreed = 0
    lefts: Counter[Hashable] = Counter()
    rights: Counter[Hashable] = Counter()
    for each in things:
        if one in each and other in each:
            agreed += each[one] == each[other]
            lefts[each[one]] += 1
            rights[each[other]] += 1
    return [agreed, *(lefts[value] for value in values), *(rights[value] for value in values)]


def kappa_of_cohen_sums(added: Sequence[float]) -> Share:
    """Cohen's κ of what ``cohen_sums`` gives."""
    agreed, *counts = added
    half = len(counts) // 2
    count = sum(counts[:half])
    if not count:
        return Share(None, "there is nothing that both gave a value to")
    chance = sum(map(_product, counts[:half], counts[half:])) / count**2
    return _above_chance(agreed / count, chance)


def fleiss_kappa(things: Sequence[Values], annotators: Sequence[str]) -> Share:
    """κ of several annotators, on what all of them gave a value to."""
    return kappa_of_fleiss_sums(fleiss_sums(things, values_of(things), annotators))


def rated_by_all(things: Iterable[Values], annotators: Sequence[str]) -> list[Values]:
    """What all of these annotators gave a value to."""
    return [each for each in things if all(who in each for who in annotators)]


def fleiss_sums(
    things: Iterable[Values], values: Sequence[Hashable], annotators: Sequence[str]
) -> list[float]:
    """How many things all gave a value to, how far they agreed on them, how often each value was given."""
    raters = len(annotators)
    rated, agreed = 0, 0.0
    totals: Counter[Hashable] = Counter()
    for each in rated_by_all(things, annotators):
        here = Counter(each[who] for who in annotators)
        totals += here
        rated += 1
        agreed += sum(times * (times - 1) for times in here.values()) / (raters * (raters - 1))
    return [rated, agreed, *(totals[value] for value in values)]


def kappa_of_fleiss_sums(added: Sequence[float]) -> Share:
    """Fleiss' κ of what ``fleiss_sums`` gives."""
    rated, agreed, *totals = added
    if not rated:
        return Share(None, "there is nothing that all gave a value to")
    given = sum(totals)
    return _above_chance(agreed / rated, sum((times / given) ** 2 for times in totals))


def nominal_alpha(things: Sequence[Values]) -> Share:
    """α of any number of annotators, with missing values."""
    return alpha_of_nominal_sums(alpha_sums(things, values_of(things)))


def alpha_sums(things: Iterable[Values], values: Sequence[Hashable]) -> list[float]:
    """How unlike the values given to the same things are, then how often each was given."""
    unlike = 0.0
    totals: Counter[Hashable] = Counter()
    for each in things:
        here = Counter(each.values())
        if (count := here.total()) > 1:
            totals += here
            unlike += (count**2 - sum(times**2 for times in here.values())) / (count - 1)
    return [unlike, *(totals[value] for value in values)]


def alpha_of_nominal_sums(added: Sequence[float]) -> Share:
    """Krippendorff's α of what ``alpha_sums`` gives."""
    unlike, *totals = added
    count = sum(totals)
    if count < 2:
        return Share(None, "there is nothing that two gave a value to")
    chance = (count**2 - sum(times**2 for times in totals)) / (count - 1)
    return Share(1 - unlike / chance) if chance else _ALL_ALIKE


def _above_chance(agreed: float, chance: float) -> Share:
    return _ALL_ALIKE if chance >= 1 else Share((agreed - chance) / (1 - chance))


def _product(one: float, other: float) -> float:
    return one * other
