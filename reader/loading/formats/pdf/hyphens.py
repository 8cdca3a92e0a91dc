"""Whether a hyphen at a line's end is the word's own, or only shows that it goes on."""

import re
from collections.abc import Iterable

from reader.loading.formats.pdf.lines import SOFT_HYPHENS

_OWN = re.compile(
    "well|self(?=-(?!ish|less|same))|half(?=-(?!way))|cross(?=-(?!ing|ed|es))|quasi|pseudo|vice"
    "|non(?=-(?!sense|etheless|chalan|e))"
    "|anti(?=-(?!ci|qu|bod|biot|dot|gen|path|sept|thes|thet|oxid|pod|tox|cs|na))"
)
"""First halves that English writes with a hyphen, but for some words that only begin so."""
_WORDS = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document as it writes them within its lines, in lower case."""
    found: set[str] = set()
    for line in lines:
        words = _WORDS.findall(line.lower())
        found.update(words[:-1] if line[-1:] in SOFT_HYPHENS + "-" else words)
    return frozenset(found)


def joined(first: str, second: str, known: frozenset[str]) -> str:
    """Two lines as one, the first of which ends in a hyphen, soft or not.

    The hyphen goes, unless the document has the word with it elsewhere, or a figure or a
    capital follows, as in "twenty-first-" and "Century", or the first half is one that is
    written with a hyphen, as in "well-" and "known".

    >>> joined("a new break-", "water", frozenset())
    'a new breakwater'
    >>> joined("the co-", "owner", frozenset({"co-owner"}))
    'the co-owner'
    >>> joined("the well-", "known wall", frozenset())
    'the well-known wall'
    """
    head = first[:-1]
    before, after = _WORDS.findall(head[-60:]), _WORDS.match(second)
    if not before or not after or not head[-1:].isalnum():
        return f"{head}-{second}" if head[-1:].isalnum() else f"{first} {second}"
    left, right = before[-1].lower(), after[0].lower()
    whole, parted = left + right, f"{left}-{right}"
    is_own = parted in known or not second[0].isalpha() or second[0].isupper()
    if "-" in left and whole not in known and left.rpartition("-")[2] in known:
        is_own = True
    if (own := _OWN.match(parted)) and own.end() == len(left):
        is_own = True
    return f"{head}-{second}" if is_own and whole not in known else head + second
