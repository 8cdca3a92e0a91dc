"""A quote with its source, for pasting into a text of one's own."""

from reader.articles.article import Article
from reader.articles.large_article import LargeArticle


def citation(article: Article, words: str, offset: int) -> str:
    """The words in quotation marks, and after them title, file, date, page and paragraph."""
    quoted = " ".join(words.split())
    parts = [article.title] if not article.is_title_generated else []
    parts += [article.path, article.date or "no date"]
    page = article.page(offset)
    parts += [f"at {page}" if ":" in page else f"p. {page}"] if page else []
    if not isinstance(article, LargeArticle):  # of which nobody counts the paragraphs for a key
        number = sum(b.kind != "meta" and b.start <= offset for b in article.blocks)
        parts.append(f"¶ {max(1, number)}")
    parts += [article.url] if article.url else []
    return f"“{quoted}” ({', '.join(parts)})"
