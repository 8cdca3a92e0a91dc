"""How much a passage says there was: amounts of money, shares, measures, ages, spans of time, counts."""

import re
from dataclasses import dataclass, replace
from functools import cache

from annotations.claims.conflicts.numerals import Numeral, meet, numerals
from annotations.claims.conflicts.surroundings import nearby
from annotations.claims.similarity.terms import stem
from annotations.claims.similarity.tokens import STOP_WORDS
from annotations.text.spans import Span

_SIGNS = {
    "$": "dollars", "us$": "dollars", "a$": "Australian dollars", "au$": "Australian dollars",
    "c$": "Canadian dollars", "ca$": "Canadian dollars", "nz$": "New Zealand dollars",
    "hk$": "Hong Kong dollars", "s$": "Singapore dollars", "r$": "reais", "€": "euros",
    "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "roubles", "₩": "won", "₪": "shekels",
    "rs": "rupees", "rs.": "rupees", "usd": "dollars", "eur": "euros", "gbp": "pounds",
    "chf": "francs", "inr": "rupees", "jpy": "yen", "cad": "Canadian dollars", "kr": "crowns",
    "aud": "Australian dollars", "sek": "crowns", "nok": "crowns", "dkk": "crowns", "rmb": "yuan",
}  # fmt: skip
_CURRENCIES = {
    "dollar": "dollars", "buck": "dollars", "euro": "euros", "pound": "pounds", "sterling": "pounds",
    "quid": "pounds", "yen": "yen", "rupee": "rupees", "yuan": "yuan", "renminbi": "yuan",
    "franc": "francs", "franken": "francs", "crown": "crowns", "krona": "crowns",
    "kronor": "crowns", "krone": "crowns", "kroner": "crowns", "kronen": "crowns",
    "peso": "pesos", "rouble": "roubles", "ruble": "roubles", "rand": "rand", "lira": "lira",
    "real": "reais", "reai": "reais", "shekel": "shekels", "zloty": "zloty", "dirham": "dirhams",
    "riyal": "riyals", "naira": "naira", "won": "won", "baht": "baht", "usd": "dollars",
    "eur": "euros", "gbp": "pounds", "chf": "francs", "shilling": "shillings", "bitcoin": "bitcoins",
}  # fmt: skip
_NATIONAL = frozenset("dollar pound crown krone krona franc".split())
_HUNDREDTHS = {"cent": "dollars", "pence": "pounds", "pfennig": "marks"}
_MEASURES = {
    "mm": ("m", 0.001), "millimetre": ("m", 0.001), "millimeter": ("m", 0.001), "cm": ("m", 0.01),
    "centimetre": ("m", 0.01), "centimeter": ("m", 0.01), "m": ("m", 1), "metre": ("m", 1),
    "meter": ("m", 1), "mètre": ("m", 1), "km": ("m", 1000), "kilometre": ("m", 1000),
    "kilometer": ("m", 1000), "kilomètre": ("m", 1000), "mile": ("m", 1609.34), "mi": ("m", 1609.34),
    "foot": ("m", 0.3048), "feet": ("m", 0.3048), "ft": ("m", 0.3048), "inch": ("m", 0.0254),
    "inche": ("m", 0.0254), "yard": ("m", 0.9144),
    "g": ("kg", 0.001), "gram": ("kg", 0.001), "gramme": ("kg", 0.001), "kg": ("kg", 1),
    "kilogram": ("kg", 1), "kilogramme": ("kg", 1), "kilo": ("kg", 1), "lb": ("kg", 0.45359),
    "ounce": ("kg", 0.02835), "oz": ("kg", 0.02835), "stone": ("kg", 6.35), "tonne": ("kg", 1000),
    "ton": ("kg", 1000), "t": ("kg", 1000),
    "mph": ("km/h", 1.60934), "kph": ("km/h", 1), "km/h": ("km/h", 1), "kmh": ("km/h", 1),
    "knot": ("km/h", 1.852), "acre": ("ha", 0.40469), "hectare": ("ha", 1), "ha": ("ha", 1),
    "hektar": ("ha", 1), "litre": ("l", 1), "liter": ("l", 1), "gallon": ("l", 3.785),
    "barrel": ("l", 158.99), "pint": ("l", 0.473), "ml": ("l", 0.001),
    "kw": ("kW", 1), "kilowatt": ("kW", 1), "mw": ("kW", 1000), "megawatt": ("kW", 1000),
    "gw": ("kW", 1e6), "gigawatt": ("kW", 1e6), "watt": ("kW", 0.001),
    "mb": ("MB", 1), "gb": ("MB", 1000), "tb": ("MB", 1e6), "megabyte": ("MB", 1),
    "gigabyte": ("MB", 1000), "terabyte": ("MB", 1e6),
}  # fmt: skip
_TIMES = {
    "second": 1 / 86400, "sekunde": 1 / 86400, "minute": 1 / 1440, "min": 1 / 1440,
    "hour": 1 / 24, "hr": 1 / 24, "stunde": 1 / 24, "heure": 1 / 24, "day": 1, "tag": 1, "jour": 1,
    "night": 1, "fortnight": 14, "week": 7, "woche": 7, "semaine": 7, "weekend": 7,
    "month": 30.44, "monat": 30.44, "moi": 30.44, "year": 365.25, "jahr": 365.25, "an": 365.25,
    "année": 365.25, "decade": 3652.5, "jahrzehnt": 3652.5, "century": 36525, "centurie": 36525,
}  # fmt: skip
_PEOPLE = frozenset(
    "person people men women man woman child children boy girl adult victim soldier civilian worker "
    "passenger student protester protestor resident officer employee migrant refugee patient "
    "suspect demonstrator militant rebel fighter troop policeman policemen hostage prisoner inmate "
    "user teacher miner sailor fisherman fishermen crew tourist teenager member pupil guest doctor "
    "mensch personne kind enfant frau mann mort toter tote verletzte blessé homme femme soldat".split()
)
_ANYBODY = frozenset("person people victim mensch personne".split())
_FATES = {
    "killed": "kill killed kills killing dead death deaths die died dies toll fatalities fatality "
    "fatally lives perished tote toten getötet morts tué tués gestorben starben",
    "hurt": "injured injuring injures injure wounded wounding hurt injuries hospitalised "
    "hospitalized verletzt verletzte blessés blessé blessées",
    "missing": "missing unaccounted vermisst disparus",
    "held": "arrested detained arrests custody festgenommen arrêtés",
    "saved": "rescued saved survived survivors",
    "out": "evacuated displaced homeless",
}
_FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
_NO_NOUNS = frozenset(
    "more other others new young local foreign total additional further old big large small major "
    "different separate such of to in on at by for from with who were was are is had have has and "
    "or than the a an per when while after before that which as it its his her their this these "
    "those last first next straight consecutive least".split()
)
_SIGN = re.compile(
    r"(?:(?<![A-Za-z])(?:US|A|AU|C|CA|NZ|HK|S|R)?\$|[€£¥₹₽₩₪]|\b(?:Rs\.?|USD|EUR|GBP|CHF|INR|JPY|CAD|AUD|"
    r"SEK|NOK|DKK|RMB|kr))\s?\Z"
)
_AFTER = re.compile(
    r"[\s -]?(?P<unit>%|°\s?[CF]?|per ?cent\b|percentage points?\b|points de pourcentage|pour cent\b|prozent\b|km/h|"
    r"miles (?:an|per) hour\b|kilomet(?:re|er)s (?:an|per) hour\b|cubic f(?:oo|ee)t\b|cubic met(?:re|er)s?\b|"
    r"square (?:miles?|kilomet(?:re|er)s?|f(?:oo|ee)t|met(?:re|er)s?|yards?|inch(?:es)?)\b|sq\.? (?:ft|km|m|mi)\b|"
    r"degrees? (?:celsius|fahrenheit|centigrade)\b|degrees?\b|€|£|\$)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s -]+(?:d[’'])?([^\W\d_][\w’'-]*)")
