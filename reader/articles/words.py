"""Counting words."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_UNSPACED = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_NOT_LATIN = re.compile("[^\x00-\u024f\u2000-\u206f]")


def count_words(text: str) -> int:
    """How many words there are in the text; a character of an unspaced script counts as one.

    >>> count_words("Mr. O’Neill paid 4.1 million — twice.")
    6
    """
    unspaced = 0
    if _may_be_unspaced(text):
        unspaced = len(re.findall(_UNSPACED, text))
        text = re.sub(_UNSPACED, " ", text) if unspaced else text
    # The list of a block's words is short-lived, and made twice as fast as they are counted singly.
    return unspaced + len(_WORD.findall(text))


def is_unspaced(text: str) -> bool:
    """Whether there is a character in the text of a script that puts no spaces between words."""
    return _may_be_unspaced(text) and re.search(_UNSPACED, text) is not None


def _may_be_unspaced(text: str) -> bool:
    """Whether it is worth a look: a set of so many characters takes 2 ms to compile."""
    return not text.isascii() and _NOT_LATIN.search(text) is not None
