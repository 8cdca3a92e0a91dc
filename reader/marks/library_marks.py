"""The annotations of one library, out of a store that may hold those of many."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations import Annotation, Notebook, Source
from annotations.errors import QueryError, StoreError
from annotations.homes import path_within
from annotations.query import Fields
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.library.library import STANDARD_INPUT, Library
from reader.marks.moved_articles import Move, find_moves

if TYPE_CHECKING:
    from reader.library.collections import Collections


class LibraryMarks:
    """What was marked in a library, and where in it.

    A mark belongs to the library if it was made in it, or on a text that an article of it has.
    """

    def __init__(
        self,
        library: Library,
        notebook: Notebook,
        collections: "Callable[[], Collections] | None" = None,
        *,
        looks: bool = False,
    ) -> None:
        """``collections`` gives the reader's collections, for queries that name one.

        Where somebody can wait for it, the library is looked through for texts (``looks``).
        """
        self._looks = looks
        self.home = library.home(notebook.folder)
        self._library = library
        self._notebook = notebook
        self._collections = collections
        self._paths: dict[str, str | None] = {}

    def source(self, article: Article) -> Source:
        """Return the article as an annotation's source.

        A generated title is not passed off as its own, and what came by standard input has no
        path: its text alone says which article it is.
        """
        return source_of(article, self.home)

    def path_of(self, annotation: Annotation, *, looks: bool = False) -> str | None:
        """Return the path of the annotation's article; None if it is gone, or another library's.

        What was renamed is known once the library has been looked through; where it has not,
        that is done first if it ``looks``.
        """
        path = self.own_path(annotation)
        if path is not None and self._library.has(path):
            return path
        sha256 = annotation.source.text_sha256
        if looks and sha256 is not None:
            return self._library.find_text(sha256)
        return self._path_of_text(sha256)

    def own_path(self, annotation: Annotation) -> str | None:
        """Return the path in the library that the article has, or had until it vanished."""
        return self._notebook.path_in(self.home, annotation)

    def has(self, annotation: Annotation) -> bool:
        """Whether the annotation belongs to the library.

        So does one that has no article yet, such as words that were imported and found nowhere.
        """
        source = annotation.source
        if source.path is None and source.text_sha256 is None:
            return True
        if self.own_path(annotation) is not None:
            return True
        return self._path_of_text(source.text_sha256) is not None

    def annotations(self, query: str = "", *, everywhere: bool = False) -> list[Annotation]:
        """Return the library's annotations that the query matches, or the whole store's.

        Raises:
            QueryError: the query cannot be read.
        """
        self._paths.clear()
        found = self._notebook.annotations(query, self.query_fields(query))
        return found if everywhere else [each for each in found if self.has(each)]

    def query_fields(self, query: str) -> Fields:
        """Return what the query may ask of annotations besides: ``folder`` and ``in``.

        Raises:
            QueryError: it asks for a collection where none are known.
        """
        return {"folder": self._is_in_folder, "in": self._collected_in(query)}

    def file_of(self, annotation: Annotation) -> Path | None:
        """Return the file of the annotation's article in the library; None if it is not there."""
        path = self.path_of(annotation)
        return None if path is None else self._library.file(path)

    def everywhere(self, annotation: Annotation) -> str:
        """Return what to call the annotation's article where those of all libraries stand."""
        path = self.path_of(annotation)
        if path is not None:
            return path
        source = annotation.source
        folder = source.library or ""
        name = source.path or source.url or source.title or "?"
        library = folder.rstrip("/").rpartition("/")[2]
        return f"{name} ({library})" if library.strip(".") and source.path else name

    def folder_of(self, annotation: Annotation) -> Path | None:
        """Return the folder of the annotation's library, if it is there; None if not."""
        location = self._notebook.location(annotation)
        library, path = annotation.source.library, annotation.source.path
        if location is None or library is None or path is None:
            return None
        if not location.endswith(f"/{path}"):
            return Path(location).parent if Path(location).is_file() else None
        folder = Path(location[: -len(path) - 1] or "/")
        return folder if folder.is_absolute() and folder.is_dir() else None

    def elsewhere(self, annotation: Annotation) -> tuple[Path, str] | None:
        """Return the folder of another library, and the path in it of the annotation's article.

        None where the article is in this library, or the other one is not there.
        """
        folder, path = self.folder_of(annotation), annotation.source.path
        if folder is None or path is None or self.path_of(annotation) is not None:
            return None
        return folder, path

    def absence(self, annotation: Annotation) -> str:
        """Return a sentence that says why the annotation's article cannot be opened here."""
        folder = self.folder_of(annotation)
        if self.own_path(annotation) is None and folder is not None:
            name = annotation.source.path
            return f"{name} is in another library: postil {shlex.quote(str(folder))} opens that."
        name = annotation.source.path or "Its article"
        return f"{name} is not in this library; open the folder it is in."

    def has_others(self) -> bool:
        """Whether the store holds annotations of other libraries, too."""
        self._paths.clear()
        return any(
            path_within(location, self.home) is None and self._path_of_text(text) is None
            for location, text, _ in self._notebook.locations()
        )

    def _path_of_text(self, sha256: str | None) -> str | None:
        if sha256 is None:
            return None
        if sha256 not in self._paths:
            look = self._library.find_text if self._looks else self._library.seen_with
            self._paths[sha256] = look(sha256)
        return self._paths[sha256]

    def _is_in_folder(self, annotation: Annotation, folder: str) -> bool:
        """Whether the article lies in the folder, by its path in the library or on the disk."""
        location = self._notebook.location(annotation) or annotation.source.path or ""
        within = f"/{folder.strip('/').casefold()}/"
        return within in f"/{location.lstrip('./').casefold()}"

    def _collected_in(self, query: str) -> Callable[[Annotation, str], bool]:
        """Whether an annotation's article is in a collection; read only if the query asks."""
        if "in:" not in query.casefold():
            return lambda annotation, name: False
        if self._collections is None:
            raise QueryError(query, query.casefold().index("in:"), "No collections are known here")
        held = {name.casefold(): set(what) for name, what in self._collections().members().items()}

        def is_in(annotation: Annotation, name: str) -> bool:
            what = held.get(name.casefold(), set())
            return annotation.source.text_sha256 in what or self.path_of(annotation) in what

        return is_in


