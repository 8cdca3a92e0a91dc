"""What the reading screen says and styles of an article, from the article alone."""

from bisect import bisect_right
from collections.abc import Sequence

from reader.article import Article, Block, minutes
from reader.inline import inline


def article_blocks(article: Article) -> list[Block]:
    """The blocks that are counted as paragraphs: all but the header lines."""
    return [block for block in article.blocks if block.kind != "meta"]


def inline_styles(article: Article) -> list[tuple[int, int, str]]:
    """What Markdown says about words and passages, in the offsets of the article's text."""
    return [
        (block.start + start, block.start + end, style)
        for block in article.blocks
        if block.kind not in ("code", "meta", "rule")
        for style, start, end in inline(article.text[block.start : block.end], block.kind)
    ]


_STYLED = frozenset(
    "heading title byline caption update meta quote code summary".split()  # paragraphs and items stay plain
)


def article_styles(article: Article) -> list[tuple[int, int, str]]:
    """How the article's text is styled: its blocks, and what is marked up inside them."""
    blocks = [(b.start, b.end, b.kind) for b in article.blocks if b.kind in _STYLED]
    if article.syntax == "markdown":
        return [*blocks, *inline_styles(article)]
    return [*blocks, *((link.start, link.end, "link") for link in article.links)]


def paragraph_of(starts: Sequence[int], focus: tuple[int, int] | None) -> str:
    """Which of how many paragraphs the caret is in."""
    here = bisect_right(starts, focus[0]) if focus is not None else 0
    return f"{max(1, here)}/{len(starts)}"


def left_to_read(words: int, fraction: float) -> str:
    """How long the rest takes to read."""
    return "read" if fraction >= 1 else f"{minutes(round(words * (1 - fraction)))} min left"


def dates(article: Article) -> str:
    """The article's date, and its update note's; either may come first."""
    date = article.date or "no date"
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
    parts += [article.url] if article.url else []
    return [*parts, f"{article.words} words", *_written_in(article)]


_ENCODING_SOURCES = {
    "declared": ", as the file says",
    "guessed": ", guessed from its bytes",
    "asked": ", as you asked",
}


def _written_in(article: Article) -> list[str]:
    """The encoding and who named it; nothing for a format that has none to choose."""
    told = _ENCODING_SOURCES.get(article.encoding_source, "")
    return [f"{article.encoding}{told}"] if article.encoding_source else []
