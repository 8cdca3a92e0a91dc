"""Characters that a format cannot hold."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def without_controls(text: str) -> str:
    """The text with each control character but the tab and the line end replaced by U+FFFD.

    Line ends other than ``\\n`` count as control characters: the canonical text has none.
    """
    return _CONTROLS.sub("\ufffd", text)


def escaped(json_text: str) -> str:
    """JSON text in which control, direction and unpaired surrogate characters are escaped.

    ``json`` leaves these as they are without ``ensure_ascii``; they stand in strings only,
    so the value does not change, and the text can be encoded and shown in a terminal.
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
