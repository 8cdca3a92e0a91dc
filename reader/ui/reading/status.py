"""The bottom line of the reading screen: which article, where in it, how many marks."""

from collections.abc import Sequence

from reader.articles.article import Article
from reader.ui.article_facts import dates, left_to_read, paragraph_of
from reader.ui.widgets.fitted_names import fitted_path
from reader.ui.widgets.one_line import Piece

_PATH = 22


def article_pieces(
    article: Article, nth: tuple[int, int], width: int, is_selecting: bool
) -> list[Piece]:
    """Return the left side: the path, the article's number of how many, and its dates."""
    pieces = [Piece(f" {fitted_path(article.path, max(_PATH, width // 3))}", "", "reading.about")]
    before, count = nth
    if count > 1:
        pieces.append(Piece(f" · {before + 1:,} of {count:,}", "", "reading.next_article"))
    pieces.append(Piece(f" · {dates(article)}", "", "reading.about"))
    if is_selecting:
        pieces.insert(0, Piece(" selecting ·", "accent strong", "visual.done"))
    return pieces


def place_pieces(
    article: Article,
    focus: tuple[int, int] | None,
    fraction: float,
    starts: Sequence[int] | None,
    words: int | None,
) -> list[Piece]:
    """Return where the caret is: printed page, paragraph, percentage, and the minutes left.

    ``starts`` and ``words`` are None until they are counted.
    """
    page = article.page(focus[0]) if focus is not None else None
    left = "… min left" if words is None else left_to_read(words, fraction)
    return [
        *(
            [Piece(f"{'at' if ':' in page else 'p.'} {page} · ", "", "reading.about")]
            if page
            else []
        ),
        Piece(f"¶ {paragraph_of(starts, focus)}", "", "reading.go"),
        Piece(f" · {fraction:.0%}".replace("%", " %"), "", "reading.go"),
        Piece(f" · {left}"),
    ]


def marks_pieces(how_many: str, lost: int) -> list[Piece]:
    """Return how many marks there are, and how many have lost their words."""
    pieces = [Piece(f" · {how_many}", "", "reading.marks")] if how_many else []
    if lost:
        pieces.append(Piece(f" · {lost} lost", "warning", "reading.marks"))
    return pieces
