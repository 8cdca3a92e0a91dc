"""Whether a text is English, the one language whose sentences can be judged so far."""

import re

_ENGLISH = frozenset(
    "the of and to in a is that for it was on with as be at by from this have are not but had has "
    "they he she we you which or an their said will were been who its would there his her".split()
)
_OTHERS = (
    frozenset(
        "der die das und ist nicht ein eine den dem mit sich auf für von zu les des est dans une que "
        "pour qui sur pas le la du el los las una por con para del se lo il di che non sono della "
        "da um os ao não het een van en op te dat och att det som på er af til ikke ja on ei się nie na "
        "to w z jest że și nu cu mai este a je se v ne ve bir bu için çok ile že byl".split()
    )
    - _ENGLISH
)
_LOOKED_AT = 6000
"""Characters of the beginning that decide."""

_FEWEST = 8
"""Words that it takes to tell."""

_MANY = 40
"""Words of which some must be English: in English text every third is."""


def is_english(text: str) -> bool:
    """Whether English can be assumed: no other language, and no other script, is plain to see.

    It counts the commonest small words of English and of its neighbours, so a line of a few
    words passes in any language that is written in Latin letters.

    >>> is_english("Der Hafen war nach dem Sturm für eine Woche nicht mit dem Boot zu erreichen.")
    False
    >>> is_english("Unemployment fell sharply.")
    True
    """
    head = text[:_LOOKED_AT]
    letters = re.findall(r"[^\W\d_]", head)
    latin = sum(letter < "ɐ" for letter in letters)
    if 2 * latin < len(letters):
        return False
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*+", head.lower())
    ours = sum(word in _ENGLISH for word in words)
    theirs = sum(word in _OTHERS for word in words)
    if len(words) < _FEWEST:
        return True
    return ours >= theirs and (len(words) < _MANY or 12 * ours >= len(words))
