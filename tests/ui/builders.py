"""Articles and marks for the tests of the screen."""

from pathlib import Path

import pytest

from annotations.store.disk import Disk
from tests.ui.driving import Reader, articles

HARBOUR = """The wall cost 4.1 million. The mayor spoke of 3.4 million in March. Nobody was hurt.

Work began after the storm. Nine boats sank that night. The town paid for all of them.

A second wall is planned. Its price is not known.
"""
"""Three paragraphs: of three, three and two sentences."""


def long_text(paragraphs: int = 60) -> str:
    """Numbered paragraphs of three numbered sentences each."""
    return "\n\n".join(
        " ".join(
            f"Sentence {n}.{s} tells of the harbour and of the wall that stands before it."
            for s in (1, 2, 3)
        )
        for n in range(1, paragraphs + 1)
    )


def harbour(folder: Path) -> Path:
    """A library of one article, ``harbour.txt``."""
    return articles(folder, {"harbour.txt": HARBOUR})


def long_article(folder: Path) -> Path:
    """A library of one article of many pages, ``long.txt``."""
    return articles(folder, {"long.txt": long_text()})


def mark(reader: Reader, words: str, **said: object) -> str:
    """Mark the words in the article that is open, past the screen; gives the new id."""
    article = reader.reading.article
    start = article.text.index(words)
    made = reader.desk.notebook.mark(
        article.text,
        start,
        start + len(words),
        reader.desk.source(article),
        **said,  # type: ignore[arg-type]  # as they come
    )
    reader.reading.refresh_marks(made)
    return made.ids[0]


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be written to a store."""

    def full(disk: Disk, descriptor: int, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Disk, "write", full)
