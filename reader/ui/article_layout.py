"""From an article to what a page is laid out from: its paragraphs, and the spans carets move by."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from reader.articles.article import Article
from reader.articles.large_article import LargeArticle, RawBlock
from reader.articles.long_text import Text
from reader.articles.slices import Sliced
from reader.page.flow import Paragraph, flow, flow_slice

Span = tuple[int, int]


def paragraphs_of(article: Article) -> Sliced[Paragraph]:
    """The paragraphs in which the article is laid out."""
    if isinstance(article, LargeArticle):
        text, joins = article.lazy_text, article.manner.is_wrapped
        return flow_by_slices(text, text.edges, article.outline, joins)
    blocks = [(b.kind, b.start, b.end, b.level) for b in article.blocks]
    return Sliced.whole(flow(article.text, blocks), len(article.text))


def spans_of(article: Article) -> Sliced[Span]:
    """The blocks of the article, as spans."""
    if isinstance(article, LargeArticle):
        outline = article.outline
        return Sliced(
            article.lazy_text.edges, lambda number: [(a, b) for _, a, b, _ in outline(number)]
        )
    return Sliced.whole([(b.start, b.end) for b in article.blocks], len(article.text))


def blocks_between(article: Article) -> Callable[[int, int], list[RawBlock]]:
    """A function that gives the blocks which share a character with a span, in order."""
    if isinstance(article, LargeArticle):
        return partial(_outlined_between, article)
    blocks = [(b.kind, b.start, b.end, b.level) for b in article.blocks]
    starts, ends = [b.start for b in article.blocks], [b.end for b in article.blocks]
    return lambda start, end: blocks[bisect_right(ends, start) : bisect_left(starts, end)]


def _outlined_between(article: LargeArticle, start: int, end: int) -> list[RawBlock]:
    first, last = (article.lazy_text.piece_at(offset) for offset in (start, max(start, end - 1)))
    return [
        block
        for number in range(first, last + 1)
        for block in article.outline(number)
        if block[1] < end and start < block[2]
    ]


def flow_by_slices(
    text: Text,
    edges: Sequence[int],
    outline: Callable[[int], Sequence[RawBlock]],
    joins: bool,
) -> Sliced[Paragraph]:
    """The paragraphs of a text of which ``outline`` gives the blocks of a slice between edges."""

    def make(number: int) -> list[Paragraph]:
        before = outline(number - 1) if number else ()
        kind = before[-1][0] if before else ""
        return flow_slice(text, outline(number), edges[number], edges[number + 1], kind, joins)

    return Sliced(edges, make)
