"""Files that hold several articles, kept open while they stay as they are."""

from collections.abc import Callable
from pathlib import Path

from reader.articles.article import Article
from reader.errors import LoadError
from reader.loading import Bundle, Frozen, load, load_part, open_bundle

_Stamp = tuple[int, int, int, str]


def _told(_file: Path) -> str:
    """No encoding that was asked for."""
    return ""


class Bundles:
    """The bundles of a library; one that was written to is opened anew.

    ``encoding_of`` gives the encoding that the reader asked for a file, or none.
    """

    def __init__(self, encoding_of: Callable[[Path], str] = _told) -> None:
        self._encoding_of = encoding_of
        self._opened: dict[Path, tuple[_Stamp, Bundle]] = {}

    def members(self, file: Path) -> tuple[str, ...]:
        """The names of the articles in the file; none if it is one article, or is damaged."""
        try:
            bundle = self._bundle(file)
        except LoadError:
            return ()
        return bundle.members if bundle else ()

    def bundle(self, file: Path) -> Bundle:
        """The file opened, as it is now.

        Raises:
            LoadError: it is no bundle (any more), or is damaged.
        """
        bundle = self._bundle(file)
        if bundle is None:
            raise LoadError(file, "holds no articles any more")
        return bundle

    def _bundle(self, file: Path) -> Bundle | None:
        try:
            status = file.stat()
        except (OSError, ValueError):
            return open_bundle(file, "")  # which says what is wrong with it
        encoding = self._encoding_of(file)
        stamp = status.st_ino, status.st_size, status.st_mtime_ns, encoding
        kept = self._opened.get(file)
        if kept and kept[0] == stamp:
            return kept[1]
        bundle = open_bundle(file, encoding)
        if bundle is not None:
            self._opened[file] = stamp, bundle
        return bundle


def read_with(
    encoding: str, file: Path, member: str | None, path: str, frozen: Frozen | None
) -> Article:
    """The article in the file, or the one of that name in it, read with this encoding.

    Raises:
        LoadError: it cannot be read so, or its kind has no encoding to choose.
    """
    if member is None:
        article = load(file, path, frozen, encoding=encoding)
    else:
        bundle = Bundles(lambda _: encoding).bundle(file)
        article = load_part(bundle, member, file, path, frozen)
    if encoding and article.encoding_source != "asked":
        raise LoadError(file, "says itself how it is written: there is no encoding to choose")
    return article
