"""A quote with its source, for pasting into a text of one's own."""

from reader.article import Article


def citation(article: Article, words: str, offset: int) -> str:
    """The words in quotation marks, and after them title, file, date, page and paragraph."""
    blocks = [block for block in article.blocks if block.kind != "meta"]
    number = sum(1 for block in blocks if block.start <= offset)
    quoted = " ".join(words.split())
    parts = [article.title] if not article.is_title_generated else []
    parts += [article.path, article.date or "no date"]
    page = article.page(offset)
    parts += [f"p. {page}"] if page else []
    parts += [f"¶ {max(1, number)}"]
    parts += [article.url] if article.url else []
    return f"“{quoted}” ({', '.join(parts)})"
