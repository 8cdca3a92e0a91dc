"""Where an altered quote begins and ends, when its own first or last words were altered."""

from collections.abc import Sequence

from annotations.anchoring.passage import Passage, Words
from annotations.anchoring.word_matches import Matches

_REPLACED = 6
"""At most so many new words more may stand for those lost at a border."""

_TO_THE_END = 20
"""A sentence's end is looked for so many words further."""

_ENDS = ".!?。！？"
_SENTENCE_ENDS = frozenset(_ENDS)
_OPENERS = frozenset("([{\"'")
_GAP = 3


class Borders:
    """The borders of a quote among the words ``here`` of a folded text, which it matches."""

    def __init__(self, text: str, passage: Passage, matches: Matches, here: Words) -> None:
        self._text = text
        self._passage = passage
        self._matches = matches
        self._places = matches.places
        self._here = here

    def found(self, inside: Sequence[int], *, begins: bool, ends: bool) -> tuple[int, int]:
        """From which word to before which; ``inside`` are the quote's words that were kept.

        ``begins`` and ``ends`` say whether the words here are the first and the last of the
        text: that is as good as a neighbour for a quote that had none.
        """
        begin, stop = self._places[inside[0]], self._matches.end(inside[-1])
        assert begin is not None
        assert stop is not None
        lost = inside[0] - self._passage.first, self._passage.last - 1 - inside[-1]
        return begin - self._left(begin, lost[0], begins), stop + 1 + self._right(
            stop, lost[1], ends
        )

    def _left(self, begin: int, lost: int, begins: bool) -> int:
        """How many of the words before the first one kept belong to the quote."""
        first = self._passage.first
        strangers, neighbour = self._neighbour(range(first - 1, -1, -1))
        if neighbour is None and not first and begins:
            neighbour = -1
        outward = range(begin, max(-1, begin - lost - _TO_THE_END) - 1, -1)
        old_gap = self._old_gap(first)
        gaps = [self._gap(word - 1) if old_gap else "" for word in outward if word >= 0]
        if old_gap[-1:] in _OPENERS:
            # What opens belongs to the words after it, whatever ended before.
            gaps = [old_gap if gap.endswith(old_gap) else gap for gap in gaps]
        return _taken(lost, strangers, old_gap, gaps, _distance(begin, neighbour))

    def _right(self, stop: int, lost: int, ends: bool) -> int:
        """How many of the words after the last one kept belong to the quote."""
        last, count = self._passage.last, len(self._passage.words)
        strangers, neighbour = self._neighbour(range(last, count))
        if neighbour is None and last == count and ends:
            neighbour = len(self._here)
        outward = range(stop, min(len(self._here), stop + lost + _TO_THE_END + 1))
        old_gap = self._old_gap(last)
        gaps = [self._gap(word) if old_gap else "" for word in outward]
        if old_gap[:1] in _SENTENCE_ENDS:
            # Where a sentence ended, one still does, whatever the next begins with.
            gaps = [old_gap if gap[:1] == old_gap[0] else gap for gap in gaps]
        return _taken(lost, strangers, old_gap, gaps, _distance(stop, neighbour))

    def _neighbour(self, outward: range) -> tuple[int, int | None]:
        """How many words next to the quote are lost, and where the first that is not stands."""
        for lost, word in enumerate(outward):
            if self._places[word] is not None:
                return lost, self._places[word]
        return 0, None

    def _old_gap(self, border: int) -> str:
        """What stood at the border besides blanks."""
        old, text = self._passage.words, self._passage.text
        start = old.ends[border - 1] if border else 0
        return text[start : old.starts[border] if border < len(old) else None].strip()[:_GAP]

    def _gap(self, word: int) -> str:
        """What stands between this word and the next besides blanks."""
        here = self._here
        start = here.ends[word] if word >= 0 else max(0, here.starts[0] - _GAP)
        end = here.starts[word + 1] if word + 1 < len(here) else start + _GAP
        end = min(end, here.cuts.get(word, end))
        return self._text[start:end].strip()[:_GAP]


def _distance(border: int, neighbour: int | None) -> int | None:
    return None if neighbour is None else abs(neighbour - border) - 1


def _taken(
    lost: int, strangers: int, old_gap: str, gaps: Sequence[str], between: int | None
) -> int:
    """How many words beyond the last one kept belong to the quote.

    ``lost`` words of the quote and ``strangers`` outside it are gone there; ``between`` new
    ones stand before the next neighbour (None where there is none); ``gaps[n]`` is the
    punctuation after ``n`` of them. Where the border was at a mark, such as the end of a
    sentence, it still is; else the new words are shared out as the old ones were.
    """
    furthest = len(gaps) - 1 if between is None else min(len(gaps) - 1, between)
    is_far = between is None or between > lost + _REPLACED
    likely = 0
    if lost and not is_far:
        likely = round(furthest * lost / (lost + strangers))
    if not old_gap:
        return likely
    if old_gap[0] not in _ENDS:
        furthest = min(furthest, lost + _REPLACED)
    same = [taken for taken, gap in enumerate(gaps[: furthest + 1]) if gap == old_gap]
    return min(same, key=lambda taken: abs(taken - likely), default=likely)
