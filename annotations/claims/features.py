"""What is measured in a sentence to judge how much it is worth checking, and in which words."""

import re
from collections import Counter
from dataclasses import dataclass

from annotations.claims.words import ORDERS, POINTING, ROLES

BIAS = -1.6
"""What a sentence without any feature weighs."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is counted in a sentence.

    ``weight`` is what one count adds to the log-odds that the sentence is worth checking;
    counts above ``most`` add nothing. ``reason`` says to the reader what the sentence does.
    """

    name: str
    weight: float
    most: int
    reason: str


FEATURES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature("money", 1.0, 1, "states an amount of money"),
        Feature("percent", 1.0, 1, "gives a percentage"),
        Feature("figure", 0.4, 3, "gives a figure"),
        Feature("number", 0.3, 2, "gives a number in words"),
        Feature("year", 0.6, 1, "names a year"),
        Feature("when", 0.5, 2, "gives a date"),
        Feature("ago", 0.25, 2, "says when"),
        Feature("ranking", 0.25, 2, "compares or ranks"),
        Feature("change", 0.3, 2, "says what rose, fell or was made"),
        Feature("name", 0.25, 4, "names people, places or bodies"),
        Feature("public", 0.15, 3, "is about public affairs"),
        Feature("happened", 0.3, 3, "says what happened"),
        Feature("deed", 0.4, 2, "reports a deed"),
        Feature("said", 0.25, 2, "says who said it"),
        Feature("quoted", 0.1, 1, "quotes someone"),
        Feature("is", 0.1, 2, "says how things are"),
        Feature("cause", 0.2, 1, "gives a cause"),
        Feature("absolute", 0.1, 2, "says all, none or not"),
        Feature("length", 0.2, 4, "says much"),
        Feature("short", -0.8, 1, "is very short"),
        Feature("asked", -1.4, 1, "asks"),
        Feature("exclaimed", -0.5, 1, "exclaims"),
        Feature("unfinished", -1.0, 1, "is no whole sentence"),
        Feature("apparatus", -2.0, 1, "is not part of what is told"),
        Feature("future", -0.4, 2, "says what will or should be"),
        Feature("can", -0.2, 2, "says what can be"),
        Feature("hedge", -0.4, 2, "is hedged"),
        Feature("opinion", -0.35, 3, "judges"),
        Feature("reading", -0.4, 2, "interprets"),
        Feature("first", -0.3, 2, "speaks of the speaker"),
        Feature("second", -0.5, 2, "speaks to the listener"),
        Feature("thanks", -0.8, 2, "greets or thanks"),
        Feature("vague", -0.4, 2, "is vague"),
        Feature("pointing", -0.2, 1, "begins with what was said before"),
        Feature("order", -0.6, 1, "tells someone to do something"),
    )
}
"""Everything that is counted, by name; the weights are what is believed before any learning."""

_LONGEST = 4000
"""Characters of a sentence that are looked at."""

_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*+|[$€£¥]?\d[\d,.]*"
_MONEY = (
    r"[$€£¥₹]\s?\d|\b(?:USD|EUR|GBP)\s?\d|"
    r"\b(?:\d|(?:hundred|thousand|million|billion|trillion)s?\b)[^.;:]{0,12}?\b(?:dollars?|euros?|pounds?|cents)\b"
)
_PERCENT = r"\d\s?%|\b(?:percent|per cent|percentage)\b"
_YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_DAY = (
    r"\b(?:May|March)\s\d{1,2}\b|\b\d{1,2}\s(?:May|March)\b|\b(?:in|since|by|until) (?:May|March)\b"
)
_NAME = r"(?<=[\w,;:)'”’] )[A-Z][\w'&.-]*\w(?: (?:of |the |and )?[A-Z][\w'&.-]*\w)*"
_ACRONYM = r"\b(?!I\b)[A-Z]{2,}\b"
_APPARATUS = (
    r"\s*(?:by [A-Z][\w.-]+ [A-Z]|(?:photo|image|picture|credit|source|caption|video|related|"
    r"read more|share|advert|sign up|subscribe|follow us|click|copyright|©|updated|published|"
    r"last modified|posted|correction)\b[^a-z]{0,3}(?:\s|:|\Z))"
)
_FINISHED = r"[.!?…][\"'”’)\]*_\d]*\s*\Z|:\s*\Z"


def measure(sentence: str) -> dict[str, int]:
    """How often each feature is in the sentence, up to what counts of it; those at 0 are left out."""
    plain = sentence[:_LONGEST].replace("’", "'")
    words = [word.lower() for word in re.findall(_WORD, plain)]
    counts = Counter(role for word in words for role in ROLES.get(word, ()))
    counts += _of_words(words)
    counts += _of_form(plain, len(words))
    return {
        name: min(count, FEATURES[name].most)
        for name, count in counts.items()
        if count > 0 and name in FEATURES
    }


def _of_words(words: list[str]) -> Counter[str]:
    """What the words tell by where they stand and how they end."""
    first = words[0] if words else ""
    return Counter(
        happened=sum(len(word) > 4 and word.endswith("ed") for word in words),
        length=len(words) // 8,
        short=len(words) < 6,
        pointing=first in POINTING,
        order=first in ORDERS,
    )


def _of_form(plain: str, words: int) -> Counter[str]:
    """What signs, figures and capitals tell."""
    figures = [each.rstrip(".,") for each in re.findall(r"\d[\d,.]*", plain)]
    years = [each for each in figures if re.fullmatch(_YEAR, each)]
    return Counter(
        money=bool(re.search(_MONEY, plain)),
        percent=bool(re.search(_PERCENT, plain)),
        year=bool(years),
        figure=len(figures) - len(years),
        when=len(re.findall(_DAY, plain)),
        name=len(re.findall(_NAME, plain)) + len(re.findall(_ACRONYM, plain)),
        quoted=bool(re.search(r"[“\"]", plain)),
        asked="?" in plain,
        exclaimed="!" in plain,
        unfinished=not re.search(_FINISHED, plain),
        apparatus=bool(re.match(_APPARATUS, plain, re.IGNORECASE)),
    )
