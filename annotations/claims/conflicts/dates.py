"""When a passage says that something was: days, months and years, as spans of days."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from annotations.claims.conflicts.surroundings import nearby

_MONTHS = {name.lower(): k for k, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): k for k, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): k for k, name in enumerate(calendar.day_name)}
_MONTHS |= {
    "januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10,
    "dezember": 12, "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7,
    "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
}  # fmt: skip
_WEEKDAYS |= {
    word: k % 7
    for k, word in enumerate(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag "
        "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
    )
}
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_COUNTS = {
    word: k
    for k, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = (
    "|".join(name.title() for name in _WEEKDAYS)
    + "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
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
    known, ``first`` and ``last`` are None. ``near`` are the stems beside it, ``start`` and
    ``end`` where it stands. ``others`` are the days that may be meant as well: a Monday that
    lies ahead is told on a Sunday and on the Monday before. ``is_stretch`` says that both ends
    are said.
    """

    said: str
    first: date | None
    last: date | None
    is_relative: bool
    near: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0
    others: tuple[tuple[date, date], ...] = ()
    is_stretch: bool = False

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
    def ends(self) -> tuple[date | None, date | None]:
        """From when to when."""
        return self.first, self.last

    @property
    def months(self) -> frozenset[int]:
        """The months that are named, by number."""
        named = re.findall(rf"\b(?:{_MONTH})\b", self.said.lower())
        return frozenset(_MONTHS[name] for name in named)

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week that are named, by number."""
        named = re.findall(r"[^\W\d_]+", self.said.lower())
        return frozenset(_WEEKDAYS[name] for name in named if name in _WEEKDAYS)

    def meets(self, other: "When") -> bool:
        """Whether both are known and can be the same."""
        return any(
            first <= other_last and other_first <= last
            for first, last in self.stretches
            for other_first, other_last in other.stretches
        )

    @property
    def stretches(self) -> "list[_Days]":
        """All that it may be."""
        return [(self.first, self.last), *self.others] if self.first and self.last else []


_Days = tuple[date, date]
_Reader = Callable[[re.Match[str], date | None], "_Days | list[_Days] | bool"]
"""Gives the days that a match names, or several that it may name, the likeliest first.

