"""The caret on a page of another size."""

from hypothesis import given
from hypothesis import strategies as st

from reader.page.caret import Caret
from tests.page.builders import PORT, a_layout, prose, units_of


def a_caret(text: str, width: int, height: int) -> Caret:
    return Caret(text, a_layout(text, width), height, units_of(text))


def sees_its_sentence(caret: Caret) -> bool:
    first, last = caret.window.visible()
    return caret.focus is None or (caret.focus[0] < last and first < caret.focus[1])


def test_a_prompt_over_the_last_row_does_not_hide_the_sentence_it_asks_about() -> None:
    caret = a_caret(PORT, 30, 6)
    caret.bottom()
    caret.resize(caret.layout, 5)
    assert sees_its_sentence(caret)


def test_the_page_comes_back_when_the_prompt_is_gone() -> None:
    caret = a_caret(PORT, 30, 6)
    caret.bottom()
    before = caret.window.top
    caret.resize(caret.layout, 3)
    caret.resize(caret.layout, 6)
    assert caret.window.top == before


@given(prose, st.integers(1, 12), st.integers(1, 12), st.integers(5, 40), st.integers(0, 9))
def test_the_sentence_under_the_caret_is_in_sight_at_any_size(
    text: str, height: int, other_height: int, other_width: int, steps: int
) -> None:
    caret = a_caret(text, 20, height)
    for _ in range(steps):
        caret.sentences(1)
    caret.resize(a_layout(text, other_width), other_height)
    assert sees_its_sentence(caret)
