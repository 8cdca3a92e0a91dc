"""Which settings, library and store a command means, and which article."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reader.articles.article import Article
from reader.cli.output import write_error
from reader.errors import LibraryError, SettingsError
from reader.library.library import STANDARD_INPUT, Library
from reader.library.progress import last_library
from reader.settings import (
    LIBRARY_STORE,
    Settings,
    config_file,
    library_store,
    read_settings,
    state_folder,
    store_folder,
)
from reader.settings.signature import kept_signature
from reader.settings.store_choice import USE, StoreAnswers, StoreChoice, choose_store


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings in ``--config``, which must be there, or else in the user's own file.

    ``creator`` is what ``--as`` says, or else what the reader once answered, if nothing is set.

    Raises:
        SettingsError: the settings cannot be read or used.
        InvalidAnnotationError: nobody can sign so.
    """
    if arguments.config is None:
        settings = read_settings(config_file())
    elif arguments.config.exists():
        settings = read_settings(arguments.config)
    else:
        raise SettingsError(arguments.config, None, "there is no such file.")
    signed = getattr(arguments, "signed", None) or settings.creator
    signed = signed or kept_signature(state_folder())
    if signed is None:
        return settings
    from annotations.annotator import signature  # with the package, where somebody signs

    return settings._replace(creator=signature(signed))


def creator_of(arguments: argparse.Namespace) -> str | None:
    """Who signs what the command writes, and is meant by ``by:me``; None for nobody."""
    return settings_of(arguments).creator


def store_of(arguments: argparse.Namespace, library: Library | None) -> Path:
    """The folder of the store in which the library's annotations are.

    What is to be said of one that came with the library is said, once; whether it is only to
    be read then stands in ``arguments.only_reads``.
    """
    choice = choice_of(arguments, library)
    if choice.remark and not getattr(arguments, "is_told", False):
        write_error(choice.remark)
    arguments.is_told, arguments.only_reads = True, choice.is_only_read
    return choice.folder


def choice_of(arguments: argparse.Namespace, library: Library | None) -> StoreChoice:
    """The store in which the library's annotations are, and whether it is only to be read."""
    root = None if library is None else library.root
    chosen: Path | None = arguments.store
    if chosen is not None:
        folder = store_folder(None, chosen)
        if root is not None and folder == root / LIBRARY_STORE and folder.is_dir():
            StoreAnswers(state_folder()).keep(folder.resolve(), USE)
        return StoreChoice(folder)
    if root is None:
        return StoreChoice(store_folder(None, None))
    return choose_store(
        library_store(root), store_folder(None, None), StoreAnswers(state_folder()), _was_used
    )


def _was_used(store: Path) -> bool:
    from annotations.store import was_written_here  # with TinyDB; few libraries bring a store

    return was_written_here(store)


def open_library(paths: Sequence[Path], encoding: str = "") -> Library:
    """The library at the paths; without any, the one read last, else the sample.

    ``-`` among the paths has standard input read to its end.
    """
    if not paths:
        return remembered_library(encoding) or Library.sample()
    if Path(STANDARD_INPUT) not in paths:
        return Library.open(paths, encoding=encoding)
    return Library.open(paths, sys.stdin.buffer.read(), encoding=encoding)


def library_of(arguments: argparse.Namespace) -> Library | None:
    """The library in ``--library``, else the one read last; None if there is none."""
    if arguments.library is not None:
        return Library.open([arguments.library])
    return remembered_library()


def remembered_library(encoding: str = "") -> Library | None:
    """The library that was read last; None if there was none, or it is gone."""
    paths = last_library(state_folder())
    try:
        return Library.open(paths, encoding=encoding) if paths else None
    except LibraryError:
        return None


@contextmanager
def find_article(arguments: argparse.Namespace) -> Iterator[tuple[Library, Article]]:
    """Open the library of the article that ``ARTICLE`` names, and give both.

    The article that ``ARTICLE`` names, and the library that it belongs to.

    A file that is there is meant before an id or a title is; it belongs to the library read
    last if it lies in it, so that its annotations stand under the path they have there. Ids
    and titles are those of the library that ``list`` lists.

    Raises:
        LibraryError: the word names no article, or several.
        LoadError: the article cannot be read.
    """
    word, encoding = arguments.article, arguments.encoding
    if arguments.library is not None:
        with Library.open([arguments.library], encoding=encoding) as library:
            yield library, library.load(library.find(word))
    elif word == STANDARD_INPUT:
        with open_library([Path(word)], encoding) as library:
            count = library.count
            if count > 1:
                raise LibraryError(f"What came in holds {count} articles: see postil list -")
            yield library, library.load(library.paths[0])
    else:
        with _library_around(Path(word), encoding) as library:
            yield library, library.load(_path_in(library, Path(word)) or library.find(word))


def _library_around(file: Path, encoding: str) -> Library:
    remembered = remembered_library(encoding)
    if os.path.lexists(file) and not file.is_dir():
        if remembered is None:
            return Library.open([file], encoding=encoding)
        if _path_in(remembered, file) is None:
            remembered.close()
            return Library.open([file], encoding=encoding)
    return remembered or Library.sample()


def _path_in(library: Library, file: Path) -> str | None:
    if not os.path.lexists(file):
        return None
    wanted = os.path.abspath(file)  # noqa: PTH100  (resolve() would follow the user's links)
    root = library.root
    usual = Path(wanted).relative_to(root).as_posix() if Path(wanted).is_relative_to(root) else ""
    if usual and library.has(usual):
        return usual
    return next((path for path in library.paths if str(library.file(path)) == wanted), None)