_AGE_AFTER = re.compile(
    r"(?:[\s-]|–)?(?:years?|months?|weeks?|days?)?[\s-]old\b|(?:\s|-)years? of age\b|[\s-]?jährige[rnsm]?\b|\sans\b(?=,)",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged|age|age of)\s\Z", re.IGNORECASE)
_APPOSED = re.compile(r"[A-Z][\w’'-]+(?:,? (?:Jr|Sr)\.?)?(?:, | \()\Z")
_AFTER_APPOSED = re.compile(r",(?!\d)|\.?\Z|\)|, (?:of|from|was|who|has)")
_SQUARES = {
    "mile": 2.59e6, "kilomet": 1e6, "foot": 0.0929, "feet": 0.0929, "met": 1, "yard": 0.836,
    "inch": 0.000645, "ft": 0.0929, "km": 1e6, "mi": 2.59e6, "m": 1,
}  # fmt: skip
_DIMENSION = re.compile(
    r"\s?(?:m\b)?[\s,-]*(?:tall|high|long|wide|deep|deeper|thick|above|below|away|from|off|apart|"
    r"wave|pole|sprint|race|final|butterfly|freestyle|hurdles|drop|fall|\.|,|\Z)",
    re.IGNORECASE,
)
_WEIGHING = re.compile(
    r"\b(?:weigh\w*|lift\w*|lost|gain\w*|heavy|weight)\b[^.]{0,20}\Z", re.IGNORECASE
)
_CONVERSION = re.compile(
    r"\(\s*(?:about |some |around |roughly |or |approximately )?(?:US\$|A\$|C\$|[$€£¥₹]|Rs\.?)?\s?\d[\d,.]*\s*"
    r"(?:million|billion|trillion|thousand|bn|m|k)?\s*(?:euros?|pounds?|dollars?|francs?|kilomet(?:re|er)s?|"
    r"met(?:re|er)s?|kilograms?|kgs?|hectares?|acres?|lbs?|km/h|mph|km|miles|feet|ft|°?[CF]|m)?\s*\)",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\s+and\s+a\s+(?P<part>half|quarter)\b(?!\s+of\b)")
_MAGNITUDE = re.compile(r"[\s-]magnitude\b", re.IGNORECASE)
_OF_MAGNITUDE = re.compile(r"\bmagnitude(?:[\s-]of)?[\s-]\Z", re.IGNORECASE)
_NEAR_LIMITS = 0.1
"""Share by which two limits may differ and still come from one number."""
_CONVERTED = 0.04
"""Share by which a measure in another unit may be off, since it is rounded."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, from ``least`` to ``most``, and the words that say it.

    ``kind`` is ``money``, ``share``, ``measure``, ``age``, ``time``, ``order``, ``score``,
    ``whole`` (all, most), ``but`` (all but so many), ``times`` (twice, doubled) or ``count``. ``unit`` is what the numbers are of, once they are converted (``written`` the unit
    as it is said); a count's ``nouns`` are the stems of what is counted, and its ``fate`` what
    became of those. ``slack`` is what may have been rounded away. ``near`` are the stems beside.
    """

    said: str
    start: int
    end: int
    kind: str
    unit: str
    least: float
    most: float
    slack: float = 0.0
    written: str = ""
    nouns: frozenset[str] = frozenset()
    fate: str = ""
    bound: int = 0
    near: frozenset[str] = frozenset()
    is_range: bool = False

    @property
    def slot(self) -> str:
        """What a difference in it is called."""
        return "amount" if self.kind == "money" else "number"

    def meets(self, other: "Quantity") -> bool:
        """Whether both can be the same."""
        if self.bound * other.bound < 0 and self.edge == other.edge:
            return False
        slack = max(self.slack, other.slack)
        if self.is_range and other.is_range and not (self.bound or other.bound):
            # Who says from when to when says both ends.
            give = max(slack, _CONVERTED * other.most if self.written != other.written else 0.0)
            ends = abs(self.least - other.least), abs(self.most - other.most)
            return max(ends) <= give + 1e-9
        if self.bound == other.bound != 0:
            # There is a number that more than 20 and more than 30 both hold for; but who says
            # the one does not say the other.
            apart = abs(self.edge - other.edge)
            if apart > max(slack, _NEAR_LIMITS * max(self.edge, other.edge)):
                return False
        if self.written != other.written and self.kind in ("measure", "time"):
            slack = max(slack, _CONVERTED * max(abs(self.least), abs(self.most)))
        elif self.is_whole != other.is_whole:
            slack = max(slack, 0.5 if self.kind != "share" else 0.51)
        return meet(self.least, self.most, slack, other.least, other.most, slack)

    @property
    def edge(self) -> float:
        """The number that it is said to be more or less than."""
        return self.least if self.bound > 0 else self.most

    @property
    def is_whole(self) -> bool:
        """Whether it is written without a fraction."""
        return self.least == int(self.least) and self.most == int(self.most)

    def is_of_one_sort(self, other: "Quantity") -> bool:
        """Whether both are numbers of one thing, as far as their units tell."""
        if self.kind != other.kind or self.unit != other.unit:
            return False
        if self.kind not in ("count", "order"):
            return True
        if self.fate and other.fate and self.fate != other.fate:
            return False
        if self.nouns & other.nouns:
            return True
        people, anybody = _stems(_PEOPLE), _stems(_ANYBODY)
        ours, theirs = bool(self.nouns & people), bool(other.nouns & people)
        if self.nouns & anybody or other.nouns & anybody:
            return (ours or not self.nouns) and (theirs or not other.nouns)
        return (not self.nouns or not other.nouns) and bool(self.fate and self.fate == other.fate)


@cache
def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(_plain(word)) for word in words)


