"""Times of the day that a passage gives, in minutes after midnight."""

import re
from dataclasses import dataclass

from annotations.claims.conflicts.surroundings import nearby

_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|\b(?P<hour_b>[01]?\d|2[0-3])[:](?P<minute_b>[0-5]\d)(?::[0-5]\d)?\b(?!\s?[ap]\.?m)"
    r"|\b(?P<hour_c>[01]?\d|2[0-3])(?:[.:](?P<minute_c>[0-5]\d))?\sUhr\b"
    r"|\b(?P<hour_d>[01]?\d|2[0-3])\s?h(?:eures?)?\s?(?P<minute_d>[0-5]\d)?\b(?!\w)"
    r"|\b(?P<hour_e>[01]\d|2[0-3])(?P<minute_e>[0-5]\d)\s(?:GMT|UTC|hours|local time|EST|EDT|CET)\b"
    r"|\b(?P<hour_f>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o[’']clock\b"
    r"|\b(?P<word>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_HOURS = {
    word: k
    for k, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_DAY = 24 * 60
_ROUND = 15


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day and the words that say it, from ``start`` to ``end``.

    ``is_either`` says that it may be before or after noon; ``give`` is how many minutes it may
    be off, for "about 3 p.m.".
    """

    said: str
    start: int
    end: int
    minute: int
    is_either: bool = False
    give: int = 0
    near: frozenset[str] = frozenset()

    def meets(self, other: "Clock") -> bool:
        """Whether both can be the same time."""
        away = abs(self.minute - other.minute) % _DAY
        apart = [away, _DAY - away]
        if self.is_either or other.is_either:
            apart.append(abs(away - _DAY // 2))
        return min(apart) <= max(self.give, other.give)


def clocks(text: str) -> list[Clock]:
    """The times of a passage, in order."""
    return [clock for place in _TIME.finditer(text) if (clock := _clock(text, place))]


def _clock(text: str, place: re.Match[str]) -> Clock | None:
    start, end = place.span()
    is_either = False
    if place["word"]:
        minute = 0 if place["word"].lower() == "midnight" else _DAY // 2
    elif place["half"]:
        hour = int(place["hour"])
        if hour > 12:
            return None
        minute = (hour % 12 + 12 * (place["half"].lower() == "p")) * 60 + int(place["minute"] or 0)
    elif place["hour_f"]:
        word = place["hour_f"].lower()
        minute, is_either = _HOURS.get(word, int(word) if word.isdigit() else 0) % 24 * 60, True
    else:
        name = next(each for each in "bcde" if place[f"hour_{each}"])
        minute = int(place[f"hour_{name}"]) * 60 + int(place[f"minute_{name}"] or 0)
        is_either = False
    before = text[max(0, start - 16) : start].lower()
    is_about = bool(
        re.search(
            r"\b(?:about|around|shortly|just|nearly|after|before|past|gegen|vers)\s(?:after |before )?\Z",
            before,
        )
    )
    return Clock(
        place[0].strip(),
        start,
        end,
        minute,
        is_either,
        _ROUND if is_about else 0,
        nearby(text, start, end),
    )
