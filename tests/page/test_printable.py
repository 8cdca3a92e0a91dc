import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reader.page.printable import printable

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_nothing_that_commands_a_terminal_gets_through() -> None:
    shown = "".join(printable(chr(code)) for code in range(sys.maxunicode + 1))
    controls = [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert controls == []
    assert not set(BIDI_CONTROLS) & set(shown)
    assert len(shown) == sys.maxunicode + 1


def test_everything_else_is_shown_as_it_is() -> None:
    text = "Née “Ó’Neill” — 日本語 👩\u200d👧 \xa0🇩🇪 e\u0301"
    assert printable(text) == text


def test_controls_are_shown_as_symbols_and_white_space_as_spaces() -> None:
    assert printable("a\tb\nc\x00\x1b\x7f\x9b\u202e\ud800") == "a b c␀␛␡\ufffd\ufffd\ufffd"


@given(st.text(st.characters(codec=None)))
def test_a_text_stays_as_long_as_it_was(text: str) -> None:
    assert len(printable(text)) == len(text)
    assert printable(text).encode().decode() == printable(text)