def quantities(text: str, language: str = "en", taken: list[Span] | None = None) -> list[Quantity]:
    """The amounts, shares, measures, ages, spans of time, orders and counts of a passage.

    A conversion in brackets after an amount is left out, and so are numbers within ``taken``,
    the spans of dates.
    """
    text = _CONVERSION.sub(_blank_conversion, text)
    for start, end in taken or ():
        text = text[:start] + "\x00" * (end - start) + text[end:]
    found: list[Quantity] = []
    for numeral in numerals(text, language):
        if found and numeral.start < found[-1].end:
            continue
        quantity = _quantity(text, numeral)
        if quantity is not None:
            found.append(quantity)
    return found


_FORMS = {
    "score": ("score", "score", 1.0), "whole": ("whole", "%", 100.0), "but": ("but", "", 1.0),
    "multiple": ("times", "as much", 1.0), "occurrences": ("times", "times", 1.0),
}  # fmt: skip
"""The kind and the unit of numerals that need no noun, and by how much those are multiplied."""


def _blank_conversion(found: re.Match[str]) -> str:
    """As many spaces; but an age after a name, Ivo Brand (41), stays."""
    is_age = found[0][1:-1].isdigit() and _APPOSED.search(found.string[: found.start() + 1])
    return found[0] if is_age else " " * len(found[0])


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    if numeral.form == "ordinal":
        return _made(text, numeral, "order", "", nouns=_nouns(text, numeral.end)[0])
    if numeral.form in _FORMS:
        kind, unit, factor = _FORMS[numeral.form]
        return _made(text, numeral, kind, unit, factor)
    sign = _SIGN.search(text[max(0, numeral.start - 5) : numeral.start])
    inside = re.search(r"(?:US|A|C|HK|NZ)?[$€£¥₹]", text[numeral.start : numeral.end])
    if sign or inside:
        name = sign[0] if sign else inside[0] if inside else ""
        start = numeral.start - len(sign[0]) if sign else numeral.start
        return _made(text, numeral, "money", _SIGNS[name.strip().lower()], start=start)
    if numeral.form == "part":
        return _share(text, numeral, numeral.end)
    after = _AFTER.match(text, numeral.end)
    if after is not None:
        return _with_sign(text, numeral, after)
    if _MAGNITUDE.match(text, numeral.end) or _OF_MAGNITUDE.search(text[: numeral.start]):
        return _made(text, numeral, "measure", "magnitude")
    return _age(text, numeral) or _counted(text, numeral)


