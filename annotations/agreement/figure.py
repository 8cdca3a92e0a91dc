"""A figure of agreement, never without its n, and with a reason where it has no value."""

from typing import NamedTuple


class Figure(NamedTuple):
    """A measure with its value, what it was counted from, and its bootstrap interval.

    ``about`` says of whom or of what it is: a pair of annotators, a tag, an article; nothing
    for all. ``n`` counts ``of`` (``texts``, ``marks``, ``passages``). Where the measure is not
    defined ``value`` is None and ``reason`` says why. ``low`` and ``high`` bound 95 % of the
    resamples; they are None where there are too few to resample.
    """

    measure: str
    value: float | None
    n: int
    of: str
    about: str = ""
    low: float | None = None
    high: float | None = None
    reason: str = ""


class Share(NamedTuple):
    """A measure's value, or the reason why there is none."""

    value: float | None
    reason: str = ""
