"""Finding the lines of keys in TOML."""

import pytest

from reader.settings.lines import key_lines, line_of


@pytest.mark.parametrize(
    "value",
    [
        '"""\n[not.a.table]\nnor = "a key"\n"""',
        "'''\nkey = 1 ''\n'''",
        '"""ends with quotes"""""',
        '"an escaped \\" quote # and no comment"',
        "'no \\'",
        "[1, # ]\n  [2,\n 3]]",
        '{a = {b = "}"}, c = ["]", \'}\']}',
        "1979-05-27T07:32:00Z # when",
    ],
)
def test_the_key_after_a_value_is_found_whatever_the_value(value: str) -> None:
    text = f"first = {value}\nsecond = 2\n"

    assert key_lines(text) == {("first",): 1, ("second",): text[:-1].count("\n") + 1}


def test_tables_and_dotted_and_quoted_keys_are_told_apart() -> None:
    text = (
        "a.b = 1\n\n[ one . 'two.three' ]  # table\n  \"k\\u0065y\" = 2\n\n[[many]]\nx=1\n[[many]]"
    )

    assert key_lines(text) == {
        ("a", "b"): 1,
        ("one", "two.three"): 3,
        ("one", "two.three", "key"): 4,
        ("many",): 6,
        ("many", "x"): 7,
    }


def test_a_key_inside_a_value_has_the_line_of_what_is_around_it() -> None:
    lines = key_lines("\n[slots]\n4 = {kind = 'claim'}\n")

    assert line_of(lines, ("slots", "4", "kind")) == 3
    assert line_of(lines, ("slots", "5")) == 2
    assert line_of(lines, ("width",)) is None
