"""``postil read --plain``: articles and their marks as lines of words, for ears and for pipes."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.article import Article, minutes
from reader.articles.inline import bare, inline
from reader.cli.libraries import open_library, store_of
from reader.cli.output import write_error, write_lines
from reader.cli.problems import tell_problems
from reader.errors import LoadError
from reader.library.library import Library
from reader.page.printable import printable
from reader.page.wrapping import wrap
from reader.settings import manifests_folder

if TYPE_CHECKING:
    from annotations import Anchor, Annotation, Notebook

_SAID = {
    "heading": "Heading: ",
    "title": "Title: ",
    "caption": "Caption: ",
    "update": "Update: ",
    "quote": "Quotation: ",
    "item": "Item: ",
    "code": "Code: ",
}
"""Kinds of blocks are said in words where a screen shows them by their look."""


def run(arguments: argparse.Namespace) -> int:
    """Print the articles; the status is 1 if one of them cannot be read, and the others are."""
    status = 0
    with (
        open_library(arguments.paths, arguments.encoding) as library,
        _marks_in(store_of(arguments, library), library, only_reads=arguments.only_reads) as marks,
    ):
        for number, path in enumerate(library.paths):
            try:
                article = library.load(path)
            except LoadError as error:
                write_error(f"{path} {error.reason}.")
                status = 1
                continue
            write_lines(["", ""] if number else [])
            write_lines(plain_lines(article, marks.on(article), arguments.width))
    return status


class _Marks:
    """The marks in a store, or none where there is no store: to read should not make one."""

    def __init__(self, notebook: "Notebook | None", home: str) -> None:
        self._notebook = notebook
        self._home = home

    def __enter__(self) -> "_Marks":
        return self

    def __exit__(self, *_: object) -> None:
        if self._notebook is not None:
            self._notebook.close()

    def on(self, article: Article) -> "list[tuple[Annotation, Anchor]]":
        if self._notebook is None:
            return []
        from reader.marks.library_marks import (
            source_of,  # with the Notebook, which is there already
        )

        return self._notebook.anchors(source_of(article, self._home), article.text)


def _marks_in(store: Path, library: Library, *, only_reads: bool) -> _Marks:
    home = library.home(store)
    if not store.is_dir():
        return _Marks(None, home)
    from annotations import Notebook  # with TinyDB, which a folder without marks can do without

    notebook = Notebook.open(store, only_reads=only_reads, manifests=manifests_folder())
    tell_problems(notebook)
    return _Marks(notebook, home)


def plain_lines(
    article: Article, marks: "list[tuple[Annotation, Anchor]]", width: int | None = None
) -> Iterator[str]:
    """The article's lines: what is known of it, then each paragraph, and after it its marks.

    Nothing in them is an escape sequence, a box or a colour. A paragraph is one line unless a
    ``width`` in cells is given.
    """
    for line in _lines(article, marks):
        yield from _wrapped(printable(line), width)


def _lines(article: Article, marks: "list[tuple[Annotation, Anchor]]") -> Iterator[str]:
    # A title made from the first sentence would only be heard twice.
    yield article.path if article.is_title_generated else article.title
    yield _about(article)
    waiting = [pair for pair in marks if pair[1].start is not None]
    lost = [pair for pair in marks if pair[1].start is None]
    number = 0
    for block in article.blocks:
        if block.kind == "meta" or article.text[block.start : block.end] == article.title:
            continue
        yield ""
        yield _SAID.get(block.kind, "") + _words(article, block.start, block.end, block.kind)
        while waiting and (waiting[0][1].start or 0) < block.end:
            number += 1
            yield _mark(number, *waiting.pop(0))
    for pair in (*waiting, *lost):
        number += 1
        yield ""
        yield _mark(number, *pair)


def _about(article: Article) -> str:
    words = article.words
    parts = [article.path, article.date or "no date"]
    parts += [f"updated {article.modified}"] if article.modified else []
    parts += [f"by {article.author}"] if article.author else []
    return ", ".join([*parts, f"{words} words", f"{minutes(words)} min"])


def _words(article: Article, start: int, end: int, kind: str) -> str:
    words = article.text[start:end]
    if article.syntax == "markdown":
        words = bare(words, inline(words, kind))
    return " ".join(words.split())


def _mark(number: int, made: "Annotation", anchor: "Anchor") -> str:
    said = [f"Mark {number}", made.kind]
    said += [made.verdict] if made.verdict else []
    said += [f"tags {' and '.join(made.tags)}"] if made.tags else []
    said += [anchor.status] if anchor.status not in ("exact", "folded") else []
    quote = " ".join(made.quote.exact.split())
    note = " ".join(made.note.split())
    evidence = ", ".join(made.evidence)
    return (
        f"{', '.join(said)}: “{quote}”."
        + (f" Note: {note}" if note else "")
        + (f" Evidence: {evidence}" if evidence else "")
    )


def _wrapped(line: str, width: int | None) -> Iterator[str]:
    if width is None or not line:
        yield line
        return
    starts = wrap(line, width)
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        yield line[start:end].rstrip()
