"""Files that hold several articles, kept open while they stay as they are."""

from pathlib import Path

from reader.errors import LoadError
from reader.loading import Bundle, open_bundle

_Stamp = tuple[int, int, int]


class Bundles:
    """The bundles of a library; one that was written to is opened anew."""

    def __init__(self) -> None:
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
            return open_bundle(file)  # which says what is wrong with it
        stamp = status.st_ino, status.st_size, status.st_mtime_ns
        kept = self._opened.get(file)
        if kept and kept[0] == stamp:
            return kept[1]
        bundle = open_bundle(file)
        if bundle is not None:
            self._opened[file] = stamp, bundle
        return bundle
