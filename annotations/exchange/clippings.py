"""Kindle's ``My Clippings.txt``."""

import re
from bisect import bisect, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

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
_MONTH_NAMES = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "januari februari mars april maj juni juli augusti september oktober november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
"""The months as the languages of a Kindle have them in a date."""
_KINDS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "highlight": (
        frozenset(
            "highlight clip clipping markierung surlignement surlignage subrayado resaltado"
            " evidenziazione destaque markering vurgu podkreślenie markerad".split()
        ),
        ("ハイライト", "标注", "標註", "標注", "выделен", "하이라이트", "हाइलाइट"),
    ),
    "note": (
        frozenset("note notiz nota notitie not notatka anteckning".split()),
        ("メモ", "笔记", "筆記", "заметк", "메모", "नोट"),
    ),
    "bookmark": (
        frozenset(
            "bookmark lesezeichen signet marcador segnalibro bladwijzer yer zakładka bokmärke".split()
        ),
        ("ブックマーク", "书签", "書籤", "закладк", "북마크", "बुकमार्क"),
    ),
}
"""What tells a kind: whole words, or parts of words where these change or run together."""
_LOCATION = re.compile(
    r"(?:loc(?:ation|\.)?|posi(?:tion|ción|ção|zione)|emplacement|locatie|konum|местоположени\w*|位置"
    r"|위치)\s*(?:no\.?|#)?\s*(\d{1,9})(?:\s*[-‐-―]\s*(\d{1,9}))?"
)
_PAGE = re.compile(
    r"(?:page|seite|página|pagina|страниц\w*|sayfa|stron\w*|sida)n?\s+([\w-]{1,20})"
    r"|第\s*(\d{1,9})\s*[页頁]|(\d{1,9})\s*(?:ページ|페이지)"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|凌晨|早上|中午|晚上|午前|午後|오전|오후)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:h]|時|点|시)\s*(?P<minute>\d{2})"
    r"(?:\s*(?::|min|分|분)\s*(?P<second>\d{2}))?s?(?:\s*(?P<half_after>[ap])\.?\s?m\b\.?)?"
)
_ZONE = re.compile(r"(?:gmt|utc)\s*([+-])(\d{1,2}):?(\d{2})?")
_LONGEST = 400
"""Characters of an entry's second line that are looked at; a Kindle writes a hundred."""
_WITHHELD = re.compile(r"^\s*<.{5,200}>\s*$")
"""What stands in the place of words where the publisher's limit is reached, in any language."""


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


# ---- reading


@dataclass(frozen=True, slots=True)
class _Clipping:
    """An entry; ``place`` are its first and last location, or its page where it has none."""

    kind: str
    title: str
    author: str
    place: tuple[int, int] | None
    page: str
    added: str
    content: str


def from_clippings(text: str) -> Reading:
    """Read highlights with their notes, in any language of a Kindle; bookmarks say nothing.

    A note belongs to the highlight that it stands in, wherever that is in the file. One on no
    highlight, and words that the device withheld, are kept as notes on the title.

    Raises:
        FormatError: it is something else, or no entry is sound.
    """
    if _SEPARATOR not in text or not re.search(r"^- ?\w", text, re.MULTILINE):
        raise FormatError("This is no “My Clippings.txt”: its entries end with “==========”.")
    gathering = Gathering()
    highlights = _Highlights()
    notes: list[tuple[int, int, _Clipping]] = []
    for number, entry in enumerate(_entries(text), start=1):
        try:
            clipping = _parsed(entry)
        except FormatError as error:
            gathering.refuse(f"entry {number}", str(error))
            continue
        if clipping.kind == "note":
            notes.append((number, len(gathering.annotations), clipping))
        elif clipping.kind == "highlight":
            before = len(gathering.annotations)
            gathering.take(f"entry {number}", _mark, clipping)
            if len(gathering.annotations) > before:
                highlights.learn(clipping, before)
    for number, reached, note in notes:
        at = highlights.mark_of(note, reached)
        if at is None:
            gathering.take(f"entry {number}", _on_title, note, note.content)
        else:
            mark = gathering.annotations[at]
            together = "\n\n".join(filter(None, (mark.note, note.content)))
            gathering.annotations[at] = replace(mark, note=together)
    return gathering.done()


_LOOKED_BACK = 100
"""Highlights that a note's place is looked for in, beginning with the nearest that begins before it."""


