"""Bootstrap intervals: how far a figure would move with other texts, or other passages."""

from collections.abc import Callable, Sequence
from operator import mul
from random import Random

RESAMPLES = 1000
_SEED = 20160
_TAIL = 0.025


def weights(count: int, resamples: int = RESAMPLES) -> list[list[int]]:
    """For each resample of so many things, how often each was drawn; always the same."""
    random = Random(_SEED)
    drawn = []
    for _ in range(resamples):
        times = [0] * count
        for at in random.choices(range(count), k=count):
            times[at] += 1
        drawn.append(times)
    return drawn


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The bounds of the middle 95 % of the values; None for fewer than 20."""
    if len(values) < 20:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(_TAIL * last)], ordered[round((1 - _TAIL) * last)]


def resampled(
    columns: Sequence[Sequence[float]],
    drawn: Sequence[Sequence[int]],
    measure: Callable[[Sequence[float]], float | None],
) -> tuple[float, float] | None:
    """The interval of a measure of sums: ``columns`` have what each thing adds to each sum."""
    values = (measure([sum(map(mul, times, column)) for column in columns]) for times in drawn)
    return interval([value for value in values if value is not None])
