"""What stands between quotation marks, and which quotations were altered."""

import re
from collections import Counter
from collections.abc import Iterator

from annotations.spans import Span

_MARKS = re.compile(r"[“”„\"«»]|\n")
_WORD = re.compile(r"[\w’'-]*\w")
_FEWEST_WORDS = 4
_LEAST_ALIKE = 0.7
_LONGEST_COMPARED = 400
_MOST_MEETINGS = 8000
"""Places where a word of one quotation meets itself in the other, which comparing looks at: more
than in any that does not say one word over and over."""


def quotations(text: str) -> list[Span]:
    """The spans between quotation marks, in order, without the marks.

    A mark opens or closes by its turn in the line, since typists confuse the two shapes; what
    a line does not close ends with it, as a quotation of several paragraphs does.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        if mark[0] != "\n" and opened is None:
            opened = mark.end()
        elif opened is not None:
            found.append((opened, mark.start()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return found


def altered(quote: str, other: str) -> tuple[str, str] | None:
    """The words of two quotations that differ, where one is the other with some words altered.

    None if they are the same, if they are too unlike, or if one only quotes less.
    """
    a, b = _words(quote), _words(other)
    if not _FEWEST_WORDS <= min(len(a), len(b)) <= max(len(a), len(b)) <= _LONGEST_COMPARED:
        return None
    counts, others = Counter(a), Counter(b)
    if (
        sum(min(count, others[word]) for word, count in counts.items())
        < _LEAST_ALIKE * len(a + b) / 2
    ):
        return None
    if sum(count * others[word] for word, count in counts.items()) > _MOST_MEETINGS:
        return None
    from difflib import SequenceMatcher  # loaded when two passages both quote someone

    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if not _LEAST_ALIKE <= matcher.ratio() < 1:
        return None
    codes = matcher.get_opcodes()
    inner = [
        code
        for place, code in enumerate(codes)
        if code[0] == "replace" or (code[0] != "equal" and 0 < place < len(codes) - 1)
    ]
    if not inner:
        return None
    return _joined((a[i:j] for _, i, j, _, _ in inner)), _joined((b[k:m] for *_, k, m in inner))


def _words(quote: str) -> list[str]:
    return _WORD.findall(quote.lower().replace("’", "'"))


def _joined(parts: Iterator[list[str]]) -> str:
    return " … ".join(" ".join(part) or "–" for part in parts)
