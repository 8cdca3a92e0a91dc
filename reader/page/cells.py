"""How many terminal cells a text takes when it is drawn, and where its characters are whole.

Widths are those of ``printable(text)`` and agree with Rich, by which Textual lays out.
Rich is imported only when a text has characters that are not plainly one cell wide:
the first page of most articles is drawn without it.
"""

import re
from functools import cache

from reader.page.printable import printable

TYPE_CHECKING = False  # ``typing`` is not light
if TYPE_CHECKING:
    from reader.articles.long_text import Text

_NOT_USUAL = re.compile("[^\x00-\xac\xae-\u024f\u2010-\u2022\u2026]")
"""What is not Latin, nor its punctuation; of what is not, a larger set decides that is slow to compile."""
_NOT_SIMPLE = (
    "[^\x00-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0530\u061c\u1e00-\u1eff\u200e-\u2022\u2024-\u205e"
    "\u2066-\u2069\u2070-\u209c\u20a0-\u20c0\u2100-\u2319\u2400-\u2426\u2500-\u25fc\u2800-\u28ff"
    "\ud800-\udfff\ufffd]"
)
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_LONGEST_CLUSTER = 256
_LONGEST_FLAGS = 64


class _CellTable(dict[str, int]):
    """The cells of single characters, filled as they are met."""

    def __missing__(self, character: str) -> int:
        from rich.cells import get_character_cell_size  # only texts that need it pay for it

        size = self[character] = get_character_cell_size(printable(character))
        return size


@cache
def _cell_table() -> _CellTable:
    return _CellTable()


@cache
def _is_widened(character: str) -> bool:
    """Whether the emoji style selector makes the character one cell wider."""
    from rich.cells import cell_len  # only texts that need it pay for it

    return cell_len(character + _EMOJI_STYLE) > cell_len(character)


def is_simple(text: str) -> bool:
    """Whether each character is drawn in one cell and stands by itself."""
    return text.isascii() or not _NOT_USUAL.search(text) or not re.search(_NOT_SIMPLE, text)


def width(text: str) -> int:
    """How many cells the text takes when drawn on one line."""
    return len(text) if is_simple(text) else sum(widths(text))


def widths(text: str) -> list[int]:
    """The cells that each code point adds: 0 for one that joins the character before it."""
    if is_simple(text):
        return [1] * len(text)
    sizes = list(map(_cell_table().__getitem__, text))
    if _JOINER in text or _EMOJI_STYLE in text:
        _join(text, sizes)
    return sizes


def _join(text: str, sizes: list[int]) -> None:
    """Correct the sizes for emoji made of several code points, in Rich's own way."""
    styled = ""
    joined = -1
    for i, character in enumerate(text):
        if i == joined:
            sizes[i] = 0
        elif character == _JOINER:
            joined = i + 1
        elif character == _EMOJI_STYLE:
            sizes[i] = int(bool(styled) and _is_widened(styled))
            styled = ""
        elif sizes[i]:
            styled = character


def is_cluster_start(text: "Text", at: int) -> bool:
    """Whether a character as a reader sees it begins at the offset, or the text ends there."""
    if at <= 0 or at >= len(text):
        return True
    around = text[at - 1 : at + 1]
    if is_simple(around) or around[0] == "\n":
        return True
    if around[0] == _JOINER or not _cell_table()[around[1]]:
        return False
    return not _is_flag_letter(around[1]) or _flag_letters_before(text, at) % 2 == 0


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: "Text", at: int) -> int:
    letters = 0
    while letters < min(at, _LONGEST_FLAGS) and _is_flag_letter(text[at - letters - 1]):
        letters += 1
    return letters


def cluster_start(text: "Text", at: int) -> int:
    """Where the character that the offset falls into begins."""
    lowest = max(0, at - _LONGEST_CLUSTER)
    while at > lowest and not is_cluster_start(text, at):
        at -= 1
    return max(at, 0)


def cluster_end(text: "Text", at: int) -> int:
    """Where the character that the offset falls into ends; the text's end at its end."""
    highest = min(len(text), at + _LONGEST_CLUSTER)
    at += 1
    while at < highest and not is_cluster_start(text, at):
        at += 1
    return min(at, len(text))


def whole_clusters(text: "Text", start: int, end: int) -> tuple[int, int]:
    """The span, widened so that it cuts no character in half."""
    return cluster_start(text, start), end if end <= start else cluster_end(text, end - 1)
