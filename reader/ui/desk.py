"""What the screens share: the library, the notebook and the rest that ``cli`` opened."""

from collections.abc import Sequence
from typing import NamedTuple

from annotations import MARK_KINDS, Annotation, Change, Notebook, Source
from reader.article import Article
from reader.errors import LoadError, ReaderError
from reader.library import STANDARD_INPUT, Library
from reader.progress import Progress
from reader.settings import Settings


class Desk(NamedTuple):
    """Everything on the reader's desk; built by the command line, handed to the screens."""

    library: Library
    notebook: Notebook
    progress: Progress
    settings: Settings


def source_of(article: Article) -> Source:
    """The article as an annotation's source.

    A generated title is not passed off as its own, and what came by standard input has no
    path: its text alone says which article it is.
    """
    title = None if article.is_title_generated else article.title
    path = None if article.path == STANDARD_INPUT else article.path
    return Source(path, article.url, title, article.date, article.sha256)


def refusal(path: str, error: ReaderError) -> str:
    """Why the article at this path cannot be opened, naming it as the shelf does."""
    return f"{path} {error.reason}." if isinstance(error, LoadError) else str(error)


def retag(notebook: Notebook, ids: Sequence[str], tags: Sequence[str]) -> Change:
    """Give the annotations exactly these tags, as one step."""
    worn = {tag for id in ids for tag in notebook.get(id).tags}
    return notebook.tag(ids, add=tags, remove=worn - set(tags))


def next_kind(annotation: Annotation) -> str:
    """The kind that comes after this one's in the table, around the end."""
    here = MARK_KINDS.index(annotation.kind) if annotation.kind in MARK_KINDS else -1
    return MARK_KINDS[(here + 1) % len(MARK_KINDS)]