def source_of(article: Article, home: str | None = None) -> Source:
    """Return the article as a source; ``home`` is its library as ``Library.home`` has it."""
    title = None if article.is_title_generated else article.title
    path = None if article.path == STANDARD_INPUT else article.path
    library = None if path is None else home
    return Source(path, article.url, title, article.date, article.sha256, library)


def with_library_paths(annotations: list[Annotation], marks: LibraryMarks) -> Iterator[Annotation]:
    """Give the annotations the paths that their articles have in the library now."""
    for each in annotations:
        path = marks.path_of(each) or marks.own_path(each)
        if path is None or path == each.source.path:
            yield each
        else:
            yield replace(each, source=replace(each.source, path=path))


def follow_moves(library: Library, notebook: Notebook) -> None:
    """Look through the library, and keep where articles with marks have moved to.

    What cannot be kept is looked for again next time.
    """
    locations = notebook.locations()
    if not locations:
        return
    for _ in library.fill():
        pass
    with suppress(StoreError):
        notebook.move_articles(moves_in(library, notebook, locations))


def moves_in(
    library: Library, notebook: Notebook, locations: Sequence[tuple[str, str | None, int]]
) -> list[Move]:
    """Return where articles with marks have moved to in a library that was looked through.

    It reads the disk, and of the notebook only the texts it keeps: it may be done in a thread.
    """
    return find_moves(
        locations,
        notebook.seen_at,
        _Catalogued(library),
        library.home(notebook.folder),
        notebook.text,
        notebook.folder.parent.as_posix(),
    )


class _Catalogued:
    """A library that was looked through, as the search for moved articles asks it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def has(self, path: str) -> bool:
        """Whether there is an article at this path."""
        return self._library.has(path)

    def sha256(self, path: str) -> str | None:
        """The hash of the article's text."""
        if not self._library.is_filled:
            return None
        record = self._library.catalogue.record(path)
        return None if record is None else record.entry.sha256

    def with_text(self, sha256: str) -> Sequence[str]:
        """The paths of the articles with this text."""
        return self._library.catalogue.of_text(sha256) if self._library.is_filled else ()

    def text(self, path: str) -> str | None:
        """The article's text; None if it cannot be read."""
        try:
            return self._library.load(path).text
        except ReaderError:
            return None

    def paths(self) -> Iterator[str]:
        """The paths of all articles, once they have been looked through."""
        yield from self._library.paths if self._library.is_filled else ()
