"""What a passage says that another can contradict, and where two of them do."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from annotations.claims.conflicts.dates import When, dates
from annotations.claims.conflicts.names import differing_names, names
from annotations.claims.conflicts.quantities import Quantity, quantities
from annotations.claims.conflicts.quotations import altered
from annotations.claims.conflicts.surroundings import are_related
from annotations.claims.model import Difference
from annotations.spans import Span

_LONGEST = 2000
"""Characters of a passage that are looked at: what is longer is no sentence."""
_MOST_QUOTES = 8
_MOST_FACTS = 24
"""Quotations of a passage, and facts of each sort, that are compared: each with each."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The dates, quantities and names of a passage."""

    dates: Sequence[When]
    quantities: Sequence[Quantity]
    names: Sequence[str]


def facts(passage: str, published: date | None) -> Facts:
    """What a passage of an article says that was published on this day."""
    passage = passage[:_LONGEST]
    return Facts(
        dates(passage, published)[:_MOST_FACTS],
        quantities(passage)[:_MOST_FACTS],
        names(passage)[:_MOST_FACTS],
    )


def quotes(text: str, span: Span, quoted: Sequence[Span]) -> list[str]:
    """What a span of a text quotes; ``quoted`` are the quotations of the text, in order."""
    first = bisect_right(quoted, span[0], key=lambda quotation: quotation[1])
    last = bisect_left(quoted, span[1], key=lambda quotation: quotation[0])
    return [text[max(a, span[0]) : min(b, span[1])] for a, b in quoted[first:last]]


def differences(a: Facts, b: Facts, *, only_related: bool = False) -> tuple[Difference, ...]:
    """Where two passages that say the same do not agree.

    ``only_related`` is for passages that may not: then dates and numbers are compared only if
    the same is said beside both.
    What only one of them says is no difference. Dates that cannot be compared because an
    article has no date of its own are told, as not resolved.
    """
    found: list[Difference] = []
    if a.dates and b.dates:
        found += _dates(a, b, only_related)
    if a.quantities and b.quantities:
        found += _quantities(a, b, only_related)
    if a.names and b.names:
        found += _names(a, b)
    return tuple(found)


def altered_quotations(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Difference, ...]:
    """Where quotations of two passages are the same but for some words.

    One that the other passage has to the letter is not compared with its others.
    """
    if not ours or not theirs:
        return ()
    one = [quote for quote in ours if quote not in theirs][:_MOST_QUOTES]
    other = [quote for quote in theirs if quote not in ours][:_MOST_QUOTES]
    found = (altered(*quotes) for quotes in product(one, other))
    return tuple(
        Difference("quote", words[0], words[1], "quoted words differ") for words in found if words
    )


def _dates(a: Facts, b: Facts, only_related: bool) -> Iterator[Difference]:
    pairs = list(product(a.dates, b.dates))
    if any(one.meets(other) for one, other in pairs):
        return
    if only_related and not _related(pairs):
        return
    ours, theirs = (" / ".join(when.said for when in side.dates) for side in (a, b))
    if all(one.first and other.first for one, other in pairs):
        yield Difference("date", ours, theirs, f"dates differ{_meant(a.dates, b.dates)}")
    elif any(_is_open(one, other) or _is_open(other, one) for one, other in pairs):
        note = "dates unresolved: an article is undated"
        yield Difference("date", ours, theirs, note, is_resolved=False)


def _meant(ours: Sequence[When], theirs: Sequence[When]) -> str:
    """The days that are meant, where the words alone do not tell them."""
    if not any(when.is_relative for when in (*ours, *theirs)):
        return ""
    sides = (" / ".join(str(when) for when in side) for side in (ours, theirs))
    return f": {' and '.join(sides)}"


def _related(pairs: Iterable[tuple[When, When] | tuple[Quantity, Quantity]]) -> bool:
    return any(are_related(one.near, other.near) for one, other in pairs)


def _is_open(one: When, other: When) -> bool:
    """Whether a date of the calendar stands against one counted from a day that is not known."""
    return not one.is_relative and other.first is None and not one.months & other.months


def _quantities(a: Facts, b: Facts, only_related: bool) -> Iterator[Difference]:
    """One difference for each unit in which no quantity of one is one of the other."""
    shared = {one.unit for one in b.quantities}
    for unit in dict.fromkeys(one.unit for one in a.quantities if one.unit in shared):
        ours = [one for one in a.quantities if one.unit == unit]
        theirs = [one for one in b.quantities if one.unit == unit]
        pairs = list(product(ours, theirs))
        if any(one.meets(other) for one, other in pairs):
            continue
        if not only_related or _related(pairs):
            slot = ours[0].slot
            said, other = (" / ".join(one.said for one in side) for side in (ours, theirs))
            yield Difference(slot, said, other, f"{slot}s differ")


def _names(a: Facts, b: Facts) -> Iterator[Difference]:
    for one, other in differing_names(list(a.names), list(b.names)):
        yield Difference("name", one, other, "names differ")
