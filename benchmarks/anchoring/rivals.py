"""How others find a passage again, measured beside ours.

``hypothesis`` is written anew from the description of the matcher of the Hypothesis client
(``src/annotator/anchoring/match-quote.ts``): exact hits, or, where there are none, the
approximate hits with the fewest errors (Myers' bit vectors; Sellers, 1980), at most half of
the quote; each scored (50 quote + 20 prefix + 20 suffix + 2 position) / 92 with contexts of
32 characters, and no least score. It is no copy of that code and runs at the speed of Python.
"""

from collections.abc import Callable
from importlib import import_module

from annotations import Anchor, Position, Quote

Finder = Callable[[str, Quote, Position], Anchor]

_CONTEXT = 32
_MOST_ERRORS = 256
_MOST_HITS = 1000


def nearest(text: str, quote: Quote, position: Position) -> Anchor:
    """The very words, nearest to where they stood."""
    places = _exact(text, quote.exact)
    if not places:
        return Anchor("orphaned", 0.0, None, None)
    start = min(places, key=lambda place: abs(place - position.start))
    return Anchor("exact", 1.0, start, start + len(quote.exact))


def hypothesis(text: str, quote: Quote, position: Position) -> Anchor:
    """Exact hits, else the closest ones, scored by words, context and place."""
    exact = quote.exact
    hits = [(start, start + len(exact), 0) for start in _exact(text, exact)]
    if not hits:
        hits = _approximate(text, exact, min(_MOST_ERRORS, len(exact) // 2))
    if not hits:
        return Anchor("orphaned", 0.0, None, None)

    def score(hit: tuple[int, int, int]) -> float:
        start, end, errors = hit
        before, after = quote.prefix[-_CONTEXT:], quote.suffix[:_CONTEXT]
        prefix = _likeness(text[max(0, start - len(before)) : start], before) if before else 1.0
        suffix = _likeness(text[end : end + len(after)], after) if after else 1.0
        place = 1 - abs(start - position.start) / max(1, len(text))
        return (50 * (1 - errors / len(exact)) + 20 * prefix + 20 * suffix + 2 * place) / 92

    best = max(hits, key=score)
    return Anchor("exact" if not best[2] else "changed", score(best), best[0], best[1])


def patched(text: str, quote: Quote, position: Position) -> Anchor:
    """diff-match-patch as dom-anchor-text-quote uses it: bitap on 32 characters at each end."""
    module = import_module("diff_match_patch")  # only where it is installed
    matcher = module.diff_match_patch()
    matcher.Match_Distance = len(text) * 2
    start = matcher.match_main(text, quote.exact[:32], position.start)
    if start < 0:
        return Anchor("orphaned", 0.0, None, None)
    tail = quote.exact[-32:]
    there = matcher.match_main(text, tail, start + max(0, len(quote.exact) - 32))
    if there < start:
        return Anchor("orphaned", 0.0, None, None)
    return Anchor("changed", 0.5, start, min(len(text), there + len(tail)))


def _exact(text: str, words: str) -> list[int]:
    places: list[int] = []
    at = text.find(words)
    while at >= 0 and len(places) < _MOST_HITS:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _likeness(text: str, words: str) -> float:
    """1 less the share of errors of the closest hit of the words in a few characters."""
    if words in text:
        return 1.0
    errors = min(_costs(text, words), default=len(words))
    return 1 - min(errors, len(words)) / len(words)


def _approximate(text: str, words: str, most: int) -> list[tuple[int, int, int]]:
    """The hits with the fewest errors, if these are at most ``most``."""
    costs = _costs(text, words)
    least = min(costs, default=most + 1)
    if least > most:
        return []
    hits: list[tuple[int, int, int]] = []
    for end, errors in enumerate(costs, 1):
        if errors == least and len(hits) < _MOST_HITS:
            begin = max(0, end - len(words) - least)
            back = _costs(text[begin:end][::-1], words[::-1])
            length = min(n for n, errors in enumerate(back, 1) if errors == min(back))
            hits.append((end - length, end, least))
    return hits


def _costs(text: str, words: str) -> list[int]:
    """For each end in the text the errors of the closest hit ending there (Myers, 1999)."""
    length = len(words)
    masks: dict[str, int] = {}
    for bit, character in enumerate(words):
        masks[character] = masks.get(character, 0) | 1 << bit
    every, top = (1 << length) - 1, 1 << (length - 1)
    plus, minus, errors = every, 0, length
    costs = []
    for character in text:
        equal = masks.get(character, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | ~(horizontal | plus), plus & horizontal
        errors += bool(up & top) - bool(down & top)
        up, down = up << 1, down << 1
        plus = (down | ~(vertical | up)) & every
        minus = up & vertical & every
        costs.append(errors)
    return costs
