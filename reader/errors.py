"""The errors of this package: one root, few leaves, each a sentence a user can act on."""

from pathlib import Path


class ReaderError(Exception):
    """Something about articles, settings or the terminal to tell the user in one sentence."""


def damaged(how: str) -> str:
    """The ``reason`` of a LoadError for a file that is not as it was once written."""
    return f"is damaged ({how}): download or copy it again"


class LoadError(ReaderError):
    """The file at ``path`` cannot be read as an article; ``reason`` is the sentence's end."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class FetchError(ReaderError):
    """A web page cannot be fetched, or not be kept."""


class LibraryError(ReaderError):
    """There is nothing to read where the user pointed, or a name fits no or several articles."""


class CatalogueError(ReaderError):
    """The cache of a library cannot be used for what was asked; it can be made anew."""


class SettingsError(ReaderError):
    """A settings file that cannot be used; ``line`` counts from 1 where it is known."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.line = line


class ProgressError(ReaderError):
    """The place in an article, or the library last read, could not be kept."""


class TerminalError(ReaderError):
    """The terminal cannot show the full-screen reader."""
