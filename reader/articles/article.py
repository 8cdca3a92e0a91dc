"""An article: one canonical text, its blocks, and what is known about it."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.articles.long_text import Text
from reader.articles.words import count_words

WORDS_A_MINUTE = 230


class Block(NamedTuple):
    """A span of the text with a kind; it styles, and never alters, what it spans.

    ``kind`` is one of ``paragraph``, ``heading``, ``title``, ``byline``, ``caption``,
    ``update`` (an update note), ``meta`` (header lines), ``item`` (of a list),
    ``quote``, ``code``, ``rule``, ``summary``. ``level`` is a heading's or an item's depth.
    """

    kind: str
    start: int
    end: int
    level: int = 0


class Link(NamedTuple):
    """A span of the text that leads somewhere; a picture's is that of the words it has instead.

    ``address`` is as written in the source, made absolute where the source says against
    what. ``to`` is the offset in this text of what it leads to, such as a note, or None.
    """

    start: int
    end: int
    address: str
    to: int | None = None


class FileMark(NamedTuple):
    """A mark that the file itself holds, made in another program: a highlight, or a comment.

    ``words`` are those that it is on, and ``start`` and ``end`` their span in the article's text,
    or both 0 where they were not found in it. ``created`` is as the file has it in ISO 8601.
    ``id`` tells it from others of the file; ``replies_to`` is the id of the one it answers.
    ``page`` is the label of its printed page, and ``colour`` a name or such as ``#ffd400``;
    ``record`` is what Postil itself wrote beside it, in JSON.
    """

    words: str
    start: int = 0
    end: int = 0
    note: str = ""
    author: str = ""
    created: str = ""
    id: str = ""
    replies_to: str = ""
    page: str = ""
    colour: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What a loader gives for one file.

    ``text`` is the canonical text: decoded, without a byte order mark, with ``\\n`` line
    ends, and otherwise untouched. ``blocks`` are in order and do not overlap.
    ``id`` is short and stable while the path is; ``path`` is relative to the library,
    with ``/``. ``title_source`` is ``field``, ``heading``, ``first-line``,
    ``first-sentence`` (generated: to be shown as such) or ``file-name``. Dates are
    ``YYYY-MM-DD`` or None; ``modified`` is an update note's and may come before ``date``.
    ``date_source`` is ``header``, ``field``, ``inferred`` (concluded from the page: to be shown
    as such), ``file-name`` or None. ``syntax`` is ``plain`` or ``markdown``: where it is
    Markdown, ``reader.articles.inline`` finds the styles in a block. ``links`` and ``images`` are in
    order; ``pages`` are the offsets at which the printed pages begin, with their labels.
    ``remarks`` are sentences on what could not be read. ``extractor`` names, with its version,
    what made the text of a file that is no text itself; it is empty for text.
    ``encoding_source`` says who names the encoding: it is that of ``Decoded``, and empty
    where the format has none to choose. ``file_marks`` are marks that the file itself holds.
    """

    id: str
    path: str
    file: Path | None
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str
    title_source: str
    date: str | None = None
    date_source: str | None = None
    modified: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    syntax: str = "plain"
    encoding_source: str = ""
    site: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    extractor: str = ""
    file_marks: tuple[FileMark, ...] = ()

    @property
    def lazy_text(self) -> Text:
        """The text as it is read on a page: by slices, not as a whole."""
        return self.text

    @property
    def is_title_generated(self) -> bool:
        """Whether the title was cut from the text or the file name, not given by the article."""
        return self.title_source in ("first-sentence", "file-name")

    def page(self, offset: int) -> str | None:
        """The label of the printed page on which the character stands, where there are pages."""
        known = [label for start, label in self.pages if start <= offset]
        return known[-1] if known else None

    @property
    def words(self) -> int:
        """How many words the article has, header lines left out."""
        return sum(count_words(self.text[b.start : b.end]) for b in self.blocks if b.kind != "meta")


def minutes(words: int) -> int:
    """How long that many words take to read, in whole minutes, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))
