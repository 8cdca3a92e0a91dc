"""The sample is what a new user sees first: it has the quirks of real articles, and disagrees."""

from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.loading import load

SAMPLE = Path(__file__).resolve().parents[1] / "reader/sample"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {file.stem: load(file, file.name) for file in sorted(SAMPLE.glob("*.txt"))}


def _kinds(article: Article, kind: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == kind]


def test_there_are_four_short_articles(articles: dict[str, Article]) -> None:
    assert len(articles) == 4
    assert all(180 <= article.words <= 360 for article in articles.values())


def test_no_article_has_a_title_and_each_opening_can_be_told_from_the_others(
    articles: dict[str, Article],
) -> None:
    assert {article.title_source for article in articles.values()} == {"first-sentence"}
    assert len({article.title[:30] for article in articles.values()}) == 4


def test_the_dates_are_found_where_there_are_any(articles: dict[str, Article]) -> None:
    dates = {name: (article.date, article.modified) for name, article in articles.items()}
    assert dates == {
        "council-minutes-report": ("2023-03-15", None),
        "harbour-cost": ("2023-05-09", None),
        "letter": (None, None),
        "sea-wall-doubled": ("2023-05-11", "2023-05-10"),
    }


def test_headings_caption_and_update_note_are_found(articles: dict[str, Article]) -> None:
    headings = {name: len(_kinds(article, "heading")) for name, article in articles.items()}
    assert headings == {
        "council-minutes-report": 0,
        "harbour-cost": 0,
        "letter": 3,
        "sea-wall-doubled": 2,
    }
    rewrite = articles["sea-wall-doubled"]
    assert (len(_kinds(rewrite, "caption")), len(_kinds(rewrite, "update"))) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.1 million", "3.4 million"),
        ("nine boats", "leven boats"),
        ("on Tuesday", "on Monday, 8 May"),
        ("180 metres", "190 metres"),
        ("harbour authority", "harbour board"),
        ("Quillon Marine Works", "Quillon Marine Services"),
        ("over 25 years", "over 20 years"),
        ("the price of the stone, but not", "the price of the stone, and not"),
    ],
)
def test_two_articles_say_different_things(
    articles: dict[str, Article], one: str, other: str
) -> None:
    saying = [{n for n, a in articles.items() if words in a.text} for words in (one, other)]
    assert saying[0]
    assert saying[1]
    assert saying[0] != saying[1]
