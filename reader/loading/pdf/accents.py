"""Accents that a PDF draws as letters of their own, as TeX's old fonts make it."""

import re
import unicodedata

_COMBINING = {
    "¨": "\u0308",
    "ˆ": "\u0302",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "˜": "\u0303",
    "´": "\u0301",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BEFORE = re.compile("([¨ˆˇ˚˜]|´(?=[aeiouyAEIOUYıcn])) ?([A-Za-zıȷ])")
_CEDILLA = re.compile("([A-Za-z])¸")


def composed(text: str) -> str:
    """The text with letters and the accents beside them made one, where there is such a letter.

    >>> composed("na¨ıve, Gr´egory, Franc¸ois, M¨uhlenberg, it´s")
    'naïve, Grégory, François, Mühlenberg, it´s'
    """
    text = _CEDILLA.sub(lambda found: _one(found[0], found[1], "\u0327"), text)
    return _BEFORE.sub(
        lambda found: _one(found[0], _DOTLESS.get(found[2], found[2]), _COMBINING[found[1]]), text
    )


def _one(written: str, letter: str, accent: str) -> str:
    whole = unicodedata.normalize("NFC", letter + accent)
    return whole if len(whole) == 1 else written
