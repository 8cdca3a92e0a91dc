"""What of a text may reach the terminal: one printable character for each of its own."""

import re

# Compiled when it is first needed, as most first pages are printable as they are.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def printable(text: str) -> str:
    """The text as it may be drawn: as long as before, so that offsets hold.

    A control character becomes its symbol, a tab or a line end a space; C1 controls,
    bidi controls and lone surrogates become U+FFFD.

    >>> printable("a\\tb\\x1b[2J")
    'a b␛[2J'
    """
    if text.isprintable() or not re.search(_UNSAFE, text):
        return text
    return re.sub(_UNSAFE, _harmless, text)


def escaped(json_text: str) -> str:
    """JSON text in which what is not printable is escaped: the value stays what it is.

    Characters below the space are escaped in it already, but for its own line ends.

    >>> escaped('"a\\x9bb"')
    '"a\\\\u009bb"'
    """
    if json_text.isprintable() or not re.search(_UNSAFE, json_text):
        return json_text
    return re.sub(
        _UNSAFE,
        lambda found: found[0] if found[0] < " " else f"\\u{ord(found[0]):04x}",
        json_text,
    )


def _harmless(found: re.Match[str]) -> str:
    character = found[0]
    if character in "\t\n":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else "\ufffd"
