"""What became of some words: those kept, left out and put in, for an eye to see."""

from collections.abc import Iterator
from dataclasses import dataclass

KEPT, CHANGED, REMOVED, ADDED = "kept", "changed", "removed", "added"

_OPS = {"equal": KEPT, "replace": CHANGED, "delete": REMOVED, "insert": ADDED}
_MOST_WORDS = 4000
"""Comparing takes the square of the words: of longer texts only both ends are compared."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of words: ``op`` is ``kept``, ``changed``, ``removed`` or ``added``.

    Of kept words, ``old`` and ``new`` differ at most in spacing.
    """

    op: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def word_diff(old: str, new: str) -> list[WordChange]:
    """The old words and the new ones, stretch by stretch; together they are both texts.

    >>> [(c.op, c.old, c.new) for c in word_diff("It cost 4.1 million.", "It cost 3.4 million.")]
    [('kept', ('It', 'cost'), ('It', 'cost')), ('changed', ('4.1',), ('3.4',)), \
('kept', ('million.',), ('million.',))]
    """
    return list(_stretches(old.split(), new.split()))


def _stretches(old: list[str], new: list[str]) -> Iterator[WordChange]:
    begin = _common(old, new)
    end = _common(old[begin:][::-1], new[begin:][::-1])
    first, second = old[begin : len(old) - end], new[begin : len(new) - end]
    if begin:
        yield _change("equal", old[:begin], new[:begin])
    if len(first) + len(second) > _MOST_WORDS:
        yield _change("replace", first, second)
    else:
        # It costs 4 ms to load, and only those who look at a change need it.
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, first, second, autojunk=False)
        for op, a, b, c, d in matcher.get_opcodes():
            yield _change(op, first[a:b], second[c:d])
    if end:
        yield _change("equal", old[len(old) - end :], new[len(new) - end :])


def _change(op: str, old: list[str], new: list[str]) -> WordChange:
    return WordChange(_OPS[op], tuple(old), tuple(new))


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
