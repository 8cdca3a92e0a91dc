"""``postil list`` and ``postil text``: articles for scripts and for those without a screen."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from reader.articles.article import Article
from reader.cli.libraries import find_article, open_library, store_of
from reader.cli.output import write_json, write_table, write_text
from reader.cli.problems import tell_problems
from reader.library.library import Entry, Library
from reader.library.progress import Progress
from reader.settings import manifests_folder


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; the status is 0 also where some article of a list cannot be read."""
    if arguments.command == "list":
        _list(arguments)
    else:
        _text(arguments)
    return 0


def _list(arguments: argparse.Namespace) -> None:
    with open_library(arguments.paths, arguments.encoding) as library:
        store = store_of(arguments, library)
        progress = Progress.open(store, library.root, only_reads=arguments.only_reads)
        counts = _counts(store, library, only_reads=arguments.only_reads)
        rows = [_row(entry, progress, counts) for entry in library.scan()]
    if arguments.json:
        write_json(rows)
    else:
        write_table([_cells(row) for row in rows])


def _counts(store: Path, library: Library, *, only_reads: bool) -> Mapping[str, int]:
    """How many annotations there are, by paths in the library and by hashes of texts."""
    # To list articles should not make a store where there was none.
    if not store.is_dir():
        return {}
    # With TinyDB, 30 ms that a first list can do without.
    from annotations import Notebook
    from reader.marks.library_marks import follow_moves

    with Notebook.open(store, only_reads=only_reads, manifests=manifests_folder()) as notebook:
        follow_moves(library, notebook)
        tell_problems(notebook)
        return {**notebook.text_counts(), **notebook.counts(library.home(store))}


def _row(entry: Entry, progress: Progress, counts: Mapping[str, int]) -> dict[str, object]:
    place = progress.place(entry.path, entry.sha256) if entry.sha256 else None
    return {
        "id": entry.id,
        "path": entry.path,
        "title": entry.title,
        "title_source": entry.title_source,
        "date": entry.date,
        "date_source": entry.date_source,
        "modified": entry.modified,
        "words": entry.words,
        "language": entry.language,
        "read": place.fraction if place else 0.0,
        "annotations": counts.get(entry.path, 0) or counts.get(entry.sha256 or "", 0),
        "problem": entry.problem,
    }


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    date = row["date"] or "—"
    if row["date_source"] == "inferred":
        date = f"≈ {date}"
    if row["modified"]:
        date = f"{date} (updated {row['modified']})"
    read = row["read"]
    percent = f"{read:.0%}" if isinstance(read, float) else ""
    count = row["annotations"]
    marks = f"{count} mark" if count == 1 else f"{count} marks"
    title = row["problem"] or row["title"]
    return tuple(
        map(str, (row["id"], date, f"{row['words']} words", percent, marks, row["path"], title))
    )


def _text(arguments: argparse.Namespace) -> None:
    with find_article(arguments) as (library, article):
        _print(
            library.load(article.path, fresh=True) if arguments.re_extract else article, arguments
        )


def _print(article: Article, arguments: argparse.Namespace) -> None:
    spans = list(_blocks(article)) if arguments.blocks else []
    if arguments.sentences:
        spans += _sentences(article)
    if arguments.blocks or arguments.sentences:
        # A block comes before the sentences in it.
        spans.sort(key=lambda span: (span[1], -span[2], span[0] == "sentence"))
        write_json(
            dict(zip(("kind", "start", "end", "level"), span, strict=True)) for span in spans
        )
    else:
        write_text(article.text)


def _blocks(article: Article) -> Iterator[tuple[str, int, int, int]]:
    return ((block.kind, block.start, block.end, block.level) for block in article.blocks)


def _sentences(article: Article) -> Iterator[tuple[str, int, int, int]]:
    """The sentences of each block; no sentence runs over a block's border."""
    from annotations import sentences  # only this flag needs it

    for block in article.blocks:
        if block.kind not in ("meta", "rule", "code"):
            for start, end in sentences(article.text[block.start : block.end]):
                yield "sentence", block.start + start, block.start + end, 0
