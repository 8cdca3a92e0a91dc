"""The index of what the reader said of articles."""

from pathlib import Path

from annotations import Notebook
from reader.library.library import Library
from reader.library.search import Said, SaidIndex
from reader.marks.library_marks import LibraryMarks


def index_of(store: Path, library: Library, *, only_reads: bool = False) -> SaidIndex:
    """An index of the library's annotations as they are now; takes a while where they are many.

    The store is opened once more, since a Notebook is used by one thread.

    Raises:
        StoreError: the store cannot be read.
    """
    with Notebook.open(store, only_reads=only_reads) as notebook:
        marks = LibraryMarks(library, notebook)
        return SaidIndex(
            Said(each.id, marks.path_of(each), each.quote.exact, each.note, each.tags)
            for each in marks.annotations()
        )
