"""The longer names of a passage, and which of them differ in one word."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_NAME = re.compile(
    r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|the|for|and|de|la|von|van|der)\s+){0,2}[A-Z][\w’'-]*)+"
)
_LEADING = frozenset(
    "the a an with after before in on at for by from as but and when while if since despite during "
    "under over this that these those his her its their our my mr mrs ms dr president former sen "
    "senator rep gov governor ceo chief prime minister king queen prince princess sir lord lady "
    "judge justice gen general captain professor prof rev meanwhile however".split()
)
_FEWEST_WORDS = 3
_TITLE_CASE = 0.6


def names(passage: str) -> list[str]:
    """The names of three words or more, without titles; none of a line in title case."""
    letters = re.findall(r"[A-Za-z]+", passage)
    if sum(word[0].isupper() for word in letters) > _TITLE_CASE * len(letters):
        return []
    found = (_without_title(place[0]) for place in _NAME.finditer(passage))
    return [name for name in found if len(name.split()) >= _FEWEST_WORDS]


def _without_title(name: str) -> str:
    words = re.sub(r"[’']s$", "", name).split()
    while words and words[0].lower().rstrip(".") in _LEADING:
        words = words[1:]
    # two names that an "and" joins would be taken for one
    return "" if "and" in words else " ".join(words)


def differing_names(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, str]]:
    """The names that differ in exactly one word, where neither passage has the other's too."""
    folded_ours, folded_theirs = ([_folded(name) for name in side] for side in (ours, theirs))
    for name, a in zip(ours, folded_ours, strict=True):
        for other, b in zip(theirs, folded_theirs, strict=True):
            if a not in folded_theirs and b not in folded_ours and _differ_in_one(a, b):
                yield name, other


@lru_cache(maxsize=10_000)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("’", "'").split())


def _differ_in_one(a: Sequence[str], b: Sequence[str]) -> bool:
    return (
        len(a) == len(b)
        and sum(x != y and x.rstrip("s") != y.rstrip("s") for x, y in zip(a, b, strict=True)) == 1
    )
