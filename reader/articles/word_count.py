"""How many words an article has: the one number that shelf, page, lists and statistics show."""

from reader.articles.article import Article
from reader.articles.long_text import LongText
from reader.articles.words import count_words

EXACT_UP_TO = 1 << 20
"""Characters of a text whose words are counted one by one; of a longer one they are estimated."""

_SAMPLES = 16


def word_count(article: Article) -> int:
    """Return the number of words, header lines left out; an estimate for a very long text.

    The estimate comes from samples spread evenly over the text, so that a first part which
    is unlike the rest does not mislead it.
    """
    text = article.lazy_text
    length = len(text)
    if length <= EXACT_UP_TO:
        return article.words
    size = EXACT_UP_TO // _SAMPLES
    text = text.copy() if isinstance(text, LongText) else text
    starts = (length * number // _SAMPLES for number in range(_SAMPLES))
    return round(sum(count_words(text[at : at + size]) for at in starts) * length / EXACT_UP_TO)
