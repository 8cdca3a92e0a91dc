"""Where in a folded text a passage might stand now."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.anchoring.passage import Passage, Words
from annotations.text import Text

MOST_HITS = 400
"""Beyond so many, the words say nothing about the place."""

NEIGHBOURS = 20
"""Characters on each side that must be the old ones for a hit to need no closer look."""

_OUTER = 24
"""Characters beyond these that must not stand somewhere else, for it to be so certain."""

_BLANKS = 2
_VICINITY = 150_000
_FAR = 1_000_000
_CERTAIN = 64
_CLOSELY_LOOKED_AT = 10
_GRAM = 3
_LARGE = 300_000
_SHORTEST_GRAM = 9
_MANY_GRAMS = 30
"""Of more than so many, every second one tells as much."""

_MOST_FOR_A_VOTE = 8
_REGIONS = 4
_HARDLY_ANY = 0.1
"""Places with a smaller share of the votes that the likeliest has are left out."""

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


def hits(text: str, passage: Passage, hint: int) -> list[int]:
    """Where the very words stand; of very many, those on both sides of the hint."""
    found = occurrences(text, passage.exact, MOST_HITS)
    if len(found) < MOST_HITS or found[-1] > hint:
        return found
    begin = text.rfind(passage.exact, 0, hint + len(passage.exact))
    for _ in range(MOST_HITS // 2):
        before = text.rfind(passage.exact, 0, max(0, begin + len(passage.exact) - 1))
        if before < 0:
            break
        begin = before
    return [begin + at for at in occurrences(text[begin : begin + _FAR], passage.exact, MOST_HITS)]


def worth_a_look(text: str, passage: Passage, places: Sequence[int], hint: int) -> list[int]:
    """Of very many hits, those with the likeliest neighbours, the nearest first."""
    return sorted(
        places,
        key=lambda start: (-_sides(text, passage, start, NEIGHBOURS // 2), abs(start - hint)),
    )[:_CLOSELY_LOOKED_AT]


def certain_reach(words: str) -> int:
    """How far the neighbours must agree for the words to need no closer look.

    The fewer words there are, the further.
    """
    return max(NEIGHBOURS, _CERTAIN - len(words))


def untouched(text: str, passage: Passage, places: list[int]) -> list[int]:
    """Those hits whose nearest neighbours on both sides are the old ones, to the character.

    Of several, none is certain where a side had no neighbours that could tell them apart.
    """
    if len(places) > 1 and not (passage.prefix and passage.suffix):
        return []
    reach = certain_reach(passage.exact)
    return [start for start in places if _sides(text, passage, start, reach) == 2]


def are_parted(text: Text, context: tuple[str, str], start: int, end: int, reach: int) -> bool:
    """Whether some of the old neighbours now stand elsewhere, perhaps around altered words.

    Near-identical passages agree in their nearest neighbours, but not in all of them; of two
    copies of a paragraph one may have been altered. Neighbours that stand nowhere any more were
    edited, which says nothing. In a book, a place far away has nothing to do with it.
    """
    before, after = context
    if len(text) > 2 * _VICINITY:
        first = max(0, start - _VICINITY)
        text, start, end = text[first : end + _VICINITY], start - first, end - first
    if _is_twin(text, (before, after), (start, end), reach):
        return True
    around_before = text[max(0, start - len(before) - 2 * _OUTER) : start]
    around_after = text[end : end + len(after) + 2 * _OUTER]
    return any(
        chunk not in around and text.find(chunk) >= 0
        for chunks, around in (
            (_chunks(before[:-reach], from_end=True), around_before),
            (_chunks(after[reach:], from_end=False), around_after),
        )
        for chunk in chunks
    )


def only_place(text: Text, window: str, hint: int | None) -> int | None:
    """Where the words stand if only there: in a book, in the vicinity of the hint at least."""
    if hint is not None and len(text) > 2 * _VICINITY:
        first = max(0, hint - _VICINITY)
        found = only_place(text[first : hint + _VICINITY], window, None)
        if found is not None:
            return first + found
    found = text.find(window)
    return None if found < 0 or text.find(window, found + 1) >= 0 else found


def _is_twin(text: Text, context: tuple[str, str], span: tuple[int, int], reach: int) -> bool:
    """Whether the nearest neighbours stand elsewhere too: on both sides, or many on one."""
    before, after = context[0][-reach:], context[1][:reach]
    is_before = bool(before) and _is_elsewhere(text, before, span[0] - len(before))
    is_after = bool(after) and _is_elsewhere(text, after, span[1])
    if is_before and is_after:
        return True
    if is_before:
        far = context[0][-2 * NEIGHBOURS :]
        return len(far) > reach and _is_elsewhere(text, far, span[0] - len(far))
    far = context[1][: 2 * NEIGHBOURS]
    return is_after and len(far) > reach and _is_elsewhere(text, far, span[1])


def _is_elsewhere(text: Text, words: str, start: int) -> bool:
    """Whether the words stand anywhere but at the offset, give or take a blank."""
    at = text.find(words)
    while at >= 0:
        if abs(at - start) > _BLANKS:
            return True
        at = text.find(words, at + 1)
    return False


def _chunks(context: str, *, from_end: bool) -> list[str]:
    """The context in pieces, from the quote outwards; what is left over at the far end is none."""
    if len(context) <= _OUTER:
        return [context]
    count = len(context) // _OUTER
    first = len(context) - count * _OUTER if from_end else 0
    return [context[first + n * _OUTER :][:_OUTER] for n in range(count)]


def _sides(text: str, passage: Passage, start: int, reach: int) -> int:
    """On how many sides the nearest characters are the old ones; a side without any counts."""
    end = start + len(passage.exact)
    before = text[max(0, start - reach - 1) : start].rstrip()
    after = text[end : end + reach + 1].lstrip()
    return before.endswith(passage.prefix[-reach:]) + after.startswith(passage.suffix[:reach])


class Region(NamedTuple):
    """A stretch that may hold an altered form of the passage, and how much speaks for it."""

    start: int
    end: int
    votes: float


def regions(text: str, passage: Passage, hint: int) -> list[Region]:
    """Where to look for an altered form of the passage, the likeliest first.

    Wherever a few words in a row of the old window stand again, they vote for the place
    where the quote would then begin; the rarer they are, the more the vote counts. What the
    quote's own words say comes in besides, with less around: its old neighbours may stand
    at a place of their own.
    """
    votes = _votes(text, passage, hint)
    tries = max(1, min(_REGIONS, _ALIGNED_WORDS // max(1, len(passage.words))))
    margin = NEIGHBOURS + len(passage.exact) // 4
    before, after = passage.start + margin, len(passage.text) - passage.start + margin
    wide = _places(text, votes, margin, (before, after))[:tries]
    own = [vote for vote in votes if vote.is_own]
    close = _places(text, own, margin, (margin, len(passage.exact) + margin))[: tries // 2]
    return wide + close


class _Vote(NamedTuple):
    """That the quote begins at ``start``; ``is_own`` where its own words say so."""

    start: int
    weight: float
    is_own: bool


def _places(text: str, votes: list[_Vote], margin: int, around: tuple[int, int]) -> list[Region]:
    """What stretches so far around the places most voted for."""
    places = []
    for group in _grouped(votes, margin):
        start = max(0, group[0].start - around[0])
        end = min(len(text), group[-1].start + around[1])
        places.append(Region(start, end, sum(vote.weight for vote in group)))
    places.sort(key=lambda place: -place.votes)
    return [place for place in places if place.votes >= _HARDLY_ANY * places[0].votes]


def _votes(text: str, passage: Passage, hint: int) -> list[_Vote]:
    votes: list[_Vote] = []
    grams = list(_grams(passage.words))
    for start, end in grams[:: 2 if len(text) > _LARGE or len(grams) > _MANY_GRAMS else 1]:
        gram, shift = passage.text[start:end], passage.start - start
        places = occurrences(text, gram, _MOST_FOR_A_VOTE + 1)
        if len(places) > _MOST_FOR_A_VOTE:
            # Words that stand everywhere can only speak for the place where they stood.
            places = _nearest(text, gram, max(0, hint - shift))
            weight = 1 / _MOST_FOR_A_VOTE
        else:
            weight = 1 / max(1, len(places))
        is_own = passage.start <= start and end <= passage.end
        votes += [_Vote(place + shift, weight, is_own) for place in places]
    return sorted(votes)


def _nearest(text: str, words: str, hint: int) -> list[int]:
    """The occurrences just before and just after an offset."""
    found = text.rfind(words, 0, hint + len(words)), text.find(words, hint + 1)
    return sorted({place for place in found if place >= 0})


def _grams(words: Words) -> Iterator[tuple[int, int]]:
    """Each few words in a row; more of them where they are short, as in Chinese."""
    most = len(words) - 1
    for index in range(len(words) - _GRAM + 1):
        start, end = words.starts[index], words.ends[index + _GRAM - 1]
        if end - start < _SHORTEST_GRAM:
            end = words.ends[min(index + _GRAM + 1, most)]
        yield start, end


def _grouped(votes: list[_Vote], margin: int) -> list[list[_Vote]]:
    """Votes for about the same place, together."""
    groups: list[list[_Vote]] = []
    for vote in votes:
        last = groups[-1] if groups else None
        near = last and vote.start - last[-1].start <= margin
        if last and near and vote.start - last[0].start <= 3 * margin:
            last.append(vote)
        else:
            groups.append([vote])
    return groups
