"""Kindle's ``My Clippings.txt``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.foreign import quoted
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.sources import article_name
from annotations.model import Annotation, Json, Source

_SEPARATOR = "=========="
_PER_LOCATION = 128
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ABOUT = re.compile(
    r"- Your (?P<type>\w+) (?:on|at) (?:[Pp]age (?P<page>[\w-]+)(?: \| )?)?"
    r"(?:[Ll]ocation (?P<first>\d+)(?:-(?P<last>\d+))?)?(?: \| Added on (?P<added>.+))?"
)
_DATE = re.compile(r"(?:\w+, )?(\w+) (\d+), (\d+) (\d+):(\d+)(?::(\d+))? ?([AP]M)?")


def to_clippings(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give the highlights by age, each with its note as an entry of its own after it.

    A quote stands on one line, as on a Kindle; ``Location`` counts 128 characters as one.
    """
    yield "\ufeff"
    for mark in sorted(annotations, key=lambda one: (one.created, one.id)):
        first, last = (at // _PER_LOCATION + 1 for at in (mark.position.start, mark.position.end))
        yield _entry(mark, "Highlight", f"{first}-{last}", _one_line(mark.quote.exact))
        if mark.note.strip():
            lines = [_one_line(line) for line in mark.note.strip().split("\n")]
            yield _entry(mark, "Note", str(last), "\r\n".join(lines))


def _entry(mark: Annotation, type: str, location: str, content: str) -> str:
    title = _one_line(mark.source.title or article_name(mark.source)) or "Untitled"
    about = f"- Your {type} on Location {location} | Added on {_date(mark.created)}"
    return f"{title} (Unknown)\r\n{about}\r\n\r\n{content}\r\n{_SEPARATOR}\r\n"


def _one_line(words: str) -> str:
    """The words on one line, in which no run of signs is taken for the end of the entry."""
    line = " ".join(without_controls(words).split())
    return re.sub(r"={10,}", lambda found: "\u2060".join(found[0]), line)


def _date(time: str) -> str:
    try:
        at = datetime.fromisoformat(time).astimezone(UTC)
    except ValueError:
        at = datetime(1970, 1, 1, tzinfo=UTC)
    clock = f"{(at.hour + 11) % 12 + 1}:{at:%M:%S} {'AM' if at.hour < 12 else 'PM'}"
    return f"{_DAYS[at.weekday()]}, {_MONTHS[at.month - 1]} {at.day}, {at.year} {clock}"


@dataclass(frozen=True, slots=True)
class _Clipping:
    type: str
    title: str
    author: str
    first: int
    last: int
    added: str
    page: str
    content: str


def from_clippings(text: str) -> Reading:
    """Read highlights, with the notes that stand at their ends; bookmarks say nothing.

    Raises:
        FormatError: it is something else, or no entry is sound.
    """
    if _SEPARATOR not in text or not re.search(r"^- \w", text, re.MULTILINE):
        raise FormatError("This is no “My Clippings.txt”: its entries end with “==========”.")
    gathering = Gathering()
    ends: dict[tuple[str, int], int] = {}
    for number, entry in enumerate(_entries(text), start=1):
        try:
            clipping = _parsed(entry)
        except FormatError as error:
            gathering.refuse(f"entry {number}", str(error))
            continue
        place = clipping.title, clipping.last
        if clipping.type == "highlight":
            before = len(gathering.annotations)
            gathering.take(f"entry {number}", _mark, clipping)
            if len(gathering.annotations) > before:
                ends[place] = before
        elif clipping.type == "note" and place in ends:
            mark = gathering.annotations[ends[place]]
            note = "\n\n".join(filter(None, (mark.note, clipping.content)))
            gathering.annotations[ends[place]] = replace(mark, note=note)
        elif clipping.type != "bookmark":
            gathering.refuse(f"entry {number}", "it is a note on no highlight.")
    return gathering.done()


def _entries(text: str) -> list[str]:
    entries = re.split(r"^==========[ \t]*$", re.sub(r"\r\n?", "\n", text), flags=re.MULTILINE)
    return [entry.lstrip("\ufeff\n") for entry in entries if entry.strip("\ufeff\n ")]


def _parsed(entry: str) -> _Clipping:
    title, _, rest = entry.partition("\n")
    about, _, content = rest.partition("\n")
    match = _ABOUT.match(about.strip())
    if match is None:
        raise FormatError(f"its second line is not “- Your Highlight on …”: {about[:40]!r}.")
    named = re.fullmatch(r"(.*) \(([^()]*)\)", title.strip())
    first = int(match["first"] or 0)
    return _Clipping(
        type=match["type"].casefold(),
        title=named[1] if named else title.strip(),
        author=named[2] if named and named[2] != "Unknown" else "",
        first=first,
        last=int(match["last"] or first),
        added=_time(match["added"] or ""),
        page=match["page"] or "",
        content=content.strip("\n"),
    )


def _time(added: str) -> str:
    match = _DATE.match(added)
    if match is None or match[1] not in _MONTHS:
        return ""
    hour = int(match[4]) % 12 + 12 * (match[7] == "PM") if match[7] else int(match[4])
    day = (int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
    try:
        return f"{datetime(*day, hour, int(match[5]), int(match[6] or 0)):%Y-%m-%dT%H:%M:%SZ}"  # noqa: DTZ001
    except ValueError:
        return ""


def _mark(clipping: _Clipping) -> Annotation:
    about: dict[str, Json] = {"location": f"{clipping.first}-{clipping.last}"}
    about |= {"page": clipping.page} if clipping.page else {}
    about |= {"author": clipping.author} if clipping.author else {}
    source = Source(title=clipping.title or None)
    return quoted(clipping.content, source, created=clipping.added, extra={"kindle": about})
