"""Superscripts and subscripts as characters that nobody takes for digits of the line."""

import re

_HIGH = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
_LOW = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_NAMED = {"TM": "™", "tm": "™", "SM": "℠"}
_NUMBER = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_UNITS = frozenset(
    "m km cm dm mm nm µm μm ft in yd mi s h g kg sec min mol rad acre acres mile miles foot feet"
    " inch inches yard yards metre metres meter meters kilometre kilometres kilometer kilometers".split()
)
_LAST_WORD = re.compile(r"[^\W\d_]+$|\d+$")


def superscript(words: str, before: str, *, is_note: bool = False) -> str:
    """Return the words as they are written in a line when they are set high.

    Digits and letters become Unicode's superscripts, and what has none is put behind ``^``.
    The sign of a note becomes ``[3]``: ``is_note`` says that it is one; otherwise a number that
    follows a word, a closing sign or a long figure is taken for one. ``before`` is what stands
    before the words.

    >>> superscript("6", "10"), superscript("nd", "the 2"), superscript("3", "million,")
    ('⁶', 'ⁿᵈ', '[3]')
    >>> superscript("2", "40 km"), superscript("2", "in 1902"), superscript("[1]", "1931")
    ('²', '[2]', '[1]')
    """
    stripped = words.strip()
    if is_note and _NUMBER.fullmatch(stripped):
        return f"[{stripped}]"
    if not is_note and _NUMBER.fullmatch(stripped) and _takes_a_note(before):
        return f"[{stripped}]"
    return _spelled(stripped, _HIGH, "^") if stripped else words


def subscript(words: str, before: str) -> str:
    """Return the words as they are written in a line when they are set low.

    >>> subscript("2", "CO"), subscript("max", "V"), subscript("below", "written ")
    ('₂', 'ₘₐₓ', 'below')
    """
    stripped = words.strip()
    if not before or before[-1].isspace():
        return words
    return _spelled(stripped, _LOW, "_") if stripped else words


def _takes_a_note(before: str) -> bool:
    """Whether a number set high behind this is the sign of a note, and no exponent."""
    if before[-1:].isspace():
        return False  # it belongs to what follows, as in ¹⁴C
    found = _LAST_WORD.search(before[-40:])
    if found is None:
        return bool(before) and before[-1] not in ")]}%°"
    word = found[0]
    if word.isdigit():
        return len(word) > 2 and word not in ("100", "1000")
    return len(word) > 2 and word.lower() not in _UNITS


def _spelled(words: str, table: dict[str, str], sign: str) -> str:
    if words in _NAMED and sign == "^":
        return _NAMED[words]
    if not any(character.isalnum() for character in words):
        return "".join(table.get(character, character) for character in words)
    if all(character in table for character in words):
        return "".join(table[character] for character in words)
    if words[0] in "[(" and words[-1] in "])":
        return words
    return f"{sign}{words}" if len(words) == 1 else f"{sign}({words})"


class ScriptRun:
    """Words of a superscript or a subscript while they are read, piece by piece."""

    def __init__(self, kind: str, *, is_note: bool = False) -> None:
        """``kind`` is ``sup`` or ``sub``; ``is_note`` says that it is the sign of a note."""
        self._kind = kind
        self._is_note = is_note
        self._words: list[str] = []

    def add(self, words: str) -> None:
        """Add words as they come."""
        self._words.append(words)

    def mark_note(self) -> None:
        """Note that a link within the text goes out from the words."""
        self._is_note = True

    def take(self, before: str) -> str:
        """Return what was added so far as it is to be written, and forget it."""
        words = "".join(self._words)
        self._words.clear()
        if not words:
            return ""
        if self._kind == "sup":
            return superscript(words, before, is_note=self._is_note)
        return subscript(words, before)
