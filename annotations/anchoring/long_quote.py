"""Very long quotes: found by their two ends, because aligning all their words takes too long."""

from collections.abc import Callable, Iterator

from annotations.model import CONTEXT, Anchor, Position, Quote

LONG = 1500
"""Characters from which on a quote is looked for by its ends."""

_WINDOW = 400
_TRIES = (0, 1, 3, 7)
"""How many windows further in an end is looked for, where it was edited beyond recognition."""

_SAMPLES = 40
_SAMPLE = 24
_LEAST_KEPT = 0.1
_LONGER, _SHORTER = 2.2, 0.45

Find = Callable[[Quote, Position | None], Anchor]


def find_by_ends(text: str, quote: Quote, position: Position | None, find: Find) -> Anchor | None:
    """Where a long quote stands now, with the words in it altered; None where it does not.

    ``find`` is asked for short quotes. Both ends must be found, about as far apart as they
    were, and some of what is between them must still be the same.
    """
    start = 0 if position is None else position.start
    head = next(_found(_heads(quote), start, find), None)
    if head is None or head.start is None:
        return None
    tail = next(_found(_tails(quote), head.start, find), None)
    if tail is None or tail.end is None:
        return None
    length = tail.end - head.start
    if not _SHORTER * len(quote.exact) <= length <= _LONGER * len(quote.exact):
        return None
    if _kept(quote.exact, text[head.start : tail.end]) < _LEAST_KEPT:
        return None
    status = "ambiguous" if "ambiguous" in (head.status, tail.status) else "changed"
    return Anchor(status, min(head.score, tail.score), head.start, tail.end)


def _found(parts: Iterator[tuple[int, Quote]], start: int, find: Find) -> Iterator[Anchor]:
    for offset, part in parts:
        anchor = find(part, Position(start + offset, start + offset + len(part.exact)))
        if anchor.start is not None:
            yield anchor


def _heads(quote: Quote) -> Iterator[tuple[int, Quote]]:
    for skipped in _TRIES:
        begin = _between_words(quote.exact, skipped * _WINDOW) if skipped else 0
        end = _between_words(quote.exact, begin + _WINDOW)
        if begin < end:
            yield begin, _part(quote, begin, end)


def _tails(quote: Quote) -> Iterator[tuple[int, Quote]]:
    length = len(quote.exact)
    for skipped in _TRIES:
        end = _between_words(quote.exact, max(0, length - skipped * _WINDOW))
        end = end if skipped else length
        begin = _between_words(quote.exact, max(0, end - _WINDOW))
        if begin < end:
            yield begin, _part(quote, begin, end)


def _part(quote: Quote, begin: int, end: int) -> Quote:
    whole = quote.exact
    before = (quote.prefix + whole[max(0, begin - CONTEXT) : begin])[-CONTEXT:]
    after = (whole[end : end + CONTEXT] + quote.suffix)[:CONTEXT]
    return Quote(whole[begin:end], before, after)


def _between_words(text: str, offset: int) -> int:
    """The next blank, or this very offset where there is none near."""
    found = text.find(" ", offset, offset + _WINDOW // 4)
    return min(len(text), offset) if found < 0 else found


def _kept(old: str, new: str) -> float:
    """The share of a few samples of the old words that stand in the new ones."""
    step = max(1, (len(old) - _SAMPLE) // _SAMPLES)
    samples = [old[at : at + _SAMPLE] for at in range(0, len(old) - _SAMPLE, step)]
    return sum(sample in new for sample in samples) / max(1, len(samples))
