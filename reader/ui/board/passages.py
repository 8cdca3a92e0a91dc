"""Two passages to be read against each other: which of their words differ."""

from collections.abc import Sequence

from annotations import differing
from annotations.claims.model import Difference
from reader.articles.article import Article
from reader.ui.widgets.side_by_side import Styled

Spans = list[tuple[int, int]]

_ALIKE = 0.5
"""Where more than this part of the words differ, the whole is another wording: none is marked."""


def marked_words(
    one: str, other: str, differences: Sequence[Difference] = ()
) -> tuple[Spans, Spans]:
    """The spans of both texts that differ: of what was found to differ, else word by word."""
    if differences:
        pairs = [_in_both(one, other, each) for each in differences]
        return [s for a, _ in pairs for s in a], [s for _, b in pairs for s in b]
    gone, come = differing(one, other)
    different = _size(gone) + _size(come)
    return (gone, come) if different <= _ALIKE * (len(one) + len(other)) else ([], [])


def _in_both(one: str, other: str, difference: Difference) -> tuple[Spans, Spans]:
    a, b = one.find(difference.a), other.find(difference.b)
    if difference.slot != "quote" or a < 0 or b < 0:
        return _found(one, difference.a), _found(other, difference.b)
    gone, come = differing(difference.a, difference.b)
    return [(a + s, a + e) for s, e in gone], [(b + s, b + e) for s, e in come]


def _found(text: str, words: str) -> Spans:
    """Where the words stand, or each of several with a slash between them."""
    parts = [part for part in words.split(" / ") if part]
    return [(at, at + len(part)) for part in parts if (at := text.find(part)) >= 0]


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def surrounded(article: Article, start: int, end: int, around: int, differ: Spans) -> Styled:
    """A passage with up to ``around`` pale characters of its block on each side."""
    inside = [each for each in article.blocks if each.start < end and start < each.end]
    first = min((each.start for each in inside), default=start)
    last = max((each.end for each in inside), default=end)
    before = article.lazy_text[max(first, start - around) : start]
    after = article.lazy_text[end : max(end, min(last, end + around))]
    if start - len(before) > first:
        before = "… " + before.partition(" ")[2]
    if end + len(after) < last:
        after = after.rpartition(" ")[0] + " …"
    return emphasised(before, article.lazy_text[start:end], after, differ)


def emphasised(before: str, words: str, after: str, differ: Spans) -> Styled:
    """Words between pale ones, on one paragraph, with those spans of them marked that differ."""
    shown = (before + words + after).replace("\n", " ")
    start, end = len(before), len(before) + len(words)
    styles = [(0, start, "quiet"), (start, end, "text"), (end, len(shown), "quiet")]
    styles += [(start + a, start + b, "hit strong underline") for a, b in differ]
    return shown, tuple(styles)
