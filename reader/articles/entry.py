"""What a list shows of an article, without its text."""

from typing import NamedTuple


class Entry(NamedTuple):
    """What a list shows of an article; the fields are those of ``Article``.

    ``problem`` is a sentence where the article cannot be read, and then ``title`` is the
    file's name and there are no words. An article that was not looked into yet has neither
    a ``problem`` nor a ``sha256``.
    """

    path: str
    id: str
    title: str
    title_source: str = "file-name"
    date: str | None = None
    date_source: str | None = None
    modified: str | None = None
    words: int = 0
    minutes: int = 0
    language: str | None = None
    sha256: str | None = None
    problem: str | None = None