def _share(text: str, numeral: Numeral, end: int) -> Quantity:
    scale = 100 if numeral.form == "part" else 1
    return _made(text, numeral, "share", "%", scale, end=end)


def _with_sign(text: str, numeral: Numeral, after: re.Match[str]) -> Quantity:
    unit = " ".join(after["unit"].lower().split())
    end = after.end()
    if unit in "€£$":
        return _made(text, numeral, "money", _SIGNS[unit], end=end)
    if unit == "%" or "cent" in unit or "prozent" in unit or "point" in unit:
        return _share(text, numeral, end)
    if "hour" in unit or unit == "km/h":
        return _made(text, numeral, "measure", "km/h", 1.60934 if "mile" in unit else 1, end, unit)
    if "degree" in unit or "°" in unit:
        if "f" in unit.replace("of", "").removeprefix("degree"):
            return _made(text, numeral, "measure", "°C", 5 / 9, end, unit, shift=-32.0)
        return _made(text, numeral, "measure", "°C", 1, end, unit)
    if "cubic" in unit:
        return _made(text, numeral, "measure", "m³", 0.0283 if "f" in unit else 1, end, unit)
    words = unit.removeprefix("square ").removeprefix("sq. ").removeprefix("sq ")
    factor = next((worth for name, worth in _SQUARES.items() if words.startswith(name)), 1.0)
    return _made(text, numeral, "measure", "m²", factor, end, unit)


