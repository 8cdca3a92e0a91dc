"""Marks that files hold themselves, as annotations: a PDF's highlights, comments, a list's notes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotations.errors import FormatError
from annotations.exchange import Reading
from annotations.exchange.common.colours import colour_name
from annotations.exchange.common.foreign import is_ours, quoted, spanned, utc
from annotations.exchange.common.format import Gathering
from annotations.exchange.pdf import from_record_in_pdf
from annotations.ids import hash_text
from annotations.model import Annotation, Json, Relation, Source
from reader.articles.article import Article, FileMark
from reader.loading import Loader, load
from reader.loading.files import read_file
from reader.loading.lists.marks import ListedMark, marks_in_json, marks_in_omnivore, marks_in_table

_LISTS: dict[str, Callable[[Path], Iterator[ListedMark]]] = {
    "json list": lambda file: marks_in_json(read_file(file), file),
    "table": lambda file: marks_in_table(read_file(file), file),
    "omnivore": marks_in_omnivore,
}
_LONG_ID = 16
"""Characters from which on an id is taken to be the only one of its kind anywhere."""


def is_list(loader: Loader) -> bool:
    """Whether files of this kind are lists of articles, with what was noted on each."""
    return loader.name in _LISTS


def file_marks_of(file: Path, loader: Loader, path: str) -> Reading:
    """The marks in the file, which is of this kind; ``path`` is what the library calls it.

    Raises:
        LoadError: the file cannot be read.
        FormatError: it holds no marks, or none of them is sound.
    """
    if is_list(loader):
        return _of_list(_LISTS[loader.name](file))
    return _of_article(load(file, path))


def _of_article(article: Article) -> Reading:
    if not article.file_marks:
        raise FormatError("It holds no highlights or notes of its own.")
    title = None if article.is_title_generated else article.title
    source = Source(article.path, article.url, title, article.date)
    scope = hash_text(article.text)[:12]
    known = {mark.id: mark for mark in article.file_marks}
    gathering = Gathering()
    gathering.bring(article.text)
    for number, mark in enumerate(article.file_marks, 1):
        where = f"note {number}" + (f", page {mark.page}" if mark.page else "")
        answered = known.get(mark.replies_to)
        gathering.take(where, _on_article, mark, answered, source, article.text, scope)
    return gathering.done()


def _on_article(
    mark: FileMark, answered: FileMark | None, source: Source, text: str, scope: str
) -> Annotation:
    if mark.record:
        return from_record_in_pdf(mark.record, mark.note)
    on = answered or mark
    made = _mark(mark._replace(words=on.words), source, _name(mark.id, scope))
    if answered is not None:
        link = Relation("replies", _name(answered.id, scope))
        made = replace(made, relations=(link,))
    return spanned(text, on.start, on.end, source, made) if on.end else made


def _name(id: str, scope: str) -> str:
    """What tells the mark from all others; short names, such as numbers, with their file's."""
    if is_ours(id) or not id:
        return id
    return f"file:{id}" if len(id) >= _LONG_ID else f"file:{scope}/{id}"


def _of_list(marks: Iterable[ListedMark]) -> Reading:
    gathering = Gathering()
    for number, each in enumerate(marks, 1):
        gathering.take(f"annotation {number}", _listed, each)
    if not gathering.annotations and not gathering.refused:
        raise FormatError("None of its articles has annotations.")
    return gathering.done()


def _listed(given: ListedMark) -> Annotation:
    fields = given.fields
    title, url = fields.get("title", ""), fields.get("url", "")
    mark = given.mark
    words = mark.words or (title if mark.note else "")
    source = Source(url=url or None, title=title or None)
    made = _mark(mark._replace(words=words), source, _name(mark.id, url or title))
    return replace(made, tags=given.tags)


def _mark(mark: FileMark, source: Source, via: str) -> Annotation:
    extra: dict[str, Json] = {"page": mark.page} if mark.page else {}
    made = quoted(
        mark.words,
        source,
        note=mark.note,
        created=_time(mark.created),
        creator=mark.author,
        via=via,
        extra=extra,
    )
    return replace(made, colour=colour_name(mark.colour))


def _time(text: str) -> str:
    """The time, empty where the file has none that makes sense."""
    try:
        return utc(text)
    except FormatError:
        return ""
