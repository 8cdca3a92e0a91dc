"""Finding a recorded passage in a text that may have changed since."""

from collections.abc import Sequence
from functools import cached_property

from annotations.anchoring import candidates, decide
from annotations.anchoring.align import Aligner, Fit
from annotations.anchoring.fold import Folded
from annotations.anchoring.passage import Passage
from annotations.model import Anchor, Position, Quote

ORPHANED = Anchor("orphaned", 0.0, None, None)


def resolve(text: str, quote: Quote, position: Position | None = None) -> Anchor:
    """Find where the quote stands in the text now.

    ``position`` is where it stood in the text it was made on. The status is ``exact``
    (the very characters), ``folded`` (only spacing, case or typography differ),
    ``changed`` (the words differ, at the same place), ``moved`` (the same words among
    other neighbours), ``ambiguous`` (several places fit as well; the nearest is given) or
    ``orphaned`` (a mark on the wrong sentence would be worse than none). The hit has no
    white space at its ends, and its ``text_sha256`` is left to the caller. For many
    quotes in one text keep one ``Resolver``.
    """
    return Resolver(text).resolve(quote, position)


class Resolver:
    """Finds quotes in one text; what all of them need is prepared once, when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self._text)

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self._folded.text)

    def resolve(self, quote: Quote, position: Position | None = None) -> Anchor:
        """Find where the quote stands in the text now, as the function of this name does."""
        if position is not None and self._is_untouched(quote, position.start):
            return Anchor("exact", 1.0, *_inner(quote.exact, position.start))
        passage = Passage(quote)
        if not passage.exact:
            return ORPHANED
        hint = None if position is None else self._folded.offset(position.start)
        return (
            self._from_words(quote, passage, hint) or self._from_surroundings(passage) or ORPHANED
        )

    def _is_untouched(self, quote: Quote, start: int) -> bool:
        """Whether quote and context stand where they stood; costs no folding."""
        return (
            self._text.startswith(quote.exact, start)
            and start >= len(quote.prefix)
            and self._text.startswith(quote.prefix, start - len(quote.prefix))
            and self._text.startswith(quote.suffix, start + len(quote.exact))
            and not quote.exact.isspace()
            and bool(quote.exact)
        )

    def _from_words(self, quote: Quote, passage: Passage, hint: int | None) -> Anchor | None:
        """Look where the very words stand."""
        text = self._folded.text
        places = candidates.hits(text, passage)
        certain = candidates.untouched(text, passage, places) if passage.has_context else places
        if len(certain) == 1:
            return self._anchor(
                quote, Fit(certain[0], certain[0] + len(passage.exact), 1.0, 1.0, 1.0)
            )
        if not certain and candidates.is_cut_out(text, passage):
            return None
        looked_at = candidates.worth_a_look(text, passage, certain or places, hint)
        fits = [self._aligner.at_hit(passage, place) for place in looked_at]
        staying = [fit for fit in fits if decide.is_same_place(passage, fit)]
        if staying:
            return self._best(quote, staying, hint)
        if fits and decide.is_told_by_its_words(passage) and not self._is_edited_in_place(passage):
            return self._best(quote, fits, hint, status="moved")
        return None

    def _from_surroundings(self, passage: Passage) -> Anchor | None:
        """Look where the words were edited between their old neighbours."""
        fit = self._altered(passage)
        return self._anchored("changed", fit) if fit else None

    def _altered(self, passage: Passage) -> Fit | None:
        if passage.first == passage.last:
            return None
        text = self._folded.text
        fits = [self._aligner.in_region(passage, r) for r in candidates.regions(text, passage)]
        good = [fit for fit in fits if fit and decide.is_altered_form(text, passage, fit)]
        return max(good, key=lambda fit: fit.score, default=None)

    def _is_edited_in_place(self, passage: Passage) -> bool:
        """Whether an edited form between the old neighbours explains more than a stray hit."""
        fit = self._altered(passage)
        return fit is not None and fit.worse >= decide.AGREES

    def _best(
        self, quote: Quote, fits: Sequence[Fit], hint: int | None, status: str | None = None
    ) -> Anchor:
        near = 0 if hint is None else hint
        best = max(fits, key=lambda fit: (round(fit.score, 3), -abs(fit.start - near)))
        if decide.is_tie(fits):
            return self._anchored("ambiguous", best)
        return self._anchored(status, best) if status else self._anchor(quote, best)

    def _anchor(self, quote: Quote, fit: Fit) -> Anchor:
        """The anchor of a hit: exact if its very characters are the old ones."""
        start, end = self._folded.span(fit.start, fit.end)
        is_exact = self._text[start:end] == quote.exact.strip()
        return self._anchored("exact" if is_exact else "folded", fit)

    def _anchored(self, status: str, fit: Fit) -> Anchor:
        return Anchor(status, round(fit.score, 4), *self._folded.span(fit.start, fit.end))


def _inner(exact: str, start: int) -> tuple[int, int]:
    begin = start + len(exact) - len(exact.lstrip())
    return begin, start + len(exact.rstrip())