def _age(text: str, numeral: Numeral) -> Quantity | None:
    old = _AGE_AFTER.match(text, numeral.end)
    before = text[max(0, numeral.start - 40) : numeral.start]
    if old is not None:
        factor = 1.0
        for name, worth in (("month", 1 / 12), ("week", 7 / 365.25), ("day", 1 / 365.25)):
            if name in old[0]:
                factor = worth
        return _made(text, numeral, "age", "years old", factor, end=old.end())
    is_apposed = (
        numeral.least == numeral.most
        and 0 < numeral.least < 120
        and text[numeral.start : numeral.end].isdigit()
        and _APPOSED.search(before)
        and _AFTER_APPOSED.match(text, numeral.end)
    )
    if is_apposed or _AGED.search(before):
        return _made(text, numeral, "age", "years old")
    return None


def _counted(text: str, numeral: Numeral) -> Quantity | None:
    """A number and the nouns after it: money, a measure, a span of time, or a count."""
    words, ends = _words_after(text, numeral.end)
    first = _singular(words[0]) if words else ""
    raw = words[0].lower() if words else ""
    if raw == "us" and len(words) > 1 and _singular(words[1]) == "dollar":
        return _made(text, numeral, "money", "dollars", end=ends[1])
    if len(words) > 1 and words[0][:1].isupper() and _singular(words[1]) in _NATIONAL:
        unit = _CURRENCIES[_singular(words[1])]
        name = f"{words[0]} {unit}" if unit == "dollars" else unit
        return _made(text, numeral, "money", name, end=ends[1])
    if first == "pound" and _is_weight(text, numeral, words):
        return _made(text, numeral, "measure", "kg", 0.45359, ends[0], "pound")
    if first in _CURRENCIES:
        return _made(text, numeral, "money", _CURRENCIES[first], end=ends[0])
    if first in _HUNDREDTHS:
        return _made(text, numeral, "money", _HUNDREDTHS[first], 0.01, ends[0])
    if first in _TIMES:
        half = _AND_A_HALF.match(text, ends[0])
        if half is not None:
            part = 0.5 if half["part"] == "half" else 0.25
            numeral = replace(numeral, least=numeral.least + part, most=numeral.most + part)
        end = half.end() if half is not None else ends[0]
        return _made(text, numeral, "time", "days", _TIMES[first], end, first)
    return _measured(text, numeral, raw if raw in _MEASURES else first, ends) or _count(
        text, numeral
    )


def _measured(text: str, numeral: Numeral, key: str, ends: list[int]) -> Quantity | None:
    if key in _MEASURES and ((key != "t" and key != "g") or text[numeral.end - 1].isdigit()):
        unit, factor = _MEASURES[key]
        return _made(text, numeral, "measure", unit, factor, ends[0], key)
    if _is_metres(text, numeral):
        return _made(text, numeral, "measure", "m", 1e-6, None, "m")
    return None


def _count(text: str, numeral: Numeral) -> Quantity:
    nouns, said_end = _nouns(text, numeral.end)
    fate = _fate(text, numeral)
    said = text[numeral.start : numeral.end].lower()
    is_of_people = said.startswith(("no one", "nobody", "niemand", "personne"))
    if is_of_people or (not nouns and (fate or numeral.form == "none")):
        nouns = _stems(frozenset(["people"]))
    made = _made(text, numeral, "count", "", nouns=nouns, fate=fate)
    return replace(made, said=text[numeral.start : said_end].strip())


def _is_metres(text: str, numeral: Numeral) -> bool:
    """Whether "5m" is of length: nothing is counted after it, and it is high or deep."""
    said = text[numeral.start : numeral.end]
    return (
        said.endswith("m") and said[-2:-1].isdigit() and bool(_DIMENSION.match(text, numeral.end))
    )


