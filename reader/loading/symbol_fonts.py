"""Characters of the fonts Symbol and Wingdings, which documents name by their place in the font."""

_SYMBOL = dict(
    zip(
        [*range(0x20, 0x7F), *range(0xA0, 0xBD), *range(0xBF, 0xD8 + 8), 0xE0, 0xE5, 0xF2],
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊∑∫",
        strict=True,
    )
)
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x75: "◆", 0x76: "❖", 0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
UNKNOWN = "\ufffd"


def symbol(place: int, font: str) -> str:
    """Return the character at this place of the font, U+FFFD where it is not known.

    Places from 0xF000 on, where Word keeps such fonts, count as those from 0 on.

    >>> symbol(0xF0B1, "Symbol"), symbol(0xF0FC, "Wingdings"), symbol(0x41, "Arial")
    ('±', '✓', 'A')
    """
    table = _WINGDINGS if font.casefold().startswith("wingdings") else _SYMBOL
    is_private = 0xF000 <= place <= 0xF0FF
    if not is_private and not font.casefold().startswith(("symbol", "wingdings")):
        return chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place < 0x110000 else UNKNOWN
    return table.get(place & 0xFF, UNKNOWN)


def with_symbols(words: str, font: str) -> str:
    """Return the words with the characters that stand at private places of a font spelled."""
    if not any("\uf020" <= character <= "\uf0ff" for character in words):
        return words
    return "".join(
        symbol(ord(character), font) if "\uf020" <= character <= "\uf0ff" else character
        for character in words
    )