class _Highlights:
    """The marks made so far, found by what of a note's place fits: their end, start or inside."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str, int | str], list[int]] = {}
        self._spans: dict[str, list[tuple[int, int, int]]] = {}

    def learn(self, highlight: _Clipping, mark: int) -> None:
        """Remember that this highlight became the mark of that number."""
        if highlight.place is None:
            self._at.setdefault((highlight.title, "page", highlight.page), []).append(mark)
            return
        first, last = highlight.place
        self._at.setdefault((highlight.title, "end", last), []).append(mark)
        self._at.setdefault((highlight.title, "start", first), []).append(mark)
        insort(self._spans.setdefault(highlight.title, []), (first, last, mark))

    def mark_of(self, note: _Clipping, reached: int) -> int | None:
        """The mark that the note is on; ``reached`` is how many there were before it.

        Of several with the same place it is the last before the note, else the first after it.
        """
        if note.place is None:
            return _nearest(self._at.get((note.title, "page", note.page), []), reached)
        at = note.place[1]
        for border in ("end", "start"):
            if (found := self._at.get((note.title, border, at))) is not None:
                return _nearest(found, reached)
        spans = self._spans.get(note.title, [])
        before = bisect(spans, (at, 0, 0))
        near = spans[max(0, before - _LOOKED_BACK) : before]
        return _nearest(sorted(mark for _, last, mark in near if at < last), reached)


def _nearest(marks: list[int], reached: int) -> int | None:
    at = bisect(marks, reached - 1)
    return marks[at - 1] if at else next(iter(marks), None)


def _entries(text: str) -> list[str]:
    entries = re.split(r"^==========[ \t]*$", re.sub(r"\r\n?", "\n", text), flags=re.MULTILINE)
    return [entry.lstrip("\ufeff\n") for entry in entries if entry.strip("\ufeff\n ")]


def _parsed(entry: str) -> _Clipping:
    title, _, rest = entry.partition("\n")
    line, _, content = rest.partition("\n")
    about = normalize("NFKC", line.strip()[:_LONGEST]).casefold()
    kind = kind_in_words(about) if about.startswith("-") else ""
    if not kind:
        raise FormatError(f"its second line is not “- Your Highlight on …”: {line[:40]!r}.")
    # Behind the last bar stands when; the bar may be missing, then all is looked through.
    where, _, when = about.rpartition("|")
    named, author = _named(title.strip())
    return _Clipping(
        kind=kind,
        title=named,
        author=author if author != "Unknown" else "",
        place=_location(where or about),
        page=_page(where or about),
        added=_time(when),
        content=content.strip("\n"),
    )


def _named(line: str) -> tuple[str, str]:
    """The title and the author of a line such as ``The Wall (Ida Holm)``."""
    title, opened, author = line.removesuffix(")").rpartition(" (")
    if opened and line.endswith(")") and not {"(", ")"} & set(author):
        return title, author
    return line, ""


def kind_in_words(about: str) -> str:
    """Return ``highlight``, ``note`` or ``bookmark``, told by a word of any language; "" by none."""
    about = about.casefold()
    words = set(re.findall(r"\w+", about))
    for kind, (whole, parts) in _KINDS.items():
        if words & whole or any(part in about for part in parts):
            return kind
    return ""


def _location(where: str) -> tuple[int, int] | None:
    found = _LOCATION.search(where)
    if found is None:
        return None
    first, last = found[1], found[2] or found[1]
    if len(last) < len(first):  # "143-46" is 143 to 146
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)


def _page(where: str) -> str:
    found = _PAGE.search(where)
    return next(filter(None, found.groups()), "") if found else ""


def _time(added: str) -> str:
    """The time that an entry was made; "" if it cannot be told. Without a zone it counts as UTC."""
    clock = _CLOCK.search(added)
    day = _day(_CLOCK.sub(" ", _ZONE.sub(" ", added)))
    if clock is None or day is None:
        return ""
    hour = int(clock["hour"])
    if half := clock["half"] or clock["half_after"] or "":
        is_afternoon = half[0] in "p下晚" or half in ("午後", "오후")
        hour = hour % 12 + 12 * is_afternoon
    try:
        time = datetime(*day, hour, int(clock["minute"]), int(clock["second"] or 0), tzinfo=UTC)
        if zone := _ZONE.search(added):
            away = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
            time += away if zone[1] == "-" else -away
    except (ValueError, OverflowError):
        return ""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _day(words: str) -> tuple[int, int, int] | None:
    """Year, month and day, in whatever order they stand."""
    if found := re.search(r"(\d{4})\s*[年년./-]\s*(\d{1,2})\s*[月월./-]\s*(\d{1,2})", words):
        return int(found[1]), int(found[2]), int(found[3])
    months = [
        _MONTH_NAMES[word] for word in re.findall(r"[^\W\d_]+", words) if word in _MONTH_NAMES
    ]
    year = re.search(r"(?<!\d)\d{4}(?!\d)", words)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    if not (months and year and day):
        return None
    return int(year[0]), months[0], int(day[0])


def _mark(clipping: _Clipping) -> Annotation:
    if _WITHHELD.search(clipping.content):
        return _on_title(clipping, _told_withheld(clipping))
    source = Source(title=clipping.title or None)
    return quoted(clipping.content, source, created=clipping.added, extra=_extra(clipping))


def _on_title(clipping: _Clipping, note: str) -> Annotation:
    """A note on the whole article, which stands at its title."""
    if not note.strip():
        raise FormatError("it is a note without words.")
    source = Source(title=clipping.title or None)
    return quoted(clipping.title, source, note=note, created=clipping.added, extra=_extra(clipping))


def _told_withheld(clipping: _Clipping) -> str:
    where = f"page {clipping.page}" if clipping.page else ""
    if clipping.place is not None:
        where = f"location {clipping.place[0]}-{clipping.place[1]}"
    return f"The Kindle withheld the words ({where}): the clipping limit of this book was reached."


def _extra(clipping: _Clipping) -> dict[str, Json]:
    about: dict[str, Json] = {}
    if clipping.place is not None:
        about["location"] = f"{clipping.place[0]}-{clipping.place[1]}"
    about |= {"page": clipping.page} if clipping.page else {}
    about |= {"author": clipping.author} if clipping.author else {}
    return {"kindle": about}
