"""``postil search``: words in the texts of the articles, and in the annotations."""

import argparse
from collections.abc import Iterator
from contextlib import closing

from reader.cli.libraries import open_library, store_of
from reader.cli.output import write_json, write_table
from reader.cli.problems import tell_problems
from reader.errors import ReaderError
from reader.library.library import Library
from reader.library.search import Hit, Query, SaidHit, find, parse
from reader.marks.annotation_index import index_of

_BEFORE, _AFTER = 30, 60


def run(arguments: argparse.Namespace) -> int:
    """Print the hits; the status is 0 also where there are none."""
    query = parse(arguments.query)
    if query.is_blank:
        raise ReaderError(f"There is nothing to look for in {arguments.query!r}: give a word.")
    with open_library(arguments.paths) as library:
        rows = list(_rows(library, arguments, query))
    if arguments.json:
        write_json(rows)
    else:
        write_table([_cells(row) for row in rows])
    return 0


def _rows(
    library: Library, arguments: argparse.Namespace, query: Query
) -> Iterator[dict[str, object]]:
    store, scope = store_of(arguments, library), arguments.scope
    for _ in library.fill():
        pass
    if scope != "articles" and store.is_dir():
        made = index_of(store, library, only_reads=arguments.only_reads, look_over=tell_problems)
        with closing(made) as index:
            yield from map(_of_annotation, index.find(query))
    if scope != "annotations":
        for hits in find(library.catalogue, query):
            yield from map(_of_article, hits)


def _of_article(hit: Hit) -> dict[str, object]:
    return {
        "kind": "article",
        "article": hit.path,
        "title": hit.title,
        "id": None,
        "where": "text" if hit.end else "title",
        "start": hit.start,
        "end": hit.end,
        "before": hit.before,
        "text": hit.words,
        "after": hit.after,
    }


def _of_annotation(hit: SaidHit) -> dict[str, object]:
    return {
        "kind": "annotation",
        "article": hit.path,
        "title": None,
        "id": hit.id,
        "where": hit.where,
        "start": hit.start,
        "end": hit.end,
        "before": hit.before,
        "text": hit.words,
        "after": hit.after,
    }


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    before, after = str(row["before"])[-_BEFORE:], str(row["after"])[:_AFTER]
    is_mark = row["kind"] == "annotation"
    return (
        str(row["article"] or "—"),
        str(row["id"]) if is_mark else f"{row['start']}:{row['end']}",
        str(row["where"]),
        f"{before}{row['text']}{after}",
    )
