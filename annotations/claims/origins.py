"""Which texts are likely to go back to one: the same sentences in the same order.

Copying is told by how much of one text is contained in the other, as in the METER corpus of
news agency copy and what newspapers made of it (Clough, Gaizauskas, Piao and Wilks 2002), and
by the order, which rewriting keeps and independent reports do not. What stands between
quotation marks is left out: two reporters may quote the same statement.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from zlib import crc32

from annotations.claims.conflicts import quotations
from annotations.claims.similarity.terms import Terms
from annotations.claims.similarity.tokens import words
from annotations.text.spans import Span

_SHINGLE = 3
"""Words of a run."""
_LEAST_CONTAINED = 0.07
"""Share of the runs of the shorter text that the other must have."""
_LEAST_COPIED = 0.2
"""Share from which on runs in common tell by themselves, in whatever order they stand."""
_FEWEST_COPIED = 15
"""Runs that it takes for that: fewer are a turn of phrase."""
_LEAST_ALIKE = 0.2
_LEAST_SHARE = 0.5
_LEAST_ORDER = 0.75
_FEWEST_ALIKE = 3
_FEWEST_WORDS = 4
"""A sentence with fewer words outside quotation marks is no evidence."""
_MOST_KEPT = 400_000
"""Runs that are kept; of more texts an even sample is."""
_MOST_JUDGED = 1000
"""Pairs whose sentences are compared, those with most runs in common: a bound on the time."""
_MOST_SENTENCES = 300
"""Sentences of a text that are compared one by one; a longer one is a copy if it is the same."""
_MOST_COMPARED = 3_000_000
"""Pairs of sentences that are compared at most, those of the likeliest texts first."""
_MOST_SHARING = 60
"""Texts that may have a run in common: what more have is a phrase."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Two texts, by name, that are likely to go back to one.

    ``share_a`` and ``share_b`` are the shares of the sentences of each that the other has, in
    some wording; ``order`` says how far they stand in the same order, from 0 to 1.
    ``agency`` is the news agency or the kind of release that one of them is signed with.
    """

    a: str
    b: str
    share_a: float
    share_b: float
    order: float
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """The sentences of a text as they are without what they quote.

    ``places`` tell which sentence of the text each is: those that only quote are left out.
    """

    name: str
    sentences: Sequence[Sequence[str]]
    agency: str = ""
    places: Sequence[int] = ()

    def runs(self) -> Iterator[int]:
        """A number for each run of words, the same in every process."""
        for said in self.sentences:
            yield from _runs(said)


def _runs(said: Sequence[str]) -> Iterator[int]:
    for start in range(len(said) - _SHINGLE + 1):
        yield crc32(" ".join(said[start : start + _SHINGLE]).encode())


def unquoted(name: str, text: str, spans: Iterable[Span]) -> Unquoted:
    """The sentences of a text, given by spans, without what stands between quotation marks."""
    kept: list[str] = []
    at = 0
    for start, end in quotations(text):
        kept += (text[at:start], " " * (end - max(at, start)))
        at = max(at, end)
    text = "".join((*kept, text[at:]))
    said = [words(text[start:end]) for start, end in spans]
    places = [place for place, one in enumerate(said) if len(one) >= _FEWEST_WORDS]
    return Unquoted(name, [said[place] for place in places], signed_by(text), places)


_AGENCIES = {
    "Reuters": r"\(Reuters\)|Reuters\Z|Reporting by [A-Z]|Thomson Reuters",
    "Associated Press": r"\(AP\)|\bThe Associated Press\b|Associated Press\Z",
    "AFP": r"\(AFP\)|Agence France-Presse|\bAFP\Z",
    "dpa": r"\(dpa\)|\bdpa\Z|Deutsche Presse-Agentur",
    "UPI": r"\(UPI\)", "Xinhua": r"\(Xinhua\)", "EFE": r"\(EFE\)", "ANSA": r"\(ANSA\)",
    "Bloomberg": r"\(Bloomberg\)", "PA": r"\(PA\)|Press Association",
    "press release": r"PRNewswire|Business ?Wire|GLOBE ?NEWSWIRE|(?i:\bpress release\b|for immediate release)",
}  # fmt: skip
_SIGNED_WITHIN = 400
"""Characters of the head and of the end of a text in which it is signed."""


def signed_by(text: str) -> str:
    """The news agency, or the kind of release, that a text is signed with; "" for none.

    >>> signed_by("ORLO (Reuters) - The port was shut on Monday.")
    'Reuters'
    """
    edges = text[:_SIGNED_WITHIN], text[-_SIGNED_WITHIN:].rstrip(" .\n)")
    for name, pattern in _AGENCIES.items():
        if any(re.search(pattern, edge) for edge in edges):
            return name
    return ""


def copied(ours: Unquoted, theirs: Unquoted) -> list[tuple[int, int]]:
    """The sentences, by their places, most of whose runs of words the other text has in one."""
    homes: dict[int, int] = {}
    for place, said in enumerate(theirs.sentences):
        for run in _runs(said):
            homes.setdefault(run, place)
    found = []
    for place, said in enumerate(ours.sentences):
        runs = list(_runs(said))
        places = Counter(homes[run] for run in runs if run in homes)
        if places and places.total() * 2 >= len(runs):
            found.append((place, places.most_common(1)[0][0]))
    return found


def origins(
    texts: Sequence[Unquoted],
    terms: Callable[[Sequence[str]], Terms],
    likeness_between: Callable[[Sequence[Terms], Sequence[Terms]], Callable[[int, int], float]],
) -> list[Origin]:
    """The pairs of texts that are likely to go back to one, the surest first.

    ``likeness_between`` gives what tells how alike the sentences at two places are.
    """
    found = []
    candidates = []
    for a, b in _candidates(texts):
        one, other = texts[a], texts[b]
        if one.sentences == other.sentences:
            agency = one.agency or other.agency
            found.append(Origin(one.name, other.name, 1.0, 1.0, 1.0, agency))
        elif origin := _by_copying(one, other):
            found.append(origin)
        elif max(len(one.sentences), len(other.sentences)) <= _MOST_SENTENCES:
            candidates.append((a, b))
    looked_at = {place for pair in candidates for place in pair}
    said = {place: [terms(one) for one in texts[place].sentences] for place in looked_at}
    left = _MOST_COMPARED
    for a, b in candidates:
        size = len(said[a]) * len(said[b])
        if size > left:
            continue
        left -= size
        across, back = _closest(said[a], said[b], likeness_between(said[a], said[b]))
        judged = _judged(texts[a].name, texts[b].name, across, back)
        if judged:
            found.append(replace(judged, agency=texts[a].agency or texts[b].agency))
    found.sort(key=lambda one: -max(one.share_a, one.share_b))
    return found


def _by_copying(one: Unquoted, other: Unquoted) -> Origin | None:
    """Whether one holds so many of the other's very words that it was copied from, in any order.

    Of the texts that go back to one in this way, half of a text, a third of it within an own
    account, and paragraphs in another order are found.
    """
    ours, theirs = set(one.runs()), set(other.runs())
    common = len(ours & theirs)
    if common < _FEWEST_COPIED or common < _LEAST_COPIED * min(len(ours), len(theirs)):
        return None
    across, back = copied(one, other), copied(other, one)
    shares = len(across) / len(one.sentences), len(back) / len(other.sentences)
    order = max(0.0, order_agreement([place for _, place in across]))
    agency = one.agency or other.agency
    return Origin(
        one.name, other.name, round(shares[0], 3), round(shares[1], 3), round(order, 3), agency
    )


def _candidates(texts: Sequence[Unquoted]) -> list[tuple[int, int]]:
    """The pairs of texts that have enough runs in common to be looked at, the most first."""
    total = sum(len(said) for text in texts for said in text.sentences)
    every = 1 + total // _MOST_KEPT
    holders: dict[int, list[int]] = defaultdict(list)
    sizes = []
    for place, text in enumerate(texts):
        kept = {run for run in text.runs() if run % every == 0}
        sizes.append(len(kept))
        for run in kept:
            holders[run].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if 1 < len(places) <= _MOST_SHARING:
            shared.update(combinations(places, 2))
    contained = {(a, b): count / min(sizes[a], sizes[b]) for (a, b), count in shared.items()}
    enough = [pair for pair, share in contained.items() if share >= _LEAST_CONTAINED]
    enough.sort(key=lambda pair: (-contained[pair], pair))
    return enough[:_MOST_JUDGED]


def _judged(
    a: str, b: str, across: Sequence[int | None], back: Sequence[int | None]
) -> Origin | None:
    """What it says which sentence of b is the likest to each of a, and the other way; None for none."""
    ours, theirs = ([place for place in side if place is not None] for side in (across, back))
    order = max(0.0, (order_agreement(ours) + order_agreement(theirs)) / 2)
    share_a, share_b = len(ours) / len(across), len(theirs) / len(back)
    if min(len(ours), len(theirs)) < _FEWEST_ALIKE and min(share_a, share_b) < 1:
        return None
    if max(share_a, share_b) < _LEAST_SHARE or order < _LEAST_ORDER:
        return None
    return Origin(a, b, round(share_a, 3), round(share_b, 3), round(order, 3))


def _closest(
    ours: Sequence[Terms], theirs: Sequence[Terms], likeness: Callable[[int, int], float]
) -> tuple[list[int | None], list[int | None]]:
    """For each sentence of either side the place of the likest of the other; None without a like.

    Nothing is likelier than the same terms, so those need not be compared.
    """
    known = cache(likeness)
    across, back = _places_of(ours, theirs), _places_of(theirs, ours)
    for place, found in enumerate(across):
        if found is None:
            across[place] = _likest([known(place, other) for other in range(len(theirs))])
    for place, found in enumerate(back):
        if found is None:
            back[place] = _likest([known(other, place) for other in range(len(ours))])
    return across, back


def _places_of(ours: Iterable[Terms], theirs: Sequence[Terms]) -> list[int | None]:
    """For each of ours the first place where the other side has the very same terms."""
    places = {terms: place for place, terms in reversed(list(enumerate(theirs)))}
    return [places.get(terms) for terms in ours]


def _likest(row: Sequence[float]) -> int | None:
    most = max(row, default=0.0)
    return row.index(most) if most >= _LEAST_ALIKE else None


def order_agreement(places: Sequence[int]) -> float:
    """How far places rise, from -1 (they fall) to 1: Kendall's tau without ties (1938).

    >>> order_agreement([1, 2, 2, 5]), order_agreement([3, 1])
    (1.0, -1.0)
    """
    steps = [(a < b) - (a > b) for a, b in combinations(places, 2) if a != b]
    return sum(steps) / len(steps) if steps else 1.0
