"""Tables for spreadsheets: comma-separated as RFC 4180 describes it, and tab-separated."""

from collections.abc import Callable, Iterator, Sequence

from annotations.errors import FormatError
from annotations.exchange.common.foreign import NOWHERE, VIA, described, is_ours, utc
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.sources import article_name, in_text_order
from annotations.exchange.common.tables import (
    cell,
    joined,
    parted,
    plain,
    row,
    rows_of,
    separator_of,
)
from annotations.model import VERDICTS, Annotation, Json, Position, Quote, Source
from annotations.rules import PAGE

_QUOTE_NAMES = ("exact", "quote", "highlight", "text")

_COLUMNS: dict[str, Callable[[Annotation], str | int | None]] = {
    "id": lambda one: one.id,
    "article": lambda one: article_name(one.source),
    "title": lambda one: one.source.title,
    "date": lambda one: one.source.date,
    "kind": lambda one: one.kind,
    "verdict": lambda one: one.verdict,
    "tags": lambda one: joined(one.tags),
    "exact": lambda one: one.quote.exact,
    "note": lambda one: one.note,
    "evidence": lambda one: joined(one.evidence),
    "start": lambda one: one.position.start,
    "end": lambda one: one.position.end,
    "status": lambda one: one.anchor.status if one.anchor else None,
    "created": lambda one: one.created,
    "modified": lambda one: one.modified,
    "creator": lambda one: one.creator,
    "url": lambda one: one.source.url,
    "colour": lambda one: one.colour,
    "prefix": lambda one: one.quote.prefix,
    "suffix": lambda one: one.quote.suffix,
    "text_sha256": lambda one: one.source.text_sha256,
    PAGE: lambda one: str(one.extra[PAGE]) if one.extra.get(PAGE) else None,
}


def to_csv(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a row for each annotation, in the order of paths and texts, under a row of names.

    A cell that a spreadsheet would take for a formula gets a ``'`` in front; ``exact``
    and ``note`` keep their line ends, and other control characters, which RFC 4180 does
    not allow, become U+FFFD. A ``;`` in a tag is written ``\\;``. Positions count code
    points and the end is exclusive.
    """
    yield from _table(annotations, ",")


def to_tsv(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give the same table with tabs between its cells."""
    yield from _table(annotations, "\t")


def from_csv(text: str) -> Reading:
    """Read a table with a column ``exact``; columns that are not ours are kept as fields.

    Raises:
        FormatError: it is no table with such a column, or no row of it is sound.
    """
    return _read(text, separator_of(text))


def from_tsv(text: str) -> Reading:
    """Read the same with tabs between the cells."""
    return _read(text, "\t")


def _table(annotations: Sequence[Annotation], separator: str) -> Iterator[str]:
    yield row(list(_COLUMNS), separator)
    for annotation in in_text_order(annotations):
        yield row([cell(column(annotation)) for column in _COLUMNS.values()], separator)


def _read(text: str, separator: str) -> Reading:
    rows = rows_of(text, separator)
    names = [name.strip() for name in next(rows, (1, []))[1]]
    if not set(names) & set(_QUOTE_NAMES):
        raise FormatError("Line 1 is no heading of a table with a column “exact”.")
    gathering = Gathering()
    for line, cells in rows:
        gathering.take(f"line {line}", _annotation, names, cells)
    return gathering.done()


def _annotation(names: Sequence[str], cells: Sequence[str]) -> Annotation:
    if len(cells) != len(names):
        raise FormatError(f"it has {len(cells)} cells, and the heading {len(names)}.")
    said = {name: plain(words) for name, words in zip(names, cells, strict=True)}
    exact = next((said[name] for name in _QUOTE_NAMES if said.get(name)), "")
    if not exact.strip():
        raise FormatError("it quotes no words.")
    kind, verdict, tags = _said(said)
    id = said.get("id", "")
    position = _position(said)
    extra: dict[str, Json] = {
        name: words
        for name, words in said.items()
        if words and (name == PAGE or name not in (*_COLUMNS, *_QUOTE_NAMES))
    }
    if id and not is_ours(id):
        extra[VIA] = [id]
    return Annotation(
        id=id if is_ours(id) else "",
        kind=kind,
        source=_source(said),
        quote=Quote(exact, said.get("prefix", ""), said.get("suffix", "")),
        position=position or Position(0, len(exact)),
        created=utc(said.get("created", "")),
        modified=utc(said.get("modified", "") or said.get("created", "")),
        tags=tags + parted(said.get("tags", "")),
        note=said.get("note", ""),
        verdict=verdict,
        evidence=parted(said.get("evidence", "")),
        colour=said.get("colour") or None,
        creator=said.get("creator") or None,
        anchor=None if position else NOWHERE,
        extra=extra,
    )


def _said(said: dict[str, str]) -> tuple[str, str | None, tuple[str, ...]]:
    """Kind, verdict, and the tags that stand for a kind that is none of ours."""
    judged = said.get("verdict", "").casefold()
    if judged and judged not in VERDICTS:
        raise FormatError(f"{judged!r} is no verdict.")
    if is_ours(said.get("id", "")) and said.get("kind"):
        return said["kind"], judged or None, ()
    kind, verdict, tags = described(said.get("kind", ""))
    return ("claim", judged, tags) if judged else (kind, verdict, tags)


def _position(said: dict[str, str]) -> Position | None:
    start, end = said.get("start", ""), said.get("end", "")
    if not (start or end):
        return None
    if not (start.isdecimal() and end.isdecimal()):
        raise FormatError(f"{start}:{end} is no span.")
    return Position(int(start), int(end))


def _source(said: dict[str, str]) -> Source:
    article, url = said.get("article", ""), said.get("url", "")
    sha256 = said.get("text_sha256", "")
    is_path = article and article not in (url, sha256)
    return Source(
        path=article if is_path else None,
        url=url or None,
        title=said.get("title") or None,
        date=said.get("date") or None,
        text_sha256=sha256 or None,
    )
