"""``postil annotate``, ``annotations``, ``export`` and ``init``: annotations without a screen."""

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from annotations import Anchor, Annotation, Notebook, anchored
from annotations.query import parse
from annotations.record import to_record
from postil_files import PRIVATE_FOLDER, folder_mode
from reader.articles.article import Article
from reader.cli.libraries import creator_of, find_article, library_of, store_of
from reader.cli.output import write_error, write_json, write_table, write_text
from reader.cli.problems import tell_problems
from reader.errors import LibraryError, LoadError, ReaderError
from reader.library.collections import Collections
from reader.library.library import Library
from reader.marks.library_marks import LibraryMarks, follow_moves, source_of, with_library_paths
from reader.settings import LIBRARY_STORE, manifests_folder, state_folder
from reader.settings.store_choice import USE, StoreAnswers

_SHOWN = 60


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 3 where a list or an export lacks what a damaged store has lost."""
    commands = {
        "annotate": _annotate,
        "annotations": _list,
        "export": _export,
        "init": _init,
    }
    return commands[arguments.command](arguments)


def _annotate(arguments: argparse.Namespace) -> int:
    if not arguments.article:
        raise ReaderError("Which article? 'postil annotate ARTICLE --quote TEXT' names one.")
    creator = creator_of(arguments)
    with find_article(arguments) as (library, article):
        start, end = arguments.range or _find_quote(article, arguments.quote)
        if not start < end <= len(article.text):
            raise ReaderError(
                f"{start}:{end} is no passage of {article.path}, "
                f"which has {len(article.text)} characters."
            )
        with Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook:
            change = notebook.mark(
                article.text,
                start,
                end,
                source_of(article, library.home(notebook.folder)),
                kind=arguments.kind,
                tags=arguments.tag,
                note=arguments.note,
                verdict=arguments.verdict,
                page=article.page(start),
            )
    write_text(f"{change.ids[0]}\n")
    return 0


def _find_quote(article: Article, quote: str) -> tuple[int, int]:
    start = article.text.find(quote) if quote else -1
    if start < 0:
        raise ReaderError(
            f"Those words do not stand in {article.path}; 'postil text' prints it to the letter."
        )
    if article.text.find(quote, start + 1) >= 0:
        times = sum(article.text.startswith(quote, at) for at in range(len(article.text)))
        raise ReaderError(
            f"Those words stand {times} times in {article.path}; "
            f"quote more of it, or give --range (the first is {start}:{start + len(quote)})."
        )
    return start, start + len(quote)


def _list(arguments: argparse.Namespace) -> int:
    creator = creator_of(arguments)
    with (
        library_of(arguments) or nullcontext() as library,
        Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook,
    ):
        marks = _marks_in(library, notebook)
        words = " ".join(arguments.query)
        fields = None if marks is None else marks.query_fields(words)
        query = parse(words, fields=fields, me=notebook.creator)
        made = [each for each in notebook.everything() if query.admits(each)]
        if marks is not None and arguments.library is not None:
            made = [each for each in made if marks.has(each)]
        placed = list(_placed(made, library, marks, notebook))
        rows = [
            (annotation, status, start, end)
            for annotation, status, start, end in placed
            if query.matches(annotation, status)
        ]
        status_of_store = tell_problems(notebook)
    if arguments.json:
        write_json(
            {**to_record(annotation), "status": status, "start": start, "end": end}
            for annotation, status, start, end in rows
        )
    elif rows:
        write_table([_cells(*row) for row in rows])
    _say_unseen(sum(status is None for _, status, _, _ in rows), len(rows))
    return status_of_store


def _say_unseen(count: int, of: int) -> None:
    """Say that some annotations were not looked for, so that nobody takes old spans for new ones."""
    if count:
        which = "None of them was" if count == of else f"{count} of {of} were not"
        write_error(
            f"{which} looked for: the articles are not in the library at hand, so the spans are those "
            "of the texts they were made on. Name their folder with --library."
        )


_Placed = tuple[Annotation, str | None, int | None, int | None]


def _marks_in(library: Library | None, notebook: Notebook) -> LibraryMarks | None:
    """The library's marks, once what was moved in it was found again."""
    if library is None:
        return None
    follow_moves(library, notebook)
    progress = notebook.folder, library.root
    return LibraryMarks(library, notebook, lambda: Collections(*progress), looks=True)


