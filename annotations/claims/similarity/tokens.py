"""The words of a text as they are compared: folded, without genitives and hyphens."""

import re
import unicodedata

_TOKEN = re.compile(r"[$€£]?\d[\d,]*(?:\.\d+)?%?|[^\W\d_]+(?:['-][^\W\d_]+)*")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})

STOP_WORDS = frozenset(
    "a about above after again against all almost also although am among an and another any are "
    "around as at away be became because been before being below between both but by came can "
    "come could did do does doing done down during each either else even ever every few for from "
    "further get gets getting go goes going got had has have having he her here hers herself him "
    "himself his how however i if in instead into is it its itself just least less like made make "
    "many may me meanwhile might mine more moreover most mr mrs ms much must my myself neither no "
    "nor not now of off on once one only onto or other others our ours out over own per put rather "
    "really said same say saying says she should since so some such than that the their them "
    "themselves then there therefore these they this those though through thus to together told "
    "too toward towards under until up upon us very was way we well went were what when where "
    "whether which while who whom whose why will with within without would yet you your yours "
    "don doesn didn isn wasn aren weren hasn haven hadn won wouldn shouldn couldn can't ll ve re "
    "".split()
)
"""English words that say nothing about what a sentence claims."""


def words(text: str) -> list[str]:
    """The words and numbers of the text in order, in lower case.

    >>> words("Meta’s $1 million was well-known.")
    ['meta', '$1', 'million', 'was', 'well', 'known']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    found: list[str] = []
    for token in _TOKEN.findall(text.lower()):
        if token.isalnum():
            found.append(token)
        else:
            found += (part for part in token.removesuffix("'s").split("-") if part)
    return found
