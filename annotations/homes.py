"""Where an article lives: its library and its path in it, and where it has moved to.

A location is the two in one string, such as ``/home/ann/flood/letter.txt``, so that a folder
that is opened from above or below gives its articles the same locations. In a store that lies
in a library, locations begin with ``./`` and mean the library's folder, wherever that is.
What was marked before libraries were kept, or came in from such a store, has a location that
begins with ``?/``: which library it belongs to has to be found out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotations.ids import hash_text
from annotations.model import Json, Source

OWN = "."
"""The library that a store lies in, to that store."""
_UNKNOWN = "?/"


class Home(NamedTuple):
    """What was marked on this text at ``was`` belongs to the article at ``now``."""

    was: str
    text_sha256: str | None
    now: str

    @property
    def id(self) -> str:
        """The id of its record: one for each place and text that something was marked on."""
        return hash_text(f"{self.text_sha256}\n{self.was}")[:32]

    @property
    def document(self) -> dict[str, Json]:
        """Its record."""
        return {"was": self.was, "text_sha256": self.text_sha256, "now": self.now}

    @classmethod
    def of_document(cls, document: Mapping[str, Json]) -> "Home | None":
        """The home that a record describes; None if it is none."""
        was, text, now = (document.get(name) for name in cls._fields)
        if (
            isinstance(was, str)
            and isinstance(now, str)
            and (text is None or isinstance(text, str))
        ):
            return cls(was, text, now)
        return None


class Homes:
    """Where articles have moved to, as far as is known."""

    def __init__(self) -> None:
        self._now: dict[tuple[str, str | None], str] = {}
        self._was: dict[str, set[tuple[str, str | None]]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._now)

    def take(self, homes: Iterable[Home]) -> None:
        """Know these from now on; a later one takes the place of an earlier."""
        for home in homes:
            key = home.was, home.text_sha256
            if key in self._now:
                self._was[self._now[key]].discard(key)
            self._now[key] = home.now
            self._was[home.now].add(key)

    def now(self, location: str | None, text_sha256: str | None) -> str | None:
        """Where the article is now on which something was marked there."""
        if location is None or not self._now:
            return location
        return self._now.get((location, text_sha256), location)

    def was(self, location: str | None) -> frozenset[tuple[str, str | None]]:
        """The locations and texts whose marks belong to the article at this location now."""
        return frozenset(self._was.get(location or "", ()))

    def left(self, location: str) -> frozenset[str | None]:
        """The texts marked at this location whose article has moved away."""
        return frozenset(
            text for (was, text), now in self._now.items() if was == location and now != location
        )


def location_of(library: str | None, path: str | None, own: str = "") -> str | None:
    """Return the location of the article; None if it has no path.

    ``own`` is ``OWN`` to a store that lies in a library.

    >>> location_of("/home/ann/flood", "letters/1.txt"), location_of(None, "1.txt")
    ('/home/ann/flood/letters/1.txt', '?/1.txt')
    >>> location_of(".", "1.txt", "."), location_of(None, "1.txt", "."), location_of(".", "1.txt")
    ('./1.txt', './1.txt', '?/1.txt')
    """
    if path is None:
        return None
    library = library or own
    is_own = library == OWN or library.startswith(f"{OWN}/")
    if is_own and not own:
        inner = library[len(OWN) :].strip("/")
        return f"{_UNKNOWN}{inner}/{path}" if inner else _UNKNOWN + path
    return f"{library.rstrip('/')}/{path}" if library else _UNKNOWN + path


def source_location(source: Source, own: str = "") -> str | None:
    """Return the location of an annotation's article, as it was marked."""
    return location_of(source.library, source.path, own)


def path_within(location: str | None, library: str) -> str | None:
    """Return the path in the library of what is at the location; None if it is not in it.

    Without a library, all locations are paths.
    """
    if not library:
        return None if location is None else homeless_path(location)
    prefix = f"{library.rstrip('/')}/"
    if location is None or not location.startswith(prefix):
        return None
    return location[len(prefix) :]


def is_homeless(location: str | None) -> bool:
    """Whether it is not known which library the location is in."""
    return location is not None and location.startswith(_UNKNOWN)


def homeless_path(location: str) -> str:
    """Return the path of a location whose library is not known."""
    return location.removeprefix(_UNKNOWN)
