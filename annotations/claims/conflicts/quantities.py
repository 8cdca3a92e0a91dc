"""How much a passage says there was: amounts of money, shares, measures and counts."""

import re
from dataclasses import dataclass, replace

from annotations.claims.conflicts.surroundings import nearby

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "$": "dollars", "us$": "dollars", "dollar": "dollars", "dollars": "dollars", "usd": "dollars",
    "€": "euros", "euro": "euros", "euros": "euros", "eur": "euros",
    "£": "pounds", "pound": "pounds", "pounds": "pounds", "gbp": "pounds",
    "¥": "yen", "yen": "yen", "₹": "rupees", "rupee": "rupees", "rupees": "rupees",
    "yuan": "yuan", "franc": "francs", "francs": "francs", "crown": "crowns", "crowns": "crowns",
    "krona": "crowns", "kronor": "crowns", "krone": "crowns", "kroner": "crowns",
}  # fmt: skip
_MEASURES = {
    "m": ("m", 1), "metre": ("m", 1), "meter": ("m", 1), "km": ("m", 1000),
    "kilometre": ("m", 1000), "kilometer": ("m", 1000), "mile": ("m", 1609), "foot": ("m", 0.3048),
    "feet": ("m", 0.3048), "ft": ("m", 0.3048), "yard": ("m", 0.9144), "kg": ("kg", 1),
    "kilogram": ("kg", 1), "kilo": ("kg", 1), "lb": ("kg", 0.4536), "tonne": ("kg", 1000),
    "ton": ("kg", 1000), "mph": ("km/h", 1.609), "kph": ("km/h", 1), "km/h": ("km/h", 1),
    "acre": ("ha", 0.4047), "hectare": ("ha", 1),
}  # fmt: skip
_TIMES = frozenset("second minute hour day night week month year decade centur time o".split())
_SMALL = {
    word: float(k)
    for k, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        2,
    )
}
_SAME_UNIT = {
    "person": "people", "people": "people", "men": "people", "women": "people", "dead": "killed",
    "death": "killed", "fatalitie": "killed", "killed": "killed", "injured": "hurt",
    "wounded": "hurt", "hurt": "hurt", "injurie": "hurt",
}  # fmt: skip

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDED = "|".join(_SMALL)
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_VAGUE = re.compile(
    r"\b(n(?:o|ot) (?:more|less|fewer) than|more than|over|at least|upwards? of|exceeding|above|up to|less than|fewer than|under|"
    r"below|almost|nearly|close to|about|around|roughly|approximately|some|an estimated|"
    r"estimated) ?\Z",
    re.IGNORECASE,
)
_LONGEST_VAGUE = 16
_AMOUNT = (
    rf"(?i)(?P<sign>us\$|[$€£¥₹])\s?(?P<number>{_NUMBER})[\s-]?(?P<scale>{_SCALE})?\b"
    rf"|\b(?P<number_b>{_NUMBER}|an?|half an?|one)[\s-]"
    rf"(?:(?P<scale_b>{_SCALE})[\s-])?(?P<unit>dollars?|euros?|pounds?|yen|rupees?|yuan|francs?|"
    r"crowns?|kron(?:a|e|or|er))\b"
)
_PERCENT = rf"(?i)\b(?P<number>{_NUMBER})\s?(?:%|percent\b|per cent\b|percentage points?\b)"
_AGE = rf"(?i)\b(?P<number>\d{{1,3}}|{_WORDED})[- ]years?[- ]old\b|\baged (?P<number_b>\d{{1,3}})\b"
_MAGNITUDE = (
    r"(?i)\b(?P<number>\d\.\d)[- ]magnitude\b|\bmagnitude[- ](?:of )?(?P<number_b>\d\.\d)\b"
)
_COUNT = (
    rf"(?i)(?<![\d$€£.,-])\b(?!(?:19|20)\d\d\b)(?P<number>{_NUMBER}|(?:{_WORDED})\b)"
    rf"(?:[\s-](?P<scale>{_SCALE})\b)?(?:[\s-](?:more|other|new|young|local|foreign))?"
    r"(?:[\s-]|(?<=\d))(?P<unit>km/h|[a-z]+)\b"
)
_CONVERSION = re.compile(
    r"\(\s*(?:about |some )?(?:us\$|[$€£¥])?\s?\d[\d,.]*\s*"
    r"(?:million|billion|trillion|thousand|bn|m|k)?\s*(?:euros?|pounds?|dollars?|km|miles|m|feet)?\s*\)",
    re.IGNORECASE,
)
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, from ``least`` to ``most``, and the words that say it.

    ``near`` are the stems beside it.
    """

    said: str
    slot: str
    unit: str
    least: float
    most: float
    near: frozenset[str] = frozenset()

    def meets(self, other: "Quantity") -> bool:
        """Whether both can be the same."""
        return self.least <= other.most and other.least <= self.most


def quantities(text: str) -> list[Quantity]:
    """The amounts, shares, measures and counts of a passage that can be compared, in order.

    A conversion in brackets after an amount is left out, as are durations, which are counted
    from different days, and numbers without a unit.
    """
    text = _CONVERSION.sub(lambda found: " " * len(found[0]), text)
    found: list[tuple[int, int, Quantity]] = []
    for pattern, read in _PATTERNS:
        for place in re.finditer(pattern, text):
            start, end = place.span()
            if not any(start < b and a < end for a, b, _ in found):
                quantity = read(place)
                if quantity:
                    near = nearby(text, start, end)
                    found.append((start, end, replace(quantity, near=near)))
    return [quantity for _, _, quantity in sorted(found, key=lambda one: one[:2])]


def _amount(place: re.Match[str]) -> Quantity | None:
    if place["sign"]:
        unit, number, scale = place["sign"], place["number"], place["scale"]
    else:
        unit, number, scale = place["unit"], place["number_b"], place["scale_b"]
    return _quantity(place, "amount", _CURRENCIES[unit.lower()], _value(number, scale))


def _percent(place: re.Match[str]) -> Quantity | None:
    return _quantity(place, "number", "%", _value(place["number"], None))


def _age(place: re.Match[str]) -> Quantity | None:
    value = _value(place["number"] or place["number_b"], None)
    return Quantity(place[0], "number", "years old", value, value)


def _magnitude(place: re.Match[str]) -> Quantity | None:
    value = float(place["number"] or place["number_b"])
    return Quantity(place[0], "number", "magnitude", value, value)


def _count(place: re.Match[str]) -> Quantity | None:
    word = place["unit"].lower()
    stem = word if word in _MEASURES else word.removesuffix("s")
    value = _value(place["number"], place["scale"])
    if stem in _MEASURES:
        unit, factor = _MEASURES[stem]
        return _quantity(place, "number", unit, value * factor)
    unit = _SAME_UNIT.get(stem, stem)
    is_plural = word.endswith("s") and len(word) > 4
    if stem in _TIMES or not (is_plural or unit in _SAME_UNIT.values()):
        return None
    return _quantity(place, "number", unit, value)


def _value(number: str, scale: str | None) -> float:
    word = number.lower()
    if word in _SMALL:
        value = _SMALL[word]
    elif word.startswith("half"):
        value = 0.5
    else:
        value = 1.0 if word in ("a", "an", "one") else float(word.replace(",", ""))
    return value * _SCALES[scale.lower()] if scale else value


def _quantity(place: re.Match[str], slot: str, unit: str, value: float) -> Quantity:
    before = place.string[max(0, place.start() - _LONGEST_VAGUE) : place.start()]
    vague = _VAGUE.search(before)
    least, most = _bounds(value, vague[1].lower() if vague else "")
    said = (vague[0] if vague else "") + place[0]
    return Quantity(said.strip(), slot, unit, least, most)


def _bounds(value: float, vague: str) -> tuple[float, float]:
    """From where to where a number reaches that is said to be more, less or about so much."""
    least, most = value * (1 - _TOLERANCE), value * (1 + _TOLERANCE)
    if vague.endswith("than") and vague.startswith("no"):
        return _bounds(value, "up to" if " more " in vague else "at least")
    if vague in ("more than", "over", "at least", "upward of", "upwards of", "exceeding", "above"):
        return least, value * 2
    if vague in ("up to", "less than", "fewer than", "under", "below"):
        return value / 2, most
    if vague in ("almost", "nearly", "close to"):
        return value * 0.85, most
    return (value * 0.9, value * 1.1) if vague else (least, most)


_PATTERNS = (
    (_AMOUNT, _amount),
    (_PERCENT, _percent),
    (_AGE, _age),
    (_MAGNITUDE, _magnitude),
    (_COUNT, _count),
)