def _placed(
    annotations: list[Annotation],
    library: Library | None,
    marks: LibraryMarks | None,
    notebook: Notebook,
) -> Iterator[_Placed]:
    """Each annotation with its status and span in its article as it is now.

    Without the article the status is None and the span that of the text it was made on.
    """
    anchors = _anchors(annotations, library, marks, notebook)
    for annotation in annotations:
        anchor = anchors.get(annotation.id)
        if anchor is None:
            yield annotation, None, annotation.position.start, annotation.position.end
        else:
            yield annotation, anchor.status, anchor.start, anchor.end


def _anchors(
    annotations: list[Annotation],
    library: Library | None,
    marks: LibraryMarks | None,
    notebook: Notebook,
) -> dict[str, Anchor]:
    """Where those annotations stand whose articles are in the library, by their ids."""
    if library is None or marks is None:
        return {}
    by_path: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        path = marks.path_of(annotation)
        if path is not None:
            by_path.setdefault(path, []).append(annotation)
    found: dict[str, Anchor] = {}
    for path, made in by_path.items():
        article = _article_at(library, path)
        if article is not None:
            source = source_of(article, library.home(notebook.folder))
            pairs = anchored(made, source, article.text, notebook.text)
            found |= {annotation.id: anchor for annotation, anchor in pairs}
    return found


def _article_at(library: Library, path: str) -> Article | None:
    try:
        return library.load(path)
    except LoadError:
        return None


def _cells(
    annotation: Annotation, status: str | None, start: int | None, end: int | None
) -> tuple[str, ...]:
    words = " ".join(annotation.quote.exact.split())
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return (
        annotation.id,
        annotation.kind + (f" ({annotation.verdict})" if annotation.verdict else ""),
        annotation.source.path or annotation.source.url or "—",
        "—" if start is None else f"{start}:{end}",
        status or "—",
        " ".join(f"#{tag}" for tag in annotation.tags),
        shown,
    )


def _export(arguments: argparse.Namespace) -> int:
    # Only this command writes them.
    from annotations.exchange import FORMATS, Context, write_file, write_folder
    from reader.marked_copy import marked_copies

    output = arguments.output
    format = FORMATS[arguments.format]
    if output is None and format.is_folder:
        raise ReaderError(f"{format.name} is several files; -o FOLDER says where to.")
    if output is not None and output.is_file() and not arguments.force:
        raise ReaderError(f"{output} is there already; --force replaces it.")
    creator = creator_of(arguments)
    with (
        library_of(arguments) or nullcontext() as library,
        Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook,
    ):
        marks = _exported(arguments, library, notebook)
        known = _marks_in(library, notebook)
        context = Context(
            notebook.text,
            has_absolute_paths=arguments.paths == "absolute",
            marked_copy=marked_copies(known.file_of if known else _no_file, notebook.text),
        )
        if format.is_folder and output is not None:
            write_folder(output, format.files(marks, context), overwrite=arguments.force)
        elif output is not None:
            write_file(output, format.write(marks, context), overwrite=arguments.force)
        else:
            for chunk in format.write(marks, context):
                write_text(chunk)
        status = tell_problems(notebook)
    if left_out := format.left_out(marks):
        write_error(
            f"{left_out} of {len(marks)} marks are not in it: {format.name} has no place for them."
        )
    return status


def _no_file(_mark: Annotation) -> Path | None:
    return None


def _exported(
    arguments: argparse.Namespace, library: Library | None, notebook: Notebook
) -> list[Annotation]:
    """The annotations asked for: those of ``--library``, or without it of the whole store."""
    words, known = " ".join(arguments.query), _marks_in(library, notebook)
    if known is None:
        return notebook.annotations(words)
    marks = known.annotations(words, everywhere=arguments.library is None)
    if arguments.paths == "absolute":
        return [_with_absolute_path(mark, known) for mark in marks]
    return list(with_library_paths(marks, known)) if arguments.library is not None else marks


def _with_absolute_path(mark: Annotation, known: LibraryMarks) -> Annotation:
    file = known.file_of(mark)
    if file is None:
        return mark
    return replace(mark, source=replace(mark.source, path=str(file)))


def _init(arguments: argparse.Namespace) -> int:
    folder = arguments.folder
    if not folder.is_dir():
        raise LibraryError(f"There is no folder {folder} to make a store in.")
    store = folder.absolute() / LIBRARY_STORE
    if store.is_symlink():
        raise LibraryError(f"{store} is a link and is not followed: remove it first.")
    if not store.is_dir():
        store.mkdir(mode=PRIVATE_FOLDER)
        store.chmod(folder_mode(folder))
    StoreAnswers(state_folder()).keep(store.resolve(), USE)
    write_text(f"{store}\n")
    return 0
