"""What is looked for: words, phrases and beginnings of words, with ``or`` and ``-``.

Nothing that can be typed is an error: what has no meaning here is left out, and a quotation
that is not closed goes on to the end.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.articles.words import is_unspaced

_PIECE = re.compile(r'(?P<sign>-?)(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))(?P<star>\*?)')
_MARKS = "[\u0300-\u036f]*"
_WORD = r"[^\W_]"

_LEAST = 3
"""Letters from which on the index knows beginnings of words; with fewer half of it would match."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other; of a beginning, the last may go on.

    ``words`` hold letters and digits only.
    """

    words: tuple[str, ...]
    is_beginning: bool = False
    is_negated: bool = False

    @property
    def is_unspaced(self) -> bool:
        """Whether it is of a script without spaces, whose words an index does not know."""
        return any(map(is_unspaced, self.words))

    @property
    def expression(self) -> str:
        """The term as SQLite's FTS5 is asked for it."""
        quoted = " ".join(self.words)
        return f'"{quoted}"' + " *" * self.is_beginning


@dataclass(frozen=True, slots=True)
class Query:
    """Groups of terms, of which one must match; a group matches if all its terms do."""

    groups: tuple[tuple[Term, ...], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is looked for."""
        return not self.groups

    @property
    def is_unspaced(self) -> bool:
        """Whether an index of words does not do: see ``Term``."""
        return any(term.is_unspaced for group in self.groups for term in group)

    @property
    def expression(self) -> str:
        """The query as SQLite's FTS5 is asked for it."""
        return " OR ".join(f"({_group(group)})" for group in self.groups)

    def spans(self, text: str) -> list[tuple[int, int]] | None:
        """Where the terms stand in the text, without an index; None if it does not match."""
        found, folded_text = list[tuple[int, int]](), folded(text)
        is_match = False
        for group in self.groups:
            wanted = [_spans(term, folded_text) for term in group if not term.is_negated]
            refused = any(_spans(term, folded_text) for term in group if term.is_negated)
            if all(wanted) and not refused:
                is_match = True
                found += [span for spans in wanted for span in spans]
        return _apart(found) if is_match else None


def parse(typed: str, *, is_typing: bool = False) -> Query:
    """The query in what was typed.

    All words must be there; ``"…"`` keeps words together, ``*`` after a word takes all that
    begin so, ``-`` or ``not`` before one refuses it, ``or`` parts groups. While ``is_typing``
    the last word, from three letters on, takes all that begin so.

    >>> parse('harbour "new wall" -mayor or quay*').expression
    '("harbour" AND "new wall" NOT "mayor") OR ("quay" *)'
    """
    groups: list[list[Term]] = [[]]
    is_negated = False
    for piece in _PIECE.finditer(typed):
        bare = piece["bare"]
        word = (bare or "").casefold()
        if word == "or":
            groups.append([])
        elif word == "not":
            is_negated = True
        elif word != "and":
            goes_on = is_typing and piece.end() == len(typed)
            if (term := _term(piece, goes_on, is_negated)) is not None:
                groups[-1].append(term)
            is_negated = False
    return Query(tuple(tuple(group) for group in groups if not all(t.is_negated for t in group)))


def _term(piece: re.Match[str], goes_on: bool, is_negated: bool) -> Term | None:
    bare = piece["bare"]
    said = (piece["quoted"] if bare is None else bare) or ""
    words = tuple(re.findall(rf"(?:{_WORD}|{_MARKS[:-1]})+", said))
    if not words:
        return None
    goes_on = goes_on and bare is not None and len(words[-1]) >= _LEAST
    is_beginning = bool(piece["star"]) or said.endswith("*") or goes_on
    return Term(words, is_beginning, is_negated or bool(piece["sign"]))


def _group(group: tuple[Term, ...]) -> str:
    wanted = " AND ".join(term.expression for term in group if not term.is_negated)
    refused = "".join(f" NOT {term.expression}" for term in group if term.is_negated)
    return wanted + refused


class _Folding(dict[int, str]):
    """From a code point to the small letter without accents, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        letter = self[code] = base if len(base) == 1 else chr(code)
        return letter


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text in small letters without accents, as long as before.

    >>> folded("Ça, ÉTÉ")
    'ca, ete'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _spans(term: Term, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _pattern(term).finditer(text)]


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    words = (_MARKS.join(map(re.escape, _letters(word))) + _MARKS for word in term.words)
    if term.is_unspaced:
        return re.compile(r"\s*".join(words))
    written = r"[\W_]+".join(words)
    return re.compile(
        rf"(?<!{_WORD}){written}{_WORD + '*' if term.is_beginning else ''}(?!{_WORD})"
    )


def _letters(word: str) -> Iterator[str]:
    return (letter for letter in folded(word) if not unicodedata.combining(letter))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart
