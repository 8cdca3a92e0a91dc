"""Vim's motions over prose, and its text objects: from an offset to an offset, or to a span.

Rows play no part here; ``0``, ``$``, ``j`` and ``k`` are in ``reader.page.layout``.
"""

from collections.abc import Callable

from reader.articles.long_text import Text
from reader.page.units import Span, Units

Motion = Callable[[Text, int, Units], int]
TextObject = Callable[[Text, int, Units], Span | None]


def _to_next(unit: str) -> Motion:
    """To the start of the next unit; from the last one to its last character."""

    def move(text: Text, offset: int, units: Units) -> int:
        here = units.at(unit, offset)
        if here is None:
            return offset
        there = units.after(unit, here) if here[0] <= offset else here
        return there[0] if there is not None else _last_of(units, here)

    return move


def _to_start(unit: str) -> Motion:
    """To the start of this unit, or from there to that of the one before."""

    def move(text: Text, offset: int, units: Units) -> int:
        here = units.at(unit, offset)
        if here is None:
            return offset
        there = here if here[0] < offset else units.before(unit, here)
        return there[0] if there is not None else here[0]

    return move


def _to_end(unit: str) -> Motion:
    """To the last character of this unit, or from there to that of the next."""

    def move(text: Text, offset: int, units: Units) -> int:
        here = units.at(unit, offset)
        if here is None:
            return offset
        if offset >= _last_of(units, here):
            here = units.after(unit, here) or here
        return _last_of(units, here)

    return move


def _to_text_start(text: Text, offset: int, units: Units) -> int:
    first = units.paragraph_at(0)
    return first[0] if first is not None else offset


def _to_text_end(text: Text, offset: int, units: Units) -> int:
    last = units.paragraph_at(len(text))
    return _last_of(units, last) if last is not None else offset


def _last_of(units: Units, span: Span) -> int:
    last = units.character_at(span[1] - 1)
    return last[0] if last is not None else span[0]


def _whole(unit: str) -> TextObject:
    def find(text: Text, offset: int, units: Units) -> Span | None:
        return units.at(unit, offset)

    return find


MOTIONS: dict[str, Motion] = {
    "h": _to_start("character"),
    "l": _to_next("character"),
    "w": _to_next("word"),
    "b": _to_start("word"),
    "e": _to_end("word"),
    "(": _to_start("sentence"),
    ")": _to_next("sentence"),
    "{": _to_start("paragraph"),
    "}": _to_next("paragraph"),
    "g": _to_text_start,
    "G": _to_text_end,
}

OBJECTS: dict[str, TextObject] = {
    "iw": _whole("word"),
    "is": _whole("sentence"),
    "ip": _whole("paragraph"),
}