True: some, but published when?; False: names no days.
"""


def dates(text: str, published: date | None) -> list[When]:
    """The dates that a passage gives, in order.

    ``published`` is the day that relative ones ("on Tuesday", "last month", "in May") are
    counted from; nothing is counted from today. Years that are part of a name ("the 2024
    election") are no dates.
    """
    found: list[tuple[int, int, When | None]] = []
    for pattern, read in _patterns_for(text):
        for place in re.finditer(pattern, text):
            start, end = place.span()
            if not any(start < b and a < end for a, b, _ in found):
                when = _when(place, read, published)
                found.append((start, end, when))
    return [when for _, _, when in sorted(found, key=lambda one: one[:2]) if when]


def _patterns_for(text: str) -> "Sequence[tuple[str, _Reader]]":
    """The patterns that can be in a text: most passages have no figure or no word of time."""
    has_figure = any(map(str.isdigit, text))
    if has_figure and _TIMELY.search(text):
        return _PATTERNS
    if has_figure:
        return [each for each in _PATTERNS if each[1] in _OF_YEARS]
    if _TIMELY.search(text):
        return [each for each in _PATTERNS if each[1] not in _OF_FIGURES]
    return ()


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
        return When(said, None, None, is_relative, near, *place.span()) if days else None
    first, *others = [days] if isinstance(days, tuple) else days
    is_stretch = read in _STRETCHES
    return When(said, *first, is_relative, near, *place.span(), tuple(others), is_stretch)


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


def _month_alone(place: re.Match[str], published: date | None) -> _Days | list[_Days] | bool:
    """The latest such month that had begun when the article was published, or the next one."""
    if not published:
        return True
    month = _MONTHS[place["month"].lower()]
    after = (place["after"] or "").lower()
    if "year" in after:
        return _month(published.year + ("next" in after) - ("last" in after), month)
    past = _month(published.year - (month > published.month), month)
    if not _is_ahead(place):
        return past
    return [_month(published.year + (month < published.month), month), past]


_AHEAD = re.compile(
    r"\b(?:will|shall|would|won[’']t|(?:is|are|was|were|due|scheduled|set|expected|about|planned|"
    r"supposed) to|due|scheduled|slated|expected|plans?|planned|planning|coming|next|upcoming|until|"
    r"by|deadline|ahead of|wird|werden|soll|sollen|bis|jusqu|prévue?s?|doit|doivent)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:last|since|said|told|announced|reported)\s(?:\w+\s)?\Z", re.IGNORECASE)


_PAST = re.compile(
    r"\b(?:\w\wed|\w{3,}ed|was|were|had|did|said|told|took|came|went|fell|rose|shot|struck|left|"
    r"killed|found|began|won|lost|met|made|gave|held|saw|sank|broke|spoke|wrote|became|got|brought|"
    r"led|hit|set|put|cut|wurde|wurden|war|waren|hat|haben|starb|starben|sagte|kam|ging|ont|été)\b"
    r"|\ba\s\w+é\b",
    re.IGNORECASE,
)
"""A word that tells of what has happened: without one, a weekday may lie ahead."""


def _is_ahead(place: re.Match[str]) -> bool:
    """Whether what is told of may lie ahead of the day on which it is told."""
    return bool(
        _AHEAD.search(place.string, 0, place.end())
        and not _BEHIND.search(place.string[: place.start()])
    )


def _weekday(place: re.Match[str], published: date | None) -> _Days | list[_Days] | bool:
    """The day last before the publication; the next one where it may lie ahead, and either then."""
    if not published:
        return True
    back = (published.weekday() - _WEEKDAYS[place["weekday"].lower()]) % 7
    which = (place["which"] or "").lower().split(" ")[0]
    if which == "last":
        return [_day_at(published, -(back or 7)), _day_at(published, -back - 7)]
    past, ahead = _day_at(published, -back), _day_at(published, 7 - back)
    if which in ("next", "coming", "this", "nächsten", "kommenden"):
        return [ahead, past, _day_at(published, 14 - back)]
    if _is_ahead(place):
        return [ahead, past]
    return past if _PAST.search(place.string) else [past, ahead]


def _day_at(published: date, away: int) -> _Days:
    day = published + timedelta(days=away)
    return day, day


def _near_day(place: re.Match[str], published: date | None) -> _Days | bool:
    if not published:
        return True
    away = {"yesterday": -1, "tomorrow": 1, "gestern": -1, "morgen": 1, "hier": -1, "demain": 1}
    day = published + timedelta(days=away.get(place[0].lower(), 0))
    return day, day


def _part_of_day(place: re.Match[str], published: date | None) -> _Days | list[_Days] | bool:
    """The day, or the night before: who wrote that night did not know when it would be read."""
    if not published:
        return True
    if place[0].lower() == "last night":
        return published - timedelta(days=1), published
    return [_day_at(published, 0), _day_at(published, -1)]


def _decade(place: re.Match[str], published: date | None) -> _Days:
    century = int(place["century"] or 19)
    first = century * 100 + int(place["decade"]) * 10
    part = (place["part"] or "").lower().rstrip("- ")
    start, end = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(part, (0, 9))
    return date(first + start, 1, 1), date(first + end, 12, 31)


def _days_of_month(place: re.Match[str], published: date | None) -> _Days | bool:
    """From one day of a month to another: 14-15 March, March 14 to 16."""
    month = _MONTHS[place["month"].lower()]
    year = int(place["year"]) if place["year"] else published.year if published else None
    if year is None:
        return True
    if published and not place["year"]:
        year = _nearest(published, month, int(place["one"])).year
    return date(year, month, int(place["one"])), date(year, month, int(place["other"]))


def _days_of_months(place: re.Match[str], published: date | None) -> _Days | bool:
    """From a day of one month to a day of another, or of the same: June 28 to July 3."""
    if not place["year"] and not published:
        return True
    months = (_MONTHS[place[f"{name}month"].lower()] for name in ("one_", "other_"))
    one, other = zip(months, (int(place["one"]), int(place["other"])), strict=True)
    if published and not place["year"]:
        last = _nearest(published, *other)
    else:
        last = date(int(place["year"]), *other)
    first = date(last.year - (one > other), *one)
    return first, last


def _years(place: re.Match[str], published: date | None) -> _Days:
    """From one year to another: 2010-15, between 2010 and 2015."""
    one, other = int(place["one"]), place["other"]
    last = int(other) if len(other) == 4 else one // 100 * 100 + int(other)
    if last < one:
        raise ValueError(place[0])
    return date(one, 1, 1), date(last, 12, 31)


def _in_figures(place: re.Match[str], published: date | None) -> _Days | list[_Days]:
    """3/14/2024 and 14.03.2024; what may be either day or month is both."""
    one, other, year = int(place["one"]), int(place["other"]), int(place["year"])
    year += 2000 if year < 100 else 0
    if one > 12 or "." in place[0]:
        one, other = other, one
    day = date(year, one, other)
    if "/" in place[0] and other <= 12:
        turned = date(year, other, one)
        return [(day, day), (turned, turned)]
    return day, day


def _quarter(place: re.Match[str], published: date | None) -> _Days | bool:
    names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(place["digit"]) if place["digit"] else names[place["name"].lower()]
    year = int(place["year"]) if place["year"] else published.year if published else None
    if year is None:
        return True
    return date(year, 3 * number - 2, 1), _month(year, 3 * number)[1]


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
    if "last" in place[0].lower() and month <= published.month < month + 3:
        year -= 1
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


_WHICH = (
    r"(?:this past|last|this|next|in|by|since|until|till|from|the|an?|during|early|late|mid|im|seit|"
    r"bis|en|fin|début|depuis|before|after|for)[ -]"
)
_NAMED_DAYS = (
    r"\b(?:Easter|Good|Ash|Holy|Maundy|Palm|Super|Black|Cyber|Bloody|Giving|Shrove|Whit|Fat|Sheffield|"
    rf"Mad|Stormy|Ruby|Wacky)\s(?:{_WEEKDAY})\b"
    rf"|\b(?:{_WEEKDAY})\s(?:Times|Mail|Mirror|Telegraph|Express|Post|Herald|Night|Island|Group|Mass|"
    r"Club|School|Service|Morning|Live|People|Sun|Star|Independent|Business|World|Review)\b"
)
_DASH = r"(?:\s?[-–—]\s?|\s(?:to|and|until|through|bis|au)\s)"
_PATTERNS: tuple[tuple[str, _Reader], ...] = (
    (_NAMED_DAYS, _nothing),
    (
        rf"\b(?:(?:from|between)\s)?(?P<one>{_YEAR})(?:\s?[-–]\s?|\s(?:to|and|until|through)\s)"
        rf"(?P<other>{_YEAR}|\d\d)\b(?![-–/.,]?\d)(?!\s+{_EVENT})",
        _years,
    ),
    (_NAMED_BY_YEAR, _nothing),
    (
        r"(?i)\b(?P<part>early[- ]|mid[- ]|late[- ])?(?:the\s)?(?P<late>early[- ]|mid[- ]|late[- ])?"
        r"(?:(?P<century>19|20|18|17)|[’'‘])(?P<decade>\d)0[’']?s\b",
        _decade,
    ),
    (
        r"\b(?P<one>\d{1,2})[/.](?P<other>\d{1,2})[/.](?P<year>(?:19|20)?\d\d)\b(?!\.\d)",
        _in_figures,
    ),
    (
        rf"(?i)\b(?:from\s|between\s)?(?P<one_month>{_MONTH})\b\.?\s+(?P<one>\d{{1,2}})(?:st|nd|rd|th)?{_DASH}"
        rf"(?P<other_month>{_MONTH})\b\.?\s+(?P<other>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:]|\.\d)"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _days_of_months,
    ),
    (
        rf"(?i)\b(?:from\s|between\s)?(?P<one>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<one_month>{_MONTH})\b\.?{_DASH}"
        rf"(?P<other>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<other_month>{_MONTH})\b\.?"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _days_of_months,
    ),
    (
        rf"(?i)\b(?:from\s|between\s)?(?P<one>\d{{1,2}})\.?{_DASH}(?P<other>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+"
        rf"(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>{_YEAR})\b)?",
        _days_of_month,
    ),
    (
        rf"(?i)\b(?:from\s|between\s)?(?P<month>{_MONTH})\b\.?\s+(?P<one>\d{{1,2}}){_DASH}(?P<other>\d{{1,2}})\b(?![\d:]|\.\d|\s?(?:people|percent|%))"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _days_of_month,
    ),
    (
        rf"(?i)\b(?:the\s)?(?:Q(?P<digit>[1-4])|(?P<name>first|second|third|fourth|last)[\s-]quarter)\b(?:\sof)?(?:\s(?P<year>{_YEAR}))?",
        _quarter,
    ),
    (rf"\b{_YEAR}-\d\d-\d\d\b", _iso),
    (
        rf"(?i)\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:]|\.\d)"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _day,
    ),
    (
        rf"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _day,
    ),
    (rf"\b(?P<month>(?i:{_MONTH}))\b\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})\b", _month_of_year),
    (
        rf"\b(?i:{_WHICH})(?P<month>(?=[A-Z])(?i:{_MONTH})|janvier|février|mars|avril|juin|juillet|"
        r"août|septembre|octobre|novembre|décembre)\b(?!-)(?P<after>\s+(?:this|last|next) year)?",
        _month_alone,
    ),
    (
        rf"\b(?P<which>(?i:last|next|coming|this coming|this|nächsten|kommenden)\s)?(?P<weekday>{_WEEKDAY})\b"
        rf"(?!s?[’'])(?!\s+(?!{_MONTH})[A-Z][a-z]+\b[^,.]{{0,12}}\b(?:Times|Show)\b)",
        _weekday,
    ),
    (r"(?i)\b(?:last night|this (?:morning|afternoon|evening))\b", _part_of_day),
    (r"(?i)\b(?:yesterday|today|tonight|tomorrow|gestern|heute|hier soir|demain)\b", _near_day),
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
_STRETCHES = frozenset((_days_of_month, _days_of_months, _years))
"""What reads from when to when."""
_TIMELY = re.compile(
    rf"{_MONTH}|{_WEEKDAY}|day|night|morning|afternoon|evening|morrow|week|month|year|decade|quarter|summer|winter|spring|"
    r"autumn|fall|ago|gestern|heute|hier|demain|Q[1-4]",
    re.IGNORECASE,
)
_OF_YEARS = frozenset((_years, _decade, _in_figures, _iso, _year_alone, _nothing))
"""What reads figures without a word."""
_OF_FIGURES = frozenset(
    (
        _years,
        _decade,
        _in_figures,
        _iso,
        _year_alone,
        _day,
        _days_of_month,
        _days_of_months,
        _month_of_year,
    )
)
