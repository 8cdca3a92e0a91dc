"""Two passages word by word: what stands in the same place of both, and what was replaced."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from annotations.claims.conflicts.names import folded
from annotations.claims.conflicts.opposites import NEGATIONS
from annotations.claims.similarity.terms import stem
from annotations.claims.similarity.tokens import STOP_WORDS
from annotations.text.spans import Span

_WORD = re.compile(r"[^\W\d_][\w’']*(?:\.[A-Za-z]\b)*\.?|\d[\w.,]*")
_CAPITAL = re.compile(r"\s[A-Z][a-z]")
_NUMBER = ("no", "nos", "number")
_FIGURE = re.compile(r"\.?\s?(?:\d|one\b|two\b|three\b|four\b|five\b)")
_SAYING = frozenset("said says say told tells told added adds according reported reports".split())
_UNTOLD = (
    (STOP_WORDS | _SAYING)
    - NEGATIONS
    - frozenset("no not never neither nor without all none".split())
)
_KEPT = frozenset(
    "up down before after over under above below more less most least against off out".split()
)
"""Words that say little by themselves, but turn a sentence round when they are replaced."""


class Item(NamedTuple):
    """A word of a passage, or one of its facts, which stands for all its words.

    ``key`` is what it is compared by; ``fact`` the fact's number, or None for a word.
    ``is_head`` says that it begins a sentence, before another capital: it may be a given name.
    """

    key: str
    word: str
    start: int
    end: int
    is_name: bool
    fact: int | None
    is_head: bool = False


def items(text: str, facts: Sequence[tuple[str, int, int]]) -> list[Item]:
    """The words that tell something, and the facts, each given by its sort and its span."""
    found: list[Item] = []
    taken: list[Span] = [(start, end) for _, start, end in facts]
    is_first = True
    for place in _WORD.finditer(text):
        start, end = place.span()
        if any(start < b and a < end for a, b in taken):
            is_first = False
            continue
        word = place[0].rstrip(".") if place[0].count(".") == 1 else place[0]
        lower = word.lower().replace("’", "'")
        if lower.endswith("n't"):
            found.append(Item("not", "not", start, end, False, None))
            is_first = False
            continue
        if lower in _NUMBER and _FIGURE.match(text, place.end()):
            # No. 3 denies nothing.
            continue
        is_capital = word[0].isupper() and lower not in STOP_WORDS
        is_name = is_capital and not is_first
        is_head = is_capital and is_first and bool(_CAPITAL.match(text, place.end()))
        is_first = text[end : end + 1] in ("“", "?", "!", ":") or (
            text[end : end + 2] in (". ", ".”")
        )
        if text[start - 1 : start] in ("“", '"') and text[end : end + 1] in ("”", '"'):
            # A word that is spoken of: the lone "no" vote denies nothing.
            continue
        if lower not in _UNTOLD or lower in _KEPT or is_name:
            key = folded(word) if is_name else stem(lower.removesuffix("'s"))
            found.append(Item(key, word, start, end, is_name, None, is_head))
    for number, (sort, start, end) in enumerate(facts):
        found.append(Item(f"#{sort}", text[start:end], start, end, False, number))
    return sorted(found, key=lambda item: item.start)


class Part(NamedTuple):
    """A stretch of one passage and what stands in its place in the other."""

    is_same: bool
    ours: Sequence[Item]
    theirs: Sequence[Item]


class Alignment:
    """How two passages stand beside each other: ``ratio`` tells how much of both is the same."""

    def __init__(self, ours: Sequence[Item], theirs: Sequence[Item]) -> None:
        keys = [item.key for item in ours], [item.key for item in theirs]
        matcher = SequenceMatcher(None, *keys, autojunk=False)
        self.ours, self.theirs = ours, theirs
        self._codes = matcher.get_opcodes()
        words = sum(
            item.fact is None
            for name, i, j, _, _ in self._codes
            if name == "equal"
            for item in ours[i:j]
        )
        self.words = words
        self.ratio = matcher.ratio()

    def parts(self) -> Iterator[Part]:
        """The stretches in order."""
        for name, i, j, k, m in self._codes:
            yield Part(name == "equal", self.ours[i:j], self.theirs[k:m])

    def facts(self) -> Iterator[tuple[Item, Item]]:
        """The facts of one sort that stand in the same place."""
        for part in self.parts():
            if part.is_same:
                pairs: Iterable[tuple[Item, Item]] = zip(part.ours, part.theirs, strict=True)
            else:
                pairs = _in_order(part)
            yield from ((one, other) for one, other in pairs if one.fact is not None)

    def stand_alike(self, one: Item, other: Item) -> bool:
        """Whether the same words stand before and after both."""
        return _beside(self.ours, one) == _beside(self.theirs, other)

    def are_beside_alike(self, one: Item, other: Item) -> bool:
        """Whether the same word stands before both, or after both."""
        pairs = zip(_beside(self.ours, one), _beside(self.theirs, other), strict=True)
        return any(mine == yours for mine, yours in pairs)


def _in_order(part: Part) -> Iterator[tuple[Item, Item]]:
    """The facts of what was replaced, in their order, where both sides have as many of a sort."""
    for sort in dict.fromkeys(item.key for item in part.ours if item.fact is not None):
        ours, theirs = ([item for item in side if item.key == sort] for side in part[1:])
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)


def _beside(side: Sequence[Item], item: Item) -> tuple[str, str]:
    place = side.index(item)
    before = side[place - 1].key if place else ""
    after = side[place + 1].key if place + 1 < len(side) else ""
    return before, after


Pick = Callable[[Item], bool]


def runs(side: Sequence[Item], pick: Pick) -> Iterator[list[Item]]:
    """The stretches of items that are picked."""
    run: list[Item] = []
    for item in side:
        if pick(item):
            run.append(item)
        elif run:
            yield run
            run = []
    if run:
        yield run
