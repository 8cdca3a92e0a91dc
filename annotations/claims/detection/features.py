"""What is measured in a sentence to judge how much it is worth checking, and in which words."""

import re
from collections import Counter
from dataclasses import dataclass

from annotations.claims.detection.word_roles import (
    NAMES_TOO,
    ORDERS,
    POINTING,
    ROLES,
    ROLES_OF_TIME,
)

BIAS = -1.3
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
        Feature("money", 0.9, 1, "states an amount"),
        Feature("percent", 1.3, 1, "gives a percentage"),
        Feature("figure", 1.0, 3, "gives a figure"),
        Feature("number", 0.4, 2, "gives a number"),
        Feature("year", 0.8, 1, "names a year"),
        Feature("when", 0.4, 2, "gives a date"),
        Feature("ago", 0.35, 2, "says when"),
        Feature("ranking", 0.1, 2, "compares"),
        Feature("change", 0.45, 2, "says what changed"),
        Feature("name", 0.25, 4, "names people or places"),
        Feature("public", 0.3, 3, "is about public life"),
        Feature("happened", 0.25, 3, "says what happened"),
        Feature("deed", 0.2, 2, "reports a deed"),
        Feature("outcome", 0.7, 2, "reports an outcome"),
        Feature("said", 0.2, 2, "says who said it"),
        Feature("quoted", -0.1, 1, "quotes someone"),
        Feature("spoken", -0.6, 1, "is all in someone's words"),
        Feature("cause", 0.1, 1, "gives a cause"),
        Feature("absolute", -0.2, 2, "says all, none or not"),
        Feature("length", 0.2, 4, "goes into detail"),
        Feature("short", -0.8, 1, "is very short"),
        Feature("asked", -1.4, 1, "asks"),
        Feature("exclaimed", -0.5, 1, "exclaims"),
        Feature("unfinished", -1.0, 1, "is no whole sentence"),
        Feature("apparatus", -2.0, 1, "is not part of what is told"),
        Feature("future", -0.3, 2, "says what will or should be"),
        Feature("can", -0.55, 2, "says what can be"),
        Feature("hedge", -0.5, 2, "is hedged"),
        Feature("opinion", -0.5, 3, "judges"),
        Feature("reading", -0.45, 2, "interprets"),
        Feature("first", -0.25, 2, "speaks of the speaker"),
        Feature("second", -0.35, 2, "speaks to the listener"),
        Feature("thanks", -0.3, 2, "greets or thanks"),
        Feature("vague", -0.4, 2, "is vague"),
        Feature("pointing", -0.2, 1, "begins with what was said before"),
        Feature("order", -0.6, 1, "tells someone to do something"),
    )
}
"""Everything that is counted, by name; the weights are what is believed before any learning."""

_NO_COUNT = frozenset("of another more thing day party".split())
_LASTING = frozenset(
    "week weeks month months year years decade decades century spring summer autumn fall winter "
    "night friday saturday sunday monday tuesday wednesday thursday two three four five few several "
    "january february march april may june july august september october november december".split()
)
_MOSTLY = 0.7
_LONGEST = 4000
"""Characters of a sentence that are looked at."""

_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*+|[$€£¥]?\d[\d,.]*"
_COINS = (
    "dollars?|euros?|pounds?|cents|crowns|kron(?:or|er)|francs|yen|yuan|rupees|pesos|roubles|rubles|"
    "shillings|rand|lira"
)
_MONEY = (
    r"[$€£¥₹]\s?\d|\b(?:USD|EUR|GBP)\s?\d|"
    r"\b(?:\d|(?:hundred|thousand|million|billion|trillion)s?\b)[^.;:]{0,12}?"
    rf"\b(?:{_COINS})\b"
)
_PERCENT = r"\d\s?%|\b(?:percent|per cent|percentage)\b"
_YEAR = r"(?:1[5-9]|20)\d\d"
_FIGURE = r"(?<![\w-])\d[\d,.]*(?![\w])"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Apr(?:il)?|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = rf"\b(?:{_MONTH}\.? \d{{1,2}}\b(?!,\d)|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b)"
_IN_MAY = r"\b(?:in|since|by|until|last|of|this) (?:May|March)\b"
_QUOTATION = r"[“\"][^”\"]*(?:[”\"]|\Z)"
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
    tokens = re.findall(_WORD, plain)
    words = [
        token if _is_name(token, following) else token.lower()
        for token, following in zip(tokens, [*tokens[1:], ""], strict=False)
    ]
    counts = Counter(
        role
        for word, following in zip(words, [*tokens[1:], ""], strict=False)
        for role in ROLES.get(word, ())
        if not _says_nothing(word, role, following)
    )
    counts += _of_words(words)
    counts += _of_form(plain)
    return {
        name: min(count, FEATURES[name].most)
        for name, count in counts.items()
        if count > 0 and name in FEATURES
    }


def _says_nothing(word: str, role: str, following: str) -> bool:
    """Whether a word does not do here what it often does: "one of", "before the judge"."""
    if role == "number":
        return word in ("one", "second", "third", "half") and following.lower() in _NO_COUNT
    if role == "ago" and word in ("before", "after", "until"):
        return following[:1].isupper() and following.lower() not in ROLES_OF_TIME
    return role == "ago" and word in ("last", "past") and following.lower() not in _LASTING


def _is_name(token: str, following: str) -> bool:
    """Whether its capitals tell it from another word: the US from us, Mark from mark."""
    if token in NAMES_TOO:
        return token == "May" or following[:1].isupper()
    return len(token) > 1 and token.isupper()


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


def _of_form(plain: str) -> Counter[str]:
    """What signs, figures and capitals tell."""
    days = re.findall(_DAY, plain)
    figures = [each.rstrip(".,") for each in re.findall(_FIGURE, plain)]
    years = sum(bool(re.fullmatch(_YEAR, each)) for each in figures)
    quoted = sum(map(len, re.findall(_QUOTATION, plain)))
    return Counter(
        money=bool(re.search(_MONEY, plain)),
        percent=bool(re.search(_PERCENT, plain)),
        year=years,
        figure=max(0, len(figures) - years - len(days)),
        when=len(days) + len(re.findall(_IN_MAY, plain)),
        name=len(re.findall(_NAME, plain)) + len(re.findall(_ACRONYM, plain)),
        quoted=quoted > 0,
        spoken=quoted > _MOSTLY * len(plain),
        asked="?" in plain,
        exclaimed="!" in plain,
        unfinished=not re.search(_FINISHED, plain),
        apparatus=bool(re.match(_APPARATUS, plain, re.IGNORECASE)),
    )
