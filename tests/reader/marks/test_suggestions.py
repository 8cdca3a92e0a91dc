"""Which of an article's sentences are put before the reader."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotations import Suggestion
from reader.library.library import Library
from reader.marks.suggestions import SHARE, apart_from, shown, suggestions

FACT = "The council paid 3.2 million euros for bridge {} in June 2019."


def _offer(start: int, score: float, end: int | None = None) -> Suggestion:
    return Suggestion(start, start + 5 if end is None else end, score)


def _article(folder: Path, text: str) -> list[tuple[str, float]]:
    (folder / "story.md").write_text(text, encoding="utf-8")
    article = Library.open([folder]).load("story.md")
    return [(article.text[each.start : each.end], each.score) for each in suggestions(article)]


def test_a_heading_that_states_a_figure_is_listed_last(tmp_path: Path) -> None:
    found = _article(tmp_path, f"# 3.2 million euros paid in 2019\n\nWho knows?\n\n{FACT}\n")
    assert found[0][0] == FACT
    assert found[-1] == ("# 3.2 million euros paid in 2019", 0.0)


def test_at_most_a_third_is_shown_in_the_order_of_the_text() -> None:
    ranked = [_offer(10 * (9 - n), 0.9 - n / 100) for n in range(9)]
    assert [each.start for each in shown(ranked)] == [70, 80, 90]
    assert len(shown(ranked)) <= SHARE * len(ranked)


def test_nothing_is_shown_only_because_it_is_the_best_of_an_article() -> None:
    assert shown([_offer(0, 0.4), _offer(10, 0.3)]) == []
    assert shown([_offer(0, 0.6)]) == [_offer(0, 0.6)]
    assert shown([]) == []


_spans = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(_spans), st.lists(_spans))
def test_what_shares_a_letter_with_what_is_decided_is_left_out(
    offered: list[tuple[int, int]], decided: list[tuple[int, int]]
) -> None:
    found = [_offer(start, 0.5, end) for start, end in offered]
    wanted = [
        each
        for each in found
        if not any(start < each.end and each.start < end for start, end in decided)
    ]
    assert apart_from(found, decided) == wanted
