"""One article out of a record, such as a line of a corpus: whatever its fields are called."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import LoadError
from reader.loading.decoding import encoded
from reader.loading.loader import Part

_HTML = ("content_html", "body_xhtml", "body_html", "html")
_TEXT = (
    "text body content article maintext document content_text body_text fulltext full_text"
    " article_text main_text".split()
)
_FIELDS = {
    "title": ("title", "headline", "resolved_title", "article__title", "name"),
    "date": (
        "date date_published date_publish datepublished published published_at publishedat"
        " publish_date publication_date pubdate timestamp".split()
    ),
    "author": ("author", "authors", "byline", "published_by", "creator"),
    "url": ("url", "link", "href", "article__url", "resolved_url", "given_url", "external_url"),
    "site": ("source", "publisher", "domain", "site", "domain_name", "newspaper"),
    "language": ("language", "lang"),
    "tags": ("tags", "labels", "keywords", "document tags", "categories"),
    "modified": ("updated", "modified", "date_modified"),
}
ANNOTATED = ("annotations", "highlights")
_MARKUP = re.compile(r"(?i)</?(?:p|div|h[1-6]|ul|ol|li|br|article|section|blockquote|figure|img)\b")
_NO_TITLE = re.compile(r"(?i)no title found|untitled")
_DIGITS = re.compile(r"\d{9,13}(?:\.\d+)?")


def part_of(record: object, name: Path, where: str) -> Part:
    """The article of a record; ``where`` says in messages which one it is.

    Raises:
        LoadError: there is no text in it; if there is an address, the reason names it.
    """
    if isinstance(record, str) and record.strip():
        return Part(encoded(record), "plain")
    if not isinstance(record, Mapping):
        raise LoadError(name, f"has no article in {where}: it is no object with a text")
    fields = fields_of(record)
    text, is_markup = _text(record)
    if text:
        kind = "fragment" if is_markup else "plain"
        return Part(encoded(text), kind, fields, remarks=_remarks(record))
    if "url" in fields:
        raise LoadError(name, only_an_address(fields["url"]))
    known = ", ".join(_TEXT[:6])
    raise LoadError(name, f"has no text in {where}: none of its fields is called {known} or so")


def _remarks(record: Mapping[str, object]) -> tuple[str, ...]:
    """What the list holds of a reader's own: it is no text, and is not dropped in silence."""
    folded = {str(key).lower(): value for key, value in record.items()}
    held = [value for key in ANNOTATED if (value := folded.get(key))]
    count = sum(len(value) if isinstance(value, list) else 1 for value in held)
    if not count:
        return ()
    noun, pronoun = ("annotation", "it") if count == 1 else ("annotations", "them")
    return (f"The list holds {count} {noun} of this article: import the list to have {pronoun}.",)


def only_an_address(url: str) -> str:
    """The reason why an article that is only an address cannot be read."""
    return f"holds only an address: open it with postil {url}"


def fields_of(record: Mapping[str, object]) -> dict[str, str]:
    """The fields of ``Content`` that the record has, under any of their names."""
    folded = {str(key).lower(): value for key, value in record.items()}
    found = {
        field: value
        for field, names in _FIELDS.items()
        if (value := next((words for key in names if (words := words_of(folded.get(key)))), ""))
    }
    if _NO_TITLE.fullmatch(found.get("title", "")):
        del found["title"]
    for field in ("date", "modified"):
        if _DIGITS.fullmatch(found.get(field, "")):
            found[field] = _day(float(found[field]))
    return found


def words_of(value: object, deepest: int = 4) -> str:
    """A value as the words of a field: lists with commas between, people by their names.

    What is nested deeper than any field is, or too deep to be walked, is passed over.
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None or not deepest:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title") or value.get("label")
        return words_of(named, deepest - 1)
    if isinstance(value, list):
        return ", ".join(filter(None, (words_of(one, deepest - 1) for one in value)))
    return ""


def parsed(source: bytes | str, name: Path, where: str) -> object:
    """The JSON value.

    Raises:
        LoadError: it is none.
    """
    try:
        found: object = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise LoadError(name, f"has a damaged {where}: it is not JSON") from error
    return found


def _text(record: Mapping[str, object]) -> tuple[str, bool]:
    """The record's text, and whether it is HTML."""
    folded = {str(key).lower(): value for key, value in record.items()}
    for key in (*_HTML, *_TEXT):
        value = folded.get(key)
        if isinstance(value, list) and all(isinstance(words, str) for words in value):
            value = "\n\n".join(map(str, value))
        if isinstance(value, Mapping):
            value = value.get("text") or value.get("content")
        if isinstance(value, str) and value.strip():
            return value, key in _HTML or len(_MARKUP.findall(value[:20_000])) > 1
    return "", False


def _day(seconds: float) -> str:
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
