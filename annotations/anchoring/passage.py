"""What is looked for: a quote and its surroundings, folded and cut into words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotations.anchoring.folded import fold
from annotations.model import CONTEXT, Quote

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
_CAPITAL = re.compile(r"(?<=[\w,;:(] )[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f]\w+")
_LABEL = re.compile(r"(?:[^\W\d]+ )?\(?\d{1,3}[).:\]] ")
_NUMBER = re.compile(r"\d[\d.,:]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LIKELY_CUT = 16
_BREAK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of a folded text, in order, and where each begins and ends in it.

    ``cuts`` says of a word, after which something was left out, where that begins.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    cuts: dict[int, int] = field(default_factory=dict)

    def without(self, spans: Sequence[tuple[int, int]]) -> "Words":
        """The words that stand in none of the spans."""
        kept = Words([], [], [])
        for text, start, end in zip(self.texts, self.starts, self.ends, strict=True):
            inside = next((span for span in spans if start < span[1] and span[0] < end), None)
            if inside is None:
                kept.texts.append(text)
                kept.starts.append(start)
                kept.ends.append(end)
            else:
                kept.cuts.setdefault(len(kept) - 1, inside[0])
        return kept

    def __len__(self) -> int:
        return len(self.texts)


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a folded text, in order; in scripts without blanks each character is one."""
    found = list(_WORD.finditer(text, max(0, start), len(text) if end is None else end))
    return Words(
        [each[0] for each in found],
        [each.start() for each in found],
        [each.end() for each in found],
    )


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
        self._exact = quote.exact
        self._context = quote.prefix, quote.suffix

    @cached_property
    def words(self) -> Words:
        """The words of the whole window; those of the quote are ``words[first:last]``."""
        return words(self.text)

    @cached_property
    def first(self) -> int:
        """Which word is the quote's first."""
        return sum(end <= self.start for end in self.words.ends)

    @cached_property
    def last(self) -> int:
        """Which word is the first after the quote."""
        return sum(start < self.end for start in self.words.starts)

    @cached_property
    def label(self) -> int:
        """How many of the quote's first words are the number of a row, as in “Step 2:”."""
        label = _LABEL.match(self.exact)
        return min(self.count - 1, len(words(label[0]))) if label else 0

    @cached_property
    def numbers(self) -> list[int]:
        """Which of the quote's words are numbers.

        A year counts only where there is no other, and the number of a row does not.
        """
        old = self.words.texts
        first = self.first + self.label
        found = [n for n in range(first, self.last) if _NUMBER.fullmatch(old[n])]
        return [n for n in found if not _YEAR.fullmatch(old[n])] or found

    @cached_property
    def names(self) -> list[int]:
        """Which of the quote's words are written with a capital, but for a sentence's first."""
        found = _CAPITAL.findall(self._exact)
        capitals = {each.lower() if each.isascii() else fold(each) for each in found}
        old = self.words.texts
        return [n for n in range(self.first, self.last) if old[n] in capitals]

    @cached_property
    def paragraph(self) -> tuple[int, int]:
        """From which word to before which the window is of the paragraph that was quoted."""
        prefix, suffix = self._context
        before = _BREAK.split(prefix)[-1]
        after = _BREAK.split(suffix)[0]
        own_before = len(words(fold(before))) if before != prefix else self.first
        own_after = len(words(fold(after))) if after != suffix else len(self.words) - self.last
        return max(0, self.first - own_before), min(len(self.words), self.last + own_after)

    @property
    def is_block(self) -> bool:
        """Whether the quote was all there was between two breaks of the line."""
        prefix, suffix = self._context
        return begins_line(prefix) and ends_line(suffix)

    @property
    def begins_text(self) -> bool:
        """Whether nothing stood before it: not so much as blanks that fill the context."""
        return len(self._context[0]) < CONTEXT

    @property
    def ends_text(self) -> bool:
        """Whether nothing stood after it."""
        return len(self._context[1]) < CONTEXT

    @property
    def count(self) -> int:
        """How many words the quote has."""
        return self.last - self.first

    @property
    def has_context(self) -> bool:
        """Whether anything is known of its surroundings."""
        return bool(self.prefix or self.suffix)


def begins_line(before: str) -> bool:
    """Whether what follows these characters begins a line."""
    return before.rstrip(" \t")[-1:] in ("", "\n")


def ends_line(after: str) -> bool:
    """Whether what precedes these characters ends a line."""
    return after.lstrip(" \t")[:1] in ("", "\n")


def _without_cut_word(context: str, recorded: str) -> str:
    """Leave out the word at the far end, which the cut at so many characters may have halved."""
    if len(recorded) < _LIKELY_CUT or " " not in context:
        return context
    return context[: context.rindex(" ")]


def _blank(border: str) -> str:
    return " " if any(character.isspace() for character in border) else ""
