"""The index of what the reader said of articles."""

from collections.abc import Callable
from pathlib import Path

from annotations import Notebook
from reader.library.library import Library
from reader.library.search import Said, SaidIndex
from reader.marks.library_marks import LibraryMarks
from reader.settings import manifests_folder


def index_of(
    store: Path,
    library: Library,
    *,
    only_reads: bool = False,
    look_over: Callable[[Notebook], object] = lambda _: None,
) -> SaidIndex:
    """An index of the library's annotations as they are now; takes a while where they are many.

    What is opened for it is given to ``look_over``, too. The store is opened once more, since a Notebook is used by one thread.

    Raises:
        StoreError: the store cannot be read.
    """
    with Notebook.open(store, only_reads=only_reads, manifests=manifests_folder()) as notebook:
        look_over(notebook)
        marks = LibraryMarks(library, notebook)
        return SaidIndex(
            Said(each.id, marks.path_of(each), each.quote.exact, each.note, each.tags)
            for each in marks.annotations()
        )
