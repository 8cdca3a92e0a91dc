"""The suggestions of an article: what of its prose is worth checking, as this reader sees it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotations.claims.detection.language import is_english
from annotations.claims.detection.suggestions import PRIOR, rate
from annotations.claims.model import Suggestion
from annotations.text.spans import union
from reader.articles.article import Article

SHARE = 1 / 3
"""How much of an article's sentences is shown as worth checking, at most."""

LEAST = 0.5
"""The score below which nothing is shown."""

_SLICE = 16
"""Sentences between two pauses, a millisecond or two."""

ENGLISH_ONLY = "suggestions are for English so far"

_NOT_TOLD = frozenset("title heading byline caption update meta code rule".split())


def suggestions(
    article: Article,
    weights: Mapping[str, float] = PRIOR,
    pause: Callable[[], None] = lambda: None,
) -> list[Suggestion]:
    """Every sentence, best first; one in a heading, a caption or another such block scores 0.

    ``pause`` is called after every few sentences, so that a long article keeps nobody waiting.
    """
    apart = union((b.start, b.end) for b in article.blocks if b.kind in _NOT_TOLD)
    found = [
        replace(each, score=0.0, reasons=()) if _touches(each, apart) else each
        for each in _with_pauses(rate(article.text, weights), pause)
    ]
    return sorted(found, key=lambda each: -each.score)


def _with_pauses(found: Iterable[Suggestion], pause: Callable[[], None]) -> Iterator[Suggestion]:
    for number, each in enumerate(found):
        if number % _SLICE == 0:
            pause()
        yield each


def shown(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of an article's suggestions that are put before the reader, in the text's order."""
    ranked = list(found)
    best = ranked[: max(1, round(len(ranked) * SHARE))]
    return sorted((each for each in best if each.score >= LEAST), key=lambda each: each.start)


def is_judged(article: Article) -> bool:
    """Whether the article is in a language whose sentences can be judged."""
    return is_english(article.text)


def apart_from(found: Iterable[Suggestion], spans: Iterable[tuple[int, int]]) -> list[Suggestion]:
    """Those that share no character with any of the spans, in the order given."""
    joined = union(spans)
    return [each for each in found if not _touches(each, joined)]


def _touches(suggestion: Suggestion, joined: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(joined, suggestion.end, key=lambda span: span[0]) - 1
    return at >= 0 and suggestion.start < joined[at][1]
