"""Where the cards in the margin stand, so that each is near its line and none overlap."""

from collections.abc import Sequence


def arrange(wanted: Sequence[tuple[int, int]], rows: int) -> list[int | None]:
    """The first row of each card, given the (row, height) each would like, on ``rows`` rows.

    A card stands beside its line, or below the card before it; where the rows do not
    suffice, cards are pushed up again, no further than needed. A card for which there is
    no room at all, those before it counted, gets None. The order of the lines is kept.

    >>> arrange([(0, 2), (1, 3), (9, 4)], 10)
    [0, 2, 6]
    """
    places: list[int | None] = [None] * len(wanted)
    left = rows
    kept = []
    for index in sorted(range(len(wanted)), key=lambda i: wanted[i][0]):
        if wanted[index][1] <= left:
            left -= wanted[index][1]
            kept.append(index)
    free = 0
    for index in kept:
        row, height = wanted[index]
        places[index] = place = max(free, row)
        free = place + height
    _push_up(places, wanted, kept, rows)
    return places


def _push_up(
    places: list[int | None], wanted: Sequence[tuple[int, int]], kept: Sequence[int], rows: int
) -> None:
    """Move cards that reach below the last row up, and those above them out of their way."""
    for index in reversed(kept):
        place, height = places[index], wanted[index][1]
        if place is not None:
            places[index] = rows = min(place, rows - height)
