"""The index of what the reader said of articles."""

from pathlib import Path

from annotations import Notebook
from reader.search import Said, SaidIndex


def index_of(store: Path) -> SaidIndex:
    """An index of the annotations in the store as they are now; takes a while where they are many.

    The store is opened once more, since a Notebook is used by one thread.

    Raises:
        StoreError: the store cannot be read.
    """
    with Notebook.open(store) as notebook:
        return SaidIndex(
            Said(each.id, each.source.path, each.quote.exact, each.note, each.tags)
            for each in notebook.annotations()
        )
