"""Comments in the margin of an office document: which words they are on."""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from reader.articles.article import FileMark
from reader.loading.letter_index import LetterIndex

MOST = 20_000
"""Comments that are read of one document."""
_LONGEST = 20_000
"""Characters of the passage that a comment is on."""
_MOST_WORDS = 20_000_000
"""Characters of all such passages together."""


class Comment(NamedTuple):
    """What is said in the margin, by whom and when; ``replies_to`` is the id of another one."""

    note: str
    author: str = ""
    created: str = ""
    replies_to: str = ""


class _Passage(NamedTuple):
    """From which piece of the text to which, and how far the text was written then."""

    first: int
    last: int
    offset: int


class CommentedText:
    """Keeps which pieces of a text comments are on, while the text is read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._paragraph = 0
        self._open: dict[str, tuple[int, int, int]] = {}
        self._passages: dict[str, _Passage] = {}
        self._left = _MOST_WORDS

    def words(self, words: str) -> None:
        """Words of the text."""
        self._pieces.append(words)

    def end_paragraph(self) -> None:
        """What follows is another paragraph."""
        self._pieces.append("\n")
        self._paragraph = len(self._pieces)

    def begin(self, id: str, offset: int) -> None:
        """The words from here on are what a comment is on."""
        if len(self._open) + len(self._passages) < MOST:
            self._open[id] = len(self._pieces), offset, self._paragraph

    def end(self, id: str) -> None:
        """The words up to here."""
        first, offset, _ = self._open.pop(id, (-1, 0, 0))
        if first >= 0:
            self._passages[id] = _Passage(first, len(self._pieces), offset)

    def refer(self, id: str, offset: int) -> None:
        """A comment stands here; one on no words is on those before it in its paragraph."""
        known = self._passages.get(id)
        has_words = known and self._said(known).strip()
        if id in self._open or has_words or len(self._passages) >= MOST:
            return
        self._passages[id] = _Passage(self._paragraph, len(self._pieces), offset)

    def marks(self, comments: Mapping[str, Comment], text: str) -> tuple[FileMark, ...]:
        """The comments as marks on the text that was made of the words."""
        if not comments:
            return ()
        for id, (first, offset, paragraph) in self._open.items():  # which stands on no words
            self._passages[id] = _Passage(paragraph, first, offset)
        index = LetterIndex(text)
        return tuple(self._mark(id, each, comments, index) for id, each in self._first(comments))

    def _first(self, comments: Mapping[str, Comment]) -> "islice[tuple[str, Comment]]":
        return islice(comments.items(), MOST)

    def _mark(
        self, id: str, comment: Comment, comments: Mapping[str, Comment], index: LetterIndex
    ) -> FileMark:
        answered = comment.replies_to if comment.replies_to in comments else ""
        passage = self._passages.get(id) or self._passages.get(answered) or _Passage(0, 0, 0)
        words = self._said(passage).strip()
        if not words:  # it stands before the first words of its paragraph
            rest = islice(self._pieces, passage.last, passage.last + 50)
            words = next((piece.strip() for piece in rest if piece.strip()), "")
        self._left -= len(words)
        words = words if self._left > 0 else ""
        start, end = index.nearest(words, passage.offset) or (0, 0)
        return FileMark(
            words, start, end, comment.note, comment.author, comment.created, id, answered
        )

    def _said(self, passage: _Passage) -> str:
        pieces: list[str] = []
        length = 0
        for piece in islice(self._pieces, passage.first, passage.last):
            length += len(piece)
            if length > _LONGEST:
                break
            pieces.append(piece)
        return "".join(pieces)
