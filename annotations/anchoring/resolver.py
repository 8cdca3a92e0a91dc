"""Finding a recorded passage in a text that may have changed since."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import zip_longest

from annotations.anchoring import candidates, place_choice, witness
from annotations.anchoring.aligner import Aligner, Fit
from annotations.anchoring.correction_note import correction_notes
from annotations.anchoring.folded import Folded
from annotations.anchoring.long_quote import LONG, find_by_ends
from annotations.anchoring.passage import Passage, begins_line, ends_line
from annotations.anchoring.place_choice import Choice
from annotations.anchoring.text_diff import TextDiff
from annotations.anchoring.unchanged_place import as_it_stood, inner
from annotations.model import Anchor, Position, Quote
from annotations.text import Text

_GROWN, _SLACK = 2.2, 60
"""An altered quote is at most so much longer than it was, and so many characters."""

_CLEARLY_LESS, _HARDLY = 0.5, 0.25
_LONG_TEXT = 100_000
_IN_AN_ARTICLE, _IN_A_BOOK, _NOTE = 12_000, 1500, 1200
"""Notes of correction are looked for in so many characters, and so many around them."""

_NEIGHBOURS_THERE = 0.6
_INDENT = 8
_ALMOST = 0.9999
"""Altered words are never wholly sure."""

_DIFFERED = 3_000_000
"""Longer texts are not compared with the earlier ones."""

_KEPT = 4_000_000
"""Longer texts are not kept for the next question."""

ORPHANED = Anchor("orphaned", 0.0, None, None)


Earlier = Callable[[], str | None]
"""Gives the text that a quote was taken from, or None if it is not at hand; asked where needed."""


def resolve(
    text: Text, quote: Quote, position: Position | None = None, earlier: Earlier | str | None = None
) -> Anchor:
    """Find where the quote stands in the text now.

    ``position`` is where it stood in the text it was made on, which is ``earlier``: if that is
    at hand, a diff of both texts is a witness where quote, context and position disagree. The
    status is ``exact``
    (the very characters), ``folded`` (only spacing, case or typography differ),
    ``changed`` (the words differ, at the same place), ``moved`` (the same words among
    other neighbours), ``ambiguous`` (several places fit as well; the nearest is given) or
    ``orphaned`` (a mark on the wrong sentence would be worse than none). The hit has no
    white space at its ends, and its ``text_sha256`` is left to the caller. For many
    quotes in one text keep one ``Resolver``.
    """
    if not isinstance(text, str) or len(text) > _KEPT:
        return Resolver(text).resolve(quote, position, earlier)
    return _resolver(text).resolve(quote, position, earlier)


class Resolver:
    """Finds quotes in one text; what all of them need is prepared once, when first needed."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._last_diff: TextDiff | None = None
        self._noted: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def _is_long(self) -> bool:
        return len(self._text) > _LONG_TEXT

    @cached_property
    def _folded(self) -> Folded:
        return Folded(str(self._text))

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self._folded.text)

    def resolve(
        self,
        quote: Quote,
        position: Position | None = None,
        earlier: Earlier | str | None = None,
    ) -> Anchor:
        """Find where the quote stands in the text now, as the function of this name does."""
        untouched = as_it_stood(self._text, quote, position) if position is not None else None
        if untouched is not None:
            return untouched
        anchor = self._resolve(quote, position)
        if position is None or earlier is None or len(quote.exact) > LONG:
            return anchor
        diff = self._diff(earlier)
        if diff is None or diff.old[position.start : position.end] != quote.exact:
            return anchor
        return witness.heard(anchor, quote, position, diff)

    def proposal(
        self,
        quote: Quote,
        position: Position | None = None,
        earlier: Earlier | str | None = None,
    ) -> Anchor | None:
        """Where a quote that is orphaned may be after all; None if nothing is like it.

        It is for a reader to judge, and too doubtful to be given by ``resolve``.
        """
        passage = Passage(quote)
        if not passage.count or len(passage.exact) > LONG:
            return None
        hint = 0 if position is None else self._folded.offset(position.start)
        hits = candidates.hits(self._folded.text, passage, hint)
        fits, _ = self._fits(quote, passage, hits, hint)
        known = None if position is None else hint
        rarity = self._aligner.rarity(passage)
        choice = place_choice.likeliest(passage, fits, rarity, hits=len(hits), hint=known)
        found = None
        if choice is not None:
            found = self._anchored(quote, passage, choice)
        elif earlier is not None and position is not None and (diff := self._diff(earlier)):
            found = witness.hint(quote, position, diff)
        if found is None:
            return None
        is_unaltered = self._text[found.start : found.end] == quote.exact.strip()
        return replace(found, status="moved" if is_unaltered else "changed")

    def _diff(self, earlier: Earlier | str) -> TextDiff | None:
        """The difference to the earlier text; the last one is kept for the next quote."""
        old = earlier if isinstance(earlier, str) else earlier()
        if old is None or len(old) > _DIFFERED or len(self._text) > _DIFFERED:
            return None
        if self._last_diff is None or self._last_diff.old != old:
            self._last_diff = TextDiff(old, self._without_new_notes(old))
        return self._last_diff

    def _without_new_notes(self, old: str) -> str:
        """The text, with blanks for the notes of correction that the old one did not have.

        Books, in which they would have to be looked for at length, have none.
        """
        text = str(self._text)
        if self._is_long:
            return text
        for start, end in self._notes(0, len(text)):
            if text[start:end] not in old:
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _resolve(self, quote: Quote, position: Position | None) -> Anchor:
        start = self._only_place(quote, position)
        if start is not None and not self._is_noted(quote, inner(quote.exact, start)):
            return Anchor("exact", 1.0, *inner(quote.exact, start))
        passage = Passage(quote)
        if not passage.exact:
            return ORPHANED
        text = self._folded.text
        hint = 0 if position is None else self._folded.offset(position.start)
        hits = candidates.hits(text, passage, hint)
        certain = candidates.untouched(text, passage, hits) if passage.has_context else hits
        if len(certain) == 1 and not self._is_parted(passage, certain[0]):
            anchor = self._certain(quote, certain[0], certain[0] + len(passage.exact))
            if not self._is_noted(quote, span_of(anchor)):
                return anchor
        if len(quote.exact) > LONG and not hits:
            return find_by_ends(str(self._text), quote, position, self.resolve) or ORPHANED
        fits, noted = self._fits(quote, passage, certain or hits, hint)
        rarity = self._aligner.rarity(passage)
        known = None if position is None else hint
        count = len(hits) - sum(fit.is_whole for fit in noted)
        sure = certain[0] if len(certain) == 1 else None
        choice = place_choice.choose(passage, fits, rarity, hits=count, hint=known, sure=sure)
        if choice is None and (quoted := [fit for fit in noted if _is_at_home(fit)]):
            choice = place_choice.choose(passage, quoted, rarity, hits=len(quoted), hint=known)
            choice = choice and replace(choice, is_doubtful=True)
        return self._anchored(quote, passage, choice) if choice else ORPHANED

    def _fits(
        self, quote: Quote, passage: Passage, hits: Sequence[int], hint: int
    ) -> tuple[list[Fit], list[Fit]]:
        """Every place worth a look, the best first, the nearest of equals; and those in notes."""
        text = self._folded.text
        looked_at = candidates.worth_a_look(text, passage, hits, hint)
        found = [self._aligner.at_hit(passage, place) for place in looked_at]
        noted = [fit for fit in found if self._is_noted(quote, self._span(fit))]
        found = [fit for fit in found if fit not in noted]
        is_alone = not noted and not any(self._is_parted(passage, fit.start) for fit in found)
        is_open = not is_alone or not place_choice.is_settled(found)
        if passage.count and len(passage.exact) <= LONG and is_open:
            altered = self._altered(quote, passage, found, hint, is_settling=is_alone)
            for fit in altered:
                is_noted = fit.kept > 0 and self._is_noted(quote, self._span(fit))
                (noted if is_noted else found).append(fit)
        return self._ordered(passage, found, hint), noted

    def _ordered(self, passage: Passage, found: list[Fit], hint: int) -> list[Fit]:
        if passage.is_block:
            found = [replace(fit, is_block=self._is_block(fit)) for fit in found]
        return sorted(found, key=lambda fit: (-round(fit.score, 3), abs(fit.start - hint)))

    def _is_block(self, fit: Fit) -> bool:
        """Whether the fit stands between two breaks of the line."""
        start, end = self._folded.span(fit.start, fit.end)
        before = self._text[max(0, start - _INDENT) : start] if start else ""
        return begins_line(before) and ends_line(self._text[end : end + _INDENT])

    def _span(self, fit: Fit) -> tuple[int, int]:
        return self._folded.span(fit.start, fit.end)

    def _is_noted(self, quote: Quote, span: tuple[int, int]) -> bool:
        """Whether a note of correction quotes the words there, and was not itself marked."""
        if self._is_long and self._has_context(quote, span):
            return False
        return bool(self._new_notes(quote, *span))

    def _new_notes(self, quote: Quote, start: int, end: int) -> list[tuple[int, int]]:
        """The notes that the span touches; none where there was one around the quote already."""
        found = self._notes(start, end)
        if found and correction_notes(quote.prefix + quote.exact + quote.suffix):
            return []
        return found

    def _has_context(self, quote: Quote, span: tuple[int, int]) -> bool:
        """Whether all that was recorded around the quote stands around it, to the character."""
        indent = len(quote.exact) - len(quote.exact.lstrip())
        start = span[0] - indent - len(quote.prefix)
        return start >= 0 and self._text.startswith(
            quote.prefix + quote.exact + quote.suffix, start
        )

    def _notes(self, start: int, end: int) -> list[tuple[int, int]]:
        """The notes of correction that the span touches.

        They are looked for in stretches of the text, each once.
        """
        size = self._stretch
        stretches = range(start // size, max(start, end - 1) // size + 1)
        found = {note for stretch in stretches for note in self._notes_in(stretch)}
        return sorted(note for note in found if note[0] < end and start < note[1])

    @property
    def _stretch(self) -> int:
        return _IN_A_BOOK if self._is_long else _IN_AN_ARTICLE

    def _notes_in(self, stretch: int) -> list[tuple[int, int]]:
        if stretch not in self._noted:
            first = max(0, stretch * self._stretch - _NOTE)
            found = correction_notes(self._text[first : (stretch + 1) * self._stretch + _NOTE])
            self._noted[stretch] = [(first + start, first + end) for start, end in found]
        return self._noted[stretch]

    def _altered(
        self,
        quote: Quote,
        passage: Passage,
        hits: Sequence[Fit],
        hint: int,
        *,
        is_settling: bool,
    ) -> list[Fit]:
        """The fits of altered words; those that a hit among them explains better left out."""
        longest = _GROWN * len(passage.exact) + _SLACK
        found: list[Fit] = []
        regions = candidates.regions(self._folded.text, passage, hint)
        is_clear = False
        for region, following in zip_longest(regions, regions[1:]):
            # Where the passage stood is always looked at: its neighbours may have closed up.
            if is_clear and not region.start <= hint < region.end:
                continue
            for fit in self._in_region(quote, passage, region):
                # Words put in beside the very words leave the mark on these.
                holds_a_hit = any(fit.start <= hit.start and hit.end <= fit.end for hit in hits)
                is_needless = any(_makes_needless(other, fit) for other in (*hits, *found))
                if fit.end - fit.start <= longest and not holds_a_hit and not is_needless:
                    found.append(fit)
            rest = following.votes if following else 0.0
            if not is_settling:
                is_clear = is_clear or rest < regions[0].votes * _HARDLY
            elif rest < region.votes * _CLEARLY_LESS and place_choice.is_settled([*hits, *found]):
                break
        return found

    def _in_region(self, quote: Quote, passage: Passage, region: candidates.Region) -> list[Fit]:
        """The fits in a region, without the notes of correction in it."""
        notes = self._new_notes(quote, *self._folded.span(region.start, region.end))
        but = [(self._folded.offset(first), self._folded.offset(last)) for first, last in notes]
        return self._aligner.in_region(passage, (region.start, region.end), but)

    def _only_place(self, quote: Quote, position: Position | None) -> int | None:
        """Where the very characters stand among their old neighbours, if only there.

        Most passages of an edited text are found so, and it costs no folding.
        """
        reach = candidates.certain_reach(quote.exact)
        before, after = quote.prefix[-reach:], quote.suffix[:reach]
        # Blanks in a row, as in tables, are no neighbours.
        has_both = before.strip() and after.strip()
        if not has_both or not quote.exact.strip() or "  " in before + after:
            return None
        window = before + quote.exact + after
        hint = None if position is None else position.start
        found = candidates.only_place(self._text, window, hint)
        if found is None:
            return None
        start, end = found + len(before), found + len(before) + len(quote.exact)
        has_stayed = hint is not None and abs(start - hint) <= place_choice.AS_GOOD_AS_THERE
        if has_stayed and self._has_context(quote, inner(quote.exact, start)):
            return start
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


def span_of(anchor: Anchor) -> tuple[int, int]:
    """The span of an anchor that has one."""
    assert anchor.start is not None
    assert anchor.end is not None
    return anchor.start, anchor.end


def _is_at_home(fit: Fit) -> bool:
    """Whether the old neighbours stand on both sides, in the same paragraph as a note."""
    return fit.worse >= _NEIGHBOURS_THERE


def _makes_needless(one: Fit, other: Fit) -> bool:
    return one.overlaps(other) and one.kept >= other.kept and one.score >= other.score
