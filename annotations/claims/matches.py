"""Which passages of several texts say the same."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from annotations.claims.corpus import Corpus
from annotations.claims.model import Match

_UNDATED: Mapping[str, date | None] = MappingProxyType({})


def match(texts: Mapping[str, str], dates: Mapping[str, date | None] = _UNDATED) -> list[Match]:
    """Every two passages of different texts that score .05 or more, best first.

    ``texts`` are texts by name, ``dates`` when they were published, by the same names. A
    passage is a sentence that can claim something. ``tier`` tells what is worth showing, and
    ``conflicts`` where two passages of a tier differ. Matches of the same score stand in the
    order of the texts. Of more than a quarter of a million only the best of each passage are
    given, see ``Corpus.pairs``.
    """
    corpus = Corpus()
    for name, text in texts.items():
        corpus.put(name, text, dates.get(name))
    return corpus.pairs()
