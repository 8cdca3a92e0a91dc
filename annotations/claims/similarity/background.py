"""How common words are in English prose, for folders too small to tell.

The shares were counted on the 1,440 longer sentences of the development and test parts of
UD English GUM (news, interviews, biographies, essays, speeches, textbooks), and rounded.
"""

from functools import cache

from annotations.claims.similarity.terms import grams

_PERCENT = {
    70: "the",
    50: "of and",
    40: "to in",
    34: "a",
    24: "that is",
    18: "for it",
    13: "on as with",
    10: "are this by have was be",
    8: "we or at i not from but he",
    6: "an all you they has his our one people which",
    4: "their will there who been more so had if when do were would can what like new other many",
    3: "also first its than these about well those only time years into two",
    2: "them make over your most how no now because any where city say up could work did then "
    "after out said may get both much world such even under very know think year my back case "
    "last want each me life during made does",
}
_SHARE_OF_A_COMMON_STEM = 0.025
_COMMON_STEMS = frozenset("two new one first time year work world case citi life last want".split())


def share_of_stem(stem: str) -> float:
    """The share of sentences with the stem, 0 for all but the commonest."""
    return _SHARE_OF_A_COMMON_STEM if stem in _COMMON_STEMS else 0.0


def share_of_gram(gram: str) -> float:
    """The share of sentences with the gram, of which only common words give any."""
    return _shares_of_grams().get(gram, 0.0)


@cache
def _shares_of_grams() -> dict[str, float]:
    without: dict[str, float] = {}
    for percent, words in _PERCENT.items():
        for word in words.split():
            for gram in set(grams(word)):
                without[gram] = without.get(gram, 1.0) * (1 - percent / 100)
    return {gram: 1 - share for gram, share in without.items()}
