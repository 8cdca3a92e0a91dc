"""What stands beside two passages: they are likelier to say the same if that is alike as well.

Two reports of one event tell several things of it close together; where a sentence before or
after one passage is like a sentence before or after the other, what is between them is more
than a chance meeting of words. (Barzilay and Elhadad 2003, "Sentence Alignment for Monolingual
Comparable Corpora", make use of the same.)
"""

from collections.abc import Callable, Iterator, Mapping

ALIKE = 0.2
"""From here on, the passages beside two others are alike enough to count for those."""
_WEIGHT = 1.5
_MOST = 0.5


def supported(likeness: float, beside: float) -> float:
    """The likeness of two passages, beside which two are alike so much; 1 at most.

    >>> supported(0.5, 0.0), supported(0.5, 0.5)
    (0.5, 0.875)
    """
    return min(1.0, likeness * (1 + _WEIGHT * min(beside, _MOST)))


def likeness_beside(
    alike: Mapping[tuple[int, int], float], texts: Mapping[int, int]
) -> dict[tuple[int, int], float]:
    """How much alike two passages are beside two others, by the others' numbers.

    ``alike`` tells it of any two; those count that reach ``ALIKE``. ``texts`` tells the text
    of each passage; the passages of one text have numbers that follow each other.
    """
    beside: dict[tuple[int, int], float] = {}
    for (a, b), likeness in alike.items():
        if likeness >= ALIKE:
            for pair in _corners(a, b, texts):
                beside[pair] = max(likeness, beside.get(pair, 0.0))
    return beside


def _corners(a: int, b: int, texts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The pairs of which one is before or after each of the two."""
    ones = [each for each in (a - 1, a + 1) if texts.get(each) == texts[a]]
    others = [each for each in (b - 1, b + 1) if texts.get(each) == texts[b]]
    return ((one, other) for one in ones for other in others)


def lifted(
    alike: Mapping[tuple[int, int], float],
    beside: Mapping[tuple[int, int], float],
    likeness: Callable[[int, int], float],
    needed: float,
    least: float,
) -> dict[tuple[int, int], float]:
    """The pairs less alike than is ``needed`` that reach ``least`` by what is beside them.

    Others that are not among those alike were left out for a reason.
    """
    found = {}
    for pair, by_it in beside.items():
        if pair not in alike:
            own = likeness(*pair)
            if own < needed and supported(own, by_it) >= least:
                found[pair] = own
    return found
