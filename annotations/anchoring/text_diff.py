"""Where passages of an old text went, told by what of it is still there: whole lines, then words."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

Span = tuple[int, int]

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
    r"|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
)
_MOST_PAIRS = 100_000
"""Stretches in which more pairs of words are the same are not compared."""

_MOST_LINES = 4_000_000

_Compared = tuple[list[Span], list[Span], Sequence[tuple[str, int, int, int, int]]]
"""The words of an old stretch and of a new one, and the steps from one to the other."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a passage went: the span there, and the share of its words that stand in it.

    ``is_line`` says that the whole line, or lines, of the passage stand there as they were;
    ``is_moved`` that they are out of their old order there, ``is_one_of_more`` that there are
    more such lines than there were, and ``is_held`` that a line beside them is still beside them.
    """

    start: int
    end: int
    kept: float
    is_line: bool = False
    is_moved: bool = False
    is_one_of_more: bool = False
    is_held: bool = False


class TextDiff:
    """The difference between two texts."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self._new = new
        self._known: dict[tuple[Span, Span], _Compared | None] = {}

    def whereabouts(self, start: int, end: int) -> Whereabouts | None:
        """Where ``old[start:end]`` went; None where nothing of it is left, or it cannot be told."""
        first = self._line(start)
        last = self._line(end - 1)
        if first < 0:
            return None
        there = self._as_lines(first, last, start, end)
        return there or self._in_words(first, last, start, end)

    def between_lines(self, start: int, end: int) -> Whereabouts | None:
        """Where the words of ``old[start:end]`` are between the lines that stayed around them."""
        first, last = self._line(start), self._line(end - 1)
        there = None if first < 0 else self._in_words(first, last, start, end)
        return None if there is None or self._is_moved(there.start) else there

    def is_replaced(self, start: int, end: int) -> bool:
        """Whether lines that were not there before stand between those around ``old[start:end]``."""
        first, last = self._line(start), self._line(end - 1)
        _, _, above, below = self._altered_lines(first, last)
        return any(line not in self._known_lines for line in range(above, below))

    def _is_moved(self, offset: int) -> bool:
        """Whether the new line at the offset is an old one that stood elsewhere."""
        line = bisect_right([start for start, _ in self._new_lines], offset) - 1
        return line in self._known_lines

    @cached_property
    def _known_lines(self) -> set[int]:
        """The new lines that stood in the old text."""
        in_order, moved = self._unaltered
        return {*in_order.values(), *moved.values()}

    def stands_twice(self, words: str) -> bool:
        """Whether the words stand twice in the old text."""
        found = self.old.find(words)
        return found >= 0 and self.old.find(words, found + 1) >= 0

    @cached_property
    def _old_lines(self) -> list[Span]:
        return _lines(self.old)

    @cached_property
    def _new_lines(self) -> list[Span]:
        return _lines(self._new)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._old_lines]

    def _line(self, offset: int) -> int:
        """The old line that the offset is in, or the one before it."""
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _unaltered(self) -> tuple[dict[int, int], dict[int, int]]:
        """Which new line each unaltered old line is: those in the old order, and those moved."""
        old = [self.old[a:b] for a, b in self._old_lines]
        new = [self._new[a:b] for a, b in self._new_lines]
        same = _in_order(old, new)
        taken = set(same.values())
        free = [n for n in range(len(new)) if n not in taken]
        gone = [n for n in range(len(old)) if n not in same]
        once_new = {text for text, count in Counter(new[n] for n in free).items() if count == 1}
        once_old = {text for text, count in Counter(old[n] for n in gone).items() if count == 1}
        where = {new[n]: n for n in free if new[n] in once_new}
        return same, {n: where[old[n]] for n in gone if old[n] in once_old and old[n] in where}

    def _as_lines(self, first: int, last: int, start: int, end: int) -> Whereabouts | None:
        """Where it went, if its lines are unaltered and still follow each other."""
        in_order, moved = self._unaltered
        lines = [in_order.get(n, moved.get(n, -1)) for n in range(first, last + 1)]
        if -1 in lines or any(after != before + 1 for before, after in pairwise(lines)):
            return None
        begin = self._new_lines[lines[0]][0] + start - self._old_lines[first][0]
        stop = self._new_lines[lines[-1]][0] + end - self._old_lines[last][0]
        is_moved = any(n not in in_order for n in range(first, last + 1))
        is_one_of_more = any(self._is_one_of_more(n) for n in range(first, last + 1))
        is_held = (
            in_order.get(first - 1, -1) == lines[0] - 1 >= 0
            or in_order.get(last + 1, -1) == lines[-1] + 1
        )
        return Whereabouts(begin, stop, 1.0, True, is_moved, is_one_of_more, is_held)

    def _is_one_of_more(self, line: int) -> bool:
        """Whether the new text has an old line more often than the old one."""
        before, now = self._line_counts
        text = self.old[slice(*self._old_lines[line])]
        return now[text] > before[text]

    @cached_property
    def _line_counts(self) -> tuple[Counter[str], Counter[str]]:
        return (
            Counter(self.old[a:b] for a, b in self._old_lines),
            Counter(self._new[a:b] for a, b in self._new_lines),
        )

    def _in_words(self, first: int, last: int, start: int, end: int) -> Whereabouts | None:
        """Where its words went, between the nearest lines before and after that are unaltered."""
        compared = self._compared(*self._altered_stretch(first, last))
        if compared is None:
            return None
        old, new, opcodes = compared
        own = [n for n, (a, b) in enumerate(old) if a < end and start < b]
        if not own:
            return None
        place: dict[int, int] = {}
        begin, stop = len(new), 0
        for tag, a, b, c, d in opcodes:
            if b <= own[0] or a > own[-1] or c == d:
                continue
            if tag == "equal":
                inside = [n for n in range(a, b) if own[0] <= n <= own[-1]]
                place.update((n, c + n - a) for n in inside)
                begin, stop = min(begin, c + inside[0] - a), max(stop, c + inside[-1] - a + 1)
            elif tag == "replace" and own[0] <= a and b <= own[-1] + 1:
                begin, stop = min(begin, c), max(stop, d)
        if not place:
            return None
        before, after = self.old[start : old[own[0]][0]], self.old[old[own[-1]][1] : end]
        first_new, last_new = new[begin][0], new[stop - 1][1]
        # The marks at the passage's ends belong to it where they stand there still.
        if before and self._new.endswith(before, 0, first_new):
            first_new -= len(before)
        if after and self._new.startswith(after, last_new):
            last_new += len(after)
        return Whereabouts(first_new, last_new, len(place) / len(own))

    def _compared(self, old_span: Span, new_span: Span) -> _Compared | None:
        """The words of two stretches and how they differ; None where that would take too long."""
        key = old_span, new_span
        if key not in self._known:
            old = [found.span() for found in _WORD.finditer(self.old, *old_span)]
            new = [found.span() for found in _WORD.finditer(self._new, *new_span)]
            before = [self.old[a:b].lower() for a, b in old]
            after = [self._new[a:b].lower() for a, b in new]
            counts = Counter(after)
            pairs = sum(counts[word] for word in before)
            if not pairs or pairs > _MOST_PAIRS:
                self._known[key] = None
            else:
                matcher = SequenceMatcher(None, before, after, autojunk=False)
                self._known[key] = old, new, matcher.get_opcodes()
        return self._known[key]

    def _altered_stretch(self, first: int, last: int) -> tuple[Span, Span]:
        """The old lines around these that have no place of their own, and the new ones there."""
        begin, stop, above, below = self._altered_lines(first, last)
        old = self._old_lines[begin][0], self._old_lines[stop - 1][1]
        if above >= below:
            return old, (0, 0)
        return old, (self._new_lines[above][0], self._new_lines[below - 1][1])

    def _altered_lines(self, first: int, last: int) -> tuple[int, int, int, int]:
        """From which to before which old line, and from which to before which new one."""
        in_order = self._unaltered[0]
        begin = first
        while begin > 0 and begin - 1 not in in_order:
            begin -= 1
        stop = last + 1
        while stop < len(self._old_lines) and stop not in in_order:
            stop += 1
        above = in_order[begin - 1] + 1 if begin else 0
        below = in_order[stop] if stop < len(self._old_lines) else len(self._new_lines)
        if stop - begin == below - above:
            # As many lines as there were: each was altered for itself.
            begin, stop, shift = first, last + 1, above - begin
            above, below = begin + shift, stop + shift
        return begin, stop, above, below


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    return [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def _in_order(old: list[str], new: list[str]) -> dict[int, int]:
    """Equal lines in the same order: those at both ends first, then as many as can be."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    same = {n: n for n in range(begin)}
    same |= {len(old) - 1 - n: len(new) - 1 - n for n in range(end)}
    middle, other = old[begin : len(old) - end], new[begin : len(new) - end]
    # Of lines that stand in it by the thousand, difflib would try each pair.
    common = Counter(middle) & Counter(other)
    is_many = sum(count * count for count in common.values()) > _MOST_LINES
    matcher = SequenceMatcher(None, middle, other, autojunk=is_many)
    for at, there, size in matcher.get_matching_blocks():
        same |= {begin + at + n: begin + there + n for n in range(size)}
    return same
