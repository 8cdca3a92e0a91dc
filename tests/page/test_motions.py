import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.page.cells import is_cluster_start
from reader.page.motions import MOTIONS, OBJECTS
from tests.page.builders import FAMILY, PORT, prose, units_of

SECOND = PORT.index("The port's")
THIRD = PORT.index("No one")
MAYOR = PORT.index("The mayor")
WORK = PORT.index("Work")


def moved(key: str, offset: int, text: str = PORT) -> int:
    return MOTIONS[key](text, offset, units_of(text))


@pytest.mark.parametrize(
    ("key", "offset", "there"),
    [
        ("l", 0, 1),
        ("l", MAYOR - 3, MAYOR),
        ("l", len(PORT) - 1, len(PORT) - 1),
        ("h", 1, 0),
        ("h", MAYOR, MAYOR - 3),
        ("h", 0, 0),
        ("w", 0, 5),
        ("w", 4, 5),
        ("w", THIRD + 11, THIRD + 15),
        ("w", MAYOR - 3, MAYOR),
        ("w", len(PORT) - 5, len(PORT) - 1),
        ("b", 7, 5),
        ("b", 5, 0),
        ("b", MAYOR, MAYOR - 3),
        ("e", 0, 3),
        ("e", 3, 9),
        ("e", SECOND + 4, SECOND + 9),
        ("e", len(PORT) - 1, len(PORT) - 1),
        (")", 3, SECOND),
        (")", THIRD, MAYOR),
        (")", WORK, len(PORT) - 1),
        ("(", SECOND + 3, SECOND),
        ("(", SECOND, 0),
        ("(", 0, 0),
        ("}", 3, MAYOR),
        ("}", WORK + 2, len(PORT) - 1),
        ("{", MAYOR + 2, MAYOR),
        ("{", MAYOR, 0),
        ("g", WORK, 0),
        ("G", 0, len(PORT) - 1),
    ],
)
def test_keys_go_where_vim_users_expect(key: str, offset: int, there: int) -> None:
    assert moved(key, offset) == there


def test_a_step_is_a_character_as_a_reader_sees_it() -> None:
    text = f"{FAMILY}e\u0301日"
    end = len(FAMILY)
    assert [moved("l", at, text) for at in (0, end)] == [end, end + 2]
    assert [moved("h", at, text) for at in (end + 2, end)] == [end, 0]


@given(prose, st.sampled_from(sorted(MOTIONS)), st.integers(0, 200))
def test_every_motion_lands_on_a_character_of_the_text(text: str, key: str, offset: int) -> None:
    there = moved(key, min(offset, len(text)), text)
    if text.strip():
        assert 0 <= there < len(text)
        assert is_cluster_start(text, there) or text[there - 1].isspace()
    else:
        assert there == min(offset, len(text))


@given(prose, st.sampled_from("lwe)}"), st.integers(0, 200))
def test_going_on_and_on_reaches_the_last_character(text: str, key: str, offset: int) -> None:
    at, last = 0, moved("G", 0, text)
    for _ in range(len(text) + 1):
        at = moved(key, at, text)
    assert at == last


def test_objects_are_the_whole_word_sentence_or_paragraph() -> None:
    units = units_of(PORT)
    found = {key: OBJECTS[key](PORT, SECOND + 5, units) or (0, 0) for key in OBJECTS}
    assert PORT[slice(*found["iw"])] == "port's"
    assert PORT[slice(*found["is"])] == "The port's own log says so."
    assert found["ip"] == (0, MAYOR - 2)
    assert OBJECTS["iw"]("", 0, units_of("")) is None
