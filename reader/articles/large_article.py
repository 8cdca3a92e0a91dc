"""An article whose text is decoded, and told apart into blocks, only where one looks."""

from collections.abc import Iterator
from dataclasses import fields

from reader.articles.article import Article, Block
from reader.articles.long_text import LongText
from reader.articles.structure import Manner, outline_slice
from reader.articles.words import count_words

RawBlock = tuple[str, int, int, int]

_KEPT = 4
_LAZY = frozenset({"text", "blocks", "sha256"})


class LargeArticle(Article):
    """Like any other article, but ``text``, ``blocks`` and ``words`` are made at each call.

    ``lazy_text`` is the text as the page reads it. ``head`` is the article as its first
    slice tells of it.
    """

    __slots__ = ("_long", "_outlined", "manner", "sha256")

    def __init__(self, head: Article, text: LongText, sha256: str) -> None:
        for field in fields(Article):
            if field.name not in _LAZY:
                object.__setattr__(self, field.name, getattr(head, field.name))
        object.__setattr__(self, "_long", text)
        object.__setattr__(self, "sha256", sha256)
        object.__setattr__(self, "manner", Manner(text))
        object.__setattr__(self, "_outlined", {})

    _long: LongText
    _outlined: dict[int, list[RawBlock]]
    manner: Manner

    def __repr__(self) -> str:
        return f"LargeArticle({self.path!r}, {len(self._long)} characters)"

    @property
    def text(self) -> str:
        """All of the text, decoded anew: for those who cannot do with less."""
        return str(self._long)

    @property
    def lazy_text(self) -> LongText:
        """The text, decoded where it is looked at."""
        return self._long

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, made anew."""
        return tuple(Block(*block) for _, blocks in self.outlines() for block in blocks)

    @property
    def words(self) -> int:
        """How many words the article has, counted anew."""
        return sum(
            count_words(piece[start - offset : end - offset])
            for (offset, piece), (_, blocks) in zip(
                self._long.pieces(), self.outlines(), strict=True
            )
            for kind, start, end, _ in blocks
            if kind != "meta"
        )

    def outline(self, number: int) -> list[RawBlock]:
        """The blocks (kind, start, end, level) of one slice of the text."""
        blocks = self._outlined.get(number)
        if blocks is None:
            if len(self._outlined) >= _KEPT:
                del self._outlined[next(iter(self._outlined))]
            blocks = self._outlined[number] = self._outline(self._long, number)
        return blocks

    def outlines(self) -> Iterator[tuple[int, list[RawBlock]]]:
        """The number and the blocks of one slice after the other; in any thread."""
        text = self._long.copy()
        return ((number, self._outline(text, number)) for number in range(len(text.edges) - 1))

    def _outline(self, text: LongText, number: int) -> list[RawBlock]:
        return outline_slice(text, text.edges[number], text.edges[number + 1], self.manner)
