"""When a passage says that something was: days, months and years, as spans of days."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from annotations.claims.conflicts.surroundings import nearby

_MONTHS = {name.lower(): k for k, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): k for k, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): k for k, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_COUNTS = {
    word: k
    for k, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_EVENT = (
    r"(?:[A-Z][a-z]+|(?:[a-z]+\s+)?(?:elections?|campaigns?|race|cycle|vote|ballot|season|edition|"
    r"budget|census|games|olympics|championships?|tournament|model|report|book|film|study|survey)\b)"
)
_NAMED_BY_YEAR = rf"\b{_YEAR}(?:[-–/]\d\d(?:\d\d)?)?\s+(?:(?:US|U\.S\.|UK)\s+)?{_EVENT}"


@dataclass(frozen=True, slots=True)
class When:
    """A date or a stretch of days, and the words that say it.

    ``is_relative`` says that it is counted from the day of publication; where that is not
    known, ``first`` and ``last`` are None. ``near`` are the stems beside it.
    """

    said: str
    first: date | None
    last: date | None
    is_relative: bool
    near: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """The days as ISO 8601 writes them: a day, a month, a year, or from when to when."""
        if not self.first or not self.last:
            return self.said
        for length, days in (
            (10, (self.first, self.first)),
            (7, _month_with(self.first)),
            (4, _year(self.first.year)),
        ):
            if days == (self.first, self.last):
                return self.first.isoformat()[:length]
        return f"{self.first}/{self.last}"

    @property
    def months(self) -> frozenset[int]:
        """The months that are named, by number."""
        named = re.findall(rf"\b(?:{_MONTH})\b", self.said.lower())
        return frozenset(_MONTHS[name] for name in named)

    def meets(self, other: "When") -> bool:
        """Whether both are known and can be the same."""
        if not (self.first and self.last and other.first and other.last):
            return False
        return self.first <= other.last and other.first <= self.last


_Days = tuple[date, date]
_Reader = Callable[[re.Match[str], date | None], "_Days | bool"]
"""Gives the days that a match names; True: some, but published when?; False: names no days."""


def dates(text: str, published: date | None) -> list[When]:
    """The dates that a passage gives, in order.

    ``published`` is the day that relative ones ("on Tuesday", "last month", "in May") are
    counted from; nothing is counted from today. Years that are part of a name ("the 2024
    election") are no dates.
    """
    found: list[tuple[int, int, When | None]] = []
    for pattern, read in _PATTERNS:
        for place in re.finditer(pattern, text):
            start, end = place.span()
            if not any(start < b and a < end for a, b, _ in found):
                when = _when(place, read, published)
                found.append((start, end, when))
    return [when for _, _, when in sorted(found, key=lambda one: one[:2]) if when]


def _when(place: re.Match[str], read: _Reader, published: date | None) -> When | None:
    try:
        days = read(place, None)
        is_relative = days is True
        if is_relative:
            days = read(place, published)
    except (ValueError, OverflowError):
        # the 31st of June, or a year that no calendar has
        return None
    said = place[0].strip(" ,")
    near = nearby(place.string, *place.span())
    if isinstance(days, bool):
        return When(said, None, None, is_relative, near) if days else None
    return When(said, *days, is_relative, near)


def _nothing(place: re.Match[str], published: date | None) -> bool:
    return False


def _iso(place: re.Match[str], published: date | None) -> _Days:
    day = date.fromisoformat(place[0])
    return day, day


def _day(place: re.Match[str], published: date | None) -> _Days | bool:
    """A day of a month; its year may stand farther on, or be that of the publication."""
    month, number = _MONTHS[place["month"].lower()], int(place["day"])
    year = place["year"] or _year_after(place)
    if year:
        day = date(int(year), month, number)
    elif published:
        day = _nearest(published, month, number)
    else:
        return True
    return day, day


def _year_after(place: re.Match[str]) -> str | None:
    """The year of "the Jan. 6 attack in 2021", where it stands in the same passage."""
    found = re.compile(rf"[^.;]{{0,40}}?\bin ({_YEAR})\b(?!\s+{_EVENT})").match(
        place.string, place.end()
    )
    found = found or re.compile(rf"\A.*?\b[Ii]n ({_YEAR})\b(?!\s+{_EVENT})").match(
        place.string, 0, place.start()
    )
    return found[1] if found else None


def _nearest(published: date, month: int, number: int) -> date:
    days = (date(published.year + k, month, number) for k in (-1, 0, 1))
    return min(days, key=lambda day: abs(day - published))


def _month_of_year(place: re.Match[str], published: date | None) -> _Days:
    return _month(int(place["year"]), _MONTHS[place["month"].lower()])


def _month_alone(place: re.Match[str], published: date | None) -> _Days | bool:
    """The latest such month that had begun when the article was published."""
    if not published:
        return True
    month = _MONTHS[place["month"].lower()]
    after = (place["after"] or "").lower()
    back = month > published.month and "this" not in after
    return _month(published.year - ("last" in after or back), month)


def _weekday(place: re.Match[str], published: date | None) -> _Days | bool:
    if not published:
        return True
    back = (published.weekday() - _WEEKDAYS[place["weekday"].lower()]) % 7
    day = published - timedelta(days=back)
    return day, day


def _near_day(place: re.Match[str], published: date | None) -> _Days | bool:
    if not published:
        return True
    away = {"yesterday": -1, "tomorrow": 1}.get(place[0].lower(), 0)
    day = published + timedelta(days=away)
    return day, day


def _near_unit(place: re.Match[str], published: date | None) -> _Days | bool:
    """Last, this or next week, month or year; "earlier this year" ends with the publication."""
    if not published:
        return True
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[place["which"].lower()]
    first, last = _unit(published, place["unit"].lower(), step)
    part = (place["part"] or "").lower()
    return (first, min(last, published)) if part == "earlier" else (first, last)


def _unit(published: date, unit: str, step: int) -> _Days:
    if unit == "year":
        return _year(published.year + step)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    monday = published + timedelta(days=7 * step - published.weekday())
    return monday, monday + timedelta(days=6)


def _season(place: re.Match[str], published: date | None) -> _Days | bool:
    if not published:
        return True
    month = _SEASONS[place["season"].lower()]
    year = published.year - (month > published.month)
    return date(year, month, 1), _month(year + (month == 12), (month + 1) % 12 + 1)[1]


def _ago(place: re.Match[str], published: date | None) -> _Days | bool:
    if not published:
        return True
    count = place["count"].lower()
    unit = _DAYS[place["unit"].lower()]
    middle = published - timedelta(days=unit * (int(count) if count.isdigit() else _COUNTS[count]))
    return middle - timedelta(days=unit // 2), middle + timedelta(days=unit // 2)


def _year_alone(place: re.Match[str], published: date | None) -> _Days:
    return _year(int(place["year"]))


def _month_with(day: date) -> _Days:
    return _month(day.year, day.month)


def _month(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> _Days:
    return date(year, 1, 1), date(year, 12, 31)


_WHICH = r"(?:this past|last|this|next|in|by|since|until|the|an?|during|early|late|mid)[ -]"
_PATTERNS: tuple[tuple[str, _Reader], ...] = (
    (_NAMED_BY_YEAR, _nothing),
    (rf"\b{_YEAR}-\d\d-\d\d\b", _iso),
    (
        rf"(?i)\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:]|\.\d)"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _day,
    ),
    (
        rf"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _day,
    ),
    (rf"\b(?P<month>(?i:{_MONTH}))\b\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})\b", _month_of_year),
    (
        rf"\b(?i:{_WHICH})(?P<month>(?=[A-Z])(?i:{_MONTH}))\b(?!-)"
        r"(?P<after>\s+(?:this|last) year)?",
        _month_alone,
    ),
    (
        rf"(?i:next|will\b[^.]{{0,60}}?|coming)\s+(?:{'|'.join(calendar.day_name)})\b",
        _nothing,
    ),
    (rf"\b(?P<weekday>{'|'.join(calendar.day_name)})\b(?!s?[’'])", _weekday),
    (r"(?i)\b(?:yesterday|today|tonight|tomorrow)\b", _near_day),
    (
        r"(?i)\b(?:(?P<part>earlier|later)\s+)?(?P<which>last|past|this|next)\s+"
        r"(?P<unit>week|month|year)\b(?![’'])",
        _near_unit,
    ),
    (
        r"(?i)\b(?:over|this|last|during)(?:\s+(?:the|this|last|past))?\s+"
        rf"(?P<season>{'|'.join(_SEASONS)})\b",
        _season,
    ),
    (
        rf"(?i)\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>{'|'.join(_DAYS)})s?\s+ago\b",
        _ago,
    ),
    (rf"(?<![\d$€£,.-])(?P<year>{_YEAR})(?![\d,]*\d|%|-\d)", _year_alone),
)
