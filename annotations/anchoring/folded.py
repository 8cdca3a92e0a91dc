"""A text without what typesetting changes, and the way back to its offsets."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›′`´＇", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘－", "-")
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
_BLANKS = re.compile("  +")
_DASHES_IN_A_ROW = re.compile("--+")
_TABLE = {**_QUOTES, **_DASHES, **_INVISIBLE, "…": "..."}


class Folded:
    """A text folded, and the way from it back to the text it came from.

    Runs of white space become one blank; case, accents, ligatures and the shapes of
    quotes, dashes and dots are levelled; invisible characters are dropped. ``text`` is the result; ``span`` leads from a span of it back to the text it came from.
    """

    __slots__ = ("_folded_starts", "_raw", "_raw_starts", "text")

    def __init__(self, raw: str) -> None:
        self._raw = raw
        level = raw.replace("İ", "i").lower()
        uneven = {}
        for character in set(level):
            new = _fold_character(character)
            if len(new) != 1:
                uneven[character] = new
            elif new != character:
                level = level.replace(character, new)
        self._collapse(level, uneven)

    def _collapse(self, level: str, uneven: dict[str, str]) -> None:
        """Shorten what does not keep its length, noting where offsets stop running in step."""
        folded_starts, raw_starts = [0], [0]
        pieces: list[str] = []
        length = done = 0
        for start, end in _runs(level, uneven):
            new = _collapsed(level[start:end], uneven)
            pieces += (level[done:start], new)
            shortened = length + start - done
            length = shortened + len(new)
            folded_starts += (shortened, length)
            raw_starts += (start, end)
            done = end
        pieces.append(level[done:])
        self.text = "".join(pieces)
        # Stretches that run in step and stretches that do not take turns.
        self._folded_starts, self._raw_starts = folded_starts, raw_starts

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the unfolded text that ``text[start:end]`` came from, accents included."""
        last = self._raw_end(end - 1)
        while last < len(self._raw) and unicodedata.category(self._raw[last]) == "Mn":
            last += 1
        return self._raw_start(start), last

    def offset(self, raw: int) -> int:
        """Where the character at this offset of the unfolded text went."""
        piece = bisect_right(self._raw_starts, raw) - 1
        inside = raw - self._raw_starts[piece] if piece % 2 == 0 else 0
        return min(self._folded_starts[piece] + inside, len(self.text))

    def _raw_start(self, offset: int) -> int:
        piece = bisect_right(self._folded_starts, offset) - 1
        inside = offset - self._folded_starts[piece] if piece % 2 == 0 else 0
        return self._raw_starts[piece] + inside

    def _raw_end(self, offset: int) -> int:
        piece = bisect_right(self._folded_starts, offset) - 1
        if piece % 2 == 0:
            return self._raw_starts[piece] + offset - self._folded_starts[piece] + 1
        return self._raw_starts[piece + 1]


def fold(text: str) -> str:
    """The folded text alone, without blanks at its ends."""
    if text.isascii():
        return _DASHES_IN_A_ROW.sub("-", " ".join(text.lower().split()))
    return Folded(text).text.strip()


# Every text asks for the same few characters.
@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isascii():
        return " " if character.isspace() else character.lower()
    if character in _TABLE:
        return _TABLE[character]
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").lower()


def _runs(level: str, uneven: dict[str, str]) -> Iterable[tuple[int, int]]:
    """The stretches that do not keep their length, in order."""
    if uneven:
        return (found.span() for found in _uneven_pattern(uneven).finditer(level))
    # Patterns that begin with fixed characters are searched for several times faster.
    blanks = [found.span() for found in _BLANKS.finditer(level)]
    dashes = [found.span() for found in _DASHES_IN_A_ROW.finditer(level)]
    return sorted(blanks + dashes) if dashes else blanks


def _uneven_pattern(uneven: dict[str, str]) -> re.Pattern[str]:
    dropped = re.escape("".join(old for old, new in uneven.items() if not new))
    longer = re.escape("".join(old for old, new in uneven.items() if new))
    parts = [f"[ {dropped}]{{2,}}", "-{2,}"]
    parts += [f"[{characters}]" for characters in (dropped, longer) if characters]
    return re.compile("|".join(parts))


def _collapsed(run: str, uneven: dict[str, str]) -> str:
    if len(run) == 1:
        return uneven[run]
    return "-" if run[0] == "-" else " " if " " in run else ""
