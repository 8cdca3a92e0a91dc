"""Krippendorff's alpha for unitizing: do annotators mark the same stretches of a text?

As in Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual
continua: Further developments", Quality & Quantity 50 (2016). A text is a continuum that each
annotator cuts into units with values and gaps without. Numbers in comments are the paper's
equations. All that is counted of a text is a sum, so that texts are pooled, and resampled, by
adding up; a text that more annotators have read weighs accordingly.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotations.agreement.figure import Share

GAP = ""
"""The value of what an annotator did not mark."""

ValuedSpan = tuple[int, int, str]
"""Start, end and value of a unit; those of one annotator do not overlap."""


def _zeros() -> "defaultdict[str, float]":
    return defaultdict(float)


def _pair_zeros() -> "defaultdict[tuple[str, str], float]":
    return defaultdict(float)


@dataclass(frozen=True, slots=True)
class Coincidences:
    """What of texts coincides, in characters.

    ``observed`` has the length that pairs of values share (1); ``own`` for each value the
    squares of its units' lengths, which no unit can share with itself, and for gaps, which have
    no structure, their length; ``meeting`` likewise the squares of what its units share with
    those of the others, on average (10).
    """

    observed: defaultdict[tuple[str, str], float] = field(default_factory=_pair_zeros)
    own: defaultdict[str, float] = field(default_factory=_zeros)
    meeting: defaultdict[str, float] = field(default_factory=_zeros)

    def add(self, other: "Coincidences") -> None:
        """Add what coincides in other texts."""
        for pair, length in other.observed.items():
            self.observed[pair] += length
        for value, length in other.own.items():
            self.own[value] += length
        for value, length in other.meeting.items():
            self.meeting[value] += length


def coincidences(length: int, annotators: Sequence[Sequence[ValuedSpan]]) -> Coincidences:
    """What coincides in a text of this length, of two annotators at least."""
    count = len(annotators)
    found = Coincidences()
    edges: list[tuple[int, int, str]] = []
    for spans in annotators:
        marked = 0
        for start, end, value in spans:
            edges += [(start, 1, value), (end, -1, value)]
            found.own[value] += (end - start) ** 2
            marked += end - start
        found.own[GAP] += length - marked
    here: Counter[str] = Counter({GAP: count})
    since = 0
    for at, step, value in sorted(edges):
        if at > since:
            _add(found.observed, here, at - since, count)
            since = at
        here[value] += step
        here[GAP] -= step
    if length > since:
        _add(found.observed, here, length - since, count)
    _add_meeting(found.meeting, annotators)
    return found


def _add(
    observed: dict[tuple[str, str], float], here: Mapping[str, int], length: int, count: int
) -> None:
    """Add a stretch in which so many annotators have each value."""
    present = [(value, times) for value, times in here.items() if times]
    for value, times in present:
        for other, others in present:
            pairs = times * (others - (value == other))
            if pairs:
                observed[value, other] += length * pairs / (count - 1)


def unitizing_alpha(found: Coincidences) -> Share:
    """αᵤ: agreement on units, their values and the gaps between them (5)."""
    return _alpha(found.observed, found.own)


def binary_alpha(found: Coincidences) -> Share:
    """|αᵤ: agreement on what is marked at all, whatever its value (6).

    What is expected is counted by value, as for αᵤ, and then joined.
    """
    margins = _margins(found.observed)
    total = sum(margins.values())
    gaps = margins.get(GAP, 0.0)
    if not total or gaps == total:
        return Share(None, "nobody marked anything")
    if not gaps:
        return Share(None, "everybody marked everything")
    seen = gaps - found.observed.get((GAP, GAP), 0.0)
    pairable = _pairable(found.own, total)
    chance = gaps * (total - gaps) * total / pairable if pairable > 0 else 0.0
    return _one_less(seen, chance)


def coding_alpha(found: Coincidences) -> Share:
    """cαᵤ: agreement on the values where units of two annotators meet (11)."""
    valued = _valued(found.observed)
    if not valued:
        return Share(None, "no units meet")
    return _alpha(valued, found.meeting)


def coverage(found: Coincidences) -> Share:
    """The part of all that was marked that meets units of others."""
    marked = sum(times for (value, _), times in found.observed.items() if value != GAP)
    valued = sum(_valued(found.observed).values())
    return Share(valued / marked) if marked else Share(None, "nobody marked anything")


def _add_meeting(meeting: dict[str, float], annotators: Sequence[Sequence[ValuedSpan]]) -> None:
    """Add the squares of what each unit has in common with others' units, on average of the others."""
    ordered = [sorted(spans) for spans in annotators]
    for number, spans in enumerate(ordered):
        met = [0] * len(spans)
        for other_number, others in enumerate(ordered):
            if number != other_number:
                _add_met(met, spans, others)
        for (_, _, value), length in zip(spans, met, strict=True):
            meeting[value] += (length / (len(annotators) - 1)) ** 2


def _add_met(met: list[int], spans: Sequence[ValuedSpan], others: Sequence[ValuedSpan]) -> None:
    low = 0
    for number, (start, end, _) in enumerate(spans):
        while low < len(others) and others[low][1] <= start:
            low += 1
        at = low
        while at < len(others) and others[at][0] < end:
            met[number] += min(end, others[at][1]) - max(start, others[at][0])
            at += 1


def _valued(observed: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    return {pair: times for pair, times in observed.items() if GAP not in pair and times}


def sums(found: Coincidences, values: Sequence[str]) -> list[float]:
    """What the alpha of several texts is counted from: sums that are added up text by text.

    First what agrees and what no unit can be paired with, then the length of each value.
    """
    margins = _margins(found.observed)
    agreed = sum(times for (one, other), times in found.observed.items() if one == other)
    return [agreed, sum(found.own.values()), *(margins.get(value, 0.0) for value in values)]


def alpha_of_sums(added: Sequence[float]) -> float | None:
    """αᵤ of sums that were added up; None where it is not defined."""
    agreed, own, *margins = added
    total = sum(margins)
    pairable = total**2 - own
    unlike = total**2 - sum(each**2 for each in margins)
    if not unlike or pairable <= 0:
        return None
    return 1 - (total - agreed) * pairable / (total * unlike)


def _margins(observed: Mapping[tuple[str, str], float]) -> dict[str, float]:
    margins = _zeros()
    for (value, _), times in observed.items():
        margins[value] += times
    return margins


def _pairable(own: Mapping[str, float], total: float) -> float:
    """The pairs of lengths of which no unit is paired with itself (4)."""
    return total**2 - sum(own.values())


def _alpha(observed: Mapping[tuple[str, str], float], own: Mapping[str, float]) -> Share:
    margins = _margins(observed)
    total = sum(margins.values())
    if not total or set(margins) == {GAP}:
        return Share(None, "nobody marked anything")
    if len(margins) == 1:
        return Share(None, "there is one value alone")
    seen = total - sum(times for (one, other), times in observed.items() if one == other)
    pairable = _pairable(own, total)
    unlike = total**2 - sum(times**2 for times in margins.values())
    return _one_less(seen, total * unlike / pairable if pairable > 0 else 0.0)


def _one_less(seen: float, chance: float) -> Share:
    if chance <= 0:
        return Share(None, "there is too little text to tell agreement from chance")
    return Share(1 - seen / chance)
