"""Where in a folded text a passage might stand now."""

from collections.abc import Iterator, Sequence

from annotations.anchoring.passage import Passage, Word

MOST_HITS = 400
"""Beyond so many, the words say nothing about the place."""

NEIGHBOURS = 20
"""Characters on each side that must be the old ones for a hit to need no closer look."""

_CLOSELY_LOOKED_AT = 24
_GRAM = 3
_SHORTEST_GRAM = 9
_MOST_FOR_A_VOTE = 8
_REGIONS = 6
_ALIGNED_WORDS = 6000
"""Aligning takes the square of the words: very long passages get fewer tries."""


def occurrences(text: str, words: str, most: int) -> list[int]:
    """The starts of up to ``most`` occurrences, overlapping ones included."""
    found: list[int] = []
    start = text.find(words)
    while start >= 0 and len(found) < most:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def hits(text: str, passage: Passage) -> list[int]:
    """Where the very words stand."""
    return occurrences(text, passage.exact, MOST_HITS)


def worth_a_look(text: str, passage: Passage, places: list[int], hint: int | None) -> list[int]:
    """Of very many hits, those with the likeliest neighbours, the nearest first."""
    near = 0 if hint is None else hint
    return sorted(
        places,
        key=lambda start: (-_sides(text, passage, start, NEIGHBOURS // 2), abs(start - near)),
    )[:_CLOSELY_LOOKED_AT]


def untouched(text: str, passage: Passage, places: list[int]) -> list[int]:
    """Those hits whose nearest neighbours on both sides are the old ones, to the character."""
    return [start for start in places if _sides(text, passage, start, NEIGHBOURS) == 2]


def _sides(text: str, passage: Passage, start: int, reach: int) -> int:
    """On how many sides the nearest characters are the old ones; a side without any counts."""
    end = start + len(passage.exact)
    before = text[max(0, start - reach - 1) : start].rstrip()
    after = text[end : end + reach + 1].lstrip()
    return before.endswith(passage.prefix[-reach:]) + after.startswith(passage.suffix[:reach])


def is_cut_out(text: str, passage: Passage) -> bool:
    """Whether the old neighbours now touch each other, so that what stood between is gone."""
    before, after = passage.prefix[-NEIGHBOURS:], passage.suffix[:NEIGHBOURS]
    if not before or not after:
        return False
    return any(before + between + after in text for between in ("", " "))


def regions(text: str, passage: Passage) -> list[tuple[int, int]]:
    """Stretches that may hold an altered form of the passage, the likeliest first.

    Wherever a few words in a row of the old window stand again, they vote for the place
    where the quote would then begin; the rarer they are, the more the vote counts.
    """
    margin = NEIGHBOURS + len(passage.exact) // 4
    groups = _grouped(_votes(text, passage), margin)
    groups.sort(key=lambda group: -sum(weight for _, weight in group))
    tries = max(1, min(_REGIONS, _ALIGNED_WORDS // max(1, len(passage.words))))
    before = passage.start + margin
    after = len(passage.text) - passage.start + margin
    return [
        (max(0, group[0][0] - before), min(len(text), group[-1][0] + after))
        for group in groups[:tries]
    ]


def _votes(text: str, passage: Passage) -> list[tuple[int, float]]:
    votes: list[tuple[int, float]] = []
    for start, end in _grams(passage.words):
        places = occurrences(text, passage.text[start:end], _MOST_FOR_A_VOTE + 1)
        if len(places) <= _MOST_FOR_A_VOTE:
            weight = 1 / max(1, len(places))
            votes += [(place - start + passage.start, weight) for place in places]
    return sorted(votes)


def _grams(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Each few words in a row; more of them where they are short, as in Chinese."""
    for index, first in enumerate(words[: 1 - _GRAM]):
        last = words[index + _GRAM - 1]
        if last.end - first.start < _SHORTEST_GRAM:
            last = words[min(index + _GRAM + 1, len(words) - 1)]
        yield first.start, last.end


def _grouped(votes: list[tuple[int, float]], margin: int) -> list[list[tuple[int, float]]]:
    """Votes for about the same place, together."""
    groups: list[list[tuple[int, float]]] = []
    for vote in votes:
        if (
            groups
            and vote[0] - groups[-1][-1][0] <= margin
            and vote[0] - groups[-1][0][0] <= 3 * margin
        ):
            groups[-1].append(vote)
        else:
            groups.append([vote])
    return groups
