"""Reading what KOReader writes: its exports (JSON, Markdown), and the sidecar of a book in Lua."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PureWindowsPath

from annotations.errors import FormatError
from annotations.exchange.common.foreign import from_seconds, quoted, utc
from annotations.exchange.common.format import Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, parsed, text_of, without
from annotations.exchange.common.lua import lua_table
from annotations.model import Annotation, Json, Source

_KNOWN = frozenset("text note time datetime color".split())


def from_koreader(text: str) -> Reading:
    """Read exports of one or several books, or the ``metadata.*.lua`` beside a book.

    The words are the place: KOReader's own positions mean nothing outside its books.

    Raises:
        FormatError: it is something else, or no entry is sound.
    """
    start = text.lstrip("\ufeff \n\r\t")
    if start.startswith("#"):
        return _from_markdown(start)
    books = [_book_of(lua_table(text))] if start.startswith(("--", "return")) else None
    books = books or list(_books(parsed(text)))
    gathering = Gathering()
    for at, book in enumerate(books, start=1):
        for number, entry in enumerate(a_list(book.get("entries"), "entries"), start=1):
            where = f"entry {number}" if len(books) == 1 else f"book {at}, entry {number}"
            gathering.take(where, _mark, entry, book)
    return gathering.done()


def _books(document: Json) -> Iterator[dict[str, Json]]:
    rows = document if isinstance(document, list) else [document]
    if isinstance(document, dict) and "documents" in document:
        rows = a_list(document["documents"], "documents")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("entries"), list):
            raise FormatError("This is no export of KOReader: a book has a list of “entries”.")
        yield row


def _mark(given: Json, book: Mapping[str, Json]) -> Annotation:
    entry = an_object(given)
    about: dict[str, Json] = {"koreader": without(entry, _KNOWN)}
    if author := text_of(book, "author"):
        about["author"] = author
    if file := text_of(book, "file"):
        about["file"] = PureWindowsPath(file).name
    mark = quoted(
        text_of(entry, "text"),
        Source(title=text_of(book, "title") or None),
        note=text_of(entry, "note"),
        created=_time(entry),
        extra=about,
    )
    return replace(mark, colour=text_of(entry, "color") or None)


def _time(entry: Mapping[str, Json]) -> str:
    seconds = entry.get("time")
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool):
        return from_seconds(seconds)
    return utc(text_of(entry, "datetime"))


# ---- the sidecar


def _book_of(sidecar: Mapping[str, Json]) -> dict[str, Json]:
    """The sidecar's book as its exports have one; marks of pages without words are left out."""
    about = sidecar.get("doc_props") or sidecar.get("stats")
    known = about if isinstance(about, dict) else {}
    entries = [
        each
        for each in _listed(sidecar.get("annotations")) or _older(sidecar.get("highlight"))
        if isinstance(each, dict)
        and text_of(each, "text")
        and (each.get("drawer") or "pos0" in each)
    ]
    return {
        "title": text_of(known, "title"),
        "author": text_of(known, "authors"),
        "entries": [*entries],
    }


def _older(pages: Json) -> list[Json]:
    """The highlights of sidecars from before 2024, which have them by page."""
    return [each for page in _listed(pages) for each in _listed(page)]


def _listed(table: Json) -> list[Json]:
    """The values of a table; Lua has no other lists."""
    return list(table.values()) if isinstance(table, dict) else []


# ---- Markdown

_HEADING = re.compile(r"^### Page (?P<page>\S+) @ (?P<when>.+)$", re.MULTILINE)
_STYLES = re.compile(r"^(\*\*|\*|_|~~|<u>)(.*?)(?:\1|</u>)$", re.DOTALL)


def _from_markdown(text: str) -> Reading:
    gathering = Gathering()
    number = 0
    for book in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = book.partition("\n")
        author = next(iter(re.findall(r"^##### (.+)$", rest, re.MULTILINE)), "")
        parts = _HEADING.split(rest)
        for page, when, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            number += 1
            known: dict[str, Json] = {"title": title.strip(), "author": author}
            gathering.take(f"entry {number}", _mark, _of_markdown(page, when, words), known)
    if not number:
        raise FormatError("This is no export of KOReader: no heading is “### Page … @ …”.")
    return gathering.done()


def _of_markdown(page: str, when: str, words: str) -> Json:
    body = re.split(r"^#{1,6} ", words, flags=re.MULTILINE)[0]
    quote, _, note = body.partition("\n---\n")
    styled = _STYLES.match(quote.strip())
    try:
        time = f"{datetime.strptime(when.strip(), '%d %B %Y %I:%M:%S %p'):%Y-%m-%dT%H:%M:%SZ}"  # noqa: DTZ007
    except ValueError:
        time = ""
    return {
        "text": styled[2] if styled else quote.strip(),
        "note": note.strip(),
        "datetime": time,
        "page": page,
    }
