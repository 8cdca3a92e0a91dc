"""What a passage says beside a date or a number: what it is the date or number of."""

import re

from annotations.claims.similarity.terms import stem
from annotations.claims.similarity.tokens import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
REACH = 5
"""Words on either side."""
_REACH_CHARACTERS = 80


def nearby(text: str, start: int, end: int, reach: int = REACH) -> frozenset[str]:
    """The stems of the words beside a span; none of names and of what says little.

    Names do not count, since everything in articles on one subject stands beside those.
    """
    before = _WORD.findall(text[max(0, start - _REACH_CHARACTERS) : start])[-reach:]
    after = _WORD.findall(text[end : end + _REACH_CHARACTERS])[:reach]
    return frozenset(
        stem(word) for word in (*before, *after) if word.islower() and word not in STOP_WORDS
    )