def _is_weight(text: str, numeral: Numeral, words: list[str]) -> bool:
    is_of = len(words) > 1 and words[1].lower() == "of"
    is_joined = text[numeral.end : numeral.end + 1] == "-"
    return is_of or is_joined or bool(_WEIGHING.search(text[: numeral.start]))


def _made(
    text: str,
    numeral: Numeral,
    kind: str,
    unit: str,
    factor: float = 1.0,
    end: int | None = None,
    written: str = "",
    *,
    start: int | None = None,
    nouns: frozenset[str] = frozenset(),
    fate: str = "",
    shift: float = 0.0,
) -> Quantity:
    first = numeral.start if start is None else start
    last = numeral.end if end is None else end
    return Quantity(
        text[first:last].strip(),
        first,
        last,
        kind,
        unit,
        (numeral.least + shift) * factor,
        (numeral.most + shift) * factor,
        numeral.slack * factor,
        written,
        nouns,
        fate or (_fate(text, numeral) if kind == "count" else ""),
        numeral.bound,
        nearby(text, first, last),
        numeral.is_range,
    )


def _words_after(text: str, at: int) -> tuple[list[str], list[int]]:
    words: list[str] = []
    ends: list[int] = []
    while len(words) < 4:
        found = _NOUN.match(text, at)
        if found is None:
            found = re.compile(r"([A-Za-z]{1,5}(?:/h)?)\b").match(text, at) if not words else None
            if found is None:
                break
        at = found.end()
        words.append(found[1])
        ends.append(at)
    return words, ends


def _singular(word: str) -> str:
    lower = word.lower().rstrip(".")
    if lower in ("centuries", "decades"):
        return {"centuries": "century", "decades": "decade"}[lower]
    if lower in (
        "jahre",
        "jahren",
        "tage",
        "tagen",
        "monate",
        "monaten",
        "wochen",
        "stunden",
        "minuten",
        "sekunden",
        "jahrzehnte",
    ):
        return lower.rstrip("n").rstrip("e") if lower[:3] in ("jah", "tag", "mon") else lower[:-1]
    if lower in ("ans", "jours", "mois", "semaines", "heures", "années", "mètres", "kilomètres"):
        return lower[:-1]
    if lower in ("inches",):
        return "inch"
    return lower.removesuffix("s") if len(lower) > 2 else lower


def _nouns(text: str, at: int) -> tuple[frozenset[str], int]:
    """The stems of what is counted: of the words that follow a number, up to one that ends it."""
    found: list[str] = []
    words, ends = _words_after(text, at)
    end = at
    for word, stop in zip(words, ends, strict=True):
        lower = word.lower()
        if lower in _FATE_OF and lower not in (
            "deaths",
            "fatalities",
            "injuries",
            "lives",
            "arrests",
        ):
            break
        if lower in STOP_WORDS or lower in _NO_NOUNS:
            if (
                lower
                in (
                    "more",
                    "other",
                    "others",
                    "new",
                    "young",
                    "local",
                    "foreign",
                    "of",
                    "the",
                    "such",
                )
                and not found
            ):
                continue
            break
        found += lower.split("-")
        end = stop
        if (word.endswith("s") and len(word) > 3) or lower in _PEOPLE:
            break
        if len(found) >= 3:
            break
    stems = frozenset(stem(_plain(word)) for word in found)
    return stems, end


def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'").removesuffix("'s")
    singular = {
        "children": "child",
        "men": "man",
        "women": "woman",
        "people": "people",
        "persons": "people",
        "person": "people",
    }
    return singular.get(lower, lower.removesuffix("s") if len(lower) > 3 else lower)


def _fate(text: str, numeral: Numeral) -> str:
    """What became of those that are counted: told by the word before, or by those after."""
    after = re.findall(r"[\w’'-]+|[,;.]", text[numeral.end : numeral.end + 50])[:7]
    before = re.findall(r"[\w’'-]+|[,;.]", text[max(0, numeral.start - 40) : numeral.start])[-4:]
    for place, word in enumerate(after):
        if word in (",", ";", ".") or (place and word.lower() in ("and", "but", "while")):
            break
        if word.lower() in _FATE_OF:
            return _FATE_OF[word.lower()]
    for word in reversed(before):
        if word in (",", ";", "."):
            break
        if word.lower() in _FATE_OF:
            return _FATE_OF[word.lower()]
    return ""
