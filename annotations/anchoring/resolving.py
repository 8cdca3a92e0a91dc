"""Finding a recorded passage in a text that may have changed since."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import zip_longest

from annotations.anchoring import candidates, decide
from annotations.anchoring.align import Aligner, Fit
from annotations.anchoring.decide import Choice
from annotations.anchoring.fold import Folded
from annotations.anchoring.lengthy import LONG, find_by_ends
from annotations.anchoring.passage import Passage, begins_line, ends_line
from annotations.anchoring.untouched import as_it_stood, inner
from annotations.model import Anchor, Position, Quote
from annotations.text import Text

_GROWN, _SLACK = 2.2, 60
"""An altered quote is at most so much longer than it was, and so many characters."""

_CLEARLY_LESS = 0.5
_INDENT = 8
_ALMOST = 0.9999
"""Altered words are never wholly sure."""

_KEPT = 4_000_000
"""Longer texts are not kept for the next question."""

ORPHANED = Anchor("orphaned", 0.0, None, None)


def resolve(text: Text, quote: Quote, position: Position | None = None) -> Anchor:
    """Find where the quote stands in the text now.

    ``position`` is where it stood in the text it was made on. The status is ``exact``
    (the very characters), ``folded`` (only spacing, case or typography differ),
    ``changed`` (the words differ, at the same place), ``moved`` (the same words among
    other neighbours), ``ambiguous`` (several places fit as well; the nearest is given) or
    ``orphaned`` (a mark on the wrong sentence would be worse than none). The hit has no
    white space at its ends, and its ``text_sha256`` is left to the caller. For many
    quotes in one text keep one ``Resolver``.
    """
    if not isinstance(text, str) or len(text) > _KEPT:
        return Resolver(text).resolve(quote, position)
    return _resolver(text).resolve(quote, position)


class Resolver:
    """Finds quotes in one text; what all of them need is prepared once, when first needed."""

    def __init__(self, text: Text) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> Folded:
        return Folded(str(self._text))

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self._folded.text)

    def resolve(self, quote: Quote, position: Position | None = None) -> Anchor:
        """Find where the quote stands in the text now, as the function of this name does."""
        untouched = as_it_stood(self._text, quote, position) if position is not None else None
        if untouched is not None:
            return untouched
        start = self._only_place(quote)
        if start is not None:
            return Anchor("exact", 1.0, *inner(quote.exact, start))
        passage = Passage(quote)
        if not passage.exact:
            return ORPHANED
        text = self._folded.text
        hint = 0 if position is None else self._folded.offset(position.start)
        hits = candidates.hits(text, passage, hint)
        certain = candidates.untouched(text, passage, hits) if passage.has_context else hits
        if len(certain) == 1 and not self._is_parted(passage, certain[0]):
            return self._certain(quote, certain[0], certain[0] + len(passage.exact))
        if len(quote.exact) > LONG and not hits:
            return find_by_ends(str(self._text), quote, position, self.resolve) or ORPHANED
        fits = self._fits(passage, certain or hits, hint)
        rarity = self._aligner.rarity(passage)
        known = None if position is None else hint
        choice = decide.choose(passage, fits, rarity, hits=len(hits), hint=known)
        return self._anchored(quote, passage, choice) if choice else ORPHANED

    def _fits(self, passage: Passage, hits: Sequence[int], hint: int) -> list[Fit]:
        """Every place worth a look, the best first, the nearest of equals."""
        text = self._folded.text
        looked_at = candidates.worth_a_look(text, passage, hits, hint)
        found = [self._aligner.at_hit(passage, place) for place in looked_at]
        if passage.count and len(passage.exact) <= LONG and not decide.is_settled(found):
            found += self._altered(passage, found, hint)
        if passage.is_block:
            found = [replace(fit, is_block=self._is_block(fit)) for fit in found]
        return sorted(found, key=lambda fit: (-round(fit.score, 3), abs(fit.start - hint)))

    def _is_block(self, fit: Fit) -> bool:
        """Whether the fit stands between two breaks of the line."""
        start, end = self._folded.span(fit.start, fit.end)
        before = self._text[max(0, start - _INDENT) : start] if start else ""
        return begins_line(before) and ends_line(self._text[end : end + _INDENT])

    def _altered(self, passage: Passage, hits: Sequence[Fit], hint: int) -> list[Fit]:
        """The fits of altered words; those that a hit among them explains better left out."""
        longest = _GROWN * len(passage.exact) + _SLACK
        found: list[Fit] = []
        regions = candidates.regions(self._folded.text, passage, hint)
        for region, following in zip_longest(regions, regions[1:]):
            for fit in self._aligner.in_region(passage, (region.start, region.end)):
                # Words put in beside the very words leave the mark on these.
                holds_a_hit = any(fit.start <= hit.start and hit.end <= fit.end for hit in hits)
                is_needless = any(_makes_needless(other, fit) for other in (*hits, *found))
                if fit.end - fit.start <= longest and not holds_a_hit and not is_needless:
                    found.append(fit)
            rest = following.votes if following else 0.0
            if rest < region.votes * _CLEARLY_LESS and decide.is_settled([*hits, *found]):
                break
        return found

    def _only_place(self, quote: Quote) -> int | None:
        """Where the very characters stand among their old neighbours, if only there.

        Most passages of an edited text are found so, and it costs no folding.
        """
        reach = candidates.certain_reach(quote.exact)
        before, after = quote.prefix[-reach:], quote.suffix[:reach]
        # Blanks in a row, as in tables, are no neighbours.
        if not (before and after) or not quote.exact.strip() or "  " in before + after:
            return None
        window = before + quote.exact + after
        found = self._text.find(window)
        if found < 0 or self._text.find(window, found + 1) >= 0:
            return None
        start, end = found + len(before), found + len(before) + len(quote.exact)
        context = quote.prefix, quote.suffix
        if candidates.are_parted(self._text, context, start, end, reach):
            return None
        return start

    def _is_parted(self, passage: Passage, start: int) -> bool:
        context, reach = (passage.prefix, passage.suffix), candidates.certain_reach(passage.exact)
        end = start + len(passage.exact)
        return candidates.are_parted(self._folded.text, context, start, end, reach)

    def _anchored(self, quote: Quote, passage: Passage, choice: Choice) -> Anchor:
        fit = choice.fit
        start, end = self._folded.span(fit.start, fit.end)
        if choice.is_doubtful:
            status = "ambiguous"
        elif self._folded.text[fit.start : fit.end] != passage.exact:
            status = "changed"
        elif choice.is_moved:
            status = "moved"
        else:
            status = self._unaltered(quote, start, end)
        sureness = choice.sureness if choice.fit.is_whole else min(_ALMOST, choice.sureness)
        return Anchor(status, round(sureness, 4), start, end)

    def _certain(self, quote: Quote, start: int, end: int) -> Anchor:
        span = self._folded.span(start, end)
        return Anchor(self._unaltered(quote, *span), 1.0, *span)

    def _unaltered(self, quote: Quote, start: int, end: int) -> str:
        """Exact if the very characters are the old ones."""
        return "exact" if self._text[start:end] == quote.exact.strip() else "folded"


# Whoever asks for one quote will ask for the next one in the same text.
@lru_cache(maxsize=1)
def _resolver(text: str) -> Resolver:
    return Resolver(text)


def _makes_needless(one: Fit, other: Fit) -> bool:
    return one.overlaps(other) and one.kept >= other.kept and one.score >= other.score
