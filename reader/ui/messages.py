"""What a screen may ask the app for: another screen, or another place.

A screen says ``self.post(OpenArticle(path))`` and knows no other screen; the app knows them all,
and what becomes of it has the keyboard before the next key is looked at. That is why these do
not go through Textual's queues: a key that was typed before would come in between.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations import Annotation
from reader.articles.article import Article

if TYPE_CHECKING:
    from annotations.claims.board.rows import Row  # loaded when claims are first compared


class OpenArticle(NamedTuple):
    """Show the article at the path, where it was left or with the caret on ``offset``:``end``."""

    path: str
    offset: int | None = None
    end: int | None = None


class OpenMark(NamedTuple):
    """Show the article of the mark, the caret on it."""

    annotation: Annotation


class OpenLibrary(NamedTuple):
    """Leave this library for the one in the folder, and show the article at the path there."""

    folder: Path
    path: str


class Reattach(NamedTuple):
    """Show the article at the path, or else the mark's, for the reader to mark its right place."""

    annotation: Annotation
    path: str | None = None


class ReadOver(NamedTuple):
    """Show this very article over what is there, the caret on the offset."""

    article: Article
    offset: int


class ListMarks(NamedTuple):
    """List the marks of the article at the path, or of all."""

    path: str | None


class FindEverywhere(NamedTuple):
    """List where the words stand in all articles; ask for them if there are none."""

    query: str


class ListHeadings(NamedTuple):
    """List the headings of the article, the one before ``offset`` chosen."""

    article: Article
    offset: int


class ListLinks(NamedTuple):
    """List the links, notes and pictures of the article, the one before ``offset`` chosen."""

    article: Article
    offset: int


class ShowAnswer(NamedTuple):
    """Show what a program answers that is asked for the words."""

    name: str
    template: str
    words: str


class ShowBeside(NamedTuple):
    """Show the claim of the row beside what the article ``name`` of these says of it."""

    row: "Row"
    names: list[str]
    name: str


Message = (
    OpenArticle | OpenMark | OpenLibrary | Reattach | ReadOver | ListMarks | FindEverywhere | ListHeadings
    | ListLinks | ShowAnswer | ShowBeside
)  # fmt: skip
