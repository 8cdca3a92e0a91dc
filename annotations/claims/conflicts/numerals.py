"""Numbers as a passage writes them: in digits or words, exact, rounded, vague, or from one to another."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "bn": 1e9,
    "bln": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_OTHER_SCALES = {
    "de": {
        "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
        "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12,
    },
    "fr": {
        "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
        "md": 1e9, "mds": 1e9, "m": 1e6,
    },
}  # fmt: skip
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(k) for k, word in enumerate(_UNITS)}
_WORDS |= {word: 10.0 * k for k, word in enumerate(_TENS, 2)}
_WORDED_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4,
    "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8, "ninth": 1 / 9,
    "tenth": 1 / 10,
}  # fmt: skip
_FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_ORDINALS = {
    word: k
    for k, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "ninetieth": 90,
     "sixtieth": 60, "seventieth": 70, "eightieth": 80}  # fmt: skip
_MANY = {
    "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 1999), "thousands": (2000, 19_999),
    "tens of thousands": (20_000, 199_999), "hundreds of thousands": (200_000, 1_999_999),
    "millions": (2e6, 2e7), "tens of millions": (2e7, 2e8), "hundreds of millions": (2e8, 2e9),
    "billions": (2e9, 2e10),
}  # fmt: skip
_MULTIPLES = {
    "doubl": 2, "double": 2, "twofold": 2, "tripl": 3, "triple": 3, "trebl": 3, "treble": 3,
    "threefold": 3, "quadrupl": 4, "quadruple": 4, "fourfold": 4, "halv": 1 / 2, "fivefold": 5,
    "tenfold": 10,
}  # fmt: skip
_OCCURRENCES = {"once": 1, "twice": 2, "thrice": 3}

_LARGEST_EXACT = 1000
_ROUNDED = 0.05
"""Share of a number of many noughts that may have been rounded away, half of it either way."""
_ROUNDED_SCALED = 0.1
"""The same of "5 million"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a text, from ``start`` to ``end``: from ``least`` to ``most``.

    ``slack`` is how far it may be from what it was rounded from; ``form`` is ``number``,
    ``ordinal``, ``part`` (of a whole, from 0 to 1), ``none``, ``score``, ``whole`` (all or most
    of them, from 0 to 1), ``but`` (all but so many), ``multiple`` (doubled) or ``occurrences``
    (twice). ``bound`` is 1 if the words say it is more than that, -1 if less, else 0.
    ``is_about`` says that it is only roughly so, ``is_range`` that both ends are said.
    """

    start: int
    end: int
    least: float
    most: float
    slack: float
    form: str = "number"
    bound: int = 0
    is_about: bool = False
    is_range: bool = False

    def meets(self, other: "Numeral") -> bool:
        """Whether both can be the same number."""
        return meet(self.least, self.most, self.slack, other.least, other.most, other.slack)


def meet(
    least: float, most: float, slack: float, other_least: float, other_most: float, other: float
) -> bool:
    """Whether two stretches of numbers have one in common, give or take the greater slack."""
    give = max(slack, other) * (1 + 1e-9) + 1e-9
    return least <= other_most + give and other_least <= most + give


_DIGITS = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+\.\d+(?![\d])|\d+|(?<!\w)\.\d+",
    "de": r"\d{1,3}(?:[.’'  ]\d{3})+(?:,\d+)?(?!\d)|\d+,\d+(?!\d)|\d+",
    "fr": r"\d{1,3}(?:[.  ]\d{3})+(?:,\d+)?(?!\d)|\d+,\d+(?!\d)|\d+",
}
_VAGUE = {
    "en": (
        r"(?P<notmore>no(?:t)? more than)|(?P<notless>no(?:t)? (?:less|fewer) than)|"
        r"(?P<more>more than|over|at least|upwards? of|exceed(?:ing|s|ed)|above|a minimum of|"
        r"surpass(?:ing|ed)|in excess of|minimum)|"
        r"(?P<less>up to|as (?:many|much) as|at most|less than|fewer than|under|below|"
        r"a maximum of|not even|maximum)|"
        r"(?P<almost>almost|nearly|close to|just under|just short of|just below)|"
        r"(?P<about>about|around|roughly|approximately|approx\.?|some|an estimated|estimated|"
        r"estimates? of|circa|ca\.?|or so|more or less|just over|a little over|slightly over|"
        r"slightly more than)"
    ),
    "de": (
        r"(?P<notmore>nicht mehr als|höchstens)|(?P<notless>nicht weniger als)|"
        r"(?P<more>mehr als|über|mindestens)|(?P<less>bis zu|weniger als|unter)|"
        r"(?P<almost>fast|beinahe|knapp)|(?P<about>etwa|rund|ungefähr|circa|ca\.|gut)"
    ),
    "fr": (
        r"(?P<notmore>pas plus de|au plus)|(?P<notless>pas moins de)|"
        r"(?P<more>plus de|plus d[’']|au moins)|(?P<less>jusqu[’']à|moins de)|"
        r"(?P<almost>près de|presque)|(?P<about>environ|quelque|autour de|une)"
    ),
}
_LONGEST_VAGUE = 24
_AFTERWARDS = re.compile(
    r"\s(?:or (?P<more>more|older|over)|or (?P<less>less|fewer|younger)|(?P<about>or so))\b"
)


def numerals(text: str, language: str = "en") -> list[Numeral]:
    """The numbers of a text, in order; years and dates are among them, written as they are.

    ``language`` is ``en``, ``de`` or ``fr``: 1.200 and 3,4 are read as it writes them.
    """
    found: list[Numeral] = []
    at = 0
    while True:
        place = _number_pattern(language).search(text, at)
        if place is None:
            break
        numeral = _read(text, place, language)
        if numeral is not None:
            found.append(_with_vagueness(text, numeral, language))
        at = max(place.end(), numeral.end if numeral else 0)
    return found


_AND_A_PART = r"(?:\s+and\s+(?:a\s+half|a\s+quarter|three\s+quarters)\b(?!\s+of\b))?"
_ADDED = re.compile(r"\sand\s+(a\s+half|a\s+quarter|three\s+quarters)\Z", re.IGNORECASE)
_UNITS_OF_TIME = "second|minute|hour|day|week|month|year|decade|century"
_WHOLE = r"\b(?:all|most)(?: of)? (?=the\b|its\b|his\b|her\b|their\b|our\b)(?!the time|the way)"
_MULTIPLE = (
    r"\b(?P<root>(?:two|three|four|five|ten)fold|double|triple|treble|quadruple"
    r"|(?:doubl|tripl|trebl|quadrupl|halv)(?=e|es|ed|ing\b))(?:e?s|e?d|ing|e)?\b(?! check)"
)


@cache
def _number_pattern(language: str) -> re.Pattern[str]:
    digits, words, scales = _DIGITS[language], _worded(language), _scales(language)
    scale = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    many = "|".join(sorted(_MANY, key=len, reverse=True)) if language == "en" else r"(?!)"
    part = "|".join(_PARTS) if language == "en" else r"(?!)"
    dot = "" if language == "en" else r"\.?"
    one = rf"(?:{digits})(?:(?<=\d)[½¼¾⅓⅔])?(?:[\s ]?-?(?:{scale})\b{dot})?|[½¼¾⅓⅔]"
    more = _AND_A_PART if language == "en" else ""
    worded = rf"(?:{words})(?:(?:[\s-]+and[\s-]+|[\s-]+)(?:{words}))*\b{more}"
    one = f"(?:{one}){more}"
    whole = _WHOLE if language == "en" else r"(?!)"
    but = rf"\ball but (?P<but_of>{words}|\d+)\b" if language == "en" else r"(?!)"
    multiple = _MULTIPLE if language == "en" else r"(?!)"
    times = rf"\b(?:once|twice|thrice)\b(?! (?:the|a|an|he|she|it|they|we|again|more|upon)\b)|(?:{words}|\d+) times\b(?! (?:more|less|as|the|higher|larger|bigger))"
    times = times if language == "en" else r"(?!)"
    # A digit after a sign of money, a letter or a stop is no number of its own.
    return re.compile(
        rf"\b(?P<none>no one|nobody|none|niemand|personne n[’']|aucun|keine?r?)\b"
        rf"|(?P<but>{but})|(?P<whole>{whole})|(?P<multiple>{multiple})|(?P<occurrences>\b(?:{times}))"
        rf"|\b(?P<many>{many})\b"
        rf"|(?P<in>\b(?P<in_a>{words}|\d+)[\s-](?:in|out of|of every|in every)[\s-](?P<in_b>{words}|\d+)\b(?![\s-](?:{part})))"
        rf"|\b(?P<part>(?:(?P<part_a>an?|{words}|\d+)[\s-])?(?P<part_b>{part})s?)\b"
        rf"(?=[\s-](?:of|the|all|that|as)\b)(?!\sof\s(?:19|20)\d\d)"
        rf"|(?<![\w.,])(?P<score>\d{{1,3}}[-–]\d{{1,3}})(?![\w%.,-]*\d)(?!\s?(?:%|percent|per cent|(?:year|month|week|day|hour|minute|metre|meter|mile|km|people|million|billion|thousand|dollar|euro|pound|century)))"
        rf"|(?<![\w])(?P<ordinal>\d+(?:st|nd|rd|th)\b|(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ORDINALS)})\b(?!\s(?:and|of all)\b))"
        rf"|(?P<sign>(?<![\w])[-−](?=\d)|\bminus (?=\d))?"
        rf"(?<![A-Za-z.,\d])(?P<digits>{one})(?P<letters>[A-Za-z]\w*)?"
        rf"|\b(?P<worded>half (?:an? )?(?:hundred|thousand|million|billion|dozen)\b|a couple\b|a score of|an?(?=\s(?:{_UNITS_OF_TIME})\sand\sa\s(?:half|quarter)\b)|both(?! (?-i:[A-Z])|(?:\s\w+){{1,3}} and\b)|(?:an?[\s-](?=hundred|thousand|million|billion|trillion|dozen))?{worded})",
        re.IGNORECASE,
    )


@cache
def _scales(language: str) -> dict[str, float]:
    return _SCALES if language == "en" else _OTHER_SCALES[language]


@cache
def _worded(language: str) -> str:
    words = [*_WORDS, *_WORDED_SCALES] if language == "en" else [*_dictionary(language)]
    return "|".join(rf"{each}\b" for each in sorted(words, key=len, reverse=True))


@cache
def _dictionary(language: str) -> dict[str, float]:
    """The worded numbers of German and French, to 999 (and those of the scales)."""
    return _german() if language == "de" else _french()


def _german() -> dict[str, float]:
    ones = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
    ones += "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
    tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
    below = {word: float(k) for k, word in enumerate(ones)}
    for k, ten in enumerate(tens, 2):
        below[ten] = 10.0 * k
        below |= {f"{ones[one]}und{ten}": 10.0 * k + one for one in range(1, 10)}
    whole = dict(below)
    for hundred in range(1, 10):
        name = f"{ones[hundred] if hundred > 1 else ''}hundert"
        whole[name] = whole[f"{ones[hundred]}hundert"] = 100.0 * hundred
        whole |= {f"{name}{word}": 100.0 * hundred + value for word, value in below.items()}
    del whole["ein"]
    extra = {
        "eins": 1,
        "eine": 1,
        "einer": 1,
        "einem": 1,
        "einen": 1,
        "tausend": 1000,
        "dutzend": 12,
    }
    return whole | {word: float(value) for word, value in extra.items()}


def _french() -> dict[str, float]:
    ones = (
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze".split()
    )
    ones += "quinze seize dix-sept dix-huit dix-neuf".split()
    tens = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
    below = {word: float(k) for k, word in enumerate(ones)}
    for ten, name in tens.items():
        below[name] = float(ten)
        below |= {f"{name}-{ones[one]}": float(ten + one) for one in range(2, 10)}
        below[f"{name} et un"] = below[f"{name}-et-un"] = float(ten + 1)
    below |= {f"soixante-{ones[one]}": 60.0 + one for one in range(10, 20)}
    below |= {f"quatre-vingt-{ones[one]}": 80.0 + one for one in range(1, 20)}
    below |= {"soixante et onze": 71.0, "quatre-vingts": 80.0, "quatre-vingt": 80.0}
    whole = dict(below)
    for hundred in range(1, 10):
        name = f"{ones[hundred]} cent" if hundred > 1 else "cent"
        whole[name] = whole[f"{name}s"] = 100.0 * hundred
        whole |= {f"{name} {word}": 100.0 * hundred + value for word, value in below.items()}
    return whole | {"une": 1.0, "mille": 1000.0, "douzaine": 12.0, "une douzaine": 12.0}


def _read(text: str, place: re.Match[str], language: str) -> Numeral | None:
    readers: dict[str, Callable[[str, re.Match[str], str], Numeral | None]] = {
        "none": _none,
        "but": _but,
        "whole": _whole,
        "multiple": _multiple,
        "occurrences": _occurrences,
        "many": _many,
        "in": _one_in,
        "part": _part,
        "score": _score,
        "ordinal": _ordinal,
        "digits": _in_digits,
        "worded": _in_words,
    }
    for name, read in readers.items():
        if place[name]:
            return read(text, place, language)
    return None


def _none(text: str, place: re.Match[str], language: str) -> Numeral:
    return Numeral(*place.span("none"), 0.0, 0.0, 0.0, "none")


def _but(text: str, place: re.Match[str], language: str) -> Numeral | None:
    count = _value_of(place["but_of"], language)
    return Numeral(*place.span("but"), count, count, 0.0, "but") if count else None


def _whole(text: str, place: re.Match[str], language: str) -> Numeral:
    least, most = (0.501, 0.98) if place["whole"].lower().startswith("most") else (1.0, 1.0)
    return Numeral(*place.span("whole"), least, most, 0.0, "whole")


def _multiple(text: str, place: re.Match[str], language: str) -> Numeral:
    value = float(_MULTIPLES[place["root"].lower()])
    return Numeral(*place.span("multiple"), value, value, 0.0, "multiple")


def _occurrences(text: str, place: re.Match[str], language: str) -> Numeral | None:
    said = place["occurrences"].lower()
    value = _OCCURRENCES.get(said) or _value_of(said.removesuffix(" times"), language)
    return Numeral(*place.span("occurrences"), value, value, 0.0, "occurrences") if value else None


def _many(text: str, place: re.Match[str], language: str) -> Numeral:
    least, most = _MANY[place["many"].lower()]
    return Numeral(*place.span(), least, most, 0.0, is_about=True)


def _one_in(text: str, place: re.Match[str], language: str) -> Numeral | None:
    count, of = (_value_of(place[name], language) for name in ("in_a", "in_b"))
    if not of or count is None or count > of:
        return None
    share = count / of
    return Numeral(*place.span(), share, share, 0.005, "part")


def _part(text: str, place: re.Match[str], language: str) -> Numeral | None:
    word = place["part_a"]
    count = 1.0 if not word or word.lower() in ("a", "an") else _value_of(word, language)
    name = place["part_b"].lower()
    if not word and name not in ("half",):
        # "the third of May", "fifth of": an order, not a part
        return None
    if count is None:
        return None
    share = count * _PARTS[name]
    return Numeral(*place.span(), share, share, 0.007, "part")


def _score(text: str, place: re.Match[str], language: str) -> Numeral:
    one, other = map(float, re.findall(r"\d+", place["score"]))
    if one < other:
        return Numeral(*place.span("score"), one, other, 0.0)
    value = one * 1000 + other
    return Numeral(*place.span("score"), value, value, 0.0, "score")


def _ordinal(text: str, place: re.Match[str], language: str) -> Numeral:
    word = place["ordinal"].lower()
    if word[0].isdigit():
        value = float(re.match(r"\d+", word)[0])  # type: ignore[index]  # the pattern has digits
    else:
        ten, _, one = word.rpartition("-")
        value = (_WORDS[ten] if ten else 0) + _ORDINALS[one]
    return Numeral(*place.span("ordinal"), value, value, 0.0, "ordinal")


def _in_digits(text: str, place: re.Match[str], language: str) -> Numeral | None:
    written = place["digits"]
    start = place.start("sign") if place["sign"] else place.start("digits")
    end = place.end("digits")
    letters = place["letters"] or ""
    if letters:
        scale, length = _abutting_scale(text, place.end("digits"), letters, language)
        if scale is None and not _may_abut(letters):
            return None
        written += letters[:length]
        end += length
    value, step = _value_and_step(written, language)
    value, step = (value + added, 0.0) if (added := _part_added(written)) else (value, step)
    value, step = (-value, step) if place["sign"] else (value, step)
    first = Numeral(start, end, value, value, step)
    return _ranged(text, first, written, language)


def _abutting_scale(text: str, at: int, letters: str, language: str) -> tuple[float | None, int]:
    """The scale that the letters right after digits are ("3.4m"), and how many letters."""
    scale = _scales(language).get(letters.lower())
    return (scale, len(letters)) if scale else (None, 0)


def _may_abut(letters: str) -> bool:
    """Whether letters right after digits leave those a number: 12km, 5C; not 737s, 2nd, 1990s."""
    return letters.lower() not in ("s", "st", "nd", "rd", "th") and len(letters) <= 5


_OR = ("or", "oder", "ou")
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and|bis|oder|à|ou)\s")


def _ranged(text: str, first: Numeral, written: str, language: str) -> Numeral:
    """The number with the second of a range, if one follows: 5-10, 18 to 24, between 5 and 10."""
    between = _RANGE.match(text, first.end)
    if between is None:
        return first
    word = between[0].strip()
    before = text[max(0, first.start - 10) : first.start].lower()
    if word == "and" and not before.endswith("between ") and not before.endswith("between $"):
        return first
    after = text[between.end() :]
    shift = re.match(r"(?:US\$|[$€£¥₹])\s?", after)
    at = between.end() + (shift.end() if shift else 0)
    second = _number_pattern(language).match(text, at)
    if second is None or not (second["digits"] or second["worded"]):
        return first
    other = (
        _simple_digits(second, language) if second["digits"] else _in_words(text, second, language)
    )
    if other is None:
        return first
    least = first.least
    factor = _scale_of(second["digits"] or "", language)
    if factor > 1 and _scale_of(written, language) == 1 and least < 1000:
        least *= factor
    if word in ("or", "oder", "ou") and not 0 < other.least - least <= max(1, least):
        return first
    if word in ("to", "bis", "à") and re.search(r"\b(?:from|von|de)\s\Z", before):
        # "rose from 5 to 10": two numbers, not a stretch
        return first
    if least >= other.most:
        return first
    return Numeral(first.start, other.end, least, other.most, 0.0, is_range=word not in _OR)


def _simple_digits(place: re.Match[str], language: str) -> Numeral | None:
    written = place["digits"]
    letters = place["letters"] or ""
    end = place.end("digits")
    if letters:
        scale, length = _abutting_scale(place.string, end, letters, language)
        if scale is None and not _may_abut(letters):
            return None
        written += letters[:length]
        end += length
    value, step = _value_and_step(written, language)
    return Numeral(place.start("digits"), end, value, value, step)


def _scale_of(written: str, language: str) -> float:
    found = re.search(r"([^\W\d_]+)\.?\Z", written)
    return _scales(language).get(found[1].lower(), 1.0) if found else 1.0


def _value_and_step(written: str, language: str) -> tuple[float, float]:
    """What digits, with a scale perhaps, are worth, and how far they may have been rounded."""
    scale = _scale_of(written, language)
    digits = re.match(_DIGITS[language], written)
    number = digits[0] if digits else "0"
    if language == "en":
        plain = number.replace(",", "")
    else:
        plain = re.sub(r"[.’'  ](?=\d{3})", "", number).replace(",", ".")
    value = float(plain) if plain else 0.0
    for sign, part in _FRACTION_SIGNS.items():
        if sign in written:
            value += part
    return value * scale, _step(plain, value, scale)


def _step(plain: str, value: float, scale: float) -> float:
    """Half the worth of the last digit written, within bounds; 0 for what looks exact."""
    decimals = len(plain.partition(".")[2])
    if scale >= 1000:
        return min(0.5 * 10.0**-decimals * scale, _ROUNDED_SCALED * value * scale)
    if decimals:
        return 0.0
    noughts = len(plain) - len(plain.rstrip("0"))
    if value < _LARGEST_EXACT or noughts < 2:
        return 0.0
    return min(0.5 * 10.0**noughts, _ROUNDED * value)


def _in_words(text: str, place: re.Match[str], language: str) -> Numeral | None:
    said = place["worded"]
    value = _value_of(said, language)
    if value is None:
        return None
    lower = said.lower()
    is_rounded = language == "en" and re.search(r"hundred|thousand|million|billion|trillion", lower)
    slack = min(_ROUNDED_SCALED * value, 0.05 * value) if is_rounded and value >= 1000 else 0.0
    if lower.startswith("a couple"):
        return Numeral(*place.span("worded"), 2.0, 3.0, 0.0)
    if "dozen" in lower and value >= 24:
        slack = 2.0
    return _ranged(text, Numeral(*place.span("worded"), value, value, slack), said, language)


def _value_of(said: str, language: str) -> float | None:
    """What digits or words are worth; None for no number."""
    said = said.strip().lower()
    if language == "en" and (part := _part_added(said)):
        rest = said.rpartition(" and ")[0].replace(" and", "")
        value = _value_of(rest, language)
        return value + part if value is not None else None
    if said == "both":
        return 2.0
    if said in ("a", "an"):
        return 1.0
    if said[:1].isdigit():
        return _value_and_step(said, language)[0]
    if language != "en":
        return _dictionary(language).get(said) or _sum_of(said, language)
    if said.startswith(("a couple", "a score")):
        return 2.0 if "couple" in said else 20.0
    if said.startswith("half"):
        return 0.5 * _worth(said.replace("-", " ").split()[-1])
    return _value_of_english(said)


def _part_added(said: str) -> float:
    """The half or quarter that is added to a number: two and a half."""
    found = _ADDED.search(said)
    if found is None:
        return 0.0
    return {"a half": 0.5, "a quarter": 0.25, "three quarters": 0.75}[" ".join(found[1].split())]


def _sum_of(said: str, language: str) -> float | None:
    known = _dictionary(language)
    return sum(known.get(part, 0.0) for part in said.split()) or None


def _value_of_english(said: str) -> float:
    total = current = 0.0
    for word in re.split(r"[\s-]+", said):
        if word in ("a", "an"):
            current = 1.0
        elif word in _WORDS:
            current += _WORDS[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * _worth(word)
        elif word not in ("and", ""):
            total += (current or 1.0) * _worth(word)
            current = 0.0
    return total + current


def _worth(scale: str) -> float:
    return 12.0 if scale == "dozen" else _SCALES[scale]


_NEVER_VAGUE = ("ordinal", "none", "score", "but", "multiple")


def _with_vagueness(text: str, numeral: Numeral, language: str) -> Numeral:
    """The number with the words before it that make it more, less or about so much."""
    head = text[max(0, numeral.start - _LONGEST_VAGUE) : numeral.start]
    found = _vague_pattern(language).search(head)
    kind = found.lastgroup if found else None
    start, end = numeral.start, numeral.end
    if found is not None:
        start -= len(head) - found.start()
    after = _AFTERWARDS.match(text, numeral.end)
    if kind is None and after is not None:
        kind, end = after.lastgroup, after.end()
    if kind is None or numeral.form in _NEVER_VAGUE:
        return numeral
    least, most, slack, bound = _stretched(numeral, kind)
    return Numeral(start, end, least, most, slack, numeral.form, bound, True)


@cache
def _vague_pattern(language: str) -> re.Pattern[str]:
    sign = r"(?:US\$|A\$|C\$|[$€£¥₹])?"
    return re.compile(
        rf"\b(?:{_VAGUE[language]})[ \s]?(?:the |a total of )?{sign}\Z", re.IGNORECASE
    )


def _stretched(numeral: Numeral, kind: str) -> tuple[float, float, float, int]:
    least, most, slack = numeral.least, numeral.most, numeral.slack
    if kind in ("more", "notless"):
        return least, max(most, least * 2), slack, 1
    if kind in ("less", "notmore"):
        return 0.0, most, slack, -1
    if kind == "almost":
        return least * 0.85, most, slack, -1
    return least * 0.9, most * 1.1, slack, 0
