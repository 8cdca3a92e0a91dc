"""What is said of claims: a suggestion, a passage, a match of two passages, and a difference."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence and how much it is worth checking.

    ``start`` and ``end`` are code points in the text; ``score`` runs from 0 to 1; ``reasons``
    are at most three, the weightiest first, in words for the reader ("states an amount").
    """

    start: int
    end: int
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of code points in the text that goes by this name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two passages that say the same do not agree.

    ``slot`` is one of ``date``, ``time``, ``amount``, ``number``, ``name``, ``quote`` and
    ``opposite`` (one says the contrary); ``a`` and ``b`` are the words of each side; ``note`` says it to the reader ("dates differ"), never who is
    right. ``is_resolved`` is False for dates that cannot be compared, because they are counted
    from the day of an article that has none: the note says so, and it is no conflict.
    """

    slot: str
    a: str
    b: str
    note: str
    is_resolved: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """Two passages of different texts that may say the same.

    ``score`` runs from 0 to 1; ``tier`` is ``solid``, ``maybe``, or None for the tail that no
    screen shows.
    """

    a: Passage
    b: Passage
    score: float
    tier: str | None = None
    conflicts: tuple[Difference, ...] = ()
