"""Which words of a passage are others than they were."""

import re

Span = tuple[int, int]

_TOKEN = r"\w+(?:[.,'’]\w+)*|[^\w\s]"


def differing(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """The spans of ``old`` that are not in ``new``, and those of ``new`` that were not in ``old``.

    Words and marks are compared, white space is not; a number with its decimals is a word.
    The longest matching blocks are kept (Ratcliff and Obershelp, as in ``difflib``).

    >>> differing("It cost 3.4 million.", "It cost 4.1 million.")
    ([(8, 11)], [(8, 11)])
    """
    from difflib import SequenceMatcher  # only where something changed

    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(
        None, [old[a:b] for a, b in before], [new[a:b] for a, b in after], autojunk=False
    )
    gone: list[Span] = []
    come: list[Span] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation != "equal":
            gone += [(before[a][0], before[b - 1][1])] if b > a else []
            come += [(after[c][0], after[d - 1][1])] if d > c else []
    return gone, come


def _tokens(text: str) -> list[Span]:
    return [found.span() for found in re.finditer(_TOKEN, text)]
