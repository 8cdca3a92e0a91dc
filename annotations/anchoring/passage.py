"""What is looked for: a quote and its surroundings, folded and cut into words."""

import re
from functools import cached_property

from annotations.anchoring.fold import fold
from annotations.model import Quote

_WORD = (
    r"\d+(?:[.,:]\d+)+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
_NUMBER = r"\d[\d.,:]*\d|\d"
_LIKELY_CUT = 16


class Word(str):
    """A word of a folded text that knows where in it it stands."""

    __slots__ = ("end", "start")
    start: int
    end: int

    @classmethod
    def at(cls, found: re.Match[str]) -> "Word":
        """The word of a match, with its span."""
        word = cls(found[0])
        word.start, word.end = found.span()
        return word


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a folded text, in order; in scripts without blanks each character is one."""
    return [
        Word.at(found)
        for found in re.compile(_WORD).finditer(text, start, len(text) if end is None else end)
    ]


def numbers(text: str) -> list[str]:
    """The figures in a text, sorted: where they differ, it says something else."""
    return sorted(re.findall(_NUMBER, text))


class Passage:
    """A quote with its surroundings, as they were when it was recorded, folded.

    ``text`` is prefix, quote and suffix in one; the quote is ``text[start:end]``.
    """

    def __init__(self, quote: Quote) -> None:
        self.exact = fold(quote.exact)
        self.prefix = _without_cut_word(fold(quote.prefix)[::-1], quote.prefix)[::-1]
        self.suffix = _without_cut_word(fold(quote.suffix), quote.suffix)
        before = self.prefix + _blank(quote.prefix[-1:] + quote.exact[:1])
        after = _blank(quote.exact[-1:] + quote.suffix[:1]) + self.suffix
        self.text = before + self.exact + after
        self.start = len(before)
        self.end = self.start + len(self.exact)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the whole window; those of the quote are ``words[first:last]``."""
        return words(self.text)

    @cached_property
    def first(self) -> int:
        """Which word is the quote's first."""
        return sum(word.end <= self.start for word in self.words)

    @cached_property
    def last(self) -> int:
        """Which word is the first after the quote."""
        return sum(word.start < self.end for word in self.words)

    @property
    def has_context(self) -> bool:
        """Whether anything is known of its surroundings."""
        return bool(self.prefix or self.suffix)


def _without_cut_word(context: str, recorded: str) -> str:
    """Leave out the word at the far end, which the cut at so many characters may have halved."""
    if len(recorded) < _LIKELY_CUT or " " not in context:
        return context
    return context[: context.rindex(" ")]


def _blank(border: str) -> str:
    return " " if any(character.isspace() for character in border) else ""
