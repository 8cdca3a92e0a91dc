"""Between an entry and its row in the catalogue."""

import re

from reader.articles.entry import Entry
from reader.loading import article_id

COLUMNS = tuple(name for name in Entry._fields if name not in ("path", "id"))
"""The columns that hold an entry, besides its path, in the order of its fields."""

SELECTED = f"id, path, file, member, added, is_read, {', '.join(COLUMNS)}"

BEGIN, END = "\ufdd0", "\ufdd1"
"""Stand around a hit where the index marks it: two code points that are no characters."""

_NOT_KEPT = re.compile(f"[\0\ud800-\udfff{BEGIN}{END}]")

Value = str | int | float | bytes | None


def stored(path: str) -> bytes:
    """A path as it is kept: names of files may hold bytes that are no text."""
    return path.encode("utf-8", "surrogatepass")


def path_of(kept: object) -> str:
    """The path that was kept so."""
    assert isinstance(kept, bytes)
    return kept.decode("utf-8", "surrogatepass")


def values_of(entry: Entry) -> tuple[Value, ...]:
    """The entry's values in the order of ``COLUMNS``."""
    return tuple(_clean(getattr(entry, name)) for name in COLUMNS)


def entry_of(path: str, values: tuple[object, ...]) -> Entry:
    """The entry again; one that was not read yet has its path for a title."""
    said = dict(zip(COLUMNS, values, strict=True))
    if said["title"] is None:
        return Entry(path, article_id(path), path)
    return Entry(path, article_id(path), **said)  # type: ignore[arg-type]  # as they were kept


def letters_of(entry: Entry) -> str:
    """What the letters of a filter are looked for in; it begins with the title, to sort by."""
    return str(_clean(f"{entry.title} {entry.date or ''} {entry.path}".casefold()))


def folder_of(path: str) -> str:
    """The folder that the article is in, as a filter looks for it: with a ``/`` at both ends."""
    folder = path.casefold().rpartition("/")[0]
    return plain(f"/{folder}/" if folder else "/")


def plain(text: str) -> str:
    """The text as SQLite can keep it and mark hits in it; as long as before."""
    return _NOT_KEPT.sub("\ufffd", text)


def _clean(value: object) -> Value:
    assert value is None or isinstance(value, str | int | float | bytes)
    return plain(value) if isinstance(value, str) else value
