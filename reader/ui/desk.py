"""What the screens share: the library, the notebook and the rest that ``cli`` opened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations import MARK_KINDS, Annotation, Change, Notebook, Source
from reader.articles.article import Article
from reader.errors import LoadError, ReaderError
from reader.library.library import Library
from reader.library.progress import Progress
from reader.marks.library_marks import LibraryMarks, source_of
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.library.collections import Collections


class Desk(NamedTuple):
    """Everything on the reader's desk; built by the command line, handed to the screens."""

    library: Library
    notebook: Notebook
    progress: Progress
    settings: Settings

    @property
    def marks(self) -> LibraryMarks:
        """The annotations of the library, out of all that the store holds."""
        return LibraryMarks(self.library, self.notebook, self._collections)

    def source(self, article: Article) -> Source:
        """The article as an annotation's source."""
        self.library.remember_text(article.path, article.sha256)
        return source_of(article, self.library.home(self.notebook.folder))

    def _collections(self) -> "Collections":
        from reader.library.collections import Collections  # when a query asks for one

        return Collections(self.progress.folder, self.library.root)


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
