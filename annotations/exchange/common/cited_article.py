"""An article as something to cite: a key of its own, its title, date and address."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from annotations.exchange.common.sources import by_article
from annotations.model import Annotation, Source

_SMALL = frozenset("a an the der die das ein eine le la les un une el los las il lo de of".split())
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class CitedArticle(NamedTuple):
    """One article to cite, with its marks; ``date`` has the year, month and day that are known."""

    key: str
    title: str
    date: tuple[int, ...]
    source: Source
    marks: tuple[Annotation, ...]


def cited_articles(annotations: Iterable[Annotation]) -> list[CitedArticle]:
    """The articles that are marked, in the order of their paths; no two have one key.

    A key is the site's name, or the first word of the title that says something, and the
    year, as in ``example2024``; a number behind it tells one from another.
    """
    found: list[CitedArticle] = []
    taken: dict[str, int] = {}
    for source, marks in by_article(annotations):
        date = _date(source.date)
        title = _title(source)
        stem = f"{_word(source, title)}{date[0] if date else ''}"
        count = taken[stem] = taken.get(stem, 0) + 1
        key = stem if count == 1 else f"{stem}-{count}"
        found.append(CitedArticle(key, title, date, source, tuple(marks)))
    return found


def _title(source: Source) -> str:
    return source.title or source.path or source.url or "An article without a name"


def _word(source: Source, title: str) -> str:
    host = _host(source.url)
    if host:
        labels = host.removeprefix("www.").split(".")
        word = _ascii(labels[-2] if len(labels) > 1 else labels[0])
        if word:
            return word
    name = PurePosixPath(source.path).stem if source.path and not source.title else title
    words = [_ascii(word) for word in name.split()]
    return next((word for word in words if word and word not in _SMALL), "article")


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


def _date(date: str | None) -> tuple[int, ...]:
    found = _DATE.match(date or "")
    return tuple(int(part) for part in found.groups() if part) if found else ()
