"""Dates as articles and file names write them.

A date is never guessed: what could be two days, such as 03/04/2024, is none.
"""

import re
from datetime import date
from pathlib import PurePosixPath

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WRITTEN = (
    r"(?i)\b(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)"
    r"|(?P<y3>\d{4}) ?[年년] ?(?P<m3>\d\d?) ?[月월] ?(?P<d3>\d\d?) ?[日일号號]"
    rf"|\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"
    rf"|\b(?P<day2>\d\d?)(?:st|nd|rd|th)?\.? (?:of )?{_MONTH.replace('month', 'month2')},?"
    r" (?P<year2>\d{4})\b"
)
_IN_NAME = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:(?P<sep>[-_.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d))(?!\d)"
)


def find_date(words: str) -> str | None:
    """The first date in the words as ``YYYY-MM-DD``; None if there is none.

    >>> find_date("Updated: 9 May 2023, 14:05")
    '2023-05-09'
    >>> find_date("2019年4月4日 公開")
    '2019-04-04'
    """
    if not any(map(str.isdigit, words)):
        return None  # as a rule, and without the patterns
    dates = (_day(_parts(found)) for found in re.finditer(_WRITTEN, words))
    return next((day for day in dates if day), None)


def date_in_name(path: str) -> str | None:
    """The date in the file's name, as ``2023-05-09`` or ``20230509``; None if there is none."""
    found = re.search(_IN_NAME, PurePosixPath(path).stem)
    if not found:
        return None
    return _day((found["y"], found["m"] or found["m2"], found["d"] or found["d2"]))


def _parts(found: re.Match[str]) -> tuple[str, str, str]:
    if found["y"]:
        return found["y"], found["m"], found["d"]
    if found["y3"]:
        return found["y3"], found["m3"], found["d3"]
    name = (found["month"] or found["month2"])[:3].lower()
    year, day = found["year"] or found["year2"], found["day"] or found["day2"]
    return year, str(_MONTHS.index(name) + 1), day


def _day(parts: tuple[str, str, str]) -> str | None:
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:  # the 31st of February is no date
        return None
