"""The CSV that Readwise takes in, and the one that it gives out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.foreign import described, quoted, utc
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of, without
from annotations.exchange.common.sources import article_name, in_text_order
from annotations.exchange.common.tables import cell, plain, row, rows_of, separator_of
from annotations.model import UNCHECKED, Annotation, Json, Source

_HEADING = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_TAG_LINE = re.compile(r"(?:\.[\w/-]+ ?)+")
_KNOWN = frozenset(
    "highlight,title,author,url,note,location,date,tags,"
    "book title,book author,highlighted at,document url,source url".split(",")
)


_OF_API = frozenset("id text note color highlighted_at tags url".split())


def to_readwise(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a row for each mark; kind, verdict and tags are a first line of inline tags.

    ``Location`` is the position in the article, so that the order stays. A cell that a
    spreadsheet would take for a formula gets a ``'`` in front, as in ``csv``.
    """
    yield row(_HEADING)
    for mark in in_text_order(annotations):
        source = mark.source
        cells = (
            mark.quote.exact,
            source.title or article_name(source) or "An article without a name",
            "",
            source.url or "",
            _note(mark),
            str(mark.position.start),
            mark.created.replace("T", " ").removesuffix("Z"),
        )
        yield row([cell(words) for words in cells])


def _note(mark: Annotation) -> str:
    kind = [mark.kind] if mark.kind != "highlight" else []
    verdict = [mark.verdict] if mark.verdict and mark.verdict != UNCHECKED else []
    names = [re.sub(r"[^\w/-]+", "_", tag) for tag in (*kind, *verdict, *mark.tags)]
    tags = " ".join(f".{name}" for name in names)
    is_like_tags = _TAG_LINE.fullmatch(mark.note.partition("\n")[0])
    note = mark.note if mark.note.strip() else ""
    return f"{tags}\n{note}" if tags or is_like_tags or note.startswith("\n") else note


def from_readwise(text: str) -> Reading:
    """Read a table with a column ``Highlight``, or the JSON of the API; words alone are the place.

    Raises:
        FormatError: it is neither, or nothing in it is sound.
    """
    if text.lstrip("\ufeff \n\r\t").startswith("{"):
        return _from_api(text)
    rows = rows_of(text, separator_of(text))
    names = [name.strip().casefold() for name in next(rows, (1, []))[1]]
    if "highlight" not in names or not {"title", "book title", "note"} & set(names):
        raise FormatError("Line 1 is no heading of Readwise, with “Highlight” and “Title”.")
    gathering = Gathering()
    for line, cells in rows:
        gathering.take(f"line {line}", _mark, names, cells)
    return gathering.done()


def _mark(names: Sequence[str], cells: Sequence[str]) -> Annotation:
    if len(cells) != len(names):
        raise FormatError(f"it has {len(cells)} cells, and the heading {len(names)}.")
    said = {name: plain(words) for name, words in zip(names, cells, strict=True)}
    inline, note = _parts(said.get("note", ""))
    given = [tag.strip() for tag in said.get("tags", "").split(",") if tag.strip()]
    labels = [tag for tag in inline if not described(tag)[2]]
    extra: dict[str, Json] = {
        name: value for name, value in said.items() if value and name not in _KNOWN
    }
    author = said.get("author", "") or said.get("book author", "")
    return quoted(
        said["highlight"],
        _source(said),
        note=note,
        label=labels[-1] if labels else "",
        tags=[*(tag for tag in inline if tag not in labels), *given],
        created=utc(said.get("date", "") or said.get("highlighted at", "")),
        extra=extra | ({"author": author} if author else {}),
    )


def _parts(note: str) -> tuple[list[str], str]:
    """The inline tags, and the note without them."""
    first, ended, rest = note.partition("\n")
    if not first and ended:
        return [], rest
    if _TAG_LINE.fullmatch(first):
        return [tag.removeprefix(".") for tag in first.split()], rest
    return [], note


def _source(said: Mapping[str, str]) -> Source:
    url = said.get("url", "") or said.get("source url", "") or said.get("document url", "")
    title = said.get("title", "") or said.get("book title", "")
    return Source(url=url or None, title=title or None)


def _from_api(text: str) -> Reading:
    document = an_object(parsed(text), "This")
    books = document.get("results")
    if not isinstance(books, list) or not all(
        isinstance(book, dict) and isinstance(book.get("highlights"), list) for book in books
    ):
        raise FormatError("This is no export of Readwise: its “results” have no “highlights”.")
    gathering = Gathering()
    for at, book in enumerate(map(an_object, books), start=1):
        for number, each in enumerate(a_list(book.get("highlights"), "highlights"), start=1):
            gathering.take(f"book {at}, highlight {number}", _of_api, each, book)
    return gathering.done()


def _of_api(given: Json, book: Mapping[str, Json]) -> Annotation:
    row = an_object(given)
    inline, note = _parts(text_of(row, "note"))
    labels = [tag for tag in inline if not described(tag)[2]]
    named = [text_of(an_object(tag), "name") for tag in a_list(row.get("tags"), "tags")]
    author, id = text_of(book, "author"), row.get("id")
    extra: dict[str, Json] = {"readwise": without(row, _OF_API)}
    mark = quoted(
        text_of(row, "text"),
        Source(
            url=text_of(book, "source_url", "unique_url") or text_of(row, "url") or None,
            title=text_of(book, "readable_title", "title") or None,
        ),
        note=note,
        label=labels[-1] if labels else "",
        tags=filter(None, [*(tag for tag in inline if tag not in labels), *named]),
        created=utc(text_of(row, "highlighted_at", "created_at")),
        via=f"readwise:{id}" if isinstance(id, int) else "",
        extra=extra | ({"author": author} if author else {}),
    )
    return replace(mark, colour=text_of(row, "color") or None)
