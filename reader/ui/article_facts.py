"""What the reading screen says and styles of an article, from the article alone."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from reader.articles.article import Article, minutes
from reader.articles.inline import inline
from reader.articles.large_article import LargeArticle
from reader.articles.word_count import EXACT_UP_TO, word_count
from reader.page.intervals import Intervals
from reader.ui.article_layout import blocks_between
from reader.ui.widgets.frame import Overlay, Styles

_STYLED = frozenset(
    "heading title byline caption update meta quote code summary".split()  # paragraphs and items stay plain
)
_NOT_READ_WITHIN = frozenset({"code", "meta", "rule"})
_BLOCKS_KEPT = 256
_LOOKED_AT = 65_536


def styles_of(article: Article) -> Styles:
    """A function that gives what is to be drawn otherwise than plain words, within a span.

    Markdown's own styles are read in a block when it is first looked at.
    """
    between, links = blocks_between(article), Intervals(article.links)
    text = article.lazy_text

    @lru_cache(_BLOCKS_KEPT)
    def inline_styles(kind: str, start: int, end: int) -> list[Overlay]:
        found = inline(text[start:end], kind)
        return [(start + a, start + b, style) for style, a, b in found]

    def styles(start: int, end: int) -> list[Overlay]:
        blocks = between(start, end)
        found = [(a, b, kind) for kind, a, b, _ in blocks if kind in _STYLED]
        if article.syntax == "markdown":
            for kind, a, b, _ in blocks:
                if kind not in _NOT_READ_WITHIN:
                    found += inline_styles(kind, a, b)
        else:
            found += [(link.start, link.end, "link") for link in links.touching(start, end)]
        return [over for over in found if over[0] < end and start < over[1]]

    return styles


def first_words(article: Article) -> int:
    """Where the first paragraph begins that is no header line; 0 if there is none."""
    start = article.manner.body if isinstance(article, LargeArticle) else 0
    blocks = blocks_between(article)(start, min(len(article.lazy_text), start + _LOOKED_AT))
    return next((start for kind, start, _, _ in blocks if kind != "meta"), 0)


def paragraph_starts(article: Article) -> Sequence[int]:
    """Where the blocks begin that are counted as paragraphs: all but the header lines."""
    return [block.start for block in article.blocks if block.kind != "meta"]


def paragraph_of(starts: Sequence[int] | None, focus: tuple[int, int] | None) -> str:
    """Which of how many paragraphs the caret is in; nothing before they are counted."""
    if starts is None:
        return "…"
    here = bisect_right(starts, focus[0]) if focus is not None else 0
    return f"{max(1, here)}/{len(starts)}"


def left_to_read(words: int, fraction: float) -> str:
    """How long the rest takes to read."""
    return "read" if fraction >= 1 else f"{minutes(round(words * (1 - fraction)))} min left"


def dates(article: Article) -> str:
    """The article's date, and its update note's; either may come first."""
    date = article.date or "no date"
    date = f"≈ {date}" if article.date_source == "inferred" else date
    return f"{date} · updated {article.modified}" if article.modified else date


def about(article: Article) -> list[str]:
    """All that is known of the article, and where from."""
    generated = (
        " (made from its first sentence)" if article.title_source == "first-sentence" else ""
    )
    dated = f"{article.date} ({article.date_source})" if article.date else "no date"
    parts = [f"{article.title}{generated}", dated]
    if article.modified:
        early = ", before its own date" if article.date and article.modified < article.date else ""
        parts.append(f"updated {article.modified}{early}")
    parts += [f"by {article.author}"] if article.author else []
    parts += [named for named in (article.site, article.url) if named]
    is_estimated = len(article.lazy_text) > EXACT_UP_TO
    words = f"about {word_count(article):,}" if is_estimated else f"{word_count(article)}"
    made = [f"extracted by {article.extractor}"] if article.extractor else []
    return [*parts, f"{words} words", *_written_in(article), *made, *article.remarks]


_ENCODING_SOURCES = {
    "declared": ", as the file says",
    "guessed": ", guessed from its bytes",
    "asked": ", as you asked",
}


def _written_in(article: Article) -> list[str]:
    """The encoding and who named it; nothing for a format that has none to choose."""
    told = _ENCODING_SOURCES.get(article.encoding_source, "")
    return [f"{article.encoding}{told}"] if article.encoding_source else []
